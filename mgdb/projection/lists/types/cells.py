"""Cells: the working electrode is a material, or else only words."""

from __future__ import annotations

from mgdb.models import Cell
from mgdb.presentation import TableCell
from mgdb.projection.lists.columns import record_cell
from mgdb.projection.lists.list_type import Overrides


def _working(row: Cell) -> TableCell:
    return record_cell(row.working_material, "working_electrode", row.working_electrode or "not stated")


CELLS = Overrides(
    rows=lambda: Cell.objects.published().with_parts(),
    cells={"working": _working},
    names={"working": ("working_electrode", "working_electrode_id")},
)
