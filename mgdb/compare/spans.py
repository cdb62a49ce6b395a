"""The spans of a comparison's cells: values, marks, flags and factors, with their footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mgdb.presentation import FlagView, Line, MeasurementView, TableCell, TextSpan
from mgdb.science.markup import escaped

from .factors import Improvement
from .verdict_marks import VerdictMark


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


def number(value: MeasurementView) -> TextSpan:
    """The value alone, without its unit."""
    return TextSpan(value.bare_html, value.bare_text, "value", value.id, quantity=value.displayed)


def marked(mark: VerdictMark, notes: Notes, *, compact: bool = False) -> TextSpan:
    """A mark with its note."""
    return TextSpan(
        escaped(mark.word),
        mark.word,
        "mark",
        tone=mark.outcome,
        glyph=mark.glyph,
        compact=compact,
        note=notes.letter(mark.explanation),
        explanation=mark.explanation,
    )


def flagged(flag: FlagView | None, notes: Notes) -> Line:
    """A flag with its reason as a note; nothing where there is none."""
    if flag is None:
        return ()
    words = f"{flag.label}: {flag.reason}" if flag.reason else flag.label
    label = flag.severity_label
    return (TextSpan(escaped(label), label, "flag", tone=flag.severity, note=notes.letter(words), explanation=words),)


def factor_span(item: Improvement) -> TextSpan:
    """The factor, with its qualifiers."""
    quantity = item.result.value if item.result else None
    return TextSpan(item.factor_html, item.factor_text, "factor", quantity=quantity)


def lines(*rows: Sequence[TextSpan]) -> TableCell:
    """A cell of `rows`, empty ones left out."""
    return TableCell(tuple(tuple(row) for row in rows if row))
