"""Every public id has an address; the prefix says of which record type."""

from __future__ import annotations

from functools import cache

from django.urls import reverse

from mgdb.records import BY_PREFIX


@cache
def _pattern(prefix: str) -> tuple[str, str]:
    """What stands before and behind an id with this prefix: a list has hundreds of them."""
    before, _, behind = reverse(BY_PREFIX[prefix].page, args=["id-of-it"]).partition("id-of-it")
    return before, behind


def address(public_id: str) -> str:
    """The page of the record `public_id`. Raises KeyError for a prefix that no record type has."""
    before, behind = _pattern(public_id.partition("-")[0])
    return f"{before}{public_id}{behind}"
