import json
from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, Point, PointCondition, rate
from mgdb.science.quantity import Quantity


def point(current=100.0, capacity=50.0, **changes):
    given = {
        "id": "mea-0000001",
        "property_key": "specific_capacity",
        "quantity": Quantity(value=capacity),
        "material": "mat-0000001",
        "name": "VS₄",
        "conditions": {
            "test_step": PointCondition(text="rate"),
            "current_density": PointCondition(low=current, high=current),
        },
    }
    return Point(**(given | changes))


def markers(drawing):
    return [symbol for trace in drawing.figure["data"] for symbol in trace.get("marker", {}).get("symbol", [])]


def test_ten_values_give_ten_points_where_they_belong():
    drawing = rate.build(rate.sample())
    placed = {
        (trace["name"], x, y) for trace in drawing.figure["data"] for x, y in zip(trace["x"], trace["y"], strict=True)
    }
    control = {("VS₄ (control)", x, y) for x, y in [(50, 120), (100, 96), (200, 70), (500, 41), (1000, 20)]}
    modified = {("Mo-VS₄", x, y) for x, y in [(50, 180), (100, 171), (200, 160), (500, 142), (1000, 118)]}
    assert placed == control | modified
    assert drawing.account == "10 values drawn; no others match."


def test_the_axes_carry_quantity_and_unit_and_currents_are_logarithmic():
    layout = rate.build(rate.sample()).figure["layout"]
    assert layout["xaxis"]["type"] == "log"
    assert layout["xaxis"]["title"]["text"] == "Current density (mA g⁻¹)"
    assert layout["yaxis"]["title"]["text"] == "Specific capacity (mAh g⁻¹)"
    assert layout["yaxis"]["rangemode"] == "tozero"


def test_roles_are_told_apart_without_colour_and_suspect_values_are_hollow():
    assert set(markers(rate.build(rate.sample()))) == {"circle", "square", "square-open"}


@pytest.mark.parametrize(("bound", "symbol"), [("≥", "triangle-up"), ("<", "triangle-down")])
def test_a_bound_is_a_triangle_that_points_to_where_the_value_may_lie(bound, symbol):
    assert markers(rate.build([point(quantity=Quantity(value=50.0, bound=bound))])) == [symbol]


def test_a_range_stands_at_its_middle_with_bars_to_its_ends():
    [trace] = rate.build([point(quantity=Quantity(low=40.0, high=60.0, range_kind="interval"))]).figure["data"]
    assert trace["y"] == [50.0]
    assert (trace["error_y"]["array"], trace["error_y"]["arrayminus"]) == ([10.0], [10.0])


def test_an_approximate_value_says_so_when_hovered():
    [trace] = rate.build([point(quantity=Quantity(value=48.0, approximate=True))]).figure["data"]
    assert "≈\u202f48\u00a0mAh g⁻¹ at 100\u00a0mA g⁻¹" in trace["hovertext"][0]


def test_names_cannot_bring_markup_into_the_figure():
    [trace] = rate.build([point(name="<b>x</b>", electrolyte="a&b", source="<i>")]).figure["data"]
    assert "<b>x" not in trace["hovertext"][0].replace("<b>&lt;b&gt;", "")
    assert trace["name"] == "&lt;b&gt;x&lt;/b&gt;"


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (point(property_key="voltage"), "of another property"),
        (point(quantity=None), "without a number"),
        (
            point(conditions={"test_step": PointCondition(text="cycling")}),
            "measured in another step of the test (cycling)",
        ),
        (point(conditions={}), "without a stated step of the test"),
        (point(conditions={"test_step": PointCondition(text="rate")}), "without a current density in mA g⁻¹"),
        (point(current=0.0), "at zero current, which a logarithmic axis cannot show"),
        (
            point(
                conditions={
                    "test_step": PointCondition(text="rate"),
                    "current_density": PointCondition(low=10.0, high=20.0),
                }
            ),
            "with a range of currents",
        ),
    ],
)
def test_what_cannot_stand_in_the_plot_is_counted_with_its_reason(left_out, reason):
    assert rate.build([point(), left_out]).left_out == ((reason, 1),)
    with pytest.raises(NothingToDraw, match=reason[:20]):
        rate.build([left_out])


