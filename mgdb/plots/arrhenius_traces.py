"""What an Arrhenius plot draws: values with their bars, bounds and rings, lines with their bands and doubts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from mgdb.science.quantity import format_text, number_text
from mgdb.science.transport import ArrheniusFit, Form

from . import conduction, readings
from .conduction import Line
from .model import Drawn, Point
from .readings import KINDS, ZERO
from .style import MUTED, OWN, class_look, escape
from .traces import bars_along, hover, labels

STEPS = 40  # points along a curved line; a straight one, and a band, have
STRAIGHT = 12
MANY, COARSE = 60, 3  # of so many lines each has a third of the points: hovering finds few of them anyway
HEADS = {1: "triangle-up", -1: "triangle-down"}
ARROW = 0.9  # decades: length of the arrow at a bound
LEGEND_WIDTH = 44  # characters of a line of the legend, which a narrow screen has room for
NAMED, NAMED_WITHIN = 8, 5.0  # best conductors that are named, within so many K of the temperature read
NOT_MEASURED = ("derived from measurement", "computed", "theoretical", "design target")


def kelvin_of(point: Point) -> float:
    """The one temperature (K) of a value that can stand in the plot."""
    kelvin = conduction.temperature_of(point)
    assert kelvin is not None  # others are left out
    return kelvin


def up(sigma: float, kelvin: float, form: Form) -> float:
    """Where σ (S cm⁻¹) at a temperature (K) stands up the axis: log₁₀ of σ or of σT."""
    return math.log10(sigma * kelvin if form == "sigmaT" else sigma)


def celsius(point: Point) -> str:
    """The temperature of a value in words."""
    text = number_text(round(kelvin_of(point) - ZERO, 2), "°C")
    return f"{text} (assumed)" if point.conditions["temperature"].assumed else text


def _shape(shape: str, point: Point) -> str:
    if point.suspect:
        return f"{shape}-open"
    return f"{shape}-open-dot" if point.origin in NOT_MEASURED else shape


def best_of(inside: Sequence[Drawn], at_celsius: float | None) -> list[Drawn]:
    """The best conductors near a temperature (°C), which have their names beside them: suspect values are none."""
    if at_celsius is None:
        return []
    near = [
        item
        for item in inside
        if abs(kelvin_of(item.point) - at_celsius - ZERO) <= NAMED_WITHIN
        and not (item.point.suspect or item.point.curve)
    ]
    return sorted(near, key=lambda item: -item.y)[:NAMED]


def markers(
    name: str, items: Sequence[Drawn], form: Form, named: Sequence[Drawn] = (), inside: Sequence[Drawn] = ()
) -> list[dict[str, Any]]:
    """The values of one class with the names of those of them that are `named`, and the arrows at its bounds."""
    place, shape, colour = class_look(name)
    bars = [_bar(item, form) for item in items]
    trace: dict[str, Any] = {
        "type": "scatter", "mode": "markers", "name": escape(name or "class not stated"), "legendgroup": name,
        "x": [item.x for item in items], "y": [item.y for item in items],
        "marker": {
            "color": colour, "size": 9, "line": {"width": 1.5, "color": colour},
            "symbol": [_shape(shape, item.point) for item in items],
        },
        "customdata": [[item.point.id, item.point.url] for item in items],
        "hovertext": [
            hover(item.point, f"{item.y_text} at {item.x_text}", *_stated_ion(item.point), without=("temperature",))
            for item in items
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": place, "symbol": shape},
    }  # fmt: skip
    if any(low or high for low, high in bars):
        trace["error_y"] = {
            "type": "data", "symmetric": False,
            "array": [above for _, above in bars], "arrayminus": [below for below, _ in bars],
        }  # fmt: skip
    trace |= bars_along(items, lambda kelvin: 1000 / kelvin)
    if any(item in named for item in items):
        trace |= labels(items, named, inside)
    xs: list[float | None] = []
    ys: list[float | None] = []
    of: list[str] = []
    for item in items:
        if direction := _direction(item.point):
            of += [item.point.id, item.point.id, ""]
            xs += [item.x, item.x, None]
            ys += [item.y, item.y + direction * ARROW, None]
    if not xs:
        return [trace]
    heads = [head for item in items if (way := _direction(item.point)) for head in ("circle", HEADS[way], "circle")]
    arrows = {
        "type": "scatter", "mode": "lines+markers", "x": xs, "y": ys, "hoverinfo": "skip", "showlegend": False,
        "name": "bounds", "legendgroup": name, "line": {"color": colour, "width": 1.5},
        "meta": {"colour": place, "of": of},
        "marker": {"color": colour, "size": [0, 10, 0] * (len(xs) // 3), "symbol": heads},
    }  # fmt: skip
    return [arrows, trace]


def _stated_ion(point: Point) -> list[str]:
    return [] if point.ion in ("", "not applicable") else [f"Ion: {point.ion}"]


def _bar(item: Drawn, form: Form) -> tuple[float, float]:
    """How far below and above its marker, in decades, the range or uncertainty of `item` reaches."""
    quantity, kelvin = item.point.quantity, kelvin_of(item.point)
    assert quantity is not None
    low, high = quantity.low, quantity.high
    if quantity.value is not None and quantity.uncertainty:
        low, high = quantity.value - quantity.uncertainty, quantity.value + quantity.uncertainty
    if low is None or high is None or low <= 0:
        return 0.0, 0.0
    return item.y - up(low, kelvin, form), up(high, kelvin, form) - item.y


def _direction(point: Point) -> int:
    """Where the true value may lie: 1 above, −1 below, 0 for no bound."""
    assert point.quantity is not None
    return {">": 1, "≥": 1, "<": -1, "≤": -1, "up to": -1}.get(point.quantity.bound, 0)


def rings(drawn: Sequence[Drawn]) -> list[dict[str, Any]]:
    """Rings around the values whose temperature is assumed."""
    own = [item for item in drawn if item.point.conditions["temperature"].assumed]
    if not own:
        return []
    return [
        {
            "type": "scatter", "mode": "markers", "x": [item.x for item in own], "y": [item.y for item in own],
            "name": "temperature assumed", "hoverinfo": "skip",
            "meta": {"colour": "muted", "of": [item.point.id for item in own]},
            "marker": {"symbol": "circle-open", "size": 15, "color": MUTED, "line": {"width": 1, "color": MUTED}},
        }
    ]  # fmt: skip


def line_traces(line: Line, form: Form, among: int = 1) -> list[dict[str, Any]]:
    """The traces of a line among so many: band of a fit, solid where it rests on data, dashed where it extrapolates."""
    coarse = COARSE if among > MANY else 1
    first = line.points[0]
    place, _, colour = class_look(first.electrolyte_class)
    shared = {
        "type": "scatter", "mode": "lines", "showlegend": False, "legendgroup": first.electrolyte_class,
        "name": escape(f"{first.name}, {KINDS[line.kind]}"), "meta": {"colour": place},
    }  # fmt: skip
    low, high = line.reach()
    doubts = line.doubts
    data = (
        [_band(line.fit, shared, line, form, STRAIGHT // coarse)]
        if isinstance(line.fit, ArrheniusFit) and not doubts
        else []
    )
    energy_link = [line.energy.id, line.energy.url] if line.kind == "reported" and line.energy else None
    steps = (STEPS if line.kind == "vtf" else STRAIGHT) // coarse
    stretches = ((low, line.lowest, "dash"), (line.lowest, line.highest, "solid"), (line.highest, high, "dash"))
    for start, end, dash in stretches:
        path = [(kelvin, line.conductivity(kelvin)) for kelvin in _between(start, end, steps)] if start < end else []
        ends = [(1000 / kelvin, up(sigma, kelvin, form)) for kelvin, sigma in path if sigma]
        if len(ends) > 1:
            trace = shared | {
                "x": [x for x, _ in ends], "y": [y for _, y in ends],
                "line": {"color": colour, "width": 1, "dash": "dot"} if doubts else
                        {"color": colour, "width": 1.5, "dash": dash},
                "hovertext": _says(line, dash == "dash"), "hovertemplate": "%{hovertext}<extra></extra>",
            }  # fmt: skip
            data.append(trace | ({"customdata": [energy_link] * len(ends)} if energy_link else {}))
    data += [_mark(line, shared, form)] if doubts else []
    if first.electrolyte_class == OWN:
        data = [trace | {"meta": trace["meta"] | {"own": True}} for trace in data]
    return data


def _mark(line: Line, shared: dict[str, Any], form: Form) -> dict[str, Any]:
    """A cross on a line that cannot be what a conductor does; the legend says why, for whoever sees the figure without
    its page: words at the line would lie over values. Those of a crowd share a trace and an entry for each class."""
    kelvin = 2 / (1 / line.lowest + 1 / line.highest)
    why = "<br>".join(escape(part) for part in wrap(f"In doubt: {line.points[0].name}: {line.doubts[0]}", LEGEND_WIDTH))
    of = line.points[0].electrolyte_class or "class not stated"
    return shared | {
        "mode": "markers", "name": why, "showlegend": True,
        "x": [1000 / kelvin], "y": [up(line.law(kelvin), kelvin, form)],
        "marker": {"symbol": "x-thin", "size": 11, "color": MUTED, "line": {"width": 2, "color": MUTED}},
        "hovertext": _says(line, extrapolated=False),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": "muted", "shared": f"lines in doubt ({escape(of)})"},
    }  # fmt: skip


def _band(fit: ArrheniusFit, shared: dict[str, Any], line: Line, form: Form, steps: int) -> dict[str, Any]:
    """The confidence band of a fit between its reported temperatures."""
    kelvins = _between(line.lowest, line.highest, steps)
    lower, upper = zip(*((kelvin, fit.band(kelvin)) for kelvin in kelvins), strict=True)
    ends = [(k, band[0]) for k, band in zip(lower, upper, strict=True)]
    ends += [(k, band[1]) for k, band in reversed(list(zip(lower, upper, strict=True)))]
    ends = [(kelvin, sigma) for kelvin, sigma in ends if 0 < sigma < math.inf]
    return shared | {
        "x": [1000 / kelvin for kelvin, _ in ends], "y": [up(sigma, kelvin, form) for kelvin, sigma in ends],
        "fill": "toself", "line": {"width": 0, "color": MUTED}, "fillcolor": "rgba(107, 114, 128, 0.18)",
        "hoverinfo": "skip", "meta": {"colour": "muted"},
    }  # fmt: skip


def _between(low: float, high: float, steps: int = STEPS) -> list[float]:
    """Temperatures from `low` to `high` (K), evenly in 1/T, a hair inside so that a phase is never left."""
    first, last = 1 / (high - 1e-9 * high), 1 / (low + 1e-9 * low)
    return [1 / (last + (first - last) * step / steps) for step in range(steps + 1)]


def _says(line: Line, extrapolated: bool) -> str:
    words = [f"<b>{escape(line.points[0].name)}</b>", KINDS[line.kind]]
    if line.kind == "reported" and line.energy and line.energy.quantity:
        words.append(
            escape(f"{format_text(line.energy.quantity, 'eV')}{readings.by(line.energy)}, from σ or σT not stated")
        )
    elif isinstance(line.fit, ArrheniusFit):
        words.append(f"Ea {readings.with_error(line.fit)}")
    words += ["extrapolated"] if extrapolated else []
    words += [escape(f"In doubt: {doubt}") for doubt in line.doubts]
    return "<br>".join([*words, escape(line.points[0].source)])
