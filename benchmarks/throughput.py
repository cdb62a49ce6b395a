"""Requests per second of the measurement list and the compare page, beside the same rows by bare psycopg and orjson.

    python -m benchmarks.throughput [--seconds 3]

Needs a database with the curated records: that of DATABASE_URL, or the embedded one while it runs. Each address is
asked over 16 connections, one worker process at a time, in one run; the figures that count are the ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from itertools import count
from pathlib import Path

from psycopg.conninfo import make_conninfo

CONNECTIONS = 16
RESULTS = Path(__file__).with_name("throughput.json")
LIST = "/api/v1/measurements/?page_size=50"
# {} changes with each request, and more often than responses are cached: each is recomputed
FRESH = LIST + "&year_min={}"
TEN = "&fields=id,property,value,value_min,value_max,bound,approximate,origin,method,ion"
SITE, BARE = "mgdb.wsgi:application", "benchmarks.bare:application"
MEASURED = {
    "bare, 50 whole rows": (BARE, "/whole"),
    "bare, 50 rows of 10 columns": (BARE, "/columns"),
    "list, 50 whole rows, recomputed": (SITE, FRESH),
    "list, 50 rows of 10 columns, recomputed": (SITE, FRESH + TEN),
    "list, 50 whole rows, cached response": (SITE, LIST),
    "list, 50 whole rows, not modified (304)": (SITE, LIST),
    "compare page of Table 1": (SITE, "/compare/defect-engineered-cathodes/"),
}
LIMITS = {"list, 50 rows of 10 columns, recomputed": "bare, 50 rows of 10 columns"}


class Server:
    """gunicorn with one worker process on a free port."""

    def __init__(self, application: str, environment: dict[str, str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "python:mgdb.web_server",
            application,
            "--workers",
            "1",
        ]
        command += ["--bind", f"127.0.0.1:{self.port}", "--log-level", "error"]
        self.process = subprocess.Popen(command, env=environment)

    def get(self, path: str) -> tuple[bytes, dict[str, str]]:
        """The answer, waiting for the server to come up."""
        for attempt in count():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
                    return answer.read(), dict(answer.headers)
            except urllib.error.HTTPError:
                raise  # it is up, and said no
            except (ConnectionError, urllib.error.URLError):
                if attempt > 100 or self.process.poll() is not None:
                    raise
                time.sleep(0.1)
        raise AssertionError

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


async def ask(port: int, path: str, headers: str, expected: bytes) -> None:
    """One request over a connection of its own, read to its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{headers}\r\n".encode())
    answer = await reader.read(-1)
    writer.close()
    if not answer.startswith(expected):
        raise RuntimeError(f"{path}: {answer[:200]!r}")


async def rate(port: int, path: str, seconds: float, headers: str = "", expected: bytes = b"HTTP/1.1 200") -> float:
    """Requests per second over CONNECTIONS connections."""
    numbers, done = count(), 0
    end = time.perf_counter() + seconds

    async def connection() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await ask(port, path.format(1700 + next(numbers) % 250), headers, expected)
            done += 1

    begin = time.perf_counter()
    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return done / (time.perf_counter() - begin)


def environment() -> dict[str, str]:
    """For the servers: the same database for all, and no rate limit in the way."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdb.settings")
    from mgdb import settings

    url = os.environ.get("DATABASE_URL") or make_conninfo(**settings.database_parameters())
    limit = {"MGDB_API_ANONYMOUS_RATE": "1000000000/min"}
    return os.environ | limit | {"BENCHMARK_DATABASE": url}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="for each address (3)")
    seconds = parser.parse_args().seconds
    servers = {name: Server(name, environment()) for name in (SITE, BARE)}
    try:
        ours, theirs = (json.loads(servers[s].get(p)[0]) for s, p in ((SITE, LIST), (BARE, "/whole")))
        if (ours["count"], ours["results"]) != (theirs["count"], theirs["results"]):
            raise SystemExit("The bare handler and the API do not answer alike: the comparison would mean nothing.")
        rates = {}
        for label, (server, path) in MEASURED.items():
            headers, expected = "", b"HTTP/1.1 200"
            if "304" in label:
                headers, expected = f"If-None-Match: {servers[server].get(path)[1]['ETag']}\r\n", b"HTTP/1.1 304"
            asyncio.run(rate(servers[server].port, path, 0.5, headers, expected))  # warm
            rates[label] = asyncio.run(rate(servers[server].port, path, seconds, headers, expected))
    finally:
        for server in servers.values():
            server.stop()
    limit = rates["bare, 50 whole rows"]
    figures = {
        label: {
            "per_second": round(one),
            "of_the_bare_handler": round(one / rates.get(LIMITS.get(label, ""), limit), 2),
        }
        for label, one in rates.items()
    }
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for label, figure in figures.items():
        print(f"{label:42} {figure['per_second']:6} /s  {figure['of_the_bare_handler']:5.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
