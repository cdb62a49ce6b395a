"""Every property and condition says what is possible, what is plausible, and why the plausible ends where it does."""

import pytest

from mgdb.science.conditions import CONDITIONS
from mgdb.science.judgement import expected
from mgdb.science.properties import PROPERTIES

NUMBERS = {
    f"{kind}: {key}": entry
    for kind, entries in (("property", PROPERTIES), ("condition", CONDITIONS))
    for key, entry in entries.items()
    if entry.kind == "number"
}


def test_the_catalogues_are_walked_whole():
    assert len(NUMBERS) > 90
    assert {entry.kind for entry in (*PROPERTIES.values(), *CONDITIONS.values())} == {"number", "text", "choice"}


@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_plausible_lies_within_what_is_possible(name):
    entry = NUMBERS[name]
    low, high = entry.plausible
    assert low < high
    assert entry.possible.holds(high)
    assert entry.possible.holds(low) or (entry.possible.open_low and low == entry.possible.low)
    assert " to " in expected(entry)


@pytest.mark.parametrize("name", NUMBERS)
def test_an_end_that_the_definition_does_not_give_has_its_reason(name):
    entry = NUMBERS[name]
    if entry.plausible != (entry.possible.low, entry.possible.high):
        assert entry.plausible_reason.endswith(".")
        assert len(entry.plausible_reason) > 20
