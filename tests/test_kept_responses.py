"""What is kept leaves before the framework: the same to the last header, and never what does not stand any more."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections
from django.test import RequestFactory

from api.throttling import AnonymousLimit
from mgdb import data_version, http_cache, kept_responses
from mgdb.kept_responses import KeptResponses, without_bodies_of_head
from mgdb.models import Phase
from tests.statements import statements

PAGE, LIST, FILE = "/phases/", "/api/v1/phases/?page_size=2", "/api/v1/phases/?format=csv"


class Site:
    """The application as a web server asks it; how often the framework was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.framework = WSGIHandler()
        self.application = KeptResponses(self.count)

    def count(self, environ: Any, start_response: Any) -> Any:
        self.asked += 1
        return self.framework(environ, start_response)

    def get(self, address: str, method: str = "GET", **sent: str) -> tuple[str, dict[str, str], bytes]:
        started: list[Any] = []
        environ = RequestFactory(headers=sent).generic(method, address).environ
        body = self.application(environ, lambda status, headers, *_: started.append((status, headers)))
        content = b"".join(body)
        if close := getattr(body, "close", None):
            close()
        [(status, headers)] = started
        return status, dict(headers), content


@pytest.fixture
def site(db: None) -> Iterator[Site]:
    http_cache.clear()
    # as Django's own client: the test's transaction goes on
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Site()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    http_cache.clear()


@pytest.mark.parametrize("sent", [{}, {"Accept-Encoding": "gzip"}], ids=["plain", "gzip"])
@pytest.mark.parametrize("address", [PAGE, LIST, FILE])
def test_it_is_the_same_to_the_last_header(site: Site, address: str, sent: dict[str, str]) -> None:
    fresh = site.get(address, **sent)
    site.get(address, **sent)
    assert site.asked == 2, "the framework knows first what is kept"
    with statements(most=1):
        kept = site.get(address, **sent)
    assert site.asked == 2, "the framework was asked again"
    assert (fresh[0], kept[0]) == ("200 OK", "200 OK")
    bodies = [gzip.decompress(one[2]) if sent else one[2] for one in (fresh, kept)]
    assert bodies[0] == bodies[1]
    for one in (fresh[1], kept[1]):
        assert ("RateLimit" in one) == ("/api/" in address)
        one.pop("RateLimit", None)
    assert kept[1] == fresh[1]
    assert "X-Content-Type-Options" in kept[1]


def test_a_change_is_seen_at_once(site: Site) -> None:
    first = site.get(LIST)
    site.get(LIST)
    site.get(LIST)
    assert site.asked == 2
    Phase.objects.filter(pk=Phase.objects.published().earliest("pk").pk).update(remarks="Not there before.")
    assert site.get(LIST)[1]["ETag"] != first[1]["ETag"]
    assert site.asked == 3


@pytest.mark.parametrize(
    "sent",
    [
        {"Authorization": "Token nonsense"},
        {"Cookie": "mgdb_session_8000=x"},
        {"If-None-Match": 'W/"x"'},
        {"Accept": "text/csv"},
        {"HX-Request": "true"},
        {"Host": "127.0.0.1"},
    ],
    ids=lambda sent: next(iter(sent)),
)
def test_who_asks_otherwise_is_answered_by_the_framework(site: Site, settings, sent: dict[str, str]) -> None:
    settings.SESSION_COOKIE_NAME = "mgdb_session_8000"
    site.get(LIST)
    site.get(LIST)
    site.get(LIST, **sent)
    assert site.asked == 3
    site.get(LIST, method="HEAD")
    assert site.asked == 4


def test_whoever_has_it_already_is_told_so(site: Site) -> None:
    tag = site.get(PAGE)[1]["ETag"]
    site.get(PAGE)
    site.get(PAGE)
    status, headers, content = site.get(PAGE, **{"If-None-Match": tag})
    assert (status, headers["ETag"], content) == ("304 Not Modified", tag, b"")


def test_those_who_get_it_again_are_counted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AnonymousLimit, "rate", "3/min", raising=False)
    left = [site.get(LIST)[1]["RateLimit"].split(";")[1] for _ in range(3)]
    assert (left, site.asked) == (["r=2", "r=1", "r=0"], 2)
    assert site.get(LIST)[0] == "429 Too Many Requests"


def test_what_memory_has_let_go_is_made_again(site: Site) -> None:
    first = [site.get(PAGE), site.get(PAGE)][0]
    http_cache.clear()
    assert site.get(PAGE)[2] == first[2]
    assert site.asked == 3


def test_without_a_database_the_framework_says_what_there_is_to_say(site: Site) -> None:
    first = [site.get(PAGE), site.get(PAGE)][0]
    with (
        mock.patch.object(data_version, "current", side_effect=OperationalError("gone")),
        mock.patch.object(http_cache, "connection", mock.Mock(in_atomic_block=False)),
    ):
        status, headers, content = site.get(PAGE)
    assert (status, content, "detail=" in headers["Cache-Status"]) == ("200 OK", first[2], True)


def test_so_many_addresses_are_noted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_responses, "MOST_ADDRESSES", 2)
    for size in (1, 2, 3, 1, 2, 3):
        site.get(f"/api/v1/phases/?page_size={size}")
    assert len(site.application.noted) == 2
    site.get("/api/v1/phases/?colour=red")
    assert len(site.application.noted) == 2


def test_a_response_to_head_ends_with_its_headers() -> None:
    closed = []

    class Body(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def application(environ, start_response):
        start_response("200 OK", [("Content-Length", "4")])
        return Body([b"body"])

    sent: list[object] = []
    cut = without_bodies_of_head(application)
    assert list(cut({"REQUEST_METHOD": "HEAD"}, lambda *head: sent.append(head))) == []
    assert (sent, closed) == ([("200 OK", [("Content-Length", "4")])], [True])
    assert list(cut({"REQUEST_METHOD": "GET"}, lambda *head: None)) == [b"body"]
