"""Rate performance: specific capacity against current density.

One trace for each material while there are few. Beyond `MANY`, where a colour each could not be told apart, colour and
shape show the role (modified, control), each modified material is labelled at its point, and a line leads to it from
its control at the same current.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from mgdb.science.comparability import TOLERANCE
from mgdb.science.quantity import Quantity, format_text

from .model import Drawing, Drawn, NothingToDraw, Point, PointCondition, tally
from .style import ACCENT, DASHES, MORE_DASHES, MUTED, PALETTE, escape, layout, log_ticks, symbol

SLUG = "rate"
TITLE = "Rate performance"
DESCRIPTION = "Specific capacity against current density, as measured in rate tests."
PROPERTIES = ("specific_capacity",)

X_LABEL, Y_LABEL = "Current density (mA g⁻¹)", "Specific capacity (mAh g⁻¹)"
MANY = len(PALETTE)
COLOURS: dict[str, tuple[str, int | str]] = {"modified": (ACCENT, 0), "control": (MUTED, "muted"), "": (PALETTE[1], 1)}
LONGEST_LABEL = 20
APART = 1.025  # between groups at one current
NOTE = "Groups at the same current stand side by side, moved by a few percent; hovering and the table give the current."
LABELS = {"modified": "modified", "control": "control (pristine)", "": "no control"}


def sample() -> tuple[Point, ...]:
    """Ten values of a modified material and its control, two of them qualified."""
    steps = (50, 100, 200, 500, 1000)
    series = {"control": (120, 96, 70, 41, 20), "modified": (180, 171, 160, 142, 118)}
    return tuple(
        Point(
            id=f"{role}-{current}",
            property="specific_capacity",
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


def build(points: Sequence[Point]) -> Drawing:
    """Capacity (mAh g⁻¹) against current density (mA g⁻¹, logarithmic) for the rate values among `points`.

    Values in other steps of a test, without a number or without a current per mass are left out and counted; currents
    per area and C-rates never share the axis. Raises NothingToDraw where nothing remains.
    """
    drawn, reasons = [], []
    for point in points:
        reason = _why_not(point)
        if reason:
            reasons.append(reason)
        else:
            drawn.append(_place(point))
    if not drawn:
        raise NothingToDraw(
            f"No rate value to draw: {'; '.join(f'{n} {why}' for why, n in tally(reasons)) or 'none given'}."
        )
    materials = list(dict.fromkeys(item.point.material for item in drawn))
    data = _by_role(drawn) if len(materials) > MANY else _by_material(drawn, materials)
    figure = {
        "data": data,
        "layout": layout(
            X_LABEL,
            Y_LABEL,
            xaxis=log_ticks(min(i.x for i in drawn), max(i.x for i in drawn)),
            yaxis={"rangemode": "tozero"},
            showlegend=len(data) > 1,
        ),
    }
    note = NOTE if len(materials) > MANY else ""
    return Drawing(figure, tuple(drawn), tally(reasons), X_LABEL, Y_LABEL, note)


def _why_not(point: Point) -> str:
    """Why `point` cannot stand in this plot; empty when it can."""
    step = point.condition_text("test_step")
    if point.property not in PROPERTIES:
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
    x_text = format_text(Quantity(value=current), "mA g⁻¹")
    return Drawn(point, current, _height(quantity), x_text, format_text(quantity, "mAh g⁻¹"))


def _height(quantity: Quantity) -> float:
    """Where a quantity stands on the axis: its number, the middle of a range, or the end of an open one."""
    if quantity.value is not None:
        return quantity.value
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return sum(ends) / len(ends)


def _by_material(drawn: list[Drawn], materials: list[str]) -> list[dict[str, Any]]:
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
                trace = _trace(part, PALETTE[number], number)
                trace |= {"mode": "lines+markers" if len(part) > 1 else "markers", "legendgroup": f"{material} {run}"}
                trace |= {"name": _legend(first, several), "showlegend": index == 0 and (several or place == 0)}
                trace["line"] = {"color": PALETTE[number], "width": 1.5, "dash": dash}
                data.append(trace)
    return data


def _legend(point: Point, with_electrolyte: bool) -> str:
    name = f"{point.name} (control)" if point.role == "control" else point.name
    return escape(f"{name}, {point.electrolyte or 'electrolyte not stated'}" if with_electrolyte else name)


def _recovery(item: Drawn) -> bool:
    return item.point.condition_text("test_step") == "recovery"


def _by_role(drawn: list[Drawn]) -> list[dict[str, Any]]:
    """One trace for each role, labels at the modified materials, and a line from control to modified."""
    data: list[dict[str, Any]] = []
    links = _links(drawn)
    beside = _side_by_side(drawn)
    if links:
        xs: list[float | None] = []
        ys: list[float | None] = []
        for control, modified in links:
            xs += [control.x * beside[id(control)], modified.x * beside[id(modified)], None]
            ys += [control.y, modified.y, None]
        data.append(
            {
                "type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip", "showlegend": False,
                "name": "control to modified", "line": {"color": MUTED, "width": 1}, "meta": {"colour": "muted"},
            }
        )  # fmt: skip
    data += _runs(drawn, beside)
    right = max(item.x for item in drawn) / 2
    for role in ("control", "", "modified"):
        own = [item for item in drawn if item.point.role == role]
        if own:
            trace = _trace(own, *COLOURS[role]) | {"mode": "markers", "name": LABELS[role]}
            trace["x"] = [item.x * beside[id(item)] for item in own]
            if role != "control":
                best = _labelled(own)
                trace |= {"mode": "markers+text", "textfont": {"size": 11}}
                trace["text"] = [_label(item.point.name) if item in best else "" for item in own]
                # a long name at the right edge would be cut off
                trace["textposition"] = ["top left" if item.x > right else "top right" for item in own]
            data.append(trace)
    return data


def _runs(drawn: list[Drawn], beside: dict[int, float]) -> list[dict[str, Any]]:
    """Lines through the steps of each run that has several."""
    runs: dict[tuple[str, str, str], list[Drawn]] = {}
    for item in sorted(drawn, key=lambda item: item.x):
        if not _recovery(item):
            runs.setdefault((item.point.role, item.point.material, item.point.run), []).append(item)
    return [
        {
            "type": "scatter", "mode": "lines", "x": [i.x * beside[id(i)] for i in run], "y": [i.y for i in run],
            "hoverinfo": "skip", "showlegend": False, "name": escape(run[0].point.name),
            "line": {"color": COLOURS[role][0], "width": 1, "dash": DASHES[role]}, "meta": {"colour": COLOURS[role][1]},
        }
        for (role, _, _), run in runs.items()
        if len(run) > 1
    ]  # fmt: skip


def _label(name: str) -> str:
    return escape(name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…")


def _side_by_side(drawn: list[Drawn]) -> dict[int, float]:
    """id of an item → the factor by which it is moved along x, so that groups at one current do not hide each other."""
    moved: dict[int, float] = {}
    for _, items in groupby(sorted(drawn, key=lambda item: item.x), key=lambda item: item.x):
        own = list(items)
        groups = list(dict.fromkeys(item.point.group for item in sorted(own, key=lambda item: -item.y)))
        for item in own:
            moved[id(item)] = APART ** (groups.index(item.point.group) - (len(groups) - 1) / 2)
    return moved


def _labelled(items: list[Drawn]) -> list[Drawn]:
    """One point for each material: that at its lowest current."""
    ordered = sorted(items, key=lambda item: (item.point.material, item.x))
    return [next(own) for _, own in groupby(ordered, key=lambda item: item.point.material)]


def _links(drawn: list[Drawn]) -> list[tuple[Drawn, Drawn]]:
    """Control and modified of one group at the same current."""
    return [
        (control, modified)
        for modified in drawn
        if modified.point.role == "modified"
        for control in drawn
        if control.point.role == "control"
        and control.point.group == modified.point.group
        and abs(control.x - modified.x) <= TOLERANCE * max(control.x, modified.x)
    ]


def _trace(items: list[Drawn], colour: str, place: int | str) -> dict[str, Any]:
    quantities = [item.point.quantity for item in items]
    trace: dict[str, Any] = {
        "type": "scatter",
        "x": [item.x for item in items],
        "y": [item.y for item in items],
        "marker": {
            "color": colour,
            "size": 9,
            "line": {"width": 1.5, "color": colour},
            "symbol": [
                symbol(item.point.role, q.bound, item.point.suspect)
                for item, q in zip(items, quantities, strict=True)
                if q
            ],
        },
        "customdata": [[item.point.id, item.point.url] for item in items],
        "hovertext": [_hover(item) for item in items],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": place},
    }
    if any(q.low is not None and q.high is not None and q.low < q.high for q in quantities if q):
        trace["error_y"] = {
            "type": "data",
            "symmetric": False,
            "array": [q.high - i.y if q and q.high is not None else 0 for i, q in zip(items, quantities, strict=True)],
            "arrayminus": [
                i.y - q.low if q and q.low is not None else 0 for i, q in zip(items, quantities, strict=True)
            ],
        }
    return trace


def _hover(item: Drawn) -> str:
    point = item.point
    role = {"modified": "", "control": " (control)", "": ""}[point.role]
    lines = [f"<b>{escape(point.name)}</b>{role}", f"{escape(item.y_text)} at {escape(item.x_text)}"]
    lines += [escape(point.electrolyte)] if point.electrolyte else []
    lines += ["recovery step"] if _recovery(item) else []
    lines += [escape(point.source)] if point.source else []
    lines += ["suspect value"] if point.suspect else []
    return "<br>".join(lines)
