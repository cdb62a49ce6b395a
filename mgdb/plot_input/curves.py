"""Digitised curves → the points that plots take.

A curve says along x what it runs along in free words; here these are read as a condition (temperature, cycle number,
current density …) or as a property (capacity), once and for all plots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mgdb.models import Curve, Material
from mgdb.plots import Point, PointCondition
from mgdb.science import units
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import Quantity
from mgdb.search import FILTER_SETS, Query

Address = Callable[[str], str]  # public id of a record → where a click on its point leads

WORDS = {
    "t": "temperature",
    "temperature": "temperature",
    "1000/t": "1000/T",
    "1000/temperature": "1000/T",
    "1/t": "1000/T",
    "inverse temperature": "1000/T",
    "reciprocal temperature": "1000/T",
    "cycle": "cycle_number",
    "cycles": "cycle_number",
    "cycle number": "cycle_number",
    "current": "current_density",
    "current density": "current_density",
    "specific current": "current_density",
    "areal current density": "areal_current_density",
    "areal capacity": "areal_capacity",
    "capacity": "specific_capacity",
    "specific capacity": "specific_capacity",
}
KNOWN = "temperature, 1000/T, cycle number, current density, areal current density, areal capacity, specific capacity"
INVERSE = {"1000/K": 1000.0, "1000 K⁻¹": 1000.0, "10³ K⁻¹": 1000.0, "kK⁻¹": 1000.0, "1/K": 1.0, "K⁻¹": 1.0, "": 1000.0}
LOGARITHM = re.compile(r"(?:log|lg)\s*(?:10|₁₀)?\s*\(?\s*(?:σ\s*/\s*)?(?P<unit>[^()]*)\)?")


class UnreadableCurve(ValueError):
    """A curve whose axes are not known quantities in known units; the message says which."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A point of a curve in canonical units: what x is, and both numbers."""

    key: str
    x: float
    y: float


def read_points(curve: Curve) -> list[_Read]:
    """The points of `curve` in canonical units, the key of a condition or property with them. Raises UnreadableCurve.

    x of 1000/T becomes the temperature; y in “log10 S cm⁻¹” its number. Worked: x 2.0 in 1000/T → 500 K; y −4 in
    log10 S cm⁻¹ → 10⁻⁴ S cm⁻¹.
    """
    folded = " ".join(curve.x_label.lower().replace("⁻¹", "^-1").split())
    key = WORDS.get(folded) or next((key for key, entry in CONDITIONS.items() if entry.label.lower() == folded), "")
    if not key:
        raise UnreadableCurve(f"curves along “{curve.x_label}”, which is none of {KNOWN}")
    return [_Read("temperature" if key == "1000/T" else key, _x(curve, key, x), _y(curve, y)) for x, y in curve.points]


def _x(curve: Curve, key: str, number: float) -> float:
    if key == "1000/T":
        unit = " ".join(curve.x_unit.split())
        if unit not in INVERSE or number <= 0:
            raise UnreadableCurve(f"curves along {curve.x_label} in “{curve.x_unit}”, which is not K⁻¹ or 1000/K")
        factor = 1000.0 if curve.x_label.strip().startswith("1000") else INVERSE[unit]
        return factor / number
    dimension = CONDITIONS[key].dimension if key in CONDITIONS else PROPERTIES[key].dimension
    return _canonical(number, curve.x_unit, dimension, "x")


def _y(curve: Curve, number: float) -> float:
    if curve.property_key not in PROPERTIES:
        raise UnreadableCurve(f"curves of “{curve.property_key}”, which is no property")
    dimension = PROPERTIES[curve.property_key].dimension
    if logarithm := LOGARITHM.fullmatch(curve.y_unit.strip()):
        if abs(number) > 300:
            raise UnreadableCurve("curves with a logarithm that no number has")
        return _canonical(10**number, logarithm["unit"].strip(), dimension, "y")
    return _canonical(number, curve.y_unit, dimension, "y")


def _canonical(number: float, unit: str, dimension: str | None, axis: str) -> float:
    if dimension is None:
        return number
    try:
        return units.to_canonical(number, unit, dimension)
    except units.UnitError:
        accepted = ", ".join(units.DIMENSIONS[dimension].accepted)
        raise UnreadableCurve(f"curves with {axis} in “{unit}”, which is none of {accepted}") from None


def curves_for(query: Query) -> list[Curve]:
    """The published curves that match a query about measurements; none where it asks for what curves do not have."""
    rows = Curve.objects.published().select_related("material__electrolyte", "cell__electrolyte", "source")
    if not set(query.params) <= set(FILTER_SETS["curves"].filters):
        return []
    return list(FILTER_SETS["curves"].narrow(rows, query.params))


def curve_points(properties: Iterable[str], curves: Iterable[Curve], address: Address | None = None) -> list[Point]:
    """Each point of those `curves` that are of one of `properties`; for an unreadable curve one point that says so."""
    wanted = set(properties)
    return [point for curve in curves if curve.property_key in wanted for point in _points(curve, address)]


def _points(curve: Curve, address: Address | None) -> list[Point]:
    subject = curve.material or curve.cell
    if subject is None:  # a constraint of the table
        raise ValueError(f"{curve.public_id} has no subject")
    detail = getattr(curve.material, "electrolyte", None)
    whole = Point(
        id=curve.public_id,
        quantity=None,
        property=curve.property_key,
        material=subject.public_id,
        name=getattr(subject, "name_unicode", subject.label),
        group=curve.source.public_id,
        run=curve.public_id,
        method="digitised curve",
        electrolyte_class=str(detail.get_electrolyte_class_display()) if detail is not None else "",
        structure_family=subject.get_structure_family_display() if isinstance(subject, Material) else "",
        formula=(subject.formula_reduced or subject.formula) if isinstance(subject, Material) else "",
        electrolyte=curve.cell.electrolyte.label if curve.cell and curve.cell.electrolyte else "",
        source=curve.source.short,
        year=curve.source.year,
        url=address(curve.public_id) if address else "",
        curve=curve.public_id,
    )
    try:
        read = read_points(curve)
    except UnreadableCurve as error:
        return [replace(whole, unread=str(error))]
    return [
        replace(
            whole,
            quantity=Quantity(value=one.y),
            conditions=_conditions(one),
            along=(one.key, one.x) if one.key in PROPERTIES and one.key not in CONDITIONS else None,
        )
        for one in read
    ]


def _conditions(one: _Read) -> dict[str, PointCondition]:
    if one.key not in CONDITIONS:
        return {}
    entry = CONDITIONS[one.key]
    shown = one.x
    if entry.dimension is not None and entry.display_unit and entry.display_unit != entry.unit:
        shown = units.from_canonical(one.x, entry.display_unit, entry.dimension)
    printed = f"{shown:.5g} {entry.display_unit or entry.unit}".removesuffix(" 1")
    found = {one.key: PointCondition(low=one.x, high=one.x, printed=printed)}
    if one.key == "current_density":
        # capacities along the current are a rate test, whatever the figure is called
        found["test_step"] = PointCondition(text="rate", printed="rate")
    return found
