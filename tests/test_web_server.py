"""The web server, asked by clients that mean ill: on a socket, as it is started everywhere."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waitress import wasyncore
from waitress.task import ThreadedTaskDispatcher

from mgdb import request_bodies, web_server
from tests.clock import is_within
from tests.servers import ROOT, wait_for

# Without Django: what counts is who comes through to an application, and when.
APPLICATION = """
import os, time
def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/slow":
        with open(os.environ["NOTES"], "a") as file:
            file.write("begun\\n")
        time.sleep(0.5)
    if path == "/endless":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return endless()
    body = environ["wsgi.input"].read() or path.encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]

def endless():
    try:
        while True:
            yield b"x" * 1_000_000
    finally:
        with open(os.environ["NOTES"], "a") as file:
            file.write("ended\\n")
"""
GET = b"GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
LIMITS = """
from mgdb.web_server import *
import mgdb.web_server as w
w.REQUEST_SECONDS, w.IDLE_SECONDS, w.RESPONSE_SECONDS, w.MOST_CONNECTIONS = 2, 2, 6, 60
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """One process with two threads, less patience and fewer connections; its port and where it notes what it begins."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "slow_application.py").write_text(APPLICATION)
    (folder / "limits.py").write_text(LIMITS)
    with socket.create_server(("127.0.0.1", 0)) as listener, (folder / "log").open("wb") as log:
        port = listener.getsockname()[1]
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--config", "python:limits", "slow_application:application"),
                *("--bind", f"fd://{listener.fileno()}", "--workers", "1", "--threads", "2"),
            ],
            env=os.environ
            | {"PYTHONPATH": f"{ROOT}:{folder}", "NOTES": str(folder / "notes"), "MGDB_TRUSTED_PROXIES": "1"},
            pass_fds=[listener.fileno()],
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(lambda: answers(port), "the server")
            yield port, folder / "notes"
        finally:
            process.terminate()
            process.wait(20)


def answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        return ask(port, GET).endswith(b"/quick")
    return False


def ask(port: int, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(sent)
        return b"".join(iter(lambda: client.recv(65536), b""))


def connect(port: int, sent: bytes) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=60)
    client.sendall(sent)
    return client


def test_slow_senders_are_not_noticed_and_do_not_stay(server: tuple[int, Path]) -> None:
    port, _ = server
    with contextlib.ExitStack() as open_ones:
        slow = [
            open_ones.enter_context(connect(port, start))
            for start in [GET[:20], b"POST /quick HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\na"] * 10
        ]
        for _ in range(5):
            begin = time.monotonic()
            assert answers(port)
            assert is_within(time.monotonic() - begin, 2)
            for client in slow:
                client.sendall(b"a")  # it lives, and takes its time
        wait_for(lambda: all(is_closed(client) for client in slow), "the end of their time")


def is_closed(client: socket.socket) -> bool:
    client.setblocking(False)
    try:
        return client.recv(100) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def test_what_was_abandoned_is_not_begun(server: tuple[int, Path]) -> None:
    port, notes = server
    notes.write_text("")
    for _ in range(100):
        connect(port, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").close()
    begin = time.monotonic()
    assert answers(port)
    assert is_within(time.monotonic() - begin, 5), "100 that take half a second each in two threads would take 25 s"
    assert len(notes.read_text().split()) <= 10


def test_one_connection_more_closes_the_idle_one_and_refuses_nobody(server: tuple[int, Path]) -> None:
    port, _ = server
    with contextlib.ExitStack() as open_ones:
        idle = [open_ones.enter_context(connect(port, b"")) for _ in range(80)]
        assert answers(port)
        assert is_closed(idle[0])
        assert not is_closed(idle[-1])


def test_who_waits_to_be_asked_for_no_body_is_answered_at_once(server: tuple[int, Path]) -> None:
    sent = GET.replace(b"Host: x\r\n", b"Host: x\r\nExpect: 100-continue\r\n")
    assert ask(server[0], sent).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_connection_is_kept_for_the_next_request(server: tuple[int, Path]) -> None:
    with connect(server[0], b"") as client:
        for number in range(3):
            client.sendall(f"GET /{number} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            sent = b""
            while not sent.endswith(b"/%d" % number):
                sent += client.recv(1000)


def post(path: bytes, size: int, headers: bytes = b"", client: int = 0) -> bytes:
    """The headers of a request of one of several clients behind a proxy."""
    said = b"X-Forwarded-For: 203.0.113.9, 192.0.2.%d\r\nContent-Length: %d\r\n" % (client, size)
    return b"POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s%s\r\n" % (path, said, headers)


def test_bodies_take_so_much_together_and_so_much_of_one_client(server: tuple[int, Path]) -> None:
    port, _ = server
    large = request_bodies.MOST_BODY_BYTES
    of_one, of_all = request_bodies.MOST_BYTES_OF_A_CLIENT // large, request_bodies.MOST_BYTES_TOGETHER // large
    with contextlib.ExitStack() as senders:
        for number in range(of_all):
            senders.enter_context(connect(port, post(b"/admin/", large, client=1 + number // of_one) + b"a"))
        assert ask(port, post(b"/admin/", large, client=1)).split()[1] == b"503", "the client has its part"
        assert ask(port, post(b"/admin/", large, client=99)).split()[1] == b"503", "there is no more"
        assert ask(port, post(b"/", 1000, client=1) + b"b" * 1000).endswith(b"b" * 1000), "small ones are always taken"
    sent = post(b"/admin/", 3_000_000, client=1) + b"c" * 3_000_000

    def is_taken() -> bool:
        with contextlib.suppress(ConnectionError):
            return ask(port, sent).endswith(b"c" * 3_000_000)
        return False

    wait_for(is_taken, "room where the others went away")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * web_server.MOST_HEADER_BYTES + b"\r\n\r\n", b"431"),
        (post(b"/", request_bodies.MOST_ELSEWHERE + 1), b"413"),
        (post(b"/", request_bodies.MOST_ELSEWHERE + 1, b"Expect: 100-continue\r\n"), b"413"),
        (post(b"/admin/", request_bodies.MOST_BODY_BYTES + 1), b"413"),
        (post(b"/plots/a/own-data/", request_bodies.MOST_BODY_BYTES), b"413"),
        (post(b"/", 0, b"Transfer-Encoding: chunked\r\n") + b"1;" + b"a" * 9000, b"400"),
        (b"GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"nonsense\r\n\r\n", b"400"),
    ],
)
def test_what_is_too_large_or_no_request_is_refused(server: tuple[int, Path], sent: bytes, status: bytes) -> None:
    assert ask(server[0], sent).split()[1] == status


def ended(notes: Path) -> int:
    return notes.read_text().split().count("ended") if notes.exists() else 0


@pytest.mark.parametrize("pause", [None, 0.5])
def test_who_takes_a_response_not_at_all_or_forever_keeps_no_thread(
    server: tuple[int, Path], pause: float | None
) -> None:
    port, notes = server
    before = ended(notes)
    client = connect(port, GET.replace(b"/quick", b"/endless"))
    begun = time.monotonic()
    while pause and ended(notes) == before and time.monotonic() < begun + 20:
        client.recv(200_000)
        time.sleep(pause)
    wait_for(lambda: ended(notes) > before, "the end of the response")
    client.close()
    assert ask(port, GET).endswith(b"/quick")


def test_who_comes_while_another_is_closed_is_not_told_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A poll closes nobody by its clock: the newcomer would get the number, and the end, of the one closed."""
    connections: dict[int, Any] = {}
    dispatcher = ThreadedTaskDispatcher()  # without threads: nothing is answered here
    later = time.time() + 3600
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = web_server.serve(None, listener, connections, dispatcher, 1)
        with connect(listener.getsockname()[1], b"") as stuck:
            wasyncore.poll2(1, connections)
            [channel] = server.active_channels.values()
            channel.total_outbufs_len = 1
            with connect(listener.getsockname()[1], b"GET") as newcomer, monkeypatch.context() as clock:
                clock.setattr(time, "time", lambda: later)
                wasyncore.poll2(1, connections)
                server.maintenance(later)
                assert is_closed(stuck)
                assert [each.addr for each in server.active_channels.values()] == [newcomer.getsockname()]
        for each in list(connections.values()):
            each.close()


def test_who_goes_away_ends_the_response(server: tuple[int, Path]) -> None:
    port, notes = server
    before = ended(notes)
    client = connect(port, GET.replace(b"/quick", b"/endless"))
    assert client.recv(1000)
    client.close()
    begun = time.monotonic()
    wait_for(lambda: ended(notes) > before, "the end of the response")
    assert is_within(time.monotonic() - begun, 2)
