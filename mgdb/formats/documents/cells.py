"""The cells of a table in markup → rows as long as its columns, its heads in the first.

A cell that spans rows or columns stands in each of them where it is a head; a number that spans rows stands in the
first, so that it is not read twice. Several rows of heads become one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from .formulas import name_of

_MOST: Final = 50  # rows or columns that a cell spans
_NUMBER: Final = re.compile(r"[~≈<>≤≥±−–-]?\s*[0-9]")


@dataclass(slots=True)
class _Cell:
    text: str
    is_head: bool


_Hanging = dict[int, tuple[int, _Cell]]  # by column: in how many further rows a cell stands


def rows_of(table: etree._Element, typed: Callable[[etree._Element], str], most: int) -> list[list[str]]:
    """The rows of a table, not more than `most` cells; `typed` says what stands in a cell.

    Worked: heads “σ” over “25 °C” and “60 °C” → “σ 25 °C”, “σ 60 °C”.
    """
    rows: list[list[_Cell]] = []
    heads = 0
    hanging: _Hanging = {}
    for line in table.iter():
        if name_of(line) != "tr" or next(one for one in line.iterancestors() if name_of(one) == "table") is not table:
            continue
        row, hanging = _row(line, typed, hanging)
        if not row:
            continue
        if heads == len(rows) and (name_of(line.getparent()) == "thead" or all(cell.is_head for cell in row)):
            heads += 1
        rows.append(row)
        if sum(map(len, rows)) > most:
            break
    return _together([[cell.text for cell in row] for row in rows], heads)


def _row(line: etree._Element, typed: Callable[[etree._Element], str], above: _Hanging) -> tuple[list[_Cell], _Hanging]:
    """The cells of a row, with those that hang from above, and what hangs from it into the rows below."""
    row: list[_Cell] = []
    below: _Hanging = {}

    def put(cell: _Cell, left: int, repeated: _Cell) -> None:
        if left:
            below[len(row)] = (left, repeated)
        row.append(cell)

    def hang() -> None:
        while len(row) in above:
            left, cell = above[len(row)]
            put(cell, left - 1, cell)

    for one in line:
        if name_of(one) not in ("td", "th"):
            continue
        hang()
        text, is_head = typed(one), name_of(one) == "th"
        for number in range(_span(one, "colspan")):
            if number and len(row) in above:
                break  # the markup contradicts itself; the cell from above stands
            shown = text if not number or is_head else ""
            again = "" if _NUMBER.match(shown) and not is_head else shown
            put(_Cell(shown, is_head), _span(one, "rowspan") - 1, _Cell(again, is_head))
    for column in sorted(above):
        while len(row) < column:
            row.append(_Cell("", is_head=False))
        hang()
    return row, below


def _together(rows: list[list[str]], heads: int) -> list[list[str]]:
    """The rows with all those of heads as one: what stands above a column, from the top, each once."""
    if heads < 2 or heads == len(rows):
        return rows
    width = max(map(len, rows))
    columns = ([row[column] for row in rows[:heads] if column < len(row)] for column in range(width))
    return [[" ".join(dict.fromkeys(filter(None, said))) for said in columns], *rows[heads:]]


def _span(cell: etree._Element, name: str) -> int:
    typed = cell.get(name) or "1"
    return min(int(typed), _MOST) if typed.isdecimal() and len(typed) < 5 and int(typed) else 1


__all__ = ["rows_of"]
