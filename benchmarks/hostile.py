"""What one hostile client does to the others: dear questions, abandoned ones, slow senders.

    python -m benchmarks.hostile [--seconds 10]

Needs a database with the curated records: that of DATABASE_URL, or the embedded one while it runs. The web server is
started as everywhere, without a proxy; only 127.0.0.1 is asked, for so many seconds.
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
from itertools import count
from pathlib import Path

RESULTS = Path(__file__).with_name("hostile.json")
CONNECTIONS, ABANDONED, SLOW = 16, 500, 50
# {} changes with each request: none is kept
DEAR = "/plots/scatter/?x=specific_capacity&y=voltage&year_min={}"
OTHERS = ("/healthz", "/")


async def ask(port: int, path: str) -> tuple[int, float]:
    """Status of the answer and seconds to its end."""
    begin = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
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


async def dear(port: int, seconds: float) -> dict[str, object]:
    """16 connections on a dear question."""
    until, numbers, answers = time.perf_counter() + seconds, count(), {}

    async def connection() -> None:
        while time.perf_counter() < until:
            status, _ = await ask(port, DEAR.format(1700 + next(numbers) % 250))
            answers[status] = answers.get(status, 0) + 1

    watch = Watch(port)
    await asyncio.gather(watch.run(until), *(connection() for _ in range(CONNECTIONS)))
    return {"p95": watch.p95(), "dear answers by status": answers}


async def abandoned(port: int) -> dict[str, object]:
    """500 dear questions sent and closed; seconds until all others are served again."""
    for number in range(ABANDONED):
        question = f"GET {DEAR.format(1700 + number % 250)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
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


async def measure(port: int, seconds: float) -> dict[str, object]:
    for _ in range(100):
        try:
            await ask(port, "/healthz")
            break
        except ConnectionError:
            await asyncio.sleep(0.1)
    quiet = Watch(port)
    await quiet.run(time.perf_counter() + seconds / 2)
    return {
        "unloaded": {"p95": quiet.p95()},
        f"{CONNECTIONS} connections on a dear question": await dear(port, seconds),
        f"{ABANDONED} abandoned": await abandoned(port),
        f"{SLOW} slow headers, {SLOW} slow bodies": await slow(port, seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10.0, help="for each part (10)")
    seconds = parser.parse_args().seconds
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "--config", "python:mgdb.web_server", "mgdb.wsgi:application"]
        command += ["--bind", f"fd://{listener.fileno()}", "--log-level", "error"]
        environment = os.environ | {"MGDB_API_ANONYMOUS_RATE": "1000000000/min"}  # no rate limit is in the way
        server = subprocess.Popen(command, env=environment, pass_fds=[listener.fileno()])
        try:
            figures = asyncio.run(measure(port, seconds))
        finally:
            server.terminate()
            server.wait(20)
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
