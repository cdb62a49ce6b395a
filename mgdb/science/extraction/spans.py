"""The cells of a table in markup → rows as long as its columns, its heads in the first.

A cell that spans rows or columns stands in each of them where it is a head; a number that spans rows stands in the
first, so that it is not read twice. Several rows of heads become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_MOST: Final = 100  # rows or columns that a cell spans
_NUMBER: Final = re.compile(r"[~≈<>≤≥±−–-]?\s*[0-9]")


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


def laid_out(lines: Iterable[tuple[Sequence[SpanningCell], bool]], most: int = 100_000) -> list[list[str]]:
    """The rows of a table, no more once they have `most` cells. lines: the cells of each row, and whether it is a head.

    Worked: heads “σ” over “25 °C” and “60 °C” → “σ 25 °C”, “σ 60 °C”.
    """
    rows: list[list[SpanningCell]] = []
    heads = cells = 0
    hanging: _Hanging = {}
    for line, is_head in lines:
        row, hanging = _row(line, hanging)
        if not row:
            continue
        if heads == len(rows) and (is_head or all(cell.is_head for cell in row)):
            heads += 1
        rows.append(row)
        cells += len(row)
        if cells > most:
            break
    return _together([[cell.text for cell in row] for row in rows], heads)


def _row(line: Sequence[SpanningCell], above: _Hanging) -> tuple[list[SpanningCell], _Hanging]:
    """The cells of a row, with those that hang from above, and what hangs from it into the rows below."""
    row: list[SpanningCell] = []
    below: _Hanging = {}

    def put(cell: SpanningCell, left: int, repeated: SpanningCell) -> None:
        if left:
            below[len(row)] = (left, repeated)
        row.append(cell)

    def hang() -> None:
        while len(row) in above:
            left, cell = above[len(row)]
            put(cell, left - 1, cell)

    for cell in line:
        hang()
        for number in range(cell.columns):
            if number and len(row) in above:
                break  # the markup contradicts itself; the cell from above stands
            shown = cell.text if not number or cell.is_head else ""
            again = "" if _NUMBER.match(shown) and not cell.is_head else shown
            put(SpanningCell(shown, cell.is_head), cell.rows - 1, SpanningCell(again, cell.is_head))
    for column in sorted(above):
        while len(row) < column:
            row.append(SpanningCell(""))
        hang()
    return row, below


def _together(rows: list[list[str]], heads: int) -> list[list[str]]:
    """The rows with all those of heads as one: what stands above a column, from the top, each once."""
    if heads < 2 or heads == len(rows):
        return rows
    width = max(map(len, rows))
    columns = ([row[column] for row in rows[:heads] if column < len(row)] for column in range(width))
    return [[" ".join(dict.fromkeys(filter(None, said))) for said in columns], *rows[heads:]]
