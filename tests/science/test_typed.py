"""Numbers that are typed: how they are read, and whether they agree with the print beside them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science import formula, recorded
from mgdb.science.electrolytes import expand
from mgdb.science.properties import PROPERTIES
from mgdb.science.typed import Typed, TypedError, bare_factor, disagreement, printed_shares, read_number, read_whole
from tests.yaml_files import cases


@pytest.mark.parametrize(
    ("given_", "number"),
    [
        ("0.5", 0.5),
        ("−0.5", -0.5),
        ("+3", 3),
        (".5", 0.5),
        ("1.", 1),
        ("1e-5", 1e-5),
        ("2E3", 2000),
        (7, 7),
        (0.25, 0.25),
    ],
)
def test_what_is_written_as_a_number_is_read(given_, number):
    assert read_number(given_) == number


@pytest.mark.parametrize(
    "given_",
    ["1_0", "true", True, False, None, "", "0x1F", "１０", "٣", "1 0", "1,5", "1e", "e5", "--1", "1-5", "nan", "inf",
     "-.inf", "1e999", [1], math.nan, math.inf, "10−5", "½"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_the_value_and_a_way_out(given_):
    with pytest.raises(TypedError, match=r"write it in digits|give the number") as refused:
        read_number(given_)
    assert str(given_).lower()[:20] in str(refused.value).lower()


def test_a_comma_is_asked_about_and_a_count_is_whole():
    with pytest.raises(TypedError, match=r"“1\.5” or “15”"):
        read_number("1,5")
    assert read_whole("2020") == read_whole(2020.0) == 2020
    with pytest.raises(TypedError, match="not a whole number"):
        read_whole("2020.5")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_is_printed_is_read_again(number):
    assert read_number(repr(number)) == number


@given(st.text(max_size=8))
def test_nothing_is_read_that_is_not_in_digits(text):
    try:
        number = read_number(text)
    except TypedError:
        return
    assert set(text.strip()) <= set("0123456789.eE+-−")
    assert float(text.strip().replace("−", "-")) == number


# ------------------------------------------------------------------ beside a print

AMOUNTS = [
    ("M", "0.4 M", (0.4, 0.4), True),
    ("M", "400 mM", (0.4, 0.4), True),
    ("M", "≈0.4 M", (0.4, 0.4), True),
    ("M", "0.4 M", (4, 4), False),
    ("M", "0.5 to 1 M", (0.5, 1), True),
    ("M", "0.5 to 1 M", (0.5, 0.5), False),
    ("wt%", "15–20%", (15, 20), True),
    ("wt%", "up to 5 wt%", (None, 5), True),
    ("wt%", "up to 5 wt%", (5, 5), False),
    ("per_formula", "n = 3", (3, 3), True),  # words that nobody reads decide nothing
    ("EO:Mg", "PEO9", (9, 9), True),
    ("mol%", "10-5", (5, 10), True),  # asked of a print alone; the typed numbers answer
    ("mol%", "10-5", (7, 7), False),
]


@pytest.mark.parametrize(("unit", "printed", "ends", "agrees"), AMOUNTS)
def test_an_amount_is_what_is_printed(unit, printed, ends, agrees):
    entry, known = recorded.AMOUNTS[unit]
    reason = disagreement(entry, printed, known, Typed(low=ends[0], high=ends[1]))
    assert (reason == "") is agrees, reason
    assert agrees or printed in reason


@pytest.mark.parametrize(
    ("unit", "printed", "typed", "agrees"),
    [
        ("%", "22%", 22, True),
        ("%", "22%", 2.2, False),
        ("at%", "1 at%", 1, True),
        ("at%", "1 at%", 10, False),
        ("% of BH4", "20%", 20, True),
        ("per formula unit", "F_{0.40}", 0.4, True),
        ("per formula unit", "F_{0.40}", 4, False),
        ("per formula unit", "(OH)_{0.48}", 0.48, True),
        ("per formula unit", "·1.37H2O", 1.37, True),
        ("per formula unit", "·1.37H2O", 2, False),
        ("per formula unit", "·H2O", 1, True),
        ("per formula unit", "Cr3", 3, True),
        ("% of Zr sites", "Ce0.2Zr1.8", 10, True),
        ("cm⁻³", "3e18", 3e18, True),
        ("cm⁻³", "3e18", 3e17, False),
    ],
)
def test_a_concentration_is_what_is_printed(unit, printed, typed, agrees):
    entry, known = recorded.of_defect(unit)
    assert recorded.is_unit_of_defect(unit)
    said = recorded.print_of_defect(printed, unit)
    assert (disagreement(entry, said, known, Typed(low=typed, high=typed)) == "") is agrees


@pytest.mark.parametrize("unit", ["pct", "furlong", "percentish", "M", "per", "%x"])
def test_a_defect_is_counted_in_known_units(unit):
    assert not recorded.is_unit_of_defect(unit)


FACTORS = [
    ("times", "about six times higher", Typed(6, bound="=", approximate=True), True),
    ("times", "about six times higher", Typed(6, bound="=", approximate=False), False),
    ("times", "six times", Typed(60, bound="="), False),
    ("times", "over 3.4 times", Typed(3.4, bound=">"), True),
    ("times", "over 3.4 times", Typed(3.4, bound="="), False),
    ("times", "1.5 × 10¹³ times", Typed(1.5e13, bound="="), True),
    ("times", "doubles", Typed(2, bound="="), True),
    ("times", "10–15%", Typed(low=0.1, high=0.15), True),
    ("times", "10–15%", Typed(low=10, high=15), False),
    ("percent", "90.24%", Typed(90.24, bound="="), True),
    ("percent", "90.24%", Typed(9.024, bound="="), False),
    ("orders", "2-3 orders of magnitude", Typed(low=2, high=3), True),
    ("orders", "an order of magnitude", Typed(1, bound="="), True),
    ("orders", "three orders of magnitude", Typed(4, bound="="), False),
    ("times", "much higher", Typed(9, bound="="), True),
]


@pytest.mark.parametrize(("form", "printed", "typed", "agrees"), FACTORS)
def test_a_factor_is_what_is_printed(form, printed, typed, agrees):
    entry = recorded.FACTORS[form]
    assert (disagreement(entry, bare_factor(printed)[0], entry.unit, typed) == "") is agrees


def test_a_difference_is_in_a_unit_of_its_property():
    entry = recorded.difference_of(PROPERTIES["specific_capacity"])
    assert recorded.no_unit_of(entry, "mAh g⁻¹") == ""
    assert "furlong" in recorded.no_unit_of(entry, "furlong")
    assert "mAh g⁻¹" in recorded.no_unit_of(entry, "")
    assert disagreement(entry, "97.05 mAh g⁻¹", "mAh g⁻¹", Typed(97.05, bound="=")) == ""
    assert disagreement(entry, "97.05 mAh g⁻¹", "mAh g⁻¹", Typed(970.5, bound="="))
    assert disagreement(entry, "0.097 Ah g⁻¹", "mAh g⁻¹", Typed(97, bound="=")) == ""


@pytest.mark.parametrize(
    ("formulation", "shares"),
    [
        ("Super P, PVDF, 7:2:1", [70, 20, 10]),
        ("8 : 1 : 1 in NMP", [80, 10, 10]),
        ("0.8:0.1:0.1", [80, 10, 10]),
        ("70 wt% sample material, 20 wt% Super P, 10 wt% PVDF in NMP (8 h)", [70, 20, 10]),
        ("binder-free", []),
    ],
)
def test_the_shares_of_an_electrode_are_read(formulation, shares):
    assert printed_shares(formulation) == pytest.approx(shares)


def test_shares_of_components_are_no_more_than_the_whole():
    assert recorded.over_whole([("wt%", 60), ("wt%", 60)]).startswith("The components are 120 wt% together")
    assert recorded.over_whole([("wt%", 60), ("wt%", 40.5), ("mol%", 60), ("M", 120), ("wt%", None)]) == ""


@pytest.mark.parametrize("text", cases("electrolytes"))
def test_what_words_of_an_electrolyte_expand_to_agrees_with_its_print(text):
    for one in expand(text).components:
        if one.formula:
            formula.parse(one.formula)
        if one.amount is not None:
            entry, unit = recorded.AMOUNTS[one.unit]
            assert disagreement(entry, one.amount_printed, unit, Typed(low=one.amount, high=one.amount)) == ""
