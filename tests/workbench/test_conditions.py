"""Conditions of a row of values: tokens, “others n.r.”, lists that make a series."""

import pytest

from mgdb.science.properties import get
from mgdb.workbench.conditions import list_items, read_conditions
from mgdb.workbench.flags import read_flags
from mgdb.workbench.reading import RowError

CAPACITY = get("specific_capacity")


def test_what_stands_in_the_row_wins_over_what_holds_of_all():
    read = read_conditions("60 °C; 0.1 A/g", "25 °C; cycle, direction n.r.", CAPACITY)
    assert read.printed == {
        "temperature": "60 °C",
        "current_density": "0.1 A/g",
        "cycle_number": "not reported",
        "direction": "not reported",
    }


def test_others_not_reported_are_those_that_the_property_needs():
    read = read_conditions("cycle 100; others n.r.", "", CAPACITY)
    assert read.printed == {
        "current_density": "not reported",
        "cycle_number": "100",
        "test_step": "not reported",
    }
    assert read.others == {"current_density", "test_step"}
    assert read_conditions("others n.r.", "", get("thickness")).printed == {}


def test_a_status_is_of_the_condition_that_the_property_needs():
    assert read_conditions("current density n.a.", "", get("cycles_demonstrated")).printed == {
        "current_density": "not applicable",
    }
    plating = get("plating_stripping_efficiency")
    assert read_conditions("current density, T n.r.", "", plating).printed == {
        "temperature": "not reported",
        "areal_current_density": "not reported",
    }
    with pytest.raises(RowError, match="areal current density"):
        read_conditions("current density n.r.", "", get("voltage"))


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("0.05, 0.1 and 0.2 A/g", ["0.05 A/g", "0.1 A/g", "0.2 A/g"]),
        ("0.05 A/g, 0.1 A/g", ["0.05 A/g", "0.1 A/g"]),
        ("C/20 | C/10 | 1C", ["C/20", "C/10", "1C"]),
        ("347.2, 300.4 mAh g⁻¹", ["347.2 mAh g⁻¹", "300.4 mAh g⁻¹"]),
        ("1,073 mAh/g", []),  # one number with a comma in it, or two: asked elsewhere
        ("25 °C", []),
        ("path along a, b", []),
        ("Mo, S", []),
    ],
)
def test_a_list_has_one_unit(text, items):
    assert list_items(text) == items


@pytest.mark.parametrize(
    ("own", "common", "words"),
    [
        ("0.1, 0.2 A/g; 25, 60 °C", "", "two lists"),
        ("", "0.1, 0.2 A/g", "two lists"),
        ("1 MPa", "", "stack pressure"),
        ("nonsense", "", "is not a condition"),
    ],
)
def test_what_cannot_be_read_is_asked(own, common, words):
    with pytest.raises(RowError, match=words):
        read_conditions(own, common, CAPACITY)


def test_a_flag_is_severity_code_and_reason():
    assert read_flags("caution misprint: the minus is lost || other: see text") == [
        {"code": "misprint", "severity": "caution", "reason": "the minus is lost"},
        {"code": "other", "reason": "see text"},
    ]
    with pytest.raises(RowError, match="reason"):
        read_flags("misprint:")


@pytest.mark.parametrize(
    ("token", "status"),
    [
        ("n.r.", "reported"),
        ("nr", "reported"),
        ("not stated", "reported"),
        ("n.a.", "applicable"),
        ("not applicable", "applicable"),
    ],
)
def test_a_status_is_one_of_several_conditions(token, status):
    read = read_conditions(f"T, cycle {token}", "", CAPACITY)
    assert read.printed == dict.fromkeys(("temperature", "cycle_number"), f"not {status}")


def test_a_list_that_names_its_condition_is_of_the_steps_of_several_values():
    read = read_conditions("cycle 1, 2 and 3; 25 °C", "", CAPACITY, values=3)
    assert [read.of_step(step)["cycle_number"] for step in range(3)] == ["1", "2", "3"]
    read = read_conditions("T = 25, 40 °C; 0.1 A/g", "", CAPACITY, values=2)
    assert [read.of_step(step)["temperature"] for step in range(2)] == ["25 °C", "40 °C"]
    assert read_conditions("cycle 1, 2 and 3", "", CAPACITY).steps == []  # of one value
