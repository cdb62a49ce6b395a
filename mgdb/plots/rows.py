"""What plots of rows share: horizontal marks under headings, a row for each specimen or comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mgdb.science.conditions import CONDITIONS

from .model import Drawn, Point
from .style import class_look, escape, layout
from .traces import grouped, hover, plain_first, spread

ROW, FRAME, LEAST = 26, 150, 230  # px
TALL = 15  # rows; under more, an axis would be out of sight: it stands on top
SIDEWAYS = {">": "triangle-right", "≥": "triangle-right"} | dict.fromkeys(("<", "≤", "up to"), "triangle-left")
UNSTATED = ("", "not stated", "not applicable")


def sideways(shape: str, point: Point) -> str:
    """The marker `shape` of `point`; a triangle that points where the true value may lie, hollow when suspect."""
    bound = point.quantity.bound if point.quantity else "="
    return SIDEWAYS.get(bound, shape) + ("-open" if point.suspect else "")


def condition_text(point: Point, key: str) -> str:
    """The condition `key` of `point` as a reader knows it; empty where it is not stated."""
    found = point.conditions.get(key)
    if found is None:
        return ""
    return dict(CONDITIONS[key].choices).get(found.text) or found.printed or found.text


def rows_layout(x_title: str, labels: Sequence[str], x_axis: dict[str, Any], **options: Any) -> dict[str, Any]:
    """A layout with `labels` (escaped) down the side, the first on top, at heights from len(labels) − 1 down to 0.

    `options` are merged into it.
    """
    tall = len(labels) > TALL
    if tall:
        options = {"legend": {"orientation": "h", "yref": "container", "y": 1, "yanchor": "top", "x": 0}} | options
    return layout(
        x_title,
        "",
        xaxis=x_axis | ({"side": "top"} if tall else {}),
        yaxis={
            "tickmode": "array",
            "tickvals": list(range(len(labels) - 1, -1, -1)),
            "ticktext": list(labels),
            "range": [-0.7, len(labels) - 0.3],
            "ticks": "",
            "fixedrange": True,
            "showgrid": False,
        },
        height=max(LEAST, FRAME + ROW * len(labels)),
        showlegend=True,
        meta={"rows": True},
        **options,
    )


def by_class(drawn: Sequence[Drawn], *, bars: bool) -> list[dict[str, Any]]:
    """For each class of electrolyte the marks of its rows; with `bars` each at the end of a bar from zero."""
    data: list[dict[str, Any]] = []
    for family, own in grouped(plain_first(drawn), lambda item: item.point.electrolyte_class or "not stated").items():
        place, shape, colour = class_look(family)
        shared = {"y": [item.y for item in own], "meta": {"colour": place}, "legendgroup": family}
        name = escape(family)
        if bars:
            data.append(
            {
                "type": "bar", "orientation": "h", "x": [item.x for item in own], "width": 0.28, "opacity": 0.45,
                "marker": {"color": colour}, "hoverinfo": "skip", "showlegend": False, "name": name, **shared,
            }
        )  # fmt: skip
        quantities = [item.point.quantity for item in own]
        reaches = [spread(quantity) if quantity else (0.0, 0.0) for quantity in quantities]
        marks: dict[str, Any] = {
            "type": "scatter", "mode": "markers", "x": [item.x for item in own], "name": name, **shared,
            "meta": {"colour": place, "symbol": shape},
            "marker": {
                "color": colour, "size": 10, "line": {"width": 1.5, "color": colour},
                "symbol": [sideways(shape, item.point) for item in own],
            },
            "customdata": [[item.point.id, item.point.url] for item in own],
            "hovertext": [hover(item.point, item.x_text) for item in own],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }  # fmt: skip
        if any(below or above for below, above in reaches):
            marks["error_x"] = {
                "type": "data", "symmetric": False,
                "array": [above for _, above in reaches], "arrayminus": [below for below, _ in reaches],
            }  # fmt: skip
        data.append(marks)
    return data
