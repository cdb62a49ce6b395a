"""What one hostile client does to the others: dear questions, abandoned ones, slow senders; and many good ones at once.

    python -m benchmarks.hostile [--seconds 10] [--mixed 60] [--folder DIR]

Ends with an error where one of the bars is missed.

All that it needs it makes in DIR: an embedded PostgreSQL with the curated records. The web server is started as
everywhere, without a proxy; only 127.0.0.1 is asked, for so many seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import subprocess
import sys
import time
from collections import Counter
from itertools import count, cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil

from benchmarks.ground import CURATED, FOLDER, Databases

RESULTS = Path(__file__).with_name("hostile.json")
CONNECTIONS, ABANDONED, SLOW = 16, 500, 50
# {} changes with each request: none is kept. The one that takes longest is the dear one of a run.
CANDIDATES = (
    "/plots/scatter/?x=specific_capacity&y=voltage&year_min={}",
    "/plots/effects/?by=nothing&year_min={}",
    "/plots/coverage/?rows=all&year_min={}",
    "/plots/arrhenius/?year_min={}",
    "/measurements/?more=defect&ordering=-electrolyte,-material,value&year_min={}",
    "/measurements/?format=xlsx&year_min={}",
    "/api/v1/measurements/?format=xlsx&year_min={}",
    "/api/v1/measurements/?page_size=1000&year_min={}",
)
# What people and programs ask, by turns: some of it is kept, most of it made.
MIXED = (
    "/", "/materials/", "/cathodes/?year_min={}", "/measurements/?year_min={}", "/search/?q=VS4", "/plots/",
    "/electrolytes/?year_min={}", "/sources/?year_min={}", "/plots/arrhenius/?year_min={}", "/compare/", "/vocabulary/",
    "/api/v1/measurements/?year_min={}", "/api/v1/materials/?year_min={}", "/api/v1/properties/",
    "/search/?q=oxygen+{}", "/statements/?year_min={}", "/phases/",
    "/api/v1/measurements/?year_min={}&fields=id,value,unit&page_size=500",
)  # fmt: skip
YEARS = range(1700, 1950)  # all records are younger: none is left out by such a limit
OTHERS = ("/healthz", "/")
# A table of a reader's own, as long as is taken, of cells that take long to read.
OWN_TABLE = "T\tc\n" + "\n".join(
    f"{250 + number}±{number}×10^-{number % 5} °C{' ' * 40}\t1.{number}({number})×10^-5 S cm^-1 x"
    for number in range(1000)
)


async def ask(port: int, path: str, body: bytes = b"") -> tuple[int, float]:
    """Status of the answer and seconds to its end; a body is a form that is sent."""
    begin = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
    head = f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{form}Connection: close\r\n\r\n"
    writer.write(head.encode() + body)
    answer = await reader.read(-1)
    writer.close()
    return int(answer.split(b" ", 2)[1]), time.perf_counter() - begin


class Watch:
    """Asks what others ask, all the time; how long they wait."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.waits: dict[str, list[float]] = {path: [] for path in OTHERS}

    async def run(self, until: float) -> None:
        async def watch(path: str) -> None:
            while time.perf_counter() < until:
                status, seconds = await ask(self.port, path)
                if status != 200:
                    raise RuntimeError(f"{path} answers {status}")
                self.waits[path].append(seconds)
                await asyncio.sleep(0.05)

        await asyncio.gather(*(watch(path) for path in OTHERS))

    def p95(self) -> dict[str, float]:
        return {path: round(sorted(one)[int(len(one) * 0.95)], 3) for path, one in self.waits.items()}


numbers = count()


def different(address: str) -> str:
    """`address`, as it was not asked before for long."""
    return address.format(YEARS[next(numbers) % len(YEARS)])


async def dearest(port: int) -> str:
    """The candidate that takes longest, once the first asking has warmed what it needs."""
    taken = {}
    for address in CANDIDATES:
        taken[address] = min([(await ask(port, different(address)))[1] for _ in range(3)][1:])
    return max(taken, key=lambda address: taken[address])


async def dear(port: int, seconds: float, address: str) -> dict[str, object]:
    """16 connections on a dear question."""
    until, answers = time.perf_counter() + seconds, dict[int, int]()

    async def connection() -> None:
        while time.perf_counter() < until:
            status, _ = await ask(port, different(address))
            answers[status] = answers.get(status, 0) + 1

    watch = Watch(port)
    await asyncio.gather(watch.run(until), *(connection() for _ in range(CONNECTIONS)))
    return {"p95": watch.p95(), "question": address, "its answers by status": answers}


async def tables(port: int, seconds: float) -> dict[str, object]:
    """16 connections that send tables of their own, which take long to read."""
    until, answers = time.perf_counter() + seconds, dict[int, int]()
    body = urlencode({"text": OWN_TABLE}).encode()

    async def connection() -> None:
        while time.perf_counter() < until:
            status, _ = await ask(port, "/plots/arrhenius/own-data/", body)
            answers[status] = answers.get(status, 0) + 1
            await asyncio.sleep(0 if status == 200 else 0.1)

    watch = Watch(port)
    await asyncio.gather(watch.run(until), *(connection() for _ in range(CONNECTIONS)))
    return {"p95": watch.p95(), "its answers by status": answers}


