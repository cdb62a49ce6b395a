"""What is missing: found with its field, kept as a list, answered once for all, and asked again on change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from mgdb import audit, review, tasks
from mgdb.audit import findings, work_list
from mgdb.models import (
    AnsweredFinding,
    Cell,
    Citation,
    Component,
    Finding,
    Flag,
    Job,
    Material,
    Measurement,
    ReportedFactor,
    Source,
    Statement,
)
from tests.review.people import person

pytestmark = pytest.mark.django_db


def found_all() -> list[audit.Found]:
    """Those that nobody has answered."""
    _, found = audit.look()
    done = findings.answered(found)
    return [one for one in found if (*one.key, one.content_hash) not in done]


@pytest.fixture(scope="module", autouse=True)
def few_values(module_db) -> None:
    """Every value is looked at many times here; that all of the curated ones can be, `test_audit.py` shows."""
    some = Measurement.objects.published().order_by("pk").values_list("pk", flat=True)
    capacities = Measurement.objects.of("specific_capacity").published().order_by("pk").values_list("pk", flat=True)
    Measurement.objects.exclude(pk__in=[*some[:40], *capacities[:60]]).update(status="draft")
    whole = Material.objects.exclude(measurements__status="published").exclude(formula="").exclude(phase=None)
    Material.objects.filter(pk__in=whole.values("pk")).update(status="draft")
    for model in (Statement, ReportedFactor):
        model.objects.exclude(pk__in=model.objects.order_by("pk").values("pk")[:20]).update(status="draft")


@pytest.fixture(scope="module")
def stored(few_values) -> None:
    """The work list as the audit of the night leaves it."""
    audit.store(found_all())


def a_value(**columns) -> Measurement:
    """A value of which nothing is missing."""
    rows = Measurement.objects.of("specific_capacity").filter(flags=None, kind="number", measured_in__isnull=False)
    return rows.filter(editors=[], **columns).order_by("pk").first()


def kinds_of(record, found=None) -> dict[str, audit.Found]:
    return {one.kind: one for one in (found or found_all()) if one.public_id == record.public_id}


# ---------------------------------------------------------------- what is found
def test_every_kind_is_found_with_the_field_that_puts_it_right():
    value = a_value()
    value.conditions.filter(key="current_density").delete()
    other = a_value(pk__gt=value.pk)
    Measurement.objects.filter(pk=other.pk).update(measured_in=None, origin="measured")
    other.reports.update(printed_unit="")
    Measurement.objects.filter(pk=other.pk).update(value=None, low=None, high=None)
    doubtful = a_value(pk__gt=other.pk)
    doubtful.reports.update(printed_value="9,000,000")
    flagged = a_value(pk__gt=doubtful.pk)
    Flag.objects.create(measurement=flagged, code="magnitude", severity="suspect", reason="Too large by far.")
    found = found_all()
    assert kinds_of(value, found)["missing_condition"].place == "conditions.current_density.printed"
    assert kinds_of(other, found)["missing_electrolyte"].place == "measured_in"
    assert kinds_of(other, found)["no_number"].place == "reports.0.printed_unit"
    assert kinds_of(doubtful, found)["doubt"].place == "reports.0.printed_value"
    assert kinds_of(flagged, found)["flag"].place.startswith("flags.")


def test_gaps_of_other_records_are_found():
    found = found_all()
    counts = {kind: sum(one.kind == kind for one in found) for kind in audit.KINDS}
    cells = Cell.objects.published().filter(electrolyte=None)
    assert counts["missing_formula"]
    assert counts["unread_source"]
    gaps = {one.public_id for one in found if one.record_type == "cell" and one.kind == "missing_electrolyte"}
    assert gaps <= set(cells.values_list("public_id", flat=True))
    salt = Component.objects.filter(role="salt", amount_printed="", electrolyte__material__status="published").first()
    assert salt is None or any(one.kind == "missing_amount" and one.subject == salt.name for one in found)
    citation = Citation.objects.get(
        document__public_id=next(one.public_id for one in found if one.kind == "unread_source"),
        cited__public_id=next(one.subject for one in found if one.kind == "unread_source"),
    )
    assert (
        not Measurement.objects.published().filter(source=citation.cited, reports__document=citation.document).exists()
    )


def test_two_values_of_one_thing_are_told_apart_from_one_that_stands_twice():
    value = a_value()
    twin = Measurement.objects.get(pk=value.pk)
    twin.pk, twin.public_id = None, ""
    twin.save()
    for part in (*value.reports.all(), *value.conditions.all()):
        part.pk, part.measurement = None, twin
        part.save()
    assert kinds_of(twin)["duplicate_value"].subject == value.public_id
    Measurement.objects.filter(pk=twin.pk).update(value=twin.value * 2, low=twin.low * 2, high=twin.high * 2)
    assert kinds_of(twin)["contradiction"].subject == value.public_id


# ---------------------------------------------------------------- answered once for all
def test_an_answer_is_a_second_person_s_and_of_that_content_alone(stored):
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    value = a_value()
    value.conditions.filter(key="current_density").delete()
    value.refresh_from_db()
    one = kinds_of(value)["missing_condition"]

    def answered(by, **more):
        review.answer_finding(
            value, one.kind, one.subject, by=by, seen=value.revision, content_hash=one.content_hash,
            answer="not_stated", comment="Looked through the supporting information.", **more,
        )  # fmt: skip

    with pytest.raises(review.NotAllowed):
        answered(ada)
    Measurement.objects.filter(pk=value.pk).update(published_editors=[rosalind.pk], published_by=ada)
    value.refresh_from_db()
    with pytest.raises(review.NotAllowed, match="a second person decides"):
        answered(rosalind)
    Measurement.objects.filter(pk=value.pk).update(published_editors=[], published_by=None)
    value.refresh_from_db()
    answered(rosalind)
    with pytest.raises(ValidationError, match="answered already"):
        answered(rosalind)
    row = AnsweredFinding.objects.get()
    assert (row.by, row.answer, row.comment) == (rosalind, "not_stated", "Looked through the supporting information.")
    assert "missing_condition" not in kinds_of(value)
    assert sum(document.answered for document in audit.audit()) == 1
    # another content is another question
    value.reports.update(locator="Table S9")
    assert "missing_condition" in kinds_of(value)


def test_the_command_says_how_many_were_answered(capsys):
    one = next(one for document in audit.audit() for one in document.found if one.kind == "missing_formula")
    record = Material.objects.get(public_id=one.public_id)
    review.answer_finding(
        record, one.kind, one.subject, by=person("rosalind", "reviewer"), seen=record.revision,
        content_hash=one.content_hash, answer="not_stated", comment="No formula is printed.",
    )  # fmt: skip
    call_command("audit_corpus", "--brief")
    told = capsys.readouterr().out
    assert "answered once for all: 1" in told


# ---------------------------------------------------------------- the list
def test_the_list_keeps_when_something_was_first_found(stored):
    then = timezone.now() - timedelta(days=9)
    Finding.objects.update(found_at=then)
    value = a_value()
    value.conditions.filter(key="current_density").delete()
    assert audit.store(found_all()) == 1
    assert Finding.objects.first().public_id == value.public_id  # the newest on top
    assert Finding.objects.exclude(found_at=then).count() == 1
    audit.store([])
    assert not Finding.objects.exists()


def test_a_record_that_changed_is_looked_at_again_before_the_night(stored):
    one = Finding.objects.filter(kind="missing_formula", words__contains="no formula").first()
    record = Material.objects.get(public_id=one.public_id)
    assert work_list.look_again() == 0
    Finding.objects.update(looked_at=timezone.now() - timedelta(hours=1))
    Material.objects.exclude(pk=record.pk).update(revised_at=timezone.now() - timedelta(days=1))
    record.formula = "MgTiO3"
    record.save()
    Material.objects.filter(pk=record.pk).update(revised_at=timezone.now())
    others = Finding.objects.exclude(public_id=record.public_id).count()
    assert work_list.look_again() >= 1
    left = Finding.objects.filter(public_id=record.public_id, kind="missing_formula")
    assert not left.filter(words__contains="no formula").exists()
    assert Finding.objects.exclude(public_id=record.public_id).count() == others


def test_the_audit_of_the_night_makes_the_list():
    job = tasks.submit(Job.Kind.AUDIT_CORPUS, arguments={})
    tasks.run_job.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.status == "succeeded"
    assert Finding.objects.count() == len({one.key for one in found_all()})
    assert "0 answered" in job.message


def test_sources_that_may_be_one_work_are_found_once():
    one = Source.objects.published().exclude(pages="").exclude(year=None).exclude(doi=None).first()
    Source.objects.create(
        title=one.title, year=one.year, volume=one.volume, pages=one.pages, container="J. of Something Else",
        authors=one.authors, status="published",
    )  # fmt: skip
    pairs = {frozenset((found.public_id, found.subject)) for found in found_all() if found.kind == "duplicate_source"}
    assert any(one.public_id in pair for pair in pairs)
