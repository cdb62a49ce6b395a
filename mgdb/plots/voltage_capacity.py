"""Voltage against specific capacity, over lines of equal specific energy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from mgdb.science.quantity import Quantity, format_text, number_text, rounded

from . import axes, limits, panels
from .model import RANGE, Drawing, Drawn, Point, PointCondition, tally
from .style import MUTED, PALETTE, escape, layout
from .traces import (
    COLOURS,
    MANY,
    ROLE_LABELS,
    alike,
    centre,
    grouped,
    hover,
    labels,
    line,
    refuse,
    spread,
    trace,
)

SLUG = "voltage-capacity"
TITLE = "Voltage against capacity"
DESCRIPTION = "Voltage against specific capacity, with lines of equal specific energy."
PROPERTIES = ("voltage", "specific_capacity")
FEWEST = 2  # properties: one along each axis
OPTIONS = (panels.OPTION,)

X_LABEL, Y_LABEL = "Specific capacity (mAh g⁻¹)", "Voltage (V)"
OWN_AXES = (axes.of_key("specific_capacity"), axes.of_key("voltage"))
ENERGIES = tuple(range(100, 1001, 100))  # Wh/kg
STEPS_OF_LINE, NUMBERED = 40, 36
NOTE = (
    "A point is a stated voltage with the greatest capacity that the same source reports for the same specimen in the "
    "same electrolyte; where both state a direction or a current, these agree. Voltages of charging are left out. The "
    "lines are voltage × capacity, in Wh per kg of what the capacity refers to, without the other electrode."
)


def sample() -> tuple[Point, ...]:
    """Five voltages and five capacities of five specimens."""
    values = (("Mo₆S₈", 1.1, 122), ("V₂O₅", 2.3, 180), ("TiO₂", 0.9, 150), ("MnO₂", 2.0, 250), ("VS₄", 1.0, 400))
    return tuple(
        Point(
            id=f"{key}-{number}",
            property_key=key,
            quantity=Quantity(value=float(value), approximate=name == "VS₄" and key == "voltage"),
            material=name,
            name=name,
            group="one",
            electrolyte="APC",
            conditions={"potential_scale": PointCondition(text="Mg", printed="Mg")} if key == "voltage" else {},
            suspect=name == "V₂O₅" and key == "voltage",
        )
        for number, (name, voltage, capacity) in enumerate(values)
        for key, value in (("voltage", voltage), ("specific_capacity", capacity))
    )


def build(points: Sequence[Point], *, scale: str = panels.OPTION.default, range: str = RANGE.default) -> Drawing:
    """Voltage (V) against specific capacity (mAh g⁻¹), one point for each voltage, each potential scale in a panel.

    scale: a key of vocabulary.POTENTIAL_SCALES for the voltages on it alone; nothing is converted. A digitised curve of
    voltage along capacity is a line. Raises NothingToDraw where no voltage has a capacity beside it.
    """
    drawn: dict[str, list[Drawn]] = {}
    reasons: list[str] = []
    used: set[str] = set()
    capacities = [point for point in points if point.property_key == "specific_capacity"]
    for point in points:
        if point.property_key == "specific_capacity":
            continue
        reason = _why_not(point, scale)
        if not reason and point.curve:
            drawn.setdefault(panels.scale_of(point), []).append(_place_on_curve(point))
            continue
        own = [] if reason else [one for one in capacities if _together(point, one)]
        if not reason and not own:
            reason = "without a capacity of the same specimen, source and electrolyte"
        if reason:
            reasons.append(reason)
        else:
            best = max(own, key=lambda one: (not one.suspect, _number(one)))
            drawn.setdefault(panels.scale_of(point), []).append(_place(point, best))
            used |= {one.id for one in own}
    if unused := len(capacities) - len(used):
        reasons += ["capacities without a voltage beside them"] * unused
    if not drawn:
        raise refuse("voltage beside a capacity", reasons)
    order = panels.scales_of(item.point for own in drawn.values() for item in own)
    # of all panels, so that the lines of equal energy reach through each
    right = max(item.x for one in order for item in _frame(drawn[one], range).inside) * 1.15
    drawing = panels.stacked([_panel(drawn[one], one, range, right) for one in order])
    return replace(drawing, left_out=tally(reasons), y_label=Y_LABEL if len(order) > 1 else drawing.y_label)


def _frame(drawn: Sequence[Drawn], range: str) -> limits.Frame:
    across, up = OWN_AXES
    return limits.frame(drawn, x=limits.Along(across, zero=True), y=limits.Along(up, zero=True), show=range)


def _panel(drawn: Sequence[Drawn], scale: str, range: str, right: float) -> Drawing:
    title = f"{Y_LABEL}, scale: {panels.in_words(scale)}"
    shown = _frame(drawn, range)
    top = max(max(item.y for item in shown.inside) * 1.2, 1.0)
    lowest = min(0.0, min(item.y for item in shown.inside) * 1.1)
    framed = layout(X_LABEL, title, xaxis={"range": [0, right]}, yaxis={"range": [lowest, top]}, showlegend=True)
    figure = {"data": [*_lines(right, top), *_points(drawn, shown.inside)], "layout": shown.applied(framed)}
    return Drawing(figure, tuple(drawn), (), X_LABEL, title, NOTE, axes=OWN_AXES, outside=shown.outside)


def _why_not(point: Point, scale: str) -> str:
    """Why the voltage `point` cannot stand in this plot; empty when it can."""
    if point.property_key != "voltage":
        return "of another property"
    if point.quantity is None:
        return "without a number"
    if point.condition_text("direction") == "charge":
        return "of charging"
    if point.curve and (point.along is None or point.along[0] != "specific_capacity"):
        return "of a curve that does not run along capacity"
    own = panels.scale_of(point)
    return "" if scale in (panels.EACH[0], own) else f"on another potential scale ({panels.in_words(own)})"


def _together(voltage: Point, capacity: Point) -> bool:
    """Whether a capacity belongs to a voltage: same specimen, source and electrolyte, no stated contradiction."""
    if capacity.quantity is None or capacity.condition_text("direction") == "charge":
        return False
    if (voltage.material, voltage.group) != (capacity.material, capacity.group):
        return False
    if (voltage.electrolyte_key or voltage.electrolyte) != (capacity.electrolyte_key or capacity.electrolyte):
        return False
    if voltage.chemistry != capacity.chemistry:
        return False
    return all(
        alike(key, voltage.condition(key), capacity.condition(key))
        for key in ("current_density", "areal_current_density", "c_rate", "cycle_number")
        if key in voltage.conditions and key in capacity.conditions
    )


def _number(point: Point) -> float:
    assert point.quantity is not None
    return centre(point.quantity)


def _place(voltage: Point, capacity: Point) -> Drawn:
    assert voltage.quantity is not None
    assert capacity.quantity is not None
    x_text = format_text(capacity.quantity, "mAh g⁻¹") + (" (suspect)" if capacity.suspect else "")
    return Drawn(voltage, _number(capacity), _number(voltage), x_text, _volts(voltage))


def _place_on_curve(point: Point) -> Drawn:
    assert point.quantity is not None
    assert point.along is not None
    capacity = point.along[1]
    return Drawn(
        point,
        capacity,
        _number(point),
        number_text(capacity, "mAh g⁻¹"),
        _volts(point),
    )


def _volts(point: Point) -> str:
    assert point.quantity is not None
    return format_text(point.quantity, "V") + panels.behind(panels.scale_of(point))


def _lines(right: float, top: float) -> Iterable[dict[str, Any]]:
    """The lines of 100, 200 … 1000 Wh/kg that cross the field, each with its number near its end."""
    for energy in ENERGIES:
        first = energy / top
        if first >= right:
            break
        ratio = (right / first) ** (1 / STEPS_OF_LINE)
        xs = [first * ratio**step for step in range(STEPS_OF_LINE + 1)]
        yield {
            "type": "scatter", "mode": "lines+text", "x": xs, "y": [energy / x for x in xs], "hoverinfo": "skip",
            "text": [f"{energy}" if step == NUMBERED else "" for step in range(STEPS_OF_LINE + 1)],
            "textposition": "top center",
            "textfont": {"size": 10, "color": MUTED}, "name": "equal specific energy (Wh kg⁻¹)",
            "legendgroup": "energy", "showlegend": energy == ENERGIES[0], "meta": {"colour": "muted"},
            "line": {"color": MUTED, "width": 1, "dash": "dot"},
        }  # fmt: skip


def _points(drawn: Sequence[Drawn], inside: Sequence[Drawn]) -> list[dict[str, Any]]:
    """A colour for each material while there are few, one for each role beyond."""
    materials = list(dict.fromkeys(item.point.material for item in drawn))
    few = len(materials) <= MANY
    data = []
    for number, key in enumerate(materials if few else ("control", "", "modified")):
        own = [item for item in drawn if (item.point.material if few else item.point.role) == key]
        if own:
            colour = (PALETTE[number], number) if few else COLOURS[key]
            traced = trace(own, colour, _say)
            traced["name"] = escape(own[0].point.name) if few else ROLE_LABELS[key]
            data += [line(curve, colour) for name, curve in grouped(own, _curve_of).items() if name]
            if not few:
                traced |= labels(own, inside, inside)
            data.append(traced)
    return data


def _curve_of(item: Drawn) -> str:
    return item.point.curve


def _say(item: Drawn) -> str:
    quantity = item.point.quantity
    spreads = quantity is not None and any(spread(quantity))
    energy = format_text(rounded(item.x * item.y, 2, approximate=True), "Wh kg⁻¹")
    about = "middle of the range × capacity" if spreads else "voltage × capacity"
    return hover(item.point, f"{item.y_text} with {item.x_text}", f"{about}: {energy}")
