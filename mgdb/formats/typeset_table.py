"""A table in print: what Markdown, LaTeX and the like are written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .source_entry import SourceEntry


@dataclass(frozen=True, slots=True)
class TypesetCell:
    """A cell as lines of plain text and of LaTeX, which leaves out what is clear in print: DOIs, what stands above.

    cites: the BibTeX keys of the sources that it names.
    """

    text: Sequence[str]
    latex: Sequence[str]
    cites: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that belong together, under a heading if there is one."""

    heading: str
    rows: Sequence[Sequence[TypesetCell]]


@dataclass(frozen=True, slots=True)
class TypesetTable:
    """A table in print.

    notes: letter and words of each footnote; remarks: paragraphs below the table; sources: what it cites, by the ids
    of the entries; itself: how it is cited, `citation`: the same in one line.
    """

    title: str
    columns: Sequence[TypesetCell]
    groups: Sequence[RowGroup]
    notes: Sequence[tuple[str, str]]
    remarks: Sequence[str]
    sources: Sequence[SourceEntry]
    itself: SourceEntry
    citation: str
