"""How wide a window the table of a comparison needs; in a narrower one the same table is stacked.

Stacked, a record has its name and as many of its values side by side as there is room for; below them stands all that
is left, each with its label. With the records across, each property is a block of labelled cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .grid import GridHeading, Kind

# In rem: what a column needs so that its lines are readable, its padding with it.
WIDTHS: dict[Kind, float] = {
    "words": 7.7,
    "values": 11.6,
    "capacity": 11.6,
    "gain": 14.5,
    "stated": 14.5,
    "reference": 8.7,
}
NAME, LABEL, ACROSS = 11.0, 9.5, 9.0
MARGINS, WIDEST = 4.5, 96.0
"""Beside the table on both sides, and how wide a page becomes at most."""
OWN: tuple[Kind, ...] = ("values", "capacity", "gain")
MOST_COLUMNS, WIDE_FACTORS_UP_TO = 6, 4


def needed(headings: Sequence[GridHeading], items: int, *, across: bool) -> float:
    """The least width of the window in rem; infinite where no page is wide enough.

    headings, items: columns and records of the table; across: whether the records run across.
    """
    inside = LABEL + ACROSS * items if across else NAME + sum(WIDTHS[heading.kind] for heading in headings)
    return inside + MARGINS if inside + MARGINS <= WIDEST else float("inf")


def own_columns(headings: Sequence[GridHeading]) -> set[str]:
    """Keys of the columns that have a place beside the name in a stacked table: those of values, and words where these
    are nearly all that there is."""
    own = {heading.key for heading in headings if heading.kind in OWN}
    return own if len(own) > 1 else own | {heading.key for heading in headings if heading.kind == "words"}


def arranged(headings: Sequence[GridHeading]) -> str:
    """How many columns beside the name a stacked table has at most, and whether factors take two, as classes."""
    own = [heading for heading in headings if heading.key in own_columns(headings)]
    wide = len(own) < WIDE_FACTORS_UP_TO and any(heading.kind == "gain" for heading in own)
    return f"of-{max(1, min(len(own) + wide, MOST_COLUMNS))}{' with-wide-factors' if wide else ''}"
