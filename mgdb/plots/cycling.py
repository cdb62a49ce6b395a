"""Cycling: specific capacity, or what is left of it, at the cycle where it was read.

Documents mostly report end points: a line joins values only where one specimen, in one cell of one source, at one
stated current is read at several cycles; a line between specimens leads from a control to its modified material.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mgdb.science.quantity import Quantity, format_text, number_text

from . import axes, limits
from .model import RANGE, Drawing, Drawn, Point, PointCondition, tally
from .style import DASHES, PALETTE, escape, layout, log_ticks
from .traces import (
    CAPACITY_LABELS,
    CAPACITY_OR_RETENTION,
    COLOURS,
    CURRENTS,
    MANY,
    ROLE_LABELS,
    alike,
    centre,
    grouped,
    hover,
    labels,
    line,
    links,
    plain_first,
    refuse,
    same_current,
    share_of,
    sound,
    trace,
)

SLUG = "cycling"
TITLE = "Cycling"
DESCRIPTION = "Specific capacity, or the share of it that is left, at the cycle where it was reported."
PROPERTIES = ("specific_capacity", "capacity_retention")
OPTIONS = (CAPACITY_OR_RETENTION,)

X_LABEL = "Cycle number"
UNITS = {"specific_capacity": "mAh g⁻¹", "capacity_retention": "%"}
STEPS = ("", "initial", "activation", "cycling")
RECALCULATED = "recalculated"
NOTE = {
    "capacity": "Currents differ from point to point and are shown on hover; lines join one specimen in one cell at "
    "one stated current, and a control with its modified material at the same cycle and current.",
    "retention": "Reported retentions, each relative to what its source takes as the start. Crosses are recalculated "
    "from capacities of one specimen in one cell at one stated current, relative to the earliest of them.",
}


def sample() -> tuple[Point, ...]:
    """Ten capacities of a modified material and its control in cycling, one of them suspect."""
    cycles = (1, 10, 50, 100, 200)
    series = {"control": (100, 80, 60, 40, 25), "modified": (150, 144, 135, 126, 120)}
    return tuple(
        Point(
            id=f"{role}-{cycle}",
            property_key="specific_capacity",
            quantity=Quantity(value=float(capacity), approximate=cycle == 200),
            material=role,
            name={"control": "VS₄", "modified": "Mo-VS₄"}[role],
            role=role,  # type: ignore[arg-type]
            run=role,
            conditions={
                "test_step": PointCondition(text="cycling", printed="cycling"),
                "current_density": PointCondition(low=100.0, high=100.0, printed="100 mA g⁻¹"),
                "cycle_number": PointCondition(low=cycle, high=cycle, printed=str(cycle)),
            },
            suspect=role == "control" and cycle == 50,
        )
        for role, capacities in series.items()
        for cycle, capacity in zip(cycles, capacities, strict=True)
    )


def build(points: Sequence[Point], *, show: str = "capacity", range: str = RANGE.default) -> Drawing:
    """Capacity (mAh g⁻¹) or retention (%) against cycle number, logarithmic.

    show: "capacity", or "retention": what is reported, and what the capacities of one run give. Values of rate tests,
    without a number or without a single cycle are left out and counted. Raises NothingToDraw where nothing remains.
    """
    wanted = "specific_capacity" if show == "capacity" else "capacity_retention"
    drawn: list[Drawn] = []
    reasons: list[str] = []
    capacities: list[Drawn] = []
    for point in points:
        reason = _why_not(point)
        if reason:
            reasons.append(reason)
        elif point.property_key == wanted:
            drawn.append(_place(point))
        elif point.property_key == "specific_capacity":
            capacities.append(_place(point))
        else:
            reasons.append("reported as retention, not as a capacity")
    if capacities:
        found = _recalculated(capacities)
        drawn += found
        reasons += ["without an earlier capacity at the same current in the same cell"] * (len(capacities) - len(found))
    if not drawn:
        raise refuse("capacity in cycling" if show == "capacity" else "retention", reasons)
    materials = list(dict.fromkeys(item.point.material for item in drawn))
    own_axes = across, up = (axes.CYCLES, axes.of_key(wanted))
    shown = limits.frame(drawn, x=limits.Along(across, log=True), y=limits.Along(up, zero=True), show=range)
    data = _by_role(drawn, shown.inside) if len(materials) > MANY else _by_material(drawn, materials)
    own = layout(
        X_LABEL,
        CAPACITY_LABELS[show],
        xaxis=_cycles(shown.inside),
        yaxis={"rangemode": "tozero"},
        showlegend=len(data) > 1,
    )
    return Drawing(
        {"data": data, "layout": shown.applied(own)},
        tuple(drawn),
        tally(reasons),
        X_LABEL,
        CAPACITY_LABELS[show],
        NOTE[show],
        axes=own_axes,
        outside=shown.outside,
    )


def _cycles(drawn: Sequence[Drawn]) -> dict[str, Any]:
    """The logarithmic axis of cycles, labelled at decades alone where there are many."""
    low, high = min(item.x for item in drawn), max(item.x for item in drawn)
    axis = log_ticks(low, high)
    if high / low > 1000:
        axis["ticktext"] = [text if text.lstrip("0.").startswith("1") else "" for text in axis["ticktext"]]
    return axis


def _why_not(point: Point) -> str:
    """Why `point` cannot stand in this plot; empty when it can."""
    step, cycle = point.condition_text("test_step"), point.condition("cycle_number")
    if point.property_key not in PROPERTIES:
        return "of another property"
    if step not in STEPS:
        return f"measured in another step of the test ({step})"
    if point.quantity is None:
        return "without a number"
    if "cycle_number" not in point.conditions:
        return "without a cycle number"
    if cycle is None:
        return "with a range of cycles"
    if cycle <= 0:
        return "at cycle zero, which a logarithmic axis cannot show"
    return ""


def _place(point: Point) -> Drawn:
    quantity, cycle = point.quantity, point.condition("cycle_number")
    assert quantity is not None
    assert cycle is not None
    y_text = format_text(quantity, UNITS[point.property_key])
    return Drawn(point, cycle, centre(quantity), number_text(cycle), y_text)


def _same_run(first: Drawn, second: Drawn) -> bool:
    """Whether two values were read in one run: same specimen, cell, direction and source, at one stated current."""
    one, other = first.point, second.point
    if one.curve or other.curve:
        return one.curve == other.curve  # a curve is one run, whether or not its current is known
    return bool(one.run) and (one.material, one.run) == (other.material, other.run) and same_current(one, other)


def _recalculated(capacities: Sequence[Drawn]) -> list[Drawn]:
    """Retentions (%) of the capacities that have an earlier one in their run; suspect ones and bounds give none."""
    usable = [item for item in capacities if sound(item)]
    found = []
    for item in usable:
        earlier = [start for start in usable if _same_run(start, item) and start.x < item.x and start.y > 0]
        if earlier:
            start = min(earlier, key=lambda one: one.x)
            share = share_of(item, start)
            text = f"{format_text(share, '%')} ({item.y_text} of {start.y_text} at cycle {start.x_text})"
            point = replace(item.point, quantity=share, origin=RECALCULATED)
            found.append(Drawn(point, item.x, centre(share), item.x_text, text))
    return found


def _symbols(traced: dict[str, Any], items: Sequence[Drawn]) -> dict[str, Any]:
    """`traced` with crosses where a value was recalculated."""
    symbols = traced["marker"]["symbol"]
    traced["marker"]["symbol"] = [
        "x" if item.point.origin == RECALCULATED else symbol for item, symbol in zip(items, symbols, strict=True)
    ]
    return traced


def _runs(items: Sequence[Drawn]) -> list[list[Drawn]]:
    """`items` of one material in runs, each in the order of its cycles."""
    runs: list[list[Drawn]] = []
    for item in sorted(items, key=lambda item: (item.x, item.point.id)):
        own = next((run for run in runs if _same_run(run[0], item)), None)
        if own is None:
            runs.append([item])
        else:
            own.append(item)
    return runs


def _by_material(drawn: Sequence[Drawn], materials: Sequence[str]) -> list[dict[str, Any]]:
    """A colour for each material; the points of a run are joined."""
    data: list[dict[str, Any]] = []
    for number, material in enumerate(materials):
        own = [item for item in drawn if item.point.material == material]
        for index, run in enumerate(_runs(own)):
            first = run[0].point
            name = f"{first.name} (control)" if first.role == "control" else first.name
            traced = _symbols(trace(run, (PALETTE[number], number), _say), run)
            traced |= {"name": escape(name), "legendgroup": material, "showlegend": index == 0}
            if len(run) > 1:
                traced["mode"] = "lines+markers"
                traced["line"] = {"color": PALETTE[number], "width": 1.5, "dash": DASHES[first.role]}
            data.append(traced)
    return data


def _by_role(drawn: Sequence[Drawn], inside: Sequence[Drawn]) -> list[dict[str, Any]]:
    """One trace for each role, the modified materials labelled, with lines along runs and from control to modified."""
    data = links(_links(drawn))
    for own in grouped(drawn, lambda item: item.point.material).values():
        role = own[0].point.role
        data += [line(run, COLOURS[role], DASHES[role]) for run in _runs(own) if len(run) > 1]
    # the best first to their names, one for each material
    best = sorted((item for item in inside if item.point.role != "control"), key=lambda item: -item.y)
    named = list({item.point.material: item for item in reversed(best)}.values())[::-1]
    for role in ("control", "", "modified"):
        items = plain_first(item for item in drawn if item.point.role == role)
        if items:
            traced = _symbols(trace(items, COLOURS[role], _say), items) | {"name": ROLE_LABELS[role]}
            if role != "control":
                traced |= labels(items, named, inside, log_x=True)
            data.append(traced)
    return data


def _links(drawn: Sequence[Drawn]) -> list[tuple[Drawn, Drawn]]:
    """Control and modified of one group at the same cycle and the same stated current."""
    return [
        (control, modified)
        for modified in drawn
        if modified.point.role == "modified"
        for control in drawn
        if control.point.role == "control"
        and control.point.group == modified.point.group
        and alike("cycle_number", control.x, modified.x)
        and same_current(control.point, modified.point)
    ]


def _say(item: Drawn) -> str:
    stated = any(key in item.point.conditions for key in CURRENTS)
    words = [f"{item.y_text} at cycle {item.x_text}"] + ([] if stated else ["current not stated"])
    return hover(item.point, *words, without=("cycle_number",))
