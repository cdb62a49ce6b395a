"""Excel workbooks: the rows on one sheet, what they are on another."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .table import table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSION = "xlsx"
LONGEST = 32_767  # characters that a cell of Excel holds


def write(rows: Iterable[Mapping[str, Any]], about: Mapping[str, str]) -> bytes:
    """`rows` as a workbook; `about` (label → text) stands on the second sheet. Texts are never formulas."""
    return write_lines(*table(rows), about)


def write_lines(columns: Sequence[str], lines: Iterable[Sequence[Any]], about: Mapping[str, str]) -> bytes:
    """`lines` under `columns`, in their order, as a workbook; otherwise as `write`."""
    from openpyxl import Workbook  # imported here: it takes longer than most answers

    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"
    for line in [columns, *lines]:
        sheet.append([_cell(sheet, value) for value in line])
    notes = book.create_sheet("about")
    for label, text in about.items():
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
