"""Rate performance: specific capacity, or what is left of it, against current density.

One trace for each material while there are few. Beyond `MANY`, where a colour each could not be told apart, colour and
shape show the role (modified, control), each modified material is labelled at its point, and a line leads to it from
its control at the same current.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from mgdb.science.quantity import Quantity, format_text, number_text

from . import axes, limits
from .model import RANGE, Drawing, Drawn, Point, PointCondition, tally
from .style import DASHES, MORE_DASHES, PALETTE, escape, layout, log_ticks
from .traces import (
    CAPACITY_LABELS,
    CAPACITY_OR_RETENTION,
    COLOURS,
    MANY,
    ROLE_LABELS,
    alike,
    centre,
    hover,
    labels,
    line,
    links,
    one_each,
    plain_first,
    refuse,
    share_of,
    sound,
    trace,
)

SLUG = "rate"
TITLE = "Rate performance"
DESCRIPTION = "Specific capacity, or the share of it that is left, against current density, as measured in rate tests."
PROPERTIES = ("specific_capacity",)
OPTIONS = (CAPACITY_OR_RETENTION,)

X_LABEL = "Current density (mA g⁻¹)"
RETENTION = (
    "Retention is recalculated: each capacity of a run relative to that at the lowest current of the same run, in one "
    "cell and electrolyte; suspect values and bounds give none."
)


def sample() -> tuple[Point, ...]:
    """Ten values of a modified material and its control, two of them qualified."""
    steps = (50, 100, 200, 500, 1000)
    series = {"control": (120, 96, 70, 41, 20), "modified": (180, 171, 160, 142, 118)}
    return tuple(
        Point(
            id=f"{role}-{current}",
            property_key="specific_capacity",
            quantity=Quantity(value=float(capacity), approximate=current == 1000),
            material=role,
            name={"control": "VS₄", "modified": "Mo-VS₄"}[role],
            role=role,  # type: ignore[arg-type]
            run=role,
            conditions={
                "test_step": PointCondition(text="rate", printed="rate"),
                "current_density": PointCondition(low=current, high=current, printed=f"{current} mA g⁻¹"),
            },
            suspect=role == "control" and current == 50,
        )
        for role, capacities in series.items()
        for current, capacity in zip(steps, capacities, strict=True)
    )


def build(points: Sequence[Point], *, show: str = "capacity", range: str = RANGE.default) -> Drawing:
    """Capacity (mAh g⁻¹) or retention (%) against current density (mA g⁻¹, logarithmic) for rate values.

    show: "capacity", or "retention": relative to the capacity at the lowest current of the run. Values in other steps
    of a test, without a number or without a current per mass are left out and counted; currents per area and C-rates
    never share the axis. Raises NothingToDraw where nothing remains.
    """
    drawn, reasons = [], []
    for point in points:
        reason = _why_not(point)
        if reason:
            reasons.append(reason)
        else:
            drawn.append(_place(point))
    if show == "retention":
        found = _retentions(drawn)
        reasons += ["without a capacity at a lower current in the same run"] * (len(drawn) - len(found))
        drawn = found
    if not drawn:
        raise refuse("rate value" if show == "capacity" else "retention of a rate test", reasons)
    materials = list(dict.fromkeys(item.point.material for item in drawn))
    many = len(materials) > MANY
    across = axes.of_key("current_density")
    up = axes.of_key("specific_capacity" if show == "capacity" else "capacity_retention")
    shown = limits.frame(drawn, x=limits.Along(across, log=True), y=limits.Along(up, zero=True), show=range)
    data = _by_role(drawn, shown.inside) if many else _by_material(drawn, materials)
    own = layout(
        X_LABEL,
        CAPACITY_LABELS[show],
        xaxis=log_ticks(min(i.x for i in shown.inside), max(i.x for i in shown.inside)),
        yaxis={"rangemode": "tozero"},
        showlegend=len(data) > 1,
    )
    figure = {"data": data, "layout": shown.applied(own)}
    return Drawing(
        figure,
        tuple(drawn),
        tally(reasons),
        X_LABEL,
        CAPACITY_LABELS[show],
        RETENTION if show == "retention" else "",
        axes=(across, up),
        outside=shown.outside,
    )


def _why_not(point: Point) -> str:
    """Why `point` cannot stand in this plot; empty when it can."""
    step = point.condition_text("test_step")
    if point.property_key not in PROPERTIES:
        return "of another property"
    if step not in ("rate", "recovery"):
        return f"measured in another step of the test ({step})" if step else "without a stated step of the test"
    if point.quantity is None:
        return "without a number"
    if "current_density" not in point.conditions:
        return "without a current density in mA g⁻¹"
    current = point.condition("current_density")
    if current is None:
        return "with a range of currents"
    if current <= 0:
        return "at zero current, which a logarithmic axis cannot show"
    return ""


def _place(point: Point) -> Drawn:
    quantity, current = point.quantity, point.condition("current_density")
    assert quantity is not None
    assert current is not None
    return Drawn(point, current, centre(quantity), number_text(current, "mA g⁻¹"), format_text(quantity, "mAh g⁻¹"))


def _run(point: Point) -> tuple[str, str, str]:
    return point.material, point.run, point.electrolyte


def _retentions(drawn: Sequence[Drawn]) -> list[Drawn]:
    """The values of each run relative to that at its lowest current; recovery steps count, but are no start."""
    found = []
    usable = sorted((item for item in drawn if sound(item)), key=lambda item: (_run(item.point), item.x))
    for _, members in groupby(usable, key=lambda item: _run(item.point)):
        own = list(members)
        start = next((item for item in own if not _recovery(item) and item.y > 0), None)
        if start is None or len(own) < 2:
            continue
        for item in own:
            share = share_of(item, start)
            text = f"{format_text(share, '%')} ({item.y_text} of {start.y_text} at {start.x_text})"
            found.append(Drawn(replace(item.point, quantity=share), item.x, centre(share), item.x_text, text))
    return found


def _by_material(drawn: Sequence[Drawn], materials: Sequence[str]) -> list[dict[str, Any]]:
    """A colour for each material, a dash for each of its runs; runs are joined, recovery points stand alone."""
    data: list[dict[str, Any]] = []
    for number, material in enumerate(materials):
        own = [item for item in drawn if item.point.material == material]
        runs = list(dict.fromkeys(item.point.run for item in own))
        several = len({item.point.electrolyte for item in own}) > 1
        for place, run in enumerate(runs):
            steps = sorted((i for i in own if i.point.run == run and not _recovery(i)), key=lambda item: item.x)
            parts = [steps, *([item] for item in own if item.point.run == run and _recovery(item))]
            for index, part in enumerate(part for part in parts if part):
                first = part[0].point
                dash = DASHES[first.role] if place == 0 else MORE_DASHES[(place - 1) % len(MORE_DASHES)]
                traced = trace(part, (PALETTE[number], number), _say)
                traced |= {"mode": "lines+markers" if len(part) > 1 else "markers", "legendgroup": f"{material} {run}"}
                traced |= {"name": _legend(first, several), "showlegend": index == 0 and (several or place == 0)}
                traced["line"] = {"color": PALETTE[number], "width": 1.5, "dash": dash}
                data.append(traced)
    return data


def _legend(point: Point, with_electrolyte: bool) -> str:
    name = f"{point.name} (control)" if point.role == "control" else point.name
    return escape(f"{name}, {point.electrolyte or 'electrolyte not stated'}" if with_electrolyte else name)


def _recovery(item: Drawn) -> bool:
    return item.point.condition_text("test_step") == "recovery"


def _by_role(drawn: Sequence[Drawn], inside: Sequence[Drawn]) -> list[dict[str, Any]]:
    """One trace for each role, labels at the materials inside the axes, and a line from control to modified."""
    data = [*links(_links(drawn)), *_runs(drawn)]
    # the name stands at the lowest current, on the left, where lines begin; the modified come first to theirs
    named = one_each([item for item in inside if item.point.role != "control"], first=True)
    named.sort(key=lambda item: (item.point.role != "modified", -item.y))
    for role in ("control", "", "modified"):
        own = plain_first(item for item in drawn if item.point.role == role)
        if own:
            traced = trace(own, COLOURS[role], _say) | {"name": ROLE_LABELS[role]}
            if role != "control":
                traced |= labels(own, named, inside, log_x=True)
            data.append(traced)
    return data


def _runs(drawn: Sequence[Drawn]) -> list[dict[str, Any]]:
    """Lines through the steps of each run that has several."""
    runs: dict[tuple[str, str, str], list[Drawn]] = {}
    for item in sorted(drawn, key=lambda item: item.x):
        if not _recovery(item):
            runs.setdefault((item.point.role, item.point.material, item.point.run), []).append(item)
    return [line(run, COLOURS[role], DASHES[role]) for (role, _, _), run in runs.items() if len(run) > 1]


def _links(drawn: Sequence[Drawn]) -> list[tuple[Drawn, Drawn]]:
    """Control and modified of one group at the same current."""
    return [
        (control, modified)
        for modified in drawn
        if modified.point.role == "modified"
        for control in drawn
        if control.point.role == "control"
        and control.point.group == modified.point.group
        and alike(
            "current_density",
            control.point.condition("current_density"),
            modified.point.condition("current_density"),
        )
    ]


def _say(item: Drawn) -> str:
    extra = ["recovery step"] if _recovery(item) else []
    return hover(item.point, f"{item.y_text} at {item.x_text}", *extra, without=("current_density", "test_step"))
