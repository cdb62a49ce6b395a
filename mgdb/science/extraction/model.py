"""What extraction takes and gives: a document of paragraphs and tables, and the quantities found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from mgdb.science.quantity import Quantity

Kind = Literal["paragraph", "caption", "heading"]


@dataclass(frozen=True, slots=True)
class Name:
    """Something that values may be of: `key` is the caller's own, `names` are ways to write it, the preferred first.

    cited: the keys of the works that it is quoted from, which tell two specimens of one name apart. roles: what it
    serves as (cathode, electrolyte …; cell for a cell), none where that is not known.
    """

    key: str
    names: tuple[str, ...]
    cited: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A piece of running text. start: where it stands in the whole that was given."""

    text: str
    kind: Kind = "paragraph"
    locator: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A grid of strings, the heads in its first row, as long rows as columns; caption: what stands above it."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    locator: str = ""


Block = TextBlock | TableBlock


@dataclass(frozen=True, slots=True)
class Reading:
    """One number that a print may say: in the canonical unit of the guessed property, or as printed where none is.

    spelling: how to write the print so that it says this alone; empty where it says nothing else.
    """

    quantity: Quantity
    unit: str
    spelling: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quantity is printed: characters of the text that was given, or the cell (row, column) of a table."""

    block: int
    start: int = 0
    end: int = 0
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quantity that can be read, with what it may be.

    properties: keys, the likeliest first, none where it is a condition or nobody can tell. subject: the key of a Name;
    formula: what stands there as the subject where no name fits. conditions: (key, printed) of the same sentence.
    condition: the key of the condition that this quantity itself is.
    """

    place: Place
    printed_value: str
    printed_unit: str
    readings: tuple[Reading, ...]
    properties: tuple[str, ...] = ()
    subject: str = ""
    formula: str = ""
    conditions: tuple[tuple[str, str], ...] = ()
    condition: str = ""
    locator: str = ""

    @property
    def guess(self) -> str:
        """The likeliest property; empty where there is none."""
        return self.properties[0] if self.properties else ""

    @property
    def is_ambiguous(self) -> bool:
        return len(self.readings) > 1


class Extractor(Protocol):
    """Whatever finds quantities in a document; the names are those that its values may be of."""

    def __call__(self, blocks: Sequence[Block], names: Sequence[Name] = ()) -> list[Candidate]: ...
