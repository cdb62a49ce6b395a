"""Handing a job over to a queue that hangs, or cannot be asked: it waits in the database, and nobody waits for it."""

from __future__ import annotations

import time
from threading import Event

import pytest

from mgdb import tasks
from mgdb.models.jobs import Job

pytestmark = pytest.mark.django_db


def waiting() -> Job:
    return Job.objects.create(kind=Job.Kind.AUDIT_CORPUS, arguments={})


def test_a_queue_that_says_nothing_holds_nobody_who_saves(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As a broker does whose processes are stopped: it takes the connection, and no answer comes."""
    there = Event()
    jobs, sent = [waiting() for _ in range(3)], []

    def apply_async(kwargs: dict[str, int], **options: object) -> None:
        sent.append(kwargs["job_id"])
        there.wait(60)

    monkeypatch.setattr(tasks.run_job, "apply_async", apply_async)
    monkeypatch.setattr(tasks, "SENDING_SECONDS", 0.1)
    try:
        begun = time.monotonic()
        tasks.enqueue(jobs[0])
        assert time.monotonic() - begun < 30
        monkeypatch.setattr(tasks, "SENDING_SECONDS", 30)
        begun = time.monotonic()
        tasks.enqueue(jobs[1])  # neither waited for nor one more thread
        assert time.monotonic() - begun < 20
        assert sent == [jobs[0].pk]
    finally:
        there.set()
    for job in jobs[:2]:
        assert f"Job {job.pk} waits in the database" in caplog.text
    tasks.the_queue.unanswered[0].join(30)
    tasks.enqueue(jobs[2])
    assert sent == [jobs[0].pk, jobs[2].pk]
    assert f"Job {jobs[2].pk} waits" not in caplog.text


def test_what_cannot_be_sent_is_in_the_log_and_waits(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job = waiting()

    def apply_async(**options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(tasks.run_job, "apply_async", apply_async)
    tasks.enqueue(job)
    assert f"Job {job.pk} waits in the database" in caplog.text
    assert "ZeroDivisionError" in caplog.text
