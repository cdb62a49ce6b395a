"""Long files are sent while they are read: the same bytes, of one moment, one at a time for each client."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.http import QueryDict

from mgdb import data_version, http_cache
from mgdb.lists import LIST_TYPES, ListPage, downloads, export
from mgdb.projection.lists import ID
from mgdb.search import snapshots

ADDRESS = "127.0.0.1"


@pytest.fixture(autouse=True)
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "STEP", 100)


def list_page(key: str, question: str = "") -> ListPage:
    return ListPage(LIST_TYPES[key], QueryDict(f"{question}&format=csv".lstrip("&")))


def streamed(page: ListPage) -> bytes:
    return b"".join(begun(page, ADDRESS))


def begun(page: ListPage, client: str) -> Iterator[bytes]:
    pieces = export.pieces_of(page.file(""), page.list_type.files[page.format], page.query)
    assert pieces is not None
    return downloads.begin(client, pieces)


@pytest.mark.sampled(4)
@pytest.mark.django_db
@pytest.mark.parametrize("key", LIST_TYPES)
def test_the_columns_of_a_file_are_known_before_its_rows(key: str) -> None:
    one = LIST_TYPES[key]
    for row in one.read(one.rows()):
        cells = one.cells(row, {}, one.columns)
        for column, cell in zip(one.columns, cells, strict=True):
            names = [name for name in cell.data if name != ID]
            assert names == [name for name in column.file_columns if name in names], column.key


QUESTIONS = [*((key, "") for key in LIST_TYPES), ("measurements", "ordering=-value&columns=value,temperature,cell")]
UNITS = "property=ionic_conductivity&unit=S/m&temperature_unit=K&columns=value,temperature&ordering=-temperature"


@pytest.mark.sampled(5)
@pytest.mark.django_db
@pytest.mark.parametrize(("key", "question"), [*QUESTIONS, ("measurements", UNITS), ("cathodes", "q=nothing-has-it")])
def test_a_file_that_is_streamed_is_the_file(key: str, question: str) -> None:
    page = list_page(key, question)
    assert streamed(page) == export.write(page, "csv", "")


@pytest.mark.django_db
def test_a_long_list_is_streamed_and_a_short_one_is_not(client, monkeypatch) -> None:
    short = client.get("/cathodes/?format=csv")
    monkeypatch.setattr(export, "AT_ONCE", 10)
    http_cache.clear()
    long = client.get("/cathodes/?format=csv")
    assert (short.streaming, long.streaming) == (False, True)
    assert b"".join(long.streaming_content) == short.content
    assert {name: long[name] for name in ("Content-Type", "Content-Disposition", "ETag")} == {
        name: short[name] for name in ("Content-Type", "Content-Disposition", "ETag")
    }
    head = client.head("/cathodes/?format=csv")
    assert (head.status_code, head.streaming, head["Content-Type"]) == (200, False, long["Content-Type"])
    assert client.get("/cathodes/?format=csv", headers={"If-None-Match": long["ETag"]}).status_code == 304


@pytest.fixture
def other(committed_db: str) -> Iterator[psycopg.Connection]:
    """Somebody else's connection to the database."""
    with psycopg.connect(committed_db, autocommit=True) as other:
        yield other


def test_a_download_is_of_one_moment(other: psycopg.Connection) -> None:
    page = list_page("measurements", "columns=source")
    before = export.write(page, "csv", "")
    pieces = begun(page, ADDRESS)
    other.execute("UPDATE mgdb_source SET doi = ''")
    other.execute("UPDATE mgdb_measurement SET status = 'draft' WHERE id % 2 = 0")
    assert page.query.snapshot is not None
    assert b"".join(pieces) == before
    assert not connection.in_atomic_block
    assert streamed(page) != before


def test_the_rows_of_a_download_are_those_that_its_moment_has(other: psycopg.Connection) -> None:
    question = "ordering=-value&columns=source&origin=measured"
    page = list_page("measurements", question)
    assert page.query.kept_keys() is not None
    other.execute("UPDATE mgdb_measurement SET status = 'draft' WHERE id % 2 = 0")
    rows = streamed(page)  # begun with a snapshot that was made before
    assert page.query.kept_keys() is None
    assert rows == streamed(list_page("measurements", question))
    held = snapshots.current("measurements", data_version.current()[0])
    assert held is not None
    with downloads.one_moment():
        page = list_page("measurements", question)
        keys = [key for keys in downloads.keys_of(page.query) for key in keys]
        assert page.query.snapshot is held
        assert keys == list(page.query.queryset.values_list("pk", flat=True))
        other.execute("UPDATE mgdb_measurement SET status = 'draft' WHERE id % 3 = 0")
        assert [key for keys in downloads.keys_of(page.query) for key in keys] == keys


def test_a_client_has_one_download_at_a_time_and_all_have_a_few(other: psycopg.Connection) -> None:
    page = list_page("phases")
    held = "SELECT pg_advisory_lock(%s, hashtext(%s))"
    other.execute(held, [downloads.CLIENT_LOCK, ADDRESS])
    with pytest.raises(downloads.Refused) as refused:
        begun(page, ADDRESS)
    assert refused.value.own
    pieces = begun(page, "10.0.0.1")
    pieces.close()  # type: ignore[attr-defined]  # who went away
    assert not connection.in_atomic_block
    for place in range(downloads.MOST):
        assert other.execute("SELECT pg_try_advisory_lock(%s, %s)", [downloads.PLACE_LOCK, place]).fetchone() == (True,)
    with pytest.raises(downloads.Refused) as refused:
        begun(page, "10.0.0.1")
    assert not refused.value.own
    assert not connection.in_atomic_block


def test_whoever_finds_no_place_is_told_when_to_come_again(other: psycopg.Connection, client, monkeypatch) -> None:
    monkeypatch.setattr(export, "AT_ONCE", 10)
    other.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [downloads.CLIENT_LOCK, ADDRESS])
    page, answer = client.get("/cathodes/?format=csv"), client.get("/api/v1/cathodes/?format=csv")
    assert (page.status_code, page["Retry-After"]) == (429, str(downloads.RETRY_SECONDS))
    assert "Another download" in page.content.decode()
    assert answer.status_code == 200  # not a long one there
