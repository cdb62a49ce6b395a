"""Imports of invented tables by a real worker: time and memory of check, loading and undoing, at several lengths.

    python -m benchmarks.table_import --postgres PATH [--lines 1000 10000 100000]

Each length has a scratch database on an embedded PostgreSQL in the new folder PATH, and a Celery worker of its own that
gets the three jobs through the queue, as from the pages. Processor time is that of the worker's processes and of their
PostgreSQL backends, memory the largest peak of a process of the worker, beside that of one that has done nothing; both
are told and kept for every 10,000 lines (undoing: records) on the way.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from benchmarks.ground import ROOT, scratch_database
from tools.launcher.postgres import EmbeddedPostgres

RESULTS = Path(__file__).with_name("table_import.json")
SCRATCH = "mgdb_scratch_tables"
LINES_OF_A_PAPER = 20
REPORTED_EVERY = 10_000
HEADS = "Sample,Formula,Ionic conductivity (S cm-1),Temperature (°C),Space group,Family,DOI,note"
FAMILIES = ("garnet", "NASICON", "argyrodite", "a family without a term")


def table(lines: int) -> str:
    """A CSV of so many lines: twenty a paper, each with its specimen; one in a hundred is at fault."""
    found = [HEADS]
    for number in range(lines):
        paper, place = divmod(number, LINES_OF_A_PAPER)
        value = "10-5" if number % 100 == 7 else f"{1 + number % 89 / 10:.1f}E{-(3 + number % 6)}"
        found.append(
            f"sample {place},Li{1 + place % 7}La{1 + place % 3}Zr2O{8 + place % 5},{value},{20 + number % 60},"
            f"Ia-3d,{FAMILIES[number % 4]},10.1234/invented.{paper},{'as printed' if number % 40 == 3 else ''}"
        )
    return "\n".join(found) + "\n"


@contextlib.contextmanager
def worker(environment: dict[str, str], log: Path) -> Iterator[psutil.Process]:
    """A worker with one process for tasks, once it takes them."""
    command = [sys.executable, "-m", "celery", "-A", "mgdb.celery", "worker", "--loglevel", "INFO"]
    command += ["--concurrency", "1", "--without-gossip", "--without-mingle"]
    with open(log, "wb") as out:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=out, stderr=out)
    try:
        while " ready." not in log.read_text():
            if process.poll() is not None:
                raise RuntimeError(log.read_text()[-2000:])
            time.sleep(0.1)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def peak_mb(top: psutil.Process) -> int:
    """The largest peak of resident memory among the processes of a worker."""
    peaks = []
    for process in (top, *top.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess, OSError):
            status = Path(f"/proc/{process.pid}/status").read_text()
            peaks.append(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
    return max(peaks)


def processor_seconds(top: psutil.Process) -> float:
    """Processor time so far of a process and of those below it."""
    total = 0.0
    for process in (top, *top.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def step(lines: int) -> None:
    """Hands a table of so many lines to a worker, here, and prints what its jobs took."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mgdb.settings"
    import django

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.db import connection, transaction

    from mgdb import tasks
    from mgdb.formats.sheets import Choice, open_sheet
    from mgdb.ingest import tables
    from mgdb.models import Job, Measurement, TableUpload
    from mgdb.review import bulk

    def run(kind: str, top: psutil.Process, batch: int = 0, **arguments: Any) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            server = psutil.Process(cursor.fetchone()[0]).parent()
        assert server is not None
        before = processor_seconds(top), processor_seconds(server)
        began = time.perf_counter()
        with transaction.atomic():
            job = tasks.submit(kind, arguments={"upload": upload.pk, **arguments}, created_by=upload.owner)
            if batch:
                bulk.add_batch(job, Job.objects.get(pk=batch), ("draft", "in_review"))
        if not batch:
            TableUpload.objects.filter(pk=upload.pk).update(job=job)
        database, on_the_way = before[1], []
        while not job.is_finished:
            time.sleep(0.5)
            database = max(database, processor_seconds(server))
            job.refresh_from_db()
            if job.done // REPORTED_EVERY > len(on_the_way):
                used = processor_seconds(top) - before[0], database - before[1]
                on_the_way.append([job.done, *(round(seconds, 1) for seconds in used), peak_mb(top)])
                sys.stderr.write(f"{kind}: {job.done} done, {used[0]:.0f} + {used[1]:.0f} s, {peak_mb(top)} MB\n")
        wall = time.perf_counter() - began
        used = processor_seconds(top) - before[0], database - before[1]
        if job.status != Job.Status.SUCCEEDED:
            raise RuntimeError(job.message)
        ms = [round(1000 * seconds / lines, 2) for seconds in used]
        found = {"said": job.message, "wall_s": round(wall, 1), "cpu_ms_a_line": round(sum(ms), 2)}
        found |= {"worker_ms": ms[0], "database_ms": ms[1], "peak_mb": peak_mb(top), "job": job.pk}
        return found | {"done, worker s, database s, peak MB": on_the_way}

    content, name = table(lines).encode(), "invented.csv"
    mapping = tables.guessed(tables.first_lines(open_sheet(content, name, Choice())))
    mapping.common |= {"material.roles": "electrolyte", "ion": "Li+", "method": "eis"}
    owner, _ = User.objects.get_or_create(username="benchmark-importer", defaults={"is_staff": True})
    owner.groups.set([Group.objects.get(name="contributor")])
    upload = TableUpload.objects.create(
        owner=owner,
        name=name,
        content=content,
        size=len(content),
        content_hash=hashlib.sha256(content).hexdigest(),
        mapping=mapping.as_data(),
    )
    with worker(dict(os.environ), Path(os.environ["MGDB_DATA_DIR"]) / "worker.log") as top:
        found: dict[str, Any] = {"idle_mb": peak_mb(top)}
        found["check"] = run(Job.Kind.CHECK_TABLE, top)
        found["load"] = run(Job.Kind.IMPORT_TABLE, top, states=["sound", "doubt"])
        found["values"] = Measurement.objects.count()
        found["undo"] = run(Job.Kind.BULK_ACTION, top, batch=found["load"]["job"], action="undo")
        found["values_left"] = Measurement.objects.count()
    sys.stdout.write(json.dumps(found) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", type=Path)
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--step", type=int)
    asked = parser.parse_args()
    if asked.step:
        step(asked.step)
        return
    if asked.postgres is None:
        parser.error("say in which folder --postgres may make its databases")
    found: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    with EmbeddedPostgres(asked.postgres, durable=False).running() as server:
        for lines in asked.lines:
            environment = scratch_database(server, SCRATCH)
            command = [sys.executable, "-m", "benchmarks.table_import", "--step", str(lines)]
            answer = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
            found[f"{lines} lines"] = json.loads(answer.stdout.splitlines()[-1])
            sys.stdout.write(f"{lines} lines: {json.dumps(found[f'{lines} lines'])}\n")
            sys.stdout.flush()
            RESULTS.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
