"""After every kind of change, by whichever way, each stored public form that is read still is what its record says.

The trigger that empties forms when a transaction ends is made to come at once; what it leaves is compared with what is
made now.
"""

from contextlib import contextmanager, suppress

import pytest
from django.db import IntegrityError, connection, transaction

from mgdb import review
from mgdb.models import (
    Cell,
    ChangedRow,
    Electrolyte,
    Flag,
    Material,
    Measurement,
    Phase,
    PublicChange,
    PublicForm,
    Source,
)
from mgdb.models.flags import FLAGGABLE
from mgdb.projection import changed_rows, checking, filling
from mgdb.records import RECORD_TYPES, SECTIONS, column_of, kind_of
from tests.records.examples import change_of, value_for, ways_to_parts
from tests.servers import application_on


def at_the_end():
    """What is done when a transaction ends that changed what is public; what follows is as in another one.

    The sign of it is given here: a record takes a new revision, which gives it, once in a transaction.
    """
    PublicChange.objects.create()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SELECT set_config('mgdb.public_changes', '', TRUE)")
        ChangedRow.objects.all().delete()


@pytest.fixture(scope="module")
def public(few_public_template, database_server, django_db_blocker):
    """One database for all tests here: each takes back what it does."""
    name = database_server.clone("few", few_public_template)
    with django_db_blocker.unblock(), application_on(database_server, name):
        yield
    database_server.drop(name)


@contextmanager
def taken_back():
    """A transaction that ends, after which all forms are compared; then it is taken back."""
    with transaction.atomic():
        yield
        at_the_end()
        assert checking.check().differences == []
        transaction.set_rollback(True)


def by_id(model, public_id):
    return model._base_manager.get(public_id=public_id)


def is_empty(name, record):
    return PublicForm.objects.filter(record_type=name, record_pk=record.pk, made_by=None).exists()


def public_rows(record_type):
    owner = record_type.part_of
    return record_type.model._base_manager.filter(**{f"{owner}__status" if owner else "status": "published"})


@pytest.mark.sampled(1)
@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.name)
def test_texts_that_change(public, record_type):
    record = public_rows(record_type).order_by("-pk").first()
    columns = [column_of(record_type.model, field.column) for field in record_type.fields]
    texts = [column for column in columns if kind_of(column) == "text" and column.name != "property_key"]
    changed = []
    with taken_back():
        for column in texts:
            with suppress(IntegrityError), transaction.atomic():  # of a text of a kind: a DOI, a slug
                public_rows(record_type).filter(pk=record.pk).update(**{column.name: value_for(column)})
                changed.append(column.name)
        at_the_end()
        assert is_empty(record_type.name, record)
    assert changed


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "model",
    [model for model in changed_rows.tables() if changed_rows.references(model)],
    ids=lambda model: model.__name__,
)
def test_references_that_lead_elsewhere(public, model):
    """It is what others are counted by."""
    moved = set()
    references_of = changed_rows.references(model)
    with taken_back():
        for target, column in references_of:
            [record_type] = [one for one in RECORD_TYPES if one.name == target]
            rows = model._base_manager.filter(**{f"{column}__isnull": False}).order_by("-pk")
            for row in rows[:6]:
                for other in public_rows(record_type).exclude(pk=getattr(row, column)).order_by("-pk")[:3]:
                    if column not in moved:
                        with suppress(IntegrityError), transaction.atomic():
                            model._base_manager.filter(pk=row.pk).update(**{column: other.pk})
                            moved.add(column)
            assert column in moved or not rows, column


PARTS = [
    (record_type, way)
    for record_type in RECORD_TYPES
    for way in ways_to_parts(record_type.parts)
    if way[-1].model is not Flag  # of which there is a test of its own
]


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("record_type", "way"), PARTS, ids=[f"{one.name}-{'-'.join(part.name for part in way)}" for one, way in PARTS]
)
def test_a_part_that_changes_and_goes(public, record_type, way):
    part, model = way[-1], way[-1].model
    up = "__".join(part.parent for part in reversed(way))
    rows = model._base_manager.filter(**{f"{up}__status": "published"}).order_by("-pk")
    record = row = (rows.exclude(**{part.shorthand: ""}) if part.shorthand else rows).first()
    for name in up.split("__"):
        record = getattr(record, name)
    with taken_back():
        change = {part.shorthand: "7 days"} if part.shorthand else change_of(part, row)
        assert model._base_manager.filter(pk=row.pk).update(**change)
    with taken_back():
        model._base_manager.filter(pk=row.pk).delete()
        at_the_end()
        assert is_empty(record_type.name, record)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", FLAGGABLE)
