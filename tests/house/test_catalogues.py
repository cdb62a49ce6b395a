"""Every property and condition says what is possible, what is plausible, and why the plausible ends where it does."""

import pytest

from mgdb.science import recorded
from mgdb.science.comparability import DIMENSIONS_COMPARED
from mgdb.science.conditions import CONDITIONS, Condition
from mgdb.science.judgement import expected
from mgdb.science.properties import PROPERTIES
from mgdb.science.vocabulary import ROLES
from mgdb.search import FILTER_SETS
from mgdb.search.parameters import ConditionValue

NUMBERS = {
    f"{kind}: {key}": entry
    for kind, entries in (("property", PROPERTIES), ("condition", CONDITIONS))
    for key, entry in entries.items()
    if entry.kind == "number"
} | {
    f"record: {name}": entry
    for name, entry in {
        **{key: one for key, one in vars(recorded).items() if isinstance(one, Condition)},
        **{f"amount in {unit}": one for unit, (one, _) in recorded.AMOUNTS.items()},
        **{f"factor, {form}": one for form, one in recorded.FACTORS.items()},
    }.items()
}


def test_the_catalogues_are_walked_whole():
    assert len(NUMBERS) > 90
    assert {entry.kind for entry in (*PROPERTIES.values(), *CONDITIONS.values())} == {"number", "text", "choice"}


def test_no_condition_has_the_name_of_another_filter_of_measurements():
    filters = FILTER_SETS["measurements"].filters
    assert [key for key in CONDITIONS if not isinstance(filters[key].parameter, ConditionValue)] == []


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


@pytest.mark.parametrize("key", CONDITIONS)
def test_a_condition_says_for_which_properties_it_matters(key):
    relevance = CONDITIONS[key].relevance
    assert relevance.because.endswith(".")
    assert len(relevance.because) > 20
    for scope in (relevance.asked, relevance.decides):
        assert scope.keys <= set(PROPERTIES)
        assert scope.groups <= {entry.group for entry in PROPERTIES.values()}
    compared = {dimension for dimension, _ in DIMENSIONS_COMPARED}
    one_current = {"areal_current_density", "c_rate"}
    assert (key in compared) == (relevance.is_compared and key not in one_current)
    if not relevance.is_compared:
        assert not any(key in entry.needed_conditions for entry in PROPERTIES.values())


@pytest.mark.parametrize("key", PROPERTIES)
def test_a_better_side_is_one_or_depends_on_roles_that_there_are(key):
    entry = PROPERTIES[key]
    assert not (entry.better and entry.better_as)
    assert {role for role, _ in entry.better_as} <= {term.key for term in ROLES}
