"""What of a table is not read: numbers of which no candidate came, each column with why, and what helps.

Told by what was found and not by what was tried, so that nothing is left out without a word, whatever the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mgdb.science.properties import PROPERTIES

from . import cues
from .heads import Column
from .layouts import LABELS, Layout, Spot, layouts_of
from .model import Block, Candidate, TableBlock
from .notes import is_power_or_note, without_notes
from .tables import EMPTY, shared_in

_NUMBER: Final = re.compile(r"(?:[~∼≈≃<>≤≥±(]|ca\.|up to|over|about)?\s?[-−–+]?\s?(?:[0-9]|\.[0-9])")
# “2D sheets”, “1,3-dioxolane”
_NAME: Final = re.compile(r"[0-9]+(?:D\b|[a-z]\s?[–→-]|[A-Z][a-z]?[0-9(A-Z]|[,′’'-][0-9A-Za-z]*-?[A-Za-z]{2})")
_CITED: Final = re.compile(r"\[[0-9,–\- ]+\]|[0-9]{1,3}(?:[,–-][0-9]{1,3})*")
_LONGEST: Final = 40  # characters of a cell that is a number with its remark
_SHOWN: Final = 4  # cells that are quoted
_ENTER: Final = "or enter its values on the workbench"


@dataclass(frozen=True, slots=True)
class Unread:
    """Numbers of a table that are not read. block: which it is; what, why, way: in words; cells: where they stand."""

    block: int
    what: str
    why: str
    way: str
    cells: tuple[Spot, ...]

    def __str__(self) -> str:
        return f"Not read: {self.what}: {self.why}. {self.way}."


def unread_in(blocks: Sequence[Block], found: Sequence[Candidate]) -> list[Unread]:
    """What of the tables among `blocks` gave none of the candidates `found`, in order."""
    read: dict[int, dict[Spot, set[str]]] = {}
    for one in found:
        if one.place.cell is not None:
            printed = read.setdefault(one.place.block, {}).setdefault(one.place.cell, set())
            printed.update(said for _, said in one.conditions)
    return [
        one
        for number, block in enumerate(blocks)
        if isinstance(block, TableBlock)
        for layout in layouts_of(block)
        for one in _together(_of_layout(number, layout, read.get(number, {})))
    ]


def _together(found: Iterable[Unread]) -> Iterator[Unread]:
    """`found`, where those of one reason are one: “columns 5, “x”; 6, “y””."""
    told: dict[tuple[str, str], list[Unread]] = {}
    for one in found:
        told.setdefault((one.why, one.way), []).append(one)
    for alike in told.values():
        kind, _, first = alike[0].what.partition(" ")
        more = "; ".join([first, *(one.what.partition(" ")[2] for one in alike[1:])])
        what = f"{kind}s {more}" if len(alike) > 1 else alike[0].what
        yield replace(alike[0], what=what, cells=tuple(spot for one in alike for spot in one.cells))


def _of_layout(number: int, layout: Layout, read: Mapping[Spot, set[str]]) -> Iterator[Unread]:
    stated = {
        spots[place]
        for cells, spots in zip(layout.rows, layout.spots, strict=True)
        for place, (_, printed) in shared_in(cells, layout.columns).items()
        if len(printed) == 1 or any(read.get(spot, set()).intersection(printed) for spot in spots)
    }
    for row in layout.aside:
        yield _of_row(number, layout, row)
    for place, column in enumerate(layout.columns):
        rows = [
            row for row in range(len(layout.rows)) if row not in layout.aside and _is_number(layout.rows[row][place])
        ]
        left = [row for row in rows if layout.spots[row][place] not in read.keys() | stated]
        cells = [layout.rows[row][place] for row in left]
        if left and not _is_no_value(layout, place, column, cells):
            spots = tuple(layout.spots[row][place] for row in left)
            why, way = _of_cells(column, cells) if len(left) < len(rows) else _of_column(column, cells)
            yield Unread(number, _called(column, spots, layout), why, way, spots)


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.match(cell)) and not _NAME.match(cell) and len(cell) <= _LONGEST and not EMPTY.fullmatch(cell)


def _is_no_value(layout: Layout, place: int, column: Column, cells: Sequence[str]) -> bool:
    """Whether a column numbers its rows, says their year or their reference, or names them."""
    if LABELS.fullmatch(without_notes(column.head).strip()):
        return True
    if not column.head and place == len(layout.columns) - 1 and all(map(_CITED.fullmatch, cells)):
        return all(cell.startswith("[") for cell in cells)
    return place == layout.at and not column.parts


def _called(column: Column, spots: Sequence[Spot], layout: Layout) -> str:
    """What is not read, in words: “column 4, “Capacity””, or the row that it is in the table as it was given."""
    rows, columns = ({spot[axis] for spot in spots} for axis in (0, 1))
    is_turned = bool(layout.spots) and len(layout.spots[0]) > 1 and layout.spots[0][0][0] != layout.spots[0][1][0]
    what = f"row {min(rows) + 1}" if is_turned else f"column {min(columns) + 1}"
    return f"{what}, “{column.head}”" if column.head else what


def _of_row(number: int, layout: Layout, row: int) -> Unread:
    spots = tuple(spot for spot, cell in zip(layout.spots[row], layout.rows[row], strict=True) if cell)
    return Unread(
        number,
        f"row {spots[0][0] + 1}",
        "it has no name and stands below a head that reaches over several columns, so that its numbers may be heads",
        f"Write its conditions with their unit, as in “0.1 A g⁻¹”, or its name, and read the table again, {_ENTER}",
        spots,
    )


def _of_column(column: Column, cells: Sequence[str]) -> tuple[str, str]:
    """Why nothing of a column is read, and what helps."""
    again = f"and read the table again, {_ENTER}"
    if not without_notes(column.head):
        return "no head stands above it", f"Write above it what it holds, with the unit in brackets, {again}"
    if column.is_scaled:
        return (
            "a factor or logarithm stands outside of the unit of the head, which is read in two ways",
            f"Write the power before the unit, as in “(10⁻³ S cm⁻¹)”, {again}",
        )
    if column.parts:
        return _of_cells(column, cells)
    named = {cue.key for cue in cues.cues_in(column.head)}
    if named:
        entry = PROPERTIES[min(named)]
        example = f"{entry.label} ({entry.display_unit})" if entry.display_unit != "1" else entry.label
        return (
            "the head names no unit that its property has, and the cells have none",
            f"Write the unit behind the head in brackets, as in “{example}”, {again}",
        )
    return (
        "the head names no property that is known here",
        f"Write what it holds and the unit in brackets, as in “Band gap (eV)”, {again}",
    )


def _of_cells(column: Column, cells: Sequence[str]) -> tuple[str, str]:
    """Why some cells of a column are not read, and what helps."""
    shown = ", ".join(f"“{cell}”" for cell in cells[:_SHOWN])
    if len(cells) > _SHOWN:
        shown += f" and {len(cells) - _SHOWN} more"
    if any(map(is_power_or_note, cells)):
        why = f"{shown} may be a power or a number with the mark of a note"
    elif any(part.power for part in column.parts) and any(re.search("10|e", cell) for cell in cells):
        why = f"{shown} has a power of ten, and so has the head"
    elif column.parts and all(part.is_condition for part in column.parts) and all("/" in one for one in cells):
        why = f"{shown} states several conditions, not as many as there are values in its row"
    elif len(column.parts) > 1:
        why = f"{shown} does not have the parts that the head names"
    else:
        why = f"{shown} cannot be read as one number of what the head names"
    return why, f"Write each as one number, or what the head names, and read the table again, {_ENTER}"
