"""Excel workbooks: the rows on one sheet, what they are on another."""

from __future__ import annotations

import io
from typing import Any

from .model import TableFormat
from .table import Table

LONGEST = 32_767  # characters that a cell of Excel holds


def write(table: Table) -> bytes:
    """`table` as a workbook; what it is about stands on the second sheet. Texts are never formulas."""
    from openpyxl import Workbook  # imported here: it takes longer than most answers

    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"
    for row in [table.columns, *table.rows]:
        sheet.append([_cell(sheet, value) for value in row])
    notes = book.create_sheet("about")
    for label, text in table.about.items():
        notes.append([_cell(notes, label), _cell(notes, text)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    cell.data_type = "s"  # a text, even when it begins with =
    return cell


FORMAT = TableFormat(
    key="xlsx",
    label="XLSX",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extension="xlsx",
    order=20,
    write=write,
)
