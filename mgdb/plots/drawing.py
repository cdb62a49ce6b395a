"""What every plot does before and after it is built: battery chemistry, legend, markers over each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from . import chemistry, crowd, legend, overlap
from .model import (
    COUNTS,
    RANGE,
    VALUES,
    Count,
    Drawing,
    NothingToDraw,
    Option,
    Plot,
    Point,
    Reasons,
    merged,
    takes,
    tally,
)


def options_of(plot: Plot) -> tuple[Option, ...]:
    """What the reader of `plot` may choose: its own options, of points the chemistry, and how far the axes reach."""
    own: tuple[Option, ...] = getattr(plot, "OPTIONS", ())
    told = () if takes(plot) == COUNTS else (chemistry.OPTION,)
    reach = (RANGE,) if takes(plot) == VALUES else ()
    return tuple(dict.fromkeys((*own, *told, *reach)))


def draw(plot: Plot, points: Sequence[Point | Count], **options: Any) -> Drawing:
    """`plot` of those of `points` that are of the battery chemistry asked for, chemistry and overlaps marked.

    The account says of the others what they would have been, had they been asked for. What counts values is built as it
    is. Raises NothingToDraw.
    """
    if takes(plot) == COUNTS:
        return plot.build(points, **options)
    values = [point for point in points if isinstance(point, Point)]
    asked = options.get(chemistry.OPTION.key, chemistry.OPTION.default)
    if chemistry.OPTION not in getattr(plot, "OPTIONS", ()):
        options.pop(chemistry.OPTION.key, None)
    kept, aside = chemistry.parted(values, asked)
    try:
        drawing = plot.build(kept, **options)
    except NothingToDraw as error:
        others = _others(plot, aside, options)
        if not others:
            raise
        raise error.also(others) from None
    # what was left to the plot is settled by those that it draws
    others = _others(plot, aside, {**options, **drawing.chosen})
    figure = {**drawing.figure, "data": list(drawing.figure["data"])}
    for trace in figure["data"]:
        _without_caps(trace)
    strokes, key = chemistry.strokes(figure, [item.point for item in drawing.drawn])
    numbers = overlap.shown(figure)
    figure["data"] = [*legend.entries(figure, getattr(plot, "HOLLOW", legend.HOLLOW)), *strokes, *numbers]
    crowd.eased(figure)
    if strokes:
        figure["layout"] = {**figure["layout"], "showlegend": True}
    return replace(
        drawing,
        figure=figure,
        left_out=merged(drawing.left_out, others),
        key=" ".join((drawing.key, *key)),
        chemistries={item.point.id: chemistry.name_of(item.point) or "–" for item in drawing.drawn},
    )


def can_number(plot: Plot) -> bool:
    """Whether `plot` says how many points it draws without drawing them: one of which a part is drawn otherwise than in
    the whole says it by `number`, for each value of each filter asks for it."""
    return hasattr(plot, "number")


def number_drawn(plot: Plot, points: Sequence[Point], **options: Any) -> int:
    """How many of `points` `draw` would draw, of a plot that `can_number`; 0 where that raises NothingToDraw."""
    asked = options.get(chemistry.OPTION.key, chemistry.OPTION.default)
    number: Any = getattr(plot, "number")  # noqa: B009 - not all have it
    return int(number(chemistry.parted(points, asked)[0], **options))


def _without_caps(trace: dict[str, Any]) -> None:
    """A bar without length is its caps, which a marker lets through: where one is, no bar of the trace has caps."""
    for name in ("error_x", "error_y"):
        bars = trace.get(name, {})
        ends = zip(bars.get("array", ()), bars.get("arrayminus", bars.get("array", ())), strict=True)
        if not all(above or below for above, below in ends):
            trace[name] = {**bars, "width": 0}


def _others(plot: Plot, aside: Sequence[Point], options: dict[str, Any]) -> Reasons:
    """Why each of the points of another chemistry is not plotted: that they are, where nothing else is in the way."""
    if not aside:
        return ()
    try:
        drawing = plot.build(aside, **options)
    except NothingToDraw as error:
        return error.left_out
    return merged(tally([chemistry.reason(item.point) for item in drawing.drawn]), drawing.left_out)
