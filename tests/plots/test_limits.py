"""Axes follow the plausible range and the bulk of what is drawn; what lies outside is counted and within reach."""

from dataclasses import replace

import pytest

from mgdb import plots
from mgdb.plots import Axis, Drawn, Point, PointCondition
from mgdb.plots.limits import Along, frame
from mgdb.science.quantity import Quantity

ANY = Along(Axis("x"))
EXPECTED = Along(Axis("x", plausible=(0.0, 4000.0)))
DECADES = Along(Axis("x", plausible=(1e-18, 5.0)), log=True)


def drawn(*numbers):
    point = Point(id="mea-1", property_key="voltage", quantity=None, material="m", name="m")
    return [Drawn(point, float(number), 0.0, "", "") for number in numbers]


@pytest.mark.parametrize(
    ("along", "numbers", "outside", "ends"),
    [
        (ANY, (1, 2, 3, 4, 5, 1000), [1000], (0.76, 5.24)),
        (ANY, (1, 2, 3, 4, 5, -1000), [-1000], (0.76, 5.24)),
        (ANY, (1, 2, 3, 4, 5, 9), [], None),  # longer, not much longer
        (ANY, (1, 2, 1000), [], None),  # three values have no bulk
        (EXPECTED, (1, 2, 1e6), [1e6], (0.94, 2.06)),  # but there is what is plausible
        (EXPECTED, (1e6, 2e6), [], None),  # nothing plausible: all is shown
        (EXPECTED, (3990, 4010), [], None),  # a little beyond what is plausible
        (EXPECTED, (3000, 4010), [4010], None),
        (Along(EXPECTED.axis, zero=True), (3990, 4010), [], None),  # from zero, the axis is hardly longer
        (DECADES, (1e-6, 1e-5, 1e-4, 1e8), [1e8], (-6.12, -3.88)),
        (DECADES, (1e-6, 1e-5, 1e-4, 1e-12), [], None),
        (DECADES, (1e-5, 1e-5, 1e-5, 1e-5, 1e-4), [], None),  # all alike: a decade is no stretch
        (ANY, (7, 7, 7, 7, 7, 700), [700], (6.58, 7.42)),
    ],
)
def test_what_an_axis_shows(along, numbers, outside, ends):
    found = frame(drawn(*numbers), x=along, show="bulk")
    assert [item.x for item in found.outside] == outside
    if ends:
        assert found.x_range == pytest.approx(ends)
    whole = frame(drawn(*numbers), x=along, show="all")
    assert (whole.outside, whole.x_range) == ((), None)


def wild(plot):
    """The sample of `plot` with one of its drawn values made wild, and that value's id."""
    points = list(plot.sample())
    first = next(item.point for item in plot.build(points).drawn if not item.point.suspect)
    index = next(place for place, point in enumerate(points) if point.id == first.id)
    points[index] = replace(first, quantity=Quantity(value=1e7))
    return points, first.id


# of factors, and of counts, one that is far from the others is a finding
FRAMED = [plot for plot in plots.plots().values() if plots.takes(plot) == plots.VALUES]


@pytest.mark.parametrize("plot", FRAMED, ids=lambda plot: plot.SLUG)
def test_one_wild_value_does_not_stretch_the_axes_of_any_plot(plot):
    points, wild_id = wild(plot)
    drawing = plot.build(points)
    [outside] = drawing.outside
    assert outside.point.id == wild_id
    assert outside in drawing.drawn
    assert "; 1 value lies outside the axes; " in drawing.account
    layout = drawing.figure["layout"]
    assert "1 value lies outside the axes" in [note["text"] for note in layout["annotations"]]
    axis = "xaxis" if outside.x > 1e6 else "yaxis"
    limit = layout[axis]["range"][1]
    assert limit < (7 if layout[axis].get("type") == "log" or plot.SLUG == "arrhenius" else 1e7)
    # it is still in the figure, where double-clicking leads, and inside the axes on request
    held = [value for trace in drawing.figure["data"] for value in trace.get(axis[0], ()) if value is not None]
    assert max(held) >= max(outside.x if axis == "xaxis" else outside.y, limit)
    whole = plot.build(points, range="all")
    assert (whole.outside, len(whole.drawn)) == ((), len(drawing.drawn))
    assert "outside" not in whole.account


def test_a_wild_temperature_does_not_stretch_an_arrhenius_plot():
    plot = plots.get("arrhenius")
    points = list(plot.sample())
    points[4] = replace(points[4], conditions={"temperature": PointCondition(low=0.0029, high=0.0029)})
    drawing = plot.build(points)
    assert [item.point.id for item in drawing.outside] == [points[4].id]
    low, high = drawing.figure["layout"]["xaxis"]["range"]
    assert 0 < low < high < 5
    assert len(drawing.figure["layout"]["xaxis2"]["tickvals"]) > 3
