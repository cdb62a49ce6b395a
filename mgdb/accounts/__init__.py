"""Accounts: whence a request comes, how often a login may be tried, second steps, invitations, tokens of the API."""
