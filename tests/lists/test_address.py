"""Addresses are those that Django's own query dictionary would make, with what changes in its place."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from mgdb.lists.address import Address

GIVEN = "q=vs4+%26+%C3%A9&elements_all=V%2CO&page=3&empty=&property=a&property=b&blank=+&ordering=-value"
CHANGES = [
    {},
    {"property": None},
    {"property": ["c"]},
    {"property": ["a", "b", ""]},
    {"year": "2020"},
    {"year": 2020},
    {"q": "?&=#+ ü"},
    {"q": ""},
    {"elements_all": None, "elements_none": "Mg", "ordering": None},
    {"page": "4"},
]


@pytest.mark.parametrize("given", [GIVEN, ""])
@pytest.mark.parametrize("changes", CHANGES)
def test_it_is_what_a_query_dictionary_says(given: str, changes: dict[str, object]) -> None:
    expected = QueryDict(given, mutable=True)
    expected.pop("page", None)
    for name, value in changes.items():
        if value is None:
            expected.pop(name, None)
        else:
            expected.setlist(name, value if isinstance(value, list) else [str(value)])
    for name, values in list(expected.lists()):
        expected.setlist(name, [value for value in values if value.strip()])
    address = Address(QueryDict(given), without=["page"])
    # commas are as they are: addresses with columns are full of them
    query = expected.urlencode().replace("%2C", ",")
    assert address.query(**changes) == query
    assert address(**changes) == f"?{query}"


def test_a_parameter_more_stands_at_the_end() -> None:
    address = Address(QueryDict(GIVEN), without=["page"])
    assert address.adding("year", "20 20") == address(year="20 20")
    assert Address(QueryDict("")).adding("year", "2020") == "?year=2020"
    assert Address(QueryDict("")).then("page=2") == "?page=2"
    assert address.then("page=2") == f"{address()}&page=2"


def test_what_is_given_stands_as_pairs() -> None:
    address = Address(QueryDict(GIVEN), without=["page"])
    assert address.pairs("q", "elements_all") == [("property", "a"), ("property", "b"), ("ordering", "-value")]
