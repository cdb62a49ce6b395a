"""A plain question has the answer that REST framework's whole way would give, to the last header."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from api.throttling import AnonymousLimit
from api.viewsets import plain
from api.viewsets.records import endpoints
from mgdb import http_cache
from mgdb.models import Measurement

LISTS = [address for address, _ in endpoints()]
ASKED = [
    *(f"{one}/?page_size=3" for one in LISTS),
    "measurements/?fields=id,property,value&unit=mAh/g&property=specific_capacity&page=2&page_size=5",
    "measurements/?temperature_min=20&temperature_unit=%C2%B0C&ordering=-value",
    "measurements/?q=nothinghasthis",
    "measurements/?colour=red&fields=nonsense&page=0",
    "measurements/?property=",
    "measurements/?page=999999",
    "measurements/mea-0000000/",
    "measurements/?q=%F0%9F%98%80",
    "materials/?elements_all=Xx",
]


@pytest.fixture
def client(db: None) -> Client:
    return Client()


def both(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, **sent: str
) -> tuple[HttpResponse, HttpResponse]:
    """The answer to a plain question, and REST framework's."""
    http_cache.clear()
    with monkeypatch.context() as patch:
        asked = []
        patch.setattr(plain.PlainReading, "count_request", lambda self, *args: asked.append(args))
        client.get(address, headers=sent)
        assert asked, "it is not a plain question"
    http_cache.clear()
    own = client.get(address, headers=sent)
    http_cache.clear()
    with monkeypatch.context() as patch:
        patch.setattr(plain, "is_plain", lambda request: False)
        return own, client.get(address, headers=sent)


def headers_of(response: HttpResponse) -> dict[str, str]:
    """All headers but how many requests are left."""
    return {name: value for name, value in response.items() if name != "RateLimit"}


@pytest.mark.parametrize("question", ASKED)
def test_the_answer_is_the_same(client: Client, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    own, others = both(client, monkeypatch, f"/api/v1/{question}")
    assert own.status_code == others.status_code
    assert own.content == others.content
    assert headers_of(own) == headers_of(others)
    assert ("RateLimit" in own) == ("RateLimit" in others)


@pytest.mark.parametrize("accepted", ["application/json", "*/*", ""])
def test_a_record_is_the_same(client: Client, monkeypatch: pytest.MonkeyPatch, accepted: str) -> None:
    public_id = Measurement.objects.published().values_list("public_id", flat=True).first()
    own, others = both(client, monkeypatch, f"/api/v1/measurements/{public_id}/", Accept=accepted)
    assert (own.status_code, own.content, headers_of(own)) == (200, others.content, headers_of(others))
    unchanged, unchanged_there = both(
        client, monkeypatch, f"/api/v1/measurements/{public_id}/", **{"If-None-Match": own["ETag"]}
    )
    assert unchanged.status_code == unchanged_there.status_code == 304
    assert headers_of(unchanged) == headers_of(unchanged_there)


@pytest.mark.parametrize(
    ("method", "sent", "query"),
    [
        ("GET", {"Authorization": "Token x"}, ""),
        ("GET", {"Accept": "text/csv"}, ""),
        ("GET", {"Accept": "application/json;q=0.5, text/csv"}, ""),
        ("GET", {}, "?format=json"),
        ("HEAD", {}, ""),
        ("OPTIONS", {}, ""),
        ("POST", {}, ""),
    ],
)
def test_whatever_says_more_is_left_to_rest_framework(
    client: Client, monkeypatch: pytest.MonkeyPatch, method: str, sent: dict[str, str], query: str
) -> None:
    def count(*args: object) -> None:
        raise AssertionError("it was taken for a plain question")

    monkeypatch.setattr(plain.PlainReading, "count_request", count)
    response = client.generic(method, f"/api/v1/phases/{query}", headers=sent)
    assert response.status_code in (200, 401, 405)


def test_plain_questions_are_counted_and_refused_alike(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AnonymousLimit, "rate", "2/min", raising=False)
    answers = [client.get(f"/api/v1/phases/?page_size={size}") for size in (1, 2, 3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    monkeypatch.setattr(plain, "is_plain", lambda request: False)
    refused = client.get("/api/v1/phases/?page_size=3")
    assert refused.status_code == 429
    for name in ("Content-Type", "Allow", "Vary"):
        assert refused.get(name) == answers[-1].get(name)
    assert answers[-1]["Retry-After"] == answers[-1]["RateLimit"].partition("t=")[2]
