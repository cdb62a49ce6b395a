"""The curators' interface: Django's admin, one module per record type.

`site` is what `mgdb.urls` mounts; importing this package registers every model with it.
"""

from . import (
    accounts,
    cells,
    comparisons,
    curves,
    dataset,
    defects,
    electrolytes,
    flags,
    jobs,
    materials,
    measurements,
    pairs,
    roles,
    sources,
    statements,
)
from .site import site

__all__ = [
    "accounts",
    "cells",
    "comparisons",
    "curves",
    "dataset",
    "defects",
    "electrolytes",
    "flags",
    "jobs",
    "materials",
    "measurements",
    "pairs",
    "roles",
    "site",
    "sources",
    "statements",
]
