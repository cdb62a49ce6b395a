"""Pairs, under the name of the modified material."""

from __future__ import annotations

from mgdb.models import Pair
from mgdb.presentation import TableCell
from mgdb.projection.lists.cells import link_cell
from mgdb.projection.lists.list_type import Overrides


def _modified(row: Pair) -> TableCell:
    own = row.modified
    data = {"id": row.public_id, "modified": own.name, "modified_id": own.public_id}
    return link_cell(own.name_html, own.name_unicode, row.public_id, data)


PAIRS = Overrides(
    rows=lambda: Pair.objects.published().with_materials(),
    cells={"modified": _modified},
    names={"modified": ("id", "modified", "modified_id")},
)
