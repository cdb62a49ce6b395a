"""Points → drawings: page and API draw the same figure through `drawing_of`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mgdb import plots
from mgdb.plots import BadOption, Count, Drawing, NothingToDraw, Plot, Point, chemistry, merged, tally
from mgdb.search import FILTER_SETS, ParameterProblem
from mgdb.search.filters import FilterSet


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


# What most plots read by themselves is no filter of the rows, so that the account can say what it leaves out.
FILTERS = FILTER_SETS["measurements"].without(chemistry.OPTION.key)


def filters_of(plot: Plot) -> FilterSet:
    """What the measurements that `plot` is drawn of may be asked for by."""
    return FILTERS if chemistry.OPTION in plots.options_of(plot) else FILTER_SETS["measurements"]


# The option under which values of every battery chemistry are drawn, where they were chosen.
SUSPECT = "suspect"
EVERY = {chemistry.OPTION.key: chemistry.EVERY}

# Plots that may stand beside a comparison, the first of equals first.
BESIDE = ("rate", "arrhenius", "barriers", "diffusion", "cycling", "windows")


def drawing_beside(
    points: Iterable[Point], options: Mapping[str, Any] | None = None, *, with_suspect: bool = False
) -> tuple[Plot, Drawing] | None:
    """The plot that takes most of these points, and its drawing with those `options` that it has; None where none draws
    two of them or more. What was chosen to be compared is drawn whatever its battery chemistry; suspect values, which
    feed no comparison, only `with_suspect`."""
    given = [replace(point, unread=SUSPECT) if point.suspect and not with_suspect else point for point in points]
    taken = {slug: sum(point.property_key in plots.get(slug).PROPERTIES for point in given) for slug in BESIDE}
    for slug in sorted((slug for slug in BESIDE if taken[slug] > 1), key=lambda slug: -taken[slug]):
        try:
            own = {option.key for option in plots.options_of(plots.get(slug))}
            asked = EVERY | {key: value for key, value in (options or {}).items() if key in own}
            drawing = drawing_of(slug, given, asked)
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
        drawing = plots.draw(plots.get(slug), [point for point in given if not _unread(point)], **(options or {}))
    except NothingToDraw as error:
        raise error.also(unread) from None
    return replace(drawing, left_out=merged(drawing.left_out, unread)) if unread else drawing


def number_of(plot: Plot, points: Iterable[Point], options: Mapping[str, Any]) -> int:
    """How many of these points `drawing_of` would draw, of a plot that can tell without drawing."""
    return plots.number_drawn(plot, [point for point in points if not _unread(point)], **options)


def _unread(point: Point | Count) -> str:
    return point.unread if isinstance(point, Point) else ""
