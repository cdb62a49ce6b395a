"""Where the heads of a table stand, what they are, and how its numbers are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from mgdb.formats.columns import DECIMAL_COMMA, NUMBER, MixedCommas, told_by_commas

from .model import Line

Decimals = Literal["point", "comma", ""]
LOOKED_AT = 40  # lines, to find the heads
_SUM = re.compile(
    r"(?:grand\s+)?(?:total|sum|subtotal|average|mean|median|std\.?\s*dev\.?|count|max(?:imum)?|min(?:imum)?|Σ|∑|"
    r"summe|gesamt|mittelwert|durchschnitt|somme|moyenne)\b\s*[:=.]?.{0,12}",
    re.IGNORECASE,
)
_UNIT_ONLY = re.compile(r"[(\[].*[)\]]")
_COMMA_NUMBER = re.compile(r"(?P<sign>[~≈<>≤≥+\-−–\s]*)(?P<whole>[\d.\s]*\d|),(?P<part>\d+)(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Head:
    """The heads of a table: the numbers of their first and last line, and the text over each column."""

    first: int
    last: int
    names: tuple[str, ...]


def guess_head(lines: Sequence[Line]) -> tuple[int, int]:
    """The numbers of the first and the last line of heads among the first lines of a table; 0, 0 where it has none.

    Heads are the first line that is as wide as the table and holds words and hardly a number; a line of units alone,
    in brackets, belongs to them.
    """
    some = [line for line in lines[:LOOKED_AT] if any(line.cells)]
    if not some:
        return 0, 0
    widths = Counter(sum(map(bool, line.cells)) for line in some)
    usual = max(widths, key=lambda width: (widths[width], width))
    for place, line in enumerate(some):
        filled = [cell for cell in line.cells if cell]
        numbers = sum(1 for cell in filled if NUMBER.match(cell))
        if len(filled) < max(1, 0.6 * usual):
            continue
        if numbers > 0.34 * len(filled):
            return 0, 0
        below = [cell for cell in some[place + 1].cells if cell] if place + 1 < len(some) else []
        units = bool(below) and all(_UNIT_ONLY.fullmatch(cell) for cell in below)
        return line.number, some[place + 1].number if units else line.number
    return 0, 0


def head_of(lines: Iterable[Line], first: int, last: int, width: int) -> Head:
    """The heads in the lines from `first` to `last`; “column C” over a column that has none."""
    names = [""] * width
    for line in lines:
        if first <= line.number <= last:
            for place, cell in enumerate(line.cells[:width]):
                if cell and cell not in names[place].split(" · "):
                    names[place] = f"{names[place]} {cell}".strip() if names[place] else cell
    return Head(first, last, tuple(name or f"column {letter(place)}" for place, name in enumerate(names)))


def letter(place: int) -> str:
    """0 → A, 26 → AA."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


def is_sum(cells: Sequence[str]) -> bool:
    """Whether a line says of itself that it sums up the others."""
    first = next((cell for cell in cells if cell), "")
    return bool(_SUM.fullmatch(first))


def told_decimals(cells: Iterable[str]) -> Decimals:
    """Which sign parts decimals in a table with these cells; empty where nothing tells."""
    some = list(cells)
    try:
        commas = told_by_commas(some)
    except MixedCommas:
        return ""
    if commas:
        return "comma" if commas == "decimals" else "point"
    pointed = any(re.fullmatch(r"[<>≈~±+\-−\s]*\d+\.\d+.*", cell) for cell in some)
    return "point" if pointed and not any(DECIMAL_COMMA.fullmatch(cell) for cell in some) else ""


def number_text(cell: str, decimals: Decimals) -> str:
    """A cell with a number as everywhere else: with a decimal point, and nothing between thousands.

    Where the table does not tell what its commas are, the cell stays as it is, and is asked about.
    """
    if "," not in cell or not decimals:
        return cell
    if decimals == "comma":
        found = _COMMA_NUMBER.fullmatch(cell)
        if not found or "," in found["rest"]:
            return cell
        whole = re.sub(r"[.\s]", "", found["whole"])
        return f"{found['sign']}{whole or '0'}.{found['part']}{found['rest']}"
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", cell)
