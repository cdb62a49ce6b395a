"""Digitised curves → the points that plots take."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from mgdb.models import Curve, CurveCondition, Material
from mgdb.models.flags import SUSPECT, is_suspect
from mgdb.plots import Point, PointCondition
from mgdb.science import battery_chemistry, units
from mgdb.science.axes import Axis, AxisError, temperatures
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import Quantity
from mgdb.search import FILTER_SETS, Query

Address = Callable[[str], str]  # public id of a record → where a click on its point leads
CAUTION = "caution"
FLIPPED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "up to": "≥"}
WITH_PARTS = ("conditions", "flags")
RELATED = (
    "material__electrolyte", "material__phase", "cell__electrolyte__electrolyte", "source",
    "measured_in__electrolyte__electrolyte",
)  # fmt: skip


class UnreadableCurve(ValueError):
    """A curve whose axes are not known quantities in known units; the message says which."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a curve in canonical units; `x_bar`: the ends of its bar along x, None where it has none."""

    x: float
    y: Quantity
    x_bar: tuple[float, float] | None = None


def read_points(curve: Curve) -> list[CurvePoint]:
    """The points of `curve` in canonical units, with the errors and the bound of each. Raises UnreadableCurve.

    Worked: x 2.0 on 1000/T → 500 K; y −4 ± 0.1 on log₁₀ (σ / S cm⁻¹) → 10⁻⁴ S cm⁻¹, from 7.9 × 10⁻⁵ to 1.3 × 10⁻⁴.
    """
    try:
        across, up = curve.axis("x"), curve.axis("y")
        judged = curve.judged()
    except AxisError as error:
        raise UnreadableCurve(f"curves with an axis that is none: {error}") from None
    for name, one in judged.items():
        if one.problem:
            raise UnreadableCurve(f"curves with a number along {name} that cannot be: {one.problem}")
    kelvins = temperatures(across, [x for x, _ in curve.points])
    found = []
    for place, (_, printed) in enumerate(curve.points):
        below, above = curve.y_errors[place] if curve.y_errors else (None, None)
        bound = curve.bounds[place] if curve.bounds else "="
        y = _quantity(up, printed, kelvins[place], below or 0.0, above or 0.0, bound)
        left, right = curve.x_errors[place] if curve.x_errors else (None, None)
        x_bar = _ends(across, curve.points[place][0], None, left or 0.0, right or 0.0)
        found.append(CurvePoint(judged["x"].canonical[place], y, x_bar))
    return found


def _ends(axis: Axis, number: float, kelvin: float | None, below: float, above: float) -> tuple[float, float] | None:
    """The ends of the bar at `number`, in the canonical unit; None without a bar, or where it leaves the axis."""
    if not below and not above:
        return None
    if axis.falls and (number - below) * (number + above) <= 0:  # to infinity and beyond
        return None
    try:
        low, high = sorted(axis.canonical(end, kelvin) for end in (number - below, number + above))
    except AxisError:
        return None
    return low, high


def _quantity(up: Axis, number: float, kelvin: float | None, below: float, above: float, bound: str) -> Quantity:
    value = up.canonical(number, kelvin)
    if bound != "=":
        return Quantity(value=value, bound=FLIPPED[bound] if up.falls else bound)
    ends = _ends(up, number, kelvin, below, above)
    if ends is None:
        return Quantity(value=value)
    low, high = ends
    if math.isclose(value - low, high - value, rel_tol=1e-9):
        return Quantity(value=value, uncertainty=high - value)
    return Quantity(value=value, low=low, high=high)


def with_parts(rows: QuerySet[Curve]) -> QuerySet[Curve]:
    """`rows` with all that their points say, in a fixed number of queries."""
    doubted = ExpressionWrapper(is_suspect("curve"), BooleanField())
    return rows.annotate(is_suspect=doubted).select_related(*RELATED).prefetch_related(*WITH_PARTS)


def curves_for(query: Query) -> list[Curve]:
    """The published curves that match a query about measurements; none where it asks for what curves do not have."""
    if not set(query.params) <= set(FILTER_SETS["curves"].filters):
        return []
    return list(FILTER_SETS["curves"].narrow(with_parts(Curve.objects.published()), query.params))


