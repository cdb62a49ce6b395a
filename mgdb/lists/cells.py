"""What stands in a list: cells for the page, and the same as plain data for files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mgdb.science import typeset

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of a cell: typeset, plain, the id of the record that they lead to, and whether they stand back."""

    html: str
    text: str
    id: str = ""
    soft: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its pieces for the page (`lines`: one below the other), and `data`, column of a file → value."""

    pieces: tuple[Piece, ...] = ()
    data: Mapping[str, Scalar] = field(default_factory=dict)
    lines: bool = False


def words(text: str, key: str, *, id: str = "", html: str = "") -> Cell:
    """A cell of plain words, typeset; nothing where there are none."""
    pieces = (Piece(html or typeset.html(text), text, id),) if text else ()
    return Cell(pieces, {key: text or None} | ({f"{key}_id": id or None} if id else {}))


def number(value: float | None, key: str, text: str = "") -> Cell:
    """A cell with one number, kept as a number in files."""
    shown = text or (f"{value:g}" if value is not None else "")
    return Cell((Piece(shown, shown),) if shown else (), {key: value})


def several(pieces: Iterable[Piece], key: str, *, lines: bool = False) -> Cell:
    """A cell of several pieces; in files joined by “; ”."""
    pieces = tuple(pieces)
    return Cell(pieces, {key: "; ".join(piece.text for piece in pieces) or None}, lines)
