"""The quantities of a table: units from the heads, subjects from the first column or the heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from mgdb.science import quantity
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import QuantityError

from . import cues
from .citations import cited_in
from .guesses import guesses
from .heads import Part, columns_of, heads_of, parts_of, whole_unit
from .indirect import Described
from .model import Candidate, Place, TableBlock
from .prints import prints_of
from .readings import readings_of
from .subjects import Names
from .words import counted_in

_SEPARATORS: Final = tuple(re.compile(one) for one in (r"\s*/\s*", r"\s*[(\[]\s*", r"\s*@\s*", r",\s+", r"\s+at\s+"))
_NUMBER: Final = re.compile(r"(?:[~∼≈<>≤≥]|up to|over|about|ca\.)?\s?[-−–+]?\s?[0-9.]+")
_NOTED: Final = re.compile(r"(?P<value>[^()\[\]]*[0-9⁰¹²³⁴⁵⁶⁷⁸⁹])\s*(?:[(\[][^()\[\]]*[)\]]|[a-z*†‡])\s*")
_SEVERAL: Final = re.compile(r"\s*;\s*")
_OTHERS: Final = re.compile(r"\s*[;/]\s*")  # where a column has one unit
# what may stand behind the number of a cell: “1.1 × 10⁻⁴ at RT”, “98 (200 cycles)”, “450@1 mA cm⁻²”
_REMARK: Final = re.compile(r"\s*(?:\(|\[|@|at\b|after\b|for\b|under\b|in\b|with\b|,\s)")
_EMPTY: Final = re.compile(r"[\s–—−-]*|n\.?\s?[ar]\.?|n/a", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"ref(?:s|erences?)?\.?|source", re.IGNORECASE)
_LABELS: Final = re.compile(r"(?:no|nr|entry|#|year|date)\.?|ref(?:s|erences?)?\.?|source", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """What holds for all cells of a row: its subject, and the conditions that columns state for all of it."""

    subject: str
    formula: str
    locator: str
    shared: tuple[tuple[str, str], ...] = ()


def candidates(number: int, table: TableBlock, names: Names, described: Described) -> Iterator[Candidate]:
    """The candidates of a table.

    A head with several units, “(mAh g⁻¹/number/mA g⁻¹)”, says of what the parts of each cell are. The works cited in a
    row's reference hold for the rows below it without one. Where the first column says what each row is, and no head
    does, the table is read by its columns. A row with one cell alone heads those below it.
    """
    heads, first = heads_of(table.rows)
    blocks = [place for place, head in enumerate(heads) if head and head == heads[0]]
    if len(blocks) > 1 and not parts_of(heads[0], ""):  # “Sample | σ | Sample | σ”: tables side by side
        for begin, end in pairwise([*blocks, len(heads)]):
            part = TableBlock(tuple(row[begin:end] for row in table.rows), table.caption, table.locator)
            for one in candidates(number, part, names, described):
                down, across = one.place.cell or (0, 0)
                yield replace(one, place=Place(number, cell=(down, across + begin)))
        return
    columns = columns_of(heads, table.caption)
    if table.rows and not any(columns[1:]) and sum(bool(parts_of(row[0], "")) for row in table.rows[1:] if row) > 1:
        turned = TableBlock(tuple(zip(*table.rows, strict=True)), table.caption, table.locator)
        for one in candidates(number, turned, names, described):
            across, down = one.place.cell or (0, 0)
            yield replace(one, place=Place(number, cell=(down, across)))
        return
    at = _naming(heads, table.rows[first:])
    reference = next((at for at, head in enumerate(heads) if _REFERENCE.fullmatch(head.strip())), None)
    cited: frozenset[str] = frozenset()
    above, last = "", ("", "")
    for row_number, row in enumerate(table.rows[first:], first):
        if len(row) > 1 and not any(cell for place, cell in enumerate(row) if place != at):
            above = row[at]
            continue
        stated = cited_in(row[reference]) if reference is not None else frozenset().union(*map(cited_in, row))
        cited = stated or cited
        if row[at] or not any(last):  # a cell that spans several rows stands in the first of them
            last = _subject(row, at, above, names, described, cited)
        whose = _Row(*last, table.locator, _shared(row, columns))
        for column, cell in enumerate(row):
            if not _EMPTY.fullmatch(cell):
                parts = columns[column] if column < len(columns) else []
                head = heads[column] if column < len(heads) else ""
                yield from _of_column(Place(number, cell=(row_number, column)), cell, head, parts, whose, column == at)


def _naming(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> int:
    """The column that says what each row is: the first that is no number of rows, no reference and no value."""
    for at, head in enumerate(heads):
        cells = [row[at] for row in rows if at < len(row) and row[at]]
        if (
            cells
            and not _LABELS.fullmatch(head.strip())
            and sum(bool(re.search("[A-Za-z]{2}|[A-Z]", one)) for one in cells) * 2 > len(cells)
        ):
            return at
    return 0


def _of_column(
    place: Place, cell: str, head: str, parts: list[Part], whose: _Row, names_row: bool
) -> Iterator[Candidate]:
    found = list(_of_cell(place, cell, parts, whose)) if parts else []
    if not found and not names_row:
        found = list(_of_words(place, cell, head, whose))
    yield from found
    for one in counted_in(cell) if names_row else ():
        yield Candidate(
            place, one.printed, "", one.readings, (one.key,), whose.subject, whose.formula, locator=whose.locator
        )


def _shared(row: tuple[str, ...], columns: list[list[Part]]) -> tuple[tuple[str, str], ...]:
    """The conditions that columns of a row state for all of it: a temperature, a current density and what is plated."""
    stated = [
        (parts[0].key, f"{cell} {parts[0].unit}".strip())
        for cell, parts in zip(row, columns, strict=False)
        if len(parts) == 1 and parts[0].is_condition and parts[0].key and _NUMBER.match(cell)
    ]
    return tuple(dict(stated).items())


def _of_cell(place: Place, cell: str, parts: list[Part], whose: _Row) -> Iterator[Candidate]:
    """The values of a cell: “140/600/50”, “92%/700”, and several of them between semicolons."""
    shared = whose.shared
    for value in (_SEVERAL if len(parts) > 1 else _OTHERS).split(cell):
        if len(parts) == 1:
            noted = _NOTED.fullmatch(value)
            value = noted["value"] if noted else value  # “3.1 × 10⁻⁴ (30 °C)”
            if (number := _number_of(value)) != value or noted:
                value, shared = number, ()  # the remark may say otherwise
        pairs = _assigned(value, parts)
        conditions = tuple(
            (part.key, f"{number} {unit}".strip()) for number, unit, _, part in pairs if part.is_condition and part.key
        )
        for number, unit, spelled, part in pairs:
            key = "" if part.is_condition else part.key
            if part.counts and cues.default_in("", "cycles", number, ""):
                key = "cycles_demonstrated"
            if part.power and re.search("10|e", number):
                continue  # the head's power and the cell's own: of which of them the number is, nobody says
            typed = f"{number} × {part.power}" if part.power else number
            readings = readings_of(key or part.key, typed, unit, spelled)
            if readings and (key or not part.is_condition):
                stated = tuple(one for one in conditions if not part.counts or one[0] != part.key)
                stated += tuple(one for one in shared if one[0] not in dict(conditions))
                yield Candidate(
                    place,
                    typed,
                    unit,
                    readings,
                    (key,) if key else (),
                    whose.subject,
                    whose.formula,
                    stated,
                    "",
                    whose.locator,
                )


def _assigned(value: str, parts: list[Part]) -> list[tuple[str, str, str, Part]]:
    """The numbers of a cell with unit, spelling and part; of fewer numbers than parts each the first that it can be."""
    pieces = [value]
    for separator in _SEPARATORS if len(parts) > 1 else ():
        pieces = [piece.rstrip(") ]") for piece in separator.split(value)]
        if len(pieces) == len(parts):
            break
    else:
        pieces = _SEPARATORS[0].split(value) if len(parts) > 1 else pieces
    if len(pieces) > len(parts) or not all(_NUMBER.match(piece) for piece in pieces):
        return []
    found: list[tuple[str, str, str, Part]] = []
    left = parts
    for piece in pieces:
        for at, part in enumerate(left):
            if read := _measured(piece, part):
                found.append((*read, part))
                left = left[at + 1 :]
                break
            if len(pieces) == len(parts):
                return []
        else:
            return []
    return found


def _measured(piece: str, part: Part) -> tuple[str, str, str] | None:
    """The number of a piece, its unit and how we spell it: its own unit, else that of the head; None for no number."""
    try:
        number, behind = quantity.split(piece)
    except QuantityError:
        number, behind = piece, ""
    if not behind.strip():
        return (piece, part.unit, part.spelled) if part.spelled else None
    own = whole_unit(behind.strip())
    if own is None:
        return None
    accepted = PROPERTIES[part.key].accepted_units if part.key in PROPERTIES else (part.spelled,)
    return (number, *own) if own[1] in accepted or (part.counts and own[1] == "cycles") else None


def _number_of(cell: str) -> str:
    """The number that a cell begins with, where a remark stands behind it; the cell where none does."""
    try:
        number, behind = quantity.split(cell)
    except QuantityError:
        return cell
    return number if _REMARK.match(behind) or _REMARK.match(cell[len(number) :]) else cell


def _of_words(place: Place, cell: str, head: str, whose: _Row) -> Iterator[Candidate]:
    """The quantities that a cell prints with their units, the head saying what they are."""
    lead = f"{head}: "
    text = lead + cell
    found = [one for one in prints_of(text) if one.start >= len(lead)]
    here = cues.cues_in(text)
    guessed = [guesses(text, one, here) for one in found]
    stated = tuple(
        (key, f"{one.value} {'' if one.spelled == 'cycles' else one.unit}".strip())
        for one, keys in zip(found, guessed, strict=True)
        if (not keys or one.spelled == "cycles") and (key := cues.condition_with(one.spelled))
    )
    for one, keys in zip(found, guessed, strict=True):
        condition = "" if keys else cues.condition_with(one.spelled)
        readings = readings_of(keys[0] if keys else condition, one.value, one.unit, one.spelled)
        conditions = stated if keys and one.spelled != "cycles" else ()
        yield Candidate(
            place,
            one.value,
            one.unit,
            readings,
            tuple(keys),
            whose.subject,
            whose.formula,
            conditions,
            condition,
            whose.locator,
        )


def _subject(
    row: tuple[str, ...], at: int, above: str, names: Names, described: Described, cited: frozenset[str]
) -> tuple[str, str]:
    """What a row is of: the name that its cell is, or holds; the one specimen of the work that it cites; a name most of
    whose words stand there; a name of the row that heads it; else what stands in the cell."""
    cell = row[at] if row else ""
    context = " ".join([above, *row])
    if mentions := names.mentions(cell):
        longest = max(mentions, key=lambda one: one.end - one.start)
        return names.choose(longest, [cited], (), context), ""
    if quoted := names.of_works([cited], ()):
        return quoted, ""
    for text in (cell, above):
        if mentions := [*described.mentions(text), *names.mentions(text)]:
            return names.choose(mentions[0], [cited], (), context), ""
    return "", cell
