"""A figure as a small picture: every value where it stands, in the colours and shapes of the figure, in few bytes."""

import re
from xml.etree import ElementTree as ET

import pytest

from mgdb import plots
from mgdb.plots import Drawing, Point, PointCondition, arrhenius, picture, pictured
from mgdb.science.quantity import Quantity


def of(data, layout=None):
    axes = {"xaxis": {"range": [0, 10]}, "yaxis": {"range": [0, 100]}}
    return Drawing({"data": data, "layout": {**axes, **(layout or {})}}, (), (), "", "")


def scatter(**changes):
    return {
        "type": "scatter", "mode": "markers", "name": "values", "x": [0, 5, 10], "y": [0, 50, 100],
        "marker": {"symbol": ["circle", "circle-open", "triangle-up"]}, "meta": {"colour": 2},
        "customdata": [["mea-a", ""], ["mea-b", ""], ["mea-c", ""]], **changes,
    }  # fmt: skip


def paths(content):
    return dict(re.findall(r'<path class="([^"]+)" d="([^"]*)"', content))


def test_values_stand_where_the_axes_say_and_are_known_by_their_ids():
    found = pictured(of([scatter()]), 148, 152)  # panels of 102 × 100 px
    assert found.places == {"mea-a": ((38, 120),), "mea-b": ((89, 70),), "mea-c": ((140, 20),)}
    drawn = paths(found.content)
    assert drawn["dots s2"] == "M38 120h0"
    assert drawn["hollow s2"].startswith("M89 70m")
    assert drawn["sign s2"].startswith("M140 20m")


def test_a_logarithmic_axis_and_values_outside_the_axes():
    trace = scatter(x=[0.1, 10, 1e9], y=[0, 50, 100])
    layout = {"xaxis": {"type": "log", "range": [-1, 3], "title": {"text": "<i>D</i> & so on"}}}
    found = pictured(of([trace], layout), 148, 152)
    assert found.places == {"mea-a": ((38, 120),), "mea-b": ((89, 70),)}
    assert "D &amp; so on" in found.content


def test_what_is_alike_is_drawn_once():
    many = scatter(
        x=[5] * 400, y=[50] * 400, marker={"symbol": "circle"}, customdata=[[f"mea-{n}", ""] for n in range(400)]
    )
    found = pictured(of([many]), 320, 200)
    assert len(found.places) == 400
    assert paths(found.content)["dots s2"].count("M") == 1


def test_lines_end_at_gaps_and_leave_out_what_is_straight():
    line = {
        "type": "scatter", "mode": "lines", "showlegend": False, "line": {"dash": "dash"}, "meta": {"colour": 0},
        "x": [0, 1, 2, 10, None, 0, 5, 10], "y": [0, 10, 20, 100, None, 100, 0, 100],
    }  # fmt: skip
    drawn = paths(pictured(of([line]), 148, 152).content)["line s0 dash"]
    assert drawn == "M38 120L140 20M38 20L89 120 140 20"


def test_bars_of_ranges_and_bars_from_zero_are_there():
    bars = scatter(x=[5], y=[50], marker={}, customdata=[["mea-a", ""]])
    bars["error_x"] = {"array": [2.5], "arrayminus": [5]}
    wide = {"type": "bar", "orientation": "h", "x": [5], "y": [50], "meta": {"colour": 1}}
    drawn = paths(pictured(of([bars, wide]), 148, 152).content)
    assert drawn["reach s2"] == "M38 70L114.5 70"
    assert drawn["thick s1"] == "M38 70H89"


@pytest.mark.parametrize("plot", plots.plots().values(), ids=lambda plot: plot.SLUG)
def test_every_plot_makes_a_picture_that_is_well_formed_and_small(plot):
    drawing = plots.draw(plot, list(plot.sample()))
    for width, height in ((320, 200), (760, 380)):
        found = pictured(drawing, width, height)
        root = ET.fromstring(f"<svg>{found.content}</svg>")  # noqa: S314  (our own)
        assert len(found.content) < 15_000
        assert "style" not in found.content
        assert {child.tag for child in root} <= {"path", "text"}
        assert all(0 <= x <= width and 0 <= y <= height for own in found.places.values() for x, y in own)
    if plots.takes(plot) == plots.VALUES and not drawing.outside:
        shown = {mark.id for mark in picture.marks(drawing.figure)}
        assert set(found.places) == shown


def test_names_of_materials_are_no_markup_in_a_picture():
    point = Point(
        id="mea-a",
        property_key="ionic_conductivity",
        quantity=Quantity(value=1e-4),
        material="m",
        name="<script>alert(1)</script>",
        electrolyte_class='"><script>',
        chemistry="Mg",
        conditions={"temperature": PointCondition(low=300, high=300)},
    )
    assert "script" not in pictured(plots.draw(arrhenius, [point]), 320, 200).content
