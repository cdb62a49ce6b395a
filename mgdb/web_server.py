"""The web server: gunicorn keeps the processes, waitress serves in each (docs/decisions/web-server.md).

A configuration of gunicorn, the same wherever MgDB runs: `gunicorn -c python:mgdb.web_server mgdb.wsgi:application`.

Waitress reads every request whole in a loop of its own before a thread is asked for it, and knows while a request waits
whether somebody is still there: neither slow senders nor those who went away cost a thread.
"""

from __future__ import annotations

import io
import os
import secrets
import shutil
import socket
import sys
import tempfile
import time
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, ThreadedTaskDispatcher, WSGITask

from mgdb.postgresql import base
from mgdb.process_memory import keep_few_heaps
from mgdb.refused import REFUSED
from mgdb.request_bodies import MOST_BODY_BYTES, IncomingRequest, Room

keep_few_heaps()

preload_app = True  # what is imported before the fork is shared by all processes
workers = 2
# Of a process; each has a connection to the database of its own. Some are always free for what is answered at once:
# those at work, those that wait for it (mgdb/admission.py) and downloads (mgdb/lists/downloads.py) are fewer.
threads = 26
timeout = 60  # seconds without a sign of life, after which a process is replaced
graceful_timeout = 5
control_socket_disable = True
worker_class = "mgdb.web_server.WaitressWorker"
if os.environ.get("MGDB_MONITORING_TOKEN"):
    # Where all processes of this server count; made by mgdb/monitoring/metrics.py, under a name that nobody else knows
    # before.
    METRICS = os.path.join(tempfile.gettempdir(), f"mgdb-metrics-{secrets.token_hex(8)}")
    raw_env = [f"PROMETHEUS_MULTIPROC_DIR={METRICS}"]

    def on_exit(server: Any) -> None:
        shutil.rmtree(METRICS, ignore_errors=True)


if os.path.isdir("/dev/shm"):  # noqa: S108 - gunicorn's own recommendation for its signs of life
    worker_tmp_dir = "/dev/shm"  # noqa: S108

# A request is sent whole in so many seconds, headers and body.
REQUEST_SECONDS = 30
# A connection on which nothing moves for so long is closed, also where a response waits to be taken.
IDLE_SECONDS = 60
# A response is taken whole in so many seconds: a download holds a thread and a snapshot of the database.
RESPONSE_SECONDS = 900
# What the database answers comes within so many seconds: the role of web servers has statements ended after eight
# (tools/roles.sql), so that one which says nothing for longer does not live.
DATABASE_SECONDS = 10
# Connections of a process; one more closes the one that has been idle for longest.
MOST_CONNECTIONS = 800
MOST_HEADER_BYTES = 32 * 1024
BACKLOG = 1024
LOOP_SECONDS = 0.5
# What is said of a request that is not read to its end, and not said by mgdb/request_bodies.py.
SAID = {
    431: f"The headers of a request, with its address, are at most {MOST_HEADER_BYTES // 1024} kB; send less.",
}


def said_of(error: Any) -> str:
    return str(error.body) if error.code in (413, 503) else f"This is not a request that can be read: {error.body}"


class Refusal(WSGITask):  # type: ignore[misc]  # waitress has no types, nor has gunicorn
    """What the server itself refuses: the application says it, with the headers of all that it says.

    Of what was sent it is told only whether a program sent it: the rest could not be read.
    """

    def __init__(self, channel: HTTPChannel, request: Any) -> None:
        super().__init__(channel, request)
        request.command = "POST"  # no reading, which could be answered with what is kept
        error = request.error
        self.refused = f"{error.code} {error.reason}"
        first_line = request.header_plus.lstrip() or getattr(request, "first_line", b"")
        self.environ = {
            "REMOTE_ADDR": channel.addr[0],
            "REQUEST_METHOD": request.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": "/api/" if first_line.split(b"\r", 1)[0].partition(b" ")[2].startswith(b"/api/") else "/",
            "QUERY_STRING": "",
            "SERVER_NAME": channel.server.server_name,
            "SERVER_PORT": str(channel.server.effective_port),
            "SERVER_PROTOCOL": f"HTTP/{self.version}",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",  # it is led nowhere else
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            "wsgi.input": io.BytesIO(),
            REFUSED: (error.code, SAID.get(error.code) or said_of(error)),
        }

    def build_response_header(self) -> bytes:
        self.status = self.refused
        self.set_close_on_finish()  # what follows on the connection may be anything
        header: bytes = super().build_response_header()
        return header


