"""Synonyms find alike."""

import pytest

from tests.yaml_files import cases

pytestmark = pytest.mark.django_db
CASES = cases("synonyms")


@pytest.mark.sampled(5)
@pytest.mark.parametrize("names", CASES, ids=lambda names: names[0])
@pytest.mark.parametrize("noun", ["materials", "electrolytes"])
def test_every_name_of_a_substance_finds_the_same_records(client, noun, names):
    found = {
        name: {row["id"] for row in client.get(f"/api/v1/{noun}/", {"q": name, "page_size": 500}).json()["results"]}
        for name in names
    }
    first = found[names[0]]
    if noun == "materials":
        assert first
    assert {name: sorted(ids ^ first) for name, ids in found.items()} == {name: [] for name in names}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("names", CASES, ids=lambda names: names[0])
def test_the_search_over_everything_finds_them_alike(client, names, some):
    totals = {name: client.get("/search/", {"q": name}).context["total"] for name in some(names, 3)}
    assert len(set(totals.values())) == 1, totals
    assert min(totals.values()) > 0
