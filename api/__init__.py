"""The REST door: the published records for programs, at /api/v1/."""
