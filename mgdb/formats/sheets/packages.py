"""What the cells of a workbook alone do not say: how far a sheet reaches, formulas, merged ranges, what cells
show beside their digits.

Found in one pass over the XML, before anything makes room for cells: a sheet of two cells may say that the second one
stands in row 1,048,576 of column 16,384. Nothing is declared or expanded there: a document type is refused.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import IO
from xml.parsers import expat

from .model import Limits, UnreadableSheet
from .shown import PERCENT, Shown, sections_of, told_by

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None] | None
MOST_MERGED = 20_000
MOST_SHOWN = 500_000  # cells that show more than digits
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# Excel's own formats of dates and percentages; others say it in their codes.
_PERCENT_FORMATS = {9, 10}
_DATE_FORMATS = {*range(14, 23), *range(45, 48)}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(slots=True)
class Scan:
    """What is known of a sheet before its cells are read; places are from 0, ranges include their ends."""

    hidden: bool = False
    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: int = 0
    unsaved: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    shown: dict[tuple[int, int], tuple[Shown, ...]] = field(default_factory=dict)
    worded: list[str] = field(default_factory=list)
    too_many_shown: bool = False
    dates: int = 0
    hidden_rows: int = 0

    def merge(self, top: int, left: int, bottom: int, right: int, limits: Limits) -> None:
        if len(self.merged) >= MOST_MERGED:
            raise UnreadableSheet(f"A sheet has more than {MOST_MERGED:,} merged ranges. Unmerge them.")
        # one that reaches far beyond the cells stands for what is there
        self.merged.append((top, left, min(bottom, top + limits.lines), min(right, left + limits.columns)))

    def show(self, row: int, column: int, sections: tuple[Shown, ...], down: int = 1, right: int = 1) -> None:
        """Remembers that cells show more than digits; those that show a percentage need not be told of."""
        if len(self.shown) + down * right > MOST_SHOWN:
            self.too_many_shown = True
            return
        for place in range(row, row + down):
            self.shown.update(dict.fromkeys(((place, one) for one in range(column, column + right)), sections))
        if any(one.after.strip() != "%" and not one.is_plain for one in sections) and len(self.worded) < 3:
            self.worded.append(f"row {row + 1}, column {column + 1}")

    def fill(self, row: int, column: int) -> None:
        self.cells += 1
        if row >= self.rows:
            self.rows = row + 1
        if column >= self.columns:
            self.columns = column + 1


def _parse(stream: IO[bytes], start: Start, end: End, parser: expat.XMLParserType | None = None) -> None:
    parser = parser or expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise UnreadableSheet("The workbook declares a document type, which no spreadsheet program writes.")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    parser.buffer_text = True
    parser.ParseFile(stream)


class _Local(dict[str, str]):
    """Names of elements without their prefixes, each cut once."""

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, name.rpartition(":")[2])


LOCAL = _Local()


def place_of(reference: str) -> tuple[int, int]:
    """“B3” → row 2, column 1. Raises ValueError."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(f"{reference} is not a cell")
    letters, number = found.groups()
    return int(number) - 1, _column(letters)


@cache
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return column - 1


def scan_xlsx(archive: zipfile.ZipFile, limits: Limits) -> dict[str, Scan]:
    """The sheets of a workbook of Excel, by name, in their order."""
    targets: dict[str, str] = {}

    def relation(name: str, given: Mapping[str, str]) -> None:
        if LOCAL[name] == "Relationship" and given.get("Type", "").endswith("/worksheet"):
            target = given.get("Target", "")
            targets[given.get("Id", "")] = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            )

    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        _parse(stream, relation, None)
    found: dict[str, Scan] = {}
    paths: dict[str, str] = {}

    def sheet(name: str, given: Mapping[str, str]) -> None:
        if LOCAL[name] == "sheet":
            target = next((value for key, value in given.items() if key.rpartition(":")[2] == "id"), "")
            if target in targets:
                found[given["name"]] = Scan(hidden=given.get("state", "visible") != "visible")
                paths[given["name"]] = targets[target]

    with archive.open("xl/workbook.xml") as stream:
        _parse(stream, sheet, None)
    shown, dates = _styles(archive)
    for name, scan in found.items():
        with archive.open(paths[name]) as stream:
            _scan_worksheet(stream, scan, shown, dates, limits)
    return found


def _styles(archive: zipfile.ZipFile) -> tuple[dict[str, tuple[Shown, ...]], set[str]]:
    """What styles of cells show beside digits, and those that show dates."""
    codes: dict[int, str] = {}
    shown: dict[str, tuple[Shown, ...]] = {}
    dates: set[str] = set()
    state = {"inside": False, "count": 0}

    def start(name: str, given: Mapping[str, str]) -> None:
        name = LOCAL[name]
        if name == "numFmt":
            codes[int(given.get("numFmtId", 0))] = given.get("formatCode", "")
        elif name == "cellXfs":
            state["inside"] = True
        elif name == "xf" and state["inside"]:
            number = int(given.get("numFmtId", 0))
            code = codes.get(number, "")
            if number in _DATE_FORMATS or re.search("[dyh]", _QUOTED.sub("", code), re.IGNORECASE):
                dates.add(str(state["count"]))
            elif sections := (PERCENT,) if number in _PERCENT_FORMATS and not code else sections_of(code):
                shown[str(state["count"])] = sections
            state["count"] += 1

    def end(name: str) -> None:
        if LOCAL[name] == "cellXfs":
            state["inside"] = False

    if "xl/styles.xml" in archive.namelist():
        with archive.open("xl/styles.xml") as stream:
            _parse(stream, start, end)
    return shown, dates


