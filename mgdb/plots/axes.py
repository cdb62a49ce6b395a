"""Axes as a reader's own data see them: the accepted units of a dimension, each with the way to where it stands."""

from __future__ import annotations

from mgdb.science import units
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES, Property

from .model import Axis, AxisUnit, Law

NAMES = Axis("Name", (AxisUnit("name", law="row"),))
YEARS = Axis("Year", (AxisUnit("year"),))
CYCLES = Axis("Cycle number", (AxisUnit("cycles"),))


def of_dimension(label: str, dimension: str | None, shown: str, law: Law = "") -> Axis:
    """An axis whose numbers stand in the unit `shown` of `dimension`, and then as `law` says; `shown` comes first.

    Worked: of "temperature" in K, °C stands at 1 · number + 273.15.
    """
    if dimension is None:
        return Axis(label, (AxisUnit(shown or "1", law=law),))
    accepted = dict.fromkeys((shown, *units.DIMENSIONS[dimension].accepted))
    return Axis(label, tuple(_unit(unit, shown, dimension, law) for unit in accepted))


def of_property(entry: Property) -> Axis:
    """The axis of a property in the unit of pages."""
    return of_dimension(entry.label, entry.dimension, entry.display_unit)


def of_key(key: str) -> Axis:
    """The axis of a property or a condition, by its key; a condition stands in its canonical unit."""
    if key in PROPERTIES:
        return of_property(PROPERTIES[key])
    entry = CONDITIONS[key]
    return of_dimension(entry.label, entry.dimension, entry.unit)


def _unit(unit: str, shown: str, dimension: str, law: Law) -> AxisUnit:
    """Units are affine: two numbers tell factor and offset."""
    at_zero, at_one = (
        units.from_canonical(units.to_canonical(number, unit, dimension), shown, dimension) for number in (0.0, 1.0)
    )
    return AxisUnit(unit, float(f"{at_one - at_zero:.12g}"), float(f"{at_zero:.12g}"), law)
