"""How many queries an answer costs: pinned, and the same for one row as for many."""

import pytest

from mgdb import http_cache
from mgdb.lists import LIST_TYPES, factors, summaries
from mgdb.models import Summary
from tests.statements import statements

pytestmark = pytest.mark.django_db

# All statements of a request. The first gives the version of the data, and shows whether the connection lives; a list
# has its count, its keys and the stored forms of these.
COSTS = {
    "materials/?page_size=50": 4,
    "cathodes/?page_size=50": 4,
    "electrolytes/?page_size=50": 4,
    "anodes/?page_size=50": 4,
    "phases/?page_size=50": 4,
    "defects/?page_size=50": 4,
    "cells/?page_size=50": 4,
    "measurements/?page_size=50": 4,
    "pairs/?page_size=50": 10,  # with their factors, where memory does not know them yet; else 7, or 1 by the snapshot
    "factors/?page_size=50": 4,
    "statements/?page_size=50": 4,
    "curves/?page_size=50": 3,
    "sources/?page_size=50": 4,
    "comparisons/?page_size=50": 4,
    "properties/?page_size=50": 1,
    "conditions/?page_size=50": 1,
    "plots/": 1,
    "plots/rate/": 6,
    "comparisons/defect-engineered-cathodes/": 8,
    "measurements/?page_size=50&format=bib": 5,
    # a query about several tables asks them within the same statements
    "measurements/?property=specific_capacity&document=10.1007/s40820-024-01495-1&locator=Table 1&test_step=rate"
    "&current_density_min=10&elements_none=Ti&carrier_cations=Mg&suspect=0&defect=anion_vacancy": 4,
}


def cost(get, path: str, *, cached: bool = False) -> int:
    """How many statements `path` takes, with nothing cached but where it is `cached`."""
    if not cached:
        http_cache.clear()
    factors.forget()
    with statements() as sent:
        get(path)
    return len(sent)


@pytest.mark.parametrize(("path", "count"), COSTS.items())
def test_an_answer_costs_what_is_pinned(path, count, get):
    assert cost(get, path) == count


@pytest.mark.parametrize("path", [path for path in COSTS if "page_size=50" in path and "format" not in path])
def test_more_rows_cost_no_more_queries(path, get):
    two, many = path.replace("page_size=50", "page_size=2"), path.replace("page_size=50", "page_size=1000")
    steps = 1 if path.startswith("measurements/") else 0  # answers are read 500 at a time
    assert cost(get, many) <= max(cost(get, two), COSTS[path]) + steps


def test_a_cached_response_costs_one_statement(get):
    get("measurements/?page_size=50")
    assert cost(get, "measurements/?page_size=50", cached=True) == 1


@pytest.mark.parametrize("key", LIST_TYPES)
def test_the_stored_count_of_a_whole_list_is_that_of_its_rows(get, key):
    summaries.refresh(LIST_TYPES)
    stored = get(f"{key}/?page_size=1").data["count"]
    Summary.objects.all().delete()
    http_cache.clear()
    assert get(f"{key}/?page_size=1").data["count"] == stored
