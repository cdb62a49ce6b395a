"""Marks: comparable, with caution, not comparable, and the words behind them."""

from dataclasses import replace

import pytest

from mgdb.compare.verdict_marks import SIGNS, verdict_mark
from mgdb.science.comparability import Context, factor, verdict
from mgdb.science.conditions import CONDITIONS
from mgdb.science.quantity import parse

CYCLING = Context(
    value=parse("100"),
    property="specific_capacity",
    origin="measured",
    method="galvanostatic",
    ion="Mg2+",
    chemistry="Mg",
    carrier_cations=frozenset({"Mg"}),
    electrolyte="0.4 M APC",
    conditions={"current_density": 100.0, "cycle_number": 200.0, "test_step": "cycling"},
)
CONDUCTING = Context(
    value=parse("1e-4"),
    property="ionic_conductivity",
    origin="measured",
    method="eis",
    ion="Mg2+",
    chemistry="Mg",
    conditions={"temperature": 298.15},
)


def changed(context: Context, **changes) -> Context:
    conditions = context.conditions | {key: value for key, value in changes.items() if key in CONDITIONS}
    conditions = {key: value for key, value in conditions.items() if value is not None}
    rest = {key: value for key, value in changes.items() if key not in CONDITIONS}
    return replace(context, conditions=conditions, **rest)


def judged(modified, control):
    result, compared = factor(modified, control), verdict(modified, control)
    told = ", ".join(row.label for row in compared.with_outcome("differs"))
    return verdict_mark(
        compared,
        property=modified.property,
        step=modified.conditions.get("test_step", ""),
        allowed=result.allowed,
        at_least=result.at_least,
        reason=result.reason,
        differences=told,
    )


@pytest.mark.parametrize(
    ("first", "changes", "standing", "words"),
    [
        (CYCLING, {}, "comparable", "The same in both: property"),
        (CYCLING, {"current_density": 101.0}, "comparable", "The same in both"),  # within 2 %
        (CYCLING, {"electrolyte": "0.2 M APC"}, "care", "Differs: electrolyte."),
        (CYCLING, {"cycle_number": 100.0}, "care", "The factor is a lower bound."),
        (CYCLING, {"cycle_number": None}, "care", "Needed, but not stated for both: cycle number."),
        (CYCLING, {"cycle_number": 300.0}, "not", "the control was cycled longer"),
        (CYCLING, {"current_density": 50.0}, "not", "Not computed: current density differs"),
        # 276.3 mAh/g of HMoOF in a cell that is not stated over ≈30.3 of MoO3 in Mg(TFSI)2
        (CYCLING, {"chemistry": None}, "care", "Needed, but not stated for both: battery chemistry."),
        (CYCLING, {"test_step": "rate"}, "not", "test step differs"),
        (CYCLING, {"ion": "Li+"}, "not", "charge carrier differs"),
        (CONDUCTING, {}, "comparable", "temperature"),
        (CONDUCTING, {"temperature": None}, "care", "Needed, but not stated for both: temperature."),
        (CONDUCTING, {"chemistry": None}, "care", "Needed, but not stated for both: battery chemistry."),
        (CONDUCTING, {"temperature": 343.15}, "not", "temperature differs"),
    ],
)
def test_a_mark_follows_from_what_is_the_same_differs_or_is_unknown(first, changes, standing, words):
    found = judged(first, changed(first, **changes))
    assert found.outcome == standing
    assert words in found.explanation
    assert (found.glyph, found.word) == SIGNS[standing]


def test_in_a_rate_test_no_cycle_is_missed():
    rate = changed(CYCLING, test_step="rate", cycle_number=None)
    assert judged(rate, rate).outcome == "comparable"
    cycling = changed(rate, test_step="cycling")
    assert judged(cycling, cycling).outcome == "care"


def test_what_the_page_says_once_is_not_said_again():
    compared = verdict(CYCLING, CYCLING)
    said = {
        "property": "specific_capacity",
        "step": "cycling",
        "allowed": True,
        "at_least": False,
        "reason": "",
        "differences": "",
    }
    assert "voltage window" in verdict_mark(compared, **said).explanation
    assert "voltage window" not in verdict_mark(compared, **said, stated_elsewhere=["voltage window"]).explanation


def test_a_value_in_doubt_is_compared_with_caution():
    said = {"property": "specific_capacity", "step": "cycling", "allowed": True, "at_least": False, "reason": ""}
    doubted = verdict_mark(
        verdict(CYCLING, CYCLING), **said, differences="", doubts=["the control value (size in doubt)"]
    )
    assert doubted.outcome == "care"
    assert doubted.explanation.startswith("In doubt: the control value (size in doubt).")


def test_no_glyph_can_be_read_as_part_of_a_number():
    glyphs = {glyph for glyph, _ in SIGNS.values()}
    assert not glyphs & set("≈≥≤<>±×~+-−0123456789")
