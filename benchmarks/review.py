"""What 6,000 rows cost on their way to the public: checked, loaded as drafts, handed in, published.

    python -m benchmarks.review [--kind statements | measurements] [--rows 6000]

Writes to the database of DATABASE_URL, which must be a scratch one with the curated records: one invented source, with
as many records of it. Each step runs in a process of its own, as a worker would run it; its CPU time is that of the
process, beside it that of its PostgreSQL backend (which has to run on the same machine), its memory the process's peak
beside that of one that does nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

RESULTS = Path(__file__).with_name("review.json")
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SOURCE = "src-zzzzzz0"
STEPS = ("nothing", "check", "load", "submit", "publish")
FILE = "benchmark-of-review.yaml"


def public_id(prefix: str, number: int) -> str:
    """The id `number` of invented records: mea-zz00001."""
    digits = ""
    for _ in range(5):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return f"{prefix}-zz{digits}"


def statements(count: int) -> Iterator[str]:
    yield "statements:"
    for number in range(count):
        yield f"- id: {public_id('sta', number)}"
        yield f"  document: {SOURCE}"
        yield f"  locator: Section {number % 9 + 1}"
        yield "  topic: class_advantage"
        yield f"  subject: The invented material {number}."
        yield f"  text: Invented sentence number {number} about how it conducts."


def measurements(count: int) -> Iterator[str]:
    """Each with a report and a condition: as many records as make `count` rows."""
    yield "materials:"
    material = public_id("mat", 0)
    yield from (f"- id: {material}", "  name: VS4 invented", f"  source: {SOURCE}", "  roles: [cathode]")
    yield "measurements:"
    for number in range(count // 3):
        yield f"- id: {public_id('mea', number)}"
        yield f"  material: {material}"
        yield "  property: specific_capacity"
        yield f"  source: {SOURCE}"
        yield "  conditions:"
        yield f"    cycle_number: {number % 500 + 1}"
        yield "  reports:"
        yield f"  - document: {SOURCE}"
        yield f"    locator: Table 1, row {number + 1}"
        yield f"    printed_value: {100 + number % 200}"
        yield "    printed_unit: mAh g⁻¹"


def dataset(kind: str, count: int) -> str:
    head = ["mgdb: 1", "sources:", f"- id: {SOURCE}", "  title: An invented paper", "  year: 2024"]
    body = statements(count) if kind == "statements" else measurements(count)
    return "\n".join([*head, *body]) + "\n"


def step(name: str, kind: str, count: int) -> None:
    """Does one step here, and prints what it took."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mgdb.settings"
    import django
    import psutil

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.db import connection

    from mgdb import ingest, tasks
    from mgdb.models import Job, JobRow, Record
    from mgdb.records import SECTIONS

    people = {}
    for user, role in (("benchmark-author", "contributor"), ("benchmark-reviewer", "reviewer")):
        people[role], _ = User.objects.get_or_create(username=user, defaults={"is_staff": True})
        people[role].groups.set([Group.objects.get(name=role)])
    text = dataset(kind, count)
    sent = [0]

    def counting(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        sent[0] += 1
        return execute(sql, params, many, context)

    wall, cpu = time.perf_counter(), time.process_time()
    said = ""
    with connection.execute_wrapper(counting):
        if name in ("check", "load"):
            said = str(ingest.load({FILE: text}, by=people["contributor"], dry_run=name == "check"))
        elif name in ("submit", "publish"):
            status = {"submit": "draft", "publish": "in_review"}[name]
            ids = set(re.findall(r"^- id: (\S+)", text, re.MULTILINE))
            rows = [
                JobRow(record_type=one.name, public_id=key, seen=revision)
                for one in SECTIONS.values()
                if issubclass(one.model, Record)
                for key, revision in one.model._base_manager.filter(public_id__in=ids, status=status)
                .order_by("-pk")  # the wrong order, on purpose
                .values_list("public_id", "revision")
            ]
            tasks.enqueue = lambda job: None  # no worker: this process is it
            by = people["contributor" if name == "submit" else "reviewer"]
            job = tasks.submit(Job.Kind.BULK_ACTION, arguments={"action": name}, created_by=by, rows=rows)
            while not job.is_finished:
                tasks.run_job(job_id=job.pk)
                job.refresh_from_db()
            said = job.message
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0]).cpu_times()
    figures = {
        "wall_s": round(time.perf_counter() - wall, 1),
        "cpu_s": round(time.process_time() - cpu, 1),
        "database_cpu_s": round(backend.user + backend.system, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "statements": sent[0],
        "said": said,
    }
    sys.stdout.write(json.dumps(figures) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=6000)
    parser.add_argument("--kind", choices=("statements", "measurements"), default="statements")
    parser.add_argument("--step", choices=STEPS)
    asked = parser.parse_args()
    if asked.step:
        step(asked.step, asked.kind, asked.rows)
        return
    found = {"rows": asked.rows, "bytes": len(dataset(asked.kind, asked.rows).encode())}
    for name in STEPS:
        command = [sys.executable, "-m", "benchmarks.review", "--step", name, "--kind", asked.kind]
        answer = subprocess.run([*command, "--rows", str(asked.rows)], capture_output=True, text=True, check=True)
        found[name] = json.loads(answer.stdout.splitlines()[-1])
        sys.stdout.write(f"{name} {found[name]}\n")
        sys.stdout.flush()
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps({**kept, f"{asked.rows} {asked.kind}": found}, indent=2) + "\n")


if __name__ == "__main__":
    main()
