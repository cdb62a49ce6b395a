"""Whatever is asked of any address, public or the curators': nothing breaks, and what is refused says why.

The addresses are those of the routes themselves, the parameters those that filters and columns declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle, product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mgdb.admin import site
from mgdb.lists import LIST_TYPES
from mgdb.records import RECORD_TYPES
from mgdb.search import FILTER_SETS

pytestmark = pytest.mark.django_db
# NUL; no UTF-8; a surrogate; a backslash; a number that no column holds; markup; very long; marks alone.
HOSTILE = ("%00", "a%00b", "%FF%FE", "%ED%A0%80", "%5C", "9" * 30, "%3Cb%3E%27%22", "a" * 5000, "%20", "-1", "NaN", "²")
ROUTE = re.compile(r"<(?:(?P<kind>\w+):)?\w+>|\(\?P<\w+>(?:[^()]|\([^()]*\))*\)")


def routes(patterns, before="") -> Iterator[str]:
    """Every address under `patterns`, its parts in angle brackets or as named groups."""
    for one in patterns:
        path = before + str(one.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z").removesuffix("/?")
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, path)
        elif isinstance(one, URLPattern):
            yield path


def named(value) -> str:
    """A case in few words."""
    return str(getattr(value, "__name__", value))[:20]


PUBLIC = sorted(
    path
    for path in set(routes(get_resolver().url_patterns))
    if not path.startswith("admin/") or "invitation" in path or path.startswith("admin/log")
)


def answered(response, address):
    assert response.status_code < 500, (address, response.status_code)
    return response


def test_no_part_of_an_address_breaks_it(some):
    client, values = Client(raise_request_exception=False), cycle(HOSTILE)
    assert len(PUBLIC) > 80
    for path in some(PUBLIC, 30):
        parts = len(ROUTE.findall(path))
        for _ in range(3 if parts else 1):
            address = "/" + ROUTE.sub(lambda _: next(values), path).replace("\\.", ".").replace("\\/", "/")
            answered(client.get(address), address)


def test_no_query_breaks_an_address(some):
    """Parameters that nobody knows, with anything as their name or value."""
    client, values = Client(raise_request_exception=False), cycle(HOSTILE)
    known = {"<slug>": "arrhenius"}
    for path in some(PUBLIC, 30):
        address = "/" + ROUTE.sub(lambda found: known.get(found[0], "x"), path).replace("\\.", ".")
        value = next(values)
        for query in (f"q={value}", f"{value}={value}&format={value}&page={value}"):
            answered(client.get(f"{address}?{query}"), f"{address}?{query}"[:200])


@pytest.mark.sampled(16)
@pytest.mark.parametrize(("key", "value"), list(product(FILTER_SETS, HOSTILE)), ids=named)
def test_no_value_of_any_filter_breaks_its_list(key, value):
    """All filters of a list at once with a value, at the page and in the API."""
    client = Client(raise_request_exception=False)
    names = [*FILTER_SETS[key].filters, "ordering", "page"]
    places = [f"/api/v1/{key}/", *([f"/{key}/"] if key in LIST_TYPES else [])]
    query = "&".join(f"{name}={value}" for name in names)
    for place in places:
        response = answered(client.get(f"{place}?{query}"), f"{place} {value[:20]}")
        assert response.status_code == 400
        if place.startswith("/api/") and value.strip("%20"):
            refused = {one["parameter"] for one in response.json()["parameters"]}
            assert {"ordering", "page"} <= refused


def test_a_parameter_that_is_read_once_is_not_given_twice():
    client = Client()
    for address in (
        "/search/?q=VS4&q=V2O5", "/measurements/?page=1&page=2", "/measurements/?picker=any&picker=all",
        "/plots/arrhenius/?form=sigma&form=sigmaT", "/api/v1/properties/?q=a&q=b", "/compare/?q=a&q=b",
        "/api/v1/measurements/?page=1&page=2", "/api/v1/measurements/?format=csv&format=json",
        "/api/v1/measurements/?value_min=1&value_min=2",
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 400, address
        assert "once" in response.content.decode(), address


# ------------------------------------------------------------------------------------------------- curators
ADMINS = [one for one in site._registry if one._meta.app_label == "mgdb"]


@pytest.fixture
def curator(django_user_model):
    client = Client(raise_request_exception=False)
    client.force_login(django_user_model.objects.create_superuser("root"))
    return client


ASKED_OF_LISTS = (
    "?{first}__regex=%5C", "?id__exact=abc", "?pk=abc", "?status__exact=%5C&q=%5C%27", "?o=a.b&p=x", "?q=%FF",
    "?q=" + "a%20" * 300, "?nothing=1", "abc/change/",
)  # fmt: skip


@pytest.mark.sampled(18)
@pytest.mark.parametrize(("model", "asked"), list(product(ADMINS, ASKED_OF_LISTS)), ids=named)
def test_no_filter_of_a_curators_list_breaks_it(curator, model, asked):
    first = model._meta.fields[1 if len(model._meta.fields) > 1 else 0].name
    address = reverse(f"admin:mgdb_{model._meta.model_name}_changelist") + asked.format(first=first)
    answered(curator.get(address), address[:100])


def test_no_start_value_breaks_a_curators_form(curator, some):
    for model in some(ADMINS, 8):
        relations = [column.name for column in model._meta.fields if column.is_relation]
        query = "&".join(f"{name}=abc" for name in [*relations, "roles", "status"])
        place = reverse(f"admin:mgdb_{model._meta.model_name}_add")
        answered(curator.get(f"{place}?{query}"), f"{place}?{query}")


def chosen_from() -> Iterator[tuple[type, str, type]]:
    """(model, its column, what it is chosen from) of each autocomplete of the admin."""
    for model_admin in site._registry.values():
        for one in (model_admin, *(inline(model_admin.model, site) for inline in model_admin.inlines)):
            for name in one.autocomplete_fields:
                yield one.model, name, one.model._meta.get_field(name).related_model


CHOICES = sorted({(one, name, remote) for one, name, remote in chosen_from()}, key=str)


def test_every_autocomplete_finds_what_it_shows(curator, some):
    """Each part of a label, and the whole as it is copied, finds the row: in every list of choices."""
    from mgdb.admin.forms import choice_label

    assert len(CHOICES) > 20
    asked = {remote: None for _, _, remote in CHOICES}
    for remote in some(asked, 5):
        model_admin = site._registry[remote]
        rows = remote._default_manager.order_by("pk")
        for row in rows[:: max(1, rows.count() // 12)]:
            label = choice_label(row)
            for words in (label, *label.split(" · "), label.upper()):
                found, _ = model_admin.get_search_results(None, remote._default_manager.all(), words)
                assert found.filter(pk=row.pk).exists(), (remote.__name__, words)


def test_every_autocomplete_answers(curator):
    for values, (model, name, _) in zip(cycle(HOSTILE), CHOICES, strict=False):
        base = f"/admin/autocomplete/?app_label=mgdb&model_name={model._meta.model_name}&field_name={name}"
        assert curator.get(base).status_code == 200
        answered(curator.get(f"{base}&term={values}&page={values}"), f"{base}&term={values}")


def test_the_routes_of_every_record_type_are_walked():
    for record_type in RECORD_TYPES:
        assert any(path.startswith(f"{record_type.plural}/<") for path in PUBLIC), record_type.plural
