"""The columns of long lists are read apart, stored, and there for the next process."""

import threading
from unittest.mock import Mock

import pytest
from django.db import connection

from mgdb import data_version, http_cache
from mgdb.models import Measurement
from mgdb.search import FILTER_SETS, Query, snapshots, timeout
from mgdb.search.record_types import published_rows
from mgdb.search.snapshot import Outdated, Snapshot, column_file

from .columns import content, in_cell


@pytest.fixture
def long_lists(committed_db, monkeypatch, tmp_path, settings):
    """Every list is a long one, and this process the first one of its host."""
    monkeypatch.setattr(snapshots, "SHORT", 10)
    settings.DATA_DIR = tmp_path
    connection.cursor().execute("ANALYZE mgdb_measurement")
    snapshots.clear()
    yield tmp_path / "columns" / "measurements"
    with snapshots._locks["measurements"]:
        snapshots.clear()


def read_apart(token: str) -> Snapshot:
    """The snapshot of measurements once the thread that reads it has ended."""
    with snapshots._locks["measurements"]:
        pass
    held = snapshots.current("measurements", token)
    assert held is not None
    return held


def test_a_long_list_is_read_apart_and_then_renewed(long_lists):
    token, _ = data_version.current()
    assert snapshots.current("measurements", token) is None  # the database answers until it is there
    held = read_apart(token)
    Measurement.objects.filter(pk=in_cell().pk).update(origin="design_target")
    later, _ = data_version.current()
    made = snapshots.current("measurements", later)
    assert made is not None
    assert made.token == later
    assert made.labels(FILTER_SETS["measurements"].filters["origin"].where) is not held.labels(
        FILTER_SETS["measurements"].filters["origin"].where
    )


def test_the_next_process_begins_with_what_was_stored(long_lists, monkeypatch):
    token, _ = data_version.current()
    assert snapshots.current("measurements", token) is None
    read_apart(token)
    assert long_lists.exists()
    snapshots.clear()  # as one that has just begun
    monkeypatch.setattr(snapshots, "_whole", None)
    held = snapshots.current("measurements", token)
    assert held is not None
    assert not held.pks.flags.writeable  # mapped
    snapshots.clear()
    Measurement.objects.filter(pk=in_cell().pk).update(origin="design_target")
    later, _ = data_version.current()
    made = snapshots.current("measurements", later)
    assert made is not None
    assert made.token == later
    assert content(made).keys() == content(held).keys()


def test_what_is_renewed_is_stored_now_and_then(long_lists):
    token, _ = data_version.current()
    snapshots.present("measurements")
    before = long_lists.stat().st_ino
    assert snapshots.current("measurements", token) is not None
    Measurement.objects.filter(pk=in_cell().pk).update(origin="design_target")
    later, _ = data_version.current()
    assert snapshots.current("measurements", later) is not None
    for thread in threading.enumerate():
        if thread.name == "columns of measurements":
            thread.join()
    assert long_lists.stat().st_ino != before
    found = column_file.read(long_lists, published_rows("measurements"), snapshots._named("measurements"))
    assert found is not None
    assert found.token == later


def test_a_damaged_file_is_replaced(long_lists):
    stored = content(snapshots.present("measurements"))
    good = long_lists.read_bytes()
    long_lists.write_bytes(good[: len(good) // 2] + bytes(len(good) - len(good) // 2))
    assert content(snapshots.present("measurements")) == stored
    found = column_file.read(long_lists, published_rows("measurements"), snapshots._named("measurements"))
    assert found is not None
    assert content(found) == stored


def test_they_are_stored_ahead_unless_the_data_change_meanwhile(long_lists, monkeypatch):
    monkeypatch.setattr(snapshots, "FILTER_SETS", {"measurements": FILTER_SETS["measurements"]})
    with monkeypatch.context() as changing:
        changing.setattr(snapshots, "_whole", Mock(side_effect=Outdated))
        snapshots.store_long()
    assert not long_lists.exists()
    snapshots.store_long()
    assert long_lists.exists()


def test_where_nothing_can_be_stored_each_process_reads_for_itself(long_lists, settings):
    settings.DATA_DIR = settings.DATA_DIR / "file"
    settings.DATA_DIR.write_text("in the way")
    assert len(snapshots.present("measurements")) == Measurement.objects.published().count()


@pytest.mark.parametrize("address", ["/measurements/?origin=measured", "/api/v1/measurements/?origin=measured"])
def test_until_a_long_list_is_read_what_is_quick_is_answered_and_the_rest_told_when(
    long_lists, client, monkeypatch, address
):
    monkeypatch.setattr(snapshots, "_being_read", {"measurements"})
    assert client.get(address).status_code == 200
    http_cache.clear()
    monkeypatch.setattr(timeout, "BRIEF", "1ms")
    monkeypatch.setattr(Query, "queryset", property(lambda query: query.rows.extra(where=["pg_sleep(9) IS NULL"])))
    monkeypatch.setattr("mgdb.search.facets.count", lambda *asked: connection.cursor().execute("SELECT pg_sleep(9)"))
    answer = client.get(address)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "15"
    assert "are being read" in answer.content.decode()
