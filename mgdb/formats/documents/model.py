"""What a document may cost, and what is said where it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from mgdb.science.extraction import Block


class UnreadableDocument(ValueError):
    """A file that is no document, or one beyond the limits; says what to do instead."""


@dataclass(slots=True)
class ReadDocument:
    """The blocks of a document, and what could not be read of it, in words."""

    blocks: list[Block]
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a file, pages, characters and tables of a document, seconds and bytes of memory to read it."""

    size: int = 20_000_000
    pages: int = 120
    characters: int = 1_500_000
    tables: int = 100
    cells: int = 20_000
    seconds: int = 40
    memory: int = 1_500_000_000


LIMITS = Limits()
