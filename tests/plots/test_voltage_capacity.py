from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, PointCondition, voltage_capacity
from mgdb.science.quantity import Quantity

SAMPLE = voltage_capacity.sample()
VOLTAGE, CAPACITY = SAMPLE[0], SAMPLE[1]  # Mo6S8, 1.1 V, 122 mAh/g


def with_condition(point, key, **condition):
    return replace(point, conditions={**point.conditions, key: PointCondition(**condition)})


def test_ten_values_give_five_points():
    drawing = voltage_capacity.build(SAMPLE)
    assert [(item.point.name, item.x, item.y) for item in drawing.drawn] == [
        ("Mo₆S₈", 122.0, 1.1),
        ("V₂O₅", 180.0, 2.3),
        ("TiO₂", 150.0, 0.9),
        ("MnO₂", 250.0, 2.0),
        ("VS₄", 400.0, 1.0),
    ]
    assert drawing.left_out == ()


def test_along_an_iso_energy_line_voltage_times_capacity_is_its_number():
    lines = [t for t in voltage_capacity.build(SAMPLE).figure["data"] if t.get("legendgroup") == "energy"]
    numbers = [int("".join(line["text"])) for line in lines]
    assert numbers == list(range(100, 1001, 100))
    for line, energy in zip(lines, numbers, strict=True):
        assert [x * y for x, y in zip(line["x"], line["y"], strict=True)] == pytest.approx([energy] * len(line["x"]))


def test_hovering_tells_the_product():
    # 1.1 V × 122 mAh/g = 134 Wh/kg
    trace = next(t for t in voltage_capacity.build(SAMPLE).figure["data"] if t["name"] == "Mo₆S₈")
    assert "voltage × capacity: ≈\u202f130\u00a0Wh kg⁻¹" in trace["hovertext"][0]


def test_a_suspect_voltage_is_hollow_and_a_suspect_capacity_is_the_last_choice():
    trace = next(t for t in voltage_capacity.build(SAMPLE).figure["data"] if t["name"] == "V₂O₅")
    assert trace["marker"]["symbol"] == ["diamond-open"]
    greater = replace(CAPACITY, id="x", quantity=Quantity(value=500.0), suspect=True)
    assert voltage_capacity.build([VOLTAGE, CAPACITY, greater]).drawn[0].x == 122.0
    assert voltage_capacity.build([VOLTAGE, greater]).drawn[0].x_text == "500\u00a0mAh g⁻¹ (suspect)"


def test_scales_are_never_mixed():
    lithium = with_condition(VOLTAGE, "potential_scale", text="Li")
    unstated = replace(VOLTAGE, conditions={})
    drawing = voltage_capacity.build([VOLTAGE, lithium, unstated, CAPACITY])
    layout = drawing.figure["layout"]
    titles = [layout[axis]["title"]["text"] for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert [title.removeprefix("Voltage (V), scale: ") for title in titles] == ["Mg/Mg²⁺", "Li/Li⁺", "not stated"]
    assert {trace["yaxis"] for trace in drawing.figure["data"] if "customdata" in trace} == {"y", "y2", "y3"}
    alone = voltage_capacity.build([VOLTAGE, lithium, unstated, CAPACITY], scale="Mg")
    assert "yaxis2" not in alone.figure["layout"]
    assert dict(alone.left_out) == {
        "on another potential scale (Li/Li⁺)": 1,
        "on another potential scale (not stated)": 1,
    }
    assert voltage_capacity.build([lithium, CAPACITY], scale="Li").y_label == "Voltage (V), scale: Li/Li⁺"


@pytest.mark.parametrize(
    "capacity",
    [
        replace(CAPACITY, material="another"),
        replace(CAPACITY, group="another source"),
        replace(CAPACITY, electrolyte="another"),
        replace(CAPACITY, quantity=None),
        with_condition(CAPACITY, "direction", text="charge"),
        with_condition(CAPACITY, "current_density", low=50.0, high=50.0),
    ],
    ids=["specimen", "source", "electrolyte", "no number", "charge", "current"],
)
def test_a_capacity_from_elsewhere_is_not_put_beside_a_voltage(capacity):
    voltage = with_condition(VOLTAGE, "current_density", low=20.0, high=20.0)
    with pytest.raises(NothingToDraw, match="1 without a capacity of the same specimen, source and electrolyte"):
        voltage_capacity.build([voltage, capacity])


@pytest.mark.parametrize(
    ("voltage", "reason"),
    [
        (replace(VOLTAGE, quantity=None), "without a number"),
        (with_condition(VOLTAGE, "direction", text="charge"), "of charging"),
    ],
)
def test_a_voltage_that_says_nothing_of_discharge_is_left_out(voltage, reason):
    assert (reason, 1) in voltage_capacity.build([VOLTAGE, CAPACITY, voltage]).left_out
