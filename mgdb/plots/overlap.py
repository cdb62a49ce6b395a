"""Markers that lie over each other: they stay where they belong, and the figure says how many there are.

A marker lets through what is below it; where several stand at one place, their number stands beside them and hovering
tells all of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .chemistry import Mark, marks
from .style import CROWD, MUTED

OPACITY = 0.78
WIDE, TALL, HEIGHT = 160, 5, 450  # places along the figure; px of a place up it; px of a figure that names no height
MOST_LISTED = 4  # of those at one place by hovering over one


def shown(figure: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Makes the markers of `figure` let each other through, and gives the numbers of those at one place as traces."""
    high = round(figure["layout"].get("height", HEIGHT) / TALL)  # two markers in one place hide each other
    places: dict[tuple[tuple[str, str], int, int], list[Mark]] = {}
    found = list(marks(figure))
    for axes in dict.fromkeys(mark.axes for mark in found):
        own = [mark for mark in found if mark.axes == axes]
        for mark, x, y in zip(
            own,
            _cells([mark.x for mark in own], _axis(figure, axes[0]), WIDE),
            _cells([mark.y for mark in own], _axis(figure, axes[1]), high),
            strict=True,
        ):
            places.setdefault((axes, x, y), []).append(mark)
    for mark in found:
        mark.trace["marker"]["opacity"] = OPACITY
    crowded: dict[tuple[str, str], list[list[Mark]]] = {}
    for (axes, _, _), own in places.items():
        if len({mark.id for mark in own}) > 1 or len(own) > 1:
            crowded.setdefault(axes, []).append(own)
    if len(found) >= CROWD:
        _say_how_many(own for several in crowded.values() for own in several)
        return []
    texts = {id(mark): mark.trace["hovertext"][mark.place] for mark in found}
    for several in crowded.values():
        for own in several:
            _tell(own, texts)
    return [_numbers(axes, several) for axes, several in crowded.items()]


def _axis(figure: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    axis: Mapping[str, Any] = figure["layout"][f"{name[0]}axis{name[1:]}"]
    return axis


def _cells(numbers: Sequence[float], axis: Mapping[str, Any], count: int) -> list[int]:
    """In which of `count` places along the axis each number lies."""
    log = axis.get("type") == "log"
    found = [math.log10(number) if log else number for number in numbers]
    low, high = axis.get("range") or (min(found), max(found))
    if axis.get("rangemode") == "tozero" and "range" not in axis:
        low, high = min(low, 0.0), max(high, 0.0)
    return [round((one - low) / ((high - low) or 1.0) * count) for one in found]


def _tell(own: Sequence[Mark], texts: Mapping[int, str]) -> None:
    """Hovering over one of those at a place tells the others too."""
    for mark in own:
        others = [texts[id(other)].partition("<br>") for other in own if other is not mark]
        said = [f"{name}: {rest.partition('<br>')[0]}" for name, _, rest in others]
        more = [f"and {len(said) - MOST_LISTED} more"] if len(said) > MOST_LISTED else []
        lines = [texts[id(mark)], "<i>at the same place:</i>", *said[:MOST_LISTED], *more]
        mark.trace["hovertext"][mark.place] = "<br>".join(lines)


def _say_how_many(places: Iterable[Sequence[Mark]]) -> None:
    """In a crowd hovering tells how many there are at a place, and no number stands beside it."""
    for own in places:
        for mark in own:
            mark.trace["hovertext"][mark.place] += f"<br><i>and {len(own) - 1} more at the same place</i>"


def _numbers(axes: tuple[str, str], several: Sequence[Sequence[Mark]]) -> dict[str, Any]:
    xaxis, yaxis = axes
    return {
        "type": "scatter", "mode": "text", "x": [own[0].x for own in several], "y": [own[0].y for own in several],
        "text": [f"  ×{len(own)}" for own in several], "textposition": "middle right",
        "textfont": {"size": 10, "color": MUTED}, "hoverinfo": "skip", "showlegend": False,
        "name": "values at one place", "meta": {"colour": "muted"},
        **({} if xaxis == "x" else {"xaxis": xaxis, "yaxis": yaxis}),
    }  # fmt: skip
