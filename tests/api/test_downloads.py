"""Files of whole lists, however long: sent while they are read, with the same bytes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count

from api import pagination
from mgdb import http_cache
from mgdb.lists import downloads
from mgdb.models import Material, PublicForm, Source
from mgdb.projection import filling, forms
from mgdb.projection.making import SEPARATOR
from mgdb.records import BY_NAME, RecordType

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "question",
    [
        "measurements/?format=csv&property=ionic_conductivity&unit=S/m",
        "measurements/?format=csv&fields=id,value,conditions&ordering=-value&property=specific_capacity",
        "cathodes/?format=csv",
        "measurements/?format=csv&property=specific_capacity",
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


def test_of_a_long_file_of_chosen_members_one_answer_of_each_shape_is_read_and_then_each_once(
    client, monkeypatch
) -> None:
    monkeypatch.setattr(pagination, "MOST_IN_FILE", 10)
    read: list[int] = []
    ask = forms.bodies

    def counting(record_type: RecordType, keys: Collection[int], names: Sequence[str] = ()) -> Any:
        read.extend(keys)
        return ask(record_type, keys, names)

    monkeypatch.setattr(forms, "bodies", counting)
    materials = PublicForm.objects.filter(record_type="material")
    rows, shapes = materials.count(), materials.values("shape").distinct().count()
    assert 1 < shapes < rows / 2
    assert b"".join(client.get("/api/v1/materials/?format=csv").streaming_content)
    assert read == []  # the finished cells of the lines are stored
    assert b"".join(client.get("/api/v1/materials/?format=csv&fields=id,names,formula").streaming_content)
    assert len(read) == shapes + rows


def test_cells_that_cannot_be_told_apart_and_forms_that_are_empty_are_in_the_file_all_the_same(
    client, monkeypatch
) -> None:
    """A sign that stands between cells is in one of them; a form is made for this file alone."""
    with_own = Source.objects.filter(materials__status="published").annotate(own=Count("materials"))
    source = with_own.filter(own__gt=3).order_by("own", "pk")[0]
    address = f"/api/v1/materials/?format=csv&source={source.public_id}"
    first, second = source.materials.filter(status="published").order_by("pk")[:2]
    Material.objects.filter(pk=first.pk).update(fabrication=f"Units{SEPARATOR}apart, and a comma.")
    short = client.get(address).content
    assert SEPARATOR.encode() in short
    http_cache.clear()
    monkeypatch.setattr(pagination, "MOST_IN_FILE", 3)
    assert b"".join(client.get(address).streaming_content) == short
    with transaction.atomic():
        filling.store(BY_NAME["material"], [first.pk, second.pk])
        [line] = PublicForm.objects.filter(record_type="material", record_pk=first.pk).values_list("line", flat=True)
        assert line == ""
        http_cache.clear()
        with connection.cursor() as cursor:  # as in another transaction, which reads what is stored
            cursor.execute("SELECT set_config('mgdb.public_changes', '', TRUE)")
        assert b"".join(client.get(address).streaming_content) == short


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
