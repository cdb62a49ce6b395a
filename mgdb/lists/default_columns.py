"""Which columns a list shows: those that are chosen, else those that its declaration shows, and those that the question
or its rows call for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from mgdb.models import Measurement
from mgdb.projection.lists import ListColumn, ListRow, ListType
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.search import ParameterProblem, Params, Spread, quoted, suggestion

from . import factors

MOST_CONDITIONS, MOST_ASKED = 4, 6
LEAST = 0.05  # of the rows state a condition that has a column unasked
COLUMNS = "columns"
PROPERTY, CONDITIONS_COLUMN, BEFORE, SUBJECT = "property", "conditions", "electrolyte", "material"
# What says of a value which ions move: the salts of a conductor, the ion as claimed, or the chemistry of the battery.
CARRIER: Mapping[str, str] = {
    **dict.fromkeys(("ionic_conductivity", "transference_number"), "carrier_cations"),
    **dict.fromkeys(("activation_energy", "diffusion_coefficient", "migration_barrier"), "ion"),
    **dict.fromkeys(
        (
            "specific_capacity",
            "areal_capacity",
            "volumetric_capacity",
            "capacity_retention",
            "coulombic_efficiency",
            "cycles_demonstrated",
            "cycle_life",
            "voltage",
            "specific_energy",
            "energy_density",
        ),
        "chemistry",
    ),
}


def read_chosen(
    list_type: ListType, texts: Sequence[str], problems: list[ParameterProblem], *, most: int | None
) -> list[str]:
    """The keys of the columns that are chosen, at most `most`; what is wrong with them is added to `problems`."""
    names = [name.strip() for text in texts for name in text.split(",") if name.strip()]
    known = {column.key: column for column in list_type.all_columns}
    for name in names:
        if name not in known:
            sentence, close = suggestion(name, known)
            reason = f"{quoted(name)} is not a column; {sentence}"
            problems.append(ParameterProblem(COLUMNS, name[:40], reason, tuple(close)))
    if most is not None and len(set(names)) > most:
        reason = f"{len(set(names))} columns; a page shows at most {most} columns, a file (format=) all."
        problems.append(ParameterProblem(COLUMNS, "", reason))
    return names


def told(key: str) -> bool:
    """Whether a condition tells values apart, as a setting of a computation does not."""
    return CONDITIONS[key].relevance.is_compared


def of_page(list_type: ListType, asked: Params, spreads: Mapping[str, Spread], total: int) -> list[str]:
    """The keys of the columns of a page whose list has `total` rows, in their order.

    Of materials: the properties asked for, then those of the list. Of measurements: the conditions that the properties
    asked for need, then those that most of its rows state. One property alone is said by the question, and has no
    column; of one about moving ions, which ion has one.
    """
    keys = _declared(list_type)
    if list_type.made_columns:
        return _with_factors(list_type, asked, keys)
    if list_type.record_type.model is not Measurement:
        return _with_properties(list_type, asked, keys)
    properties = [PROPERTIES[key] for key in asked.texts(PROPERTY)]
    if len(properties) == 1:
        keys.remove(PROPERTY)
        if carrier := CARRIER.get(properties[0].key):
            keys.insert(keys.index(SUBJECT) + 1, carrier)
    needed = list(dict.fromkeys(key for entry in properties for key in entry.needed_conditions))
    stated = [spread for name, spread in spreads.items() if name in CONDITIONS and spread.count >= total * LEAST]
    frequent = [one.name for one in sorted(stated, key=lambda one: -one.count) if told(one.name)]
    chosen = list(dict.fromkeys([*needed, *frequent]))[: max(MOST_CONDITIONS, len(needed))]
    place = keys.index(BEFORE)
    return [*keys[:place], *(key for key in CONDITIONS if key in chosen), *keys[place:]]


def of_file(list_type: ListType, asked: Params) -> list[str]:
    """The same of a file, which depend on no row: all that the list has, each condition in a column of its own."""
    return _with_properties(list_type, asked, [one.key for one in list_type.columns if one.key != CONDITIONS_COLUMN])


def to_read(list_type: ListType, asked: Params) -> list[str]:
    """The same of a sheet that is to be read: those of the page, all conditions in one column."""
    keys = _declared(list_type)
    if list_type.made_columns:
        return _with_factors(list_type, asked, keys)
    if list_type.record_type.model is Measurement:
        keys.insert(keys.index(BEFORE), CONDITIONS_COLUMN)
    return _with_properties(list_type, asked, keys)


def _with_properties(list_type: ListType, asked: Params, keys: list[str]) -> list[str]:
    """`keys` with the properties asked for and those of the list behind the first."""
    if not list_type.property_columns:
        return keys
    known = {column.key for column in list_type.property_columns}
    properties = dict.fromkeys([*asked.texts(PROPERTY)[:MOST_ASKED], *list_type.specification.properties])
    return [keys[0], *(key for key in properties if key in known), *keys[1:]]


def _with_factors(list_type: ListType, asked: Params, keys: list[str]) -> list[str]:
    """`keys` with the factors of the properties asked for, else of all, behind the two materials."""
    return [*keys[:2], *factors.of_page(list_type, asked.texts(PROPERTY)[:MOST_ASKED]), *keys[2:]]


def without_empty(
    columns: Sequence[ListColumn], rows: Sequence[ListRow], asked: Collection[str], by: str
) -> tuple[list[ListColumn], list[ListRow]]:
    """The columns of a page, and its rows, without those that no row has anything in; but for the first, that which
    the rows are sorted `by`, and those of the properties that are `asked` for."""
    kept = [
        place
        for place, column in enumerate(columns)
        if not place
        or not rows
        or column.order == by
        or (column.property_key or column.factor_of) in asked
        or any(row.cells[place] for row in rows)
    ]
    return [columns[place] for place in kept], [
        replace(row, cells=[row.cells[place] for place in kept]) for row in rows
    ]


def _declared(list_type: ListType) -> list[str]:
    return [column.key for column in list_type.columns if not column.hidden]
