"""Axes as a reader's own data see them: the accepted units of a dimension, each with the way to where it stands."""

from __future__ import annotations

import math

from mgdb.science import units
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES, Property

from .model import Axis, AxisUnit, Law

NAMES = Axis("Name", (AxisUnit("name", law="row"),))
YEARS = Axis("Year", (AxisUnit("year"),))
CYCLES = Axis("Cycle number", (AxisUnit("cycles"),), CONDITIONS["cycle_number"].plausible)


def of_dimension(
    label: str, dimension: str | None, shown: str, law: Law = "", plausible: tuple[float, float] | None = None
) -> Axis:
    """An axis whose numbers stand in the unit `shown` of `dimension`, and then as `law` says; `shown` comes first.

    plausible: least and greatest number expected, in the canonical unit; of the law “log10T” with those of temperature.

    Worked: of "temperature" in K, °C stands at 1 · number + 273.15.
    """
    if dimension is None:
        return Axis(label, (AxisUnit(shown or "1", law=law),), plausible)
    accepted = dict.fromkeys((shown, *units.DIMENSIONS[dimension].accepted))
    here = _standing(plausible, shown, dimension, law) if plausible else None
    return Axis(label, tuple(_unit(unit, shown, dimension, law) for unit in accepted), here)


def of_property(entry: Property) -> Axis:
    """The axis of a property in the unit of pages."""
    return of_dimension(entry.label, entry.dimension, entry.display_unit, plausible=entry.plausible)


def of_key(key: str) -> Axis:
    """The axis of a property or a condition, by its key; a condition stands in its canonical unit."""
    if key in PROPERTIES:
        return of_property(PROPERTIES[key])
    entry = CONDITIONS[key]
    return of_dimension(entry.label, entry.dimension, entry.unit, plausible=entry.plausible)


def _standing(plausible: tuple[float, float], shown: str, dimension: str, law: Law) -> tuple[float, float]:
    """Where the ends of what is expected (canonical) stand on the axis.

    Worked: 77 to 2500 K under the law “inverse” → 0.4 to 13.0.
    """
    low, high = (units.from_canonical(end, shown, dimension) for end in plausible)
    if law == "inverse":
        return 1000 / high, 1000 / low
    if law in ("log10", "log10T"):
        coldest, hottest = CONDITIONS["temperature"].plausible or (1.0, 1.0)
        by = (coldest, hottest) if law == "log10T" else (1.0, 1.0)
        return math.log10(low * by[0]), math.log10(high * by[1])
    return low, high


def _unit(unit: str, shown: str, dimension: str, law: Law) -> AxisUnit:
    """Units are affine: two numbers tell factor and offset."""
    at_zero, at_one = (
        units.from_canonical(units.to_canonical(number, unit, dimension), shown, dimension) for number in (0.0, 1.0)
    )
    return AxisUnit(unit, float(f"{at_one - at_zero:.12g}"), float(f"{at_zero:.12g}"), law)
