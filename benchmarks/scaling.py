"""What many more rows and readers cost, and what saturates first: measured on databases of several sizes, simulated
for readers.

    python -m benchmarks.scaling measure small=DATABASE_URL large=DATABASE_URL …
    python -m benchmarks.scaling simulate

`measure` takes scratch databases filled by `python -m tools.generate_corpus`: bytes on disk, a backup, the memory of a
web server process and its times for questions that are new to it. `simulate` takes what was measured and lets readers
come at random: so many requests a second, a share of them answered by what is kept, the others with the processor time
of site and database that was measured, which grows with the rows; each takes a core for as long as it lasts.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tools.launcher.binaries import find_binaries

from .ground import processor_seconds, web_server

RESULTS = Path(__file__).with_name("scaling.json")
ENOUGH = 7  # requests of each kind
YEARS = count(1651)  # before those of all sources
QUESTIONS = {
    "page of all measurements": "/measurements/?year_min={}",
    "page of a property": "/measurements/?property=ionic_conductivity&year_min={}",
    "page of a material": "/measurements/?material=mat-0000064&year_min={}",
    "API, 50 rows of a source": "/api/v1/measurements/?source=src-0000005&year_min={}",
}
# Today's database, and the readers assumed of it: a request a second in the busiest minutes.
MEASUREMENTS, REQUESTS = 663, 1.0
FACTORS = (1, 10, 100, 1000)
KEPT_SHARE, KEPT_SECONDS = 0.5, 0.002
SIMULATED, SEED = 20_000, 7  # requests
CORES = (2, 8, 32)
SLOW = 2.0  # seconds: nobody waits longer gladly


def measure(name: str, database: str) -> dict[str, Any]:
    with psycopg.connect(database, autocommit=True, options="-c statement_timeout=0") as connection:
        rows, size = connection.execute(
            "SELECT count(*), pg_database_size(current_database()) FROM mgdb_measurement WHERE status = 'published'"
        ).fetchone() or (0, 0)
        (backend,) = connection.execute("SELECT pg_backend_pid()").fetchone() or (0,)
        database_server = psutil.Process(backend).parent()
        assert database_server is not None, "The database must be on this machine: its processor time is measured."
        forms = connection.execute("SELECT pg_total_relation_size(to_regclass('mgdb_publicform'))").fetchone()
    found: dict[str, Any] = {"measurements": rows, "disk_bytes": size, "disk_bytes_of_forms": (forms or (0,))[0]}
    begun = time.perf_counter()
    dump = subprocess.run(
        [find_binaries() / "pg_dump", "--format=custom", "--compress=1", "--dbname", database],
        check=True, capture_output=True, env=os.environ | {"PGOPTIONS": "-c statement_timeout=0"},
    )  # fmt: skip
    found |= {"backup_s": round(time.perf_counter() - begun, 1), "backup_bytes": len(dump.stdout)}
    del dump
    environment = os.environ | {"DATABASE_URL": database}
    server = web_server("mgdb.wsgi:application", environment, "/healthz")
    try:
        process = psutil.Process(server.process.pid)

        def memory() -> int:
            return sum(one.memory_full_info().uss for one in (process, *process.children())) // 2**20

        server.get("/phases/")
        found["memory_mb_before_lists"] = memory()
        begun = time.perf_counter()
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/measurements/?year_min=1650", timeout=600) as page:
            page.read()
        found["first_list_s"] = round(time.perf_counter() - begun, 2)
        for what, path in QUESTIONS.items():
            times, used = [], [processor_seconds(one) for one in (server.process.pid, database_server.pid)]
            for _ in range(ENOUGH):
                begun = time.perf_counter()
                server.get(path.format(next(YEARS)))
                times.append(time.perf_counter() - begun)
            site, database_s = (
                round((processor_seconds(one) - before) / ENOUGH, 4)
                for one, before in zip((server.process.pid, database_server.pid), used, strict=True)
            )
            found[what] = {"s": round(statistics.median(times), 4), "cpu_s": site, "database_cpu_s": database_s}
        found["memory_mb"] = memory()
    finally:
        server.stop()
    return found


def at(points: list[tuple[float, float]], rows: float) -> float:
    """The value at `rows` on the line through `points` on logarithmic axes, level outside of them."""
    points = sorted(points)
    if rows <= points[0][0]:
        return points[0][1]
    for (low, below), (high, above) in pairwise(points):
        if rows <= high:
            share = (math.log(rows) - math.log(low)) / (math.log(high) - math.log(low))
            return math.exp(math.log(below) + share * (math.log(above) - math.log(below)))
    return points[-1][1]


def queue(rate: float, made: list[float], cores: int) -> tuple[float, float]:
    """(share of the cores' time in use, seconds within which 95 % are answered); the share above 1: it never ends."""
    chance = random.Random(SEED)  # noqa: S311 - a simulation
    free, now, waited, used = [0.0] * cores, 0.0, [], 0.0
    for _ in range(SIMULATED):
        now += chance.expovariate(rate)
        needed = KEPT_SECONDS if chance.random() < KEPT_SHARE else chance.choice(made) * chance.expovariate(1)
        begun = max(now, heapq.heappop(free))
        heapq.heappush(free, begun + needed)
        waited.append(begun + needed - now)
        used += needed
    return used / (now * cores), statistics.quantiles(waited, n=20)[-1]


def simulate(measured: dict[str, Any]) -> list[dict[str, Any]]:
    lines = []
    for rows_factor in FACTORS:
        rows = MEASUREMENTS * rows_factor
        made = [
            at(
                [
                    (one["measurements"], one[question]["cpu_s"] + one[question]["database_cpu_s"])
                    for one in measured.values()
                ],
                rows,
            )
            for question in QUESTIONS
        ]
        for readers_factor in FACTORS:
            line: dict[str, Any] = {"measurements": rows, "requests_per_s": REQUESTS * readers_factor}
            for cores in CORES:
                share, within = queue(line["requests_per_s"], made, cores)
                line[f"{cores} cores"] = f"{share:.0%}, {within:.2g} s" if share < 1 and within < SLOW else "saturated"
            line["cores_needed_at_70_percent"] = math.ceil(
                line["requests_per_s"]
                * (KEPT_SHARE * KEPT_SECONDS + (1 - KEPT_SHARE) * statistics.fmean(made)) / 0.7
            )  # fmt: skip
            lines.append(line)
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("measure", "simulate"))
    parser.add_argument("databases", nargs="*", metavar="name=DATABASE_URL")
    asked = parser.parse_args()
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    if asked.what == "measure":
        kept["measured"] = {}
        for word in asked.databases:
            name, _, database = word.partition("=")
            kept["measured"][name] = measure(name, database)
            sys.stdout.write(f"{name}: {json.dumps(kept['measured'][name])}\n")
            sys.stdout.flush()
    kept["simulated"] = simulate(kept["measured"])
    for line in kept["simulated"]:
        sys.stdout.write(f"{json.dumps(line)}\n")
    RESULTS.write_text(json.dumps(kept, indent=2) + "\n")


if __name__ == "__main__":
    main()
