"""The quantities of a table: units from the heads, subjects from the first column or the heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mgdb.science.properties import PROPERTIES

from . import cues
from .model import Candidate, Place, Table
from .prints import prints_of, unit_at
from .readings import readings_of
from .sentences import cited_in
from .subjects import Names
from .words import counted_in

_UNITS: Final = re.compile(
    r"[(\[](?P<units>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*\Z|,\s*(?P<behind>[^,]{1,20})\Z"
)
_COUNT: Final = re.compile(r"(?:cycle )?(?:number|no\.?|n)|cycles?|number of cycles", re.IGNORECASE)
_PER: Final = re.compile(r"(?:(?<![A-Za-z])|(?<=number)|(?<=cycle)|(?<=cycles)|(?<=\bno))\s*/\s*(?=[A-Za-zμΩ°%])")
_CELL_PARTS: Final = re.compile(r"\s*/\s*")
_NUMBER: Final = re.compile(r"(?:[~∼≈<>≤≥]|up to|over|about|ca\.)?\s?[-−–]?\s?[0-9.]+")
_NOTED: Final = re.compile(r"(?P<value>[^()\[\]]*[0-9⁰¹²³⁴⁵⁶⁷⁸⁹])\s*(?:[(\[][^()\[\]]*[)\]]|[a-z*†‡])\s*")
_SEVERAL: Final = re.compile(r"\s*;\s*")
_EMPTY: Final = re.compile(r"[\s–—−-]*|n\.?\s?[ar]\.?|n/a", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"ref(?:s|erences?)?\.?|source", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one part of a column's cells is: a property or a condition, with its unit."""

    key: str
    unit: str
    spelled: str
    is_condition: bool = False


def candidates(number: int, table: Table, names: Names) -> Iterator[Candidate]:
    """The candidates of a table.

    A head with several units, “(mAh g⁻¹/number/mA g⁻¹)”, says of what the parts of each cell are. The works cited in a
    row's reference hold for the rows below it without one.
    """
    heads = table.rows[0] if table.rows else ()
    columns = [_column(head, table.caption) for head in heads]
    reference = next((at for at, head in enumerate(heads) if _REFERENCE.fullmatch(head.strip())), None)
    cited: frozenset[str] = frozenset()
    for row_number, row in enumerate(table.rows[1:], 1):
        stated = cited_in(row[reference]) if reference is not None else frozenset().union(*map(cited_in, row))
        cited = stated or cited
        subject, formula = _subject(row, names, cited)
        for column, cell in enumerate(row):
            place = Place(number, cell=(row_number, column))
            if _EMPTY.fullmatch(cell):
                continue
            of_head = (
                list(_of_cell(place, cell, columns[column], subject, formula, table.locator))
                if column < len(columns) and columns[column]
                else []
            )
            if of_head:
                yield from of_head
            elif column:
                yield from _of_words(
                    place, cell, heads[column] if column < len(heads) else "", subject, formula, table.locator
                )
            for counted in counted_in(cell) if column == 0 else ():
                yield Candidate(
                    place,
                    counted.printed,
                    "",
                    counted.readings,
                    (counted.key,),
                    subject,
                    formula,
                    locator=table.locator,
                )


def _column(head: str, caption: str) -> list[_Part]:
    """What the parts of a column's cells are, by its head; nothing where the head has no unit."""
    found = _UNITS.search(head)
    if found is None:
        bare = [cue for cue in cues.cues_in(head) if PROPERTIES[cue.key].dimension in ("number", "ratio")]
        return [_Part(bare[0].key, "", "1")] if len({cue.key for cue in bare}) == 1 else []
    typed = (found["units"] or found["behind"]).strip()
    pieces = [piece.strip() for piece in _PER.split(typed)]
    found_units = [unit_at(piece) for piece in pieces]
    counts = [bool(_COUNT.fullmatch(piece)) for piece in pieces]
    if len(pieces) > 1 and all(count or unit for count, unit in zip(counts, found_units, strict=True)):
        return [
            _part(unit[0], unit[1], head, caption) if unit and not count else _Part("cycle_number", "", "cycles", True)
            for count, unit in zip(counts, found_units, strict=True)
        ]
    whole = unit_at(typed)
    return [_part(whole[0], whole[1], head, caption)] if whole and whole[2] == len(typed) else []


def _part(unit: str, spelled: str, head: str, caption: str) -> _Part:
    entries = cues.properties_with(spelled)
    fitting = {entry.key for entry in entries}
    for text in (head, caption):
        near = [cue for cue in cues.cues_in(text) if cue.key in fitting]
        if near:
            return _Part(max(near, key=lambda cue: (cue.weight, cue.end - cue.start)).key, unit, spelled)
    if condition := cues.condition_with(spelled):
        return _Part(condition, unit, spelled, True)
    return _Part(entries[0].key if len(entries) == 1 else cues.default_of(entries), unit, spelled)


def _of_cell(
    place: Place, cell: str, parts: list[_Part], subject: str, formula: str, locator: str
) -> Iterator[Candidate]:
    """The values of a cell: “140/600/50”, and several of them between semicolons."""
    for value in _SEVERAL.split(cell):
        if len(parts) == 1 and (noted := _NOTED.fullmatch(value)):  # “3.1 × 10⁻⁴ (30 °C)”
            value = noted["value"]
        pieces = _CELL_PARTS.split(value) if len(parts) > 1 else [value]
        if len(pieces) > len(parts) or not all(_NUMBER.match(piece) for piece in pieces):
            continue
        pairs = list(zip(pieces, parts, strict=False))
        conditions = tuple(
            (part.key, f"{piece} {part.unit}".strip()) for piece, part in pairs if part.is_condition and part.key
        )
        for piece, part in pairs:
            readings = readings_of(part.key, piece, part.unit, part.spelled)
            if readings and not part.is_condition:
                keys = (part.key,) if part.key else ()
                yield Candidate(place, piece, part.unit, readings, keys, subject, formula, conditions, "", locator)


def _of_words(place: Place, cell: str, head: str, subject: str, formula: str, locator: str) -> Iterator[Candidate]:
    """The quantities that a cell prints with their units, the head saying what they are."""
    for one in prints_of(cell):
        fitting = {entry.key for entry in cues.properties_with(one.spelled)}
        near = [cue for text in (cell, head) for cue in cues.cues_in(text) if cue.key in fitting]
        keys = (near[0].key,) if near else ()
        condition = "" if keys else cues.condition_with(one.spelled)
        readings = readings_of(keys[0] if keys else condition, one.value, one.unit, one.spelled)
        yield Candidate(place, one.value, one.unit, readings, keys, subject, formula, (), condition, locator)


def _subject(row: tuple[str, ...], names: Names, cited: frozenset[str]) -> tuple[str, str]:
    """What a row is of: the name that its first cell is, or holds; else the formula there."""
    first = row[0] if row else ""
    mentions = names.mentions(first)
    if mentions:
        longest = max(mentions, key=lambda one: one.end - one.start)
        return names.choose(longest, [cited], (), " ".join(row)), ""
    return "", first
