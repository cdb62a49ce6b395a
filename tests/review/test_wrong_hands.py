"""What people try beside the way that is meant for them: files onto published rows, jobs of others, floods."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from mgdb import ingest, review, tasks
from mgdb.admin.bulk import AT_ONCE, pack
from mgdb.models import ChangeRequest, Job, JobRow, Material, Problem, Source, Statement
from mgdb.models.jobs import Claim
from mgdb.records import SECTIONS
from mgdb.review import bulk
from tests.admin.conftest import person as client_of
from tests.review.people import published_value
from tests.review.test_files_of_people import exported_with

pytestmark = pytest.mark.django_db
NEW = "mgdb: 1\nsources:\n- id: src-2z2z2z2\n  title: A new paper\n  year: 2024\n"


@pytest.fixture(autouse=True)
def no_queue(monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)


def public() -> dict[str, tuple[int, int | None]]:
    """How many published records there are of each type, and all their revisions together."""
    rows = {name: one.model._base_manager.filter(status="published") for name, one in SECTIONS.items()}
    return {name: (own.count(), own.aggregate(total=Sum("revision"))["total"]) for name, own in rows.items()}


def run(job: Job):
    """What the worker makes of `job`; the outcomes of its rows."""
    job = Job.objects.get(pk=job.pk)  # with the account as it is now
    outcome = tasks.WORK[job.kind](Claim(job, connection))
    return outcome, Counter(job.rows.values_list("outcome", flat=True))


def many(user, count=AT_ONCE + 1, status="in_review") -> list[Statement]:
    """So many statements of one paper as `user` might have entered them."""
    document = Source.objects.published().first()
    rows = [
        Statement(
            public_id=f"sta-zz{place:05d}", document=document, locator="p. 1", topic="class_advantage", subject="x",
            text=f"Sentence {place}.", status=status, entered_by=user, editors=[user.pk],
        )
        for place in range(count)
    ]  # fmt: skip
    Statement.objects.bulk_create(rows)
    return list(Statement.objects.filter(pk__in=[row.pk for row in rows]))


def rows_of(records) -> list[JobRow]:
    return [JobRow(record_type="statement", public_id=one.public_id, seen=one.revision) for one in records]


# ---------------------------------------------------------------- a dataset file
def test_a_file_that_changes_published_rows_changes_none(ada):
    record, before = published_value(), public()
    name, text = exported_with(record, "999")
    text = re.sub(r"(?m)^(\s+)(- )?locator: .*", r"\1\2locator: Somewhere else", text, count=3)
    job = Job.objects.create(kind="import_dataset", arguments={"file": name}, content=text, created_by=ada)
    (good, message, report), _ = run(job)
    assert good, message
    assert public() == before
    assert (report["updated"], report["created"]) == ([], [])
    assert len(report["proposed"]) == ChangeRequest.objects.open().filter(author=ada).count() > 1


@pytest.mark.parametrize("line", ["status: published", "revision: 9", "entered_by: 1", "self_reviewed: true"])
def test_a_file_says_nothing_of_its_own_review(ada, line):
    report = ingest.load({"mine.yaml": f"{NEW}  {line}\n"}, by=ada)
    assert [problem.field for problem in report.problems] == [line.partition(":")[0]]
    assert not Source.objects.filter(public_id="src-2z2z2z2").exists()


def test_a_file_of_a_person_merges_nothing(ada):
    one, other = Source.objects.published().order_by("pk")[:2]
    before = public()
    text = f"mgdb: 1\nsources:\n- id: {one.public_id}\n  title: {one.title!r}\n  merged_ids: [{other.public_id}]\n"
    ingest.load({"mine.yaml": text}, by=ada)
    assert public() == before
    for request in ChangeRequest.objects.all():
        assert request.form.get("merged_ids", []) == one.merged_ids


@pytest.mark.parametrize("change", ["deactivated", "without a role"])
def test_who_lost_the_right_meanwhile_has_nothing_imported_or_done(ada, rosalind, change):
    records, before = many(ada), public()
    jobs = [
        Job.objects.create(kind="import_dataset", arguments={"file": "new.yaml"}, content=NEW, created_by=rosalind),
        tasks.submit(
            Job.Kind.BULK_ACTION, arguments={"action": "publish"}, created_by=rosalind, rows=rows_of(records[:3])
        ),
    ]
    if change == "deactivated":
        type(rosalind).objects.filter(pk=rosalind.pk).update(is_active=False)
    else:
        rosalind.groups.clear()
    (good, _, report), _ = run(jobs[0])
    assert not good
    assert "rosalind may not do this" in report["faults"][0]
    (good, _, _), outcomes = run(jobs[1])
    assert not good
    assert outcomes == {"refused": 3}
    assert public() == before
    assert not Source.objects.filter(public_id="src-2z2z2z2").exists()


def test_an_operators_file_is_not_held_up_by_whoever_imported_it_before(ada):
    assert ingest.load({"new.yaml": NEW}, by=ada).created == ["src-2z2z2z2"]
    report = ingest.load({"new.yaml": NEW}, by=review.OPERATOR)
    assert report.kept == ["src-2z2z2z2"], "a draft stands in its place"
    more = f"{NEW}- id: src-2z2z2z3\n  title: Another paper\n  year: 2024\n"
    assert ingest.load({"new.yaml": more}, by=review.OPERATOR).created == ["src-2z2z2z3"]
    assert sorted(Source.objects.filter(title__endswith=" paper", year=2024).values_list("public_id", "status")) == [
        ("src-2z2z2z2", "draft"),
        ("src-2z2z2z3", "published"),
    ]


# ---------------------------------------------------------------- jobs
def test_a_contributor_s_job_publishes_nothing_whatever_page_it_was_made_from(ada):
    eve = client_of("eve", "contributor")
    before, chosen = public(), rows_of(many(ada))
    for action in ("publish", "accept"):
        answer = eve.post(reverse("admin:bulk"), {"action": action, "selection": pack(chosen, eve.user)})
        job = Job.objects.latest("pk")
        assert answer.url == reverse("admin:mgdb_job_change", args=[job.pk])
        (good, _, _), outcomes = run(job)
        assert (good, outcomes) == (False, {"refused": len(chosen)})
        assert "it is a reviewer’s task" in job.rows.first().message
    assert public() == before


def test_a_whole_paper_leaves_out_what_its_reviewer_wrote(ada, rosalind):
    records = many(ada, 4)
    Statement.objects.filter(pk__in=[one.pk for one in records[:2]]).update(editors=[ada.pk, rosalind.pk])
    chosen = Statement.objects.filter(pk__in=[one.pk for one in records])
    job = tasks.submit(Job.Kind.BULK_ACTION, arguments={"action": "accept"}, created_by=rosalind, rows=rows_of(chosen))
    (good, _, _), outcomes = run(job)
    assert (good, outcomes) == (True, {"refused": 2, "done": 2})
    assert "a second person decides" in job.rows.filter(outcome="refused").first().message


def test_the_desk_is_closed_to_contributors_and_strangers_and_takes_no_selection_of_another(ada, rosalind):
    records = many(ada, 3)
    reviewer, eve = Client(), client_of("eve", "contributor")
    reviewer.force_login(rosalind)
    address = reverse("admin:review_paper", args=[records[0].document.public_id])
    selection = reviewer.get(address).context["selection"]
    for client, status in ((eve, 403), (Client(), 302)):
        for data in ({"accept_all": "1", "selection": selection}, {"accept": "1", "item": selection}):
            assert client.post(address, data).status_code == status
    emmy = client_of("emmy", "reviewer")
    said = emmy.post(address, {"accept_all": "1", "selection": selection}, follow=True).content.decode()
    assert "Nothing is done" in said
    assert not Job.objects.exists()
    assert set(Statement.objects.filter(pk__in=[one.pk for one in records]).values_list("status", flat=True)) == {
        "in_review"
    }


def test_a_job_that_discards_or_hands_in_takes_no_draft_of_another(ada):
    records = many(ada, 3, status="draft")
    eve = client_of("eve", "contributor")
    done = bulk.run(bulk.ACTIONS["discard"], rows_of(records), by=eve.user)
    assert {row.outcome for row in done} == {"refused"}
    assert Statement.objects.filter(pk__in=[one.pk for one in records], status="draft").count() == 3


# ---------------------------------------------------------------- a flood of problems
def test_a_flood_by_every_door_ends_at_the_limits_and_changes_no_page_but_a_count(settings):
    settings.PROBLEMS_PER_HOUR, record = 7, Material.objects.published().first()
    before, codes = public(), Counter()
    for number in range(30):
        body = {
            "record": record.public_id,
            "revision": record.revision,
            "kind": "other",
            "text": f"Buy pills {number}!",
        }
        spoofed = {"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"}
        answer = Client(REMOTE_ADDR=f"198.51.{number % 3}.7").post(
            "/api/v1/problems/", body, content_type="application/json", headers=spoofed
        )
        codes[answer.status_code] += 1
    assert codes == {201: 7, 429: 23}
    assert Problem.objects.count() == 7
    assert public() == before
    page = Client().get(reverse("material", args=[record.public_id])).content.decode()
    assert "Reported problems: 7 open" in page
    assert "pills" not in page
