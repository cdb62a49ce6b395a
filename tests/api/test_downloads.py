"""Files of whole lists, however long: sent while they are read, with the same bytes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from api import pagination
from mgdb import http_cache
from mgdb.lists import downloads
from mgdb.models import PublicForm
from mgdb.projection import forms
from mgdb.records import RecordType

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "question",
    [
        "measurements/?format=csv&property=ionic_conductivity&unit=S/m",
        "measurements/?format=csv&fields=id,value,conditions&ordering=-value&property=specific_capacity",
        "cathodes/?format=csv",
        "sources/?format=csv",
    ],
)
def test_a_long_file_is_that_of_a_short_one(client, monkeypatch, question) -> None:
    short = client.get(f"/api/v1/{question}")
    assert not short.streaming
    http_cache.clear()
    monkeypatch.setattr(pagination, "MOST_IN_FILE", 10)
    monkeypatch.setattr(downloads, "STEP", 50)
    long = client.get(f"/api/v1/{question}")
    assert long.streaming
    assert b"".join(long.streaming_content) == short.content
    assert {name: value for name, value in long.items() if not name.startswith(("RateLimit", "Content-Length"))} == {
        name: value for name, value in short.items() if not name.startswith(("RateLimit", "Content-Length"))
    }
    head = client.head(f"/api/v1/{question}")
    assert (head.status_code, head["Content-Type"]) == (200, long["Content-Type"])


def test_each_answer_of_a_long_file_is_read_once_and_one_of_each_shape_before(client, monkeypatch) -> None:
    monkeypatch.setattr(pagination, "MOST_IN_FILE", 10)
    read: list[int] = []
    bodies = forms.bodies

    def counting(record_type: RecordType, keys: Collection[int], *names: Sequence[str]) -> dict[int, str]:
        read.extend(keys)
        return bodies(record_type, keys, *names)

    monkeypatch.setattr(forms, "bodies", counting)
    long = client.get("/api/v1/materials/?format=csv")
    assert b"".join(long.streaming_content)
    materials = PublicForm.objects.filter(record_type="material")
    count, shapes = materials.count(), materials.values("shape").distinct().count()
    assert 1 < shapes < count / 2
    assert len(read) == count + shapes


def test_what_needs_all_rows_at_once_is_refused_as_before(client, monkeypatch) -> None:
    monkeypatch.setattr(pagination, "MOST_IN_FILE", 10)
    answer = client.get("/api/v1/cathodes/?format=xlsx")
    assert answer.status_code == 400
    assert "too many for one file" in answer.content.decode()


def test_who_finds_no_place_is_told_when_to_come_again(client, monkeypatch) -> None:
    monkeypatch.setattr(pagination, "MOST_IN_FILE", 10)
    monkeypatch.setattr(downloads, "MOST", 0)
    answer = client.get("/api/v1/cathodes/?format=csv")
    assert answer.status_code == 429
    assert answer["Retry-After"] == str(downloads.RETRY_SECONDS)
    assert answer["Content-Type"] == "application/problem+json"
    assert "As many downloads" in answer.json()["detail"]
