"""Steps of many records: in the order that they need, each for itself or all or nothing, none unseen, none twice."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from mgdb import review, tasks
from mgdb.admin import bulk as bulk_pages
from mgdb.models import Citation, Job, JobRow, Material, ReviewNote, Source
from mgdb.records import type_of
from mgdb.review import bulk
from mgdb.review.ordering import in_order
from tests.admin.conftest import person as client_of
from tests.review.people import by_id, person
from tests.servers import brake, standing_still, wait_for
from tests.statements import statements


def draft(model, form, by):
    record = model()
    review.apply(record, form, by_id, by=by)
    return model.objects.get(pk=record.pk)


def paper(by, materials=2, number=1) -> list:
    """A source and `materials` materials of it, of which each was made from the one before; last ones first."""
    source = draft(Source, {"title": f"Paper {number}", "year": 2024}, by)
    found = [source]
    for place in range(materials):
        form = {"name": f"VS4 {place}", "source": source.public_id, "roles": ["cathode"]}
        found.append(draft(Material, form, by))
    return found[::-1]


def rows(*records) -> list[JobRow]:
    return [
        JobRow(record_type=type_of(type(record)).name, public_id=record.public_id, seen=record.revision)
        for record in records
    ]


def fresh(*records):
    return [type(record)._base_manager.get(pk=record.pk) for record in records]


def statuses(*records) -> list[str]:
    return [record.status for record in fresh(*records)]


def handed_in(records, by):
    bulk.run(bulk.ACTIONS["submit"], rows(*records), by=by)
    return fresh(*records)


@pytest.mark.django_db
def test_what_is_referred_to_comes_first_however_it_was_chosen(ada, rosalind):
    records = handed_in(paper(ada), ada)
    done = bulk.run(bulk.ACTIONS["publish"], rows(*records), by=rosalind)
    assert [row.outcome for row in done] == ["done"] * 3
    assert done[0].public_id == records[-1].public_id
    assert set(statuses(*records)) == {"published"}


@pytest.mark.django_db
def test_discarding_goes_the_other_way(ada):
    records = paper(ada)[::-1]
    assert [row.outcome for row in bulk.run(bulk.ACTIONS["discard"], rows(*records), by=ada)] == ["done"] * 3
    assert not Material.objects.filter(pk__in=[record.pk for record in records[1:]]).exists()


@pytest.mark.django_db
def test_each_stands_for_itself_and_what_rests_on_the_refused_is_refused_with_words(ada, rosalind):
    *materials, source = handed_in(paper(ada), ada)
    other, other_source = handed_in(paper(ada, 1, number=2), ada)
    chosen = rows(*materials, source, other, other_source)
    chosen[2].seen -= 1
    done = bulk.run(bulk.ACTIONS["publish"], chosen, by=rosalind)
    words = {row.public_id: row.message for row in done}
    assert "was saved while you had it open" in words[source.public_id]
    assert "publish it first" in words[materials[0].public_id]
    assert statuses(source, *materials) == ["in_review"] * 3
    assert statuses(other, other_source) == ["published"] * 2
    assert bulk.in_words(done, "published") == "2 published, 3 refused."


@pytest.mark.django_db
def test_all_or_nothing_keeps_nothing_where_one_is_refused(ada, rosalind):
    *materials, source = handed_in(paper(ada), ada)
    chosen = rows(source, *materials)
    chosen[1].seen -= 1
    done = bulk.run(bulk.ACTIONS["publish"], chosen, by=rosalind, whole=True)
    assert sorted(row.outcome for row in done) == ["refused", "undone", "undone"]
    assert statuses(source, *materials) == ["in_review"] * 3
    assert not ReviewNote.objects.filter(step="published").exists()
    assert "Nothing is kept: 1 refused, 2 not published" in bulk.in_words(done, "published")
    chosen = rows(*fresh(source, *materials))
    bulk.run(bulk.ACTIONS["publish"], chosen, by=rosalind, whole=True)
    assert statuses(source, *materials) == ["published"] * 3


@pytest.mark.django_db
def test_records_in_a_circle_are_refused_in_words(ada, rosalind):
    first, second = (draft(Source, {"title": f"Paper {number}", "year": 2024}, ada) for number in (1, 2))
    for one, other in ((first, second), (second, first)):
        Citation.objects.create(document=one, key="1", cited=other)
    first, second = handed_in(fresh(first, second), ada)
    done = bulk.run(bulk.ACTIONS["publish"], rows(first, second), by=rosalind)
    assert all("publish it first" in row.message for row in done)


@pytest.mark.django_db
def test_the_order_takes_the_same_number_of_statements_for_few_and_many(ada):
    few, many = paper(ada, 1), paper(ada, 12, number=2)
    counts = []
    for records in (few, many):
        with statements() as sent:
            assert in_order(records)[0] == records[-1]
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_each_record_that_is_published_takes_the_same_few_statements(ada, rosalind):
    counts = []
    for number in (1, 7):
        records = handed_in(paper(ada, number, number=number), ada)
        with statements() as sent:
            bulk.run(bulk.ACTIONS["publish"], rows(*records), by=rosalind)
        counts.append(len(sent))
    assert counts[1] - counts[0] <= 6 * 22


# ------------------------------------------------------------------------------------------------- as jobs and pages
def job_of(action, records, by, **arguments) -> Job:
    return tasks.submit(
        Job.Kind.BULK_ACTION, arguments={"action": action, **arguments}, created_by=by, rows=rows(*records)
    )


@pytest.fixture
def no_queue(monkeypatch):
    sent = []
    monkeypatch.setattr(tasks, "enqueue", sent.append)
    return sent


def test_a_job_whose_worker_is_killed_goes_on_and_does_no_row_twice(committed_db, worker):
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    records = handed_in(paper(ada, 3), ada)
    with brake(committed_db, "mgdb_reviewnote", after=2):
        job = job_of("publish", records, rosalind)
        wait_for(standing_still, "the third record to be in the middle of its transaction")
        worker.kill()
        wait_for(lambda: not job.is_held(), "the lock of the dead to be let go")
    wait_for(lambda: not standing_still(), "the transaction of the dead to end")
    assert sorted(statuses(*records)) == ["in_review", "in_review", "published", "published"]
    late = [record for record in fresh(*records) if record.status == "in_review"][-1]
    review.apply(late, review.to_dict(late) | {"remarks": "later"}, by_id, by=ada, seen=late.revision)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pgmq.q_mgdb SET vt = now()")  # what the visibility timeout does after a minute
    worker.start()
    wait_for(lambda: Job.objects.get(pk=job.pk).is_finished, "the job")
    job.refresh_from_db()
    assert (job.status, job.message) == ("succeeded", "3 published, 1 refused.")
    assert statuses(late) == ["in_review"]
    published = ReviewNote.objects.filter(step="published", public_id__in=[record.public_id for record in records])
    assert published.count() == 3
    assert [record.revision for record in fresh(*records) if record.status == "published"] == [3, 3, 3]
    assert (job.done, job.total) == (4, 4)


def test_a_job_whose_time_is_up_goes_on_in_another_run(committed_db, no_queue, settings):
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    records = handed_in(paper(ada, 1), ada)
    job = job_of("publish", records, rosalind)
    no_queue.clear()
    settings.CELERY_TASK_SOFT_TIME_LIMIT = 0
    assert tasks.run_job(job_id=job.pk) == f"Job {job.pk} goes on."
    assert no_queue == [job]
    assert sorted(statuses(*records)) == ["in_review", "published"]
    assert tasks.run_job(job_id=job.pk).endswith("succeeded: 2 published.")


@pytest.mark.django_db
def test_more_than_a_page_does_itself_is_asked_first_and_becomes_a_job(ada, no_queue, monkeypatch):
    monkeypatch.setattr(bulk_pages, "AT_ONCE", 1)
    monkeypatch.setattr("mgdb.admin.transitions.AT_ONCE", 1)
    materials = handed_in(paper(ada), ada)[:-1]
    reviewer = client_of("rosalind", "reviewer")
    address = reverse("admin:mgdb_material_changelist") + "?status__exact=in_review"
    keys = [record.pk for record in materials]
    asked = reviewer.post(address, {"action": "publish_selected", "_selected_action": keys[:1], "select_across": "1"})
    assert "2 materials" in asked.content.decode()
    sent = {name: asked.context[name] for name in ("selection", "onward")} | {"action": "publish", "whole": "yes"}
    Material.objects.filter(pk=keys[0]).update(remarks="66")
    response = reviewer.post(reverse("admin:bulk"), sent)
    job = Job.objects.get()
    assert response.url == reverse("admin:mgdb_job_change", args=[job.pk])
    assert (job.arguments["whole"], job.created_by.username) == (True, "rosalind")
    assert {row.seen for row in job.rows.all()} == {materials[0].revision}, "as the page showed them"
    job.rows.filter(public_id=materials[0].public_id).update(seen=0)
    bulk.run(bulk.ACTIONS["publish"], job.rows.all(), by=job.created_by)
    report = reviewer.get(response.url).content.decode()
    assert "was saved while you had it open" in report
    assert "publish it first" in report


@pytest.mark.django_db
def test_a_selection_of_somebody_else_or_of_nobody_does_nothing(ada):
    records = handed_in(paper(ada), ada)
    rosalind, grace = client_of("rosalind", "reviewer"), client_of("grace", "reviewer")
    selection = bulk_pages.pack(rows(*records), grace.user)
    for given in (selection, "nonsense", ""):
        response = rosalind.post(reverse("admin:bulk"), {"action": "publish", "selection": given}, follow=True)
        assert "Nothing is done" in response.content.decode()
    grace.post(reverse("admin:bulk"), {"action": "publish", "selection": selection})
    assert set(statuses(*records)) == {"published"}


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["publish_selected", "comment_selected"])
def test_what_no_page_has_shown_is_named_and_nothing_is_done(ada, action):
    second, first, _ = records = handed_in(paper(ada), ada)
    reviewer = client_of("rosalind", "reviewer")
    data = {"action": action, "_selected_action": [first.pk, second.pk], "comment": "Read again."}
    junk = {f"seen-{first.pk}": "-1", f"seen-{second.pk}": "9" * 400}
    said = reviewer.post(reverse("admin:mgdb_material_changelist"), data | junk, follow=True).content.decode()
    assert f"Nothing is done: {first.public_id}: “-1” is not a revision that a page can have shown" in said
    assert f"{second.public_id}: “{'9' * 40}” is not a revision" in said
    assert statuses(*records) == ["in_review"] * 3
    assert not ReviewNote.objects.filter(step="comment").exists()


@pytest.mark.django_db
def test_many_drafts_are_discarded_in_as_many_statements_as_few(ada):
    counts = []
    for number in (2, 12):
        records = paper(ada, number, number=number)[::-1]
        chosen = rows(*records)
        with statements() as sent:
            bulk.run(bulk.ACTIONS["discard"], chosen, by=ada)
        assert {row.outcome for row in chosen} == {"done"}
        assert not Material.objects.filter(pk__in=[record.pk for record in records[1:]]).exists()
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["saved meanwhile", "somebody else’s", "handed in", "referred to", "gone"])
def test_where_one_draft_is_refused_the_others_are_discarded_and_it_is_told(ada, rosalind, case):
    *materials, source = paper(ada)
    chosen = rows(*materials, source)
    last = fresh(materials[-1])[0]
    if case == "saved meanwhile":
        chosen[-2].seen -= 1
    elif case == "somebody else’s":
        review.apply(last, review.to_dict(last) | {"remarks": "theirs"}, by_id, by=rosalind, seen=last.revision)
    elif case == "handed in":
        review.submit(last, by=ada, seen=last.revision)
    elif case == "gone":
        review.discard(last, by=ada, seen=last.revision)
    else:
        pair = {"name": "Another", "source": source.public_id, "roles": ["cathode"]}
        draft(Material, pair, ada)
    found = {row.public_id: row for row in bulk.run(bulk.ACTIONS["discard"], chosen, by=ada)}
    words = {
        "saved meanwhile": "was saved while you had it open",
        "somebody else’s": "Only who alone entered and edited a draft discards it",
        "handed in": "Only a draft is discarded",
        "referred to": "Others refer to it",
        "gone": "It is gone",
    }[case]
    refused = source if case == "referred to" else materials[-1]
    assert words in found[refused.public_id].message
    assert found[materials[0].public_id].outcome == "done"
    assert not Material.objects.filter(pk=materials[0].pk).exists()
    assert (found[source.public_id].outcome == "done") == (case == "gone")


@pytest.mark.parametrize("action", ["submit", "undo"])
def test_a_batch_of_very_many_is_taken_type_by_type(committed_db, no_queue, monkeypatch, action):
    ada = person("ada", "contributor")
    monkeypatch.setattr(bulk, "ORDERED", 3)
    monkeypatch.setattr(bulk, "PORTION", 2)
    records = [one for number in (1, 2) for one in paper(ada, 3, number=number)]
    batch = tasks.submit(Job.Kind.IMPORT_TABLE, arguments={}, created_by=ada, rows=rows(*records))
    if action == "undo":
        bulk.run(bulk.ACTIONS["submit"], rows(*records[:1], records[3]), by=ada)  # one material and its source
    job = tasks.submit(Job.Kind.BULK_ACTION, arguments={"action": action}, created_by=ada)
    assert bulk.add_batch(job, batch, ("draft", "in_review")) == 8
    seen = dict(job.rows.values_list("public_id", "seen"))
    assert seen == {record.public_id: record.revision for record in fresh(*records)}
    assert tasks.run_job(job_id=job.pk).endswith(
        f"succeeded: 8 {'handed in for review' if action == 'submit' else 'taken out again'}."
    )
    if action == "submit":
        assert set(statuses(*records)) == {"in_review"}
    else:
        assert not Source.objects.filter(public_id__in=list(seen)).exists()
    job.refresh_from_db()
    assert (job.done, job.total) == (8, 8)


@pytest.mark.django_db
def test_what_an_import_brought_is_handed_in_and_discarded_as_a_whole(no_queue):
    ada, eve = client_of("ada", "contributor"), client_of("eve", "contributor")
    records = paper(ada.user)
    report = {"created": [record.public_id for record in records], "updated": []}
    job = Job.objects.create(kind="import_dataset", arguments={"file": "a.yaml"}, created_by=ada.user, report=report)
    assert "2 materials, 1 source" in ada.get(reverse("admin:mgdb_job_change", args=[job.pk])).content.decode()
    address = reverse("admin:import_drafts", args=[job.pk])
    assert eve.post(address, {"discard": "yes"}).status_code == 403
    for name, becomes in (("submit", 3), ("discard", 0)):
        asked = ada.post(address, {name: "yes"})
        sent = {key: asked.context[key] for key in ("selection", "onward", "name")}
        ada.post(reverse("admin:bulk"), {**sent, "action": sent["name"]})
        if becomes:
            assert statuses(*records) == ["in_review"] * becomes
            bulk.run(bulk.ACTIONS["send_back"], rows(*fresh(*records)), by=ada.user)
    assert not Source.objects.filter(pk=records[-1].pk).exists()


@pytest.mark.django_db
def test_what_an_import_only_updated_is_not_discarded_with_what_it_created(no_queue):
    ada = client_of("ada", "contributor")
    *created, updated = paper(ada.user)
    report = {"created": [record.public_id for record in created], "updated": [updated.public_id]}
    job = Job.objects.create(kind="import_dataset", arguments={"file": "a.yaml"}, created_by=ada.user, report=report)
    page = ada.get(reverse("admin:mgdb_job_change", args=[job.pk])).content.decode()
    assert "Discard those it created" in page
    address = reverse("admin:import_drafts", args=[job.pk])
    asked = ada.post(address, {"discard": "yes"})
    assert "only updated these drafts, and they stay: 1 source." in asked.content.decode()
    sent = {key: asked.context[key] for key in ("selection", "onward", "name")}
    ada.post(reverse("admin:bulk"), {**sent, "action": sent["name"]})
    assert not Material.objects.filter(pk__in=[record.pk for record in created]).exists()
    assert statuses(updated) == ["draft"]
    assert "Discard" not in ada.get(reverse("admin:mgdb_job_change", args=[job.pk])).content.decode()
    assert ada.post(address, {"discard": "yes"}).status_code == 302
    assert statuses(updated) == ["draft"]
