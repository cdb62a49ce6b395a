"""What readers are shown is what records say, whoever is writing meanwhile, and whatever is stored."""

import csv
import io
import json
from threading import Event, Thread

import psycopg
import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test import Client

from mgdb import http_cache, review, tasks
from mgdb.models import DataVersion, Material, Measurement, PublicForm
from mgdb.projection import checking, filling, forms, making
from mgdb.records import BY_NAME, RECORD_TYPES
from tests.statements import statements


def with_values():
    """A material with measurements."""
    return Material.objects.published().filter(measurements__status="published").order_by("pk").first()


def names_of(material):
    """Its name in the API, on the page of its list and in the file, and in the answer of one of its measurements."""
    http_cache.clear()
    client = Client()
    measurement = material.measurements.published().order_by("pk").first()
    [row] = [
        row
        for row in csv.DictReader(io.StringIO(client.get("/materials/?format=csv").content.decode("utf-8-sig")))
        if row.get("id") == material.public_id
    ]
    page = client.get(f"/measurements/?material={material.public_id}").content.decode()
    return {
        json.loads(client.get(f"/api/v1/materials/{material.public_id}/").content)["name"],
        json.loads(client.get(f"/api/v1/measurements/{measurement.public_id}/").content)["material"]["name"],
        row["name"],
        "Renamed" if "Renamed" in page else material.name,
    }


@pytest.mark.django_db
def test_of_the_curated_records_every_form_is_stored_and_right(monkeypatch, some):
    monkeypatch.setattr(checking, "RECORD_TYPES", some(RECORD_TYPES, 4))
    report = checking.check()
    assert (report.differences, report.empty) == ([], 0)
    assert report.right > (1_000 if some.every else 10)


def test_api_pages_and_files_show_a_change_at_once_before_and_after_forms_are_made_again(few_public_db):
    material = with_values()
    assert names_of(material) == {material.name}
    with psycopg.connect(few_public_db) as other:
        other.execute("UPDATE mgdb_material SET name = 'Renamed' WHERE id = %s", [material.pk])
    assert PublicForm.objects.filter(made_by=None).count() > 1
    assert names_of(material) == {"Renamed"}
    assert filling.fill() > 1
    assert names_of(material) == {"Renamed"}
    assert PublicForm.objects.filter(made_by=None).count() == 0
    assert checking.check().differences == []


@pytest.mark.sampled(1)
@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_who_does_not_see_what_was_filled_meanwhile_is_refused(few_public_db, level):
    """It would leave full what it still sees empty."""
    material = with_values()
    Material.objects.filter(pk=material.pk).update(name="Renamed")
    assert PublicForm.objects.filter(made_by=None).count() > 1
    with psycopg.connect(few_public_db) as writer:
        writer.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        writer.execute("UPDATE mgdb_material SET name = 'Moved' WHERE id = %s", [material.pk])
        assert filling.fill() > 1
        with pytest.raises(psycopg.errors.SerializationFailure):
            writer.commit()
        assert checking.check().differences == []
        assert names_of(material) == {"Renamed"}
        writer.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        writer.execute("UPDATE mgdb_material SET name = 'Moved' WHERE id = %s", [material.pk])
        writer.commit()  # as it is to be tried again
    assert "Moved" in names_of(material)
    assert checking.check().differences == []


@pytest.mark.sampled(1)
@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_whoever_fills_beside_such_a_writer_fills_what_it_has_written_or_nothing(few_public_db, level):
    material = with_values()
    with psycopg.connect(few_public_db) as writer:
        writer.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        writer.execute("UPDATE mgdb_material SET name = 'Renamed' WHERE id = %s", [material.pk])
        writer.execute("SET CONSTRAINTS ALL IMMEDIATE")
        filler = Thread(target=lambda: (filling.fill(), connections.close_all()))
        filler.start()
        writer.commit()
        filler.join(20)
    assert names_of(material) == {"Renamed"}
    assert checking.check().differences == []


def test_a_step_of_a_review_makes_again_what_it_emptied(few_public_db):
    record = Measurement.objects.published().order_by("pk").first()
    review.withdraw(record, "Tried.", by=review.OPERATOR, seen=record.revision)
    assert PublicForm.objects.filter(made_by=None).count() == 0
    assert not PublicForm.objects.filter(public_id=record.public_id).exists()
    assert checking.check().differences == []


def test_what_is_too_much_is_left_to_a_worker(few_public_db, monkeypatch):
    monkeypatch.setattr(filling, "FEW", 0)
    record = Measurement.objects.published().order_by("pk").first()
    review.withdraw(record, "Tried.", by=review.OPERATOR, seen=record.revision)
    empty = PublicForm.objects.filter(made_by=None).count()
    assert empty > 0
    assert tasks.fill_forms() == f"{empty} public forms made."
    assert tasks.fill_forms() == "0 public forms made."


