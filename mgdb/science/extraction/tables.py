"""The quantities of a table: units from the heads, subjects from the first column or the heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mgdb.science import quantity
from mgdb.science.conditions import ConditionError
from mgdb.science.conditions import read as read_condition
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import QuantityError

from . import cues
from .citations import cited_in
from .guesses import guesses
from .headrows import is_condition, whole_unit
from .heads import Column, Part, conditions_in, listed_in
from .holding import KEPT, holding
from .indirect import Described
from .layouts import Layout, layouts_of
from .model import Candidate, Place, TableBlock
from .notes import is_power_or_note, noted, without_notes
from .prints import prints_of
from .readings import readings_of
from .subjects import Names
from .words import counted_in

_SEPARATORS: Final = tuple(re.compile(one) for one in (r"\s*/\s*", r"\s*[(\[]\s*", r"\s*@\s*", r",\s+", r"\s+at\s+"))
_NUMBER: Final = re.compile(r"(?:[~∼≈<>≤≥]|up to|over|about|ca\.)?\s?[-−–+]?\s?[0-9.]+")
_SEVERAL: Final = re.compile(r"\s*;\s*")
_OTHERS: Final = re.compile(r"\s*[;/]\s*(?![^()\[\]]*[)\]])")  # where a column has one unit
_BESIDE: Final = re.compile(r"[0-9]+\s+\([0-9]{2,}\)")  # a whole number beside another: “90 (80)”
# what may stand behind the number of a cell: “1.1 × 10⁻⁴ at RT”, “98 (200 cycles)”, “450@1 mA cm⁻²”
_REMARK: Final = re.compile(r"\s*(?:\(|\[|@|at\b|after\b|for\b|under\b|in\b|with\b|,\s)")
EMPTY: Final = re.compile(r"[\s–—−-]*|n\.?\s?[ar]\.?|n/a", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """What holds for all cells of a row: its subject, and the conditions that columns state for all of it.

    at: the column that says what it is.
    """

    subject: str
    formula: str
    locator: str
    shared: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    at: int = 0


def candidates(number: int, table: TableBlock, names: Names, described: Described) -> Iterator[Candidate]:
    """The candidates of a table.

    A head with several units, “(mAh g⁻¹/number/mA g⁻¹)”, says of what the parts of each cell are. The works cited in a
    row's reference hold for the rows below it without one. A row with one cell alone heads those below it.
    """
    for layout in layouts_of(table):
        yield from _of_layout(number, layout, names, described)


def _of_layout(number: int, layout: Layout, names: Names, described: Described) -> Iterator[Candidate]:
    at, reference = layout.at, layout.reference
    cited: frozenset[str] = frozenset()
    above, last = "", ("", "")
    in_heads = [_in_head(column.head, names) for column in layout.columns]
    for row_number, (row, spots) in enumerate(zip(layout.rows, layout.spots, strict=True)):
        if row_number in layout.aside:
            continue
        if len(row) > 1 and not any(cell for place, cell in enumerate(row) if place != at):
            above = row[at]
            continue
        stated = cited_in(row[reference]) if reference is not None else frozenset().union(*map(cited_in, row))
        cited = stated or cited
        if layout.columns[at].parts:  # each row is one of its own: a temperature, a cycle
            last = ("", "")
        elif row[at] or not any(last):  # a cell that spans several rows stands in the first of them
            last = _subject(row, at, above, names, described, cited)
        whose = _Row(*last, layout.locator, shared_in(row, layout.columns), at)
        for place, cell in enumerate(row):
            if not EMPTY.fullmatch(cell):
                of_cell = whose if any(last) else replace(whose, subject=in_heads[place])
                spot = Place(number, cell=spots[place])
                yield from _of_column(spot, cell, layout.columns[place], of_cell, place == at)


def _of_column(place: Place, cell: str, column: Column, whose: _Row, names_row: bool) -> Iterator[Candidate]:
    counts = names_row and any(part.counts for part in column.parts)  # which cycle a row is of
    found = list(_of_cell(place, cell, column, whose)) if column.parts and not counts else []
    if not found and not names_row:
        found = list(_of_words(place, cell, column, whose))
    yield from found
    for one in counted_in(cell) if names_row else ():
        yield Candidate(
            place, one.printed, "", one.readings, (one.key,), whose.subject, whose.formula, locator=whose.locator
        )


def shared_in(row: Sequence[str], columns: Sequence[Column]) -> dict[int, tuple[str, tuple[str, ...]]]:
    """The conditions that columns of a row state for all of it, by column: its key, and what is printed.

    Worked: “25” below “T (°C)” → temperature, “25 °C”; “50/100” below “Current density (mA g⁻¹)” → two, of which
    the first is of the first value of each cell. Nothing of what no condition can be read from.
    """
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    for place, (cell, column) in enumerate(zip(row, columns, strict=False)):
        part = column.parts[0] if len(column.parts) == 1 else None
        if part is None or not part.is_condition or not part.key or EMPTY.fullmatch(cell):
            continue
        stated = tuple(_condition(part, noted(piece)[0]) for piece in _OTHERS.split(cell))
        if all(stated):
            found[place] = part.key, stated
        elif whole := _condition(part, cell):
            found[place] = part.key, (whole,)
    return found


def _condition(part: Part, cell: str) -> str:
    """What a cell states of a condition, with the unit of its head where it has none; empty where it states nothing."""
    for printed in (f"{cell} {part.unit}".strip(), cell):
        try:
            read_condition(part.key, printed)
        except (ConditionError, QuantityError):
            continue
        return printed
    return ""


def _of_row(whose: _Row, key: str, number: int, count: int) -> tuple[tuple[str, str], ...]:
    """The conditions of its row that a value has, the one numbered `number` of `count` in its cell.

    How many cycles a cell was run says of what is kept after them, and not when its capacity was measured.
    """
    stated = []
    for place, (condition, printed) in whose.shared.items():
        if len(printed) not in (1, count) or (condition == "cycle_number" and key not in KEPT and place != whose.at):
            continue
        stated.append((condition, printed[number] if len(printed) == count else printed[0]))
    return tuple(dict(stated).items())


def _of_cell(place: Place, cell: str, column: Column, whose: _Row) -> Iterator[Candidate]:
    """The values of a cell: “140/600/50”, “92%/700”, and several of them between semicolons."""
    parts = column.parts
    pieces = (_SEVERAL if len(parts) > 1 else _OTHERS).split(cell)
    listed = listed_in(column.head)
    if (len(parts) == 1 and _BESIDE.fullmatch(cell)) or (listed and len(listed) != len(pieces)):
        return  # which number is of which condition nobody says
    for number, value in enumerate(pieces):
        of_row = True
        remarked: tuple[tuple[str, str], ...] = ()
        if len(parts) == 1:
            if is_power_or_note(value):
                continue
            value, note = noted(value)  # “3.1 × 10⁻⁴ (30 °C)”
            bare = _number_of(value)
            if bare != value or note:
                remarked = _remarked(note or value[len(bare) :])
                value, of_row = bare, bool(remarked)  # what is not understood may say otherwise
        pairs = _assigned(value, parts)
        own = tuple(
            (part.key, f"{printed} {unit}".strip())
            for printed, unit, _, part in pairs
            if part.is_condition and part.key
        )
        for printed, unit, spelled, part in pairs:
            key = "" if part.is_condition else part.key
            if part.counts and cues.default_in("", "cycles", printed, ""):
                key = "cycles_demonstrated"
            if part.power and re.search("10|e", printed):
                continue  # the head's power and the cell's own: of which of them the number is, nobody says
            typed = f"{printed} × {part.power}" if part.power else printed
            readings = readings_of(key or part.key, typed, unit, spelled)
            if readings and (key or not part.is_condition):
                of_cell = tuple(one for one in own if not part.counts or one[0] != part.key)
                shared = _of_row(whose, key, number, len(pieces)) if of_row else ()
                stated = dict([*shared, *column.stated, *listed[number : number + 1], *of_cell, *remarked])
                yield Candidate(
                    place,
                    typed,
                    unit,
                    readings,
                    (key,) if key else (),
                    whose.subject,
                    whose.formula,
                    holding(stated.items(), key),
                    "",
                    whose.locator,
                )


def _assigned(value: str, parts: Sequence[Part]) -> list[tuple[str, str, str, Part]]:
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


def _remarked(remark: str) -> tuple[tuple[str, str], ...]:
    """The conditions that the remark behind a number states, where it states nothing else: “(30 °C)”."""
    rest, stated = conditions_in(remark)
    return stated if not re.search(r"[A-Za-z0-9]", rest) else ()


def _of_words(place: Place, cell: str, column: Column, whose: _Row) -> Iterator[Candidate]:
    """The quantities that a cell prints with their units, the head saying what they are."""
    lead = f"{without_notes(column.head)}: "
    text = lead + cell
    found = [one for one in prints_of(text) if one.start >= len(lead)]
    here = cues.cues_in(text)
    guessed = [guesses(text, one, here) for one in found]
    own = tuple(
        (key, f"{one.value} {'' if one.spelled == 'cycles' else one.unit}".strip())
        for one, keys in zip(found, guessed, strict=True)
        if (not keys or one.spelled == "cycles") and (key := cues.condition_with(one.spelled))
    )
    for one, keys in zip(found, guessed, strict=True):
        condition = "" if keys else cues.condition_with(one.spelled)
        readings = readings_of(keys[0] if keys else condition, one.value, one.unit, one.spelled)
        stated = dict([*column.stated, *(own if one.spelled != "cycles" else ())]) if keys else {}
        yield Candidate(
            place,
            one.value,
            one.unit,
            readings,
            tuple(keys),
            whose.subject,
            whose.formula,
            holding(stated.items(), keys[0] if keys else ""),
            condition,
            whose.locator,
        )


def _in_head(head: str, names: Names) -> str:
    """The one name that a head has beside its property: “B-MnO2 σ (S cm⁻¹)”; empty where it has none or several."""
    found = {names.choose(one, [frozenset()], (), head) for one in names.mentions(head)}
    return found.pop() if len(found) == 1 else ""


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
    called = without_notes(cell)
    return "", "" if _NUMBER.fullmatch(called) or is_condition(called) else called