def curve_points(properties: Iterable[str], curves: Iterable[Curve], address: Address | None = None) -> list[Point]:
    """Each point of those `curves` that are of one of `properties`; for an unreadable curve one point that says so."""
    wanted = set(properties)
    return [
        point
        for curve in curves
        if curve.y_axis in wanted
        for point in points_of(curve, curve.conditions.all(), address)
    ]


def points_of(curve: Curve, conditions: Iterable[CurveCondition], address: Address | None = None) -> list[Point]:
    """The points of `curve`, which need not be stored, under `conditions`."""
    subject = curve.subject
    cell = curve.measured_in or curve.cell
    electrolyte = cell.electrolyte if cell else None
    detail = getattr(curve.material, "electrolyte", None) or getattr(electrolyte, "electrolyte", None)
    whole = Point(
        id=curve.public_id,
        quantity=None,
        property_key=curve.y_axis,
        material=subject.public_id,
        name=getattr(subject, "name_unicode", subject.label),
        group=curve.source.public_id,
        run=curve.public_id,
        origin=curve.get_origin_display(),
        method=curve.get_method_display(),
        ion=curve.get_ion_display(),
        electrolyte_class=str(detail.get_electrolyte_class_display()) if detail is not None else "",
        structure_family=subject.get_structure_family_display() if isinstance(subject, Material) else "",
        formula=(subject.formula_reduced or subject.formula) if isinstance(subject, Material) else "",
        electrolyte=electrolyte.label if electrolyte else "",
        electrolyte_key=getattr(getattr(electrolyte, "electrolyte", None), "identity", ""),
        chemistry=battery_chemistry.of_value(
            cell.chemistry_kind if cell else "",
            getattr(getattr(curve.material, "electrolyte", None), "chemistry_kind", ""),
            curve.ion,
        ),
        source=curve.source.short,
        source_key=curve.source.bibtex_key or curve.source.public_id,
        doi=curve.source.doi,
        year=curve.source.year,
        suspect=_is_suspect(curve),
        doubt=" ".join(flag.reason for flag in curve.flags.all() if flag.severity == CAUTION) if curve.pk else "",
        url=address(curve.public_id) if address else "",
        curve=curve.public_id,
    )
    try:
        read = read_points(curve)
    except UnreadableCurve as error:
        return [replace(whole, unread=str(error))]
    stated = {
        one.key: PointCondition(low=one.low, high=one.high, text=one.text, printed=one.printed, assumed=one.assumed)
        for one in conditions
        if one.status == "reported"
    }
    along = curve.x_axis
    return [
        replace(
            whole,
            quantity=one.y,
            conditions=stated | _along(along, one.x, stated),
            along=(along, one.x) if along in PROPERTIES and along not in CONDITIONS else None,
            bar_along=(one.x_bar[0], one.x, one.x_bar[1]) if one.x_bar else None,
        )
        for one in read
    ]


def _is_suspect(curve: Curve) -> bool:
    """By whatever stands behind it where it was read `with_parts`, else by its own flags."""
    if hasattr(curve, "is_suspect"):
        return bool(curve.is_suspect)
    return bool(curve.pk) and any(flag.severity == SUSPECT for flag in curve.flags.all())


def _along(key: str, x: float, stated: dict[str, PointCondition]) -> dict[str, PointCondition]:
    """What x says of a point as a condition of it."""
    if key not in CONDITIONS:
        return {}
    entry = CONDITIONS[key]
    shown = x
    if entry.dimension is not None and entry.display_unit and entry.display_unit != entry.unit:
        shown = units.from_canonical(x, entry.display_unit, entry.dimension)
    printed = f"{shown:.5g} {entry.display_unit or entry.unit}".removesuffix(" 1")
    found = {key: PointCondition(low=x, high=x, printed=printed)}
    if key == "current_density" and "test_step" not in stated:
        # capacities along the current are a rate test, whatever the figure is called
        found["test_step"] = PointCondition(text="rate", printed="rate")
    return found
