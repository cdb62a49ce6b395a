"""The lists of the site, by key."""

from __future__ import annotations

from mgdb.lists.list_type import ListType

from .materials import ANODES, CATHODES, DEFECTS, ELECTROLYTES, MATERIALS, PHASES
from .measurements import MEASUREMENTS
from .records import CELLS, PAIRS, SOURCES, STATEMENTS

LIST_TYPES: dict[str, ListType] = {
    list_type.key: list_type
    for list_type in (
        MATERIALS, CATHODES, ANODES, ELECTROLYTES, PHASES, DEFECTS, MEASUREMENTS, SOURCES, CELLS, PAIRS, STATEMENTS,
    )
}  # fmt: skip
