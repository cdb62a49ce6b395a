"""Which plots show the values of a substance, and how many of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mgdb import plot_input, plots
from mgdb.plot_input import pictures
from mgdb.plot_input.pictures import ShownPicture
from mgdb.plots import Drawing, Plot
from mgdb.presentation import MeasurementView


@dataclass(frozen=True)
class PlotOfValues:
    """A plot, and how many values it draws of those that it was asked for."""

    plot: Plot
    count: int
    counted: str
    drawing: Drawing = field(repr=False)

    @property
    def picture(self) -> ShownPicture:
        """What it draws of them, as a small figure."""
        return pictures.of_drawing(self.plot, self.drawing)


def plots_of(values: Iterable[MeasurementView]) -> list[PlotOfValues]:
    """The plots that draw some of `values`, as their own page does without a choice; most first."""
    points = plot_input.points_of(values)
    found = []
    for slug, plot in plots.plots().items():
        if plots.takes(plot) != plots.VALUES:
            continue
        own = [point for point in points if point.property_key in plot.PROPERTIES]
        if not own:
            continue
        options = {option.key: option.read("") for option in plots.options_of(plot)}
        try:
            drawing = plot_input.drawing_of(slug, own, options)
        except plots.NothingToDraw:
            continue
        if count := len(drawing.drawn):
            found.append(PlotOfValues(plot, count, drawing.counted[0 if count == 1 else 1], drawing))
    return sorted(found, key=lambda one: (-one.count, one.plot.TITLE))


def figures_of(found: Sequence[PlotOfValues], most: int = 3) -> list[ShownPicture]:
    """Small figures of the first of these plots, for a page whose values stand in no picture of all data."""
    return [one.picture for one in found[:most]]
