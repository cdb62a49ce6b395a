from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, PointCondition, plating
from mgdb.science.quantity import Quantity

POINT = plating.sample()[1]  # polymer, 0.15 V at 0.1 mA/cm²


def with_conditions(**conditions):
    return replace(POINT, conditions=conditions)


def test_ten_overpotentials_stand_at_their_currents_by_class():
    drawing = plating.build(plating.sample())
    placed = {t["name"]: sorted(zip(t["x"], t["y"], strict=True)) for t in drawing.figure["data"]}
    assert placed == {
        "solid polymer electrolyte": [(0.05, 0.12), (0.1, 0.15), (0.2, 0.21), (0.5, 0.35), (1.0, 0.60)],
        "liquid (organic solvent)": [(0.05, 0.05), (0.1, 0.06), (0.2, 0.08), (0.5, 0.12), (1.0, 0.20)],
    }
    assert drawing.x_label == "Areal current density (mA cm⁻²)"
    assert drawing.y_label == "Overpotential (V)"
    assert drawing.figure["layout"]["xaxis"]["type"] == "log"


def test_classes_are_told_apart_without_colour_bounds_point_and_suspect_values_are_hollow():
    symbols = {t["name"]: t["marker"]["symbol"] for t in plating.build(plating.sample()).figure["data"]}
    # the legend shows the marker of the first
    assert symbols["liquid (organic solvent)"] == ["square", "square", "square", "square", "triangle-down"]
    assert symbols["solid polymer electrolyte"] == ["circle", "circle", "circle", "circle", "circle-open"]


def test_efficiency_and_overpotential_never_share_an_axis():
    efficiency = replace(POINT, property_key="plating_stripping_efficiency", quantity=Quantity(value=99.1))
    assert plating.build([POINT, efficiency]).left_out == (
        ("of another property (plating/stripping coulombic efficiency)", 1),
    )
    drawing = plating.build([POINT, efficiency], show="plating_stripping_efficiency")
    assert [item.y_text for item in drawing.drawn] == ["99.1\u00a0%"]
    assert drawing.y_label == "Plating/stripping Coulombic efficiency (%)"


def test_the_charge_per_area_may_stand_across():
    point = with_conditions(areal_capacity=PointCondition(low=0.5, high=0.5))
    [item] = plating.build([point], against="areal_capacity").drawn
    assert (item.x, item.x_text, item.y) == (0.5, "0.5\u00a0mAh cm⁻²", 0.15)


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (replace(POINT, quantity=None), "without a number"),
        (with_conditions(), "without an areal current density"),
        (
            with_conditions(current_density=PointCondition(low=100.0, high=100.0)),
            "without an areal current density",
        ),
        (
            with_conditions(areal_current_density=PointCondition(low=0.1, high=0.2)),
            "with a range of areal current density",
        ),
        (
            with_conditions(areal_current_density=PointCondition(low=0.0, high=0.0)),
            "at zero, which a logarithmic axis cannot show",
        ),
        (
            with_conditions(test_step=PointCondition(text="gitt")),
            "measured in another step of the test (gitt)",
        ),
    ],
)
def test_what_cannot_stand_in_the_plot_is_counted_with_its_reason(left_out, reason):
    drawing = plating.build([POINT, left_out], against="areal_current_density")
    assert drawing.left_out == ((reason, 1),)


def test_what_was_asked_for_stands_in_the_refusal():
    with pytest.raises(NothingToDraw, match="No nucleation overpotential against areal capacity to draw: 1 of another"):
        plating.build([POINT], show="nucleation_overpotential", against="areal_capacity")


def test_values_without_a_current_stand_in_rows():
    bare = [replace(point, conditions={}) for point in plating.sample()[:3]]
    with pytest.raises(NothingToDraw, match=r"without an areal current density.*As a list, each value has a row"):
        plating.build(bare, against="areal_current_density")
    drawing = plating.build(bare)
    assert drawing.chosen == {"show": "overpotential", "against": "rows"}
    # the best, the least overpotential, on top
    assert [(item.x, item.y) for item in drawing.drawn] == [(0.12, 2), (0.15, 1), (0.21, 0)]
    assert drawing.figure["layout"]["meta"]["rows"]
    with pytest.raises(NothingToDraw, match="none given"):
        plating.build([], against="rows")


def test_what_is_left_to_the_plot_shows_most_values():
    """Of the curated values seven are efficiencies and three overpotentials; most state no current."""
    efficiencies = [
        replace(
            POINT, id=str(n), property_key="plating_stripping_efficiency", quantity=Quantity(value=99.0), conditions={}
        )
        for n in range(7)
    ]
    drawing = plating.build([POINT, *efficiencies])
    assert drawing.chosen == {"show": "plating_stripping_efficiency", "against": "rows"}
    assert len(drawing.drawn) == 7
    assert plating.build([POINT, *efficiencies], show="overpotential").chosen["against"] == "areal_current_density"
