"""Values of one property in groups of those obtained alike: of these alone a range or a median says anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mgdb.science.comparability.factors import FORBIDDING, deciding
from mgdb.science.comparability.verdicts import METHOD_KINDS, Context, compared_value, tolerance_of, verdict
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.science.properties.model import TRANSPORT

FEWEST = 3
"""Of fewer values the middle one says no more than the values themselves."""

_TEMPERATURE = "temperature"
_SILENT = ("same", "not applicable")
_IN_WORDS = tuple(key for key, entry in CONDITIONS.items() if entry.kind != "number" and key not in FORBIDDING)


def groups(contexts: Sequence[Context]) -> list[list[int]]:
    """The places of `contexts`, which are of one property, in groups: alike in all that forbids a comparison and in
    every condition in words (step, axis, path, potential scale …); what is not stated is a group of its own. Of what
    grows with temperature only values at one temperature stand together. Other numbers, as currents, differ in a group.
    """
    kinds: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, context in enumerate(contexts):
        kinds[_kind(context)].append(place)
    found: list[list[int]] = []
    for places in kinds.values():
        entry = PROPERTIES.get(contexts[places[0]].property or "")
        if entry is not None and entry.group == TRANSPORT:
            found += _by_number(places, contexts, _TEMPERATURE)
        else:
            found.append(places)
    return found


def have_a_median(contexts: Sequence[Context]) -> bool:
    """Whether the values of a group have a median that says something: three or more plain numbers, the same, and known
    to be, in all that decides for the property and that it needs.
    """
    if len(contexts) < FEWEST or any(
        one.value is None or one.value.value is None or one.value.bound != "=" for one in contexts
    ):
        return False
    first, *others = contexts
    entry = PROPERTIES.get(first.property or "")
    must = {*deciding(entry), *(entry.needed_conditions if entry else ())}
    return all(
        row.outcome in _SILENT for other in others for row in verdict(first, other).rows if row.dimension in must
    )


def kind_of(context: Context) -> tuple[object, ...]:
    """All of a value that forbids a comparison with one in which it differs: property, origin, kind of method, ion,
    battery chemistry, carrier cations, mass basis. Factors of values of two kinds are no range."""
    return tuple(_folded(key, compared_value(context, key)) for key in FORBIDDING)


def _kind(context: Context) -> tuple[object, ...]:
    return (*kind_of(context), *(_folded(key, compared_value(context, key)) for key in _IN_WORDS))


def _folded(key: str, value: object) -> object:
    if key == "method" and isinstance(value, str):
        return METHOD_KINDS.get(value) or value
    return value.casefold() if isinstance(value, str) else value


def _by_number(places: Sequence[int], contexts: Sequence[Context], key: str) -> list[list[int]]:
    """`places` by the condition `key`: numbers within its tolerance of the least of them, equal ranges, nothing."""
    numbers = sorted((number, place) for place in places if (number := contexts[place].number(key)) is not None)
    found: list[list[int]] = []
    least = None
    for number, place in numbers:
        if least is None or not tolerance_of(key).holds(least, number):
            least = number
            found.append([])
        found[-1].append(place)
    others: dict[object, list[int]] = defaultdict(list)
    known = {place for _, place in numbers}
    for place in places:
        if place not in known:
            others[compared_value(contexts[place], key)].append(place)
    return [sorted(group) for group in found] + list(others.values())
