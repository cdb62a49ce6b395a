"""The report of a check: what is chosen there, and cells that are corrected."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mgdb import tasks
from mgdb.ingest import tables
from mgdb.models import Job, JobRow
from mgdb.review import bulk
from tests.ingest.test_tables import TABLE, checked, loaded, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(contributor, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)
    more = "".join(f"b{number},Li3N,1e-9,Pnma,family {number},10.1234/b{number},\n" for number in range(12))
    found = uploaded(TABLE.replace("Total", more + "Total"), by=contributor.user)
    found.look = {"lines": [[1, TABLE.splitlines()[0].split(",")]]}
    checked(found)
    return found


def page_of(client, upload, query=""):
    return client.get(f"{reverse('admin:table_check', args=[upload.pk])}{query}").content.decode()


def test_words_without_a_term_are_one_closed_table_with_one_answer_for_all(contributor, upload):
    page = page_of(contributor, upload)
    assert page.count("<select") == 0
    assert page.index('name="load"') < page.index("Words for the structure family")
    assert page.index("What has to be chosen") < page.index('name="load"')
    sent = {"choose": "yes", "default-material-structure_family": "leave out"}
    contributor.post(reverse("admin:table_check", args=[upload.pk]), sent)
    upload.refresh_from_db()
    assert upload.choices == {"default": {"material.structure_family": "leave out"}}
    assert upload.job.kind == Job.Kind.CHECK_TABLE


def test_a_term_is_typed_by_its_label_and_what_is_none_is_refused(contributor, upload):
    page = page_of(contributor, upload)
    field = page.split('aria-label="LISICON means"')[0].rpartition('name="')[2].partition('"')[0]
    address = reverse("admin:table_check", args=[upload.pk])
    answer = contributor.post(address, {"choose": "yes", field: "no such family"}, follow=True)
    assert "“no such family” is not a term of it" in answer.content.decode()
    contributor.post(address, {"choose": "yes", field: "Spinel", "source-0": "leave out"})
    upload.refresh_from_db()
    assert upload.choices["term"] == {"material.structure_family": {"LISICON": "spinel"}}
    assert upload.choices["source"] == {"not known": "leave out"}


def test_cells_of_a_line_are_corrected_where_its_fault_is_told(contributor, upload):
    page = page_of(contributor, upload, "?state=fault&line=6")
    assert 'name="cell-2"' in page
    assert 'value="10-5"' in page
    address = reverse("admin:table_check", args=[upload.pk])
    answer = contributor.post(f"{address}?state=fault", {"correct": "yes", "line": "6", "cell-2": "1e-5"}, follow=True)
    assert "Line 6 is checked again: sound." in answer.content.decode()
    assert answer.redirect_chain[0][0] == f"{address}?state=fault#line-6"
    upload.refresh_from_db()
    assert upload.checked == tables.fingerprint(upload)
    answer = contributor.post(address, {"correct": "yes", "line": "23", "cell-2": "1"}, follow=True)
    assert "Nothing is corrected: " in answer.content.decode()


def test_a_double_click_on_load_begins_one_job(contributor, upload):
    address = reverse("admin:table_check", args=[upload.pk])
    for _ in range(2):
        answer = contributor.post(address, {"load": "yes", "state": ["sound"]}, follow=True)
    [job] = Job.objects.filter(kind=Job.Kind.IMPORT_TABLE)
    assert f"Job {job.pk} works on this table already" in answer.content.decode()


@pytest.mark.parametrize("button", ["undo", "submit"])
def test_a_double_click_on_the_buttons_of_a_batch_begins_one_job(contributor, upload, button):
    loaded(upload, "sound")
    done = Job.objects.get(kind=Job.Kind.IMPORT_TABLE)
    answers = [contributor.post(reverse("admin:table_batch", args=[done.pk]), {button: "yes"}) for _ in range(2)]
    [job] = Job.objects.filter(kind=Job.Kind.BULK_ACTION)
    assert {answer.url for answer in answers} == {reverse("admin:mgdb_job_change", args=[job.pk])}
    assert job.rows.count() == done.rows.count() > 0


def test_the_page_of_an_import_says_what_was_taken_out_again(contributor, upload):
    loaded(upload, "sound")
    job = Job.objects.get(kind=Job.Kind.IMPORT_TABLE)
    rows = [JobRow(record_type=row.record_type, public_id=row.public_id, seen=row.seen) for row in job.rows.all()]
    values = [row for row in rows if row.record_type == "measurement"]
    address = reverse("admin:mgdb_job_change", args=[job.pk])

    def page() -> str:
        return " ".join(contributor.get(address).content.decode().split())

    assert f"Its records now: {len(rows)} draft." in page()
    bulk.run(bulk.ACTIONS["undo"], values[:1], by=contributor.user)
    assert f"1 of the {len(rows)} records that it entered was taken out again." in page()
    bulk.run(bulk.ACTIONS["undo"], rows[::-1], by=contributor.user)
    assert f"Nothing of it is left: what it entered ({len(rows)} records) was taken out again." in page()


def test_nobody_corrects_anothers_table(reviewer, upload):
    sent = {"correct": "yes", "line": "6", "cell-2": "1e-5"}
    assert reviewer.post(reverse("admin:table_check", args=[upload.pk]), sent).status_code in (403, 404)
    upload.refresh_from_db()
    assert "cells" not in upload.choices
