"""What an operator sees of the running site: readiness, metrics, a line for each request.

Nothing of it is open to strangers: `/readyz` and `/metrics` ask for `MGDB_MONITORING_TOKEN`, and without one they are
not there (docs/operations.md, “Health”).
"""
