"""Web server and worker that import the application while the database is still being prepared.

What the launcher starts them with: before they touch the database they wait for the end of their standard input, which
is closed to them from the start when they are started again.
"""
