"""Text → the cells of its lines, and what stands over its columns: what every reader of pasted tables does first.

Columns stand apart by tab, semicolon, comma or spaces; where they do not stand apart by commas, a comma may be the
decimal sign.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mgdb.science.typed import TypedError, read_number

SEPARATORS = {"\t": "a tab", ";": "a semicolon", ",": "a comma"}
SIGN = r"(?:[~≈<>≤≥+\-−–]\s*){0,2}"  # before a number: “<1,073”, “≥ −0,5”
NUMBER = re.compile(SIGN + r"(?:\d|\.\d|,\d)")
DECIMAL_COMMA = re.compile(SIGN + r"\d*,\d+(?:\s*(?:[eE]|[×x·]\s*10|±).*)?")
COMMA = re.compile(r"\d,\d")
THOUSANDS = re.compile(SIGN + r"[1-9]\d{0,2}(?:,\d{3})+")
# what no decimal comma looks like
GROUPED = re.compile(SIGN + r"[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})(?:\s*(?:[eE]|[×x·]\s*10|±).*)?")
ERROR = re.compile(
    r"±|\+/-|(?<![^\W_])(?:err(?:or)?s?|s\.?d\.?|std|stdev|dev(?:iation)?|uncertainty)(?![^\W_])", re.IGNORECASE
)
"""In the heading of a column of errors: “error”, “A error”, “σ_err”, “± (S/cm)”."""
OF_X = re.compile(r"\bx\b", re.IGNORECASE)


@dataclass(slots=True)
class ColumnPlaces:
    """Places of x, y and their errors in a line; the name of the curve or series, and what stands over x and
    y. Of a plot of rows, x is the place of their names."""

    x: int
    y: int
    name: str = ""
    x_title: str = ""
    y_title: str = ""
    x_error: int | None = None
    y_error: int | None = None


class MixedCommas(ValueError):
    """In one table a comma parts thousands here and decimals there."""


class Row(NamedTuple):
    """A line of the table: its number, its text, its cells. apart: whether a blank line stands above it."""

    number: int
    text: str
    cells: list[str]
    apart: bool = False

    @property
    def said(self) -> str:
        """“Line 2, “25; x””."""
        return f"Line {self.number}, “{self.text.strip()[:60]}”"


def rows_of(text: str) -> tuple[list[Row], str]:
    """The lines of `text` that hold something, but for comments (#), and the sign that parts most of their cells.

    The sign is empty for spaces; a line that lacks that of the others may have one of its own.
    """
    lines: list[tuple[int, str, bool]] = []
    apart = False
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not line.strip(" \t,;\r"):
            apart = True
        elif not line.lstrip().startswith("#"):
            lines.append((number, line, apart))
            apart = False
    separator = separator_of([line for _, line, _ in lines])
    rows = [
        Row(number, line, cells_of(line, separator if separator in line else separator_of([line])), apart)
        for number, line, apart in lines
    ]
    return rows, separator


def blocks_of(rows: Sequence[Row], of_numbers: Sequence[bool]) -> list[int]:
    """Where blank lines part numbers into blocks: the places of the first lines of all blocks but the first.

    of_numbers: whether a row holds numbers. None where a blank line follows each line, as some programs copy a table.
    """
    followed = [place for place in range(1, len(rows)) if of_numbers[place] and of_numbers[place - 1]]
    found = [place for place in followed if rows[place].apart]
    return found if len(found) < len(followed) else []


def separator_of(lines: list[str]) -> str:
    """The sign between columns; empty for spaces."""
    for sign in ("\t", ";"):
        if any(sign in line for line in lines):
            return sign
    numeric = [line.strip() for line in lines if NUMBER.match(line.strip())]
    if any(map(_is_pair_of_commas, numeric)) and not any(", " in line for line in numeric):
        return ""
    return "," if any("," in line for line in lines) else ""


def _is_pair_of_commas(line: str) -> bool:
    """Whether a line is two numbers with decimal commas and a space between them: 25,5 0,00012."""
    cells = line.split(maxsplit=2)
    return len(cells) == 2 and all(COMMA.search(cell) for cell in cells)


def cells_of(line: str, separator: str) -> list[str]:
    if not separator:
        return line.split()
    row = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    cells = [cell.strip() for cell in row]
    while len(cells) > 1 and not cells[-1] and separator != "\t":
        cells.pop()
    return cells


def plain_number(cell: str) -> float | None:
    """The number that a cell is and nothing else; None for what only a program takes for one: 1_0, nan, infinity."""
    try:
        return read_number(cell)
    except TypedError:
        return None


def names_and_titles(heads: list[list[str]]) -> tuple[list[str], list[str]]:
    """What stands over each column: names of curves above, titles of axes below, with units of a line of their own."""
    if not heads:
        return [""] * 200, [""] * 200
    names = list(heads[0]) if len(heads) > 1 else [""] * len(heads[0])
    sparse = len(heads) == 1 and any(heads[0]) and all(not cell for cell in heads[0][1::2])
    if sparse:
        return list(heads[0]), [""] * len(heads[0])
    titles = list(heads[1] if len(heads) > 1 else heads[0])
    for row in heads[2:]:  # units on a line of their own
        titles = [
            f"{title} ({unit})" if title and unit else title or unit for title, unit in zip(titles, row, strict=True)
        ]
    return names, titles


def told_by_commas(cells: Iterable[str]) -> Literal["thousands", "decimals", ""]:
    """What commas part in a table with these `cells`: told by one that can be nothing else, or not told.

    Raises MixedCommas, with a cell of each, where both are.
    """
    cells = [cell for cell in cells if "," in cell]
    grouped = next((cell for cell in cells if GROUPED.fullmatch(cell)), "")
    pointed = next((cell for cell in cells if DECIMAL_COMMA.fullmatch(cell) and not THOUSANDS.fullmatch(cell)), "")
    if grouped and pointed:
        raise MixedCommas(f"In {grouped} a comma parts thousands, in {pointed} decimals; write points, no commas.")
    return "thousands" if grouped else "decimals" if pointed else ""
