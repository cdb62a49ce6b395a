"""Every public id has an address; the prefix says of which record type."""

from __future__ import annotations

from django.urls import reverse

from mgdb.records import BY_PREFIX


def address(public_id: str) -> str:
    """The page of the record `public_id`. Raises KeyError for a prefix that no record type has."""
    return reverse(BY_PREFIX[public_id.partition("-")[0]].page, args=[public_id])
