"""Counts of whole lists, kept from the last publication, and void as soon as a record changes."""

import re

import pytest
from django.http import QueryDict

from mgdb import data_version, tasks
from mgdb.lists import LIST_TYPES, ListPage, summaries
from mgdb.models import Material, Measurement, Summary
from tests.statements import statements


def recalled(key):
    return summaries.recall(LIST_TYPES[key], data_version.current()[0])


def listed(key, question=""):
    return ListPage(LIST_TYPES[key], QueryDict(question))


def test_a_whole_list_shows_what_was_counted_before(committed_db, monkeypatch):
    tasks.refresh_summaries()
    live = {key: list_type.filters for key, list_type in LIST_TYPES.items()}
    counted = {key: listed(key).query.counts() for key in live}
    for key in LIST_TYPES:
        assert recalled(key) == (counted[key], listed(key).query.spreads())
    assert recalled("measurements")[1]["temperature"].count > 0

    def forbidden(self):
        raise AssertionError("a whole list must not be counted again")

    monkeypatch.setattr("mgdb.search.Query.counts", forbidden)
    monkeypatch.setattr("mgdb.search.Query.spreads", forbidden)
    assert listed("measurements").limits
    assert listed("cathodes").total == counted["cathodes"].total
    with pytest.raises(AssertionError):
        listed("cathodes", "structure_family=layered")


def test_a_whole_list_asks_for_the_version_its_summary_and_its_rows(client, db):
    tasks.refresh_summaries()
    with statements() as sent:
        client.get("/measurements/")
    assert [re.search(r'FROM "?(\w+)', text)[1] for text in sent] == [
        "mgdb_dataversion",
        "mgdb_summary",
        "mgdb_measurement",
        "mgdb_publicform",
    ]


def test_a_change_makes_the_summary_void_and_the_next_round_makes_it_right(committed_db):
    tasks.refresh_summaries()
    assert tasks.refresh_summaries() == "0 lists counted."
    before = listed("cathodes").total
    row = Material.objects.published().with_role("cathode").first()
    row.status = "withdrawn"
    row.withdrawn_reason = "Tried."
    row.save()
    assert recalled("cathodes") is None
    assert listed("cathodes").total == before - 1
    assert tasks.refresh_summaries() == f"{len(LIST_TYPES)} lists counted."
    assert Summary.objects.get(list_key="cathodes").total == before - 1


def test_summaries_are_made_when_records_are_loaded(committed_db):
    assert Summary.objects.count() == len(LIST_TYPES)
    assert Summary.objects.get(list_key="measurements").total == Measurement.objects.published().count()
