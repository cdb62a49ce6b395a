from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, Point, PointCondition, cycling
from mgdb.science.quantity import Quantity


def point(cycle=100.0, capacity=50.0, current=100.0, step="cycling", **changes):
    given = {
        "id": "mea-0000001",
        "property_key": "specific_capacity",
        "quantity": Quantity(value=capacity),
        "material": "mat-0000001",
        "name": "VS₄",
        "run": "cell",
        "conditions": {
            "test_step": PointCondition(text=step),
            "cycle_number": PointCondition(low=cycle, high=cycle, printed=f"{cycle:g}"),
            "current_density": PointCondition(low=current, high=current, printed=f"{current:g} mA g⁻¹"),
        },
    }
    return Point(**(given | changes))


def without(given, key):
    return replace(given, conditions={k: v for k, v in given.conditions.items() if k != key})


def test_ten_values_stand_at_their_cycles():
    drawing = cycling.build(cycling.sample())
    placed = {(t["name"], x, y) for t in drawing.figure["data"] for x, y in zip(t["x"], t["y"], strict=True)}
    control = {("VS₄ (control)", x, y) for x, y in [(1, 100), (10, 80), (50, 60), (100, 40), (200, 25)]}
    modified = {("Mo-VS₄", x, y) for x, y in [(1, 150), (10, 144), (50, 135), (100, 126), (200, 120)]}
    assert placed == control | modified
    assert drawing.account == "10 values drawn; no others match."
    assert drawing.figure["layout"]["xaxis"]["type"] == "log"
    assert (drawing.x_label, drawing.y_label) == ("Cycle number", "Specific capacity (mAh g⁻¹)")


def test_suspect_values_are_hollow():
    symbols = [s for t in cycling.build(cycling.sample()).figure["data"] for s in t["marker"]["symbol"]]
    assert sorted(set(symbols)) == ["circle", "square", "square-open"]


def test_retention_is_worked_out_from_the_earliest_sound_capacity_of_a_run():
    drawing = cycling.build(cycling.sample(), show="retention")
    # 80, 40, 25 of 100 and 144, 135, 126, 120 of 150; the suspect 60 is left out
    assert sorted((item.point.name, item.x, item.y) for item in drawing.drawn) == [
        ("Mo-VS₄", 10, 96.0),
        ("Mo-VS₄", 50, 90.0),
        ("Mo-VS₄", 100, 84.0),
        ("Mo-VS₄", 200, 80.0),
        ("VS₄", 10, 80.0),
        ("VS₄", 100, 40.0),
        ("VS₄", 200, 25.0),
    ]
    assert {s for t in drawing.figure["data"] for s in t["marker"]["symbol"]} == {"x"}
    last = next(item for item in drawing.drawn if (item.point.name, item.x) == ("Mo-VS₄", 200))
    assert last.y_text == "≈\u202f80\u00a0% (≈\u202f120\u00a0mAh g⁻¹ of 150\u00a0mAh g⁻¹ at cycle 1)"
    assert drawing.left_out == (("without an earlier capacity at the same current in the same cell", 3),)


def test_a_reported_retention_is_drawn_as_retention_and_never_as_capacity():
    reported = point(capacity=80.0, property_key="capacity_retention")
    [item] = cycling.build([reported], show="retention").drawn
    assert (item.y, item.y_text) == (80.0, "80\u00a0%")
    assert cycling.build([point(), reported]).left_out == (("reported as retention, not as a capacity", 1),)


@pytest.mark.parametrize(
    "other",
    [
        point(200.0, 40.0, current=200.0),
        point(200.0, 40.0, run="another cell"),
        without(point(200.0, 40.0), "current_density"),
    ],
    ids=["another current", "another cell", "no stated current"],
)
def test_values_that_may_be_of_different_runs_are_neither_joined_nor_divided(other):
    traces = cycling.build([point(), other]).figure["data"]
    assert [trace["mode"] for trace in traces] == ["markers", "markers"]
    with pytest.raises(NothingToDraw, match="2 without an earlier capacity"):
        cycling.build([point(), other], show="retention")


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (point(property_key="voltage"), "of another property"),
        (point(step="rate"), "measured in another step of the test (rate)"),
        (point(quantity=None), "without a number"),
        (without(point(), "cycle_number"), "without a cycle number"),
        (point(0.0), "at cycle zero, which a logarithmic axis cannot show"),
        (
            point(conditions={"cycle_number": PointCondition(low=3.0, high=5.0)}),
            "with a range of cycles",
        ),
    ],
)
def test_what_cannot_stand_in_the_plot_is_counted_with_its_reason(left_out, reason):
    assert cycling.build([point(), left_out]).left_out == ((reason, 1),)


def test_many_materials_share_a_colour_by_role_and_a_control_is_linked_at_the_same_cycle_and_current():
    pairs = [
        replace(item, id=f"{item.id}-{n}", material=f"{item.material}-{n}", group=str(n), run=f"{item.run}-{n}")
        for n in range(5)
        for item in cycling.sample()[::5]
    ]
    links, control, modified = cycling.build(pairs).figure["data"]
    assert (links["x"], links["y"]) == ([1, 1, None] * 5, [100, 150, None] * 5)
    assert (control["name"], modified["name"]) == ("control", "modified")
    # all at one place: one name, not five over each other
    assert modified["text"] == ["Mo-VS₄", "", "", "", ""]
