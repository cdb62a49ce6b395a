"""Every public id has an address; the prefix says of which kind."""

from __future__ import annotations

from django.urls import reverse

# prefix of the id → name of the route that takes it
ROUTES = {
    "mat": "material",
    "pha": "phase",
    "src": "source",
    "cel": "cell",
    "mea": "measurement",
    "pai": "pair",
    "fac": "factor",
    "sta": "statement",
    "cur": "curve",
    "cmp": "comparison-id",
    "def": "defect",
}


def address(public_id: str) -> str:
    """The page of the record `public_id`. Raises KeyError for a prefix that no noun has."""
    return reverse(ROUTES[public_id.partition("-")[0]], args=[public_id])
