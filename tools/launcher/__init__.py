"""Starts everything on one machine: environment, embedded PostgreSQL, worker, beat and web server. No Django here."""
