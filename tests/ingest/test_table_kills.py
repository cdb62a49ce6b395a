"""A worker that is killed in the middle of a table: nothing half-written, the job taken up again, one effect."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mgdb import tasks
from mgdb.models import Job, JobRow, Material, Measurement, Source, TableLine
from tests.servers import TaskWorker, brake, standing_still, wait_for

from .test_tables import uploaded

LINES = 450  # more than two chunks
MANY = 600  # lines of a table that is undone
HEADS = "Sample,Formula,Ionic conductivity (S cm-1),DOI\n"


def table(lines: int = LINES) -> str:
    return HEADS + "".join(f"s{n},Li3N,{1 + n / 1000}e-4,10.1234/killed.{n // 10}\n" for n in range(lines))


def written() -> tuple[int, int, int, int]:
    mine = {"doi__startswith": "10.1234/killed."}
    of_mine = {"source__doi__startswith": "10.1234/killed."}
    return (
        Source.objects.filter(**mine).count(),
        Material.objects.filter(**of_mine).count(),
        Measurement.objects.filter(**of_mine).count(),
        JobRow.objects.filter(job__kind=Job.Kind.IMPORT_TABLE).count(),
    )


def finished(job: Job) -> bool:
    job.refresh_from_db()
    return job.is_finished


def hand_over(upload, kind: str, **arguments) -> Job:
    job = tasks.submit(kind, arguments={"upload": upload.pk, **arguments}, created_by=upload.owner)
    upload.job = job
    upload.save(update_fields=["job"])
    return job


@pytest.mark.parametrize("while_doing", ["load", pytest.param("check", marks=pytest.mark.long)])
def test_a_killed_worker_leaves_nothing_of_a_table_and_its_job_is_done_once(
    worker: TaskWorker, committed_db: str, while_doing: str
) -> None:
    upload = uploaded(table())
    if while_doing == "load":
        check = hand_over(upload, Job.Kind.CHECK_TABLE)
        wait_for(lambda: finished(check), "the check")
        assert upload.lines.filter(state=TableLine.State.SOUND).count() == LINES
    kind, braked = {
        "load": (Job.Kind.IMPORT_TABLE, "mgdb_jobrow"),
        "check": (Job.Kind.CHECK_TABLE, "mgdb_tableline"),
    }[while_doing]
    with brake(committed_db, braked, after=300):
        job = hand_over(upload, kind, **({"states": ["sound"]} if while_doing == "load" else {}))
        wait_for(standing_still, "the job to be in the middle of its transaction")
        worker.kill()
        wait_for(lambda: not job.is_held(), "the lock of the dead to be let go")
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("running", 1)
    assert written() == (0, 0, 0, 0)
    assert upload.lines.count() == (LINES if while_doing == "load" else 0)
    assert tasks.requeue_orphans() == "1 jobs enqueued again."
    worker.start()
    wait_for(lambda: finished(job), "the job")
    assert (job.status, job.attempts) == ("succeeded", 2), job.message
    if while_doing == "check":
        assert upload.lines.filter(state=TableLine.State.SOUND).count() == LINES
        assert written() == (0, 0, 0, 0)
        return
    records = (LINES // 10, LINES, LINES)
    assert written() == (*records, sum(records))
    assert job.report["counts"] == {"source": records[0], "material": records[1], "measurement": records[2]}


@pytest.mark.long
def test_a_table_of_six_hundred_rows_is_undone_with_one_click_whatever_is_killed(
    worker: TaskWorker, committed_db: str
) -> None:
    upload = uploaded(table(MANY))
    for kind, more in ((Job.Kind.CHECK_TABLE, {}), (Job.Kind.IMPORT_TABLE, {"states": ["sound"]})):
        job = hand_over(upload, kind, **more)
        wait_for(lambda job=job: finished(job), f"{kind}", seconds=300)
    records = MANY // 10 + 2 * MANY
    assert sum(written()) == 2 * records
    client = Client()
    client.force_login(upload.owner)
    with brake(committed_db, "mgdb_material", after=200, of="DELETE"):
        answers = {
            client.post(reverse("admin:table_batch", args=[job.pk]), {"undo": "yes"}).headers["Location"]
            for _ in range(2)
        }
        undo = Job.objects.get(kind=Job.Kind.BULK_ACTION)
        assert answers == {reverse("admin:mgdb_job_change", args=[undo.pk])}
        wait_for(standing_still, "the undoing to be in the middle", seconds=300)
        worker.kill()
        wait_for(lambda: not undo.is_held(), "the lock of the dead to be let go")
    wait_for(lambda: not standing_still(), "the transaction of the dead to end")
    tasks.requeue_orphans()
    worker.start()
    wait_for(lambda: finished(undo), "the undoing", seconds=300)
    assert (undo.status, undo.done, undo.total) == ("succeeded", records, records), undo.message
    assert written()[:3] == (0, 0, 0)
