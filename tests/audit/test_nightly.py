"""The audit of all documents, each night, and what curators see of it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mgdb import audit, tasks
from mgdb.models import Finding, Flag, Job, Measurement
from tests.servers import TaskWorker, wait_for

# How many values a full reading of each document gives at least.
LEAST = {
    "src-0v1yqt1": 130,  # review of defect engineering
    "src-t2efv74": 75,  # oligolayered V2O5
    "src-71cvx6x": 115,  # faceted anatase
    "src-8fdgerx": 110,  # review of solid electrolytes
    "src-10z6ka8": 100,  # review of frameworks as interphase
}


@pytest.fixture
def curator(db: None) -> Client:
    user = User.objects.create_user("ada", password=None, is_staff=True)
    user.groups.set(Group.objects.filter(name="contributor"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """What an audit finds in the curated records."""
    with django_db_blocker.unblock():
        return audit.as_data(audit.audit())


def at(monkeypatch: pytest.MonkeyPatch, *moment: int) -> None:
    """Let the clock of the tasks stand at `moment` (UTC)."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))


def made(**days_ago: float) -> Job:
    """A finished audit of some time ago."""
    then = timezone.now() - timedelta(**days_ago)
    return Job.objects.create(kind="audit_corpus", status="succeeded", created_at=then, finished_at=then)


# ------------------------------------------------------------------------------------------------ what is found
def test_every_document_is_read_in_full_and_nothing_was_left_unlooked_at(found: dict[str, Any]) -> None:
    assert set(LEAST) <= set(found)
    for key, least in LEAST.items():
        assert found[key]["values"] >= least, found[key]["title"]
        assert sum(found[key]["properties"].values()) == found[key]["values"]
        assert found[key]["lists"]["needed condition that nobody looked for"] == []
        assert found[key]["lists"]["implausible and not flagged"] == []


@pytest.mark.django_db
def test_the_doubts_of_the_documents_are_flagged_with_reasons(found: dict[str, Any]) -> None:
    def flags(*keys: str) -> int:
        return sum(sum(found[key]["flags"].values()) for key in keys)

    assert flags("src-0v1yqt1", "src-t2efv74", "src-71cvx6x") > 30
    assert flags("src-8fdgerx", "src-10z6ka8") >= 25
    assert not Flag.objects.filter(reason="").exists()


@pytest.mark.django_db
def test_two_audits_of_the_same_records_differ_in_nothing(found: dict[str, Any]) -> None:
    assert json.loads(json.dumps(found)) == found
    assert audit.changes(found, audit.as_data(audit.audit())) == []


@pytest.mark.django_db
def test_what_changed_since_is_told_line_by_line(found: dict[str, Any]) -> None:
    before = found
    value = Measurement.objects.of("specific_capacity").filter(flags=None, reports__document__public_id="src-0v1yqt1")[
        0
    ]
    value.reports.update(printed_value="9,000,000")
    broken = audit.as_data(audit.audit())
    [line] = audit.changes(before, broken)
    assert line.startswith(f"new · implausible and not flagged: {value.public_id} ")
    Flag.objects.create(measurement=value, code="magnitude", severity="suspect", reason="too large by far")
    lines = audit.changes(broken, audit.as_data(audit.audit()))
    title = before["src-0v1yqt1"]["title"]
    was = before["src-0v1yqt1"]["flags"].get("suspect: magnitude", 0)
    assert lines == [f"{title}: suspect: magnitude {was} → {was + 1}", line.replace("new", "gone", 1)]


def test_a_document_that_comes_or_goes_is_told(found: dict[str, Any]) -> None:
    now = found
    without = {key: found for key, found in now.items() if key != "src-t2efv74"}
    title, values = now["src-t2efv74"]["title"], now["src-t2efv74"]["values"]
    assert audit.changes(without, now) == [f"{title}: new, {values} values"]
    assert audit.changes(now, without) == [f"{title}: no value is read from it any more"]


