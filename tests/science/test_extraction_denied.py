"""What a sentence denies, shares or compares: no bound is turned round, no value has another's condition or subject."""

import pytest

from mgdb.science.extraction import Name, extract

NAMES = [Name("a", ("A-MnO2",)), Name("b", ("B-TiO2",)), Name("c", ("MgSc2Se4",)), Name("apc", ("APC",))]


def of(text, guess):
    """(number, bound), subject and conditions of each value of the property `guess`, by its first reading."""
    found = []
    for one in extract(text, NAMES):
        if one.guess == guess:
            stated = one.readings[0].quantity
            number = stated.value if stated.value is not None else (stated.low, stated.high)
            found.append(((number, stated.bound), one.subject, dict(one.conditions)))
    return found


@pytest.mark.parametrize(
    ("text", "guess", "said"),
    [
        ("No conductivity above 1e-9 S/cm was found for MgSc2Se4.", "ionic_conductivity", [(1e-9, "≤")]),
        ("In no sample of MgSc2Se4 is the ionic conductivity > 2e-9 S/cm.", "ionic_conductivity", [(2e-9, "≤")]),
        ("The capacity of A-MnO2 never fell below 90 mAh g−1.", "specific_capacity", [(90, "≥")]),
        ("The capacity of A-MnO2 did not fall below 90 mAh g−1.", "specific_capacity", [(90, "≥")]),
        ("A-MnO2 did not reach 100 mAh g−1.", "specific_capacity", [(100, "<")]),
        ("Neither A-MnO2 nor B-TiO2 reached 100 mAh g−1.", "specific_capacity", [(100, "<")] * 2),
        ("A-MnO2 does not swell and its capacity is above 90 mAh g−1.", "specific_capacity", [(90, ">")]),
        ("The capacity of A-MnO2 is not only above 90 mAh g−1.", "specific_capacity", [(90, ">")]),
        ("A-MnO2 has a capacity of no more than 90 mAh g−1.", "specific_capacity", [(90, "≤")]),
    ],
)
def test_a_bound_that_is_denied_is_turned(text, guess, said):
    assert [value for value, _, _ in of(text, guess)] == said


def test_neither_is_of_both():
    found = of("Neither A-MnO2 nor B-TiO2 reached 100 mAh g−1.", "specific_capacity")
    assert [subject for _, subject, _ in found] == ["a", "b"]


def test_what_may_be_where_something_else_is_denied_is_asked():
    [one] = [one for one in extract("No oxidation of APC on steel occurs below 3.1 V.", NAMES) if one.guess]
    assert [reading.quantity.bound for reading in one.readings] == ["≥", "<"]
    [one] = [one for one in extract("A-MnO2 does not need heat to exceed 90 mAh g−1.", NAMES) if one.guess]
    assert [reading.quantity.bound for reading in one.readings] == ["≤", ">"]
    [one] = [
        one for one in extract("A-MnO2 is cycled with 99 % retention over 400 cycles.", NAMES) if "400" in str(one)
    ][-1:]
    assert [reading.quantity.bound for reading in one.readings] == [">", "="]


def test_numbers_of_a_list_share_the_power_that_is_printed_once():
    text = "Conductivities of 1.2, 3.4 and 7.8 × 10-5 S cm-1 were measured at 30, 50 and 70 °C for MgSc2Se4."
    assert of(text, "ionic_conductivity") == [
        ((1.2e-5, "="), "c", {"temperature": "30 °C"}),
        ((3.4e-5, "="), "c", {"temperature": "50 °C"}),
        ((7.8e-5, "="), "c", {"temperature": "70 °C"}),
    ]


def test_a_power_is_no_number_beside_the_one_that_it_is_of():
    text = "The diffusion coefficients are 2.3(4) × 10−12 and (5.1 ± 0.2) × 10−13 cm2 s−1 for A-MnO2 and B-TiO2."
    found = of(text, "diffusion_coefficient")
    assert [(value[0], subject) for value, subject, _ in found] == [(2.3e-12, "a"), (5.1e-13, "b")]


