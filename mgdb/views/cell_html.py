"""Cells of tables as HTML: lists and comparisons have hundreds of them on a page, which templates would make slowly.

Everything is escaped that does not say itself, by its type, that it is markup, as in the templates.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from mgdb.lists.highlight import highlight
from mgdb.presentation import TableCell, TextSpan
from mgdb.science.markup import Html

from .addresses import address
from .breaks import breakable

if TYPE_CHECKING:
    from mgdb.lists import ListColumn

EMPTY = '<span class="soft none">–</span>'
NO_WORDS: tuple[str, ...] = ()


def cell_lines(cell: TableCell, words: tuple[str, ...] = NO_WORDS) -> Markup:
    """The lines of a cell, with the folded `words` marked where they stand."""
    return Markup(_lines(cell, words))  # noqa: S704 - put together of escaped parts


def list_cells(cells: Sequence[tuple[ListColumn, TableCell]], words: tuple[str, ...] = NO_WORDS) -> Markup:
    """The cells of a row of a list but for the first, which heads the row."""
    return Markup(  # noqa: S704 - put together of escaped parts
        "".join(
            f"<td{column_class(column)}{_label(column.label, column.unit) if cell.lines else ''}>"
            f"{_in_list(column, cell, words)}</td>"
            for column, cell in islice(cells, 1, None)
        )
    )


def column_class(column: ListColumn) -> Markup:
    """The class of the cells of a column."""
    if column.numeric:
        return SHOWN if column.property_key else NUMBERS
    return KEPT if column.kept else WIDE if column.wide else PLAIN


PLAIN, NUMBERS, SHOWN, WIDE, KEPT = map(
    Markup, ("", ' class="n"', ' class="n shown"', ' class="wide"', ' class="kept"')
)


@lru_cache(maxsize=1024)
def _label(text: str, unit: str) -> str:
    return f' data-label="{escape(f"{text} ({unit})" if unit else text)}"'


def _in_list(column: ListColumn, cell: TableCell, words: tuple[str, ...]) -> str:
    """The lines of a cell of a list; a single one bears no mark: a page has eight hundred such cells."""
    if len(cell.lines) != 1 or column.property_key:
        return _lines(cell, words)
    return _line(cell.lines[0], _escaped(cell.separator), words)


def _lines(cell: TableCell, words: tuple[str, ...]) -> str:
    if not cell.lines:
        return EMPTY
    separator = _escaped(cell.separator)
    return "".join([f'<span class="line">{_line(line, separator, words)}</span>' for line in cell.lines])


def _line(line: Sequence[TextSpan], separator: str, words: tuple[str, ...]) -> str:
    """The spans of a line, one behind the other; the mark of a doubt belongs to the number before it."""
    parts = [_span(span, words) for span in line]
    if len(line) > 1 and line[1].kind == "flag":
        parts[:2] = [" ".join(parts[:2])]
    return separator.join(parts)


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    return str.__str__(escape(text))


@lru_cache(maxsize=4096)
def _href(public_id: str) -> str:
    return str.__str__(escape(address(public_id)))


def _span(span: TextSpan, words: tuple[str, ...]) -> str:
    """A word, number or mark of a cell."""
    if span.kind == "text" and not (span.id or span.href or span.glyph):
        return _marked(span.html, words)
    if span.kind == "quiet":
        return (
            f'<span class="quiet" title="{_escaped(span.text)}"><span aria-hidden="true">{span.html}</span>'
            f'<span class="visually-hidden">{_escaped(span.text)}</span></span>'
        )
    if span.glyph and not span.note:
        return _verdict_link(span)
    if span.glyph:
        shown = "visually-hidden" if span.compact else "word"
        sign = f'<span aria-hidden="true">{escape(span.glyph)}</span>'
        inside = f'{sign} <span class="{shown}">{escape(span.text)}</span>'
        return _note_link(f"verdict v-{span.tone}", span, inside)
    if span.kind == "flag" and span.note:
        return _note_link(f"flag {span.tone}", span, escape(span.text))
    if span.kind == "flag" and span.id:
        return _flag_link(span)
    if span.href:
        return f'<a class="{span.kind}" href="{escape(span.href)}">{_marked(span.html, words)}</a>'
    if span.id:
        name = breakable(span.html) if span.kind == "name" else span.html
        return f'<a{_class_of(span.kind)} href="{_href(span.id)}">{_marked(name, words)}</a>'
    return f'<span class="{span.kind}{" " if span.tone else ""}{_escaped(span.tone)}">{_marked(span.html)}</span>'


def _class_of(kind: str) -> str:
    """Plain words have no class of their own."""
    return "" if kind == "text" else f' class="{kind}"'


def _marked(html: Html, words: tuple[str, ...] = NO_WORDS) -> str:
    if words:
        return highlight(html, words)
    return html if isinstance(html, Html) else escape(html)


def _flag_link(span: TextSpan) -> str:
    """The mark of a doubt, which leads to the record; its words are shown on hover and on focus."""
    sign = (
        span.html
        if span.html == span.tone
        else (f'<span aria-hidden="true">{span.html}</span><span class="visually-hidden">{span.tone}</span>')
    )
    return f'<a class="flag {span.tone}" href="{_href(span.id)}" title="{_escaped(span.text)}">{sign}</a>'


def _verdict_link(span: TextSpan) -> str:
    """The sign of a verdict, which leads to the record that says more; its words are shown on hover and read aloud."""
    return (
        f'<a class="verdict v-{_escaped(span.tone)}" href="{_href(span.id)}" title="{_escaped(span.text)}. '
        f'{_escaped(span.explanation)}"><span aria-hidden="true">{_escaped(span.glyph)}</span>'
        f'<span class="visually-hidden">{_escaped(span.text)}</span></a>'
    )


def _note_link(kind: str, span: TextSpan, inside: str) -> str:
    """The reference to a footnote that explains a mark or a flag."""
    note = escape(span.note)
    return (
        f'<a class="{escape(kind)}" href="#note-{note}" data-note="note-{note}" aria-describedby="note-{note}" '
        f'title="{escape(span.explanation)}">{inside}<sup>{note}</sup></a>'
    )
