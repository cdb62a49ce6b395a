"""Measurements → the points that plots take. Page and API draw the same figure through `drawing_of`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mgdb import plots
from mgdb.models import Measurement, Pair
from mgdb.plots import Drawing, Point, PointCondition

from .values import Shown, show

Address = Callable[[str], str]  # public id of a measurement → where a click on its point leads


def point_of(shown: Shown, *, role: str = "", group: str = "", address: Address | None = None) -> Point:
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
        origin=measurement.origin,
        electrolyte=shown.electrolyte.text if shown.electrolyte else "",
        source=shown.source.text,
        suspect=shown.suspect,
        url=address(shown.id) if address else "",
    )


def points_of(
    measurements: Iterable[Shown],
    *,
    roles: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
    address: Address | None = None,
) -> list[Point]:
    """Points of shown measurements; roles and groups by public id of the material."""
    points = []
    for shown in measurements:
        subject = shown.measurement.subject.public_id
        role, group = (roles or {}).get(subject, ""), (groups or {}).get(subject, "")
        points.append(point_of(shown, role=role, group=group, address=address))
    return points


def plot_points(slug: str, measurements: Iterable[Measurement], *, address: Address | None = None) -> list[Point]:
    """The points that the plot `slug` would take from a queryset of measurements, in a fixed number of queries.

    Roles come from the published pairs of the materials. Raises plots.UnknownPlot.
    """
    plot = plots.get(slug)
    rows = measurements.of(*plot.PROPERTIES).with_details()  # type: ignore[attr-defined]
    shown = [show(row) for row in rows]
    materials = {item.measurement.material_id for item in shown if item.measurement.material_id}
    pairs = Pair.objects.published().filter(modified__in=materials, control__in=materials)
    found = list(pairs.values_list("modified__public_id", "control__public_id"))
    roles = dict.fromkeys((control for _, control in found), "control")
    roles |= dict.fromkeys((modified for modified, _ in found), "modified")
    groups = {item.measurement.subject.public_id: item.source.id for item in shown}
    return points_of(shown, roles=roles, groups=groups, address=address)


def drawing_of(slug: str, points: Iterable[Point]) -> Drawing:
    """The plot `slug` of `points`. Raises plots.UnknownPlot, plots.NothingToDraw."""
    return plots.get(slug).build(list(points))
