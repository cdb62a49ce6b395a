"""A source as a plain mapping, as bibliographies are written from it."""

from __future__ import annotations

from typing import TypedDict


class SourceEntry(TypedDict):
    """A source as bibliographies list it.

    id: its public id; key: the one that \\cite takes, “Wang2018”; both stay. et_al: `authors` is a shortened list.
    """

    id: str
    key: str
    kind: str
    title: str
    authors: list[str]
    et_al: bool
    container: str
    year: int | None
    volume: str
    issue: str
    pages: str
    doi: str
    url: str
