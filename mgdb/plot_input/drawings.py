"""Points → drawings: page and API draw the same figure through `drawing_of`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mgdb import plots
from mgdb.plots import BadOption, Count, Drawing, NothingToDraw, Plot, Point, tally
from mgdb.search import ParameterProblem


def read_options(plot: Plot, data: Mapping[str, str]) -> tuple[dict[str, Any], list[ParameterProblem]]:
    """What the parameters `data` choose of the options of `plot`, and what is wrong with them.

    Parameters of other names, and whether one is given twice, are left to others.
    """
    options, problems = {}, []
    for option in plots.options_of(plot):
        try:
            options[option.key] = option.read(data.get(option.key, ""))
        except BadOption as bad:
            problems.append(ParameterProblem(option.key, bad.value, bad.reason, bad.nearest))
    return options, problems


# Plots that may stand beside a comparison, the first of equals first.
BESIDE = ("rate", "arrhenius", "barriers", "diffusion", "cycling", "windows")


def drawing_beside(points: Iterable[Point], options: Mapping[str, Any] | None = None) -> tuple[Plot, Drawing] | None:
    """The plot that takes most of these points, and its drawing with those `options` that it has; None where none draws
    two of them or more."""
    given = list(points)
    taken = {slug: sum(point.property_key in plots.get(slug).PROPERTIES for point in given) for slug in BESIDE}
    for slug in sorted((slug for slug in BESIDE if taken[slug] > 1), key=lambda slug: -taken[slug]):
        try:
            own = {option.key for option in plots.options_of(plots.get(slug))}
            drawing = drawing_of(slug, given, {key: value for key, value in (options or {}).items() if key in own})
        except NothingToDraw:
            continue
        if len(drawing.drawn) > 1:
            return plots.get(slug), drawing
    return None


def drawing_of(slug: str, points: Iterable[Point | Count], options: Mapping[str, Any] | None = None) -> Drawing:
    """The plot `slug` of `points`, with the options that `read_options` gives.

    Curves that could not be read are left out with their reason. Raises plots.UnknownPlot, plots.NothingToDraw.
    """
    given = list(points)
    unread = tally([_unread(point) for point in given if _unread(point)])
    try:
        drawing = plots.get(slug).build([point for point in given if not _unread(point)], **(options or {}))
    except NothingToDraw as error:
        if not unread:
            raise
        also = "; ".join(f"{count} {reason}" for reason, count in unread)
        raise NothingToDraw(f"{str(error).removesuffix('.')}; {also}.") from None
    return replace(drawing, left_out=drawing.left_out + unread) if unread else drawing


def _unread(point: Point | Count) -> str:
    return point.unread if isinstance(point, Point) else ""
