"""Cells of lists as they are stored: plain JSON, short where there is nothing to say.

A span is [text, html, kind, id, href, tone] without what is usual at its end; html is 0 where the text says it all. A
cell is its lines, or 0 where it has none; its data are the values of the column's names, in order, or else a mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mgdb.presentation import Scalar, TableCell, TextSpan
from mgdb.science.markup import Html, escaped

from .lists import ListColumn

SEPARATOR = TableCell().separator
KIND = TextSpan(Html(""), "").kind


def packed(cells: Iterable[TableCell]) -> list[Any]:
    """The typeset cells of a row."""
    return [_packed(cell) for cell in cells]


def _packed(cell: TableCell) -> Any:
    lines = [[_span(span) for span in line] for line in cell.lines]
    if not lines:
        return 0
    return lines if cell.separator == SEPARATOR else [lines, cell.separator]


def _span(span: TextSpan) -> list[Any]:
    html: Any = 0 if span.html == escaped(span.text) else span.html
    kind: Any = 0 if span.kind == KIND else span.kind
    made = TextSpan(span.html, span.text, span.kind, span.id, span.href, tone=span.tone)
    if made != span:
        raise ValueError(f"a span of a list has more than is stored of it: {span}")
    items = [span.text, html, kind, span.id, span.href, span.tone]
    while len(items) > 1 and not items[-1]:
        items.pop()
    return items


def packed_data(columns: Sequence[ListColumn], cells: Sequence[TableCell]) -> list[Any]:
    """What the cells of a row have for files."""
    return [
        list(cell.data.values()) if tuple(cell.data) == column.file_columns else dict(cell.data)
        for column, cell in zip(columns, cells, strict=True)
    ]


def unpacked(cell: Any, data: Mapping[str, Scalar] | None = None) -> TableCell:
    """The cell that was stored as `cell`."""
    if not cell:
        return TableCell((), data or {})
    lines, separator = cell if isinstance(cell[-1], str) else (cell, SEPARATOR)
    return TableCell(tuple(tuple(_unpacked(*span) for span in line) for line in lines), data or {}, separator)


def _unpacked(text: str, html: Any = 0, kind: Any = 0, id: str = "", href: str = "", tone: str = "") -> TextSpan:
    return TextSpan(Html(html) if html else escaped(text), text, kind or KIND, id, href, tone=tone)


def unpacked_data(column: ListColumn, data: Any) -> Mapping[str, Scalar]:
    """The mapping that was stored as `data`."""
    return data if isinstance(data, dict) else dict(zip(column.file_columns, data, strict=True))
