"""The quantities of a table: units from the heads, subjects from the first column or the heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from mgdb.science import quantity
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import QuantityError

from . import cues
from .model import Candidate, Place, TableBlock
from .prints import prints_of, unit_at
from .readings import readings_of
from .sentences import cited_in
from .subjects import Names
from .words import counted_in

_UNITS: Final = re.compile(
    r"[(\[](?P<units>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*\Z|(?:,|\s/)\s*(?P<behind>[^,/]{1,20})\Z"
)
_COUNT: Final = re.compile(r"(?:cycle )?(?:number|no\.?|n)|cycles?|number of cycles", re.IGNORECASE)
_PER: Final = re.compile(r"(?:(?<![A-Za-z])|(?<=number)|(?<=cycle)|(?<=cycles)|(?<=\bno))\s*/\s*(?=[A-Za-zμΩ°%])")
_CELL_PARTS: Final = re.compile(r"\s*/\s*")
_NUMBER: Final = re.compile(r"(?:[~∼≈<>≤≥]|up to|over|about|ca\.)?\s?[-−–]?\s?[0-9.]+")
_NOTED: Final = re.compile(r"(?P<value>[^()\[\]]*[0-9⁰¹²³⁴⁵⁶⁷⁸⁹])\s*(?:[(\[][^()\[\]]*[)\]]|[a-z*†‡])\s*")
_SEVERAL: Final = re.compile(r"\s*;\s*")
_PLATING: Final = frozenset(
    ("test_duration", "overpotential", "nucleation_overpotential", "plating_stripping_efficiency")
)
_OTHERS: Final = re.compile(r"\s*[;/]\s*")  # where a column has one unit
# what may stand behind the number of a cell: “1.1 × 10⁻⁴ at RT”, “98 (200 cycles)”, “450@1 mA cm⁻²”
_REMARK: Final = re.compile(r"\s*(?:\(|\[|@|at\b|after\b|for\b|under\b|in\b|with\b|,\s)")
_EMPTY: Final = re.compile(r"[\s–—−-]*|n\.?\s?[ar]\.?|n/a", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"ref(?:s|erences?)?\.?|source", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one part of a column's cells is: a property or a condition, with its unit."""

    key: str
    unit: str
    spelled: str
    is_condition: bool = False


