"""How lists behave when there are a hundred times as many records, and beside Datasette serving the same rows.

    python -m benchmarks.lists small=DATABASE_URL large=DATABASE_URL [--datasette PATH] [--seconds 3]

The two databases are scratch databases filled by `python -m tools.generate_corpus`: 1,000 materials with 10,000
measurements, and 100,000 with 1,000,000. `--datasette` names the program of an installation made for this alone. One
worker process at a time, in one run; what counts are the ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.throughput import Server, rate

RESULTS = Path(__file__).with_name("lists.json")
TIMES = 3
# {} changes with each request, so that every answer is recomputed; the condition is always true
SAME_ROWS = {
    "materials, 500 rows by a word": "/materials/?q=batch0&year_min={}",
    "materials, 500 rows by a word, with elements": "/materials/?q=batch0&elements_any=O,S,Se&year_min={}",
    "measurements, 10 rows of a material": "/measurements/?material=mat-0000064&year_min={}",
    "measurements, 20 rows, a source and a range": "/measurements/?source=src-0000005&temperature_min=1&year_min={}",
    "API, 40 measurements of a source": "/api/v1/measurements/?source=src-0000005&year_min={}",
}
BROAD = {
    "measurements, a tenth by property": "/measurements/?property=specific_capacity&year_min={}",
    "materials, a half by role and element": "/materials/?role=cathode&elements_all=O&year_min={}",
}
WHOLE = {"materials, all": "/materials/?columns=name,formula&more={}", "measurements, all": "/measurements/?more={}"}
FOLDS = ("year", "origin", "method", "ion", "role", "property", "flag", "severity", "chloride", "route", "defect")
TEN = "property,value,material,electrolyte,origin,method,ion,temperature,current_density,source"
COLUMNS = ("public_id", "property_key", "value", "low", "high", "bound", "approximate", "origin", "method", "ion")


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


def scaling(databases: dict[str, str]) -> dict[str, Any]:
    """Seconds of each question at both sizes, and their ratio."""
    taken: dict[str, dict[str, float]] = {}
    for size, url in databases.items():
        environment = os.environ | {"DATABASE_URL": url, "MGDB_API_ANONYMOUS_RATE": "1000000000/min"}
        subprocess.run(
            [sys.executable, "-c", "import django; django.setup(); from mgdb.tasks import refresh_summaries as r; r()"],
            env=environment | {"DJANGO_SETTINGS_MODULE": "mgdb.settings"},
            check=True,
        )
        server = Server("mgdb.wsgi:application", environment)
        try:
            server.get("/healthz")
            for label, path in (SAME_ROWS | BROAD | WHOLE).items():
                taken.setdefault(label, {})[size] = seconds(server, path)
        finally:
            server.stop()
    return {
        label: {
            **{size: round(one, 4) for size, one in sizes.items()},
            "ratio": round(sizes["large"] / sizes["small"], 2),
        }
        for label, sizes in taken.items()
    }


class Datasette:
    """Datasette with the measurements of a database in a SQLite file."""

    def __init__(self, program: str, url: str, folder: Path) -> None:
        file = folder / "corpus.db"
        rows = psycopg.connect(url).execute(f"SELECT {', '.join(COLUMNS)} FROM mgdb_measurement ORDER BY id").fetchall()  # noqa: S608
        with sqlite3.connect(file) as target:
            target.execute(f"CREATE TABLE measurements ({', '.join(COLUMNS)})")
            target.executemany(f"INSERT INTO measurements VALUES ({', '.join('?' * len(COLUMNS))})", rows)  # noqa: S608
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        self.process = subprocess.Popen(
            [program, "serve", str(file), "--port", str(self.port), "--setting", "default_page_size", "50"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for attempt in count():
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/corpus/measurements.json", timeout=5).close()
                break
            except OSError:
                if attempt > 100:
                    raise
                time.sleep(0.1)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def beside_datasette(program: str, url: str, length: float) -> dict[str, Any]:
    """Requests per second of 50 rows of 10 columns, as JSON and as a page, ours and theirs."""
    with tempfile.TemporaryDirectory() as folder:
        theirs = Datasette(program, url, Path(folder))
        ours = Server(
            "mgdb.wsgi:application", os.environ | {"DATABASE_URL": url, "MGDB_API_ANONYMOUS_RATE": "1000000000/min"}
        )
        fields = "id,property,value,value_min,value_max,bound,approximate,origin,method,ion"
        try:
            ours.get("/healthz")
            asked = {
                "JSON": {
                    "ours": (ours.port, f"/api/v1/measurements/?fields={fields}&year_min={{}}"),
                    "ours, kept": (ours.port, f"/api/v1/measurements/?fields={fields}"),
                    "datasette": (theirs.port, "/corpus/measurements.json?_next={}"),
                },
                "HTML": {
                    "ours, with facets and histograms": (ours.port, f"/measurements/?columns={TEN}&year_min={{}}"),
                    "ours, kept": (ours.port, f"/measurements/?columns={TEN}"),
                    "datasette": (theirs.port, "/corpus/measurements?_next={}"),
                    "datasette, with four facets": (
                        theirs.port,
                        "/corpus/measurements?_facet=property_key&_facet=origin&_facet=method&_facet=ion&_next={}",
                    ),
                },
            }
            found: dict[str, Any] = {}
            for kind, addresses in asked.items():
                for name, (port, path) in addresses.items():
                    asyncio.run(rate(port, path, 0.5))
                    found.setdefault(kind, {})[name] = round(asyncio.run(rate(port, path, length)), 1)
        finally:
            ours.stop()
            theirs.stop()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("databases", nargs=2, metavar="NAME=URL")
    parser.add_argument("--datasette", default="")
    parser.add_argument("--seconds", type=float, default=3.0)
    given = parser.parse_args()
    databases = dict(text.split("=", 1) for text in given.databases)
    figures = {"seconds": scaling(databases)}
    if given.datasette:
        figures["requests per second"] = beside_datasette(given.datasette, databases["small"], given.seconds)
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
