"""Texts that open something: made at random, shown once, kept as a hash.

They are long and random, so that a plain hash is enough: there is nothing to guess, and each request can afford it.
"""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """256 random bits that fit an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
