"""How lists behave when there are ten and a hundred times as many records.

    python -m benchmarks.lists small=DATABASE_URL middle=DATABASE_URL large=DATABASE_URL

The three databases are scratch databases filled by `python -m tools.generate_corpus`: 1,000 materials with 10,000
measurements, 10,000 with 100,000, and 100,000 with 1,000,000. One worker process at a time, in one run; what counts are
the ratios. A long list answers from memory once its columns have been read, which is waited for.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import psutil

from benchmarks.ground import SITE, Server, web_server

RESULTS = Path(__file__).with_name("lists.json")
TIMES = 3
PATIENCE = 3.0  # seconds in which no question of the database's comes back
# {} changes with each request, so that every answer is recomputed; the condition is always true
SAME_ROWS = {
    "materials, 500 rows by a word": "/materials/?q=batch0&year_min={}",
    "materials, 500 rows by a word, with elements": "/materials/?q=batch0&elements_any=O,S,Se&year_min={}",
    "measurements, 10 rows of a material": "/measurements/?material=mat-0000064&year_min={}",
    "measurements, 20 rows, a source and a range": "/measurements/?source=src-0000005&temperature_min=1&year_min={}",
    "API, 40 measurements of a source": "/api/v1/measurements/?source=src-0000005&year_min={}",
}
# nine of the ten properties that the corpus has
NINE = (
    *("specific_capacity", "ionic_conductivity", "capacity_retention", "coulombic_efficiency", "diffusion_coefficient"),
    *("voltage", "migration_barrier", "activation_energy", "specific_surface_area"),
)
BROAD = {
    "measurements, a tenth, by property": "/measurements/?property=band_gap&year_min={}",
    "measurements, nine tenths, by properties": "/measurements/?"
    + "".join(f"property={key}&" for key in NINE)
    + "year_min={}",
    "measurements, seven eighths, without an element": "/measurements/?elements_none=Mo&year_min={}",
    "measurements, a fifth, by origin and range": "/measurements/?origin=computed&temperature_min=1&year_min={}",
    "measurements, a half, by element, sorted": "/measurements/?elements_all=O&ordering=-value&year_min={}",
    "measurements, by a word of many": "/measurements/?q=batch0&year_min={}",
    "measurements, strict Mg": "/measurements/?strict_mg=1&year_min={}",
    "materials, by what is asked of one value": "/materials/?chemistry=Mg&origin=measured&year_min={}",
    "materials, a half, by role and element": "/materials/?role=cathode&elements_all=O&year_min={}",
}
WHOLE = {"materials, all": "/materials/?columns=name,formula&more={}", "measurements, all": "/measurements/?more={}"}
FOLDS = ("year", "origin", "method", "ion", "role", "property", "flag", "severity", "chloride", "route", "defect")


def seconds(server: Server, path: str) -> float:
    """The median time of one answer recomputed."""
    values = FOLDS if "more=" in path else range(1700, 1700 + TIMES + 1)
    taken = []
    for number in range(-1, TIMES):  # the first warms
        begun = time.perf_counter()
        try:
            server.get(path.format(values[number]))
        except urllib.error.HTTPError as refused:
            if refused.code != 400:
                raise
            return time.perf_counter() - begun  # too broad: stopped, and told so
        if number < 0:
            continue
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def count(server: Server, path: str) -> int:
    """How many rows the API has of a question."""
    answer, _ = server.get(f"/api/v1/{path.removeprefix('/api/v1').removeprefix('/')}".format(1699))
    return int(json.loads(answer)["count"])


class Memory(threading.Thread):
    """MB that the process that answers holds, what it shares with others counted by its share (PSS)."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.server, self.idle, self.highest, self.ended = (
            psutil.Process(server.process.pid),
            0.0,
            0.0,
            threading.Event(),
        )
        self.idle = self.now()
        self.start()

    def now(self) -> float:
        return float(max(worker.memory_full_info().pss for worker in self.server.children()) / 2**20)

    def run(self) -> None:
        while not self.ended.wait(0.05):
            self.highest = max(self.highest, self.now())

    def end(self) -> dict[str, float]:
        self.ended.set()
        self.join()
        return {"idle": round(self.idle), "highest": round(self.highest), "at the end": round(self.now())}


def wait_for_columns(server: Server) -> float:
    """Seconds until the long lists answer from memory: until the database is not asked for a count any more."""
    begun = time.perf_counter()
    for key in ("measurements", "materials"):
        quick = 0
        while quick < 3:
            asked = time.perf_counter()
            try:
                server.get(f"/{key}/?elements_none=Mo&year_max={2100 + int(10 * (asked - begun)) % 90}")
                quick += time.perf_counter() - asked < PATIENCE
            except urllib.error.HTTPError as refused:
                if refused.code not in (400, 503):
                    raise
                quick = 0
            if time.perf_counter() - begun > 600:
                raise SystemExit(f"The columns of {key} are not there after 10 minutes.")
            time.sleep(0.5)
    return time.perf_counter() - begun


def first_answers(server: Server) -> float:
    """Seconds of the first broad question to each long list, of a process that finds their columns stored."""
    begun = time.perf_counter()
    for key in ("measurements", "materials"):
        server.get(f"/{key}/?elements_none=Mo")
    return time.perf_counter() - begun


def scaling(databases: dict[str, str]) -> dict[str, Any]:
    """Seconds of each question at each size, with the ratios."""
    taken: dict[str, dict[str, float]] = {}
    found: dict[str, dict[str, int]] = {}
    held: dict[str, Any] = {}
    static = {
        "MGDB_STATIC_ROOT": tempfile.mkdtemp(prefix="mgdb-static-"),
        "MGDB_DATA_DIR": tempfile.mkdtemp(prefix="mgdb-data-"),  # where no process has stored columns
    }
    collected = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collected, env=os.environ | static | {"DATABASE_URL": databases["small"]}, check=True)
    for size, url in databases.items():
        environment = os.environ | static | {"DATABASE_URL": url, "MGDB_API_ANONYMOUS_RATE": "999999999/min"}
        server = web_server(SITE, environment, "/healthz")
        try:
            memory = Memory(server)
            taken.setdefault("columns read", {})[size] = wait_for_columns(server)
            found[size] = {label: count(server, path) for label, path in SAME_ROWS.items()}
            for label, path in (SAME_ROWS | BROAD | WHOLE).items():
                taken.setdefault(label, {})[size] = seconds(server, path)
            held[size] = memory.end()
            server.stop()
            server = web_server(SITE, environment, "/healthz")
            memory = Memory(server)
            taken.setdefault("first answers of the next process", {})[size] = first_answers(server)
            for path in (BROAD | WHOLE).values():
                seconds(server, path)
            held[f"{size}, of the next process"] = memory.end()
        finally:
            server.stop()
    if len({tuple(sorted(counts.items())) for counts in found.values()}) != 1:
        raise SystemExit(f"The results that are compared are not equal: {found}")
    ratios = {
        label: {
            **{size: round(one, 4) for size, one in sizes.items()},
            "large/small": round(sizes["large"] / sizes["small"], 2),
            "large/middle": round(sizes["large"] / sizes["middle"], 2),
        }
        for label, sizes in taken.items()
    }
    return {**ratios, "MB of the process that answers (PSS)": held}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("databases", nargs=3, metavar="NAME=URL")
    given = parser.parse_args()
    databases = dict(text.split("=", 1) for text in given.databases)
    figures = scaling(databases)
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
