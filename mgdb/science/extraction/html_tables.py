"""Tables that a converter has left as HTML in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

_OPENS: Final = re.compile(r"<table[\s>]", re.IGNORECASE)
_CLOSES: Final = re.compile(r"</table\s*>", re.IGNORECASE)
_WIDEST: Final = 100  # columns that one cell may span
_KEPT: Final = frozenset(("sub", "sup"))


def tables_in(text: str) -> Iterator[tuple[int, int]]:
    """Where each table of `text` begins and ends; one that is not closed is none."""
    at = 0
    while (opens := _OPENS.search(text, at)) and (closes := _CLOSES.search(text, opens.end())):
        yield opens.start(), closes.end()
        at = closes.end()


def is_table(piece: str) -> bool:
    """Whether `piece` is a table in HTML."""
    return bool(_OPENS.match(piece))


def rows_of(piece: str) -> list[list[str]]:
    """The cells of a table as typed. What spans several columns or rows stands in the first of them.

    Worked: "<table><tr><td>A</td><td colspan=2>1</td></tr></table>" → [["A", "1", ""]].
    """
    reader = _Rows()
    reader.feed(piece)
    reader.close()
    return [row for row in reader.rows if any(row)]


class _Rows(HTMLParser):
    """Collects the text of cells; raised and lowered letters keep their tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.spanned: dict[int, int] = {}  # how many rows below each column is taken
        self.columns = 1
        self.deep = 1
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            spans = {name: int(value) for name, value in attrs if value and value.isdecimal()}
            self.columns = min(max(spans.get("colspan", 1), 1), _WIDEST)
            self.deep = min(max(spans.get("rowspan", 1), 1), _WIDEST)
            self.cell = []
        elif self.cell is not None:
            self.cell.append(f"<{tag}>" if tag in _KEPT else " " if tag == "br" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        elif self.cell is not None and tag in _KEPT:
            self.cell.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is None:
            return
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        while self.spanned.get(len(row), 0):
            self.spanned[len(row)] -= 1
            row.append("")
        first = len(row)
        row.extend([" ".join("".join(self.cell).split()), *[""] * (self.columns - 1)])
        for column in range(first, len(row)):
            self.spanned[column] = self.deep - 1
        self.cell = None
