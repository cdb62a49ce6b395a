"""The entry point of the workers: ids in, one call, a sentence out."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pghistory
from celery import Task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.contrib.auth.models import User
from django.db import OperationalError, connection, transaction
from django.db.models import Count
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from mgdb import audit, backups, crossref, ingest, sent_forms
from mgdb.accounts import sign_ins
from mgdb.celery import app
from mgdb.deadlines import Deadline
from mgdb.ingest import tables
from mgdb.lists import LIST_TYPES, export, summaries
from mgdb.models import Measurement, TableUpload
from mgdb.models.jobs import Claim, Job, JobRow, WorkerHeartbeat, claim
from mgdb.plot_input import pictures
from mgdb.projection import changed_rows, filling
from mgdb.review import bulk, mail, problems
from mgdb.search import InvalidQuery

logger = logging.getLogger(__name__)

Outcome = tuple[bool, str, dict[str, Any]]

# Audit and backup of a night are made after this hour (UTC), or later that day by a machine that slept through it.
NIGHT_HOUR = 2
# Audits of so many nights are kept.
AUDITS_KEPT = 60
# A round of making public forms; the next one goes on.
FILLING_SECONDS = 20
# A table of 10⁵ lines is loaded in one transaction of a quarter of an hour, or of several hours on a machine with much
# other work; a piece of its check takes half an hour.
TIME_LIMITS: dict[str, dict[str, Any]] = {
    Job.Kind.CHECK_TABLE: {"soft_time_limit": 3600, "time_limit": 3660},
    Job.Kind.IMPORT_TABLE: {"soft_time_limit": 6 * 3600, "time_limit": 6 * 3600 + 60},
}
# No client of a queue has a deadline for a server that says nothing.
SENDING_SECONDS = 10.0
the_queue = Deadline("queue")
# Lets one process at a time decide whether the audit of the night is still to be made.
AUDIT_LOCK = 0x417564


@transaction.atomic
def submit(
    kind: str,
    *,
    arguments: dict[str, Any],
    content: str = "",
    created_by: User | None = None,
    rows: Iterable[JobRow] = (),
) -> Job:
    """Write a job of `kind` and hand it to a worker once the present transaction is kept. Returns the waiting job.

    `rows` are those of a bulk action. Raises ValidationError for an unknown kind.
    """
    job = Job(kind=kind, arguments=arguments, content=content, created_by=created_by)
    job.full_clean()
    job.save()
    own = list(rows)
    for row in own:
        row.job = job
    JobRow.objects.bulk_create(own, batch_size=2000)
    transaction.on_commit(lambda: enqueue(job))
    return job


def enqueue(job: Job) -> None:
    """Put a message for `job` into the queue. When the queue does not answer the job waits for `requeue_orphans`.

    A message that arrives only when the queue goes on, beside that of `requeue_orphans`, finds the job done or held.
    """
    Job.objects.filter(pk=job.pk).update(enqueued_at=timezone.now())
    if not the_queue.within(SENDING_SECONDS, partial(_send, job.pk, TIME_LIMITS.get(job.kind, {}))):
        logger.warning("Job %s waits in the database, the queue says nothing.", job.pk)


def _send(job_id: int, limits: dict[str, Any]) -> None:
    try:
        run_job.apply_async(kwargs={"job_id": job_id}, **limits)
    except BrokerError as error:
        logger.warning("Job %s waits in the database, the queue does not answer: %s", job_id, error)
    except Exception:  # nobody else would hear of it
        logger.exception("Job %s waits in the database, it could not be sent to the queue.", job_id)


@app.task(bind=True, name="mgdb.tasks.run_job", autoretry_for=(OperationalError,), max_retries=3, retry_backoff=2)
def run_job(self: Task[Any, Any], *, job_id: int) -> str:
    """Do the work of one job, unless another process does or did. The database's absence alone is worth a retry."""
    with claim(job_id) as claimed:
        if isinstance(claimed, str):
            return claimed
        claimed.begin()
        finished = _work(claimed)
    if not finished:  # only now is it nobody's
        enqueue(claimed.job)
        return f"Job {job_id} goes on."
    return f"Job {job_id} {claimed.job.status}: {claimed.job.message}"