def test_an_empty_form_of_what_is_not_public_goes_when_its_turn_comes(few_public_db):
    PublicForm.objects.bulk_create(
        PublicForm(record_type="pair", record_pk=-key, public_id="pai-0000000") for key in range(filling.AT_ONCE + 1)
    )
    assert filling.fill() == 0
    assert not PublicForm.objects.filter(public_id="pai-0000000").exists()


def test_a_form_that_is_made_before_a_change_is_kept_is_emptied_by_it(few_public_db):
    material = with_values()
    with psycopg.connect(few_public_db) as slow:
        slow.execute("UPDATE mgdb_material SET name = 'Renamed' WHERE id = %s", [material.pk])
        filling.rebuild(everything=True)  # of what is kept so far
        slow.commit()
    assert names_of(material) == {"Renamed"}
    assert checking.check().differences == []


def test_a_change_that_ends_while_a_form_is_made_waits_for_it_and_empties_it(few_public_db, monkeypatch):
    material = with_values()
    made, go_on = Event(), Event()

    def slowly(record_type, keys):
        found = make(record_type, keys)
        made.set()
        assert go_on.wait(20)
        return found

    def fill():
        filling.store(BY_NAME["material"], [material.pk])
        connections.close_all()

    def rename():
        with psycopg.connect(few_public_db, autocommit=True) as other:
            other.execute("UPDATE mgdb_material SET name = 'Renamed' WHERE id = %s", [material.pk])

    make = making.make
    monkeypatch.setattr(filling, "make", slowly)
    threads = [Thread(target=fill), Thread(target=rename)]
    threads[0].start()
    assert made.wait(20)
    threads[1].start()
    threads[1].join(0.3)
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(20)
    monkeypatch.undo()
    assert PublicForm.objects.get(public_id=material.public_id).made_by is None
    assert names_of(material) == {"Renamed"}


def test_a_transaction_reads_what_it_has_changed(few_public_db):
    material = with_values()
    with transaction.atomic():
        Material.objects.filter(pk=material.pk).update(name="Renamed")
        [shown] = forms.members(BY_NAME["material"], [material.pk])
        assert shown["name"] == "Renamed"
        transaction.set_rollback(True)
    [shown] = forms.members(BY_NAME["material"], [material.pk])
    assert shown["name"] == material.name


@pytest.mark.django_db
def test_stored_rows_are_one_statement_in_the_order_of_their_keys():
    keys = list(Measurement.objects.published().order_by("-pk").values_list("pk", flat=True)[:50])
    with statements() as sent:
        shown = forms.bodies(BY_NAME["measurement"], keys)
    assert len(sent) == 1
    assert list(shown) == keys
    PublicForm.objects.filter(record_type="measurement", record_pk=keys[7]).update(made_by=None)
    assert {key: bytes(body, "utf-8") if isinstance(body, str) else body for key, body in shown.items()} == {
        key: bytes(body, "utf-8") if isinstance(body, str) else body
        for key, body in forms.bodies(BY_NAME["measurement"], keys).items()
    }


@pytest.mark.django_db
@pytest.mark.parametrize("names", [("updated_at",), ("ion", "id"), ("conditions", "id", "updated_at", "value")])
def test_chosen_members_are_those_of_the_whole_in_their_order(names):
    keys = list(Measurement.objects.published().order_by("pk").values_list("pk", flat=True)[:20])
    whole = forms.members(BY_NAME["measurement"], keys)
    chosen = [json.loads(body) for body in forms.bodies(BY_NAME["measurement"], keys, names).values()]
    assert [list(one.items()) for one in chosen] == [[(name, one[name]) for name in names] for one in whole]
    assert forms.bodies(BY_NAME["measurement"], [], names) == {}


def test_forms_of_other_code_are_not_read_and_made_again_by_preparation(few_public_db, monkeypatch, capsys):
    assert checks.run_checks(databases=["default"], tags=[checks.Tags.database]) == []
    material = with_values()
    PublicForm.objects.filter(public_id=material.public_id).update(body='{"name": "of other code"}')
    monkeypatch.setattr(making, "fingerprint", lambda: 7)
    for module in (filling, forms, checking):
        monkeypatch.setattr(module, "fingerprint", lambda: 7)
    [problem] = checks.run_checks(databases=["default"], tags=[checks.Tags.database])
    assert problem.id == "mgdb.E002"
    call_command("migrate", skip_checks=False, verbosity=0)  # as from the command line
    assert "run rebuild" in capsys.readouterr().err
    assert names_of(material) == {material.name}
    report = checking.check()
    assert (report.right, report.differences) == (0, [])
    assert filling.catch_up() == report.empty
    assert filling.are_current()
    assert checks.run_checks(databases=["default"], tags=[checks.Tags.database]) == []
    assert DataVersion.objects.get().forms_made_by == 7
    call_command("check_data")
    assert f"{report.empty} public forms are right, 0 are still to be made" in capsys.readouterr().out


