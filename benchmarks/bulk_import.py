"""Loading of files with invented measurements and their public forms: time, memory and disk, at two lengths in one run.

    python -m benchmarks.bulk_import --postgres PATH [--rows 10000 100000]

A scratch database is made for each length on an embedded PostgreSQL in the new folder PATH; a row is a measurement, a
report or a condition. Each length is a process of its own, in which the operator's loader loads and public forms are
filled, as `load_dataset` does; then they are compared (`check_data`) and recomputed (`rebuild`).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.ground import ROOT, scratch_database
from benchmarks.review import SOURCE, dataset, public_id
from tools.launcher.postgres import EmbeddedPostgres

RESULTS = Path(__file__).with_name("bulk_import.json")
ROWS_OF_A_FILE = 15_000
SCRATCH = "mgdb_scratch_import"
SIZE = "SELECT pg_database_size(current_database())"


def files(rows: int) -> Iterator[tuple[str, str]]:
    """Name and text of each file; ids differ between files."""
    for number, start in enumerate(range(0, rows, ROWS_OF_A_FILE)):
        text = dataset("measurements", min(ROWS_OF_A_FILE, rows - start))
        for prefix in ("mea", "mat"):
            text = text.replace(f"{prefix}-zz", f"{prefix}-z{number}")
        text = text.replace(SOURCE, public_id("src", number)).replace("An invented paper", f"Invented paper {number}")
        yield f"invented-{number}.yaml", text


def step(rows: int) -> None:
    """Loads so many rows here, and prints what it took."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mgdb.settings"
    import django
    import psutil

    django.setup()
    from django.db import connection

    from mgdb import ingest, review
    from mgdb.projection import checking, filling

    def ask(sql: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return int(cursor.fetchone()[0])

    backend = psutil.Process(ask("SELECT pg_backend_pid()"))

    def timed(count: int, work: Callable[[], object]) -> dict[str, object]:
        """What `work` took; processor time also for each of `count`."""
        before = backend.cpu_times()
        wall, cpu = time.perf_counter(), time.process_time()
        said = work()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        after = backend.cpu_times()
        database = after.user + after.system - before.user - before.system
        return {
            "said": str(said),
            "wall_s": round(wall, 1),
            "cpu_s": round(cpu, 1),
            "database_cpu_s": round(database, 1),
            "cpu_ms_each": round(1000 * (cpu + database) / count, 2),
        }

    texts = dict(files(rows))
    idle, empty = peak_mb(), ask(SIZE)
    found: dict[str, object] = {"load, a row": timed(rows, lambda: ingest.load(texts, by=review.OPERATOR))}
    loaded = ask(SIZE)
    forms = ask("SELECT count(*) FROM mgdb_publicform")
    found["fill, a form"] = timed(forms, filling.fill)
    found |= {"idle_mb": idle, "peak_mb": peak_mb(), "forms": forms}
    found |= {"disk_bytes_a_row": (loaded - empty) // rows, "disk_bytes_a_form": (ask(SIZE) - loaded) // forms}
    found["check_data, a form"] = timed(forms, checking.check)
    found["rebuild, a form"] = timed(forms, lambda: filling.rebuild(everything=True))
    found["peak_mb_with_these"] = peak_mb()
    sys.stdout.write(json.dumps(found) + "\n")


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def load(server: EmbeddedPostgres, rows: int) -> dict[str, object]:
    """In a new database."""
    environment = scratch_database(server, SCRATCH)
    command = [sys.executable, "-m", "benchmarks.bulk_import", "--step", str(rows)]
    answer = subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True)
    found: dict[str, object] = json.loads(answer.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", type=Path)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--step", type=int)
    asked = parser.parse_args()
    if asked.step:
        step(asked.step)
        return
    if asked.postgres is None:
        parser.error("say in which folder --postgres may make its databases")
    found: dict[str, dict[str, object]] = {}
    with EmbeddedPostgres(asked.postgres).running() as server:
        for rows in asked.rows:
            found[f"{rows} rows"] = load(server, rows)
            sys.stdout.write(f"{rows} rows: {json.dumps(found[f'{rows} rows'])}\n")
            sys.stdout.flush()
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