def candidates(number: int, table: TableBlock, names: Names) -> Iterator[Candidate]:
    """The candidates of a table.

    A head with several units, “(mAh g⁻¹/number/mA g⁻¹)”, says of what the parts of each cell are. The works cited in a
    row's reference hold for the rows below it without one. Where the first column says what each row is, and no head
    does, the table is read by its columns.
    """
    heads = table.rows[0] if table.rows else ()
    columns = [_column(head, table.caption) for head in heads]
    kinds = {part.key for parts in columns for part in parts}
    if "areal_current_density" in kinds and kinds & _PLATING:  # how much is plated in each half cycle
        columns = [
            [replace(one, is_condition=one.is_condition or one.key == "areal_capacity") for one in parts]
            for parts in columns
        ]
    if table.rows and not any(columns[1:]) and sum(bool(_column(row[0], "")) for row in table.rows[1:] if row) > 1:
        turned = TableBlock(tuple(zip(*table.rows, strict=True)), table.caption, table.locator)
        for one in candidates(number, turned, names):
            across, down = one.place.cell or (0, 0)
            yield replace(one, place=Place(number, cell=(down, across)))
        return
    reference = next((at for at, head in enumerate(heads) if _REFERENCE.fullmatch(head.strip())), None)
    cited: frozenset[str] = frozenset()
    for row_number, row in enumerate(table.rows[1:], 1):
        stated = cited_in(row[reference]) if reference is not None else frozenset().union(*map(cited_in, row))
        cited = stated or cited
        subject, formula = _subject(row, names, cited)
        shared = _shared(row, columns)
        for column, cell in enumerate(row):
            place = Place(number, cell=(row_number, column))
            if _EMPTY.fullmatch(cell):
                continue
            of_head = (
                list(_of_cell(place, cell, columns[column], subject, formula, table.locator, shared))
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
    whole = _whole_unit(typed)
    for pieces in (_PER.split(typed), [] if whole else typed.split("/")):
        kinds = [("", "cycles") if _COUNT.fullmatch(piece.strip()) else _whole_unit(piece.strip()) for piece in pieces]
        if len(kinds) > 1 and all(kinds):
            return [
                _part(*kind, head, caption) if kind[0] else _Part("cycle_number", "", "cycles", True)
                for kind in kinds
                if kind is not None
            ]
    return [_part(*whole, head, caption)] if whole else []


def _whole_unit(typed: str) -> tuple[str, str] | None:
    """The unit that `typed` is, as printed and as we spell it."""
    found = unit_at(typed)
    return found[:2] if found is not None and found[2] == len(typed) else None


def _shared(row: tuple[str, ...], columns: list[list[_Part]]) -> tuple[tuple[str, str], ...]:
    """The conditions that columns of a row state for all of it: a temperature, a current density and what is plated."""
    stated = [
        (parts[0].key, f"{cell} {parts[0].unit}".strip())
        for cell, parts in zip(row, columns, strict=False)
        if len(parts) == 1 and parts[0].is_condition and parts[0].key and _NUMBER.match(cell)
    ]
    return tuple(dict(stated).items())


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
    place: Place,
    cell: str,
    parts: list[_Part],
    subject: str,
    formula: str,
    locator: str,
    shared: tuple[tuple[str, str], ...],
) -> Iterator[Candidate]:
    """The values of a cell: “140/600/50”, and several of them between semicolons."""
    for value in (_SEVERAL if len(parts) > 1 else _OTHERS).split(cell):
        if len(parts) == 1:
            noted = _NOTED.fullmatch(value)
            value = noted["value"] if noted else value  # “3.1 × 10⁻⁴ (30 °C)”
            if (number := _number_of(value)) != value or noted:
                value, shared = number, ()  # the remark may say otherwise
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
                stated = conditions + tuple(one for one in shared if one[0] not in dict(conditions))
                yield Candidate(place, piece, part.unit, readings, keys, subject, formula, stated, "", locator)


def _number_of(cell: str) -> str:
    """The number that a cell begins with, where a remark stands behind it; the cell where none does."""
    try:
        number, behind = quantity.split(cell)
    except QuantityError:
        return cell
    return number if _REMARK.match(behind) or _REMARK.match(cell[len(number) :]) else cell


def _of_words(place: Place, cell: str, head: str, subject: str, formula: str, locator: str) -> Iterator[Candidate]:
    """The quantities that a cell prints with their units, the head saying what they are."""
    found = prints_of(cell)
    stated = tuple(
        (key, f"{one.value} {one.unit}")
        for one in found
        if (key := cues.condition_with(one.spelled)) and not cues.properties_with(one.spelled)
    )
    for one in found:
        fitting = {entry.key for entry in cues.properties_with(one.spelled)}
        near = [cue for text in (cell, head) for cue in cues.cues_in(text) if cue.key in fitting]
        keys = (max(near, key=lambda cue: cue.weight).key,) if near else ()
        condition = "" if keys else cues.condition_with(one.spelled)
        readings = readings_of(keys[0] if keys else condition, one.value, one.unit, one.spelled)
        conditions = stated if keys else ()
        yield Candidate(place, one.value, one.unit, readings, keys, subject, formula, conditions, condition, locator)


def _subject(row: tuple[str, ...], names: Names, cited: frozenset[str]) -> tuple[str, str]:
    """What a row is of: the name that its first cell is, or holds; else the formula there."""
    first = row[0] if row else ""
    mentions = names.mentions(first)
    if mentions:
        longest = max(mentions, key=lambda one: one.end - one.start)
        return names.choose(longest, [cited], (), " ".join(row)), ""
    return "", first
