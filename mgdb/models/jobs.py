"""Work that a curator hands over and comes back to: what was asked, how far it is, what came of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

# First half of the advisory lock's number; the second is the job's id.
JOB_LOCK = 0x4A6F62
# A waiting job is in the queue; one that is this old has perhaps fallen out of it.
ENQUEUED_LONG_AGO = timedelta(seconds=20)
# A job whose worker died this often is what kills workers.
MOST_ATTEMPTS = 5
# Two heartbeats may be lost before a worker counts as gone.
HEARTBEAT_SILENCE = timedelta(seconds=100)
# Then its name is forgotten: of a container that was replaced, of a machine that is no more.
WORKER_GONE = timedelta(days=1)
PROGRESS_SECONDS = 0.25
MESSAGE_LENGTH = 1000
# So many upgrades, and backups, are remembered.
RECORDS_KEPT = 60


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about work."""

    def unfinished(self) -> Self:
        """Waiting or running."""
        return self.filter(status__in=(Job.Status.WAITING, Job.Status.RUNNING))

    def orphaned(self) -> list[Job]:
        """Jobs that nobody will finish: begun by a worker that is gone, or waiting so long that the queue lost them."""
        long_ago = timezone.now() - ENQUEUED_LONG_AGO
        left = self.unfinished().filter(Q(status=Job.Status.RUNNING) | Q(enqueued_at__lt=long_ago)).order_by("pk")
        return [job for job in left if not job.is_held()]

    def of_operations(self) -> Self:
        """The latest upgrade and the latest backup."""
        kinds = (Job.Kind.UPGRADE, Job.Kind.BACKUP)
        return self.filter(kind__in=kinds).order_by("kind", "-created_at", "-pk").distinct("kind")

    def audits(self) -> Self:
        """Audits of the records, the latest first."""
        return self.filter(kind=Job.Kind.AUDIT_CORPUS).order_by("-created_at", "-pk")


class Job(models.Model):
    """One piece of work for a Celery worker. The row, not the message in the queue, is what counts.

    Who runs it holds an advisory lock on a database connection of its own: the lock goes when that process dies,
    however it dies, and a message delivered twice finds the lock taken or the job finished.
    """

    class Kind(models.TextChoices):
        IMPORT_DATASET = "import_dataset", "import a dataset file"
        CHECK_TABLE = "check_table", "check a table"
        IMPORT_TABLE = "import_table", "import a table"
        EXPORT_LIST = "export_list", "save a list as a file"
        AUDIT_CORPUS = "audit_corpus", "nightly audit of the records"
        BULK_ACTION = "bulk_action", "action on records"
        LOOK_UP = "look_up", "look up a paper"
        # Not handed to a worker: what `prepare` and the nightly backup leave behind to be read.
        UPGRADE = "upgrade", "upgrade"
        BACKUP = "backup", "nightly backup"

    class Status(models.TextChoices):
        WAITING = "waiting", "waiting"
        RUNNING = "running", "running"
        SUCCEEDED = "succeeded", "succeeded"
        FAILED = "failed", "failed"

    kind = models.CharField(max_length=40, choices=Kind)
    arguments = models.JSONField(default=dict, blank=True, help_text="What the work was asked for with.")
    content = models.TextField(
        blank=True, editable=False, help_text="The uploaded text, kept until the job is deleted."
    )
    result = models.BinaryField(null=True, blank=True, editable=False, help_text="The file that was made.")
    status = models.CharField(max_length=20, choices=Status, default=Status.WAITING, db_index=True, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    message = models.CharField(max_length=MESSAGE_LENGTH, blank=True, editable=False)
    report = models.JSONField(default=dict, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    enqueued_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=("succeeded", "failed"), finished_at__isnull=False)
                | Q(status__in=("waiting", "running"), finished_at__isnull=True),
                name="job_finished_has_a_time",
            ),
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="job_done_within_total"),
        ]

    def __str__(self) -> str:
        title = self.arguments.get("title") or f"{self.get_kind_display()} {self.arguments.get('file', '')}"
        return str(title).strip()

    @classmethod
    def record(cls, kind: str, status: str, message: str, report: dict[str, Any]) -> Job:
        """Write down what was done without a worker being asked, in place of the oldest such rows."""
        outdated = cls.objects.filter(kind=kind).values_list("pk", flat=True)[RECORDS_KEPT - 1 :]
        cls.objects.filter(pk__in=list(outdated)).delete()
        now = timezone.now()
        return cls.objects.create(
            kind=kind, status=status, message=message[:MESSAGE_LENGTH], report=report, started_at=now, finished_at=now
        )

    @property
    def is_finished(self) -> bool:
        return self.status in (self.Status.SUCCEEDED, self.Status.FAILED)

    @property
    def percent(self) -> int | None:
        """How much is done, in per cent; None before that is known."""
        return 100 * self.done // self.total if self.total else None

    def is_held(self) -> bool:
        """Whether some process runs this job at this moment."""
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            # Advisory locks with two 32-bit halves show them as classid and objid, with objsubid 2.
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 "
                "AND classid = %s AND objid = %s "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
                [JOB_LOCK, self.pk],
            )
            return bool(cursor.fetchone()[0])

    def finish(self, status: str, message: str, report: dict[str, Any] | None = None) -> None:
        """Note the outcome. In the transaction of the work itself, so that both are kept or neither."""
        self.status = status
        self.message = message[:MESSAGE_LENGTH]
        self.report = report or {}
        self.finished_at = timezone.now()
        # update() and not save(): somebody may have deleted the job meanwhile.
        fields = {name: getattr(self, name) for name in ("status", "message", "report", "finished_at")}
        Job.objects.filter(pk=self.pk).update(**fields)