async def abandoned(port: int, address: str) -> dict[str, object]:
    """500 dear questions sent and closed; seconds until all others are served again."""
    for _ in range(ABANDONED):
        question = f"GET {different(address)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(question.encode())
    begin = time.perf_counter()
    await asyncio.gather(*(ask(port, path) for path in OTHERS))
    others = time.perf_counter() - begin
    await ask(port, "/materials/?year_min=1999")
    return {"/healthz and / after": round(others, 3), "a list recomputed after": round(time.perf_counter() - begin, 3)}


async def slow(port: int, seconds: float) -> dict[str, object]:
    """50 requests whose headers never end, and 50 whose bodies do not."""
    starts = [b"GET / HTTP/1.1\r\nHo", b"POST /own-data/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\na"] * SLOW
    senders = []
    for start in starts:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(start)
        senders.append(writer)

    async def drip(until: float) -> None:
        while time.perf_counter() < until:
            for writer in senders:
                writer.write(b"a")
            await asyncio.sleep(0.5)

    watch, until = Watch(port), time.perf_counter() + seconds
    await asyncio.gather(watch.run(until), drip(until))
    for writer in senders:
        writer.close()
    return {"p95": watch.p95()}


async def mixed(port: int, seconds: float, connections: int) -> dict[str, Any]:
    """Real requests by turns over so many connections."""
    until, waits, statuses = time.perf_counter() + seconds, list[float](), dict[int, int]()
    turns = cycle(MIXED)

    async def connection() -> None:
        while time.perf_counter() < until:
            status, taken = await ask(port, different(next(turns)))
            waits.append(taken)
            statuses[status] = statuses.get(status, 0) + 1

    await asyncio.gather(*(connection() for _ in range(connections)))
    return {"p95": round(sorted(waits)[int(len(waits) * 0.95)], 3), "answers by status": statuses}


def memory_of(pid: int) -> float:
    """MB that the server's processes have, what they share counted once."""
    server = psutil.Process(pid)
    return round(sum(one.memory_full_info().pss for one in (server, *server.children())) / 1e6, 1)


async def crowd(port: int, pid: int, seconds: float) -> dict[str, Any]:
    """16 connections of real requests, beside one; memory when what is kept has been filled, and at the end."""
    await mixed(port, seconds / 6, 1)
    alone = await mixed(port, seconds / 6, 1)
    parts = [await mixed(port, seconds / 2, CONNECTIONS)]
    before = memory_of(pid)
    parts.append(await mixed(port, seconds / 2, CONNECTIONS))
    statuses = Counter[int]()
    for part in parts:
        statuses.update(part["answers by status"])
    return {
        "p95 of one connection": alone["p95"],
        f"p95 of {CONNECTIONS}": max(part["p95"] for part in parts),
        "answers by status": dict(statuses),
        "MB in the middle and at the end": [before, memory_of(pid)],
    }


def missed(figures: dict[str, Any]) -> list[str]:
    """The bars that are not held."""
    found = []
    for part in figures.values():
        for path, seconds in part.get("p95", {}).items():
            if seconds > 1:
                found.append(f"{path} takes {seconds} s")
        if part.get("/healthz and / after", 0) > 2:
            found.append("after abandoned requests the others waited for more than 2 s")
    many = figures["mixed"]
    if many[f"p95 of {CONNECTIONS}"] > 8 * many["p95 of one connection"]:
        found.append(f"{CONNECTIONS} connections take more than 8 times as long as one")
    if set(many["answers by status"]) != {200}:
        found.append(f"mixed requests are answered {many['answers by status']}")
    before, after = many["MB in the middle and at the end"]
    if after > 1.1 * before:
        found.append("memory grows")
    return found


async def measure(port: int, pid: int, seconds: float, mixed_seconds: float) -> dict[str, Any]:
    for _ in range(100):
        try:
            await ask(port, "/healthz")
            break
        except ConnectionError:
            await asyncio.sleep(0.1)
    address = await dearest(port)
    quiet = Watch(port)
    await quiet.run(time.perf_counter() + seconds / 2)
    return {
        "unloaded": {"p95": quiet.p95()},
        f"{CONNECTIONS} connections on the dearest question": await dear(port, seconds, address),
        f"{CONNECTIONS} connections with tables of their own": await tables(port, seconds),
        f"{ABANDONED} abandoned": await abandoned(port, address),
        f"{SLOW} slow headers, {SLOW} slow bodies": await slow(port, seconds),
        "mixed": await crowd(port, pid, mixed_seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10.0, help="for each part (10)")
    parser.add_argument("--mixed", type=float, default=60.0, help="of mixed real requests (60)")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where it makes what it needs")
    given = parser.parse_args()
    with Databases(given.folder).running() as databases, socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "--config", "python:mgdb.web_server", "mgdb.wsgi:application"]
        command += ["--bind", f"fd://{listener.fileno()}", "--log-level", "error"]
        server = subprocess.Popen(command, env=databases.environment(CURATED), pass_fds=[listener.fileno()])
        try:
            figures = asyncio.run(measure(port, server.pid, given.seconds, given.mixed))
        finally:
            server.terminate()
            server.wait(20)
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))  # noqa: T201
    if bars := missed(figures):
        sys.exit("; ".join(bars))


if __name__ == "__main__":
    main()
