"""A list whose snapshot is held is answered by one statement, and is what the whole way would answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from api.viewsets.base import RecordViewSet
from mgdb import http_cache
from mgdb.models import Phase
from mgdb.projection import forms
from mgdb.search import FILTER_SETS, snapshots
from tests.statements import statements

QUESTIONS = [
    *(f"{key}/?page_size=3" for key in FILTER_SETS),
    "measurements/?fields=id,ion&year_min=1990&page=2&page_size=7",
    "measurements/?property=specific_capacity&ordering=-value&fields=value",
    "measurements/?q=nothinghasthis",
    "measurements/?q=sulphide",
    "measurements/?page=99999",
    "measurements/?temperature=25",
    "materials/?elements_all=Mg&page_size=2",
    "materials/?colour=red",
]


def get(address: str, **sent: str) -> HttpResponse:
    """An answer that is made, not kept."""
    http_cache.clear()
    return Client().get(f"/api/v1/{address}", headers=sent)


def said(answer: HttpResponse) -> tuple[Any, ...]:
    """All of it but how many requests are left."""
    headers = {name: value for name, value in answer.items() if name != "RateLimit"}
    return answer.status_code, answer.content, headers


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each list was answered at once."""
    answered: list[bool] = []
    real = RecordViewSet.list_at_once

    def noted(self: RecordViewSet, request: Any) -> Any:
        found = real(self, request)
        answered.append(found is not None)
        return found

    monkeypatch.setattr(RecordViewSet, "list_at_once", noted)
    return answered


def test_both_ways_answer_the_same(committed_db: str, at_once: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    for question in QUESTIONS:
        get(question)  # reads the snapshot
        get(question)  # and the columns that this question needs
        at_once.clear()
        own = get(question)
        if own.status_code == 200:
            assert at_once == [True], question
        with monkeypatch.context() as patch:
            patch.setattr(snapshots, "held", lambda key: None)
            other = get(question)
        if own.status_code == 200:
            assert said(own) == said(other), question
        assert own.status_code == other.status_code
        assert own.content == other.content


def test_it_takes_one_statement(committed_db: str) -> None:
    question = "measurements/?fields=id,value&year_min=1990"
    get(question)
    get(question)
    with statements() as sent:
        assert get(question).status_code == 200
    assert len(sent) == 1, sent


def renamed(name: str) -> None:
    Phase.objects.filter(pk=first().pk).update(name=name)


def first() -> Phase:
    return Phase.objects.published().order_by("pk")[0]


def test_what_has_changed_since_the_snapshot_is_shown(committed_db: str, at_once: list[bool]) -> None:
    before = get("phases/?fields=name")
    before = get("phases/?fields=name")
    renamed("Renamed")
    at_once.clear()
    after, again = get("phases/?fields=name"), get("phases/?fields=name")
    assert at_once == [False, True]
    assert {"name": "Renamed"} in orjson.loads(after.content)["results"]
    assert said(after) == said(again)
    assert after["ETag"] != before["ETag"]


def test_what_changes_meanwhile_is_of_one_version(
    committed_db: str, at_once: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are chosen in one version and read in the next: then all is done again."""
    question = "phases/?page_size=2"
    get(question)
    real: Callable[..., Any] = forms.bodies_and_version

    def late(*asked: Any) -> Any:
        Phase.objects.filter(pk=first().pk).update(status="withdrawn", withdrawn_reason="Tried.")
        return real(*asked)

    gone = first().public_id
    with monkeypatch.context() as patch:
        patch.setattr(forms, "bodies_and_version", late)
        at_once.clear()
        answer = get(question)
    assert at_once == [False]
    assert gone not in {row["id"] for row in orjson.loads(answer.content)["results"]}
    assert said(answer) == said(get(question))


def test_a_condition_is_judged_before_any_row_is_read(committed_db: str, at_once: list[bool]) -> None:
    get("phases/")
    answer = get("phases/")
    at_once.clear()
    assert get("phases/", **{"If-None-Match": answer["ETag"]}).status_code == 304
    assert get("phases/", **{"If-Match": '"other"'}).status_code == 412
    assert at_once == [False, False]


@pytest.mark.parametrize("accept", ["text/csv", "application/json"])
def test_a_connection_that_died_is_replaced(committed_db: str, accept: str) -> None:
    get("phases/")
    with psycopg.connect(committed_db, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    assert get("phases/", Accept=accept).status_code == 200


@pytest.mark.django_db
def test_a_transaction_that_has_changed_something_sees_it(at_once: list[bool]) -> None:
    whole = snapshots.Snapshot(snapshots.published_rows("phases"))
    snapshots._held["phases"] = whole
    get("phases/?fields=name")
    renamed("Renamed")
    answer = get("phases/?fields=name")
    assert at_once == [True, False]
    assert {"name": "Renamed"} in orjson.loads(answer.content)["results"]
