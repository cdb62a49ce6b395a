"""A curve as its figure shows it, and the plots that take it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mgdb import plots
from mgdb.models import Curve, CurveCondition
from mgdb.plots import VALUES, NothingToDraw, Plot, takes
from mgdb.plots.style import ACCENT, BOUND_SYMBOLS, layout
from mgdb.science.axes import ENTRIES
from mgdb.science.properties import PROPERTIES

from .curves import points_of
from .drawings import EVERY, drawing_of

SHOWN = 8  # names of what a plot takes


@dataclass(frozen=True, slots=True)
class Taking:
    """Whether a plot draws a curve: how many of its points, and why it leaves others out."""

    plot: Plot
    drawn: int
    reason: str = ""


def figure_of(curve: Curve, *, with_caption: bool = False) -> dict[str, Any]:
    """The points of `curve` on its own axes, as the figure prints them; `with_caption` for pictures of it, if it is
    stored. Raises AxisError where an axis is none."""
    across, up = curve.axis("x"), curve.axis("y")
    bounds = curve.bounds or ["="] * len(curve.points)
    trace: dict[str, Any] = {
        "type": "scatter", "mode": "lines+markers", "name": curve.name,
        "x": [x for x, _ in curve.points], "y": [y for _, y in curve.points],
        "line": {"color": ACCENT, "width": 1}, "meta": {"colour": 0},
        "marker": {
            "color": ACCENT, "size": 7, "symbol": [BOUND_SYMBOLS.get(bound, "circle") for bound in bounds],
            "line": {"width": 1.5, "color": ACCENT},
        },
        "hovertext": [
            f"{x:g}, {'' if bound == '=' else f'{bound} '}{y:g}"
            for (x, y), bound in zip(curve.points, bounds, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip
    for name, errors in (("error_x", curve.x_errors), ("error_y", curve.y_errors)):
        if errors:
            trace[name] = {
                "type": "data", "symmetric": False,
                "array": [above or 0 for _, above in errors], "arrayminus": [below or 0 for below, _ in errors],
            }  # fmt: skip
    own = layout(across.html, up.html, height=420, showlegend=False)
    return {"data": [trace], "layout": own | ({"meta": {"caption": _caption(curve)}} if with_caption else {})}


def _caption(curve: Curve) -> dict[str, Any]:
    """What a picture of the curve says of it, as `plots.captioned` has it."""
    across, up = curve.axis("x"), curve.axis("y")
    document, source = curve.document, curve.source
    count = len(curve.points)
    return {
        "title": curve.name,
        "question": f"{up.text} against {across.text}, digitised from {document.short}, {curve.locator}.",
        "values": f"{count} point{'s' * (count != 1)} drawn",
        "sources": [
            {"key": one.bibtex_key or one.public_id, "text": one.short, "doi": one.doi or ""}
            for one in dict.fromkeys((source, document))
        ],
    }


def taken_by(curve: Curve, conditions: Iterable[CurveCondition]) -> list[Taking]:
    """What each plot says of `curve`, which need not be stored; those that draw it come first."""
    points = points_of(curve, conditions)
    found = [_taking(plot, curve, points) for plot in plots.plots().values() if takes(plot) == VALUES]
    return sorted(found, key=lambda one: not one.drawn)


def _taking(plot: Plot, curve: Curve, points: list[plots.Point]) -> Taking:
    if curve.y_axis not in plot.PROPERTIES:
        takes = [PROPERTIES[key].label.lower() for key in plot.PROPERTIES]
        more = f" and {len(takes) - SHOWN} more" if len(takes) > SHOWN else ""
        label = ENTRIES[curve.y_axis].label.lower() if curve.y_axis in ENTRIES else curve.y_axis
        return Taking(plot, 0, f"takes {', '.join(takes[:SHOWN])}{more}, not {label} along y")
    reasons: list[str] = []
    for options in _options(plot, curve):
        try:
            drawing = drawing_of(plot.SLUG, points, options)
        except NothingToDraw as error:
            reasons.append(str(error).rstrip("."))
            continue
        left_out = "; ".join(f"{count} {reason}" for reason, count in drawing.left_out)
        return Taking(plot, len(drawing.drawn), left_out)
    # an option under which the curve is not even looked at says nothing of it
    return Taking(plot, 0, next((reason for reason in reasons if not reason.endswith("none given")), reasons[0]))


def _options(plot: Plot, curve: Curve) -> list[dict[str, Any]]:
    """The options of `plot` under which it may draw the curve: as they are, then with each that names what it is of."""
    found: list[dict[str, Any]] = [EVERY]
    for option in plots.options_of(plot):
        for key in (curve.y_axis, curve.x_axis):
            if key in option.values:
                found += [one | {option.key: key} for one in found]
    return found
