"""Whatever anybody sends to whatever address: no answer is a failure of ours.

The requests are made by tests/hostile_requests.py, from what the pages themselves ask for. All go through the whole
application, as from a web server; what they write is taken back.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, transaction

from mgdb import review
from mgdb.accounts import tokens
from mgdb.models import ApiToken, Measurement
from mgdb.records import RECORD_TYPES
from tests.admin.conftest import person
from tests.hostile_requests import Answer, Hostile, Page, Sent, routes
from tests.records.examples import example
from tests.sampling import SEED, rotating_seed

pytestmark = pytest.mark.django_db
CSRF = "a" * 32
# Beside what pages ask for: what lists, popups and formats may be asked for.
COMMON = [
    "q",
    "o",
    "p",
    "e",
    "_popup",
    "_to_field",
    "_changelist_filters",
    "format",
    "page",
    "next",
    "fields",
    "ordering",
]
SHORT, LONG = 240, 6_000  # requests


@pytest.fixture(autouse=True)
def one_transaction() -> Iterator[None]:
    """Between requests Django gives up connections in a transaction, and each test is one."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def failures() -> Iterator[list[BaseException | None]]:
    """What no view has foreseen."""
    seen: list[BaseException | None] = []

    def note(**kwargs: Any) -> None:
        seen.append(sys.exc_info()[1])

    got_request_exception.connect(note)
    yield seen
    got_request_exception.disconnect(note)


@pytest.fixture
def known() -> Known:
    return Known()


class Known:
    """Good values for the variable parts of routes."""

    def __init__(self) -> None:
        rows = [(one, example(one)) for one in RECORD_TYPES]
        self.ids = {one.plural: row.public_id for one, row in rows}
        self.keys = {one.model._meta.model_name: str(row.pk) for one, row in rows}
        self.rest = {"slug": "arrhenius", "key": "ionic_conductivity"}

    def __call__(self, route: str, name: str) -> str:
        if name in ("public_id", "id", "record", "object_id"):
            of_route = [known for part in route.split("/") if (known := self.ids.get(part) or self.keys.get(part))]
            return of_route[0] if of_route else self.ids["measurements"] if "admin" not in route else "1"
        return self.rest.get(name, "1")


class Visitor:
    """Somebody who asks with these headers, and remembers what pages ask for."""

    def __init__(self, name: str, headers: dict[str, str], prefixes: tuple[str, ...]) -> None:
        from mgdb.wsgi import application

        self.name, self.headers, self.application = name, headers, application
        self.routes = [route for route in routes() if route.startswith(prefixes)]
        self.pages: dict[str, Page | None] = {}

    def ask(self, sent: Sent) -> Answer:
        with transaction.atomic():
            answer = replace(sent, headers={**self.headers, **sent.headers}).ask(self.application)
            transaction.set_rollback(True)
        return answer

    def page(self, address: str) -> Page | None:
        if address not in self.pages:
            answer = self.ask(Sent("GET", address))
            is_page = answer.status == 200 and answer.headers["content-type"].startswith("text/html")
            self.pages[address] = Page(address, answer.content.decode()) if is_page else None
        return self.pages[address]


def visitor(who: str) -> Visitor:
    """Somebody without account, a program of a reviewer, a contributor or a superuser."""
    if who == "program":
        _, text = tokens.make(person("rosalind", "reviewer").user, "a script", ApiToken.Scope.values, 30)
        return Visitor(who, {"authorization": f"Token {text}"}, ("/api",))
    if who == "anybody":
        public = tuple({f"/{route.split('/')[1]}" for route in routes()} - {"/admin"})
        return Visitor(who, {"cookie": f"csrftoken={CSRF}"}, (*public, "/admin/login", "/admin/invitation"))
    client = person("root", is_superuser=True) if who == "superuser" else person("ada", "contributor")
    cookies = "; ".join([f"{name}={one.value}" for name, one in client.cookies.items()] + [f"csrftoken={CSRF}"])
    return Visitor(who, {"cookie": cookies}, ("/admin",))


@cache
def parameters_of_the_api() -> dict[str, list[str]]:
    from api.views import SCHEMA
    from tests.yaml_files import read_yaml

    described = read_yaml(SCHEMA)
    shared = described["components"]["parameters"]
    found = {path: item["get"].get("parameters", []) for path, item in described["paths"].items() if "get" in item}
    name_of = lambda one: one.get("name") or shared[one["$ref"].rpartition("/")[2]]["name"]  # noqa: E731
    return {path: list(map(name_of, given)) for path, given in found.items()}


def requests(hostile: Hostile, of: Visitor, count: int) -> Iterator[Sent]:
    """Some of each page that is opened: its forms, its links, and its address itself, spoilt."""
    form = review.to_dict(Measurement.objects.published().first())
    body = {"type": "measurement", "form": form, "reason": "a", "record": hostile.known("/measurements/", "id")}
    chance = hostile.chance
    for _ in range(count // 3):
        route = chance.choice(of.routes)
        address = hostile.path(route, spoilt=False)
        page = of.page(address)
        names = [*parameters_of_the_api().get(route, ()), *(COMMON if chance.random() < 0.3 else ())]
        for _ in range(3):
            way = chance.random()
            if page and page.forms and way < 0.5:
                yield hostile.form(chance.choice(page.forms))
            elif page and page.links and way < 0.6:
                where = urlsplit(chance.choice(page.links))
                asked = [name for name, _ in parse_qsl(where.query, keep_blank_values=True)]
                yield hostile.any(Sent("GET", where.geturl()), where.path, asked)
            else:
                yield hostile.any(Sent("GET", address), route, [*names, *(page.names() if page else ())],
                                  body if route.startswith("/api") else None)  # fmt: skip


VISITORS = ["anybody", "program", "contributor", "superuser"]
PARTS = 2  # of the long form, for two processes


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, PARTS + 1))])
@pytest.mark.parametrize("who", VISITORS)
def test_no_request_makes_us_fail(who, part, known, failures):
    """Part 0 is the short form, the same each time; the others are others for each commit."""
    seed, count = (rotating_seed() + part, LONG // PARTS) if part else (2, SHORT)
    hostile, somebody = Hostile(seed, known), visitor(who)
    statuses = set()
    for sent in requests(hostile, somebody, count // len(VISITORS)):
        answer = somebody.ask(sent)
        assert answer.status < 500, (f"{SEED}={rotating_seed()}", failures, str(sent))
        statuses.add(answer.status)
    assert {200, 400} <= statuses
    assert len(statuses) > 4
