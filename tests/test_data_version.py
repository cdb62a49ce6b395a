"""The version of the data changes whenever what a response shows may have changed."""

import json
from contextlib import suppress

import psycopg
import pytest
from django.contrib.auth.models import Group, User
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone

from mgdb import data_version
from mgdb.models import Account, DatasetFile, DataVersion, Electrolyte, Measurement, Phase, PublicChange, PublicForm
from mgdb.models.new_ids import new_id
from mgdb.projection import checking, filling


def version() -> str:
    return data_version.current()[0]


def test_a_change_of_what_is_public_begins_a_version_and_nothing_else_does(committed_db):
    measurement = Measurement.objects.published().first()
    before = version()
    with transaction.atomic():
        draft = Phase(name="A draft", status="draft", public_id=new_id("pha"))
        draft.save()
        draft.remarks = "Still one."
        draft.save()
    assert version() == before
    changes = {
        "a record": lambda: Phase.objects.published().first().save(),
        "a part of it": lambda: measurement.reports.update(remark="Read again."),
        "a part that is new": lambda: measurement.flags.create(code="implausible", severity="note", reason="Tried."),
        "a part that goes": lambda: measurement.flags.last().delete(),
        "what follows from a part": lambda: Electrolyte.objects.exclude(identity="").update(identity="Another"),
        "a draft that is published": lambda: Phase.objects.filter(pk=draft.pk).update(status="published"),
        "a record that goes": lambda: Phase.objects.filter(pk=draft.pk).delete(),
    }
    seen = {before}
    for words, change in changes.items():
        change()
        assert version() not in seen, words
        seen.add(version())
    assert not PublicChange.objects.exists()


def test_who_becomes_a_reviewer_is_named_so_from_then_on(committed_db):
    somebody = User.objects.create_user("somebody")
    seen = {version()}
    changes = {
        "joins": lambda: somebody.groups.add(Group.objects.get(name="reviewer")),
        "leaves": lambda: somebody.groups.clear(),
        "has a name": lambda: Account.objects.create(user=somebody, public_name="Some Body"),
        "may do all": lambda: User.objects.filter(pk=somebody.pk).update(is_superuser=True),
    }
    for words, change in changes.items():
        change()
        assert version() not in seen, words
        seen.add(version())
    User.objects.filter(pk=somebody.pk).update(last_login=timezone.now())  # who signs in changes nothing public
    assert version() in seen


@pytest.mark.parametrize(
    "table", ["mgdb_phase", "mgdb_flag", "mgdb_changedrow", "mgdb_dataversion", "auth_user_groups"]
)
def test_no_table_of_what_is_public_is_truncated(db, table):
    with pytest.raises(DatabaseError, match="is not truncated"), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_what_is_taken_back_begins_none(committed_db):
    before = version()
    phase = Phase.objects.published().first()
    with suppress(IntegrityError), transaction.atomic():
        phase.save()
        raise IntegrityError
    assert version() == before
    with transaction.atomic():
        with suppress(IntegrityError), transaction.atomic():
            phase.save()
            raise IntegrityError
        assert version() == before
    assert version() == before


def test_a_transaction_sees_a_version_of_its_own_with_every_change(committed_db):
    phase = Phase.objects.published().first()
    before = version()
    with transaction.atomic():
        phase.save()
        first = version()
        phase.save()
        assert len({before, first, version()}) == 3
    assert version() not in (before, first)


def test_each_transaction_begins_one_however_much_it_changes(committed_db):
    with psycopg.connect(committed_db, autocommit=True) as other:
        other.execute("CREATE TABLE begun (at timestamptz)")
        other.execute(
            "CREATE FUNCTION count_begun() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN INSERT INTO begun VALUES (now()); RETURN NULL; END $$; "
            "CREATE TRIGGER count_begun AFTER UPDATE ON mgdb_dataversion EXECUTE FUNCTION count_begun()"
        )
        with transaction.atomic():
            for phase in Phase.objects.published()[:5]:
                phase.save()
            Measurement.objects.published().update(remarks="All of them.")
        assert other.execute("SELECT count(*) FROM begun").fetchone() == (1,)


def test_two_writers_and_a_long_import_do_not_wait_for_each_other(committed_db):
    """The one row that all share is locked at the commit alone, after everything else that is done there."""
    first, second, third = Phase.objects.published().order_by("id")[:3]
    with (
        psycopg.connect(committed_db, options="-c lock_timeout=5s") as import_,
        psycopg.connect(committed_db, options="-c lock_timeout=5s") as writer,
    ):
        import_.execute("UPDATE mgdb_measurement SET remarks = 'Imported.' WHERE status = 'published'")
        import_.execute("UPDATE mgdb_phase SET remarks = 'Imported.' WHERE id = %s", [first.pk])
        writer.execute("UPDATE mgdb_phase SET remarks = 'Written.' WHERE id = %s", [second.pk])
        before = version()
        writer.commit()
        between = version()
        assert between != before
        Phase.objects.filter(pk=third.pk).update(remarks="Written too.")
        after = version()
        assert after not in (before, between)
        assert Measurement.objects.filter(remarks="Imported.").count() == 0
        import_.commit()
        assert version() not in (before, between, after)
        assert Measurement.objects.filter(remarks="Imported.").count() > 0
    assert DataVersion.objects.count() == 1


