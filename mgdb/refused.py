"""What the web server could not read as a request: where it tells the application so."""

# In the environment of a refusal: its status, and why.
REFUSED = "mgdb.refused"