def _work(claimed: Claim) -> bool:
    """Do the work of a job that is held; whether it is finished."""
    job = claimed.job
    piecemeal = job.kind in PIECEMEAL and not job.arguments.get("whole")
    kept = "What was done is kept" if piecemeal else "Nothing was kept"
    try:
        with (
            pghistory.context(job=job.pk, user=job.created_by_id),
            nullcontext() if piecemeal else transaction.atomic(),
        ):
            outcome = WORK[job.kind](claimed)
            if outcome is None:
                Job.objects.filter(pk=job.pk).update(attempts=0)
                return False
            good, message, report = outcome
            # In the same transaction: a worker killed now leaves both the work and the outcome, or neither.
            job.finish(Job.Status.SUCCEEDED if good else Job.Status.FAILED, message, report)
    except OperationalError:
        raise
    except SoftTimeLimitExceeded:
        minutes = TIME_LIMITS.get(job.kind, {}).get("soft_time_limit", settings.CELERY_TASK_SOFT_TIME_LIMIT) // 60
        job.finish(Job.Status.FAILED, f"Stopped after {minutes} minutes. {kept}; divide it.")
    except Exception as error:
        # Whatever it was, the curator must see that it ended and the operator the trace, in the worker's log.
        job.finish(Job.Status.FAILED, f"{kept}: {type(error).__name__} (the worker's log has the details).")
        raise
    return True


def import_dataset(claimed: Claim) -> Outcome:
    """Load one dataset file as its sender's drafts and proposals, all or nothing; with `dry_run` only check it."""
    job = claimed.job
    if job.created_by is None:
        return False, "Nothing was loaded: the account that sent the file is gone.", {}
    dry_run = bool(job.arguments.get("dry_run"))
    report = ingest.load(
        {job.arguments["file"]: job.content}, by=job.created_by, dry_run=dry_run, progress=claimed.progress
    )
    details = {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "kept": report.kept,
        "proposed": report.proposed,
        "gone": report.gone,
        "faults": [str(problem) for problem in report.problems],
        "doubts": [str(doubt) for doubt in report.doubts],
        "ids": report.minted,
    }
    if not report.ok:
        return False, f"{len(report.problems)} faults; nothing was loaded.", details
    return True, f"Checked only, nothing was loaded: {report}" if dry_run else str(report), details


def audit_corpus(claimed: Claim) -> Outcome:
    """Look through all published values; what changed since the audit before comes first in the report."""
    began = timezone.now()
    audits, found = audit.look()
    now = audit.as_data(audits)
    before = Job.objects.audits().filter(status=Job.Status.SUCCEEDED).exclude(pk=claimed.job.pk).first()
    changes = audit.changes(before.report["documents"], now) if before else []
    values = Measurement.objects.published().count()
    count = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    new = audit.store(found, looked_at=began)
    answered = sum(document.answered for document in audits)
    since = f"{count} since {before.created_at:%Y-%m-%d %H:%M} UTC" if before else "the first audit"
    report = {"changes": changes, "documents": now, "before": before.pk if before else None}
    told = f"{new} new on the list of what is missing, {answered} answered once for all"
    return True, f"{values} values of {len(now)} documents; {since}; {told}.", report


def export_list(claimed: Claim) -> Outcome:
    """Make the file of a list and keep it with the job."""
    job, asked = claimed.job, claimed.job.arguments
    try:
        list_page = export.list_page_from(LIST_TYPES[asked["list"]], asked["question"])
        content = export.write(list_page, asked["format"], f"{asked['address']}?{asked['question']}", claimed.progress)
    except InvalidQuery as error:
        return False, f"The question cannot be answered any more: {error}", {}
    Job.objects.filter(pk=job.pk).update(result=content)
    return True, f"{list_page.words}; {len(content) / 1e6:.1f} MB.", {"bytes": len(content)}


