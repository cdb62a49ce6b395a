"""What every plot does alike: battery chemistry, true places, markers over each other."""

import json
from dataclasses import replace

import pytest

from mgdb import plots
from mgdb.plots import NothingToDraw, Point, PointCondition, chemistry, rate
from mgdb.science.quantity import Quantity
from mgdb.science.vocabulary import CHEMISTRIES

# what counts values is drawn of no points
OF_POINTS = [plot for plot in plots.plots().values() if plots.takes(plot) != plots.COUNTS]


def capacity(number, value, chemistry="Mg", current=50.0, **changes):
    return Point(
        id=f"mea-{number}",
        property_key="specific_capacity",
        quantity=Quantity(value=value),
        material=f"m{number}",
        name=f"specimen {number}",
        chemistry=chemistry,
        conditions={
            "test_step": PointCondition(text="rate"),
            "current_density": PointCondition(low=current, high=current),
        },
        **changes,
    )


def traces(drawing, name):
    return [trace for trace in drawing.figure["data"] if trace["name"] == name]


@pytest.mark.parametrize("plot", OF_POINTS, ids=lambda plot: plot.SLUG)
def test_no_plot_shows_lithium_unless_it_is_asked_for(plot):
    lithium = [replace(point, chemistry="Li") for point in plot.sample()]
    with pytest.raises(NothingToDraw, match=r"of another battery chemistry \(Li\)"):
        plots.draw(plot, lithium)
    shown = plots.draw(plot, lithium, chemistry="Li")
    assert shown.drawn
    assert "another battery chemistry" not in shown.account
    # by the marker, and by hovering
    assert traces(shown, "Li")
    told = [mark.trace["hovertext"][mark.place] for mark in chemistry.marks(shown.figure)]
    assert all("Battery chemistry: Li" in text for text in told)


@pytest.mark.parametrize("plot", OF_POINTS, ids=lambda plot: plot.SLUG)
def test_every_point_stands_where_its_value_belongs(plot):
    """Nothing is moved aside: what the figure holds is what the table says."""
    drawing = plots.draw(plot, plot.sample())
    placed = {(mark.id, mark.x, mark.y) for mark in chemistry.marks(drawing.figure)}
    assert {(item.point.id, item.x, item.y) for item in drawing.drawn} <= placed


@pytest.mark.parametrize("term", CHEMISTRIES, ids=lambda term: term.key)
def test_each_chemistry_can_be_asked_for_alone(term):
    points = [capacity(n, 100.0, one.key) for n, one in enumerate(CHEMISTRIES)]
    drawing = plots.draw(rate, points, chemistry=term.key)
    assert {item.point.chemistry for item in drawing.drawn} == {term.key}
    assert sum(count for _, count in drawing.left_out) == len(CHEMISTRIES) - 1


def test_a_second_salt_and_a_chemistry_that_nobody_states_are_marked_beside_magnesium():
    # 312.9 mAh/g of TiO2 (001) in the dual-salt electrolyte, mea-k9jszc8; 155 of mea-vkpm63c, whose cell is not stated
    points = [capacity(1, 120.0), capacity(2, 312.9, "Mg-Li"), capacity(3, 155.0, "")]
    drawing = plots.draw(rate, points)
    assert len(drawing.drawn) == 3
    [mark] = traces(drawing, "dual salt: Mg–Li")
    assert (mark["x"], mark["y"]) == ([50.0], [312.9])
    assert mark["marker"]["symbol"] == "line-ne-open"
    [ring] = traces(drawing, "chemistry not stated")
    assert (ring["x"], ring["y"]) == ([50.0], [155.0])
    assert ring["marker"]["symbol"] == "circle-open"
    assert drawing.key.endswith(
        "A stroke through a marker is a dual-salt cell. A ring around a marker: the battery chemistry is not stated."
    )
    texts = "".join(text for trace in drawing.figure["data"] for text in trace.get("hovertext", []))
    assert "Battery chemistry: Mg–Li (dual salt)" in texts
    assert "Battery chemistry: not stated" in texts


def test_the_account_tells_what_stands_in_the_way_of_each_value():
    points = [
        capacity(1, 120.0),
        capacity(2, 175.0, "Li"),
        replace(capacity(3, 175.0, "Li"), quantity=None),
        replace(capacity(4, 175.0), quantity=None),
    ]
    drawing = plots.draw(rate, points)
    assert dict(drawing.left_out) == {"of another battery chemistry (Li)": 1, "without a number": 2}
    assert drawing.account == ("1 value drawn; not plotted: 2 without a number; 1 of another battery chemistry (Li).")


def test_a_lattice_parameter_has_no_battery_chemistry():
    spacing = Point(id="a", property_key="interlayer_spacing", quantity=Quantity(value=5.0), material="a", name="a")
    assert chemistry.is_shown(spacing, "Li")
    assert chemistry.in_words(spacing) == ""
    assert chemistry.kind(spacing) == ""
    # nor has what is computed of a crystal; what was measured of an unnamed cell is of a chemistry that nobody states
    computed = replace(capacity(2, 100.0, ""), origin="computed")
    assert (chemistry.in_words(computed), chemistry.kind(computed)) == ("", "")
    assert not chemistry.is_shown(capacity(1, 100.0, ""), "Li")


def test_markers_in_one_place_are_counted_and_tell_each_other():
    points = [capacity(n, 100.0) for n in range(3)] + [capacity(9, 300.0, current=1000.0)]
    drawing = plots.draw(rate, points)
    [numbers] = traces(drawing, "values at one place")
    assert (numbers["x"], numbers["y"], numbers["text"]) == ([50.0], [100.0], ["  ×3"])
    first = next(trace for trace in drawing.figure["data"] if trace["name"] == "specimen 0")
    assert first["hovertext"][0].count("specimen 1") == first["hovertext"][0].count("specimen 2") == 1
    assert first["marker"]["opacity"] < 1


def test_markers_apart_are_not_counted():
    drawing = plots.draw(rate, [capacity(1, 100.0), capacity(2, 120.0), capacity(3, 10.0)])
    assert traces(drawing, "values at one place") == []


@pytest.mark.parametrize("plot", OF_POINTS, ids=lambda plot: plot.SLUG)
def test_what_is_drawn_is_plain_json(plot):
    figure = plots.draw(plot, [replace(point, chemistry="Mg-Li") for point in plot.sample()]).figure
    assert json.loads(json.dumps(figure, allow_nan=False))["data"]


def test_a_value_without_an_uncertainty_has_no_caps_in_its_marker():
    certain = capacity(1, 100.0)
    uncertain = replace(capacity(2, 200.0), quantity=Quantity(value=200.0, uncertainty=10.0), material="m1", run="a")
    bars = [
        trace["error_y"]
        for trace in plots.draw(rate, [replace(certain, run="a"), uncertain]).figure["data"]
        if "error_y" in trace
    ]
    assert bars
    assert all(bar["width"] == 0 for bar in bars if 0.0 in bar["array"])