ROOM = Room()  # of this process


def refuse(channel: HTTPChannel, request: Any) -> Task:
    """Who says what is wrong with a request; an application that has failed is not asked to."""
    return (ErrorTask if request.error.code == 500 else Refusal)(channel, request)


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection: it knows since when it waits for the rest of a request, and since when one is answered."""

    error_task_class = staticmethod(refuse)

    begun: float | None = None
    answering: float | None = None

    def parser_class(self, adjustments: Adjustments) -> IncomingRequest:
        return IncomingRequest(adjustments, str(self.addr[0]) if self.addr else "", ROOM)

    def del_channel(self, map: dict[int, Any] | None = None) -> None:
        super().del_channel(map)
        if self.request is not None:
            self.request.close()  # it comes no further

    def received(self, data: bytes) -> bool:
        more: bool = super().received(data)
        self.begun = None if self.request is None else self.begun or time.time()
        return more

    def service(self) -> None:
        self.answering = time.time()
        super().service()
        self.answering = None

    def is_stuck(self, now: float) -> bool:
        """Whether the client does not take what is ready for it, or takes it forever."""
        if not self.total_outbufs_len:
            return False
        forever = self.answering is not None and self.answering < now - RESPONSE_SECONDS
        return forever or bool(self.last_activity < now - IDLE_SECONDS)


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Waitress, with a limit of time for every request, and one of connections that refuses no newcomer."""

    channel_class = Channel

    def maintenance(self, now: float) -> None:
        """Closes connections that wait too long for the rest of a request, and those on which nothing moves.

        Only between two polls: what a poll closes leaves a number that the next accept takes up, and the poll then
        tells the newcomer what it has to say of the one that was closed.
        """
        super().maintenance(now)
        for channel in list(self.active_channels.values()):
            if channel.begun is not None and channel.begun < now - REQUEST_SECONDS:
                channel.will_close = True
            if channel.is_stuck(now):
                channel.handle_close()  # a full socket is never asked whether it will close

    @property
    def is_serving(self) -> bool:
        return any(channel.requests for channel in self.active_channels.values())

    def handle_accept(self) -> None:
        super().handle_accept()
        if len(self.active_channels) > MOST_CONNECTIONS:
            idle = [channel for channel in self.active_channels.values() if not channel.requests]
            if idle:
                min(idle, key=lambda channel: float(channel.last_activity)).handle_close()


def serve(
    application: Any,
    listener: socket.socket,
    connections: dict[int, Any],
    dispatcher: ThreadedTaskDispatcher,
    threads: int,
) -> Server:
    """What accepts connections at a listening socket; whoever polls them calls its `maintenance` in between."""
    listener.setblocking(False)
    settings = Adjustments(
        sockets=[listener],
        threads=threads,
        backlog=BACKLOG,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=10**9,  # seconds: a poll never does it, we do between two of them
        connection_limit=10 * MOST_CONNECTIONS,  # never reached: ours refuses nobody
        channel_request_lookahead=1,  # else nobody looks whether the client is still there
        max_request_header_size=MOST_HEADER_BYTES,
        max_request_body_size=MOST_BODY_BYTES + 1,  # it means less than so much
        ident=None,
        clear_untrusted_proxy_headers=False,  # settings say which proxies are believed
        asyncore_use_poll=True,
    )
    return Server(
        application,
        map=connections,
        _sock=listener,
        dispatcher=dispatcher,
        adj=settings,
        sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        bind_socket=False,
    )


class WaitressWorker(Worker):  # type: ignore[misc]
    """A process of gunicorn in which waitress serves."""

    def run(self) -> None:
        base.limit(DATABASE_SECONDS)
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(self.cfg.threads)
        connections: dict[int, Any] = {}
        servers = [
            serve(self.wsgi, listener.sock, connections, dispatcher, self.cfg.threads) for listener in self.sockets
        ]
        noted = 0.0
        while self.alive and os.getppid() == self.ppid:
            if (now := time.monotonic()) > noted + 1:
                self.notify()
                for server in servers:
                    server.maintenance(time.time())
                noted = now
            wasyncore.poll2(LOOP_SECONDS, connections)
        for server in servers:
            server.accepting = False
        end = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < end and any(server.is_serving for server in servers):
            self.notify()
            wasyncore.poll2(0.05, connections)
        dispatcher.shutdown(timeout=2)
