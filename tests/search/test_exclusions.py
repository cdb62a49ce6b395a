"""Values of facets that are excluded: the rows that are left are all others, and every count says so."""

import random

import pytest
from django.http import QueryDict

from mgdb.lists import LIST_TYPES
from mgdb.search import FILTER_SETS, Query, excluding
from mgdb.search.record_types import published_rows
from mgdb.search.snapshot import Snapshot
from tests.sampling import Some, rotating_seed

from .rows import ask, material

pytestmark = pytest.mark.django_db
ABLE = {
    key: [facet.name for facet in filters.facets if excluding(facet.name) in filters.filters]
    for key, filters in FILTER_SETS.items()
}


def keys_of(key: str, question: str | QueryDict) -> set[int]:
    return set(ask(key, question).queryset.values_list("pk", flat=True))


def test_every_facet_excludes_but_those_of_elements_and_of_yes_or_no() -> None:
    for key, filters in FILTER_SETS.items():
        others = {facet.name for facet in filters.facets} - set(ABLE[key])
        assert others <= {"elements_all", "elements_any", "read", "with_values"}, key
    assert sum(map(len, ABLE.values())) > 100


@pytest.mark.sampled(4)
@pytest.mark.parametrize("key", LIST_TYPES)
def test_rows_with_a_value_and_rows_without_it_are_all_rows(key: str, some: Some) -> None:
    whole, counts = keys_of(key, ""), ask(key, "").counts()
    snapshot = Snapshot(published_rows(key))
    for name, value in some([(able, one.value) for able in ABLE[key] for one in counts.values[able][:2]], 5):
        chosen, without = QueryDict(mutable=True), QueryDict(mutable=True)
        chosen[name] = without[excluding(name)] = value
        having, lacking = keys_of(key, chosen), keys_of(key, without)
        assert having
        assert (having | lacking, having & lacking) == (whole, set()), (name, value)
        kept = Query(FILTER_SETS[key], without, published_rows(key), snapshot=snapshot)
        assert set(kept.page(0, len(whole))) == lacking, (name, value)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2, 3))])
@pytest.mark.parametrize("key", [key for key in LIST_TYPES if ABLE[key]])
def test_many_at_once_are_what_each_is_by_itself_at_every_count(key: str, seed: int) -> None:
    """Any choice of values, some excluded: the rows by set algebra, and counts as the click gives them.

    The long form makes other choices at each commit.
    """
    chance, counts = random.Random(seed and seed + rotating_seed()), ask(key, "").counts()
    question, expected = QueryDict(mutable=True), keys_of(key, "")
    for name in chance.sample(ABLE[key], min(3, len(ABLE[key]))):
        values = [one.value for one in counts.values[name]]
        unwanted = chance.sample(values, min(2, len(values)))
        question.setlist(excluding(name), unwanted)
        for value in unwanted:
            one = QueryDict(mutable=True)
            one[name] = value
            expected -= keys_of(key, one)
        if chance.random() < 0.5 and (rest := [value for value in values if value not in unwanted]):
            chosen = QueryDict(mutable=True)
            chosen[name] = question[name] = chance.choice(rest)
            expected &= keys_of(key, chosen)
    fresh = ask(key, question)
    kept = Query(FILTER_SETS[key], question, published_rows(key), snapshot=Snapshot(published_rows(key)))
    assert set(fresh.queryset.values_list("pk", flat=True)) == expected
    found = fresh.counts()
    assert kept.counts() == found
    assert found.total == len(expected)
    facets = {facet.name: facet for facet in FILTER_SETS[key].facets}
    for name in chance.sample(ABLE[key], min(4 if seed else 2, len(ABLE[key]))):
        for value in found.values[name][: 3 if seed else 2]:
            click = question.copy()
            for dropped in facets[name].drops:
                click.pop(dropped, None)
            click[name] = value.value
            assert len(keys_of(key, click)) == value.count, (name, value)


def test_what_has_no_value_stays() -> None:
    bare, spinel = material(structure_family=""), material(structure_family="spinel")
    found = set(ask("materials", "structure_family_not=spinel&structure_family_not=layered").queryset)
    assert bare in found
    assert spinel not in found


def test_the_question_says_what_is_excluded_and_pages_and_api_answer_alike(client) -> None:
    question = "structure_family_not=spinel&structure_family_not=layered&role_not=anode"
    words = ask("materials", question).description
    assert "not of structure family spinel or layered" in words
    assert "that do not serve as anode" in words
    page = client.get(f"/materials/?{question}").content.decode()
    count = client.get(f"/api/v1/materials/?{question}").json()["count"]
    assert f"{count} materials " in page
    assert "not of structure family spinel or layered" in page
    assert page.count('class="excluded"') == 3
    heading = page.split('id="facet-structure_family"')[1].split("</summary>")[0]
    assert "not “layered”" in heading
    assert "not “spinel”" in heading


def test_an_unknown_value_is_refused_and_the_right_one_named() -> None:
    data, rows = QueryDict("structure_family_not=spinell"), published_rows("materials")
    [problem] = Query(FILTER_SETS["materials"], data, rows).problems
    assert problem.parameter == "structure_family_not"
    assert "spinel" in problem.nearest