class BrokenOff(Exception):
    """Somebody stops a command."""


def test_a_rebuilding_that_is_broken_off_keeps_what_it_did_and_goes_on(few_public_db, monkeypatch):
    monkeypatch.setattr(filling, "AT_ONCE", 10)
    PublicForm.objects.update(made_by=None)
    told = []

    def stop(plural, done, public_id):
        told.append(public_id)
        if len(told) % 2 == 0:
            raise BrokenOff

    for batches in (2, 4):
        with pytest.raises(BrokenOff):
            filling.rebuild(everything=True, after=told[-1] if told else "", progress=stop)
        assert PublicForm.objects.exclude(made_by=None).count() == 10 * batches
    with pytest.raises(CommandError, match="“mea-0000000” is not an id of a record"):
        call_command("rebuild", "--after", "mea-0000000")


def test_after_a_part_is_rebuilt_the_forms_are_current_only_if_none_of_other_code_is_left(few_public_db):
    other = Material.objects.published().earliest("pk")
    last = PublicForm.objects.filter(record_type=list(BY_NAME)[-1]).latest("record_pk").public_id
    DataVersion.objects.update(forms_made_by=7)
    PublicForm.objects.filter(public_id=other.public_id).update(made_by=7)
    with pytest.raises(CommandError, match=f"Forms before {last} are still those of other code"):
        call_command("rebuild", "--after", last)
    assert DataVersion.objects.get().forms_made_by == 7
    PublicForm.objects.filter(public_id=other.public_id).update(made_by=None)
    call_command("rebuild", "--after", last)
    assert filling.are_current()


def test_operators_find_and_repair_what_is_wrong(few_public_db, capsys):
    form = PublicForm.objects.filter(record_type="phase").first()
    count = PublicForm.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mgdb_publicform SET body = '{}' WHERE public_id = %s", [form.public_id])
        cursor.execute("DELETE FROM mgdb_publicform WHERE record_type = 'pair'")
        cursor.execute(
            "INSERT INTO mgdb_publicform (record_type, record_pk, public_id) VALUES ('pair', 0, 'pai-0000000')"
        )
    with pytest.raises(CommandError, match="public forms are wrong; run rebuild"):
        call_command("check_data")
    said = capsys.readouterr().out
    assert f"{form.public_id}: the stored form is not what the record says" in said
    assert "pai-0000000: a form of no published record" in said
    assert "no form" in said
    call_command("rebuild")
    assert f"{count} public forms made" in capsys.readouterr().out
    call_command("check_data")


def test_a_rebuild_ends_what_was_made_of_the_wrong_forms_too(few_public_db):
    """As after triggers were switched off: responses in memory, tags, and columns by which rows are chosen."""
    material = with_values()
    address = f"/api/v1/materials/{material.public_id}/"
    client = Client()
    for _ in range(2):
        before = client.get(address)
    log_from = DataVersion.objects.get().log_from
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL mgdb.public_changes = '7'")  # as if the sign of a change had been left
        cursor.execute("UPDATE mgdb_material SET name = 'Switched' WHERE id = %s", [material.pk])
    assert client.get(address).content == before.content  # nobody has seen it
    with pytest.raises(CommandError, match="public forms are wrong"):
        call_command("check_data")
    call_command("rebuild")
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, json.loads(after.content)["name"]) == (200, "Switched")
    assert DataVersion.objects.get().log_from > log_from  # columns are not renewed by a log that lacks it
    assert checking.check().differences == []


def test_forms_that_are_gone_are_told_and_made_again(few_public_db):
    count = PublicForm.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE mgdb_publicform")
    told = [one.msg for one in filling.forms_are_current(["default"])]
    assert len(told) == 1
    assert "no public forms, not even empty ones, of" in told[0]
    call_command("rebuild")
    assert PublicForm.objects.count() == count
    assert filling.forms_are_current(["default"]) == []


def test_what_a_first_start_leaves_is_made_by_a_worker(few_public_db):
    """Readers do without until then; forms of other code are made again at once, as ever."""
    PublicForm.objects.update(made_by=None)
    DataVersion.objects.update(forms_made_by=None)
    call_command("prepare", no_records=True, leave_forms=True)
    assert filling.are_current()
    assert not PublicForm.objects.exclude(made_by=None).exists()
    tasks.fill_forms()
    assert not PublicForm.objects.filter(made_by=None).exists()
    assert checking.check().differences == []
    PublicForm.objects.filter(record_type="phase").update(made_by=7)
    DataVersion.objects.update(forms_made_by=7)
    call_command("prepare", no_records=True, leave_forms=True)
    assert not PublicForm.objects.filter(made_by=7).exists()
    assert not PublicForm.objects.filter(made_by=None).exists()
