"""One judgement: the table of cases, and what holds for any print."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science import quantity
from mgdb.science.conditions import CONDITIONS
from mgdb.science.judgement import Reading, Refusal, judge, judge_limit, judge_number, judge_numbers
from mgdb.science.properties import PROPERTIES
from tests.sampling import examples
from tests.yaml_files import cases

CASES = cases("numbers")
ENTRIES = {**CONDITIONS, **PROPERTIES}
LOG_PROPERTIES = [key for key, entry in PROPERTIES.items() if entry.scale == "log"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['entry']} {case['printed']} {case.get('unit', '')}")
def test_each_case_has_its_outcome(case):
    judged = judge(ENTRIES[case["entry"]], case["printed"], case.get("unit", ""))
    if case["outcome"] != "reading":
        assert isinstance(judged, Refusal)
        assert judged.outcome == case["outcome"]
        assert case.get("says", "") in judged.reason.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")
        assert (case["outcome"] == "ambiguous") == bool(judged.spellings)
        return
    assert isinstance(judged, Reading), judged
    condition = judged.condition
    low = condition.low if condition else judged.canonical.low
    high = condition.high if condition else judged.canonical.high
    if "value" in case:
        assert (low, high) == (pytest.approx(case["value"]), pytest.approx(case["value"]))
    elif "low" in case:
        assert (low, high) == (pytest.approx(case["low"]), pytest.approx(case["high"]))
    if "uncertainty" in case:
        assert judged.canonical.uncertainty == pytest.approx(case["uncertainty"])
    if "approximate" in case:
        assert judged.canonical.approximate is case["approximate"]
    if "assumed" in case:
        assert condition.assumed is case["assumed"]
    if "status" in case:
        assert condition.status == case["status"]
    if "choice" in case:
        assert condition.text == case["choice"]
    doubts = " ".join(map(str, judged.doubts)).replace("\N{NO-BREAK SPACE}", " ")
    assert bool(doubts) == ("doubt" in case)
    assert case.get("doubt", "") in doubts


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["outcome"] == "ambiguous"], ids=lambda case: case["printed"]
)
def test_each_spelling_that_a_question_offers_has_one_reading(case):
    entry, unit = ENTRIES[case["entry"]], case.get("unit", "")
    for spelling in judge(entry, case["printed"], unit).spellings:
        again = judge(entry, spelling, unit)
        assert isinstance(again, Reading) or again.outcome == "impossible", spelling


@given(
    st.sampled_from(LOG_PROPERTIES),
    st.integers(0, 40),
    st.sampled_from(["-", "−", "–", "—", "‐", " - ", "- ", " −"]),
    st.sampled_from(["", "~", "≈ ", "about "]),
)
def test_ten_and_a_hyphen_are_never_an_interval_on_a_log_axis(key, exponent, hyphen, lead):
    entry = PROPERTIES[key]
    judged = judge(entry, f"{lead}10{hyphen}{exponent}", entry.unit)
    assert isinstance(judged, Refusal)
    assert judged.outcome == "ambiguous"
    readings = [judge(entry, spelling, entry.unit) for spelling in judged.spellings]
    assert not any(isinstance(again, Refusal) and again.outcome == "ambiguous" for again in readings)


@given(
    st.floats(1e-30, 1e30),
    st.integers(1, 15),
    st.sampled_from(["", "≈", "<", "≤", ">", "≥", "up to "]),
    st.one_of(st.none(), st.integers(1, 99)),
)
def test_print_read_print_is_stable(number, digits, qualifier, last):
    mantissa, exponent = f"{number:.{digits - 1}e}".split("e")
    spread = f"({last})" if last is not None and not qualifier else ""
    first = quantity.parse(f"{qualifier}{mantissa}{spread}e{int(exponent)}")
    again = quantity.parse(quantity.format_text(first))
    assert again.value == pytest.approx(first.value, rel=1e-12)
    assert (again.bound, again.approximate) == (first.bound, first.approximate)
    if first.uncertainty is not None:
        assert again.uncertainty == pytest.approx(first.uncertainty, rel=1e-5)
    assert quantity.format_text(again) == quantity.format_text(first)


@given(st.sampled_from(sorted(ENTRIES)), st.text(max_size=30), st.text(max_size=12))
def test_any_text_is_judged(key, printed, unit):
    judged = judge(ENTRIES[key], printed, unit)
    assert isinstance(judged, Refusal | Reading)
    if isinstance(judged, Refusal):
        assert judged.reason


def test_points_of_curves_are_judged_as_prints_are():
    assert isinstance(judge_number(CONDITIONS["temperature"], -20, "K"), Refusal)
    assert judge_number(CONDITIONS["temperature"], 0.0029, "K").doubts
    assert isinstance(judge_number(PROPERTIES["ionic_conductivity"], math.nan, "S/cm"), Refusal)
    assert judge_number(PROPERTIES["ionic_conductivity"], 0.28, "mS/cm").canonical.value == pytest.approx(2.8e-4)


@given(
    st.sampled_from(sorted(key for key, entry in ENTRIES.items() if entry.dimension)),
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5),
    st.data(),
)
def test_many_numbers_are_judged_as_each_is(key, values, data):
    entry = ENTRIES[key]
    unit = data.draw(st.sampled_from(entry.accepted_units))
    judged = judge_numbers(entry, values, unit)
    for place, value in enumerate(values):
        one = judge_number(entry, value, unit)
        assert isinstance(one, Refusal) == (place in judged.impossible)
        if isinstance(one, Reading):
            assert judged.canonical[place] == one.canonical.value
            assert bool(one.doubts) == (place in judged.doubtful)


def test_numbers_in_a_foreign_unit_are_refused_as_a_whole_and_faults_are_told_by_the_first():
    conductivity = PROPERTIES["ionic_conductivity"]
    assert judge_numbers(conductivity, [1, 2], "V").field == "unit"
    assert judge_numbers(conductivity, [1, 2], "").field == "unit"
    assert judge_numbers(PROPERTIES["space_group"], [1], "").outcome == "unreadable"
    judged = judge_numbers(conductivity, [1e-4, -2e-4, 28, 30, math.inf], "S/cm")
    assert (judged.impossible, judged.doubtful) == ((1, 4), (2, 3))
    assert "−2 × 10⁻⁴ S cm⁻¹ is impossible" in judged.refusal.reason.replace("\u202f", " ").replace("\xa0", " ")
    assert "mS cm⁻¹" in judged.doubt.slip


COUNTS = [key for key, entry in ENTRIES.items() if entry.kind == "number" and entry.whole]
NUMERIC = sorted(key for key, entry in ENTRIES.items() if entry.dimension)


@examples(40)
@given(st.sampled_from(COUNTS), st.integers(0, 10_000), st.integers(1, 99))
def test_a_broken_count_is_told_wherever_it_comes_in(key, whole, hundredths):
    entry, number = ENTRIES[key], whole + hundredths / 100
    told = [judge(entry, f"{number:.2f}"), judge_number(entry, number, "1"), judge_limit(entry, f"{number:.2f}")]
    many = judge_numbers(entry, [number], "1")
    if entry.averaged:
        assert all(one.doubts for one in told)
        assert many.doubtful == (0,)
    else:
        assert all(one.outcome == "impossible" for one in told)
        assert many.impossible == (0,)
    assert isinstance(judge_number(entry, whole + 1, "1"), Reading)


@examples(60)
@given(
    st.sampled_from(NUMERIC),
    st.sampled_from(["2", "5", "2.5", "10", "1.07"]),
    st.integers(1, 14),
    st.sampled_from(["-", "–", "−", " - "]),
)
def test_a_dash_for_a_multiplication_is_never_an_interval(key, number, exponent, dash):
    entry = ENTRIES[key]
    judged = judge(entry, f"{number}{dash}10{dash}{exponent}", entry.unit if entry.unit != "1" else "")
    assert isinstance(judged, Refusal)
    assert judged.outcome == "ambiguous"
    assert judged.spellings[0].startswith(f"{number} × 10^-{exponent}")


@examples(40)
@given(
    st.sampled_from(NUMERIC),
    st.integers(1, 99),
    st.sampled_from(["≈{}", "~{}", "{}±2", "{} ± 0.5", "about {}", "{}(3)", "<{}", ">{}"]),
)
def test_a_limit_keeps_no_qualifier(key, number, typed):
    entry = ENTRIES[key]
    judged = judge_limit(entry, typed.format(number), entry.unit if entry.unit != "1" else "")
    assert isinstance(judged, Refusal)


@examples(40)
@given(st.integers(10, 999), st.integers(10, 999))
def test_two_numbers_of_one_length_and_a_comma_are_asked_or_one_of_them_is_implausible(one, other):
    judged = judge(PROPERTIES["particle_size"], f"{one},{other}", "nm")
    if len(str(one)) == len(str(other)):
        assert isinstance(judged, Refusal)
        assert f"{one}, {other}" in judged.spellings
