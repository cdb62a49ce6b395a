"""Excel workbooks: the rows as data, the same to be read, and what they are, each on a sheet of its own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from .model import TableFormat
from .table import Scalar, ShownNumber, Table

LONGEST = 32_767  # characters that a cell of Excel holds
# The width of a column is that of its head and of some rows, within limits, in characters.
LOOKED_AT, NARROWEST, WIDEST, MARGIN = 200, 6, 60, 2
FILTER_BUTTON = 2


def write(table: Table) -> bytes:
    """`table` as a workbook that opens at what is to be read; its data come first, for programs take the first sheet.

    Texts are never formulas. The heads stay in sight, and rows can be filtered by them.
    """
    from openpyxl import Workbook  # imported here: it takes longer than most answers

    book = Workbook(write_only=True)
    _fill(book.create_sheet("data"), table.columns, table.rows)
    if table.readable is not None:
        _fill(book.create_sheet("readable"), table.readable.headings, table.readable.rows)
        book.active = 1
    notes = book.create_sheet("about")
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 16, WIDEST
    for label, text in table.about.items():
        notes.append([_cell(notes, label), _cell(notes, text)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Any, heads: Sequence[str], rows: Iterable[Sequence[Scalar | ShownNumber]]) -> None:
    """Writes the rows, one after another: a workbook of all measurements is not held in memory."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    rows = iter(rows)
    first = list(islice(rows, LOOKED_AT))
    sheet.freeze_panes = "B2"
    for place, head in enumerate(heads):
        longest = max((len(str(row[place])) for row in first if row[place] is not None), default=0)
        width = max(NARROWEST, len(head) + FILTER_BUTTON, longest)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(width, WIDEST) + MARGIN
    top = [_cell(sheet, head) for head in heads]
    for cell in top:
        cell.font = Font(bold=True)
    sheet.append(top)
    count = 1
    for row in chain(first, rows):
        count += 1
        sheet.append([_written(sheet, value) for value in row])
    if heads:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{count}"


def _written(sheet: Any, value: Scalar | ShownNumber) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, ShownNumber):
        cell = WriteOnlyCell(sheet, value.value)
        cell.number_format = value.number_format
        return cell
    return _cell(sheet, value) if isinstance(value, str) else value


def _cell(sheet: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

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