def test_what_a_transaction_wrote_before_others_is_shown_once_it_ends(committed_db):
    first, second = Phase.objects.published().order_by("id")[:2]
    address = f"/api/v1/phases/{first.public_id}/"
    with psycopg.connect(committed_db) as slow:
        slow.execute("UPDATE mgdb_phase SET remarks = 'Written first.' WHERE id = %s", [first.pk])
        Phase.objects.filter(pk=second.pk).update(remarks="Written second, visible first.")
        before = Client().get(address)
        assert json.loads(before.content)["remarks"] != "Written first."
        assert Client().get(address)["ETag"] == before["ETag"]
        slow.commit()
    after = Client().get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert json.loads(after.content)["remarks"] == "Written first."


def test_a_connection_that_died_between_requests_is_replaced(committed_db):
    before = data_version.current()
    with psycopg.connect(committed_db, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    assert data_version.current() == before


def test_a_connection_that_dies_in_a_transaction_is_not_replaced(committed_db):
    with transaction.atomic():
        with psycopg.connect(committed_db, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        with pytest.raises(OperationalError):
            data_version.current()
        transaction.set_rollback(True)


def test_a_transaction_that_ends_its_constraints_early_and_goes_on_begins_another(committed_db):
    first, second = Phase.objects.published()[:2]
    with transaction.atomic(), connection.cursor() as cursor:
        Phase.objects.filter(pk=first.pk).update(remarks="Before the early end.")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        between = version()
        Phase.objects.filter(pk=second.pk).update(remarks="After it.")
        assert PublicChange.objects.exists()
    assert version() != between
    assert not PublicChange.objects.exists()
    assert checking.check().differences == []


EARLY = "SET CONSTRAINTS ALL IMMEDIATE"
RENAME = "UPDATE mgdb_phase SET remarks = %s WHERE id = ANY(%s)"
PART = "UPDATE mgdb_report SET remark = %s WHERE measurement_id = ANY(%s)"


WAYS = [
    [EARLY, RENAME],
    [EARLY, RENAME, RENAME],
    [RENAME, EARLY, RENAME],
    [PART, EARLY, PART],
    [EARLY, PART, EARLY, EARLY, RENAME, "SET CONSTRAINTS ALL DEFERRED", PART],
    [RENAME, "SAVEPOINT before", EARLY, "ROLLBACK TO before", RENAME],
    ["SAVEPOINT before", EARLY, RENAME, "ROLLBACK TO before", RENAME],
]


def test_whatever_a_transaction_says_of_its_constraints_its_last_change_begins_a_version(committed_db):
    """Another record each time, and a part of the same one."""
    measurement = Measurement.objects.published().filter(reports__isnull=False).first()
    phases = list(Phase.objects.published().values_list("pk", flat=True)[:9])
    with psycopg.connect(committed_db) as writer:
        for way in WAYS:
            before = version()
            for number, step in enumerate(way):
                key = measurement.pk if step == PART else phases[number]
                writer.execute(step, [f"{before} {number}.", [key]] if "%s" in step else [])
            writer.commit()
            assert version() != before, way
            assert not PublicChange.objects.exists()
            changed = {("phase", phases[number]) for number, step in enumerate(way) if step == RENAME}
            changed -= {("phase", phases[2])} if "ROLLBACK TO before" in way and way[2] == RENAME else set()
            changed |= {("measurement", measurement.pk)} if PART in way else set()
            empty = PublicForm.objects.filter(made_by=None).values_list("record_type", "record_pk")
            assert changed <= set(empty), way
            assert filling.fill() >= len(changed), way
    assert checking.check().differences == []


def test_constraints_of_others_are_left_as_they_were_set(committed_db):
    """A reference to nothing is refused at once where that was asked for, after a change of ours as before."""
    with psycopg.connect(committed_db) as writer:
        writer.execute(EARLY)
        writer.execute("UPDATE mgdb_phase SET remarks = 'Changed.' WHERE status = 'published'")
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            writer.execute(
                "UPDATE mgdb_materialname SET material_id = -1 WHERE id = (SELECT min(id) FROM mgdb_materialname)"
            )
        writer.rollback()


def test_the_name_under_which_somebody_is_shown_and_the_time_of_a_load_are_public(committed_db):
    account = Account.objects.create(user=User.objects.create(username="jane"), public_name="Jane Visible")
    before = version()
    Account.objects.filter(pk=account.pk).update(public_name="")
    renamed = version()
    assert renamed != before
    Account.objects.filter(pk=account.pk).update(public_name="")
    assert version() == renamed
    DatasetFile.objects.update(loaded_at=timezone.now())
    assert version() != renamed
