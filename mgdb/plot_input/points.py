"""Measurements → the points that plots take."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from mgdb import plots
from mgdb.models import Curve, Material, Measurement, Pair
from mgdb.plots import Point, PointCondition
from mgdb.presentation import MeasurementView, view_of

from .curves import Address, curve_points


def point_of(
    shown: MeasurementView,
    *,
    role: str = "",
    group: str = "",
    controls: Collection[str] = (),
    address: Address | None = None,
) -> Point:
    """One shown measurement as a point of a plot."""
    measurement = shown.measurement
    subject = measurement.subject
    direction = shown.conditions.get("direction")
    run = [measurement.measured_in_id or "", direction.choice if direction else "", measurement.source_id]
    return Point(
        id=shown.id,
        property=shown.property,
        quantity=shown.quantity,
        material=subject.public_id,
        name=getattr(subject, "name_unicode", subject.label),
        group=group,
        role=role,  # type: ignore[arg-type]
        conditions={
            key: PointCondition(low=c.low, high=c.high, text=c.choice, printed=c.printed, assumed=c.assumed)
            for key, c in shown.conditions.items()
            if c.status == "reported"
        },
        run="/".join(map(str, run)),
        origin=shown.origin,
        ion=shown.ion,
        method=shown.method,
        electrolyte_class=_electrolyte_class(measurement),
        structure_family=subject.get_structure_family_display() if isinstance(subject, Material) else "",
        formula=(subject.formula_reduced or subject.formula) if isinstance(subject, Material) else "",
        controls=tuple(controls),
        year=measurement.source.year,
        electrolyte=shown.electrolyte.text if shown.electrolyte else "",
        source=shown.source.text,
        suspect=shown.suspect,
        url=address(shown.id) if address else "",
    )


def _electrolyte_class(measurement: Measurement) -> str:
    """The class of the subject, where it is an electrolyte, else of the electrolyte that it was measured in."""
    cell = measurement.measured_in or measurement.cell
    for material in (measurement.material, cell.electrolyte if cell else None):
        if (detail := getattr(material, "electrolyte", None)) is not None:
            return str(detail.get_electrolyte_class_display())
    return ""


def points_of(
    measurements: Iterable[MeasurementView],
    *,
    roles: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
    pairs: Iterable[Pair] = (),
    address: Address | None = None,
) -> list[Point]:
    """Points of shown measurements; roles and groups by public id of the material, `pairs` for their controls."""
    points = []
    controls: dict[str, list[Pair]] = {}
    for pair in pairs:
        controls.setdefault(pair.modified.public_id, []).append(pair)
    for shown in measurements:
        subject = shown.measurement.subject.public_id
        role, group = (roles or {}).get(subject, ""), (groups or {}).get(subject, "")
        against = [p.control.public_id for p in controls.get(subject, ()) if p.covers(shown.property)]
        points.append(point_of(shown, role=role, group=group, controls=against, address=address))
    return points


def plot_points(
    slug: str,
    measurements: Iterable[Measurement],
    *,
    curves: Iterable[Curve] = (),
    address: Address | None = None,
) -> list[Point]:
    """The points that the plot `slug` would take from a queryset of measurements, in a fixed number of queries.

    Points of `curves` of its properties stand beside them. Roles come from the published pairs of the materials. Raises
    plots.UnknownPlot.
    """
    plot = plots.get(slug)
    rows = measurements.of(*plot.PROPERTIES).with_details()  # type: ignore[attr-defined]
    rows = rows.select_related("material__electrolyte", "cell__electrolyte__electrolyte")
    shown = [view_of(row) for row in rows]
    materials = {item.measurement.material_id for item in shown if item.measurement.material_id}
    pairs = list(
        Pair.objects.published()
        .filter(modified__in=materials, control__in=materials)
        .select_related("modified", "control")
    )
    roles = dict.fromkeys((pair.control.public_id for pair in pairs), "control")
    roles |= dict.fromkeys((pair.modified.public_id for pair in pairs), "modified")
    groups = {item.measurement.subject.public_id: item.source.id for item in shown}
    points = points_of(shown, roles=roles, groups=groups, pairs=pairs, address=address)
    read = curve_points(plot.PROPERTIES, curves, address)
    return points + [replace(point, role=roles.get(point.material, "")) for point in read]
