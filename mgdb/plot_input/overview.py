"""What each plot shows of all that is published, for the page that lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mgdb import plots
from mgdb.models import Curve, Measurement
from mgdb.plots import VALUES, NothingToDraw, Plot, takes

from .curves import with_parts
from .drawings import drawing_of
from .points import all_points

MOST = 5000
"""More values than this make no readable figure, and are not drawn to be counted."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A plot with how many values it shows, in words; empty where they are not counted. reason: why it shows none."""

    plot: Plot
    values: str = ""
    reason: str = ""


def overview() -> list[Overview]:
    """Each plot with what it shows of all that is published, as its page does without a choice."""
    published = Measurement.objects.published()
    if published.count() > MOST:
        return [Overview(plot) for plot in plots.plots().values()]
    points = all_points(published, with_parts(Curve.objects.published()))
    found = []
    for plot in plots.plots().values():
        if takes(plot) != VALUES:  # to count them takes as many queries as their own page
            found.append(Overview(plot))
            continue
        options: dict[str, Any] = {option.key: option.read("") for option in plots.options_of(plot)}
        own = [point for point in points if point.property_key in plot.PROPERTIES]
        try:
            drawing = drawing_of(plot.SLUG, own, options)
        except NothingToDraw as error:
            found.append(Overview(plot, reason=str(error)))
        else:
            count, (one, several) = len(drawing.drawn), drawing.counted
            found.append(Overview(plot, f"{count} {one if count == 1 else several}" if count else ""))
    return found
