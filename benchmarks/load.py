"""A cheap client: kept-alive connections of plain sockets, which ask again as soon as they have an answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

CONNECTIONS = 16


@dataclass(frozen=True)
class Question:
    """A request: `address` makes its path from a number, which no two requests of a run share."""

    port: int
    address: Callable[[int], str]
    headers: str = ""
    expected: bytes = b"200"


class Connection(asyncio.Protocol):
    """One connection: it sends the next request when an answer is complete."""

    transport: Any

    def __init__(self, load: Load) -> None:
        self.load = load
        self.buffer = bytearray()
        self.needed = 0  # bytes of the answer under way; 0 where its head is not read yet
        self.chunked = False

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.buffer.clear()
        self.needed, self.chunked = 0, False
        self.transport.write(self.load.request())

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.needed and not self.chunked:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.buffer[:end]).lower()
            if head[9:12] != self.load.question.expected:
                self.load.fail(RuntimeError(f"{self.load.question.address(0)} is answered {bytes(self.buffer)!r}"))
                return
            place = head.find(b"\r\ncontent-length:")
            self.chunked = place < 0 and b"\r\ntransfer-encoding: chunked" in head
            length = 0 if place < 0 else int(head[place + 17 : (head + b"\r\n").find(b"\r\n", place + 17)])
            self.needed = end + 4 + length
        if self.buffer.endswith(b"0\r\n\r\n") if self.chunked else len(self.buffer) >= self.needed:
            self.load.answered(len(self.buffer))
            if self.load.is_over:
                self.transport.close()
            else:
                self.ask()

    def connection_lost(self, error: Exception | None) -> None:
        if self.load.is_over:
            self.load.closed()
        else:
            self.load.fail(error or RuntimeError("the server closed the connection"))


class Load:
    """Asks one question, over several connections, for some time."""

    numbers = 0  # of all questions of this process: none is asked twice

    def __init__(self, question: Question, seconds: float) -> None:
        self.question, self.seconds = question, seconds
        self.end = 0.0
        self.answers = self.bytes = self.left = 0

    def request(self) -> bytes:
        Load.numbers += 1
        path = self.question.address(Load.numbers)
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.question.port}\r\n{self.question.headers}\r\n".encode()

    @property
    def is_over(self) -> bool:
        return time.perf_counter() > self.end

    def answered(self, size: int) -> None:
        self.answers += 1
        self.bytes += size

    def closed(self) -> None:
        self.left -= 1
        if not self.left and not self.done.done():
            self.done.set_result(None)

    def fail(self, error: Exception) -> None:
        self.end = 0.0
        if not self.done.done():
            self.done.set_exception(error)

    async def run(self) -> tuple[int, float]:
        """How many answers came, in how many seconds."""
        loop = asyncio.get_running_loop()
        self.done: asyncio.Future[None] = loop.create_future()
        begun = time.perf_counter()
        self.end, self.left = begun + self.seconds, CONNECTIONS
        for _ in range(CONNECTIONS):
            await loop.create_connection(lambda: Connection(self), "127.0.0.1", self.question.port)
        await self.done
        return self.answers, time.perf_counter() - begun


def load(question: Question, seconds: float) -> tuple[int, float]:
    """How many answers to `question` came over CONNECTIONS connections, and in how many seconds."""
    return asyncio.run(Load(question, seconds).run())
