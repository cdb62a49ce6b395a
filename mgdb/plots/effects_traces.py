"""The marks of factors, their medians and the line at 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from .chemistry import lacks_chemistry
from .effects_groups import CHEMISTRY_LABELS, Section, against_of, property_of
from .model import Drawn, Point
from .rows import sideways
from .style import MUTED, PALETTE, escape
from .traces import hover

COLOURS = {"Mg": 0, "Mg-Li": 1, "Li": 2}
REST, NO_CHEMISTRY = 3, "muted"


def ends_of(item: Drawn) -> tuple[float, float, float]:
    """Least, middle and greatest number of a factor; those of a bound are one."""
    factor = against_of(item.point).factor
    if factor.bound != "=":
        return item.x, item.x, item.x
    return factor.low or item.x, item.x, factor.high or item.x


def range_of(ends: Sequence[float]) -> list[float]:
    """The ends of the axis in decades, with room for the text beside the last mark."""
    low, high = math.log10(min(ends)), math.log10(max(ends))
    span = max(high - low, 0.3)
    return [low - 0.08 * span, high + 0.3 * span]


def line_at_one(top: int) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": [1, 1], "y": [-0.7, top + 0.7], "hoverinfo": "skip",
        "showlegend": False, "name": "no change", "line": {"color": MUTED, "width": 1.5, "dash": "dot"},
        "meta": {"colour": "muted"},
    }  # fmt: skip


def traces_of(drawn: Sequence[Drawn]) -> list[dict[str, Any]]:
    """Marks by battery chemistry and verdict, each with its factor beside it."""
    kinds: dict[tuple[str, int, str, bool], list[Drawn]] = {}
    for item in drawn:
        against = against_of(item.point)
        verdict = (2, "suspect") if item.point.suspect else (int(not against.is_comparable), against.verdict)
        kinds.setdefault((item.point.chemistry, *verdict, lacks_chemistry(item.point)), []).append(item)
    order = list(COLOURS)

    def rank(kind: tuple[str, int, str, bool]) -> tuple[int, str, bool, int]:
        return (order.index(kind[0]) if kind[0] in order else len(order), kind[0], kind[3], kind[1])

    return [_marks(kind, kinds[kind]) for kind in sorted(kinds, key=rank)]


def _marks(kind: tuple[str, int, str, bool], items: Sequence[Drawn]) -> dict[str, Any]:
    chemistry, rank, verdict, is_unknown = kind
    place: int | str = COLOURS.get(chemistry, REST) if chemistry else NO_CHEMISTRY
    colour = PALETTE[place] if isinstance(place, int) else MUTED
    none = "chemistry not stated" if is_unknown else "of no battery"
    name = CHEMISTRY_LABELS.get(chemistry, chemistry) if chemistry else none
    trace: dict[str, Any] = {
        "type": "scatter", "mode": "markers+text", "name": escape(f"{name}, {verdict}"),
        "x": [item.x for item in items], "y": [item.y for item in items],
        "text": [f"  {escape(against_of(item.point).text)} {against_of(item.point).mark}" for item in items],
        "textposition": "middle right", "textfont": {"size": 11}, "cliponaxis": False,
        "marker": {
            "color": colour, "size": 10, "line": {"width": 1.5, "color": colour},
            "symbol": [_symbol(item.point) for item in items],
        },
        "customdata": [[item.point.id, item.point.url] for item in items],
        "hovertext": [_hover(item) for item in items],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": place, "symbol": ("circle", "circle-open", "x")[rank]},
    }  # fmt: skip
    ends = [ends_of(item) for item in items]
    if any(low < x or x < high for low, x, high in ends):
        trace["error_x"] = {
            "type": "data", "symmetric": False,
            # a bar without length would leave its caps in the mark
            "array": [high - x or None for _, x, high in ends], "arrayminus": [x - low or None for low, x, _ in ends],
        }  # fmt: skip
    return trace


def _symbol(point: Point) -> str:
    against = against_of(point)
    if point.suspect:
        return "x"
    bounded = Point(
        id="", property_key="", material="", name="", quantity=against.factor, suspect=not against.is_comparable
    )
    return sideways("circle" if against.is_like_control else "square", bounded)


def _hover(item: Drawn) -> str:
    against = against_of(item.point)
    kind = "" if against.is_like_control else f" ({against.control_kind})"
    return hover(
        item.point,
        f"against {against.control_name}{kind}",
        f"{property_of(item.point)}: {against.text}, {against.value} against {against.control_value}",
        f"{against.mark} {against.verdict}",
        *([against.strategy] if against.strategy else []),
    )


def medians_of(places: Sequence[tuple[Section, str, int]], top: int) -> list[dict[str, Any]]:
    """The median of each section and group that has one, with its spread, at the height of its heading."""
    found = [(group or section.label, section.summary(group), float(top - line)) for section, group, line in places]
    rows = [(label, one, one.median, y) for label, one, y in found if one.median is not None]
    if not rows:
        return []
    return [
        {
            "type": "scatter", "mode": "markers", "name": "median and spread of like comparisons",
            "x": [median for *_, median, _ in rows], "y": [y for *_, y in rows],
            "marker": {
                "color": PALETTE[7], "size": 13, "symbol": "diamond", "line": {"width": 1.5, "color": PALETTE[7]},
            },
            "error_x": {
                "type": "data", "symmetric": False,
                "array": [one.high - median for _, one, median, _ in rows],
                "arrayminus": [median - one.low for _, one, median, _ in rows],
            },
            "hovertext": [f"<b>{escape(label)}</b><br>{escape(one.words)}" for label, one, _, _ in rows],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "meta": {"colour": 7},
        }
    ]  # fmt: skip
