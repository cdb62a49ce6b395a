"""A reader's own value among reported ones: three rows of values, by how well their conditions compare.

No plot of its own page: what is compared with what is worked out elsewhere, and comes in with the points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity, format_text, in_unit

from . import axes, chemistry, limits
from .model import RANGE, Drawing, Drawn, Point, tally
from .rows import SIDEWAYS, sideways
from .style import ACCENT, MUTED, PALETTE, escape, layout
from .traces import axis_title, centre, hover, log_axis, plain_first, refuse, spread

ROWS = {
    "comparable": ("comparable", ACCENT, 0, "circle"),
    "care": ("compare with caution", PALETTE[1], 1, "diamond"),
    "not": ("not comparable", MUTED, "muted", "square"),
}
"""Outcome → label of its row, colour, place in the palette, shape."""

OWN_COLOUR, OWN_PLACE = PALETTE[7], 7
HALF = 0.36  # of a row: how far values of one row are spread along it
ROW, FRAME = 96, 130  # px
REPORTED = (
    "Circles are values measured alike, diamonds such to be compared with caution, squares what "
    "is not comparable; a triangle is a bound and points to where the value may lie, a bar a range; hollow marks a "
    "suspect value. Heights within a row mean nothing: they keep values apart."
)
KEY = f"The star is your value. {REPORTED}"


def build(own: Quantity, points: Mapping[str, Sequence[Point]], entry: Property) -> Drawing:
    """The value `own` (canonical) of `entry` beside the `points` of each outcome of ROWS, in the unit of pages.

    Raises NothingToDraw where none of the points has a place on the axis.
    """
    shown_own = in_unit(own, entry.dimension, entry.display_unit)
    log = entry.scale == "log"
    has_place = not log or centre(shown_own, log=True) > 0
    used = [outcome for outcome in ROWS if points.get(outcome)]
    drawn: dict[str, list[Drawn]] = {}
    reasons: list[str] = []
    for place, outcome in enumerate(reversed(used)):
        found = []
        for point in points[outcome]:
            if point.quantity is None:
                reasons.append("without a number")
                continue
            shown = in_unit(point.quantity, entry.dimension, entry.display_unit)
            x = centre(shown, log=log)
            if log and x <= 0:
                reasons.append("at zero, which a logarithmic axis cannot show")
                continue
            # in the unit of the axis, so that bars are too
            found.append(
                Drawn(replace(point, quantity=shown), x, float(place), format_text(shown, entry.display_unit), "")
            )
        drawn[outcome] = _parted(found, place, ROWS[outcome][0])
    everything = [item for outcome in used for item in drawn[outcome]]
    if not everything:
        raise refuse(f"{entry.label.lower()}", reasons)
    axis = axes.of_property(entry)
    frame = limits.frame(everything, x=limits.Along(axis, log=log), show=RANGE.default)
    x_own = centre(shown_own, log=log)
    text = format_text(shown_own, entry.display_unit)
    label = axis_title(entry)
    traces = [_row(drawn[outcome], outcome, log) for outcome in used if drawn[outcome]]
    own_layout = layout(
        label,
        "",
        xaxis=log_axis([*([x_own] if has_place else []), *(item.x for item in frame.inside)]) if log else {},
        yaxis={
            "tickmode": "array", "tickvals": list(range(len(used))),
            "ticktext": [ROWS[outcome][0] for outcome in reversed(used)],
            "range": [-0.6, len(used) - 0.2], "ticks": "", "fixedrange": True, "showgrid": False,
        },
        height=FRAME + ROW * len(used),
        showlegend=False,
        shapes=_band(shown_own, x_own, log) if has_place else [],
        meta={"rows": True},
    )  # fmt: skip
    figure_layout = frame.applied(own_layout)
    if has_place and "range" in figure_layout["xaxis"]:
        figure_layout = _reaching(figure_layout, limits.Along(axis, log=log).place(x_own))
    stars = []
    if has_place:
        is_right = _is_right(x_own, [item.x for item in frame.inside], limits.Along(axis, log=log))
        stars = [_star(own, x_own, len(used) - 0.42, text, "left" if is_right else "right")]
    strokes, told = chemistry.strokes({"data": traces}, [item.point for item in everything])
    return Drawing(
        {"data": [*traces, *strokes, *stars], "layout": figure_layout},
        tuple(everything),
        tally(reasons),
        label,
        "",
        "",
        " ".join((KEY if has_place else f"Your value, {text}, has no place on a logarithmic axis. {REPORTED}", *told)),
        outside=frame.outside,
    )


def _parted(items: Sequence[Drawn], place: int, name: str) -> list[Drawn]:
    """`items` of one row, each a little higher than the last by value, so that none covers another."""
    ordered = sorted(items, key=lambda item: (item.x, item.point.id))
    step = 2 * HALF / max(len(ordered) - 1, 1)
    start = place - HALF if len(ordered) > 1 else float(place)
    return [replace(item, y=start + number * step, y_text=name) for number, item in enumerate(ordered)]


def _row(items: Sequence[Drawn], outcome: str, log: bool) -> dict[str, Any]:
    name, colour, place, shape = ROWS[outcome]
    ordered = plain_first(items)
    reaches = [_reach(item, log) for item in ordered]
    found: dict[str, Any] = {
        "type": "scatter", "mode": "markers", "name": name,
        "x": [item.x for item in ordered], "y": [item.y for item in ordered],
        "marker": {
            "color": colour, "size": 9, "opacity": 0.75, "line": {"width": 1.5, "color": colour},
            "symbol": [sideways(shape, item.point) for item in ordered],
        },
        "customdata": [[item.point.id, item.point.url] for item in ordered],
        "hovertext": [hover(item.point, f"{item.x_text} ({name})") for item in ordered],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": place},
    }  # fmt: skip
    if any(below or above for below, above in reaches):
        found["error_x"] = {
            "type": "data", "symmetric": False, "thickness": 1,
            "array": [above for _, above in reaches], "arrayminus": [below for below, _ in reaches],
        }  # fmt: skip
    return found


def _reach(item: Drawn, log: bool) -> tuple[float, float]:
    """How far a bar reaches below and above `item`, which stands at the geometric middle of a logarithmic axis."""
    quantity = item.point.quantity
    if quantity is None:
        return 0.0, 0.0
    if log and quantity.value is None and quantity.low is not None and quantity.high is not None:
        return item.x - quantity.low, quantity.high - item.x
    return spread(quantity)


def _is_right(x: float, others: Sequence[float], along: limits.Along) -> bool:
    """Whether `x` stands in the right half of what the axis shows, where a label leads to the left."""
    places = [along.place(number) for number in (x, *others)]
    return along.place(x) > (min(places) + max(places)) / 2


def _star(own: Quantity, x: float, y: float, text: str, side: str) -> dict[str, Any]:
    shape = SIDEWAYS.get(own.bound, "star")
    return {
        "type": "scatter", "mode": "markers+text", "name": "your value", "x": [x], "y": [y],
        "marker": {"color": OWN_COLOUR, "size": 15, "symbol": [shape], "line": {"width": 1, "color": OWN_COLOUR}},
        "text": [escape(f"yours, {text}")], "textposition": f"middle {side}", "textfont": {"size": 12},
        "hovertext": [escape(f"your value: {text}")], "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [["", ""]], "meta": {"colour": OWN_PLACE},
    }  # fmt: skip


def _band(own: Quantity, x: float, log: bool) -> list[dict[str, Any]]:
    """A line at the value, or the band that it covers."""
    line = {"color": MUTED, "width": 1.5, "dash": "dot"}
    found: list[dict[str, Any]] = [
        {"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": line}
    ]
    below, above = _ends_of(own, x)
    if below < above and not (log and below <= 0):
        found.append(
            {
                "type": "rect", "xref": "x", "yref": "paper", "x0": below, "x1": above, "y0": 0, "y1": 1,
                "fillcolor": MUTED, "opacity": 0.12, "line": {"width": 0}, "layer": "below",
            }
        )  # fmt: skip
    return found


def _ends_of(own: Quantity, x: float) -> tuple[float, float]:
    if own.uncertainty is not None:
        return x - own.uncertainty, x + own.uncertainty
    if own.low is None or own.high is None:
        return x, x
    return own.low, own.high


def _reaching(shown: dict[str, Any], place: float) -> dict[str, Any]:
    """The layout with an x axis that reaches to `place`, where the reader's own value stands."""
    low, high = shown["xaxis"]["range"]
    edge = limits.MARGIN * (high - low)
    reached = [min(low, place - edge), max(high, place + edge)]
    return shown | {"xaxis": {**shown["xaxis"], "range": reached}}