def _scan_worksheet(
    stream: IO[bytes], scan: Scan, shown: Mapping[str, tuple[Shown, ...]], dates: set[str], limits: Limits
) -> None:
    row = column = -1
    reference = style = kind = ""
    has_formula = has_value = False
    parser = expat.ParserCreate()

    def noted(text: str) -> None:
        nonlocal has_value
        has_value = has_value or bool(text.strip())

    def start(name: str, given: Mapping[str, str]) -> None:
        nonlocal row, column, reference, style, kind, has_formula, has_value
        name = LOCAL[name]
        if name == "c":
            reference = given.get("r", "")
            row, column = place_of(reference) if reference else (row, column + 1)
            style, kind, has_formula, has_value = given.get("s", ""), given.get("t", "n"), False, False
        elif name in ("v", "is"):
            if has_formula:  # some programs write the place of a result and no result
                parser.CharacterDataHandler = noted
            else:
                has_value = True
        elif name == "f":
            has_formula = True
        elif name == "row":
            row, column = (int(given["r"]) - 1 if "r" in given else row + 1), -1
            scan.hidden_rows += given.get("hidden") in ("1", "true")
        elif name == "mergeCell":
            first, _, last = given.get("ref", "").partition(":")
            scan.merge(*place_of(first), *place_of(last or first), limits)

    def end(name: str) -> None:
        if LOCAL[name] != "c" or not (has_value or has_formula):
            return
        parser.CharacterDataHandler = None
        scan.fill(row, column)
        if has_formula:
            scan.formulas += 1
            if not has_value and kind != "str" and len(scan.unsaved) < 3:
                scan.unsaved.append(reference or f"row {row + 1}, column {column + 1}")
        if kind == "n" and style in shown:
            scan.show(row, column, shown[style])
        scan.dates += kind == "d" or (kind == "n" and style in dates)

    _parse(stream, start, end, parser)


def scan_ods(archive: zipfile.ZipFile, limits: Limits) -> dict[str, Scan]:
    """The sheets of an OpenDocument spreadsheet, by name, in their order."""
    reader = _OdsReader(limits)
    with archive.open("content.xml") as stream:
        _parse(stream, reader.start, reader.end, reader.parser)
    return reader.found


class _OdsReader:
    """What is known of the sheets of an OpenDocument spreadsheet so far.

    number: that of the present cell, whose printed text is collected; down, right: how often the cell stands there.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits, self.parser = limits, expat.ParserCreate()
        self.found: dict[str, Scan] = {}
        self.invisible: set[str] = set()
        self.scan, self.style = Scan(), ""
        self.row = self.column = self.repeated = 0
        self.number: float | None = None
        self.percentage, self.down, self.right = False, 1, 1
        self.printed: list[str] = []

    def start(self, name: str, given: Mapping[str, str]) -> None:
        name = LOCAL[name]
        if name == "style":
            self.style = given.get("style:name", "")
        elif name == "table-properties" and given.get("table:display") == "false":
            self.invisible.add(self.style)
        elif name == "table":
            self.scan = Scan(hidden=given.get("table:style-name", "") in self.invisible)
            self.found[given.get("table:name", f"Sheet {len(self.found) + 1}")] = self.scan
            self.row = self.repeated = 0
        elif name == "table-row":
            self.row, self.column = self.row + self.repeated, 0
            self.repeated = int(given.get("table:number-rows-repeated", 1))
            if given.get("table:visibility") in ("collapse", "filter"):
                self.scan.hidden_rows += self.repeated if self.repeated < self.limits.lines else 0
        elif name in ("table-cell", "covered-table-cell"):
            self.cell(given)
        elif (self.number is not None and name == "p" and self.printed) or (self.number is not None and name == "s"):
            self.printed.append(" ")
        elif name == "annotation":
            self.parser.CharacterDataHandler = None

    def cell(self, given: Mapping[str, str]) -> None:
        row, column, repeated, present = self.row, self.column, self.repeated, self.scan
        times = int(given.get("table:number-columns-repeated", 1))
        kind = given.get("office:value-type", "")
        if kind:
            present.fill(row + repeated - 1, column + times - 1)
            present.formulas += "table:formula" in given
            present.dates += kind in ("date", "time")
            if kind in ("float", "percentage", "currency"):
                self.number, self.printed = float(given.get("office:value", "nan")), []
                self.percentage, self.down, self.right = kind == "percentage", repeated, times
                self.parser.CharacterDataHandler = self.printed.append
        elif "table:formula" in given and len(present.unsaved) < 3:
            present.unsaved.append(f"row {row + 1}, column {column + 1}")
        down = int(given.get("table:number-rows-spanned", 1))
        right = int(given.get("table:number-columns-spanned", 1))
        if down > 1 or right > 1:
            present.merge(row, column, row + down - 1, column + right - 1, self.limits)
        self.column += times

    def end(self, name: str) -> None:
        name = LOCAL[name]
        if self.number is None:
            return
        if name == "annotation":
            self.parser.CharacterDataHandler = self.printed.append
        elif name in ("table-cell", "covered-table-cell"):
            self.parser.CharacterDataHandler = None
            told = told_by("".join(self.printed), self.number)
            told = PERCENT if self.percentage and told.is_plain else told
            if not told.is_plain:
                self.scan.show(self.row, self.column - self.right, (told,), self.down, self.right)
            self.number = None
