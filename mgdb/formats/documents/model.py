"""What a document may cost, and what is said where it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from mgdb.science.extraction import Block, Candidate, Marked


class UnreadableDocument(ValueError):
    """A file that is no document, or one beyond the limits; says what to do instead."""


@dataclass(slots=True)
class ReadDocument:
    """The blocks of a document, and what could not be read of it, in words."""

    blocks: list[Block]
    said: list[str] = field(default_factory=list)


@dataclass(slots=True)
class MarkedDocument:
    """The blocks of a document with its quantities marked, the candidates that they are, and what is to be said."""

    blocks: list[Marked]
    candidates: list[Candidate]
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may have and cost.

    size: bytes of a file. pages, characters, tables: of a document that is opened. cells: of a table, and of all tables
    that are read. seconds, memory: of the process, in seconds of the clock and in bytes. at_once: processes of one web
    process. read, numbers: characters and numbers of what is read for quantities (some two papers; a long review has
    4,000 numbers with its references). quantities: how many are marked.
    """

    size: int = 20_000_000
    pages: int = 120
    characters: int = 1_500_000
    tables: int = 100
    cells: int = 20_000
    seconds: int = 40
    memory: int = 800_000_000
    read: int = 200_000
    numbers: int = 12_000
    quantities: int = 1_000


LIMITS = Limits()
AT_ONCE = 2
"""Documents that one web process has read at the same time; others wait for their turn."""
