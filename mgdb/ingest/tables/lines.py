"""The lines of an uploaded table that hold records, and those that do not, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from mgdb.formats.sheets import Head, Line, SheetFile, guess_head, head_of, told_decimals
from mgdb.formats.sheets.heads import LOOKED_AT, is_sum

from .mapping import TableMapping, guess

SHOWN = 200  # lines that a guess looks at


class TableLineRead(NamedTuple):
    """A line: its number, its cells (as many as there are columns), and why it is left out, where it is.

    corrected: whether a curator has put other texts in place of some of them.
    """

    number: int
    cells: list[str]
    left_out: str = ""
    corrected: bool = False


Corrections: TypeAlias = Mapping[str, Mapping[str, Sequence[str]]]
"""Line → column → what stood there and what is read instead; numbers as texts, as JSON has them."""


def first_lines(found: SheetFile, count: int = SHOWN) -> list[Line]:
    return list(islice(found.lines(), count))


def width_of(lines: list[Line]) -> int:
    return max((len(line.cells) for line in lines), default=0)


def guessed(lines: list[Line]) -> TableMapping:
    """The mapping that the first lines of a table suggest."""
    first, last = guess_head(lines[:LOOKED_AT])
    below = [line.cells for line in lines if line.number > last]
    decimals = told_decimals(cell for cells in below for cell in cells)
    names = head_of(lines, first, last, width_of(lines)).names
    return TableMapping(guess(names, below, decimals), first, last, decimals)


def head_in(lines: list[Line], mapping: TableMapping) -> Head:
    return head_of(lines, mapping.first, mapping.last, max(width_of(lines), len(mapping.columns)))


def lines_of(found: SheetFile, mapping: TableMapping, corrections: Corrections) -> Iterator[TableLineRead]:
    """The lines below the heads, as they were corrected; blank ones are not told."""
    width = len(mapping.columns)
    heads: list[list[str]] = []
    for line in found.lines():
        if line.number <= mapping.last:
            heads.append(line.cells)
            continue
        if not any(line.cells):
            continue
        cells = [*line.cells[:width], *[""] * (width - len(line.cells))]
        corrected = corrections.get(str(line.number), {})
        for place, (_, text) in corrected.items():
            if int(place) < width:
                cells[int(place)] = text
        if line.cells in heads:
            yield TableLineRead(line.number, cells, "It repeats the heads.")
        elif not mapping.sums and _sums_up(cells, mapping):
            yield TableLineRead(line.number, cells, "By its first word it sums up the other lines.")
        else:
            yield TableLineRead(line.number, cells, corrected=bool(corrected))


def _sums_up(cells: list[str], mapping: TableMapping) -> bool:
    """Whether a line says that it sums up others: in what is read of it, or ahead of a line without a material."""
    read = [cell for cell, column in zip(cells, mapping.columns, strict=True) if column.target]
    named = any(cells[place] for target in ("material.name", "material.formula") for place in mapping.places(target))
    return is_sum(read) or (not named and is_sum(cells))