def bulk_action(claimed: Claim) -> Outcome | None:
    """Take the rows of the job through its action, those that are left; None when time is up before all are done.

    Each row is kept by itself, with its outcome; all or nothing is one transaction.
    """
    job, asked = claimed.job, claimed.job.arguments
    action, whole = bulk.ACTIONS[asked["action"]], bool(asked.get("whole"))
    if job.created_by is None:
        return False, "Nothing was done: the account that asked for it is gone.", {}
    total = job.rows.count()
    taken = total - job.rows.left().count()
    gets_on = False
    until = time.monotonic() + settings.CELERY_TASK_SOFT_TIME_LIMIT / 2

    def stop() -> bool:
        return not whole and time.monotonic() > until

    def progress(done: int, _: int, message: str) -> None:
        nonlocal gets_on
        if not gets_on and not whole:  # what cut it off before was not this job
            Job.objects.filter(pk=job.pk).update(attempts=1)
        gets_on = True
        claimed.progress(taken + done, total, message)

    said = bulk.Said(asked.get("reason", ""), tuple(asked.get("problems", ())))
    for rows in bulk.portions(job, action):
        bulk.run(action, rows, by=job.created_by, said=said, whole=whole, progress=progress, stop=stop)
        taken += len(rows)
        if stop():
            break
    if job.rows.left().exists():
        return None
    counts = dict(job.rows.order_by().values_list("outcome").annotate(count=Count("pk")))
    return JobRow.Outcome.DONE in counts, bulk.counts_in_words(counts, action.done), {}


def look_up(claimed: Claim) -> Outcome:
    """Ask Crossref for the paper of a DOI, or for those that a title may mean; nothing is entered."""
    asked = claimed.job.arguments
    try:
        works = [crossref.work(asked["doi"])] if asked.get("doi") else crossref.search(asked["words"])
    except crossref.CrossrefError as error:
        return False, str(error), {}
    return True, "Found." if len(works) == 1 else f"{len(works)} papers may be meant.", {"works": works}


WORK: dict[str, Callable[[Claim], Outcome | None]] = {
    Job.Kind.IMPORT_DATASET: import_dataset,
    Job.Kind.CHECK_TABLE: lambda claimed: tables.check_for(claimed.job, claimed.progress),
    Job.Kind.IMPORT_TABLE: lambda claimed: tables.load_for(claimed.job, claimed.progress),
    Job.Kind.AUDIT_CORPUS: audit_corpus,
    Job.Kind.EXPORT_LIST: export_list,
    Job.Kind.BULK_ACTION: bulk_action,
    Job.Kind.LOOK_UP: look_up,
}
# Kept step by step, or waiting for another server, for which no transaction stays open; the others are kept as a whole
# or not at all.
PIECEMEAL = {Job.Kind.BULK_ACTION, Job.Kind.CHECK_TABLE, Job.Kind.LOOK_UP}


@app.task(name="mgdb.tasks.requeue_orphans")
def requeue_orphans() -> str:
    """Enqueue again every job that nobody runs and that no message may stand for any longer; beat calls this."""
    orphans = Job.objects.orphaned()
    for job in orphans:
        enqueue(job)
    return f"{len(orphans)} jobs enqueued again."


def night_of(now: datetime) -> datetime:
    """When the night began in which, or since which, it is `now`."""
    return (now - timedelta(hours=NIGHT_HOUR)).replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)


@app.task(name="mgdb.tasks.audit_nightly")
def audit_nightly() -> str:
    """Hand over the audit of the night, unless it was made or waits already; beat calls this every hour.

    Every hour and not once a night: a machine that is asleep at that time makes its audit when it is awake.
    """
    night = night_of(timezone.now())
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AUDIT_LOCK])
        audits = Job.objects.audits()
        if audits.unfinished().exists() or audits.filter(created_at__gte=night).exists():
            return "The audit of this night was made or waits."
        outdated = audits.values_list("pk", flat=True)[AUDITS_KEPT - 1 :]
        Job.objects.filter(pk__in=list(outdated)).delete()
        job = submit(Job.Kind.AUDIT_CORPUS, arguments={})
    return f"Job {job.pk} will audit the records."