class JobRowQuerySet(models.QuerySet["JobRow"]):
    """Questions about the rows of a bulk action."""

    def left(self) -> Self:
        """Those that nobody has tried yet."""
        return self.filter(outcome=JobRow.Outcome.WAITING)


class JobRow(models.Model):
    """One record of a bulk action, or one change request: as it was seen when the action was confirmed, and what became
    of it.

    The outcome is written in the transaction of the step itself: a job that is taken up again does no row twice.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", "waiting"
        DONE = "done", "done"
        REFUSED = "refused", "refused"
        UNDONE = "undone", "not kept, as others were refused"

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="rows")
    record_type = models.CharField(max_length=40, help_text="The name of the record type: measurement.")
    public_id = models.CharField("record", max_length=16)
    request = models.ForeignKey(
        "ChangeRequest", on_delete=models.CASCADE, null=True, blank=True, related_name="+", editable=False
    )
    seen = models.PositiveIntegerField(null=True, help_text="The revision that was seen.")
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.WAITING)
    message = models.TextField(blank=True)

    objects = JobRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["job", "public_id", "request"], name="job_row_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.get_outcome_display()}"


class Claim:
    """A job that this process holds, and the connection on which it reports progress.

    A connection of its own, in autocommit: the work's transaction is open meanwhile and would hide what it writes.
    """

    def __init__(self, job: Job, connection: BaseDatabaseWrapper) -> None:
        self.job = job
        self._connection = connection
        self._reported = 0.0

    def begin(self) -> None:
        """Count the attempt and show the job as running."""
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE mgdb_job SET status = %s, attempts = attempts + 1, started_at = now(), done = 0, total = 0, "
                "message = '' WHERE id = %s",
                [Job.Status.RUNNING, self.job.pk],
            )
        self.job.refresh_from_db()

    def progress(self, done: int, total: int, message: str) -> None:
        """Show that `done` of `total` steps are done; at most four times a second reach the database."""
        now = time.monotonic()
        if done < total and now - self._reported < PROGRESS_SECONDS:
            return
        self._reported = now
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE mgdb_job SET done = %s, total = %s, message = %s WHERE id = %s",
                [done, total, message[:1000], self.job.pk],
            )


@contextmanager
def claim(job_id: int) -> Iterator[Claim | str]:
    """Hold job `job_id` for the length of the with-block, or say in one sentence why there is nothing to do."""
    connection = connections[DEFAULT_DB_ALIAS].copy()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [JOB_LOCK, job_id])
            held = cursor.fetchone()[0]
        # Read only behind the lock: before it, the state is that of a moment ago.
        job = Job.objects.filter(pk=job_id).first() if held else None
        if not held:
            yield f"Job {job_id} runs in another process."
        elif job is None:
            yield f"Job {job_id} is gone."
        elif job.is_finished:
            yield f"Job {job_id} has finished before."
        elif job.attempts >= MOST_ATTEMPTS:
            message = f"Given up: {job.attempts} times the worker ended before the job did."
            job.finish(Job.Status.FAILED, message)
            yield f"Job {job_id}: {message}"
        else:
            yield Claim(job, connection)
    finally:
        connection.close()  # Lets go of the lock.


class WorkerHeartbeatQuerySet(models.QuerySet["WorkerHeartbeat"]):
    """Who is alive."""

    def alive(self) -> Self:
        """Those that gave a sign of life."""
        return self.filter(seen_at__gte=Now() - HEARTBEAT_SILENCE)

    def answering(self) -> Self:
        """Those that did what beat had sent through the queue."""
        return self.filter(answered_at__gte=Now() - HEARTBEAT_SILENCE)

    def gone(self) -> Self:
        """Those that have been silent for so long that they are no more."""
        return self.filter(seen_at__lt=Now() - WORKER_GONE)

    def note(self, worker: str, *, answered: bool = False) -> None:
        """A sign of life of `worker`, by the clock of the database: those of machines differ."""
        names = ["seen_at", "answered_at"] if answered else ["seen_at"]
        beat = WorkerHeartbeat(worker=worker, **dict.fromkeys(names, Now()))
        self.bulk_create([beat], update_conflicts=True, unique_fields=["worker"], update_fields=names)


class WorkerHeartbeat(models.Model):
    """When a worker last gave a sign of life by itself, and when it last did the little task that beat sends every half
    minute: then queue, beat and worker all work."""

    worker = models.CharField(max_length=200, unique=True)
    seen_at = models.DateTimeField(default=timezone.now, help_text="When it last was connected to the queue.")
    answered_at = models.DateTimeField(null=True, help_text="When it last did a heartbeat that beat had sent.")

    objects = WorkerHeartbeatQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.worker
