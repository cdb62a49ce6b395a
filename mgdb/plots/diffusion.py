"""Diffusion coefficients: each value or range as a bar on a logarithmic axis, by method and direction.

Titration, impedance, voltammetry and computation do not measure the same coefficient: each has its own section and
colour, and nothing is averaged over them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from mgdb.science.quantity import Quantity, format_text
from mgdb.science.vocabulary import METHODS

from . import axes, limits
from .model import RANGE, Drawing, Drawn, Point, PointCondition, tally
from .rows import UNSTATED, condition_text, rows_layout, sideways
from .style import PALETTE, escape
from .traces import POWERS, grouped, hover, refuse

SLUG = "diffusion"
TITLE = "Diffusion coefficients"
DESCRIPTION = (
    "Diffusion coefficients of the claimed ion by method and direction, controls above their modified materials."
)
PROPERTIES = ("diffusion_coefficient",)

UNIT = "cm² s⁻¹"
X_LABEL, Y_LABEL = f"Diffusion coefficient ({UNIT})", "Ion, method, direction"
SHAPES = {"charge": "circle", "discharge": "square", "": "diamond"}
ASIDE = {"charge": 0.17, "discharge": -0.17, "": 0.0}  # of a row: two directions of one specimen do not hide each other
# methods keep their colour whatever is filtered away; the rest share the last
COLOURS = {"GITT": 0, "EIS": 1, "CV": 2, "PITT": 3, "NEB": 4, "AIMD": 5, "DFT": 6}
ORDER = [term.label for term in METHODS]
OWN_AXES = (axes.of_key("diffusion_coefficient"), axes.NAMES)
KEY = (
    "Circles are values on charge, squares on discharge, diamonds of unstated direction; a bar is a reported range "
    "with its marker at the geometric middle; hollow marks a suspect value, a triangle a bound."
)
NOTE = "Coefficients by different methods are not the same quantity and are not compared across sections."


def sample() -> tuple[Point, ...]:
    """Ten values of a modified material and its control by two methods: four ranges, a bound, one suspect."""
    given = (
        ("GITT", "charge", "control", Quantity(low=6.9e-13, high=1.84e-12, range_kind="charge_state")),
        ("GITT", "charge", "modified", Quantity(low=1.1e-12, high=1.57e-11, range_kind="charge_state")),
        ("GITT", "discharge", "control", Quantity(low=6.3e-13, high=2.87e-12, range_kind="charge_state")),
        ("GITT", "discharge", "modified", Quantity(low=1.82e-12, high=5.75e-12, range_kind="charge_state")),
        ("EIS", "", "control", Quantity(value=1e-13)),
        ("EIS", "", "modified", Quantity(value=1e-11, approximate=True)),
        ("CV", "charge", "control", Quantity(value=2e-12)),
        ("CV", "charge", "modified", Quantity(value=5e-12)),
        ("not stated", "", "control", Quantity(value=1e-14, bound="<")),
        ("not stated", "", "modified", Quantity(value=1e-7)),
    )
    return tuple(
        Point(
            id=f"one-{number}",
            property_key="diffusion_coefficient",
            quantity=quantity,
            material=role,
            name={"control": "VS₄", "modified": "Mo-VS₄"}[role],
            role=role,  # type: ignore[arg-type]
            controls=("control",) if role == "modified" else (),
            method=method,
            ion="Mg²⁺",
            conditions={"direction": PointCondition(text=direction, printed=direction)} if direction else {},
            suspect=quantity.value == 1e-7,
        )
        for number, (method, direction, role, quantity) in enumerate(given)
    )


def build(points: Sequence[Point], *, range: str = RANGE.default) -> Drawing:
    """Diffusion coefficients (cm² s⁻¹, logarithmic), a section for each method and a row for each specimen in it.

    Values without a number, or not above zero, are left out and counted. Raises NothingToDraw where nothing remains.
    """
    reasons = [reason for point in points if (reason := _why_not(point))]
    kept = [point for point in points if not _why_not(point)]
    if not kept:
        raise refuse("diffusion coefficient", reasons)
    labels: list[str] = []
    places: list[tuple[Point, int]] = []
    methods: list[str] = []
    for method in sorted({_method(point) for point in kept}, key=_rank):
        methods.append(method)
        labels.append(f"<b>{escape(method)}</b>")
        for row in _rows([point for point in kept if _method(point) == method]):
            places += [(point, len(labels)) for point in row]
            ion = "" if row[0].ion in ("Mg²⁺", *UNSTATED) else f", {escape(row[0].ion)}"
            labels.append(escape(row[0].name) + ion)
    ways: dict[int, set[str]] = {}
    for point, line in places:
        ways.setdefault(line, set()).add(_direction(point))
    drawn = tuple(_place(point, len(labels) - 1 - line, aside=len(ways[line]) > 1) for point, line in places)
    data = []
    for method in methods:
        own = [item for item in drawn if _method(item.point) == method]
        for direction, items in grouped(own, lambda item: _direction(item.point)).items():
            data.append(_trace(items, method, direction, COLOURS.get(method, len(PALETTE) - 1)))
    shown = limits.frame(drawn, x=limits.Along(OWN_AXES[0], log=True), show=range)
    axis = {
        "type": "log",
        "exponentformat": "power",
        "dtick": 1 if _decades(shown.inside) <= 9 else 2,
        "tickfont": POWERS,
    }
    figure = {"data": data, "layout": shown.applied(rows_layout(X_LABEL, labels, axis))}
    return Drawing(figure, drawn, tally(reasons), X_LABEL, Y_LABEL, NOTE, KEY, axes=OWN_AXES, outside=shown.outside)


def _why_not(point: Point) -> str:
    """Why `point` cannot stand in this plot; empty when it can."""
    if point.property_key not in PROPERTIES:
        return "of another property"
    if point.quantity is None:
        return "without a number"
    ends = [end for end in (point.quantity.low, point.quantity.high) if end is not None]
    if min(ends) <= 0:
        return "not above zero, which a logarithmic axis cannot show"
    return ""


def _method(point: Point) -> str:
    return "method not stated" if point.method in UNSTATED else point.method


def _rank(method: str) -> tuple[int, str]:
    """The order of the vocabulary; methods that are not stated come last."""
    return (ORDER.index(method) if method in ORDER else len(ORDER), method)


def _direction(point: Point) -> str:
    direction = point.condition_text("direction")
    return direction if direction in SHAPES else ""


def _rows(points: Sequence[Point]) -> list[list[Point]]:
    """Points by specimen, ion and electrolyte; within a paper, each control stands above what it is the control of."""
    rows: dict[tuple[str, str, str, str], list[Point]] = {}
    for point in points:
        rows.setdefault((point.group, point.ion, point.electrolyte, point.material), []).append(point)
    sets: dict[tuple[str, str, str], dict[str, list[Point]]] = {}
    for (group, ion, electrolyte, material), row in sorted(rows.items()):
        sets.setdefault((group, ion, electrolyte), {})[material] = row
    ordered = []
    for members in sets.values():
        for material in _below_controls(members):
            ordered.append(sorted(members[material], key=lambda point: (-ASIDE[_direction(point)], point.id)))
    return ordered


def _below_controls(members: dict[str, list[Point]]) -> list[str]:
    """The materials of `members`, each after the controls that are among them."""
    ordered: list[str] = []

    def put(material: str, above: tuple[str, ...] = ()) -> None:
        if material in ordered or material in above:
            return
        for control in members[material][0].controls:
            if control in members:
                put(control, (*above, material))
        ordered.append(material)

    # controls first: what is modified follows its own control, not another
    for material in sorted(members, key=lambda key: (bool(members[key][0].controls), members[key][0].name)):
        put(material)
        for other, points in members.items():
            if points[0].controls[:1] == (material,):
                put(other)
    return ordered


def _place(point: Point, row: int, *, aside: bool) -> Drawn:
    """`point` in its row; a little above or below the middle where the row has both directions."""
    quantity = point.quantity
    assert quantity is not None
    stated = [word for word in (point.ion, _method(point), condition_text(point, "direction")) if word not in UNSTATED]
    y = row + (ASIDE[_direction(point)] if aside else 0.0)
    return Drawn(point, _middle(quantity), y, format_text(quantity, UNIT), ", ".join(stated))


def _middle(quantity: Quantity) -> float:
    """The number, the geometric middle of a range, or the end of an open one."""
    if quantity.value is not None:
        return quantity.value
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return float(f"{math.exp(math.fsum(map(math.log, ends)) / len(ends)):.12g}")


def _decades(drawn: Sequence[Drawn]) -> float:
    ends = [end for item in drawn if (q := item.point.quantity) for end in (q.low, q.high) if end is not None]
    return math.log10(max(ends) / min(ends))


def _trace(items: Sequence[Drawn], method: str, direction: str, place: int) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "type": "scatter", "mode": "markers", "name": escape(f"{method}, {direction or 'direction not stated'}"),
        "x": [item.x for item in items], "y": [item.y for item in items],
        "marker": {
            "color": PALETTE[place], "size": 9, "line": {"width": 1.5, "color": PALETTE[place]},
            "symbol": [sideways(SHAPES[direction], item.point) for item in items],
        },
        "customdata": [[item.point.id, item.point.url] for item in items],
        "hovertext": [hover(i.point, i.x_text, i.y_text, without=("direction", "test_step")) for i in items],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": place, "symbol": SHAPES[direction]},
    }  # fmt: skip
    bars = [_reach(item) for item in items]
    if any(low or high for low, high in bars):
        trace["error_x"] = {
            "type": "data", "symmetric": False, "thickness": 4, "width": 0,
            "array": [above for _, above in bars], "arrayminus": [below for below, _ in bars],
        }  # fmt: skip
    return trace


def _reach(item: Drawn) -> tuple[float, float]:
    """How far below and above its marker the range of `item` reaches; nothing for a bound, whose end is not known."""
    quantity = item.point.quantity
    if quantity is None or quantity.low is None or quantity.high is None:
        return 0.0, 0.0
    return item.x - quantity.low, quantity.high - item.x
