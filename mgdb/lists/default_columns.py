"""Which columns a list shows where none are chosen: those that its declaration shows, and those that the question or
its rows call for."""

from __future__ import annotations

from collections.abc import Mapping

from mgdb.models import Measurement
from mgdb.projection.lists import ListType
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.search import Params, Spread

MOST_CONDITIONS, MOST_ASKED = 4, 6
LEAST = 0.05  # of the rows state a condition that has a column unasked
PROPERTY, CONDITIONS_COLUMN, BEFORE, SUBJECT = "property", "conditions", "electrolyte", "material"
# What says of a value which ion moves: the salts of a conductor, or the ion as claimed.
CARRIER: Mapping[str, str] = {
    **dict.fromkeys(("ionic_conductivity", "transference_number"), "carrier_cations"),
    **dict.fromkeys(("activation_energy", "diffusion_coefficient", "migration_barrier"), "ion"),
}


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


def _declared(list_type: ListType) -> list[str]:
    return [column.key for column in list_type.columns if not column.hidden]
