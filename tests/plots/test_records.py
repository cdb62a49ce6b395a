from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, PointCondition, records
from mgdb.science.quantity import Quantity

POINT = records.sample()[0]  # 75 mAh/g in 2000


def record_trace(drawing):
    return next(trace for trace in drawing.figure["data"] if trace["name"] == "record")


def best(points, **options):
    trace = record_trace(records.build(points, **options))
    return list(zip(trace["x"], trace["y"], strict=True))


def conducting(value, year, **conditions):
    return replace(
        POINT, id=f"{value}", property_key="ionic_conductivity", quantity=Quantity(value=value), year=year,
        conditions={key: PointCondition(low=kelvin, high=kelvin) for key, kelvin in conditions.items()},
    )  # fmt: skip


def test_of_ten_values_those_better_than_all_before_are_records():
    drawing = records.build(records.sample())
    assert len(drawing.drawn) == 10
    # 300 in 2019 is suspect, 85, 130 and 220 came after better ones
    assert best(records.sample()) == [(2000, 75), (2006, 90), (2013, 120), (2015, 160), (2018, 170), (2019, 240)]
    others = next(trace for trace in drawing.figure["data"] if trace["name"] == "reported")
    assert dict(zip(others["y"], others["marker"]["symbol"], strict=True)) == {
        85: "circle",
        130: "circle",
        220: "circle",
        300: "circle-open",
    }


def test_the_stair_holds_the_record_to_the_last_year():
    stair = next(t for t in records.build(records.sample()).figure["data"] if t["name"] == "best up to the year")
    assert (stair["x"][-2:], stair["y"][-2:]) == ([2019, 2021], [240, 240])
    assert stair["line"]["shape"] == "hv"


def test_of_one_year_only_the_best_is_a_record():
    assert best([replace(POINT, id=str(v), quantity=Quantity(value=float(v))) for v in (10, 30, 20)]) == [(2000, 30)]


def test_less_is_better_where_the_catalogue_says_so():
    values = [(2000, 0.3), (2005, 0.1), (2010, 0.2)]
    points = [
        replace(POINT, id=str(v), property_key="overpotential", quantity=Quantity(value=v), year=year)
        for year, v in values
    ]
    assert best(points, ranked="overpotential") == [(2000, 0.3), (2005, 0.1)]
    assert "the least value" in records.build(points, ranked="overpotential").note


@pytest.mark.parametrize(
    ("quantity", "counted"),
    [
        (Quantity(low=80.0, high=120.0, range_kind="interval"), 80.0),
        (Quantity(value=90.0, bound="≥"), 90.0),
        (Quantity(value=90.0, bound="up to"), 90.0),
        (Quantity(value=90.0, approximate=True), 90.0),
        (Quantity(value=90.0, bound="<"), None),
    ],
)
def test_only_what_is_surely_reached_counts(quantity, counted):
    point = replace(POINT, quantity=quantity)
    if counted is None:
        with pytest.raises(NothingToDraw, match="1 with a bound that does not say how high the value is"):
            records.build([point])
    else:
        assert best([point]) == [(2000, counted)]


def test_conductivities_compete_at_room_temperature_alone():
    room, hot = conducting(1e-5, 2010, temperature=298.15), conducting(1e-2, 2015, temperature=423.15)
    drawing = records.build([room, hot, conducting(1e-3, 2012)], ranked="ionic_conductivity")
    assert [(item.x, item.y) for item in drawing.drawn] == [(2010, 1e-5)]
    assert dict(drawing.left_out) == {"outside 15 to 35 °C": 1, "without a temperature": 1}
    assert "at 15 to 35 °C" in drawing.note
    assert drawing.figure["layout"]["yaxis"]["type"] == "log"


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (replace(POINT, quantity=None), "without a number"),
        (replace(POINT, year=None), "without a year"),
        (replace(POINT, origin="computed"), "not measured (computed)"),
        (replace(POINT, origin="design target"), "not measured (design target)"),
        (replace(POINT, ion="Li⁺"), "claimed for another ion (Li⁺)"),
        (replace(POINT, ion="Mg²⁺ + Li⁺"), "claimed for another ion (Mg²⁺ + Li⁺)"),
    ],
)
def test_what_does_not_compete_is_counted_with_its_reason(left_out, reason):
    assert records.build([POINT, left_out]).left_out == ((reason, 1),)


def test_other_ions_compete_where_they_are_asked_for():
    lithium = replace(POINT, id="li", ion="Li⁺", quantity=Quantity(value=170.0))
    drawing = records.build([POINT, lithium], carrier="any")
    assert len(drawing.drawn) == 2
    assert "for any ion" in drawing.note


def test_the_rule_stands_on_the_plot():
    assert records.build([POINT]).note.startswith(
        "Rule: a record is the greatest value up to the year of the paper that reports it first, "
        "measured, or derived from a measurement, for Mg²⁺ or MgCl⁺ as claimed, or with no ion stated."
    )
