"""Tables that a converter has left as HTML in a text.

Their tags are read by one pattern each, which ends where the next tag begins: a parser of whole pages looks for the end
of a tag that has none again and again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from .spans import SpanningCell, laid_out, span

_OPENS: Final = re.compile(r"<table[\s>]", re.IGNORECASE)
_CLOSES: Final = re.compile(r"</table\s*+>", re.IGNORECASE)
_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*+)(?P<said>(?:\s[^<>]*+)?)/?>|<![^<>]*+>")
_SPAN: Final = re.compile(r"\s(?P<which>col|row)span\s*+=\s*+[\"']?\s*+(?P<number>[0-9]++)", re.IGNORECASE)
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
    """The cells of a table as typed; a head that spans columns or rows stands in each of them. Raises TooManyCells.

    Worked: "<table><tr><td>A</td><td colspan=2>1</td></tr></table>" → [["A", "1", ""]].
    """
    reader = _Rows()
    at = 0
    for tag in _TAG.finditer(piece):
        reader.words(piece[at : tag.start()])
        if tag["name"]:
            (reader.end if tag["end"] else reader.start)(tag["name"].lower(), tag["said"])
        at = tag.end()
    reader.words(piece[at:])
    reader.end("table", "")
    return [row for row in laid_out(reader.rows) if any(row)]


class _Rows:
    """Collects the cells of rows; raised and lowered letters keep their tags."""

    def __init__(self) -> None:
        self.rows: list[tuple[list[SpanningCell], bool]] = []
        self.in_head = False
        self.begun = SpanningCell("")  # the cell that is open, without its text
        self.text: list[str] | None = None

    def start(self, tag: str, said: str) -> None:
        if tag in ("thead", "tbody"):
            self.in_head = tag == "thead"
        elif tag == "tr":
            self._end_cell()
            self.rows.append(([], self.in_head))
        elif tag in ("td", "th"):
            self._end_cell()
            spans = {one["which"].lower(): one["number"] for one in _SPAN.finditer(said)}
            self.begun = SpanningCell("", tag == "th", span(spans.get("col")), span(spans.get("row")))
            self.text = []
        elif self.text is not None:
            self.text.append(f"<{tag}>" if tag in _KEPT else " " if tag == "br" else "")

    def end(self, tag: str, said: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        elif self.text is not None and tag in _KEPT:
            self.text.append(f"</{tag}>")

    def words(self, text: str) -> None:
        if self.text is not None and text:
            self.text.append(html.unescape(text))

    def _end_cell(self) -> None:
        if self.text is None:
            return
        if not self.rows:
            self.rows.append(([], self.in_head))
        self.rows[-1][0].append(replace(self.begun, text=" ".join("".join(self.text).split())))
        self.text = None
