"""What a dataset file may change, by whom, and what it never reverts."""

from __future__ import annotations

import re

import pytest

from mgdb import ingest, review
from mgdb.models import ChangeRequest, Flag, Material, Measurement, Source
from mgdb.review import change_requests
from mgdb.review.readings import form_of
from tests.review.people import entered, proposed, published_value

pytestmark = pytest.mark.django_db


def exported_with(record: Measurement, printed: str) -> tuple[str, str]:
    """The file that holds `record`, with another print in its first report."""
    texts = ingest.export()
    name = next(name for name, text in texts.items() if f"- id: {record.public_id}" in text)
    head, tail = texts[name].split(f"- id: {record.public_id}", 1)
    tail = re.sub(r"printed_value: .*", f"printed_value: {printed}", tail, count=1)
    return name, f"{head}- id: {record.public_id}{tail}"


def test_a_persons_file_with_one_value_changed_becomes_one_change_request(ada):
    record = published_value()
    value, readings = record.value, record.readings
    flag = Flag.objects.create(measurement=record, code="other", severity="note", reason="A colleague’s doubt.")
    name, text = exported_with(record, "999")
    report = ingest.load({name: text}, by=ada)
    assert (report.ok, report.updated, report.created, report.proposed) == (True, [], [], [record.public_id])
    record.refresh_from_db()
    assert (record.value, record.readings) == (value, readings)
    assert Flag.objects.filter(pk=flag.pk).exists()
    request = ChangeRequest.objects.get()
    assert (request.author, request.form["reports"][0]["printed_value"]) == (ada, "999")
    again = ingest.load({name: text}, by=ada)
    assert (again.proposed, ChangeRequest.objects.count()) == ([], 1)


def test_a_persons_file_cannot_raise_the_readings(ada):
    record = published_value()
    name, text = exported_with(record, "999")
    head, tail = text.split(f"- id: {record.public_id}", 1)
    text = f"{head}- id: {record.public_id}{tail.replace(f'readings: {record.readings}', 'readings: 7', 1)}"
    report = ingest.load({name: text}, by=ada)
    assert [problem.field for problem in report.problems] == ["readings"]
    assert "not typed" in report.problems[0].reason


def test_an_import_changes_own_drafts_and_proposes_changes_of_others(ada, grace):
    text = "mgdb: 1\nsources:\n- id: src-2z2z2z2\n  title: A new paper\n  year: 2024\n"
    assert ingest.load({"new.yaml": text}, by=ada).created == ["src-2z2z2z2"]
    changed = text.replace("2024", "2023")
    assert ingest.load({"new.yaml": changed}, by=ada).updated == ["src-2z2z2z2"]
    report = ingest.load({"new.yaml": text.replace("2024", "2022")}, by=grace)
    assert (report.updated, report.proposed) == ([], ["src-2z2z2z2"])
    assert Source.objects.get(public_id="src-2z2z2z2").year == 2023


def test_what_was_accepted_is_not_reverted_by_the_operators_file_and_curators_are_asked(ada, rosalind):
    record = published_value()
    name, text = exported_with(record, "998")
    change_requests.accept(proposed(record, ada, "999"), by=rosalind, seen=record.revision)
    report = ingest.load({name: text}, by=review.OPERATOR)
    assert (report.ok, report.kept, report.updated) == (True, [record.public_id], [])
    assert record.reports.first().printed_value == "999"
    asked = ChangeRequest.objects.open().get()
    assert (asked.author, asked.form["reports"][0]["printed_value"]) == (None, "998")
    assert ingest.load({name: text + "\n"}, by=review.OPERATOR).ok
    assert ChangeRequest.objects.open().count() == 1


def test_what_a_form_brought_is_not_overwritten_by_a_file_that_brings_the_same_id(ada):
    record = entered(ada)
    form = form_of(record)
    text = (
        f"mgdb: 1\nmaterials:\n- id: {record.public_id}\n  name: Another name\n  source: {form['source']}\n"
        "  roles: [cathode]\n  readings: 1\n"
    )
    report = ingest.load({"late.yaml": text}, by=review.OPERATOR)
    assert (report.kept, report.updated) == ([record.public_id], [])
    assert Material.objects.get(pk=record.pk).name == "VS4 on foam"
