"""A table as it is read: by rows or by columns, tables side by side apart, names over two lines whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .headrows import heads_of, is_unit_head, reaches, unit_in
from .heads import Column, columns_of, parts_of
from .model import TableBlock

Spot = tuple[int, int]
"""Row and column of a cell in the table as it was given."""

REFERENCE: Final = re.compile(r"ref(?:s|erences?)?\.?|sources?|literature", re.IGNORECASE)
LABELS: Final = re.compile(r"(?:no|nr|entry|#|year|date)\.?|ref(?:s|erences?)?\.?|sources?|literature", re.IGNORECASE)
_VALUE: Final = re.compile(r"[~∼≈<>≤≥]?\s?[-−–+]?\s?[0-9][0-9.]*(?:e[-−]?[0-9]+)?", re.IGNORECASE)
_TORN: Final = re.compile(r"[-–/,+@·]\Z|\b(?:of|on|in|with|and|by|for)\Z")
_GOES_ON: Final = re.compile(r"[a-z(\[@/+–-]")


@dataclass(frozen=True, slots=True)
class Layout:
    """A table, or one of several side by side, by rows: its heads, and the rows below them with the place of each cell.

    at: the column that says what each row is; first: the row that the body begins with. aside: rows between heads and
    body that are neither: numbers below a head that reaches over them, without a name.
    """

    heads: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    spots: tuple[tuple[Spot, ...], ...]
    at: int
    caption: str
    locator: str
    aside: tuple[int, ...] = ()

    @property
    def reference(self) -> int | None:
        """The column of the works that rows are quoted from."""
        return next((at for at, head in enumerate(self.heads) if REFERENCE.fullmatch(head.strip())), None)


@dataclass(frozen=True, slots=True)
class _Grid:
    rows: tuple[tuple[str, ...], ...]
    spots: tuple[tuple[Spot, ...], ...]

    def part(self, begin: int, end: int) -> _Grid:
        return _Grid(tuple(row[begin:end] for row in self.rows), tuple(row[begin:end] for row in self.spots))

    def turned(self) -> _Grid:
        return _Grid(tuple(zip(*self.rows, strict=True)), tuple(zip(*self.spots, strict=True)))


def layouts_of(table: TableBlock) -> Iterator[Layout]:
    """The table as it is read.

    Where the first column says what each row is, and no head does, it is read by its columns. Heads that come again
    begin a table beside the first.
    """
    spots = tuple(tuple((down, across) for across in range(len(row))) for down, row in enumerate(table.rows))
    yield from _layouts(_Grid(table.rows, spots), table)


def _layouts(grid: _Grid, table: TableBlock) -> Iterator[Layout]:
    heads, first = heads_of(grid.rows)
    blocks = [place for place, head in enumerate(heads) if head and head == heads[0]]
    if len(blocks) > 1 and not parts_of(heads[0], ""):  # “Sample | σ | Sample | σ”: tables side by side
        for begin, end in pairwise([*blocks, len(heads)]):
            yield from _layouts(grid.part(begin, end), table)
        return
    columns = columns_of(heads, table.caption)
    if grid.rows and not any(column.parts for column in columns[1:]):
        whole = _with_units(grid, heads, first)
        if sum(bool(parts_of(row[0], "")) for row in whole.rows[1:] if row) > 1:
            yield from _layouts(whole.turned(), table)
            return
    at = _naming(heads, grid.rows[first:])
    rows = _whole(grid.rows[first:], at)
    aside = tuple([0] if rows and not rows[0][at] and _is_aside(heads, grid.rows[first - 1], rows[0]) else [])
    yield Layout(heads, tuple(columns), rows, grid.spots[first:], at, table.caption, table.locator, aside)


def _with_units(grid: _Grid, heads: Sequence[str], first: int) -> _Grid:
    """The grid with units that have a column of their own behind what they are of.

    Worked: “Band gap” and “eV” → “Band gap (eV)”.
    """
    body = grid.rows[first:]
    for place, head in enumerate(heads):
        cells = [row[place] for row in body if row[place].strip("–—− -")]
        if place and cells and all(map(unit_in, cells)) and (is_unit_head(head) or len(cells) > 1):
            rows = tuple(
                (
                    f"{row[0]} ({unit_in(row[place])})" if number >= first and unit_in(row[place]) else row[0],
                    *row[1:place],
                    *row[place + 1 :],
                )
                for number, row in enumerate(grid.rows)
            )
            return _Grid(rows, tuple((*row[:place], *row[place + 1 :]) for row in grid.spots))
    return grid


def _is_aside(heads: Sequence[str], last: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row without a name stands right below a head that reaches over several columns, so that its numbers may
    be heads: “0.1 | 0.5 | 1” below “Capacity (mAh g⁻¹)”."""
    return reaches(last, row) or (len({head for head in heads if head}) < sum(map(bool, heads)))


def _naming(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> int:
    """The column that says what each row is: the first that is no number of rows, no reference and no value."""
    for at, head in enumerate(heads):
        cells = [row[at] for row in rows if at < len(row) and row[at]]
        if (
            cells
            and not LABELS.fullmatch(head.strip())
            and sum(bool(re.search("[A-Za-z]{2}|[A-Z]", one)) for one in cells) * 2 > len(cells)
        ):
            return at
    return 0


def _whole(rows: Sequence[tuple[str, ...]], at: int) -> tuple[tuple[str, ...], ...]:
    """`rows`, where a name that is torn over two lines is whole in the one that has values.

    Torn is a name that ends or goes on as none does: “MgMn2O4 on” and “carbon”, “Mg” and “(bare)”. Its other line
    stays as a row without cells where it may head rows, and is empty where it is but the rest of a name.
    """
    found = [list(row) for row in rows]
    for above, below in pairwise(found):
        first, second = above[at], below[at]
        if not (first and second) or _VALUE.match(second):
            continue
        alone, next_alone = (not any(row[:at] + row[at + 1 :]) for row in (above, below))
        torn = bool(_TORN.search(first)) or first.count("(") > first.count(")")
        if alone and not next_alone and (torn or _GOES_ON.match(second)):
            below[at] = _put(first, second)
            above[at] = "" if torn or second[:1] in "([" else first
        elif next_alone and not alone and (torn or _GOES_ON.match(second)):
            above[at], below[at] = _put(first, second), ""
    return tuple(map(tuple, found))


def _put(first: str, second: str) -> str:
    return first + second if first.endswith(("-", "/", "(")) else f"{first} {second}"