def test_a_doubt_that_comes_and_goes(public, name):
    """It is told of all that stands on what is doubted."""
    model = Flag._meta.get_field(name).related_model
    owners = model._base_manager.filter(**{"document__status" if name == "citation" else "status": "published"})
    for owner in owners.order_by("-pk")[:1]:
        with transaction.atomic():
            doubt = Flag.objects.create(code="implausible", severity="suspect", reason="Tried.", **{name: owner})
            at_the_end()
            assert checking.check().differences == []
            filling.fill()
            doubt.delete()
            at_the_end()
            assert checking.check().differences == []
            transaction.set_rollback(True)


def test_a_doubt_about_an_electrolyte_is_told_of_what_was_measured_in_it(public):
    within = Measurement.objects.published().filter(measured_in__electrolyte__isnull=False).first()
    with transaction.atomic():
        Flag.objects.create(
            code="implausible", severity="suspect", reason="Tried.", material=within.measured_in.electrolyte
        )
        at_the_end()
        assert is_empty("measurement", within)
        transaction.set_rollback(True)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("record_type", SECTIONS.values(), ids=lambda one: one.name)
def test_what_leaves_the_public_and_comes_back(public, record_type):
    for record in public_rows(record_type).order_by("-pk")[:1]:
        with transaction.atomic():
            rows = record_type.model._base_manager.filter(pk=record.pk)
            for status, reason in (("withdrawn", "Tried."), ("published", "")):
                rows.update(status=status, withdrawn_reason=reason)
                at_the_end()
                assert checking.check().differences == []
                stays = PublicForm.objects.filter(record_type=record_type.name, record_pk=record.pk)
                assert stays.exists() == (status == "published")
                filling.fill()
            transaction.set_rollback(True)


def test_what_follows_from_others_alone(public):
    """Columns whose change is no change of the row."""
    source = Source.objects.published().filter(materials__isnull=False).order_by("-pk").first()
    for rows, columns in (
        (Electrolyte.objects.exclude(chemistry_kind=""), {"chemistry_kind": "other"}),
        (Material.objects.published(), {"elements": ["Mg"], "constituents": []}),
        (Cell.objects.published(), {"elements": ["Mg"]}),
        (Source.objects.published().filter(pk=source.pk), {"bibtex_key": "Tried2026"}),
        (Material.objects.published(), {"self_reviewed": True}),
        (Measurement.objects.published(), {"readings": 7}),
        (Phase.objects.published(), {"search_text": "tried"}),
    ):
        with taken_back():
            assert rows.update(**columns)


def test_what_review_writes(public):
    old = Source.objects.published().filter(materials__isnull=False).exclude(doi="").order_by("-pk").first()
    with taken_back():
        into = Source.objects.create(title=f"{old.title} again", year=old.year, status="published")
        review.merge(old, into, by=review.OPERATOR)
        at_the_end()
        assert is_empty("source", into)
    record = Measurement.objects.published().order_by("-pk").first()
    with taken_back():
        form = review.to_dict(record) | {"remarks": "Read again."}
        review.apply(record, form, by_id, by=review.OPERATOR, seen=record.revision)
        at_the_end()
        assert is_empty("measurement", record)
    with taken_back():
        review.withdraw(record, "Tried.", by=review.OPERATOR, seen=record.revision)
        at_the_end()
        assert not PublicForm.objects.filter(record_type="measurement", record_pk=record.pk).exists()


def test_a_form_that_is_wrong_is_found(public):
    form = PublicForm.objects.exclude(made_by=None)[0]
    with transaction.atomic():
        mine = PublicForm.objects.filter(record_type=form.record_type, record_pk=form.record_pk)
        mine.update(body=form.body.replace(":", ": ", 1))
        assert checking.check().differences == [f"{form.public_id}: the stored form is not what the record says"]
        mine.delete()
        assert checking.check().differences == [f"{form.public_id}: no form"]
        transaction.set_rollback(True)


def test_every_table_of_records_has_its_triggers(public):
    with connection.cursor() as cursor:
        for model in changed_rows.tables():
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O' "
                "AND tgname LIKE 'pgtrigger_changed_rows_%%'",
                [model._meta.db_table],
            )
            assert cursor.fetchone() == (3,), model
