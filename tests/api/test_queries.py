"""How many queries an answer costs: pinned, and the same for one row as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mgdb import http_cache
from mgdb.lists import LIST_TYPES, summaries
from mgdb.models import Summary

pytestmark = pytest.mark.django_db

# Django's count; the one query for the state of the data (prepared, past Django's cursor) comes on top.
MOST = {
    "materials/?page_size=50": 9,
    "cathodes/?page_size=50": 9,
    "electrolytes/?page_size=50": 9,
    "anodes/?page_size=50": 9,
    "phases/?page_size=50": 2,
    "defects/?page_size=50": 3,
    "cells/?page_size=50": 3,
    "measurements/?page_size=50": 6,
    "pairs/?page_size=50": 4,
    "factors/?page_size=50": 5,
    "statements/?page_size=50": 3,
    "curves/?page_size=50": 3,
    "sources/?page_size=50": 4,
    "comparisons/?page_size=50": 3,
    "properties/?page_size=50": 0,
    "conditions/?page_size=50": 0,
    "plots/": 0,
    "plots/rate/": 11,
    "comparisons/defect-engineered-cathodes/": 11,
    "measurements/?page_size=50&format=bib": 7,
    # a question about several tables asks them within the same queries
    "measurements/?property=specific_capacity&document=10.1007/s40820-024-01495-1&locator=Table 1&test_step=rate"
    "&current_density_min=10&elements_none=Ti&carrier_cations=Mg&suspect=0&defect=anion_vacancy": 6,
}


def cost(get, path: str) -> int:
    http_cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get(path)
    return len(queries)


@pytest.mark.parametrize(("path", "most"), MOST.items())
def test_an_answer_costs_no_more_than_pinned(path, most, get):
    assert cost(get, path) <= most


@pytest.mark.parametrize("path", [path for path in MOST if "page_size=50" in path and "format" not in path])
def test_more_rows_cost_no_more_queries(path, get):
    two, many = path.replace("page_size=50", "page_size=2"), path.replace("page_size=50", "page_size=1000")
    assert cost(get, many) <= max(cost(get, two), MOST[path])


def test_a_cached_answer_costs_no_query_but_that_for_the_state(get):
    get("measurements/?page_size=50")
    with CaptureQueriesContext(connection) as queries:
        get("measurements/?page_size=50")
    assert len(queries) == 0


@pytest.mark.parametrize("key", LIST_TYPES)
def test_the_stored_count_of_a_whole_list_is_that_of_its_rows(get, key):
    summaries.refresh(LIST_TYPES)
    stored = get(f"{key}/?page_size=1").data["count"]
    Summary.objects.all().delete()
    http_cache.clear()
    assert get(f"{key}/?page_size=1").data["count"] == stored
