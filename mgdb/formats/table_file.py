"""Files with a table of a reader's own (CSV, text, Excel workbook) → the text of the table.

A file is what its content is, whatever its name says. A workbook gives the first sheet that holds numbers, with tabs
between cells: numbers as the workbook keeps them, not as its columns round them, and of a formula its saved result.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .curves import UnreadableCurves, text_of
from .signatures import OLD_OFFICE, ZIP, other_kind_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_BYTES = 1_000_000  # of the file as it is sent
MOST_UNPACKED = 10_000_000  # of what a workbook unpacks to: its size is small, and a bomb's is not
MOST_PARTS = 500
MOST_TAGS = 400_000  # in all parts: an empty cell takes four bytes, packed next to none, and as long as a filled one
MOST_ROWS, MOST_COLUMNS, FARTHEST = 5_000, 60, 20_000
# What zipfile, zlib, openpyxl and its XML parser raise on a damaged or encrypted part; of no use to who sent it.
_OF_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, LookupError, ValueError, TypeError,
    AttributeError, SyntaxError, ArithmeticError, OSError, struct.error,
)  # fmt: skip
SAVE_AS = "Save the table as .xlsx or .csv."


class UnreadableTable(ValueError):
    """A file that no table can be read from; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class TableText:
    """The text of a table; `said`: what a reader must know of how it was taken, a sentence each."""

    text: str
    said: tuple[str, ...] = ()


def read(data: bytes) -> TableText:
    """The table in a file, known by its content. Raises UnreadableTable."""
    if len(data) > MOST_BYTES:
        raise UnreadableTable(f"The file has {len(data) / 1e6:.1f} MB; up to 1 MB is taken. Send less of it.")
    if not data.strip():
        raise UnreadableTable("The file is empty.")
    if data.startswith(OLD_OFFICE):
        raise UnreadableTable(
            "This is a workbook of Excel 2003 or older, or one with a password. Save it as .xlsx without a password, "
            "or as .csv."
        )
    if kind := other_kind_of(data):
        raise UnreadableTable(f"This is {kind}, which holds no table. {SAVE_AS}")
    if data.startswith(ZIP):
        return _workbook(data)
    try:
        return TableText(text_of(data))
    except UnreadableCurves as error:
        raise UnreadableTable(str(error)) from None


def _workbook(data: bytes) -> TableText:
    from openpyxl import load_workbook  # imported here: it takes longer than most answers

    _refuse_bombs(data)
    try:
        kept = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        typed = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        return _text(kept, typed)
    except UnreadableTable:
        raise
    except _OF_DAMAGE as error:
        reason = "The workbook is damaged and cannot be read. Open it, and save it again."
        raise UnreadableTable(reason) from error


def _refuse_bombs(data: bytes) -> None:
    """Raises UnreadableTable for what is no workbook, and for one that unpacks to more than is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            read = len(parts) <= MOST_PARTS and unpacked <= MOST_UNPACKED
            tags = sum(archive.read(part).count(b"<") for part in parts) if read else 0
    except _OF_DAMAGE as error:
        raise UnreadableTable(f"The file is damaged: it begins like a workbook and is none. {SAVE_AS}") from error
    # nothing unpacks to more than its part says: zipfile stops there
    if not read:
        raise UnreadableTable(
            f"The workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB, which is not read. Copy the table to "
            "a new workbook."
        )
    if tags > MOST_TAGS:
        raise UnreadableTable(
            "The workbook has more rows and cells, empty ones counted, than are read. Copy the table to a new workbook."
        )
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        kind = "an OpenDocument file" if "mimetype" in names else "an archive, and no workbook of Excel"
        raise UnreadableTable(f"This is {kind}. {SAVE_AS}")


def _text(kept: Workbook, typed: Workbook) -> TableText:
    """The first sheet with a number in it; `kept` has the results of formulas, `typed` the formulas."""
    sheets = [sheet for sheet in kept.worksheets if sheet.sheet_state == "visible"]
    names = [sheet.title for sheet in sheets]
    for sheet, name in zip(sheets, names, strict=True):
        rows, formulas = _rows(sheet, typed[name])
        if not any(any(character.isdigit() for character in cell) for row in rows for cell in row):
            continue
        said = []
        if len(names) > 1:
            others = [other for other in names if other != name]
            shown = ", ".join(f"“{other}”" for other in others[:5]) + (" …" if len(others) > 5 else "")
            said.append(f"The sheet “{name}” is read; not read: {shown}.")
        if formulas:
            count = f"{formulas} cell holds a formula" if formulas == 1 else f"{formulas} cells hold formulas"
            said.append(f"{count}; the results that were saved are read.")
        return TableText("\n".join("\t".join(row) for row in rows), tuple(said))
    raise UnreadableTable("No sheet of the workbook holds a number.")


def _rows(kept: Any, typed: Any) -> tuple[list[list[str]], int]:
    """The cells of a sheet as texts, and how many of them are formulas."""
    # a sheet may say that it is empty, or a million rows long: what it holds counts
    for sheet in (kept, typed):
        sheet.reset_dimensions()
    rows: list[list[str]] = []
    formulas = 0
    for number, (results, sources) in enumerate(zip(kept.iter_rows(), typed.iter_rows(), strict=True)):
        beyond = results if number >= MOST_ROWS else results[MOST_COLUMNS:]
        far = number > FARTHEST or len(results) > FARTHEST  # so far out that it is not looked through
        if far or any(cell.value is not None for cell in beyond):
            raise UnreadableTable(
                f"The sheet “{kept.title}” has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns. Leave out what is "
                "not drawn."
            )
        if number >= MOST_ROWS:
            continue
        row = []
        for result, source in zip(results[:MOST_COLUMNS], sources, strict=False):
            is_formula = source.data_type == "f"
            if is_formula and result.value is None:
                raise UnreadableTable(
                    f"{result.coordinate} on the sheet “{kept.title}” is a formula, and the file does not hold its "
                    "result. Open the file in a spreadsheet program and save it, or paste values instead of formulas."
                )
            formulas += is_formula
            row.append(_cell(result))
        rows.append(row)
    while rows and not any(rows[-1]):
        rows.pop()
    filled = [place for row in rows for place, cell in enumerate(row) if cell]
    first, last = min(filled, default=0), max(filled, default=0)
    return [row[first : last + 1] for row in rows], formulas


def _cell(cell: Any) -> str:
    """A cell as text: a number with all of its digits, a percentage with its sign, a date as a date."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        return str(value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        if "%" in (cell.number_format or ""):  # 0.68 is shown as 68 %
            return f"{value * 100:.15g}%"
        return f"{value:.15g}"  # as many digits as Excel keeps
    return " ".join(str(value).split())
