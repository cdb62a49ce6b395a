"""Whatever changes a record or a part of it, by whichever way, is logged under the record."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from mgdb.models import ChangedRow, Component, DataVersion, Flag, Measurement, Phase
from mgdb.projection import changed_rows
from mgdb.records import BY_NAME, RECORD_TYPES
from tests.records.examples import change_of, example, example_of_part, ways_to_parts

SINCE = """
SELECT record_type, record_pk FROM mgdb_changedrow
WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot)
"""


def logged() -> set[tuple[str, int]]:
    """What the log has of this transaction; it is emptied."""
    found = set(ChangedRow.objects.values_list("record_type", "record_pk"))
    ChangedRow.objects.all().delete()
    return found


@pytest.fixture
def empty_log(db):
    ChangedRow.objects.all().delete()


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.name)
def test_a_record_is_logged_however_it_is_written(record_type, empty_log):
    record = example(record_type)
    logged()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {record._meta.db_table} SET id = id WHERE id = %s", [record.pk])  # noqa: S608
    assert (record_type.name, record.pk) in logged()


PARTS = [(record_type, way) for record_type in RECORD_TYPES for way in ways_to_parts(record_type.parts)]


@pytest.mark.parametrize(("record_type", "way"), PARTS, ids=lambda one: getattr(one, "name", None))
def test_a_part_is_logged_under_its_record(record_type, way, empty_log):
    row, record = example_of_part(record_type, way)
    logged()
    rows = type(row)._base_manager.filter(pk=row.pk)
    rows.update(**change_of(way[-1], row))
    assert (record_type.name, record.pk) in logged()
    row.delete()
    assert (record_type.name, record.pk) in logged()


def test_a_row_that_moves_to_another_record_is_logged_under_both(empty_log):
    component = Component.objects.first()
    before, other = component.electrolyte, Component.objects.exclude(electrolyte=component.electrolyte).first()
    Component.objects.filter(pk=component.pk).update(electrolyte=other.electrolyte, role="additive", name="Moved")
    assert {("material", before.pk), ("material", other.electrolyte_id)} <= logged()


def test_each_record_is_logged_once_in_a_transaction(empty_log):
    measurement = Measurement.objects.published().first()
    for remark in ("once", "twice"):
        measurement.reports.update(remark=remark)
        Measurement.objects.filter(pk=measurement.pk).update(remarks=remark)
    assert ChangedRow.objects.filter(record_type="measurement", record_pk=measurement.pk).count() == 1


def test_what_goes_and_what_comes_is_logged(empty_log):
    phase = Phase(name="Comes and goes", status="draft")
    phase.save()
    key = phase.pk
    assert logged() == {("phase", key)}
    phase.delete()
    assert logged() == {("phase", key)}


def test_changes_since_a_snapshot_are_those_that_it_did_not_see(committed_db):
    first, second, third = Phase.objects.published().order_by("id")[:3]
    with psycopg.connect(committed_db) as slow, psycopg.connect(committed_db, autocommit=True) as reader:
        Phase.objects.filter(pk=first.pk).update(remarks="Before.")
        slow.execute("UPDATE mgdb_phase SET remarks = 'Begun before.' WHERE id = %s", [second.pk])
        seen = reader.execute("SELECT pg_current_snapshot()::text").fetchone()[0]
        Phase.objects.filter(pk=third.pk).update(remarks="After.")
        assert set(reader.execute(SINCE, {"seen": seen})) == {("phase", third.pk)}
        slow.commit()
        assert set(reader.execute(SINCE, {"seen": seen})) == {("phase", third.pk), ("phase", second.pk)}


def test_the_log_says_how_far_it_reaches_back(committed_db):
    changed_rows.prune()  # what this run made long ago, where it has gone on for so long
    Phase.objects.published().update(remarks="Long ago.")
    newest = ChangedRow.objects.latest("xid").xid
    assert changed_rows.prune() == 0
    assert DataVersion.objects.get().log_from <= newest
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mgdb_changedrow SET at = at - %s", [changed_rows.KEPT + timedelta(minutes=1)])
    with transaction.atomic():  # of a transaction that goes on nobody knows yet whether all have seen it
        Phase.objects.filter(pk=Phase.objects.first().pk).update(remarks="Now.")
    before = DataVersion.objects.get()
    old = set(ChangedRow.objects.exclude(at__gt=timezone.now() - changed_rows.KEPT).values_list("xid", flat=True))
    assert newest in old
    # transactions of other databases of the server count too: some of the old may have to stay for them
    all_have_seen = oldest_that_runs()
    changed_rows.prune()
    left = set(ChangedRow.objects.values_list("xid", flat=True))
    gone = old - left
    assert {xid for xid in old if xid < all_have_seen} <= gone <= {xid for xid in old if xid < oldest_that_runs()}
    assert left - old, "what is new stays"
    after = DataVersion.objects.get()
    assert after.log_from == (max(gone) + 1 if gone else before.log_from)
    assert after.version == before.version


def oldest_that_runs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        row: tuple[int] = cursor.fetchone()
    return row[0]


def test_flags_are_logged_under_the_record_that_they_doubt(empty_log):
    for name in ("measurement", "material", "cell", "factor", "curve", "source"):
        record = example(BY_NAME[name])
        Flag.objects.create(code="implausible", severity="suspect", reason="Tried.", **{name: record})
        assert (name, record.pk) in logged()
