"""Figures of hundreds of values: smaller markers, lines that share traces, and no more of JSON for each than tells it
from the others.

A value that a figure of ten shows at its ease hides four others in one of a thousand; and plotly takes a hundredth of a
second for each trace, however short it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .chemistry import marks
from .style import CROWD

SIZES = ((3000, 4, 0.5), (1000, 5, 0.5), (CROWD, 6, 1))  # markers → px of one, and of its line
USUAL = 9  # px of a marker among few
DIGITS = 7  # of a number along an axis; a screen shows four
PER_POINT = ("symbol", "size", "color")
OWN_PARTS = ("x", "y", "name", "hovertext", "customdata", "meta", "showlegend")
"""What traces of one look may have for themselves; all else makes the look, with the `meta` that is not of one line."""


def eased(figure: dict[str, Any]) -> None:
    """Makes the markers of a crowd smaller, its lines share traces, and its JSON shorter; leaves other figures as they
    are."""
    count = sum(1 for _ in marks(figure))
    found = next(((size, line) for least, size, line in SIZES if count >= least), None)
    if found is None:
        return
    figure["data"] = joined(figure["data"])
    for trace in figure["data"]:
        for name in ("x", "y"):
            if name in trace:
                trace[name] = list(map(_rounded, trace[name]))
        if "marker" in trace and ("customdata" in trace or "of" in trace.get("meta", {})):
            _ease(trace, *found)


def joined(data: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """`data` with one trace for all lines of one look, at the place of the first of them.

    Lines are traces in no legend, and those that say in `meta.shared` what several of them are called there. A gap ends
    each line in its trace; every point keeps what hovering shows and where a click leads.
    """
    looks: dict[str, list[dict[str, Any]]] = {}
    for number, trace in enumerate(data):
        looks.setdefault(_look(trace) if _is_line(trace) else str(number), []).append(trace)
    return [_joined(members) if len(members) > 1 else members[0] for members in looks.values()]


def _is_line(trace: Mapping[str, Any]) -> bool:
    if "shared" in trace.get("meta", {}):
        return True
    return trace.get("mode") == "lines" and trace.get("showlegend") is False and "of" not in trace.get("meta", {})


def _look(trace: Mapping[str, Any]) -> str:
    same = {name: value for name, value in trace.items() if name not in OWN_PARTS}
    meta = trace.get("meta", {})
    return json.dumps([same, meta], sort_keys=True)


def _joined(members: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {**members[0], "x": [], "y": []}
    texts = any("hovertext" in one for one in members)
    leads = any("customdata" in one for one in members)
    hovertext: list[str] = []
    customdata: list[Any] = []
    for number, one in enumerate(members):
        gap = [None] if number and one["mode"] == "lines" else []
        count = len(one["x"])
        found["x"] += [*gap, *one["x"]]
        found["y"] += [*gap, *one["y"]]
        said = one.get("hovertext", "")
        hovertext += ["" for _ in gap] + ([said] * count if isinstance(said, str) else list(said))
        customdata += [*gap, *one.get("customdata", [None] * count)]
    found |= ({"hovertext": hovertext} if texts else {}) | ({"customdata": customdata} if leads else {})
    if shared := found.get("meta", {}).get("shared"):
        found["name"] = f"{len(members)} {shared}"
    return found


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
