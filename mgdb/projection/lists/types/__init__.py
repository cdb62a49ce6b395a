"""The lists of the site, by key: made of the declarations of record types, with what these leave to the lists."""

from __future__ import annotations

from functools import partial

from mgdb.models import Material
from mgdb.projection.lists.columns import cited_sources, credit_of, list_column, published_rows
from mgdb.projection.lists.list_type import ListType, Overrides
from mgdb.projection.lists.property_columns import PROPERTY_COLUMNS
from mgdb.records import BY_NAME, RECORD_TYPES, ListSpecification, RecordType
from mgdb.search import FILTER_SETS

from .cells import CELLS
from .defects import DEFECTS
from .materials import ANODES, CATHODES, ELECTROLYTES, MATERIALS
from .measurements import MEASUREMENTS
from .pairs import PAIRS
from .phases import PHASES
from .sources import SOURCES

OVERRIDES = {
    "materials": MATERIALS,
    "cathodes": CATHODES,
    "anodes": ANODES,
    "electrolytes": ELECTROLYTES,
    "phases": PHASES,
    "defects": DEFECTS,
    "measurements": MEASUREMENTS,
    "sources": SOURCES,
    "cells": CELLS,
    "pairs": PAIRS,
}
# What readers look for first; the others follow in loading order.
FIRST = tuple(BY_NAME[name] for name in ("material", "phase", "defect", "measurement"))


def list_type(record_type: RecordType, specification: ListSpecification) -> ListType:
    """The list that `specification` declares."""
    overrides = OVERRIDES.get(specification.key, Overrides())
    return ListType(
        record_type,
        specification,
        FILTER_SETS[specification.key],
        overrides.rows or partial(published_rows, record_type, specification),
        overrides.columns or tuple(list_column(column, overrides) for column in specification.columns),
        overrides.source_ids or partial(cited_sources, record_type),
        overrides.credit or partial(credit_of, record_type),
        overrides.read,
        overrides.show,
        PROPERTY_COLUMNS if record_type.model is Material else (),
        overrides.made_columns,
    )


LIST_TYPES: dict[str, ListType] = {
    specification.key: list_type(record_type, specification)
    for record_type in (*FIRST, *(one for one in RECORD_TYPES if one not in FIRST))
    for specification in record_type.lists
}
