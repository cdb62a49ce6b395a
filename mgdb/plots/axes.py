"""Axes as a reader's own data see them: what runs along each, in which unit, and what is plausible there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from mgdb.science import units
from mgdb.science.conditions import CONDITIONS, Condition
from mgdb.science.properties import PROPERTIES, Property

Law = Literal["", "inverse", "log10", "log10T", "row"]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis as a reader's own data see it: what runs along it, and where a value of that stands.

    key: the property or condition; empty where it is neither. A value stands at law(number in `unit`); law: "" as it
    is; "inverse" 1000/v; "log10"; "log10T" log10(v·T), with T in K from the other axis; "row" gives each name a row.
    plausible: least and greatest number that is expected, as they stand on the axis; None where nothing is.
    """

    label: str
    key: str = ""
    unit: str = ""
    law: Law = ""
    plausible: tuple[float, float] | None = None

    @property
    def entry(self) -> Property | Condition | None:
        """What the catalogues say of what runs along it; None for names and years."""
        return PROPERTIES.get(self.key) or CONDITIONS.get(self.key)

    def place(self, canonical: float, kelvin: float | None = None) -> float:
        """Where a value (canonical unit) stands; kelvin: its temperature, for “log10T”.

        Raises ValueError, saying why, for one that stands nowhere. Worked: 400 K under “inverse” → 2.5.
        """
        entry = self.entry
        number = units.from_canonical(canonical, self.unit, entry.dimension or "number") if entry else canonical
        if not self.law:
            return number
        if number <= 0:
            raise ValueError("is not above zero, which this axis cannot show")
        if self.law == "inverse":
            return 1000 / number
        if self.law == "log10T":
            if not kelvin or kelvin <= 0:
                raise ValueError("needs its temperature, to stand on an axis of σT")
            return math.log10(number * kelvin)
        return math.log10(number)


NAMES = Axis("Name", law="row")
YEARS = Axis("Year")
CYCLES = Axis("Cycle number", "cycle_number", "1", plausible=CONDITIONS["cycle_number"].plausible)


def of_key(key: str, law: Law = "", unit: str = "") -> Axis:
    """The axis of a property or a condition by its key, under `law`.

    Without `unit` a property stands in the unit of pages, a condition in its canonical one.
    """
    entry = PROPERTIES.get(key) or CONDITIONS[key]
    shown = unit or (entry.display_unit if isinstance(entry, Property) else entry.unit)
    return Axis(entry.label, key, shown, law, _standing(entry.plausible, shown, entry.dimension or "number", law))


def of_property(entry: Property) -> Axis:
    """The axis of a property in the unit of pages."""
    return of_key(entry.key)


def _standing(
    plausible: tuple[float, float] | None, shown: str, dimension: str, law: Law
) -> tuple[float, float] | None:
    """Where the ends of what is expected (canonical) stand on the axis; of “log10T” with those of temperature.

    Worked: 77 to 2500 K under the law “inverse” → 0.4 to 13.0.
    """
    if plausible is None:
        return None
    low, high = (units.from_canonical(end, shown, dimension) for end in plausible)
    if law == "inverse":
        return 1000 / high, 1000 / low
    if law in ("log10", "log10T"):
        coldest, hottest = CONDITIONS["temperature"].plausible or (1.0, 1.0)
        by = (coldest, hottest) if law == "log10T" else (1.0, 1.0)
        return math.log10(low * by[0]), math.log10(high * by[1])
    return low, high
