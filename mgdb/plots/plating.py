"""Plating and stripping of metal: overpotential or efficiency against the current or the charge per area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity, format_text, number_text

from . import axes, limits
from .model import AUTOMATIC, RANGE, Drawing, Drawn, Option, Point, PointCondition, automatic, tally
from .rows import by_class, rows_layout
from .style import class_look, escape, layout, log_ticks
from .traces import axis_title, centre, grouped, hover, labels, one_each, plain_first, refuse, trace

SLUG = "plating"
TITLE = "Plating and stripping"
DESCRIPTION = "Overpotential or efficiency of plating and stripping metal, against areal current density or capacity."
PROPERTIES = ("overpotential", "nucleation_overpotential", "plating_stripping_efficiency")
ROWS = "rows"
AGAINST = (
    ("areal_current_density", "areal current density"),
    ("areal_capacity", "areal capacity"),
    (ROWS, "list (no x axis)"),
)
OPTIONS = (
    Option(
        key="show",
        label="Show",
        choices=automatic([(key, CATALOGUE[key].label) for key in PROPERTIES]),
        default=AUTOMATIC,
    ),
    Option(key="against", label="x axis", choices=automatic(AGAINST), default=AUTOMATIC),
)

STEPS = ("", "plating_stripping", "cycling", "initial", "activation")
FEW = 16  # names beside more points than this would lie over each other
UNITS = {"areal_current_density": "mA cm⁻²", "areal_capacity": "mAh cm⁻²"}
NOTE = (
    "Efficiency of plating and stripping is not the coulombic efficiency of a cell with a host. Cells, metals and the "
    "other conditions differ and are shown on hover."
)

KEY = "Shape and colour tell the class of the electrolyte; hollow marks a suspect value, a triangle a bound."


def sample() -> tuple[Point, ...]:
    """Ten overpotentials of a polymer and a liquid electrolyte at five currents; one is a bound, one suspect."""
    currents = (0.05, 0.1, 0.2, 0.5, 1.0)
    series = {
        "solid polymer electrolyte": (0.12, 0.15, 0.21, 0.35, 0.60),
        "liquid (organic solvent)": (0.05, 0.06, 0.08, 0.12, 0.20),
    }
    return tuple(
        Point(
            id=f"{family}-{current}",
            property_key="overpotential",
            quantity=Quantity(
                value=value, bound="<" if (family, current) == ("liquid (organic solvent)", 0.05) else "="
            ),
            material=family,
            name={"solid polymer electrolyte": "PEO–Mg(TFSI)₂", "liquid (organic solvent)": "APC"}[family],
            electrolyte_class=family,
            run=family,
            conditions={
                "test_step": PointCondition(text="plating_stripping", printed="plating and stripping"),
                "areal_current_density": PointCondition(low=current, high=current, printed=f"{current:g} mA cm⁻²"),
            },
            suspect=(family, current) == ("solid polymer electrolyte", 1.0),
        )
        for family, values in series.items()
        for current, value in zip(currents, values, strict=True)
    )


def build(
    points: Sequence[Point],
    *,
    show: str = AUTOMATIC,
    against: str = AUTOMATIC,
    range: str = RANGE.default,
) -> Drawing:
    """The property `show` (V or %) against the condition `against` (mA cm⁻² or mAh cm⁻², logarithmic).

    against: "rows" gives each value a row of its own, by class of electrolyte, whether or not a current is stated.
    Overpotential, nucleation overpotential and efficiency never share an axis; currents per mass and C-rates are left
    out, and so are overpotentials of insertion. Left to the plot, they are those that show most values; a list only
    where no axis shows half of them. Raises NothingToDraw where nothing remains.
    """
    show, against = _most(points, show, against)
    entry = CATALOGUE[show]
    drawn: list[Drawn] = []
    kept: list[Point] = []
    reasons: list[str] = []
    for point in points:
        reason = _why_not(point, show, against)
        if reason:
            reasons.append(reason)
        elif against != ROWS:
            drawn.append(_place(point, against))
        else:
            kept.append(point)
    if kept:
        return replace(_in_rows(kept, entry, reasons, range), chosen={"show": show, "against": against})
    if not drawn and against == ROWS:
        raise refuse(entry.label.lower(), reasons)
    if not drawn:
        what = f"{entry.label.lower()} against {CONDITIONS[against].label.lower()}"
        raise refuse(what, reasons, "As a list, each value has a row.")
    x_label, y_label = f"{CONDITIONS[against].label} ({UNITS[against]})", axis_title(entry)
    own_axes = across, up = (axes.of_key(against), axes.of_key(show))
    from_zero = show != "plating_stripping_efficiency"
    shown = limits.frame(drawn, x=limits.Along(across, log=True), y=limits.Along(up, zero=from_zero), show=range)
    own = layout(
        x_label,
        y_label,
        xaxis=log_ticks(min(i.x for i in shown.inside), max(i.x for i in shown.inside)),
        yaxis={"rangemode": "tozero"} if from_zero else {},
        showlegend=True,
    )
    figure = {"data": _traces(drawn, shown.inside), "layout": shown.applied(own)}
    return Drawing(
        figure,
        tuple(drawn),
        tally(reasons),
        x_label,
        y_label,
        NOTE,
        KEY,
        axes=own_axes,
        outside=shown.outside,
        chosen={"show": show, "against": against},
    )


def _most(points: Sequence[Point], show: str, against: str) -> tuple[str, str]:
    """What is shown and against what, of which that left to the plot is chosen to show most values."""
    shows = PROPERTIES if show == AUTOMATIC else (show,)
    counted = {key: sum(not _why_not(point, key, ROWS) for point in points) for key in shows}
    show = max(shows, key=lambda key: counted[key])
    if against != AUTOMATIC:
        return show, against
    along = {key: sum(not _why_not(point, show, key) for point in points) for key, _ in AGAINST if key != ROWS}
    best = max(along, key=lambda key: along[key])
    return show, best if along[best] and 2 * along[best] >= counted[show] else ROWS


def _why_not(point: Point, show: str, against: str) -> str:
    """Why `point` cannot stand in this plot; empty when it can."""
    step = point.condition_text("test_step")
    if point.property_key != show:
        return f"of another property ({CATALOGUE[point.property_key].label.lower()})"
    if point.quantity is None:
        return "without a number"
    if step not in STEPS:
        return f"measured in another step of the test ({step})"
    if against == ROWS:
        return ""
    if against not in point.conditions:
        return f"without {'an' if against[0] in 'aeiou' else 'a'} {CONDITIONS[against].label.lower()}"
    value = point.condition(against)
    if value is None:
        return f"with a range of {CONDITIONS[against].label.lower()}"
    if value <= 0:
        return "at zero, which a logarithmic axis cannot show"
    return ""


def _in_rows(points: Sequence[Point], entry: Property, reasons: Sequence[str], show: str) -> Drawing:
    """Each value in a row of its own, by class of electrolyte, the best first."""
    sign = -1 if entry.better == "higher" else 1

    def rank(point: Point) -> tuple[str, float, str, str]:
        assert point.quantity is not None
        return point.electrolyte_class, sign * centre(point.quantity), point.name, point.id

    ordered = sorted(points, key=rank)
    drawn = []
    for row, point in enumerate(ordered):
        assert point.quantity is not None
        text = format_text(point.quantity, entry.display_unit)
        drawn.append(Drawn(point, centre(point.quantity), float(len(ordered) - 1 - row), text, point.name))
    title = axis_title(entry)
    own_axes = (axes.of_property(entry), axes.NAMES)
    shown = limits.frame(drawn, x=limits.Along(own_axes[0]), show=show)
    own = rows_layout(title, [escape(item.point.name) for item in drawn], {})
    return Drawing(
        {"data": by_class(drawn, bars=False), "layout": shown.applied(own)},
        tuple(drawn),
        tally(reasons),
        title,
        "Electrolyte or cell",
        NOTE,
        KEY,
        axes=own_axes,
        outside=shown.outside,
    )


def _place(point: Point, against: str) -> Drawn:
    quantity, x = point.quantity, point.condition(against)
    assert quantity is not None
    assert x is not None
    unit = CATALOGUE[point.property_key].display_unit
    return Drawn(point, x, centre(quantity), number_text(x, UNITS[against]), format_text(quantity, unit))


def _by_class(drawn: Sequence[Drawn]) -> dict[str, list[Drawn]]:
    return grouped(plain_first(drawn), lambda item: item.point.electrolyte_class or "not stated")


def _traces(drawn: Sequence[Drawn], inside: Sequence[Drawn]) -> list[dict[str, Any]]:
    """A colour and a shape for each class of electrolyte; names stand at the points while these are few."""
    data = []
    for family, own in _by_class(drawn).items():
        place, shape, colour = class_look(family)
        traced = trace(own, (colour, place), _say, shape=shape)
        traced["name"] = escape(family)
        if len(drawn) <= FEW:
            traced |= labels(own, one_each(inside), inside, log_x=True)
        data.append(traced)
    return data


def _say(item: Drawn) -> str:
    return hover(item.point, f"{item.y_text} at {item.x_text}")
