"""Measurements → the points that plots take."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db.models import QuerySet

from mgdb import plots
from mgdb.models import Curve, Measurement, Pair
from mgdb.plots import Point, PointCondition
from mgdb.plots.model import Role
from mgdb.presentation import MeasurementView, measurement_views
from mgdb.science import vocabulary

from .curves import Address, curve_points


def point_of(
    view: MeasurementView,
    *,
    role: Role = "",
    group: str = "",
    controls: Collection[str] = (),
    address: Address | None = None,
) -> Point:
    """One measurement as a point of a plot."""
    subject, material, direction = view.subject, view.material, view.conditions.get("direction")
    run = [view.measured_in_pk or "", direction.choice if direction else "", view.source_pk]
    family = material.structure_family if material else ""
    return Point(
        id=view.id,
        property_key=view.property_key,
        quantity=view.quantity,
        material=subject.id,
        name=subject.text,
        group=group,
        role=role,
        conditions={
            item.key: PointCondition(
                low=item.low, high=item.high, text=item.choice, printed=item.printed, assumed=item.assumed
            )
            for item in view.reported
        },
        run="/".join(map(str, run)),
        origin=view.origin,
        ion=view.ion,
        method=view.method,
        electrolyte_class=view.electrolyte_class,
        structure_family=vocabulary.label(vocabulary.STRUCTURE_FAMILIES, family),
        formula=(material.formula_reduced or material.formula) if material else "",
        controls=tuple(controls),
        year=view.source.year,
        electrolyte=view.electrolyte.text if view.electrolyte else "",
        electrolyte_key=(view.electrolyte.identity or "") if view.electrolyte else "",
        chemistry=view.chemistry_key,
        source=view.source.text,
        source_key=view.source.bibtex_key or view.source.id,
        doi=view.source.doi or "",
        suspect=view.suspect,
        suspect_because=view.suspect_because,
        doubt="" if view.suspect else " ".join(flag.because for flag in view.doubts),
        url=address(view.id) if address else "",
    )


def points_of(
    views: Iterable[MeasurementView],
    *,
    roles: Mapping[str, Role] | None = None,
    groups: Mapping[str, str] | None = None,
    pairs: Iterable[Pair] = (),
    address: Address | None = None,
) -> list[Point]:
    """Points of measurements; roles and groups by public id of the material, `pairs` for their controls."""
    points = []
    controls: dict[str, list[Pair]] = {}
    for pair in pairs:
        controls.setdefault(pair.modified.public_id, []).append(pair)
    for view in views:
        subject = view.subject.id
        role, group = (roles or {}).get(subject, ""), (groups or {}).get(subject, "")
        against = [p.control.public_id for p in controls.get(subject, ()) if p.covers(view.property_key)]
        points.append(point_of(view, role=role, group=group, controls=against, address=address))
    return points


def plot_points(
    slug: str,
    measurements: QuerySet[Measurement],
    *,
    curves: Iterable[Curve] = (),
    address: Address | None = None,
) -> list[Point]:
    """The points that the plot `slug` would take from a queryset of measurements, in a fixed number of queries.

    Points of `curves` of its properties stand beside them. Roles come from the published pairs of the materials. Raises
    plots.UnknownPlot.
    """
    return _points(plots.get(slug).PROPERTIES, measurements, curves, address)


def all_points(measurements: QuerySet[Measurement], curves: Iterable[Curve]) -> list[Point]:
    """The points that any plot would take, in a fixed number of queries."""
    properties = dict.fromkeys(key for plot in plots.plots().values() for key in plot.PROPERTIES)
    return _points(tuple(properties), measurements, curves, None)


def _points(
    properties: Collection[str],
    measurements: QuerySet[Measurement],
    curves: Iterable[Curve],
    address: Address | None,
) -> list[Point]:
    views = measurement_views(measurements.filter(property_key__in=properties))
    materials = {view.material.pk for view in views if view.material}
    pairs = list(
        Pair.objects.published()
        .filter(modified__in=materials, control__in=materials)
        .select_related("modified", "control")
    )
    roles: dict[str, Role] = dict.fromkeys((pair.control.public_id for pair in pairs), "control")
    roles |= dict.fromkeys((pair.modified.public_id for pair in pairs), "modified")
    groups = {view.subject.id: view.source.id for view in views}
    points = points_of(views, roles=roles, groups=groups, pairs=pairs, address=address)
    read = curve_points(properties, curves, address)
    return points + [replace(point, role=roles.get(point.material, "")) for point in read]