def test_nothing_given_is_nothing_to_draw():
    with pytest.raises(NothingToDraw, match="none given"):
        rate.build([])


def test_runs_are_joined_and_recovery_points_stand_alone():
    recovery = {"test_step": PointCondition(text="recovery"), "current_density": PointCondition(low=50.0, high=50.0)}
    points = [
        point(200.0, 40.0, run="a"),
        point(50.0, 60.0, run="a"),
        point(run="b"),
        point(run="a", conditions=recovery),
    ]
    traces = rate.build(points).figure["data"]
    assert [(trace["x"], trace["mode"]) for trace in traces] == [
        ([50.0, 200.0], "lines+markers"),
        ([50.0], "markers"),
        ([100.0], "markers"),
    ]
    assert [trace["showlegend"] for trace in traces] == [True, False, False]


def test_runs_in_several_electrolytes_are_named_and_dashed_apart():
    points = [point(x, 9.0, run=run, electrolyte=run) for run in ("APC", "MACC") for x in (50.0, 100.0)]
    traces = rate.build(points).figure["data"]
    looks = [(trace["name"], trace["line"]["dash"]) for trace in traces]
    assert looks == [("VS₄, APC", "solid"), ("VS₄, MACC", "dash")]
    assert all(trace["showlegend"] for trace in traces)


def test_many_materials_share_a_colour_by_role_and_pairs_are_linked():
    pairs = [
        replace(item, material=f"{item.material}-{n}", group=str(n)) for n in range(5) for item in rate.sample()[::5]
    ]
    links, control, modified = rate.build(pairs).figure["data"]
    assert len(links["x"]) == 3 * 5
    assert (control["name"], modified["name"]) == ("control", "modified")
    assert len({colour for trace in (control, modified) for colour in [trace["marker"]["color"]]}) == 2
    assert modified["x"] == [50.0] * 5  # their true current, however many lie over each other
    assert modified["text"] == ["Mo-VS₄", "", "", "", ""]


def test_of_names_that_would_lie_over_each_other_the_first_stays():
    points = [
        point(100.0, 50.0 + n / 10, material=f"m{n}", role="modified" if n else "", group="one")
        for n in range(rate.MANY + 1)
    ]
    points.append(point(1000.0, 500.0, material="far", role="control"))
    names = [text for trace in rate.build(points, range="all").figure["data"] for text in trace.get("text", []) if text]
    assert len(names) < len(points) / 2


def test_materials_at_one_current_of_different_groups_are_not_linked():
    points = [
        point(material=f"m{n}", group=str(n), role="modified" if n % 2 else "control") for n in range(rate.MANY + 1)
    ]
    assert all(trace["mode"] != "lines" for trace in rate.build(points).figure["data"])


def test_retention_is_relative_to_the_lowest_current_of_the_run():
    points = [point(100.0, 80.0, run="a"), point(50.0, 100.0, run="a"), point(200.0, 5.0, run="b")]
    drawing = rate.build(points, show="retention")
    # by hand: 80 of 100 is 80 %; run b has a single current
    assert [(item.x, item.y) for item in drawing.drawn] == [(50.0, 100.0), (100.0, 80.0)]
    assert drawing.drawn[1].y_text.startswith("80\u00a0% (80\u00a0mAh g⁻¹ of 100\u00a0mAh g⁻¹ at 50")
    assert drawing.left_out == (("without a capacity at a lower current in the same run", 1),)
    assert drawing.figure["layout"]["yaxis"]["title"]["text"] == "Capacity retention (%)"


def test_bounds_and_suspect_values_give_no_retention():
    points = [point(50.0, 100.0, run="a", suspect=True), point(100.0, 80.0, run="a")]
    with pytest.raises(NothingToDraw, match="without a capacity at a lower current"):
        rate.build(points, show="retention")


def test_the_figure_is_plain_json():
    assert json.loads(json.dumps(rate.build(rate.sample()).figure, allow_nan=False))["data"]
