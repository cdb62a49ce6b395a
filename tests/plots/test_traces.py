from dataclasses import replace

import pytest

from mgdb.plots import Drawn, Point, PointCondition, traces
from mgdb.science.quantity import Quantity

POINT = Point(id="p", property_key="specific_capacity", quantity=Quantity(value=5.0), material="m", name="VS₄")


def drawn(x, y, **changes):
    return Drawn(replace(POINT, **changes), x, y, f"{x}", f"{y}")


@pytest.mark.parametrize(
    ("quantity", "centre", "spread"),
    [
        (Quantity(value=5.0), 5.0, (0.0, 0.0)),
        (Quantity(value=5.0, uncertainty=0.5), 5.0, (0.5, 0.5)),
        (Quantity(low=2.0, high=6.0, range_kind="interval"), 4.0, (2.0, 2.0)),
        (Quantity(value=5.0, bound=">"), 5.0, (0.0, 0.0)),
    ],
)
def test_a_quantity_stands_at_its_number_or_middle_and_reaches_to_its_ends(quantity, centre, spread):
    assert (traces.centre(quantity), traces.spread(quantity)) == (centre, spread)


def test_on_a_logarithmic_axis_a_range_stands_at_its_geometric_middle():
    wide = Quantity(low=1e-8, high=1e-6, range_kind="interval")
    assert traces.centre(wide, log=True) == pytest.approx(1e-7)
    assert traces.centre(wide) == pytest.approx(5.05e-7)


def test_names_stand_only_where_they_cover_no_other_name_and_no_point():
    items = [drawn(0, 0), drawn(0, 0.001), drawn(100, 100), drawn(50, 50)]
    found = traces.labels(items, items, items)
    assert found["text"] == ["VS₄", "", "VS₄", "VS₄"]
    # away from the nearer side
    assert found["textposition"] == ["top right", "top right", "top left", "top left"]


def test_a_legend_shows_a_plain_marker_where_there_is_one():
    items = [
        drawn(1, 1, suspect=True),
        drawn(2, 2, quantity=Quantity(value=2.0, bound="<")),
        drawn(3, 3),
    ]
    assert [item.x for item in traces.plain_first(items)] == [3, 2, 1]


def test_hovering_tells_name_conditions_and_source_without_markup():
    point = replace(
        POINT,
        name="<b>x",
        source="Fan & al.",
        electrolyte="APC",
        origin="computed",
        suspect=True,
        conditions={
            "temperature": PointCondition(low=298.15, high=298.15, printed="RT", assumed=True),
            "cycle_number": PointCondition(low=3, high=3, printed="3"),
            "direction": PointCondition(text="charge"),
        },
    )
    assert traces.hover(point, "5 < 6", without=("cycle_number",)).split("<br>") == [
        "<b>&lt;b&gt;x</b>",
        "5 &lt; 6",
        "Temperature: RT (number assumed)",
        "Direction: charge",
        "APC",
        "computed",
        "Fan &amp; al.",
        "suspect value",
    ]


def test_currents_of_different_kinds_are_never_the_same():
    mass = replace(POINT, conditions={"current_density": PointCondition(low=1.0, high=1.0)})
    area = replace(POINT, conditions={"areal_current_density": PointCondition(low=1.0, high=1.0)})
    near = replace(POINT, conditions={"current_density": PointCondition(low=1.01, high=1.01)})
    assert traces.same_current(mass, near)
    assert not traces.same_current(mass, area)
    assert not traces.same_current(POINT, POINT)
