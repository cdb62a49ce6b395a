"""A snapshot answers as the database does."""

import math

import pytest
from django.http import QueryDict

from mgdb.lists import LIST_TYPES
from mgdb.search import FILTER_SETS, Query
from mgdb.search.record_types import published_rows
from mgdb.search.snapshot import Snapshot

from .test_facets import QUESTIONS

pytestmark = pytest.mark.django_db
MORE = [
    ("measurements", ""),
    ("measurements", "property=ionic_conductivity"),
    ("measurements", "property=ionic_conductivity&value_min=1e-6&strict=1"),
    ("measurements", "property=specific_capacity&property=charge_density&origin=measured"),
    ("measurements", "temperature_min=290&temperature_max=310"),
    ("measurements", "temperature=25%20°C&temperature=60%20°C"),
    ("measurements", "cycle_number_min=100&strict=1&suspect=0"),
    ("measurements", "temperature=not_reported"),
    ("measurements", "elements_all=Mg,S&elements_none=Li"),
    ("measurements", "elements_any=V,Se&year_min=2015&year_max=2020"),
    ("measurements", "carrier_cations=Mg&carrier_cations=Mg,Li"),
    ("measurements", "carrier_cations=unknown"),
    ("measurements", "chemistry=Mg&strict_mg=no_departure"),
    ("measurements", "strict_mg=1&severity=suspect"),
    ("measurements", "q=vanadium&origin=measured"),
    ("measurements", "formula=MgSc2Se4&locator=Table%201"),
    ("measurements", "property=specific_capacity&temperature_min=9000"),
    ("materials", ""),
    ("materials", "property=specific_capacity&value_min=100&value_max=300"),
    ("materials", "without_property=specific_capacity&role=cathode"),
    ("materials", "elements_all=Mg,O&q=spinel"),
    ("statements", "elements_all=Mg"),
    ("sources", "read=1&year_max=2018"),
    ("curves", "strict_mg=1"),
]


def both(key: str, question: str) -> tuple[Query, Query]:
    """The query to the snapshot, and to the database."""
    rows = LIST_TYPES[key].rows() if key in LIST_TYPES else published_rows(key)
    kept = Query(FILTER_SETS[key], QueryDict(question), rows, snapshot=Snapshot(published_rows(key)))
    fresh = Query(FILTER_SETS[key], QueryDict(question), rows)
    assert not kept.problems
    return kept, fresh


@pytest.mark.parametrize(("key", "question"), [*QUESTIONS.items(), *MORE])
def test_it_answers_as_the_database_does(key, question):
    kept, fresh = both(key, question)
    assert kept.total() == fresh.total()
    assert kept.counts() == fresh.counts()
    assert [(one.names, count) for one, count in kept.counts_without_each()] == [
        (one.names, count) for one, count in fresh.counts_without_each()
    ]
    found, expected = kept.spreads(), fresh.spreads()
    assert set(found) == set(expected)
    for name, spread in expected.items():
        assert found[name].bins == spread.bins, name
        assert math.isclose(found[name].low, spread.low, rel_tol=1e-12)
        assert math.isclose(found[name].high, spread.high, rel_tol=1e-12)
    assert kept.page(0, 50) == fresh.page(0, 50)
    assert kept._selection is not None  # it was the snapshot that answered


@pytest.mark.parametrize("key", sorted(FILTER_SETS))
def test_every_order_is_that_of_the_database(key):
    whole = Snapshot(published_rows(key))
    rows = LIST_TYPES[key].rows() if key in LIST_TYPES else published_rows(key)
    for name in FILTER_SETS[key].orderings:
        for sign in ("", "-"):
            data = QueryDict(f"ordering={sign}{name}")
            kept = Query(FILTER_SETS[key], data, rows, snapshot=whole)
            assert kept.page(5, 60) == Query(FILTER_SETS[key], data, rows).page(5, 60), (name, sign)
