"""Barriers to the motion of ions: dumbbells from control to modified material, by ion and path.

Computed and measured energies stand apart, and so do migration barriers (one hop) and activation energies (the slope
of conduction): they are not the same quantity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.quantity import Quantity, format_text

from . import axes, limits
from .model import RANGE, Drawing, Drawn, Point, PointCondition, Role, tally
from .rows import UNSTATED, condition_text, rows_layout, sideways
from .style import MUTED, PALETTE, SYMBOLS, escape
from .traces import centre, hover, refuse, spread

SLUG = "barriers"
TITLE = "Barriers"
DESCRIPTION = "Migration barriers and activation energies, each control joined to its modified material."
PROPERTIES = ("migration_barrier", "activation_energy")

UNIT = "eV"
# ions keep their colour whatever is filtered away; the rest share the last
COLOURS = {"Mg²⁺": 0, "Li⁺": 1, "MgCl⁺": 2, "Mg²⁺ + Li⁺": 3, "H⁺": 4, "Na⁺": 5, "Mg²⁺ + H⁺": 6}
X_LABEL, Y_LABEL = "Energy (eV)", "Property, origin, ion, path"
ORIGINS = ("computed", "measured", "derived from measurement", "theoretical", "design target", "not stated")
OWN_AXES = (axes.of_key("migration_barrier"), axes.NAMES)
KEY = (
    "In each row a square is the control and a circle the modified material, joined by a line; diamonds have no "
    "control with a value for the same ion, method and origin. Hollow marks a suspect value, a triangle a bound."
)
NOTE = (
    "Migration barriers (one hop) and activation energies (slope of conduction) are different quantities, and so are "
    "computed and measured ones: compare within a section. A control of several materials stands in the row of each."
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the plot: a value with its control, or alone."""

    point: Point
    control: Point | None = None


def sample() -> tuple[Point, ...]:
    """Ten energies: three pairs, one of them across paths, and four values alone; one is suspect, one a bound."""
    given = (
        ("a", "migration_barrier", "computed", "Mg²⁺", "bulk", 0.637, ()),
        ("b", "migration_barrier", "computed", "Mg²⁺", "(001)", 0.475, ("a",)),
        ("a", "migration_barrier", "computed", "Li⁺", "bulk", 0.511, ()),
        ("b", "migration_barrier", "computed", "Li⁺", "(001)", 0.381, ("a",)),
        ("c", "migration_barrier", "not stated", "Mg²⁺", "", 0.7, ()),
        ("d", "migration_barrier", "not stated", "Mg²⁺", "", 0.3, ("c",)),
        ("e", "activation_energy", "measured", "Mg²⁺", "", 0.84, ()),
        ("f", "activation_energy", "measured", "Mg²⁺", "", 1.14, ()),
        ("g", "migration_barrier", "computed", "MgCl⁺", "", 0.42, ()),
        ("h", "activation_energy", "measured", "Mg²⁺", "", 1.37, ()),
    )
    return tuple(
        Point(
            id=f"one-{number}",
            property_key=key,
            quantity=Quantity(value=energy, bound="<" if material == "g" else "="),
            material=material,
            name=material,
            role="modified" if controls else "control" if material in "ac" else "",
            controls=controls,
            origin=origin,
            ion=ion,
            conditions={"path": PointCondition(text=path, printed=path)} if path else {},
            suspect=material == "h",
        )
        for number, (material, key, origin, ion, path, energy, controls) in enumerate(given)
    )


def build(points: Sequence[Point], *, range: str = RANGE.default) -> Drawing:
    """Energies (eV) in rows; a section for each property and origin, a dumbbell for each control and modified value.

    Values without a number are left out and counted. Raises NothingToDraw where nothing remains.
    """
    reasons = [reason for point in points if (reason := _why_not(point))]
    kept = [point for point in points if not _why_not(point)]
    if not kept:
        raise refuse("barrier", reasons)
    labels: list[str] = []
    placed: list[tuple[_Row, int]] = []
    for key, origin in sorted({(point.property_key, _origin(point)) for point in kept}, key=_rank):
        labels.append(f"<b>{escape(f'{CATALOGUE[key].label}, {origin}')}</b>")
        for row in _rows([point for point in kept if (point.property_key, _origin(point)) == (key, origin)]):
            placed.append((row, len(labels)))
            labels.append(_label(row))
    heights = [(row, float(len(labels) - 1 - place)) for row, place in placed]
    data = _traces(heights)
    # a control with several modified materials stands in several rows and is one value
    drawn: dict[str, Drawn] = {}
    for row, y in heights:
        for point in (row.control, row.point):
            if point is not None:
                drawn.setdefault(point.id, _place(point, y))
    all_drawn = tuple(drawn.values())
    shown = limits.frame(all_drawn, x=limits.Along(OWN_AXES[0], zero=True), show=range)
    figure = {"data": data, "layout": shown.applied(rows_layout(X_LABEL, labels, {"rangemode": "tozero"}))}
    return Drawing(figure, all_drawn, tally(reasons), X_LABEL, Y_LABEL, NOTE, KEY, axes=OWN_AXES, outside=shown.outside)


