"""Workbooks: XLSX and ODS. Numbers are those that the workbook keeps, not as its columns round them; of a formula the
result that was saved; macros are never run."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError

import python_calamine as calamine

from .model import Choice, Limits, Line, SheetFile, SheetName, UnreadableSheet, within
from .packages import MOST_SHOWN, Scan, scan_ods, scan_xlsx
from .shown import Shown, shown

# What zipfile, zlib, expat and calamine raise on a damaged or encrypted part; of no use to who sent it.
_OF_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, LookupError, ValueError, TypeError,
    OSError, struct.error, ExpatError, calamine.CalamineError,
)  # fmt: skip
DAMAGED = "The workbook is damaged or has a password. Open it, and save it again without one."


def read(data: bytes, choice: Choice, limits: Limits) -> SheetFile:
    """The table on a sheet of a workbook. Raises UnreadableSheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _kind(archive, limits)
            return _read(data, archive, kind, choice, limits)
    except UnreadableSheet:
        raise
    except _OF_DAMAGE as error:
        raise UnreadableSheet(DAMAGED) from error


def _kind(archive: zipfile.ZipFile, limits: Limits) -> str:
    parts = archive.infolist()
    # nothing unpacks to more than its part says: zipfile stops there, and calamine reads no part that lies
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise UnreadableSheet(
            f"The workbook unpacks to more than {limits.unpacked // 1_000_000} MB or {limits.parts:,} parts, which is "
            "not read. Copy the table to a new workbook."
        )
    names = {part.filename for part in parts}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise UnreadableSheet("This is a binary workbook (.xlsb). Save it as .xlsx.")
    kind = archive.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
    if kind == "application/vnd.oasis.opendocument.spreadsheet":
        return "ods"
    what = "an OpenDocument file, and no spreadsheet" if kind else "an archive, and no workbook"
    raise UnreadableSheet(f"This is {what}. Save the table as .xlsx, .ods or .csv.")


def _read(data: bytes, archive: zipfile.ZipFile, kind: str, choice: Choice, limits: Limits) -> SheetFile:
    scans = (scan_xlsx if kind == "xlsx" else scan_ods)(archive, limits)
    if not scans:
        raise UnreadableSheet("The workbook holds no sheet.")
    names = [*scans]
    shown = [name for name in names if not scans[name].hidden] or names
    filled = [name for name in shown if scans[name].cells] or shown
    sheet = choice.sheet if choice.sheet in scans else filled[0]
    scan = scans[sheet]
    if scan.rows > limits.lines or scan.columns > limits.columns:
        raise UnreadableSheet(
            f"The sheet “{sheet}” reaches to row {scan.rows:,} and column {scan.columns:,}; up to {limits.lines:,} "
            f"rows and {limits.columns} columns are read. Leave out what is not to be imported."
        )
    if scan.unsaved:
        raise UnreadableSheet(
            f"{scan.unsaved[0]} on the sheet “{sheet}” is a formula, and the file does not hold its result. Open the "
            "file in a spreadsheet program and save it, or paste values instead of formulas."
        )
    if scan.too_many_shown:
        raise UnreadableSheet(
            f"More than {MOST_SHOWN:,} cells of the sheet “{sheet}” show a unit, words or a percentage beside their "
            "number, which are not all kept. Divide the table, or save it as .csv, which holds what cells show."
        )
    said = _said(archive, scans, sheet, choice)

    def lines() -> Iterator[Line]:
        return within(_lines(data, sheet, scan, choice.spread), limits)

    return SheetFile(
        "a workbook of Excel (XLSX)" if kind == "xlsx" else "an OpenDocument spreadsheet (ODS)",
        ("xlsx", "xlsm") if kind == "xlsx" else ("ods",),
        lines,
        said,
        sheets=tuple(SheetName(name, one.hidden) for name, one in scans.items()),
        sheet=sheet,
    )


def _said(archive: zipfile.ZipFile, scans: dict[str, Scan], sheet: str, choice: Choice) -> list[str]:
    scan, said = scans[sheet], []
    others = [f"“{name}”{' (hidden)' if one.hidden else ''}" for name, one in scans.items() if name != sheet]
    if others:
        listed = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
        said.append(f"The sheet “{sheet}” is read{' though it is hidden' if scan.hidden else ''}; not read: {listed}.")
    if any("vbaProject" in name or name.startswith("Basic/") for name in archive.namelist()):
        said.append("The workbook holds macros; they are not run, and play no part.")
    if scan.formulas:
        count = "1 cell holds a formula" if scan.formulas == 1 else f"{scan.formulas:,} cells hold formulas"
        said.append(f"{count}; the results that were saved are read.")
    if scan.merged:
        count = "1 merged range" if len(scan.merged) == 1 else f"{len(scan.merged):,} merged ranges"
        read_as = "its text stands in each cell" if choice.spread else "its text stands in the first cell alone"
        said.append(f"{count}: {read_as}.")
    if scan.hidden_rows:
        said.append(f"{scan.hidden_rows:,} hidden rows are read like the others.")
    if scan.worded:
        said.append(
            f"Cells that show words, a unit or a scale with their number are read as they show it ({scan.worded[0]})."
        )
    if scan.dates:
        said.append(f"{scan.dates:,} cells hold a date; a date in a column of numbers is refused.")
    return said


def _lines(data: bytes, sheet: str, scan: Scan, spread: bool) -> Iterator[Line]:
    merged: dict[int, list[tuple[int, int, int, int]]] = {}
    for top, left, bottom, right in scan.merged if spread else ():
        for place in range(top, bottom + 1):
            merged.setdefault(place, []).append((top, left, bottom, right))
    texts: dict[tuple[int, int], str] = {}  # of merged ranges, by their first cells
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            found = book.get_sheet_by_name(sheet)
            start = found.start or (0, 0)
            for number, row in enumerate(found.iter_rows(), start[0]):
                cells = [""] * start[1]
                cells += [
                    _text(value, scan.shown.get((number, place), ())) for place, value in enumerate(row, start[1])
                ]
                for top, left, _, right in merged.get(number, ()):
                    if number == top and left < len(cells):
                        texts[top, left] = cells[left]
                    cells += [""] * (right + 1 - len(cells))
                    cells[left : right + 1] = [texts.get((top, left), "")] * (right + 1 - left)
                yield Line(number + 1, cells)
    except _OF_DAMAGE as error:
        raise UnreadableSheet(DAMAGED) from error


def _text(value: Any, sections: tuple[Shown, ...]) -> str:
    """A cell as text: a number with all of its digits and what it shows with them, a date as a date."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        # as many digits as spreadsheets keep
        return shown(sections, value).text(value) if sections else f"{value:.15g}"
    if isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        return str(value)
    return " ".join(str(value).split())
