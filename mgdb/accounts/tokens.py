"""Tokens of the API: made, found again by their hash, refused in words."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from mgdb.models import ApiToken
from mgdb.models.new_ids import ID_ALPHABET

from .secrets import digest, new_secret

MARK = "mgdb"
# When a token was last used is noted to this accuracy: reading is not to write at every request.
NOTED_EVERY = timedelta(minutes=10)


class TokenRefused(Exception):
    """A token that opens nothing; the message says why."""


def make(user: User, name: str, scopes: Iterable[str], days: int) -> tuple[ApiToken, str]:
    """A new token of `user`, valid for `days`, and its text, which is kept nowhere."""
    prefix = "".join(secrets.choice(ID_ALPHABET) for _ in range(8))
    text = f"{MARK}_{prefix}_{new_secret()}"
    token = ApiToken(
        user=user,
        name=name,
        prefix=prefix,
        digest=digest(text),
        scopes=sorted(scopes),
        expires_at=timezone.now() + timedelta(days=days),
    )
    token.full_clean()
    token.save()
    return token, text


def find(text: str) -> ApiToken:
    """The valid token with this text; notes that it was used. Raises TokenRefused."""
    token = ApiToken.objects.select_related("user").filter(digest=digest(text)).first()
    if token is None:
        raise TokenRefused("This token is not known here.")
    if token.state != "valid":
        raise TokenRefused(f"The token {token.prefix}… is no longer good: {token.state}. Make a new one.")
    now = timezone.now()
    ApiToken.objects.filter(Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTED_EVERY), pk=token.pk).update(
        last_used_at=now
    )
    return token