def _why_not(point: Point) -> str:
    """Why `point` cannot stand in this plot; empty when it can."""
    if point.property_key not in PROPERTIES:
        return "of another property"
    return "without a number" if point.quantity is None else ""


def _origin(point: Point) -> str:
    return f"origin {point.origin or 'not stated'}" if point.origin in UNSTATED else point.origin


def _rank(section: tuple[str, str]) -> tuple[int, int, str]:
    key, origin = section
    plain = origin.removeprefix("origin ")
    return PROPERTIES.index(key), ORIGINS.index(plain) if plain in ORIGINS else len(ORIGINS), origin


def _rows(points: Sequence[Point]) -> list[_Row]:
    """Each value with a control as a dumbbell, the others alone, by paper, ion and name."""
    rows, joined = [], set()
    for point in points:
        for control in _controls(point, points):
            rows.append(_Row(point, control))
            joined |= {point.id, control.id}
    rows += [_Row(point) for point in points if point.id not in joined]
    return sorted(rows, key=lambda row: (row.point.group, row.point.ion, row.point.name, row.point.id))


def _controls(point: Point, points: Sequence[Point]) -> list[Point]:
    """The values of the controls of `point` for the same ion and method.

    Of several of one control that on the same path is taken; where none is on it, a control is taken only if it has a
    single value: a facet is set against the bulk, but not against one of several paths picked by us.
    """
    found = []
    for material in point.controls:
        own = [p for p in points if (p.material, p.ion, p.method) == (material, point.ion, point.method)]
        same = [p for p in own if condition_text(p, "path") == condition_text(point, "path")]
        found += same if len(same) == 1 else own if len(own) == 1 else []
    return found


def _label(row: _Row) -> str:
    """Name, ion and path; where the material has several controls, which one the row is against."""
    point = row.point
    words = [escape(point.name)]
    words += [escape(point.ion)] if point.ion not in UNSTATED else []
    path = condition_text(point, "path")
    if row.control is not None and len(point.controls) > 1:
        words.append(f"against {escape(row.control.name)}")
    elif path and path not in point.name:
        words.append(escape(path))
    return ", ".join(words)


def _place(point: Point, y: float) -> Drawn:
    quantity = point.quantity
    assert quantity is not None
    stated = [CATALOGUE[point.property_key].label, _origin(point), point.ion, condition_text(point, "path")]
    y_text = ", ".join(word for word in stated if word not in UNSTATED)
    return Drawn(point, centre(quantity), y, format_text(quantity, UNIT), y_text)


def _traces(rows: Sequence[tuple[_Row, float]]) -> list[dict[str, Any]]:
    """The bars of the dumbbells, then markers for each ion and role."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    marks: dict[tuple[str, Role], list[tuple[Point, float, str]]] = {}
    for row, y in rows:
        role: Role = ""
        against = ""
        if row.control is not None:
            ends = [_place(point, y) for point in (row.control, row.point)]
            xs += [ends[0].x, ends[1].x, None]
            ys += [y, y, None]
            role, against = "modified", f"against {row.control.name}: {ends[0].x_text}"
            marks.setdefault((row.point.ion, "control"), []).append((row.control, y, ""))
        marks.setdefault((row.point.ion, role), []).append((row.point, y, against))
    data: list[dict[str, Any]] = []
    if xs:
        data.append(
            {
                "type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip", "showlegend": False,
                "name": "control to modified", "line": {"color": MUTED, "width": 2}, "meta": {"colour": "muted"},
            }
        )  # fmt: skip
    data += [
        _markers(ion, role, marks[ion, role], COLOURS.get(ion, len(PALETTE) - 1))
        for ion, role in sorted(marks, key=lambda key: (COLOURS.get(key[0], len(PALETTE)), key))
    ]
    return data


def _markers(ion: str, role: Role, items: Sequence[tuple[Point, float, str]], place: int) -> dict[str, Any]:
    placed = [(_place(replace(point, role=role), y), against) for point, y, against in items]
    ion_label = "ion not stated" if ion in UNSTATED else ion
    trace: dict[str, Any] = {
        "type": "scatter", "mode": "markers", "name": escape(f"{ion_label}, {role or 'no control'}"),
        "x": [item.x for item, _ in placed], "y": [item.y for item, _ in placed],
        "marker": {
            "color": PALETTE[place], "size": 10, "line": {"width": 1.5, "color": PALETTE[place]},
            "symbol": [sideways(SYMBOLS[role], item.point) for item, _ in placed],
        },
        "customdata": [[item.point.id, item.point.url] for item, _ in placed],
        "hovertext": [
            hover(item.point, item.x_text, item.y_text, *([against] if against else []), without=("path",))
            for item, against in placed
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": place, "symbol": SYMBOLS[role]},
    }  # fmt: skip
    bars = [spread(item.point.quantity) for item, _ in placed if item.point.quantity]
    if any(low or high for low, high in bars):
        trace["error_x"] = {
            "type": "data", "symmetric": False,
            "array": [above for _, above in bars], "arrayminus": [below for below, _ in bars],
        }  # fmt: skip
    return trace
