"""Typeset text as plain data: spans of a line, lines of a table cell, and records that are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from mgdb.models import Material, Source
from mgdb.science import typeset
from mgdb.science.markup import Html, escaped
from mgdb.science.quantity import Quantity

Kind = Literal[
    "name", "value", "text", "soft", "why", "factor", "mark", "flag", "reference", "key", "doi", "role", "quiet"
]  # fmt: skip
Scalar = str | int | float | bool | None


class Named(Protocol):
    """A record by its id and its name, typeset and plain."""

    @property
    def id(self) -> str: ...
    @property
    def html(self) -> Html: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A record that is named: id, typeset name, plain name."""

    id: str
    html: Html
    text: str

    @classmethod
    def to_material(cls, material: Material) -> RecordLink:
        return cls(material.public_id, material.name_html, material.name_unicode)

    @classmethod
    def to_source(cls, source: Source) -> RecordLink:
        return cls(source.public_id, typeset.html(source.short), source.short)


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A word, number or mark of a table cell.

    html, text: what it reads, with and without markup (of a “quiet” one the sign and the words that it stands for);
    kind: what it is, which decides how it looks; id: the record that it leads to, href: the address elsewhere;
    quantity: of a number, in the unit of the column; tone: of a mark or flag, what it says; compact: of a mark, shown
    by its glyph alone; note: the letter of the footnote that explains it, explanation: the words of that footnote.
    """

    html: Html
    text: str
    kind: Kind = "text"
    id: str = ""
    href: str = ""
    quantity: Quantity | None = None
    tone: str = ""
    glyph: str = ""
    compact: bool = False
    note: str = ""
    explanation: str = ""

    @property
    def text_with_note(self) -> str:
        """As text, with the letter of its note: “≠ not comparable [b]”."""
        body = self.glyph if self.compact else f"{self.glyph} {self.text}".strip()
        return f"{body} [{self.note}]" if self.note else body


Line = tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table: its lines, one below the other, and `data`, column of a file → plain value.

    separator: what stands between the spans of a line. A cell without a line is false.
    """

    lines: tuple[Line, ...] = ()
    data: Mapping[str, Scalar] = field(default_factory=dict, compare=False)
    separator: str = " "

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def spans(self) -> Line:
        """The spans of all lines."""
        return tuple(span for line in self.lines for span in line)


def text_span(text: str, kind: Kind = "text", id: str = "") -> TextSpan:
    """A text with its formulas typeset."""
    return TextSpan(typeset.html(text), typeset.unicode(text), kind, id)


def plain_span(text: str, kind: Kind = "text", *, tone: str = "") -> TextSpan:
    """A text as it is, in which no formula is looked for."""
    return TextSpan(escaped(text), text, kind, tone=tone)


def link_span(record: Named, kind: Kind = "name") -> TextSpan:
    """A record that is named."""
    return TextSpan(record.html, record.text, kind, record.id)
