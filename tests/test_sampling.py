"""Which cases of a test are its short form."""

from itertools import product

import pytest

from tests.sampling import SEED, Some, choose, rotating_seed

pytest_plugins = ["pytester"]

CASES = {f"{first}-{second}": {("first", first), ("second", second)} for first, second in product("abcde", "1234")}


@pytest.mark.parametrize("count", [0, 3, 8, 19, 50])
def test_each_value_stands_in_a_chosen_case_and_more_are_chosen_up_to_the_count(count):
    chosen = choose(CASES, count)
    assert set().union(*(CASES[name] for name in chosen)) == set().union(*CASES.values())
    assert min(count, len(CASES)) <= len(chosen) <= max(count, 5 + 4)


def test_cases_that_have_a_value_of_their_own_each_are_chosen_by_the_count_alone():
    assert len(choose({str(number): {("text", str(number))} for number in range(40)}, 6)) == 6


def test_the_choice_is_the_same_each_time_and_a_new_case_displaces_at_most_one():
    texts = {str(number): {("text", str(number))} for number in range(40)}
    before = choose(texts, 6)
    assert before == choose(dict(reversed(texts.items())), 6)
    assert len(before - choose(texts | {"new": {("text", "new")}}, 6)) <= 1


def test_the_seed_of_the_long_form_is_the_commit_s_unless_it_is_given(monkeypatch):
    monkeypatch.delenv(SEED, raising=False)
    of_commit = rotating_seed.__wrapped__()
    assert of_commit == rotating_seed.__wrapped__() > 0
    monkeypatch.setenv(SEED, str(of_commit + 1))
    assert rotating_seed.__wrapped__() == of_commit + 1


def test_what_a_test_goes_through_is_in_its_order_and_a_new_thing_displaces_at_most_one():
    things = list(range(40))
    few = Some(False)(iter(things), 6)
    assert (len(few), few) == (6, [one for one in things if one in few])
    assert few == Some(False)(things, 6)
    assert len(set(few) - set(Some(False)([*things, 99], 6))) <= 1
    assert Some(True)(iter(things), 6) == Some(False)(things, 50) == things


SUITE = """
import pytest

@pytest.mark.sampled(3)
@pytest.mark.parametrize("number", range(20))
def test_some(number):
    pass

def test_all():
    pass

def test_both_forms(some):
    assert some(range(9), 2) != list(range(9)) or some.every
"""


@pytest.mark.parametrize(("asked", "run"), [("not long", 3 + 1 + 1), ("long", 20 - 3 + 1), ("long or not long", 23)])
def test_the_suite_runs_the_chosen_and_the_long_form_the_others(asked, run, pytester):
    pytester.makepyfile(SUITE)
    pytester.makeconftest(
        "from tests.sampling import leave_to_the_long_form, some\n"
        "def pytest_collection_modifyitems(items): leave_to_the_long_form(items)\n"
    )
    found = pytester.inline_run("-m", asked, "-p", "no:django", "-p", "no:cacheprovider")
    assert len(found.listoutcomes()[0]) == run
