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


def test_what_stands_at_points_is_drawn_as_in_the_figure():
    """Arrows at bounds, strokes through dual salts, rings around assumed temperatures, crosses on lines in doubt."""
    shared = {"type": "scatter", "x": [5], "y": [50], "hoverinfo": "skip"}
    arrow = {
        "type": "scatter", "mode": "lines+markers", "x": [5, 5, None], "y": [50, 70, None], "line": {"dash": "solid"},
        "meta": {"colour": 2, "of": ["mea-a", "mea-a", ""]},
        "marker": {"size": [0, 10, 0], "symbol": ["circle", "triangle-up", "circle"]},
    }  # fmt: skip
    marked = [
        {**shared, "mode": "markers", "meta": {"colour": 7, "of": ["mea-a"]}, "marker": {"size": 17, "symbol": sign}}
        for sign in ("line-ne-open", "circle-open")
    ]
    doubt = {**shared, "mode": "markers", "meta": {"colour": 1}, "marker": {"size": 11, "symbol": "x-thin"}}
    drawn = paths(pictured(of([arrow, *marked, doubt]), 148, 152).content)
    assert drawn["line s2"] == "M89 70L89 50"
    assert drawn["sign s2"] == f"M89 50{picture.TRIANGLES['triangle-up']}"
    assert drawn["stroke s7"] == "".join(f"M89 70{picture.STROKES[name]}" for name in ("line-ne", "circle"))
    assert drawn["stroke s1"] == f"M89 70{picture.STROKES['x-thin']}"


def test_a_bound_a_dual_salt_and_an_assumed_temperature_are_seen_in_the_small_arrhenius_plot():
    def point(number, bound="=", chemistry="Mg", *, assumed=False):
        kelvin = PointCondition(low=300 + number, high=300 + number, assumed=assumed)
        return Point(
            id=f"mea-{number}",
            property_key="ionic_conductivity",
            material="m",
            name="m",
            quantity=Quantity(value=10.0**-number, bound=bound),
            chemistry=chemistry,
            conditions={"temperature": kelvin},
        )

    marked = [point(3), point(4, "<"), point(5, chemistry="Mg-Li"), point(6, assumed=True)]
    bare = [point(number) for number in (3, 4, 5, 6)]
    content, without = (pictured(plots.draw(arrhenius, some), 320, 200).content for some in (marked, bare))
    for sign in ('class="sign', picture.STROKES["line-ne"], picture.STROKES["circle"]):
        assert sign in content
        assert sign not in without
    assert len(content) - len(without) < 400
