"""The REST interface: published records for programs, at /api/v1/."""
