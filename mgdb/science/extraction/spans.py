"""The cells of a table in markup → rows as long as its columns, its heads in the first.

A cell that spans rows or columns stands in each of them where it is a head; a number that spans rows stands in the
first, so that it is not read twice. Several rows of heads become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

MOST_CELLS: Final = 20_000
"""Cells of a table; a long table is given as a file of tables."""
_MOST: Final = 100  # rows or columns that a cell spans
_NUMBER: Final = re.compile(r"[~≈<>≤≥±−–-]?\s*[0-9]")


class TooManyCells(ValueError):
    """A table that has more cells than are laid out; what can be done is said."""

    def __init__(self, most: int = MOST_CELLS) -> None:
        super().__init__(
            f"A table has more than {most:,} cells, with those that others span, which is the limit. Give a section "
            "without it, and the table as a table file."
        )


@dataclass(frozen=True, slots=True)
class SpanningCell:
    """A cell as the markup has it. columns, rows: how many it spans."""

    text: str
    is_head: bool = False
    columns: int = 1
    rows: int = 1


_Hanging = dict[int, tuple[int, SpanningCell]]
"""By column: in how many further rows a cell stands."""


def span(typed: str | None) -> int:
    """How many rows or columns `colspan` or `rowspan` says; 1 where it makes no sense."""
    is_number = typed is not None and typed.isdecimal() and len(typed) < 5
    return min(max(int(typed or 1), 1), _MOST) if is_number else 1


def laid_out(lines: Iterable[tuple[Sequence[SpanningCell], bool]], most: int = MOST_CELLS) -> list[list[str]]:
    """The rows of a table. lines: the cells of each row, and whether it is a head.

    Raises TooManyCells as soon as there are more than `most`, those that others span included.
    Worked: heads “σ” over “25 °C” and “60 °C” → “σ 25 °C”, “σ 60 °C”.
    """
    rows: list[list[SpanningCell]] = []
    heads = cells = 0
    hanging: _Hanging = {}
    for line, is_head in lines:
        row, hanging = _Row(hanging, most - cells).laid(line)
        if not row:
            continue
        if heads == len(rows) and (is_head or all(cell.is_head for cell in row)):
            heads += 1
        rows.append(row)
        cells += len(row)
    return _together([[cell.text for cell in row] for row in rows], heads)


class _Row:
    """A row being laid out: its cells, with those that hang from above; what hangs from it into the rows below."""

    def __init__(self, above: _Hanging, most: int) -> None:
        self.above, self.most = above, most
        self.cells: list[SpanningCell] = []
        self.below: _Hanging = {}

    def laid(self, line: Sequence[SpanningCell]) -> tuple[list[SpanningCell], _Hanging]:
        for cell in line:
            self._hang()
            for number in range(cell.columns):
                if number and len(self.cells) in self.above:
                    break  # the markup contradicts itself; the cell from above stands
                shown = cell.text if not number or cell.is_head else ""
                again = "" if _NUMBER.match(shown) and not cell.is_head else shown
                self._put(SpanningCell(shown, cell.is_head), cell.rows - 1, SpanningCell(again, cell.is_head))
        for column in sorted(self.above):
            while len(self.cells) < column:
                self._put(SpanningCell(""))
            self._hang()
        return self.cells, self.below

    def _hang(self) -> None:
        while len(self.cells) in self.above:
            left, cell = self.above[len(self.cells)]
            self._put(cell, left - 1, cell)

    def _put(self, cell: SpanningCell, left: int = 0, repeated: SpanningCell | None = None) -> None:
        if len(self.cells) >= self.most:
            raise TooManyCells
        if left and repeated:
            self.below[len(self.cells)] = (left, repeated)
        self.cells.append(cell)


def _together(rows: list[list[str]], heads: int) -> list[list[str]]:
    """The rows with all those of heads as one: what stands above a column, from the top, each once."""
    if heads < 2 or heads == len(rows):
        return rows
    width = max(map(len, rows))
    columns = ([row[column] for row in rows[:heads] if column < len(row)] for column in range(width))
    return [[" ".join(dict.fromkeys(filter(None, said))) for said in columns], *rows[heads:]]
