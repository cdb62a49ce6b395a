"""Printed quantities, as the five founding documents print them, read and typeset."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science import quantity, units
from mgdb.science.quantity import Quantity, QuantityError, parse


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "bound", "approximate", "digits"),
    [
        ("77", 77, 77, 77, "=", False, 2),
        ("~48", 48, 48, 48, "=", True, 2),
        ("≈ 35", 35, 35, 35, "=", True, 2),
        ("\\approx 10^{-5}", 1e-5, 1e-5, 1e-5, "=", True, 1),
        ("ca. 5", 5, 5, 5, "=", True, 1),
        ("about 120", 120, 120, 120, "=", True, 3),
        ("-1.02", -1.02, -1.02, -1.02, "=", False, 3),
        ("−6.341", -6.341, -6.341, -6.341, "=", False, 4),
        ("+90.24", 90.24, 90.24, 90.24, "=", False, 4),
        ("0", 0, 0, 0, "=", False, 1),
        ("52.0", 52.0, 52.0, 52.0, "=", False, 3),
        ("0.030", 0.03, 0.03, 0.03, "=", False, 2),
        ("1,000,000", 1e6, 1e6, 1e6, "=", False, 7),
        ("10,000.5", 10000.5, 10000.5, 10000.5, "=", False, 6),
        ("2,5e-5", 2.5e-5, 2.5e-5, 2.5e-5, "=", False, 2),
        ("0,123", 0.123, 0.123, 0.123, "=", False, 3),
        ("10\N{NARROW NO-BREAK SPACE}000", 10000, 10000, 10000, "=", False, 5),
        ("1.10×10^{-12}", 1.1e-12, 1.1e-12, 1.1e-12, "=", False, 3),
        ("$2.9\\times10^{-5}$", 2.9e-5, 2.9e-5, 2.9e-5, "=", False, 2),
        ("1.5 × 10¹³", 1.5e13, 1.5e13, 1.5e13, "=", False, 2),
        ("1e-4", 1e-4, 1e-4, 1e-4, "=", False, 1),
        ("10⁻³", 1e-3, 1e-3, 1e-3, "=", False, 1),
        ("10^-13", 1e-13, 1e-13, 1e-13, "=", False, 1),
        ("<5", 5, None, 5, "<", False, 1),
        ("$>5000", 5000, 5000, None, ">", False, 4),
        ("> 99.9", 99.9, 99.9, None, ">", False, 3),
        ("\\leq 2", 2, None, 2, "≤", False, 1),
        ("up to 348", 348, None, 348, "up to", False, 3),
        ("up to ≈ 10^{-5}", 1e-5, None, 1e-5, "up to", True, 1),
        ("at least 5", 5, 5, None, "≥", False, 1),
        ("less than 0.02", 0.02, None, 0.02, "<", False, 1),
    ],
)
def test_a_single_number_is_read_with_its_qualifiers(text, value, low, high, bound, approximate, digits):
    read = parse(text)
    assert (read.value, read.low, read.high) == (value, low, high)
    assert (read.bound, read.approximate, read.digits, read.range_kind) == (bound, approximate, digits, "")


@pytest.mark.parametrize(
    ("text", "low", "high", "kind", "approximate"),
    [
        ("0.5–2.1", 0.5, 2.1, "interval", False),
        ("4.5-4.7", 4.5, 4.7, "interval", False),
        ("1.10×10^-12 to 15.70×10^-12", 1.1e-12, 1.57e-11, "interval", False),
        ("10^{-13} ~ 10^{-15}", 1e-15, 1e-13, "interval", False),
        ("10⁻¹² ~ 10⁻¹⁴", 1e-14, 1e-12, "interval", False),
        ("in the order of 10⁻¹² ~ 10⁻¹⁴", 1e-14, 1e-12, "interval", True),
        ("$10^{-6}$ to $10^{-3}$", 1e-6, 1e-3, "interval", False),
        ("(1.1–15.7) × 10⁻¹²", 1.1e-12, 1.57e-11, "interval", False),
        ("−2 to −1", -2, -1, "interval", False),
        ("between 3 and 5", 3, 5, "interval", False),
        ("~5–10", 5, 10, "interval", True),
        ("12 and 34", 12, 34, "list", False),
        ("12, 34 and 5", 5, 34, "list", False),
    ],
)
def test_ranges_and_lists_keep_both_ends_in_order(text, low, high, kind, approximate):
    read = parse(text)
    assert (read.value, read.low, read.high) == (None, low, high)
    assert (read.range_kind, read.approximate, read.bound) == (kind, approximate, "=")


def test_an_uncertainty_is_read_in_each_form():
    assert parse("0.30 ± 0.02").uncertainty == 0.02
    assert parse("≈370 ± 90").uncertainty == 90
    assert parse("5.431(2)").uncertainty == pytest.approx(0.002)
    assert parse("(1.2 ± 0.3) × 10^-5").uncertainty == pytest.approx(3e-6)


def test_an_order_of_magnitude_covers_half_a_decade_either_way():
    read = parse("order of 10⁻⁵")
    assert read.low == pytest.approx(10**-5.5, rel=1e-5)
    assert read.high == pytest.approx(10**-4.5, rel=1e-5)
    assert read.range_kind == "order_of_magnitude"


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("1,2,3", 1, "separates thousands"),
        ("Oct-14", 0, "a spreadsheet has made a date"),
        ("10-Jul", 0, "a spreadsheet has made a date"),
        ("2024-10-05", 0, "a spreadsheet has made a date"),
        ("three orders of magnitude", 0, "comparison, not a number"),
        ("2–3 × 10^-5", 1, "belong to both"),
        ("77/300", 2, "slash divides table entries"),
        ("5 mAh", 2, "unit in its own field"),
        ("10 500", 3, "space within a number"),
        ("<<5", 1, "second bound"),
        ("<5–10", 2, "range of bounds"),
        ("1-2-3", 0, "more than one range"),
        ("1e999", 0, "too large"),
        ("1e-999", 0, "too small"),
        ("10^99999999", 0, "not that of a measurement"),
        ("~", 1, "missing"),
        ("", 0, "empty"),
        ("\N{EN DASH}", 0, "not a number"),
        *((sign * 100_000, 200, "longer than") for sign in ("1", " 1", "$", "1 to ", "1±")),
        ("x" * 300, 200, "longer than"),
    ],
)
def test_what_is_no_quantity_is_refused_at_its_place(text, position, message):
    with pytest.raises(QuantityError, match=message) as caught:
        parse(text)
    assert caught.value.position == position


@given(st.text(max_size=40) | st.text(alphabet="0123456789.,~≈<>±×^{}()-–−⁻¹²eE toand10 ", max_size=24))
def test_any_text_is_a_quantity_or_a_quantity_error(text):
    try:
        read = parse(text)
    except QuantityError as error:
        position = error.position
    else:
        position = 0
        low, high = quantity.search_interval(read)
        assert low <= high
        assert quantity.format_text(read)
    assert 0 <= position <= len(text)


@given(
    st.floats(min_value=1e-30, max_value=1e30, allow_nan=False),
    st.sampled_from(["", "≈ ", "< ", "≥ ", "up to ", "-"]),
    st.integers(min_value=1, max_value=12),
)
def test_what_is_typeset_reads_back_as_the_same_quantity(number, qualifier, digits):
    first = parse(f"{qualifier}{number:.{digits - 1}e}")
    again = parse(quantity.format_text(first))
    assert (again.bound, again.approximate) == (first.bound, first.approximate)
    assert again.value == pytest.approx(first.value, rel=1e-12)
    assert (again.low is None, again.high is None) == (first.low is None, first.high is None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≈ 35 mAh g⁻¹", ("≈ 35", "mAh g⁻¹")),
        ("0.1C", ("0.1", "C")),
        ("25 °C", ("25", "°C")),
        ("1e-4S/cm", ("1e-4", "S/cm")),
        ("0.5 e Å⁻²", ("0.5", "e Å⁻²")),
        ("12 and 34 eV", ("12 and 34", "eV")),
        ("1.2–1.5 V", ("1.2–1.5", "V")),
        ("77", ("77", "")),
    ],
)
def test_a_unit_is_split_off(text, parts):
    assert quantity.split(text) == parts


@pytest.mark.parametrize(
    ("text", "unit", "typeset"),
    [
        ("~35", "mAh/g", "≈ 35 mAh g⁻¹"),
        ("2.9×10^-5", "S cm-1", "2.9 × 10⁻⁵ S cm⁻¹"),
        ("10^-3", None, "10⁻³"),
        ("52.0", None, "52.0"),
        ("-1.02", "eV", "−1.02 eV"),
        ("10000", None, "10 000"),
        ("0.5-2.1", "V", "0.5–2.1 V"),
        ("10^{-13} ~ 10^{-15}", "cm2 s-1", "10⁻¹⁵ – 10⁻¹³ cm² s⁻¹"),
        ("1.10×10^-12 to 15.70×10^-12", None, "1.10 × 10⁻¹² – 1.570 × 10⁻¹¹"),
        ("-2 to -1", None, "−2 – −1"),
        ("12 and 34", None, "12, 34"),
        ("up to 348", None, "up to 348"),
        ("0.30±0.02", None, "0.30 ± 0.02"),
        ("80 ± 5.5", None, "80 ± 5.5"),
        ("80 ± 12", None, "80 ± 12"),
        ("(1.2±0.3)e-5", None, "(1.2 ± 0.3) × 10⁻⁵"),
        ("(1.2 ± 0.3) × 10^-5", None, "(1.2 ± 0.3) × 10⁻⁵"),
        ("order of 10^-5", None, "~10⁻⁵"),
        ("order of 0.001", "S/cm", "~10⁻³ S cm⁻¹"),
        ("order of 0.1", None, "~0.1"),
        ("order of 10", None, "~10"),
        ("order of 3 × 10^-5", None, "~3 × 10⁻⁵"),
        ("47.10", "°", "47.10°"),
        ("98", "%", "98 %"),
        ("1.5e13", None, "1.5 × 10¹³"),
        ("3", "1", "3"),
    ],
)
def test_a_quantity_is_typeset_as_it_was_printed(text, unit, typeset):
    shown = quantity.format_text(parse(text), unit)
    assert shown.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ") == typeset


@pytest.mark.parametrize(
    ("made", "typeset"),
    [
        (Quantity(value=52, digits=3), "52.0"),
        (Quantity(low=9.8, high=10.2, digits=3, range_kind="interval"), "9.8–10.2"),
        (Quantity(low=0.5, high=10.25, digits=4, range_kind="samples"), "0.5–10.25"),
        (Quantity(low=12, high=56, digits=2, range_kind="list"), "12–56"),
        (Quantity(low=0.662276831035153, high=0.953513, digits=3, range_kind="interval"), "0.662–0.954"),
        (Quantity(value=298.15), "298.15"),
        (Quantity(low=5), "≥ 5"),
    ],
)
def test_a_quantity_made_from_stored_numbers_is_typeset_without_losing_a_digit(made, typeset):
    assert quantity.format_text(made).replace("\N{NARROW NO-BREAK SPACE}", " ") == typeset


def test_html_escapes_signs_and_raises_powers():
    assert quantity.format_html(parse("<5")).startswith("&lt;")
    assert "10<sup>−5</sup>" in quantity.format_html(parse("2.9e-5"), "S/cm")


def test_scaling_converts_every_number_and_keeps_the_digits():
    scaled = quantity.scale(parse("≈ 0.30 ± 0.02"), 1000)
    assert (scaled.value, scaled.low, scaled.uncertainty, scaled.digits) == (300, 300, 20, 2)
    assert quantity.format_text(parse("<0.28").scale(0.001)).endswith("2.8\u202f×\u202f10⁻⁴")


def test_scaling_through_an_offset_shifts_the_value_and_not_its_uncertainty():
    kelvin = parse("25 ± 2").scale(lambda value: units.to_canonical(value, "°C", "temperature"))
    assert (kelvin.value, kelvin.uncertainty) == (298.15, 2)
    assert quantity.format_text(kelvin).replace("\u202f", " ") == "298.15 ± 2"


@pytest.mark.parametrize("factor", [0, -1, math.inf, math.nan])
def test_scaling_by_what_is_not_positive_is_refused(factor):
    with pytest.raises(ValueError, match="positive"):
        quantity.scale(parse("5"), factor)


def test_an_error_of_the_conversion_names_the_quantitys_own_number():
    with pytest.raises(units.UnitError, match="77 V is not a value of conductivity"):
        parse("77").scale(lambda value: units.to_canonical(value, "V", "conductivity"))


@pytest.mark.parametrize(
    ("made", "interval"),
    [
        (Quantity(value=35, approximate=True), (35, 35)),
        (Quantity(value=5, bound="<"), (-math.inf, 5)),
        (Quantity(value=5, bound="≥"), (5, math.inf)),
        (Quantity(low=1, high=2, range_kind="interval"), (1, 2)),
    ],
)
def test_a_search_meets_the_interval_that_the_statement_covers(made, interval):
    assert quantity.search_interval(made) == interval


@pytest.mark.parametrize(
    "arguments",
    [{}, {"value": 1, "bound": "about"}, {"low": 2, "high": 1}, {"value": math.nan}, {"value": math.inf}],
)
def test_a_quantity_that_states_nothing_possible_is_refused(arguments):
    with pytest.raises(ValueError, match=r"."):
        Quantity(**arguments)


@pytest.mark.parametrize(
    ("value", "unit", "digits", "text"),
    [
        (1864.7123, "K", 5, "1864.7 K"),
        (0.000123456, None, 3, "1.23 × 10⁻⁴"),
        (25.0, "°C", None, "25 °C"),
        (-0.5, "V", 2, "−0.5 V"),
    ],
)
def test_a_computed_number_is_written_like_a_printed_one(value, unit, digits, text):
    said = quantity.number_text(value, unit, digits=digits)
    assert said.replace("\u202f", " ").replace("\u00a0", " ") == text


def test_a_quantity_is_shown_in_another_unit_of_its_dimension():
    shown = quantity.in_unit(Quantity(value=298.15), "temperature", "°C")
    assert shown.value == pytest.approx(25.0)
    same = Quantity(value=298.15)
    assert quantity.in_unit(same, "temperature", "K") == same
    assert quantity.in_unit(same, None, "K") == same


@pytest.mark.parametrize(
    ("printed", "unit", "text"),
    [
        ("1023", "K", "750 °C"),
        ("1973", "K", "1700 °C"),
        ("300", "K", "27 °C"),
        ("77.4", "K", "−195.8 °C"),
        ("77.3", "K", "−195.9 °C"),  # −195.85, whatever its binary form
        ("298.15", "K", "25.00 °C"),
        ("273", "K", "0 °C"),
        ("273.1", "K", "−0.1 °C"),
        ("2e2", "K", "−73 °C"),
        ("≈ 1273", "K", "≈ 1000 °C"),
        ("<300", "K", "< 27 °C"),
        ("300-350.5", "K", "27–77.4 °C"),
        ("300 and 350", "K", "27, 77 °C"),
        ("300 ± 5", "K", "27 ± 5 °C"),
        ("273 ± 0.5", "K", "0 ± 0.5 °C"),
        ("298.15 ± 0.05", "K", "25.00 ± 0.05 °C"),
        ("order of 300", "K", None),
        ("25", "°C", "25 °C"),
        ("25.5", "°C", "25.5 °C"),
        ("-78 to 25", "°C", "−78 – 25 °C"),
    ],
)
def test_a_shift_of_the_zero_shows_no_digits_that_nobody_printed(printed, unit, text):
    canonical = parse(printed).scale(lambda number: units.to_canonical(number, unit, "temperature"))
    shown = quantity.in_unit(canonical, "temperature", "°C")
    exact = canonical.scale(lambda number: units.from_canonical(number, "°C", "temperature"))
    assert replace(shown, typeset=()) == exact  # the numbers are the exact ones
    said = quantity.format_text(shown, "°C").replace("\u202f", " ").replace("\u00a0", " ")
    assert said == (text or quantity.format_text(exact, "°C").replace("\u202f", " ").replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        (Quantity(value=1023.0, digits=4), "750"),
        (Quantity(value=1023.0), "749.85"),  # nobody knows the digits
        (Quantity(low=98.5, high=110.0, range_kind="interval", digits=3), "−174.7 – −163"),
        (Quantity(low=300.0, high=350.0, range_kind="interval", digits=4), "26.9–76.9"),
        (Quantity(low=300.0, high=350.0, range_kind="list", digits=3), "27–77"),
        (Quantity(low=300.0, digits=3), "≥ 27"),
    ],
)
def test_a_stored_quantity_without_its_printed_numbers_is_shown_so_too(stored, text):
    shown = quantity.format_text(quantity.in_unit(stored, "temperature", "°C"))
    assert shown.replace("\u202f", " ").replace("\u00a0", " ") == text


def test_digits_stay_where_the_zero_does_not_shift():
    stored = Quantity(value=200000.0, digits=1)
    assert quantity.in_unit(stored, "length", "mm").typeset == ()
