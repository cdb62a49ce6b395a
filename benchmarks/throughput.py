"""Requests per second: ours, Datasette's and a bare handler's, of the same rows in one run.

    python -m benchmarks.throughput [--seconds 1] [--rounds 5] [--folder FOLDER] [--only WORD]

One process each, asked over 16 kept-alive connections by turns; medians, and ratios of these. Each request is a
question of its own (years and numbers that leave the same rows; of Datasette another page), so that nothing of its
answer can have been kept; only what is called “cached” asks the same again. All that it needs it makes in FOLDER:
PostgreSQL with 10,000 invented measurements of 1,000 materials and the curated records, and Datasette with the same
10,000 rows.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .ground import BARE, COLUMNS, CORPUS, CURATED, FOLDER, MEASUREMENTS, SITE, Databases, Server, datasette, web_server
from .load import Question, load

RESULTS = Path(__file__).with_name("throughput.json")
FIELDS = "id,property,value,value_min,value_max,bound,approximate,origin,method,ion"
API, TABLE1 = "/api/v1/measurements/", "/compare/defect-engineered-cathodes/"
THEIR_TABLE = "/corpus/measurements"
FACETS = "&".join(f"_facet={name}" for name in ("property_key", "origin", "method", "ion"))
EARLIEST, LATEST, YEARS = 1600, 2030, 70  # no source is from outside these


def years(number: int) -> tuple[int, int]:
    """The `number`-th pair of years between which all sources are."""
    return EARLIEST + number // YEARS % 300, LATEST + number % YEARS


def ours(path: str) -> Callable[[int], str]:
    """`path` (with {}) asked for all years, differently each time."""
    return lambda number: path.format("year_min={}&year_max={}".format(*years(number)))


def theirs(path: str) -> Callable[[int], str]:
    """`path` from another row each time: what Datasette answers quickest, for it looks for no facets then."""
    return lambda number: f"{path}_next={number % (MEASUREMENTS - 50)}"


def same(path: str) -> Callable[[int], str]:
    return lambda number: path


@dataclass(frozen=True)
class Bar:
    """What `one` must reach of `other`."""

    what: str
    one: str
    other: str
    least: float


BARS = (
    Bar("list, 50 rows of 10 columns, beside Datasette's JSON", "JSON", "Datasette JSON", 1.3),
    Bar("the same, cached", "JSON, cached", "Datasette JSON", 3.0),
    Bar("the same, of the bare handler", "JSON", "bare JSON", 0.30),
    Bar("whole rows, of the bare handler", "whole rows", "bare whole rows", 0.50),
    Bar("browse page with all facets, beside Datasette's with four", "page", "Datasette page, four facets", 1.5),
    Bar("compare page of Table 1, beside Datasette's page", "compare page", "Datasette page", 15 / 59),
)


@dataclass(frozen=True)
class Measured:
    """A question to one of the servers."""

    server: str
    address: Callable[[int], str]


MEASURED = {
    "JSON": Measured("ours", ours(f"{API}?fields={FIELDS}&{{}}")),
    "JSON, cached": Measured("ours", same(f"{API}?fields={FIELDS}")),
    "Datasette JSON": Measured("datasette", theirs(f"{THEIR_TABLE}.json?")),
    "bare JSON": Measured("bare", same("/columns")),
    "whole rows": Measured("ours", ours(f"{API}?{{}}")),
    "bare whole rows": Measured("bare", same("/whole")),
    "page": Measured("ours", ours("/measurements/?{}")),
    "page, cached": Measured("ours", same("/measurements/")),
    "Datasette page, four facets": Measured("datasette", theirs(f"{THEIR_TABLE}?{FACETS}&")),
    "Datasette page": Measured("datasette", theirs(f"{THEIR_TABLE}?")),
    "compare page": Measured("curated", lambda number: f"{TABLE1}?at_celsius={25 + number / 100_000:.5f}"),
    "compare page, cached": Measured("curated", same(TABLE1)),
}


def check(servers: dict[str, Server]) -> None:
    """Fails where the sides do not show the same rows: the comparison would mean nothing."""
    listed = json.loads(servers["ours"].get(f"{API}?fields={FIELDS}")[0])
    whole = json.loads(servers["ours"].get(API)[0])
    bare, bare_whole = (json.loads(servers["bare"].get(path)[0]) for path in ("/columns", "/whole"))
    table = json.loads(servers["datasette"].get(f"{THEIR_TABLE}.json")[0])
    members = list(bare_whole["results"][0])
    if not (
        listed == listed | bare
        and [list(row.values()) for row in listed["results"]] == [
            [bool(cell) if name == "approximate" else cell for name, cell in zip(COLUMNS, row[1:], strict=True)]
            for row in table["rows"]
        ]
        and listed["count"] == table["filtered_table_rows_count"]
        and [{name: row[name] for name in members} for row in whole["results"]] == bare_whole["results"]
    ):  # fmt: skip
        raise SystemExit("The servers do not show the same rows: the comparison would mean nothing.")


def measure(
    labels: Iterable[str], servers: dict[str, Server], databases: Databases, seconds: float, rounds: int
) -> dict[str, Any]:
    """Answers per second of each (the median of all rounds), and the processor time of one."""
    rates: dict[str, list[float]] = {label: [] for label in labels}
    used: dict[str, list[tuple[float, float]]] = {label: [] for label in rates}
    for round_ in range(rounds + 1):  # the first warms
        for label, found in rates.items():
            server = servers[MEASURED[label].server]
            before = server.processor_seconds(), databases.processor_seconds()
            answers, taken = load(Question(server.port, MEASURED[label].address), seconds)
            if round_:
                after = server.processor_seconds(), databases.processor_seconds()
                used[label].append(((after[0] - before[0]) / answers, (after[1] - before[1]) / answers))
                found.append(answers / taken)
    return {
        label: {
            "per_second": round(statistics.median(found), 1),
            "processor_ms": round(1000 * statistics.median(one for one, _ in used[label]), 2),
            "database_ms": round(1000 * statistics.median(one for _, one in used[label]), 2),
        }
        for label, found in rates.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each turn (1)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each (5)")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"where all is made and kept ({FOLDER})")
    parser.add_argument("--prepared", action="store_true", help="what is in FOLDER was made by this code")
    parser.add_argument("--only", default="", help="only bars with this word; nothing is written")
    given = parser.parse_args()
    bars = [bar for bar in BARS if given.only in bar.what]
    labels = [label for label in MEASURED if any(label.startswith((bar.one, bar.other)) for bar in bars)]
    with ExitStack() as stack:
        databases = stack.enter_context(Databases(given.folder).running(are_prepared=given.prepared))
        corpus, curated = databases.environment(CORPUS), databases.environment(CURATED)
        servers: dict[str, Server] = {}
        for name, make in (
            ("ours", lambda: web_server(SITE, corpus, "/healthz")),
            ("curated", lambda: web_server(SITE, curated, "/healthz")),
            ("bare", lambda: web_server(BARE, corpus, "/columns")),
            ("datasette", lambda: datasette(databases)),
        ):
            servers[name] = make()
            stack.callback(servers[name].stop)
        check(servers)
        figures = measure(labels, servers, databases, given.seconds, given.rounds)
    reached = {bar.what: round(figures[bar.one]["per_second"] / figures[bar.other]["per_second"], 3) for bar in bars}
    lines = [
        f"{label:28} {one['per_second']:8.1f} /s {one['processor_ms']:8.2f} ms, database {one['database_ms']:8.2f} ms"
        for label, one in figures.items()
    ]
    for bar in bars:
        missed = "" if reached[bar.what] >= bar.least else "  MISSED"
        lines.append(f"{bar.what:60} {reached[bar.what]:6.2f} (at least {bar.least:.2f}){missed}")
    print("\n".join(lines))  # noqa: T201
    if not given.only:
        RESULTS.write_text(json.dumps({"rates": figures, "ratios": reached}, indent=1) + "\n", encoding="utf-8")
    return 0 if all(reached[bar.what] >= bar.least for bar in bars) else 1


if __name__ == "__main__":
    sys.exit(main())
