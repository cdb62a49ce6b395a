"""Defects, under their kind."""

from __future__ import annotations

from mgdb.models import Defect
from mgdb.presentation import TableCell
from mgdb.projection.lists.cells import link_cell
from mgdb.projection.lists.list_type import Overrides
from mgdb.science import typeset


def _kind(row: Defect) -> TableCell:
    text = row.get_kind_display()
    return link_cell(typeset.html(text), text, row.public_id, {"id": row.public_id, "kind": text})


DEFECTS = Overrides(
    rows=lambda: Defect.objects.published().with_material(), cells={"kind": _kind}, names={"kind": ("id", "kind")}
)