# --------------------------------------------------------------------------------------------------- once a night
@pytest.mark.django_db
def test_a_night_has_one_audit_however_often_beat_asks() -> None:
    assert "will audit the records" in tasks.audit_nightly()
    assert tasks.audit_nightly() == "The audit of this night was made or waits."
    assert Job.objects.audits().count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made_at", "asked_at", "due"),
    [
        ((2026, 3, 1, 2, 10), (2026, 3, 2, 1, 10), False),  # not yet night again
        ((2026, 3, 1, 2, 10), (2026, 3, 2, 2, 10), True),
        ((2026, 3, 1, 2, 10), (2026, 3, 2, 15, 10), True),  # the machine slept
        ((2026, 3, 1, 15, 10), (2026, 3, 1, 23, 10), False),
        ((2026, 3, 1, 15, 10), (2026, 3, 2, 2, 10), True),
    ],
)
def test_the_night_begins_at_two(
    made_at: tuple[int, ...], asked_at: tuple[int, ...], due: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, *made_at)
    made()
    at(monkeypatch, *asked_at)
    tasks.audit_nightly()
    assert Job.objects.audits().count() == (2 if due else 1)


@pytest.mark.django_db
def test_audits_of_long_ago_are_thrown_away() -> None:
    nights = [made(days=night) for night in range(1, tasks.AUDITS_KEPT + 3)]
    other = Job.objects.create(kind="import_dataset", status="failed", finished_at=timezone.now())
    tasks.audit_nightly()
    kept = set(Job.objects.values_list("pk", flat=True))
    assert Job.objects.audits().count() == tasks.AUDITS_KEPT
    assert {other.pk, nights[0].pk} <= kept
    assert nights[-1].pk not in kept


def test_beat_the_queue_and_a_worker_audit_the_records(committed_db: str, worker: TaskWorker) -> None:
    def finished(count: int) -> Job | None:
        done = Job.objects.audits().exclude(finished_at=None)
        return done.first() if done.count() == count else None

    tasks.audit_nightly.apply_async()
    first = wait_for(lambda: finished(1), "the audit of the first night")
    assert (first.status, first.report["changes"], first.report["before"]) == ("succeeded", [], None)
    values = Measurement.objects.published().count()
    assert first.message.startswith(f"{values} values of {len(first.report['documents'])} documents; the first audit; ")

    Job.objects.update(created_at=timezone.now() - timedelta(days=1))
    value = Measurement.objects.of("specific_capacity").filter(flags=None).first()
    value.reports.update(printed_value="9,000,000")
    tasks.audit_nightly.apply_async()
    second = wait_for(lambda: finished(2), "the audit of the second night")
    assert second.report["before"] == first.pk
    [change] = second.report["changes"]
    assert value.public_id in change
    assert second.message.startswith(f"{values} values of")
    assert "; 1 change since" in second.message


# ------------------------------------------------------------------------------------------- what curators see
def test_curators_see_the_audit_with_a_way_to_each_record(curator: Client) -> None:
    value = Measurement.objects.of("specific_capacity").filter(flags=None).first()
    value.reports.update(printed_value="9,000,000")
    before = made(days=1)
    report = {
        "changes": ["new · no canonical number: <b>"],
        "documents": audit.as_data(audit.audit()),
        "before": before.pk,
    }
    job = made(days=0)
    job.finish("succeeded", "1 change", report)
    page = curator.get(reverse("admin:mgdb_job_change", args=[job.pk])).content.decode()
    assert "new · no canonical number: &lt;b&gt;" in page
    assert reverse("admin:mgdb_job_change", args=[before.pk]) in page
    assert "Implausible and not flagged: 1" in page
    assert f'href="{reverse("admin:mgdb_measurement_change", args=[value.pk])}"' in page
    jobs = curator.get(reverse("admin:mgdb_job_changelist")).content.decode()
    assert f'<a href="{reverse("admin:mgdb_job_change", args=[job.pk])}">Latest audit</a>' in jobs


def test_an_audit_whose_predecessor_was_thrown_away_is_still_shown(curator: Client) -> None:
    before = made(days=1)
    job = made(days=0)
    job.finish("succeeded", "", {"changes": [], "documents": {}, "before": before.pk})
    before.delete()
    page = curator.get(reverse("admin:mgdb_job_change", args=[job.pk]))
    assert page.status_code == 200
    assert "no audit before this one" in page.content.decode()


@pytest.mark.django_db
def test_the_entrance_tells_no_audit_from_one_that_found_nothing(curator: Client) -> None:
    Finding.objects.all().delete()
    Job.objects.audits().delete()
    assert "No audit has been made yet" in curator.get(reverse("admin:index")).content.decode()
    made(days=1)
    assert "The audit finds nothing" in curator.get(reverse("admin:index")).content.decode()
