"""A reader's own data over a plot: their traces, the axes that make room for them, their place in the tables.

What cannot be stays out before it comes here; what is implausible is drawn with a mark, and stretches no axis.
"""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .limits import MARGIN
from .model import Drawing, Drawn, ResultTable
from .rows import FRAME, ROW, SIDEWAYS
from .style import BOUND_SYMBOLS, INK, OWN_COLOUR, escape, log_ticks

# ink is no colour of the palette: own data stand out in every figure, and series are told apart by their shapes
SHAPES = ("asterisk", "cross-thin", "x-thin", "y-down", "hash", "star-square", "hourglass", "bowtie")
LONGEST_LABEL = 30
TABLE = "own"
MARKUP = re.compile(r"<[^>]*>")
OwnEnds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """A point of a reader's own. x_ends, y_ends: where its bar ends on each axis, None where it has none.

    bound: where the true value may lie, “<” or “>” as it stands in the figure. doubts: why it is implausible.
    """

    drawn: Drawn
    x_ends: OwnEnds = (None, None)
    y_ends: OwnEnds = (None, None)
    bound: str = "="
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """Points of a reader's own under one name."""

    name: str
    points: tuple[OwnPoint, ...]


def panels_of(drawing: Drawing) -> list[tuple[str, str]]:
    """The panels of a figure, the first on top: what Plotly puts behind the names of its axes, and its title."""
    layout = drawing.figure["layout"]
    found = [name.removeprefix("yaxis") for name in layout if name.startswith("yaxis")]
    titles = [
        ", ".join(filter(None, (layout[f"{name}axis{one}"]["title"]["text"] for name in "yx")))
        for one in found
        if f"xaxis{one}" in layout
    ]
    return [(one, MARKUP.sub("", title)) for one, title in zip(found, titles, strict=False)]


def with_own(drawing: Drawing, series: Sequence[OwnSeries], panel: str = "") -> Drawing:
    """`drawing` with `series` over it, in a copy of its figure. Points lie in the places of the axes of `panel`, one of
    `panels_of`.

    On a plot of rows each name gets a row below the others; y of such points is not looked at.
    """
    if not series:
        return drawing
    data, layout = list(drawing.figure["data"]), copy.deepcopy(drawing.figure["layout"])
    across, up = f"xaxis{panel}", f"yaxis{panel}"
    of_rows = bool((layout.get("meta") or {}).get("rows"))
    if of_rows:
        series = _below(layout, up, series)
    for place, one in enumerate(series):
        trace = _trace(one, SHAPES[place % len(SHAPES)], of_rows=of_rows)
        data.append(trace | ({"xaxis": f"x{panel}", "yaxis": f"y{panel}"} if panel else {}))
    layout["showlegend"] = True
    points = [point for one in series for point in one.points]
    here = [one for one in drawing.figure["data"] if one.get("yaxis", "y") == f"y{panel}"]
    xs = [(point.drawn.x, point.x_ends, not point.doubts) for point in points]
    _make_room(layout[across], [at for one in here for at in one.get("x", ())], xs)
    if not of_rows:
        ys = [(point.drawn.y, point.y_ends, not point.doubts) for point in points]
        _make_room(layout[up], [at for one in here for at in one.get("y", ())], ys)
    axes = [layout[across]] if of_rows else [layout[across], layout[up]]
    outside = [point for point in points if not _is_inside(axes, point)]
    return replace(
        drawing,
        figure={"data": data, "layout": layout},
        tables=(*drawing.tables, _table(drawing, points, outside, of_rows=of_rows)),
        own=tuple(point.drawn for point in points),
        own_outside=tuple(point.drawn for point in outside),
    )


def additions(bare: Drawing, drawing: Drawing) -> dict[str, Any]:
    """What own data add to the figure of `bare`: {"data": [...], "layout": {...}}, the layout where it differs."""
    layout, before = drawing.figure["layout"], bare.figure["layout"]
    changed: dict[str, Any] = {}
    for key, value in layout.items():
        old = before.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            value = {name: one for name, one in value.items() if one != old.get(name)}
        if value not in ({}, old):
            changed[key] = value
    return {"data": [one for one in drawing.figure["data"] if (one.get("meta") or {}).get("own")], "layout": changed}