CURRENT, CYCLE, RATE = "current_density", "cycle_number", "c_rate"


@pytest.mark.parametrize(
    ("text", "guess", "conditions"),
    [
        ("A-MnO2 retained 92 % of its initial 164 mAh g−1 after 2000 cycles.", "specific_capacity", [{}]),
        ("A-MnO2 keeps 85 % of 180 mAh g−1, after 100 cycles.", "specific_capacity", [{}]),
        ("A-MnO2 kept 164 mAh g−1 after 2000 cycles.", "specific_capacity", [{CYCLE: "2000"}]),
        ("A-MnO2 was heated at 160 °C for 18 h; the interlayer distance is 5.83 Å.", "interlayer_spacing", [{}]),
        (
            "A-MnO2 has 120 mAh g−1 (at 50 mA g−1), 100 mAh g−1 (100) and 80 mAh g−1 (200).",
            "specific_capacity",
            [{CURRENT: "50 mA g−1"}, {CURRENT: "100 mA g−1"}, {CURRENT: "200 mA g−1"}],
        ),
        (
            "A-MnO2: 300 mAh g−1 @ 0.1C, 220 @ 1C, 130 @ 5C.",
            "specific_capacity",
            [{RATE: "0.1 C"}, {RATE: "1 C"}, {RATE: "5 C"}],
        ),
        (
            "A-MnO2 has 300 mAh g−1 at 50 mA g−1, 220 at 100 mA g−1 and 130 at 200 mA g−1.",
            "specific_capacity",
            [{CURRENT: "50 mA g−1"}, {CURRENT: "100 mA g−1"}, {CURRENT: "200 mA g−1"}],
        ),
        (
            "A-MnO2 has 120 mAh g−1 (100 cycles), B-TiO2 80 mAh g−1 (50).",
            "specific_capacity",
            [{CYCLE: "100"}, {CYCLE: "50"}],
        ),
        ("The average voltage of A-MnO2 is 2.15 V vs. Li+/Li.", "voltage", [{"potential_scale": "Li+/Li"}]),
        ("The average voltage of A-MnO2 is 1.2 V (vs. Mg2+/Mg).", "voltage", [{"potential_scale": "Mg2+/Mg"}]),
        ("The average voltage of A-MnO2 is 1.2 V vs. 1.4 V.", "voltage", [{}, {}]),
    ],
)
def test_a_value_has_its_own_conditions(text, guess, conditions):
    assert [said for _, _, said in of(text, guess)] == conditions


@pytest.mark.parametrize(
    ("text", "guess", "subjects"),
    [
        ("Our cell kept 120 mAh g−1, better than B-TiO2 with 31 mAh g−1.", "specific_capacity", ["", "b"]),
        (
            "The cell gave 1.5 mAh cm−2, which is 3 times higher than B-TiO2 (0.5 mAh cm−2).",
            "areal_capacity",
            ["", "b"],
        ),
        (
            "With APC, a plating efficiency of 99 % was found, with 1 M Mg(TFSI)2/DME only 34 %.",
            "plating_stripping_efficiency",
            ["apc", ""],
        ),
    ],
)
def test_a_value_is_not_of_what_it_is_compared_with(text, guess, subjects):
    assert [subject for _, subject, _ in of(text, guess)] == subjects


@pytest.mark.parametrize(
    ("text", "number", "guess"),
    [
        ("For A-MnO2 the loss of 180 mAh/g was due to it.", "180", ""),
        ("At 1.0 mV s−1, 89 % of the capacity of A-MnO2 is capacitive.", "89", "capacitive_contribution"),
        ("A-MnO2 has an oxygen vacancy content of 12.5 %.", "12.5", "vacancy_concentration"),
    ],
)
def test_words_say_what_a_number_is(text, number, guess):
    [one] = [one for one in extract(text, NAMES) if one.printed_value == number]
    assert one.guess == guess


def test_numbers_on_a_slash_are_of_no_formula():
    assert {one.formula for one in extract("The capacities of A-MnO2/B-TiO2 are 180/90 mAh g-1.", NAMES)} == {""}
