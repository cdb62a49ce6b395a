"""Pairs, under the name of the modified material."""

from __future__ import annotations

from typing import Any

from mgdb.models import Pair
from mgdb.presentation import TableCell
from mgdb.projection.lists.cells import link_cell
from mgdb.projection.lists.list_type import ListColumn, Overrides
from mgdb.search.factors import FACTORS, LARGEST
from mgdb.search.quantities import PROPERTY_LABELS


def _modified(row: Pair) -> TableCell:
    own = row.modified
    data = {"id": row.public_id, "modified": own.name, "modified_id": own.public_id}
    return link_cell(own.name_html, own.name_unicode, row.public_id, data)


def _unmade(row: Any) -> TableCell:
    raise TypeError("a column of factors has its cells from the lists, for all rows of a page together")


# In a file, behind the key of a column of factors.
NAMES = ("", "_min", "_max", "_bound", "_approximate", "_note", "_verdict", "_modified_value_id", "_control_value_id")
RULE = "above 1 the modified material is better, below 1 it is worse"
CHOICE = "Of several factors of a property that with the least open: comparable first, then with the fewest unknowns."


def _column(key: str, of: str) -> ListColumn:
    return ListColumn(
        key,
        f"Factor of {PROPERTY_LABELS[of]}",
        _unmade,
        key,
        numeric=True,
        hidden=True,
        names=tuple(f"{key}{name}" for name in NAMES),
        title=f"Factor of the modified material to its control: {RULE}. {CHOICE}",
        factor_of=of,
    )


COLUMNS = tuple(_column(key, of) for key, of in FACTORS.items())
ALL = ListColumn(
    LARGEST,
    "Factors",
    _unmade,
    LARGEST,
    kept=True,
    title="How the modified material stands to its control, property by property, and whether the two values may be "
    f"compared. {CHOICE} Sorted by the largest: {RULE}.",
)
PAIRS = Overrides(
    rows=lambda: Pair.objects.published().with_materials(),
    cells={"modified": _modified},
    names={"modified": ("id", "modified", "modified_id")},
    made_columns=(ALL, *COLUMNS),
)