def _trace(series: OwnSeries, shape: str, *, of_rows: bool) -> dict[str, Any]:
    # the legend shows the first marker: one that is no bound where there is one
    points = sorted(series.points, key=lambda point: point.bound != "=") if of_rows else list(series.points)
    heads = SIDEWAYS if of_rows else BOUND_SYMBOLS
    trace: dict[str, Any] = {
        "type": "scatter", "mode": "markers", "name": escape(series.name), "meta": {"colour": OWN_COLOUR, "own": True},
        "x": [point.drawn.x for point in points], "y": [point.drawn.y for point in points],
        "hovertext": [_hover(series, point) for point in points], "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": [f"{heads.get(point.bound, 'circle-x' if point.doubts else shape)}-open" for point in points],
            "size": 11, "color": INK, "line": {"width": 2, "color": INK},
        },
    }  # fmt: skip
    for name, places in (
        ("error_x", [(point.drawn.x, point.x_ends) for point in points]),
        ("error_y", [(point.drawn.y, point.y_ends) for point in points]),
    ):
        if any(end is not None for _, ends in places for end in ends):
            trace[name] = {
                "type": "data", "symmetric": False, "thickness": 1.5,
                "array": [high - at if high is not None else 0 for at, (_, high) in places],
                "arrayminus": [at - low if low is not None else 0 for at, (low, _) in places],
            }  # fmt: skip
    return trace


def _hover(series: OwnSeries, point: OwnPoint) -> str:
    item = point.drawn
    words = [f"<b>{escape(item.point.name)}</b>"]
    if item.point.name != series.name:
        words.append(escape(series.name))
    words.append(escape(", ".join(text for text in (item.y_text, item.x_text) if text)))
    words += [escape(f"In doubt: {doubt}") for doubt in point.doubts]
    return "<br>".join([*words, escape(item.point.source)])


def _below(layout: dict[str, Any], up: str, series: Sequence[OwnSeries]) -> list[OwnSeries]:
    """A row for each name below those of the plot."""
    names = list(dict.fromkeys(point.drawn.point.name for one in series for point in one.points))
    rows = {name: -1 - place for place, name in enumerate(names)}
    axis = layout[up]
    axis["tickvals"] = [*axis["tickvals"], *rows.values()]
    axis["ticktext"] = [*axis["ticktext"], *(escape(name[:LONGEST_LABEL]) for name in names)]
    axis["range"] = [-0.7 - len(names), axis["range"][1]]
    layout["height"] = layout.get("height", FRAME) + ROW * len(names)
    return [
        replace(
            one,
            points=tuple(
                replace(point, drawn=replace(point.drawn, y=float(rows[point.drawn.point.name])))
                for point in one.points
            ),
        )
        for one in series
    ]


def _make_room(axis: dict[str, Any], base: Sequence[Any], places: Sequence[tuple[float, OwnEnds, bool]]) -> None:
    """Lengthens an axis for own values that are plausible, and fixes one that would follow those that are not; `base`
    is what the figure has along it."""
    log = axis.get("type") == "log"
    stands = math.log10 if log else float
    trusted = [stands(at) for at, _, sound in places if sound]
    trusted += [stands(end) for _, ends, sound in places if sound for end in ends if end is not None]
    old = axis.get("range")
    has_ticks = log and axis.get("tickmode") == "array"
    if old is None:
        if all(sound for _, _, sound in places) and not has_ticks:
            return  # Plotly follows them
        numbers = [at for at in base if isinstance(at, (int, float)) and (at > 0 or not log)]
        ends = [stands(at) for at in numbers] + trusted
        low, high = min(ends, default=0.0), max(ends, default=1.0)
        edge = MARGIN * (high - low) or 0.5
        zero = axis.get("rangemode") == "tozero" and low >= 0
        axis["range"] = [0.0 if zero else low - edge, high + edge]
    elif trusted:
        edge = MARGIN * (max(old) - min(old))
        low, high = min(trusted), max(trusted)
        axis["range"] = [low - edge if low < old[0] else old[0], high + edge if high > old[1] else old[1]]
    if has_ticks and axis.get("range") != old:
        low, high = (10**end for end in axis["range"])
        every = log_ticks(low, high)
        if high / low > 1000:
            every["ticktext"] = [text if text.lstrip("0.").startswith("1") else "" for text in every["ticktext"]]
        axis |= every


def _is_inside(axes: Sequence[dict[str, Any]], point: OwnPoint) -> bool:
    for axis, at in zip(axes, (point.drawn.x, point.drawn.y), strict=False):
        if ends := axis.get("range"):
            stands = math.log10(at) if axis.get("type") == "log" else at
            if not min(ends) <= stands <= max(ends):
                return False
    return True


def _table(drawing: Drawing, points: Sequence[OwnPoint], outside: Sequence[OwnPoint], *, of_rows: bool) -> ResultTable:
    gone = set(map(id, outside))
    rows = []
    for point in points:
        item = point.drawn
        words = ["outside the axes"] if id(point) in gone else []
        words += [f"in doubt: {doubt}" for doubt in point.doubts]
        shown = (item.x_text,) if of_rows else (item.x_text, item.y_text)
        rows.append((item.point.name, *shown, "; ".join(words) or "–"))
    heads = (drawing.axes[0].label,) if of_rows else (drawing.axes[0].label, drawing.axes[1].label)
    return ResultTable("Your data", ("Series", *heads, "Remarks"), tuple(rows), TABLE)
