"""A text with its quantities marked: each block in pieces, of which some are candidates."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .model import Block, Candidate, Place, TableBlock, TextBlock
from .plain import plain
from .unread import Unread

_Numbered = list[tuple[int, Candidate]]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph or cell in plain typing; `mark` is the number of the candidate that it is, −1 for none."""

    text: str
    mark: int = -1


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell of a table with its spans; is_unread: it holds a number that could not be read."""

    spans: tuple[Span, ...]
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A block with its marks: its spans, or the rows of a table, and what of that is not read, in sentences."""

    kind: str
    locator: str
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[MarkedCell, ...], ...] = ()
    unread: tuple[str, ...] = ()


def marked(blocks: Sequence[Block], candidates: Sequence[Candidate], unread: Sequence[Unread] = ()) -> list[Marked]:
    """The blocks with the marks of the candidates, whose numbers are their places in `candidates`, and with what of
    their tables is not read."""
    left: defaultdict[int, list[Unread]] = defaultdict(list)
    for what in unread:
        left[what.block].append(what)
    of_block: defaultdict[int, _Numbered] = defaultdict(list)
    for mark, one in enumerate(candidates):
        of_block[one.place.block].append((mark, one))
    return [
        _table(block, of_block[number], left[number])
        if isinstance(block, TableBlock)
        else _text(block, of_block[number])
        for number, block in enumerate(blocks)
    ]


def first_marks(candidates: Sequence[Candidate]) -> list[int]:
    """For each candidate the number of its mark: that of the first where one value is offered for several subjects."""
    first: dict[tuple[Place, str], int] = {}
    return [first.setdefault((one.place, one.printed_value), number) for number, one in enumerate(candidates)]


def _text(block: TextBlock, marks: _Numbered) -> Marked:
    typed, offsets = plain(block.text)
    places = []
    for mark, one in marks:
        start = bisect_left(offsets, one.place.start - block.start)
        places.append((start, max(start + 1, bisect_left(offsets, one.place.end - block.start)), mark))
    return Marked(block.kind, block.locator, tuple(_spans(typed, places)))


def _table(block: TableBlock, marks: _Numbered, left: Sequence[Unread]) -> Marked:
    unread = {spot for one in left for spot in one.cells}
    of_cell: defaultdict[tuple[int, int] | None, _Numbered] = defaultdict(list)
    for mark, one in marks:
        of_cell[one.place.cell].append((mark, one))
    rows = (
        tuple(
            MarkedCell(_cell(cell, of_cell.get((row, column), [])), (row, column) in unread)
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(block.rows)
    )
    return Marked("table", block.locator, rows=tuple(rows), unread=tuple(map(str, left)))


def _cell(cell: str, marks: _Numbered) -> tuple[Span, ...]:
    at, places = 0, []
    for mark, one in marks:
        printed = one.printed_value
        if (start := cell.find(printed, at)) < 0:  # its power of ten stands in the head
            printed = printed.partition(" × ")[0]
            start = cell.find(printed, at)
        if start >= 0:
            at = start + len(printed)
            places.append((start, at, mark))
    return tuple(_spans(cell, places))


def _spans(text: str, places: list[tuple[int, int, int]]) -> Iterator[Span]:
    at = 0
    for start, end, mark in sorted(places):
        if start < at:  # two readings of one place share a mark
            continue
        if text[at:start]:
            yield Span(text[at:start])
        yield Span(text[start:end], mark)
        at = end
    if text[at:]:
        yield Span(text[at:])
