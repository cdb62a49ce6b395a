"""The legend shows what traces declare, whichever value comes first."""

from dataclasses import replace

import pytest

from mgdb import plots
from mgdb.plots import effects, windows
from mgdb.plots.legend import BOUND
from mgdb.science.quantity import Quantity

OF_POINTS = [plot for plot in plots.plots().values() if plots.takes(plot) != plots.COUNTS]


def in_legend(drawing):
    """Name → symbol that the legend shows: of a list plotly takes the first."""
    found = {}
    for trace in drawing.figure["data"]:
        if "marker" in trace and trace.get("showlegend", True) and trace["type"] == "scatter":
            symbol = trace["marker"]["symbol"]
            found[trace["name"]] = symbol if isinstance(symbol, str) else symbol[0]
    return found


@pytest.mark.parametrize("plot", OF_POINTS, ids=lambda plot: plot.SLUG)
def test_every_trace_with_markers_of_several_kinds_declares_the_one_of_its_legend(plot):
    drawing = plots.draw(plot, plot.sample())
    for trace in drawing.figure["data"]:
        if isinstance(trace.get("marker", {}).get("symbol"), list) and "customdata" in trace:
            assert trace["meta"]["symbol"]
            if trace.get("showlegend", True) and drawing.figure["layout"].get("showlegend"):
                assert trace["marker"]["symbol"][0] == trace["meta"]["symbol"]


def test_a_class_of_which_the_first_value_is_a_suspect_bound_shows_its_own_marker():
    """In the legend the class has its square; hollow and triangles are told beside it."""
    first = max(windows.sample(), key=lambda point: point.name == "Mg[B(hfip)₄]₂")
    bound = replace(first, quantity=Quantity(low=4.3, bound=">"), suspect=True)
    drawing = plots.draw(windows, [bound if point is first else point for point in windows.sample()])
    shown = in_legend(drawing)
    assert shown["liquid (organic solvent)"] == "square"
    assert shown["suspect"] == "circle-open"
    assert shown[BOUND] == "triangle-right"
    sound = [replace(point, suspect=False, quantity=Quantity(value=3.0)) for point in windows.sample()]
    assert {"suspect", BOUND}.isdisjoint(in_legend(plots.draw(windows, sound)))


def test_an_entry_and_its_values_are_switched_together():
    """The greatest factor is a bound: the entry is one of its own, and of the same group as the values."""
    sample = effects.sample()
    greatest = sample[8]
    bound = replace(greatest, against=replace(greatest.against, factor=Quantity(value=5.0, bound="≥")))
    data = plots.draw(effects, [bound if point is greatest else point for point in sample]).figure["data"]
    entry, values = [trace for trace in data if trace["name"] == "Mg, comparable"]
    assert (entry["x"], entry["marker"]["symbol"], entry["showlegend"]) == ([None], "circle", True)
    assert values["marker"]["symbol"][0] == "triangle-right"
    assert (values["showlegend"], values["legendgroup"]) == (False, entry["legendgroup"])
