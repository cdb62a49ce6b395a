"""Whether two points were obtained alike: what may be brought together in one point, and what may stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES

from .model import Point, PointCondition

COMPUTED = ("computed", "theoretical")
CURRENTS = ("current_density", "areal_current_density", "c_rate")
NOT_STATED = ("", "not stated", "not applicable")
COMPARED = tuple(key for key, entry in CONDITIONS.items() if entry.relevance.is_compared)
"""The conditions that tell two values apart, as the catalogue says."""


def condition(key: str, one: PointCondition, other: PointCondition) -> Literal["same", "differs", "unknown"]:
    """The condition `key` as two state it: numbers within its tolerance are the same, ranges that meet are open."""
    tolerance = CONDITIONS[key].tolerance
    if one.low is not None and one.high is not None and other.low is not None and other.high is not None:
        if tolerance.holds(one.low, other.low) and tolerance.holds(one.high, other.high):
            return "same"
        return "differs" if one.high < other.low or other.high < one.low else "unknown"
    words = [(item.text or item.printed).strip().casefold() for item in (one, other)]
    if not all(words):
        return "unknown"
    return "same" if words[0] == words[1] else "differs"


def is_repeat(one: Point, other: Point) -> bool:
    """Whether two values of a property say the same thing again: ion, origin, method, medium and each condition that is
    stated of either are the same, and none is missing without which such a value says little."""
    if any(getattr(one, name) != getattr(other, name) for name in ("ion", "origin", "method")):
        return False
    if not _medium(one, other) or _lacks_needed(one) or _lacks_needed(other):
        return False
    return all(
        key in one.conditions
        and key in other.conditions
        and condition(key, one.conditions[key], other.conditions[key]) == "same"
        for key in COMPARED
        if key in one.conditions or key in other.conditions
    )


def _lacks_needed(point: Point) -> bool:
    """What nobody states cannot be known to agree. A current is stated in any of its units."""
    if point.origin in COMPUTED:
        return False
    needed = PROPERTIES[point.property_key].needed_conditions
    return any(not any(one in point.conditions for one in (CURRENTS if key in CURRENTS else (key,))) for key in needed)


def _medium(one: Point, other: Point) -> bool:
    return (one.chemistry, one.electrolyte_key or one.electrolyte) == (
        other.chemistry,
        other.electrolyte_key or other.electrolyte,
    )


def contradict(one: Point, other: Point) -> bool:
    """Whether values of two properties were surely not obtained alike: ion, battery chemistry, electrolyte or a
    condition is stated of both and differs."""
    for name in ("ion", "chemistry", "electrolyte_key"):
        first, second = getattr(one, name), getattr(other, name)
        if first not in NOT_STATED and second not in NOT_STATED and first != second:
            return True
    shared = [key for key in COMPARED if key in one.conditions and key in other.conditions]
    return any(condition(key, one.conditions[key], other.conditions[key]) == "differs" for key in shared)


def gathered(points: Iterable[Point], alike: Callable[[Point, Point], bool] = is_repeat) -> list[list[Point]]:
    """`points` in groups, each of those that are alike to its first."""
    groups: list[list[Point]] = []
    for point in points:
        own = next((group for group in groups if alike(group[0], point)), None)
        if own is None:
            groups.append([point])
        else:
            own.append(point)
    return groups
