"""What a format is: its names, and how it is written from one of three inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .source_entry import SourceEntry
from .table import Scalar, Table
from .typeset_table import TypesetTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file.

    key: what `format=` says; label: in menus; charset: of a text; order: its place in menus, by label where equal.
    """

    key: str
    label: str
    media_type: str
    extension: str
    charset: str = ""
    order: int = 100

    @property
    def content_type(self) -> str:
        """The media type with the charset: “text/csv; charset=utf-8”."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat(Format):
    """A format for rows under columns, as plain values.

    stream: the same file piece by piece, for formats that need no row but the one at hand, nor what the rows are; a row
    may be a text that is made of its `cells`.
    """

    write: Callable[[Table], bytes]
    stream: Callable[[Sequence[str], Iterable[Sequence[Scalar] | str]], Iterator[bytes]] | None = None
    cells: Callable[[Iterable[Scalar]], list[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesetFormat(Format):
    """A format for a table in print: typeset cells, notes and references."""

    write: Callable[[TypesetTable], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesFormat(Format):
    """A format for a list of sources."""

    write: Callable[[Iterable[SourceEntry]], bytes]
