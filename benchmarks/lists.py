"""How lists behave when there are a hundred times as many records.

    python -m benchmarks.lists small=DATABASE_URL large=DATABASE_URL

The two databases are scratch databases filled by `python -m tools.generate_corpus`: 1,000 materials with 10,000
measurements, and 100,000 with 1,000,000. One worker process at a time, in one run; what counts are the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.ground import SITE, Server, web_server

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
        server = web_server(SITE, environment, "/healthz")
        try:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("databases", nargs=2, metavar="NAME=URL")
    given = parser.parse_args()
    databases = dict(text.split("=", 1) for text in given.databases)
    figures = scaling(databases)
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
