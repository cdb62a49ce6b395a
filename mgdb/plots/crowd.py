"""Figures of hundreds of values: smaller markers, and no more of JSON for each than tells it from the others.

A value that a figure of ten shows at its ease hides four others in one of a thousand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .chemistry import marks
from .style import CROWD

SIZES = ((3000, 4, 0.5), (1000, 5, 0.5), (CROWD, 6, 1))  # markers → px of one, and of its line
USUAL = 9  # px of a marker among few
DIGITS = 7  # of a number along an axis; a screen shows four
PER_POINT = ("symbol", "size", "color")


def eased(figure: dict[str, Any]) -> None:
    """Makes the markers of a crowd smaller, and their JSON shorter; leaves other figures as they are."""
    count = sum(1 for _ in marks(figure))
    found = next(((size, line) for least, size, line in SIZES if count >= least), None)
    if found is None:
        return
    for trace in figure["data"]:
        for name in ("x", "y"):
            if name in trace:
                trace[name] = list(map(_rounded, trace[name]))
        if "marker" in trace and ("customdata" in trace or "of" in trace.get("meta", {})):
            _ease(trace, *found)


def _ease(trace: dict[str, Any], size: float, line: float) -> None:
    """Markers of values, and the rings, strokes and arrows at them, in proportion."""
    own = dict(trace["marker"])
    sizes = own.get("size", USUAL)
    own["size"] = [one * size / USUAL for one in sizes] if isinstance(sizes, list) else sizes * size / USUAL
    if "line" in own:
        own["line"] = {**own["line"], "width": line}
    for name in PER_POINT:
        if name in own:
            own[name] = _once(own[name])
    trace["marker"] = own
    if "textposition" in trace:
        trace["textposition"] = _once(trace["textposition"])
    for name in ("error_x", "error_y"):
        if name in trace:
            trace[name] = _bars(trace[name])


def _bars(bars: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [_rounded(one) for one in value] if isinstance(value, list) else value for name, value in bars.items()
    }


def _once(values: Any) -> Any:
    """What is alike for all points, once: plotly takes one for all."""
    return values[0] if isinstance(values, list) and values and all(one == values[0] for one in values) else values


def _rounded(number: Any) -> Any:
    return float(f"{number:.{DIGITS}g}") if isinstance(number, float) else number
