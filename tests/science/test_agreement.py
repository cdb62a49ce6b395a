"""What is stated beside a print, and what several prints say of one value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science import quantity
from mgdb.science.agreement import adds_to, contradicts, judge_report
from mgdb.science.judgement import Reading, Refusal, judge
from mgdb.science.properties import PROPERTIES

CONDUCTIVITY, POTENTIAL = PROPERTIES["ionic_conductivity"], PROPERTIES["redox_potential"]


def plain(text):
    return str(text).replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("printed", "reading", "low", "high"),
    [
        ("3e-6", "", 3e-6, 3e-6),
        ("3e-6", "up to 3e-6", None, 3e-6),
        ("3e-6", "≈3e-6", 3e-6, 3e-6),
        ("0.000003", "3 × 10⁻⁶", 3e-6, 3e-6),
        (">1e-6", ">1e-6", 1e-6, None),
        ("10-5", "10^-5", 1e-5, 1e-5),  # asked; the reading answers
        ("10-5", "≈10^-5", 1e-5, 1e-5),
        ("as high as a few 10-3", "3e-3", 3e-3, 3e-3),  # read by nobody else
        ("10 ? 3", "1e-3", 1e-3, 1e-3),
    ],
)
def test_a_reading_decides_where_the_print_does_not_and_adds_words(printed, reading, low, high):
    judged = judge_report(CONDUCTIVITY, printed, "S cm−1", reading=reading)
    assert isinstance(judged, Reading), judged
    assert (judged.canonical.low, judged.canonical.high) == (low, high)
    assert not judged.doubts


@pytest.mark.parametrize(
    ("printed", "reading"),
    [
        ("1.2e-3", "5"),
        ("1.2e-3", "1.2e-4"),
        ("<1e-5", "1e-5"),  # the bound that is printed is lost
        ("<1e-5", ">1e-5"),
        ("≈1e-5", "1e-5"),
        ("1e-5 to 2e-5", "2e-5"),
        ("1.2(1)e-5", "1.2e-5"),
        ("1e-5", "(1.0 ± 0.5)e-5"),
        ("10-5", "3e-5"),  # none of the two that are possible
        ("280", "2.8e-4"),  # it can be read, though it is impossible
        ("-3e-4", "3e-4"),
    ],
)
def test_a_reading_that_contradicts_its_print_is_refused_or_explained_and_doubted(printed, reading):
    judged = judge_report(CONDUCTIVITY, printed, "S cm−1", reading=reading)
    assert isinstance(judged, Refusal)
    assert judged.field == "reading"
    assert printed in judged.reason
    assert reading in judged.reason
    assert "remark" in judged.reason
    explained = judge_report(CONDUCTIVITY, printed, "S cm−1", reading=reading, remark=f"“{printed}” is a misprint.")
    assert isinstance(explained, Reading)
    assert "is not what is printed" in plain(" ".join(map(str, explained.doubts)))
    assert isinstance(judge_report(CONDUCTIVITY, printed, "S cm−1", reading=reading, remark="See there."), Refusal)


def test_the_refusal_names_what_the_print_says_and_what_is_stated():
    judged = judge_report(POTENTIAL, "~2.37", "V", reading="-2.37")
    assert plain(judged.reason).startswith("“~2.37” says ≈ 2.37 V; the reading “-2.37” says −2.37 V instead.")


@pytest.mark.parametrize(
    ("key", "printed", "unit", "assumed", "refused"),
    [
        ("ionic_conductivity", "5", "", "S cm−1", False),
        ("ionic_conductivity", "5", "S cm−1", "S/cm", False),
        ("charge_transfer", "1.29", "lel", "e", False),  # no unit that can be read
        ("cycles_demonstrated", "204", "long cycles", "cycles", False),
        ("solvent_content", "15–20", "%", "wt%", False),  # says more of the same
        ("ionic_conductivity", "0.5", "mS cm−1", "S cm−1", True),
        ("ionic_radius", "80", "Å", "pm", True),
        ("activation_energy", "0.4", "eV", "kJ/mol", True),
        ("decomposition_temperature", "300", "°C", "K", True),
        ("ionic_conductivity", "0.5 mS cm−1", "", "S cm−1", True),  # the unit stands behind the number
    ],
)
def test_a_unit_is_assumed_only_where_none_is_printed(key, printed, unit, assumed, refused):
    judged = judge_report(PROPERTIES[key], printed, unit, assumed_unit=assumed)
    assert isinstance(judged, Refusal) == refused, judged
    if refused:
        assert judged.field == "assumed_unit"
        assert assumed in judged.reason
        assert "names its unit" in judged.reason


def test_neither_a_reading_nor_a_unit_beside_it_hides_the_unit_behind_a_number():
    judged = judge_report(CONDUCTIVITY, "5 mS cm−1", "", reading="5", assumed_unit="S cm−1")
    assert isinstance(judged, Refusal)
    assert judged.field == "assumed_unit"


def test_a_number_without_a_unit_is_doubted_where_one_is_needed():
    (doubt,) = judge(CONDUCTIVITY, "5e-4").doubts
    assert "without a unit" in str(doubt)
    assert "S cm⁻¹" in str(doubt)
    assert not judge(PROPERTIES["transference_number"], "0.4").doubts


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("312.9", "313.84", True),
        ("120", "155", True),
        ("355.3", "300.4", True),
        ("<5", "7", True),
        ("1e-5", "1e-4", True),
        ("0.1 to 0.3", "0.2 to 0.9", True),
        ("155", "about 155", False),
        ("≈75", "75.122", False),
        ("up to 0.25", "0.25", False),
        ("24.6 ± 0.5", "25", False),
        ("about 120", "118", False),
        ("0.1 to 0.3", "0.2", False),
        ("order of 10^-5", "2e-5", False),
        ("300", "299.7", False),
    ],
)
def test_reports_contradict_each_other_beyond_their_digits(one, other, expected):
    one, other = quantity.parse(one), quantity.parse(other)
    assert contradicts(one, other) is contradicts(other, one) is expected


PRINTED = st.builds(
    lambda sign, number, exponent: f"{sign}{number:.2f}e{exponent}",
    st.sampled_from(["", "≈", "<", ">", "up to "]),
    st.floats(1, 9.99),
    st.integers(-12, -3),
)


@given(PRINTED, PRINTED)
def test_whatever_is_stated_beside_a_print_is_the_same_number_or_refused(printed, reading):
    judged = judge_report(CONDUCTIVITY, printed, "S cm−1", reading=reading)
    by_print = judge(CONDUCTIVITY, printed, "S cm−1").canonical
    if isinstance(judged, Reading):
        assert judged.canonical.value == by_print.value
    else:
        assert printed in judged.reason


@given(PRINTED)
def test_a_print_adds_to_itself_and_does_not_contradict_itself(printed):
    read = quantity.parse(printed)
    assert adds_to(read, read)
    assert not contradicts(read, read)
