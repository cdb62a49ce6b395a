"""What stands in a cell of a comparison, as plain data: the page, the API and every export print the same pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from mgdb.science import typeset
from mgdb.science.quantity import Quantity

from .factors import Improvement
from .marks import Mark
from .values import Quote, Shown, ShownFlag

Kind = Literal["name", "value", "text", "soft", "why", "factor", "mark", "flag", "reference", "key", "doi", "role"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number or mark of a cell.

    html, text: what it reads, without and with markup; id: the record that it leads to; quantity: of a number, in the
    unit of the column; tone: of a mark or flag, what it says; compact: of a mark, shown by its glyph alone; note: the
    letter of the note that explains it.
    """

    kind: Kind
    html: str
    text: str
    id: str = ""
    quantity: Quantity | None = None
    tone: str = ""
    glyph: str = ""
    compact: bool = False
    note: str = ""
    words: str = ""

    @property
    def printed(self) -> str:
        """As text, with the letter of its note: “≠ not comparable [b]”."""
        body = self.glyph if self.compact else f"{self.glyph} {self.text}".strip()
        return f"{body} [{self.note}]" if self.note else body


Line = tuple[Piece, ...]
Cell = tuple[Line, ...]


@dataclass
class Notes:
    """The footnotes of a comparison; the same words have the same letter."""

    letters: dict[str, str] = field(default_factory=dict)

    def letter(self, words: str) -> str:
        """The letter of the note that says `words`: a to z, then aa, ab …"""
        if words not in self.letters:
            number, letter = len(self.letters) + 1, ""
            while number:
                number, rest = divmod(number - 1, 26)
                letter = chr(ord("a") + rest) + letter
            self.letters[words] = letter
        return self.letters[words]

    def all(self) -> tuple[tuple[str, str], ...]:
        """(letter, words) of each note, in order."""
        return tuple((letter, words) for words, letter in self.letters.items())


def word(text: str, kind: Kind = "text", id: str = "") -> Piece:
    """A text with its formulas typeset."""
    return Piece(kind, typeset.html(text), typeset.unicode(text), id)


def quoted(quote: Quote, kind: Kind = "name") -> Piece:
    """A record that is named."""
    return Piece(kind, quote.html, quote.text, quote.id)


def number(value: Shown) -> Piece:
    """The value alone, without its unit."""
    return Piece("value", value.bare_html, value.bare_text, value.id, quantity=value.displayed)


def marked(mark: Mark, notes: Notes, *, compact: bool = False) -> Piece:
    """A mark with its note."""
    return Piece(
        "mark",
        mark.word,
        mark.word,
        tone=mark.standing,
        glyph=mark.glyph,
        compact=compact,
        note=notes.letter(mark.words),
        words=mark.words,
    )


def flagged(flag: ShownFlag | None, notes: Notes) -> Line:
    """A flag with its reason as a note; nothing where there is none."""
    if flag is None:
        return ()
    words = f"{flag.label}: {flag.reason}" if flag.reason else flag.label
    label = flag.severity_label
    return (Piece("flag", label, label, tone=flag.severity, note=notes.letter(words), words=words),)


def factor_piece(item: Improvement) -> Piece:
    """The factor, with its qualifiers."""
    quantity = item.result.value if item.result else None
    return Piece("factor", item.factor_html, item.factor_text, quantity=quantity)


def lines(*rows: Sequence[Piece]) -> Cell:
    """A cell of `rows`, empty ones left out."""
    return tuple(tuple(row) for row in rows if row)