@app.task(name="mgdb.tasks.back_up_nightly", soft_time_limit=6 * 3600, time_limit=6 * 3600 + 60)
def back_up_nightly() -> str:
    """Make the backup of the night, unless it was made or is being made; beat calls this every hour, as above."""
    if not settings.BACKUP_DIR:
        return "MGDB_BACKUP_DIR is not set."
    before = backups.newest(settings.BACKUP_DIR)
    if before and before >= night_of(timezone.now()):
        return "The backup of this night was made."
    try:
        made = backups.make(settings.BACKUP_DIR)
    except backups.BackupError as error:
        Job.record(Job.Kind.BACKUP, Job.Status.FAILED, str(error), {})
        raise
    if made is None:
        return "The backup of this night is being made."
    file, contents = made
    gone = backups.prune(settings.BACKUP_DIR)
    told = f"{file.name}: {sum(contents.rows.values())} rows, read back; {len(gone)} outdated ones deleted."
    Job.record(Job.Kind.BACKUP, Job.Status.SUCCEEDED, told, {"rows": sum(contents.rows.values())})
    return told


@app.task(name="mgdb.tasks.refresh_summaries")
def refresh_summaries() -> str:
    """Count again the lists whose records have changed; beat calls this."""
    return f"{summaries.refresh(LIST_TYPES)} lists counted."


@app.task(name="mgdb.tasks.refresh_pictures")
def refresh_pictures() -> str:
    """Draw the small pictures of plots again when values have changed; beat calls this."""
    return f"{pictures.refresh()} pictures made."


@app.task(name="mgdb.tasks.fill_forms")
def fill_forms() -> str:
    """Make what the public reads of records where a change has emptied it; beat calls this."""
    return f"{filling.fill(seconds=FILLING_SECONDS)} public forms made."


@app.task(name="mgdb.tasks.prune_changed_rows")
def prune_changed_rows() -> str:
    """Shorten the log of changed records; beat calls this."""
    return f"{changed_rows.prune()} rows taken out of the log of changes."


@app.task(name="mgdb.tasks.mail_reviews")
def mail_reviews() -> str:
    """Mail what was said and decided in reviews to those whom it concerns, where a server is set; beat calls this."""
    if not settings.MAIL_IS_SENT:
        return "No mail server is set."
    try:
        return f"{mail.send_pending()} mails sent."
    except OSError as error:
        logger.warning("Mail about reviews waits, the server does not take it: %s", error)
        return "The mail server does not answer; tried again later."


@app.task(name="mgdb.tasks.look_again")
def look_again() -> str:
    """Look again at the records on the list of what is missing that have changed; beat calls this."""
    return f"{audit.look_again()} records looked at again."


@app.task(name="mgdb.tasks.forget_sign_ins")
def forget_sign_ins() -> str:
    """Take away what is no longer to be kept of sign-ins and of forms that were sent; beat calls this."""
    return f"{sign_ins.forget()} sign-ins and {sent_forms.forget()} forms forgotten."


@app.task(name="mgdb.tasks.forget_tables")
def forget_tables() -> str:
    """Delete uploaded tables that nobody has used for long; beat calls this."""
    _, counts = TableUpload.objects.expired().delete()
    return f"{counts.get('mgdb.TableUpload', 0)} uploaded tables deleted."


@app.task(name="mgdb.tasks.answer_reporters")
def answer_reporters() -> str:
    """Mail what came of reported problems, and forget addresses that are no longer needed; beat calls this."""
    forgotten = problems.forget_contacts()
    try:
        return f"{problems.tell_contacts()} reporters told, {forgotten} addresses forgotten."
    except OSError as error:
        logger.warning("Answers to reporters wait, the mail server does not take them: %s", error)
        return f"The mail server does not answer; tried again later. {forgotten} addresses forgotten."


@app.task(bind=True, name="mgdb.tasks.heartbeat")
def heartbeat(self: Task[Any, Any]) -> str:
    """Note that this worker works; beat calls this, and each worker when it starts. Names of old workers go."""
    WorkerHeartbeat.objects.gone().delete()
    WorkerHeartbeat.objects.note(str(self.request.hostname), answered=True)
    return f"{self.request.hostname} is alive."
