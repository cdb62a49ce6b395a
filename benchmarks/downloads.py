"""The whole list of measurements as CSV, beside PostgreSQL's own COPY of the same columns.

    python -m benchmarks.downloads DATABASE_URL [--path /measurements/?format=csv]

The database is a scratch one filled by `python -m tools.generate_corpus`, its public forms made (`manage.py prepare`).
One web server process, one client that takes what it can get; the memory of the process is that above what it needed
for a page before.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import psycopg

from .ground import Server, web_server

RESULTS = Path(__file__).with_name("downloads.json")
PIECE = 1 << 20
# The columns of the file, as far as tables have them: numbers are not typeset and units not looked up, in its favour.
COPY = """
COPY (
    SELECT m.property_key, m.public_id, m.value, m.low, m.high, concat_ws(' ', CASE WHEN m.approximate THEN '≈' END,
           NULLIF(m.bound, '=')) AS qualifier, m.text_value, a.name, a.public_id, a.formula, c.name, c.public_id,
           conditions.reported, conditions.missing, e.name, e.public_id, reports.places,
           s.authors[1] || ' ' || s.year, s.public_id, s.doi, s.bibtex_key, m.self_reviewed
    FROM mgdb_measurement m JOIN mgdb_source s ON s.id = m.source_id
    LEFT JOIN mgdb_material a ON a.id = m.material_id LEFT JOIN mgdb_cell c ON c.id = m.cell_id
    LEFT JOIN mgdb_cell i ON i.id = m.measured_in_id LEFT JOIN mgdb_material e ON e.id = i.electrolyte_id
    LEFT JOIN LATERAL (
        SELECT string_agg(key || ' ' || printed, '; ' ORDER BY id) FILTER (WHERE status = 'reported') AS reported,
               string_agg(key, ', ' ORDER BY id) FILTER (WHERE status = 'not_reported') AS missing
        FROM mgdb_measurementcondition WHERE measurement_id = m.id
    ) AS conditions ON true
    LEFT JOIN LATERAL (
        SELECT string_agg(d.authors[1] || ' ' || d.year || ', ' || r.locator, '; ' ORDER BY r.position, r.id) AS places
        FROM mgdb_report r JOIN mgdb_source d ON d.id = r.document_id WHERE r.measurement_id = m.id
    ) AS reports ON true
    WHERE m.status = 'published' ORDER BY m.id
) TO STDOUT (FORMAT csv, HEADER)
"""


def copied(database: str) -> tuple[float, int]:
    """Seconds and bytes of COPY."""
    begun, size = time.perf_counter(), 0
    with (
        psycopg.connect(database, options="-c statement_timeout=0") as connection,
        connection.cursor() as cursor,
        cursor.copy(COPY) as copy,
    ):
        for piece in copy:
            size += len(piece)
    return time.perf_counter() - begun, size


class Memory(threading.Thread):
    """The most memory that a process and its children have, from now on."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.most, self.ended = psutil.Process(process), 0, threading.Event()

    def now(self) -> int:
        processes = [self.process, *self.process.children(recursive=True)]
        return sum(info.rss - info.shared for info in (one.memory_info() for one in processes))

    def run(self) -> None:
        while not self.ended.wait(0.1):
            self.most = max(self.most, self.now())


def downloaded(port: int, path: str) -> dict[str, float]:
    """Seconds until the first piece and the last one, rows and bytes."""
    begun, size, rows, first = time.perf_counter(), 0, 0, 0.0
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=600) as answer:
        while piece := answer.read1(PIECE):
            first = first or time.perf_counter() - begun
            size, rows = size + len(piece), rows + piece.count(b"\n")
    return {"first_s": round(first, 2), "s": round(time.perf_counter() - begun, 2), "rows": rows - 1, "bytes": size}


def wait_for_columns(server: Server) -> None:
    """Until the list of measurements answers from memory: reading its columns is no part of a download."""
    while True:
        try:
            server.get("/measurements/?elements_none=Mo")
        except urllib.error.HTTPError as refused:
            if refused.code != 503:
                raise
            time.sleep(1)
        else:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--path", default="/measurements/?format=csv")
    asked = parser.parse_args()
    seconds, size = min(copied(asked.database) for _ in range(2))
    environment = os.environ | {"DATABASE_URL": asked.database}
    server = web_server("mgdb.wsgi:application", environment, "/healthz")
    try:
        wait_for_columns(server)
        for page in ("/phases/", "/phases/?format=csv"):
            server.get(page)
        memory = Memory(server.process.pid)
        idle = memory.now()
        memory.start()
        found = downloaded(server.port, asked.path)
        memory.ended.set()
        memory.join()
    finally:
        server.stop()
    result = {
        "copy_s": round(seconds, 2),
        "copy_bytes": size,
        "download": found,
        "of the speed of COPY": round(seconds / found["s"], 3),
        "idle_mb": idle // 2**20,
        "above_idle_mb": (memory.most - idle) // 2**20,
    }
    sys.stdout.write(json.dumps(result, indent=2) + "\n")
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    kept[f"{int(found['rows'])} rows of {asked.path}"] = result
    RESULTS.write_text(json.dumps(kept, indent=2) + "\n")


if __name__ == "__main__":
    main()
