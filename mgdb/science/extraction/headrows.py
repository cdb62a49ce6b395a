"""Which rows of a table are its heads, and what they say together above each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from . import cues
from .notes import without_notes
from .prints import prints_of, unit_at

_MOST: Final = 5  # rows of heads
_BRACKETS: Final = re.compile(r"\A\s*[(\[]?(?P<unit>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]?\s*\Z")
_NUMBER: Final = re.compile(r"[~≈<>≤≥]?\s?[-−–]?\s?[0-9]")
_UNITS: Final = re.compile(r"\(?\s*(?:units?|dimensions?)\s*\)?\.?", re.IGNORECASE)
_NONE: Final = re.compile(r"[\s–—−-]*")
_ROOM: Final = re.compile(r"RT|room[ -]temperature", re.IGNORECASE)
# “Capacity (mAh g⁻¹) at current density (A g⁻¹)”, whose currents stand below it
_UNDER: Final = re.compile(
    r"\s*(?:,|@|/|\bat\b|\bfor\b|\bunder\b|\bvs\.?)\s*[^()\[\],]{0,40}[(\[](?P<unit>[^()\[\]]+)[)\]]\s*\Z"
)
_ORDINAL: Final = re.compile(r"[0-9]+(?:st|nd|rd|th)\b(?: (?:cycle|(?:dis)?charge))?", re.IGNORECASE)


def heads_of(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], int]:
    """The heads of a table and how many rows they take: rows of units, of conditions and of heads under wide heads are
    joined.

    Worked: ("Sample", "Ea"), ("", "eV"), ("A", "0.3") → ("Sample", "Ea (eV)"), 2; ("", "Capacity (mAh g⁻¹)", ""),
    ("", "0.1 A g⁻¹", "1 A g⁻¹"), … → ("", "Capacity (mAh g⁻¹) 0.1 A g⁻¹", "Capacity (mAh g⁻¹) 1 A g⁻¹"), 2.
    """
    if not rows:
        return (), 0
    heads, count = rows[0], 1
    wide = rows[0]  # the row above, in which a cell is empty where that before it reaches over it
    while count < min(_MOST, len(rows) - 1):
        row = rows[count]
        if is_unit_row(row):
            heads = tuple(
                f"{head} ({unit_in(cell)})" if unit_in(cell) else head for head, cell in zip(heads, row, strict=True)
            )
        elif joined := _below(heads, wide, row) or _between(heads, row, rows[count + 1]):
            heads = joined
        else:
            break
        wide, count = row, count + 1
    return heads, count


def is_unit_row(row: Sequence[str]) -> bool:
    """Whether a row holds units, and besides them at most the word “Unit” or dashes."""
    filled = [cell for cell in row if not _NONE.fullmatch(cell)]
    said = filled[1:] if filled and _UNITS.fullmatch(filled[0]) else filled
    return bool(said) and all(map(unit_in, said)) and not any(map(_NUMBER.match, said))


def is_unit_head(cell: str) -> bool:
    """Whether a head says that the cells below it are units."""
    return bool(_UNITS.fullmatch(cell.strip()))


def unit_in(cell: str) -> str:
    """The unit that a cell holds and nothing else; empty where it holds something else."""
    match = _BRACKETS.match(without_notes(cell))
    typed = match["unit"].strip() if match else ""
    return typed if typed and whole_unit(typed) else ""


def whole_unit(typed: str) -> tuple[str, str] | None:
    """The unit that `typed` is, as printed and as we spell it."""
    found = unit_at(typed)
    return found[:2] if found is not None and found[2] == len(typed) else None


def reaches(heads: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a head reaches over a cell of the row below that has none of its own."""
    return any(not head and cell for head, cell in zip(heads[1:], row[1:], strict=True)) and any(heads[1:])


def _below(heads: Sequence[str], wide: Sequence[str], row: Sequence[str]) -> tuple[str, ...]:
    """`heads` with a further row of heads below them; none where it is a row of values."""
    filled = [cell for cell in row if cell]
    if not filled:
        return ()
    over = _over(heads, wide, row)
    bare = [cell for cell in filled if _NUMBER.match(cell)]
    if not bare:
        return _joined(over, row) if reaches(wide, row) and len(filled) > 1 else ()
    if row[0] and row[0] != heads[0]:
        return ()
    below = [cell for cell in row[1:] if cell and not _NONE.fullmatch(cell)]
    if all(is_condition(cell) or unit_in(cell) for cell in below) and any(over[1:]):
        units = [unit_in(cell) if not is_condition(cell) else "" for cell in row]
        return _joined(over, [f"({unit})" if unit else cell for unit, cell in zip(units, row, strict=True)])
    under = [_UNDER.search(head) for head in over]
    if all(re.fullmatch(r"[0-9.]+(?:C|/[0-9]+)?", cell) for cell in below) and all(
        _is_condition_unit(found["unit"]) if found else not cell or not place
        for place, (found, cell) in enumerate(zip(under, row, strict=True))
    ):
        return tuple(
            f"{head[: found.start()]}, {cell} {found['unit']}" if found and cell else head
            for head, found, cell in zip(over, under, row, strict=True)
        )
    return ()


def _between(heads: Sequence[str], row: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """`heads` with a row of words below them that stands above a row of conditions or units; none where it does not."""
    words = not row[0] and not any(_NUMBER.match(cell) for cell in row)
    said = [cell for cell in below[1:] if cell]
    heads_more = is_unit_row(below) or (not below[0] and bool(said) and all(map(is_condition, said)))
    return _joined(heads, row) if words and any(row) and heads_more else ()


def _over(heads: Sequence[str], wide: Sequence[str], row: Sequence[str]) -> list[str]:
    """The head that stands over each column: where a cell below has none of its own, that of the columns before it."""
    said: list[str] = []
    for place, (head, above, cell) in enumerate(zip(heads, wide, row, strict=True)):
        goes_on = bool(cell) and not above and place > 0
        said.append(said[-1] if goes_on and head == "" else head)
    return said


def _joined(heads: Sequence[str], row: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{head} {cell}".strip() if cell != head else head for head, cell in zip(heads, row, strict=True))


def is_condition(cell: str) -> bool:
    """Whether a cell says a condition and nothing else: “0.1 A g⁻¹”, “25 °C”, “50th cycle”, “C/10”, “RT”."""
    typed = without_notes(cell).strip("()[] ")
    typed = re.sub(r"^(?:@|(?:at|after)\s)\s*", "", typed)
    if _ROOM.fullmatch(typed) or _ORDINAL.fullmatch(typed) or re.fullmatch(r"C/[0-9.]+", typed):
        return True
    found = prints_of(typed)
    if len(found) != 1 or not cues.condition_with(found[0].spelled):
        return False
    rest = typed[: found[0].start] + typed[found[0].end :]
    return not re.sub(r"\bcycles?\b|\bno\.?|\bn\s?=|[\s,.=]", "", rest)


def _is_condition_unit(unit: str) -> bool:
    whole = whole_unit(unit.strip())
    return whole is not None and bool(cues.condition_with(whole[1]))
