"""The supervisor behind `make run`: prepares the data folder, starts every process, restarts one that dies."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import psutil

from mgdb.management.private_file import write_private
from tools.launcher.children import Children, log_says, shorten
from tools.launcher.console import say, step
from tools.launcher.errors import LaunchError
from tools.launcher.options import ROOT, Options
from tools.launcher.postgres import EmbeddedPostgres
from tools.launcher.preparation import Preparation

TASK_WORKERS = 2
READY_SECONDS = 90.0
# A child that ends more often than this will not recover by being started again.
RESTARTS, RESTART_WINDOW = 5, 60.0
# What a first start writes, and what later ones need to begin.
FIRST_MB, LATER_MB = 400, 50
LOG_SECONDS = 30.0


@dataclass
class Child:
    """One supervised process."""

    name: str
    command: list[str]
    descriptors: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=deque)


class Supervisor:
    """Everything of one data folder, for as long as it runs."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.data = options.data
        self.address = f"http://127.0.0.1:{options.port}/"
        self.postgres = None if options.database_url else EmbeddedPostgres(self.data / "postgres")
        self.children: list[Child] = []
        self.stopping = self.waits_for_room = False
        self.question: socket.socket | None = None
        self.worker_log = self.data, 0  # and how long it was before the start
        # Each process would compile all of the application at each start, were it told to write no bytecode.
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.processes = Children(
            self.data,
            inherited
            | {
                "DJANGO_SETTINGS_MODULE": "mgdb.settings",
                "MGDB_DATA_DIR": str(self.data),
                "PORT": str(options.port),
                "PYTHONPATH": str(ROOT),
                "PYTHONUNBUFFERED": "1",
            },
        )

    # -------------------------------------------------------------------------------------------------- start
    def run(self) -> None:
        """Start everything and watch over it until SIGINT, SIGTERM or SIGHUP. Raises LaunchError."""
        begin = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        say(f"MgDB in {self.data}")
        self._open_data_folder()
        with self._lock():
            try:
                self._end_leftovers()
                listener = self._listen()
                if self.postgres:
                    with step("PostgreSQL"):
                        self.postgres.start()
                Preparation(self.options, self.processes).run(meanwhile=lambda: self._start_children(listener))
                with step("web server, worker, beat"):
                    self._let_children_work()
                say(f"\n  Ready in {time.monotonic() - begin:.1f} s: {self.address}")
                self._show_login()
                say("  Stop with Ctrl-C.")
                self._watch()
            except Interrupted:
                pass
            finally:
                self._stop()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if not self.stopping:
            self.stopping = True
            raise Interrupted

    def _open_data_folder(self) -> None:
        try:
            self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in ("logs", "run"):
                (self.data / name).mkdir(mode=0o700, exist_ok=True)
            probe = self.data / "run" / "probe"
            probe.write_text("")
            probe.unlink()
        except OSError as error:
            raise LaunchError(
                f"The data folder {self.data} cannot be written ({error.strerror}): "
                "choose another, as in `MGDB_DATA_DIR=~/mgdb-data make run`."
            ) from None
        is_first = not (self.data / "postgres").exists() and self.postgres is not None
        if full := self._full(FIRST_MB if is_first else LATER_MB):
            raise LaunchError(
                f"{full} Make room, or choose another folder, as in `MGDB_DATA_DIR=~/mgdb-data make run`."
            )
        if not (self.data / "secret-key").exists():
            write_private(self.data / "secret-key", secrets.token_urlsafe(50))

    def _full(self, needed: int) -> str:
        """That less than `needed` MB are free on the disk of the data folder, in words; "" where more are."""
        free = shutil.disk_usage(self.data).free // 1_000_000
        if free >= needed:
            return ""
        return f"The disk of the data folder {self.data} is full: {free} MB are free, {needed} MB are needed."

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Only one supervisor for each data folder; the kernel lets go of the lock whatever kills us."""
        with open(self.data / "run" / "lock", "a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise LaunchError(
                    f"MgDB already runs on {self.data} ({file.read().strip() or 'starting'}): "
                    "stop it with Ctrl-C or `make stop`, or choose another MGDB_DATA_DIR."
                ) from None
            file.truncate(0)
            file.write(f"process {os.getpid()}, {self.address}\n")
            file.flush()
            yield
            file.truncate(0)

    def _end_leftovers(self) -> None:
        """End the children of a supervisor that was killed; where the kernel ended them already, this finds none."""
        file = self.data / "run" / "children.json"
        try:
            noted = [(int(entry["pid"]), float(entry["born"])) for entry in json.loads(file.read_text("utf-8"))]
        except FileNotFoundError:
            return
        except (ValueError, TypeError, KeyError):
            say(f"  {file} is not what was written there: whatever was left running is not ended.")
            return
        left = []
        for pid, born in noted:
            with contextlib.suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                # The number may be somebody else's by now; the time of birth tells.
                if abs(process.create_time() - born) < 1:
                    left += [process, *process.children(recursive=True)]
        for send in (psutil.Process.terminate, psutil.Process.kill):
            for process in left:
                with contextlib.suppress(psutil.NoSuchProcess):
                    send(process)
            _, left = psutil.wait_procs(left, timeout=5)

    def _listen(self) -> socket.socket:
        """The web server's socket, held by us: restarting the server refuses nobody."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", self.options.port))
        except OSError as error:
            listener.close()
            raise LaunchError(
                f"Port {self.options.port} cannot be used ({error.strerror}): "
                "choose another, as in `PORT=8001 make run`."
            ) from None
        listener.listen(512)
        return listener

    # ----------------------------------------------------------------------------------------------- children
    def _start_children(self, listener: socket.socket) -> None:
        """Web server and worker import the application, and wait for what is being prepared (tools/ahead)."""
        python = [sys.executable, "-m"]
        web = [
            *python, "gunicorn", "--config", "python:tools.ahead.web", "mgdb.wsgi:application",
            "--bind", f"fd://{listener.fileno()}",
        ]  # fmt: skip
        # What the checks look at, `prepare` has looked at; they would import the whole site into the worker.
        worker = [
            *python, "celery", "-A", "tools.ahead.worker", "--skip-checks", "worker", "--loglevel", "INFO",
            "--concurrency", str(TASK_WORKERS), "--without-gossip", "--without-mingle", "--without-heartbeat",
            "--hostname", "worker@%h",
        ]  # fmt: skip
        log = self.processes.log("worker")
        self.worker_log = log, log.stat().st_size if log.exists() else 0
        self.children = [Child("web", web, (listener.fileno(),)), Child("worker", worker)]
        for child in self.children:
            self._spawn(child, waits=True)
        self._note_children()

    def _let_children_work(self) -> None:
        for child in self.children:
            assert child.process is not None
            assert child.process.stdin is not None
            child.process.stdin.close()
        self._wait_ready({"web": self._web_answers, "worker": lambda: log_says(*self.worker_log, " ready.")})
        # Only now: it has nothing to send for half a minute, and its start would hold up the others.
        # The schedule is static and its intervals short: nothing of it needs a file that a kill could corrupt.
        beat = [
            sys.executable, "-m", "celery", "-A", "mgdb.celery", "--skip-checks", "beat", "--loglevel", "INFO",
            "--scheduler", "celery.beat:Scheduler", "--pidfile=",
        ]  # fmt: skip
        self.children.append(Child("beat", beat))
        self._spawn(self.children[-1])
        self._note_children()

    def _spawn(self, child: Child, *, waits: bool = False) -> None:
        # The web server has a role of its own, unless the database is somebody else's: then all share DATABASE_URL.
        environment = {"DATABASE_URL": self.postgres.url(web=True)} if self.postgres and child.name == "web" else {}
        child.process = self.processes.spawn(child.command, child.name, child.descriptors, environment, waits=waits)

    def _wait_ready(self, waiting: dict[str, Callable[[], bool]]) -> None:
        """Wait until every question in `waiting` has been answered with yes. Raises LaunchError when a child ends."""
        deadline = time.monotonic() + READY_SECONDS
        while waiting:
            for child in self.children:
                if child.process and child.process.poll() is not None:
                    raise LaunchError(
                        f"The {child.name} process ended at once: {self.processes.last_line(child.name)} "
                        f"(log: {self.processes.log(child.name)})."
                    )
            for name in [name for name, ready in waiting.items() if ready()]:
                del waiting[name]
            if waiting and time.monotonic() > deadline:
                raise LaunchError(
                    f"Not ready after {READY_SECONDS:.0f} s: {', '.join(waiting)} (logs: {self.data / 'logs'})."
                )
            time.sleep(0.05)

    def _web_answers(self) -> bool:
        """Whether the web server has answered the one request that waits in our socket's queue since it was started."""
        if self.question is None:
            self.question = socket.create_connection(("127.0.0.1", self.options.port))
            self.question.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            self.question.setblocking(False)
        try:
            answer = self.question.recv(1024)
        except BlockingIOError:
            return False
        except ConnectionError:
            answer = b""
        self.question.close()
        self.question = None
        if answer.startswith((b"HTTP/1.0 5", b"HTTP/1.1 5")):
            raise LaunchError(f"The web server answers with an error (log: {self.processes.log('web')}).")
        return answer.startswith(b"HTTP/")

    def _note_children(self) -> None:
        noted = []
        for child in self.children:
            if child.process and child.process.poll() is None:
                with contextlib.suppress(psutil.NoSuchProcess):
                    pid = child.process.pid
                    noted.append({"name": child.name, "pid": pid, "born": psutil.Process(pid).create_time()})
        write_private(self.data / "run" / "children.json", json.dumps(noted))

    def _show_login(self) -> None:
        """The curator's generated login, the first time that there is one to show."""
        login, shown = self.data / "curator", self.data / "run" / "curator-shown"
        if login.exists() and not shown.exists():
            user, password = login.read_text(encoding="utf-8").split()
            say(f"  Curator's login at {self.address}admin/: {user} {password}")
            say(f"  It is shown this once and kept in {login}.")
            shown.write_text("")

    # -------------------------------------------------------------------------------------------------- watch
    def _watch(self) -> None:
        looked = 0.0
        while True:
            time.sleep(0.2)
            if time.monotonic() > looked + LOG_SECONDS:
                self._shorten_logs()
                looked = time.monotonic()
            database = self.postgres.process if self.postgres else None
            ended = [child for child in self.children if child.process and child.process.poll() is not None]
            has_ended = database is not None and database.poll() is not None
            if not (ended or has_ended) or not self._has_room():
                continue
            if has_ended and self.postgres:
                self._restart(self.postgres)
            for child in ended:
                if child.process is None or child.process.poll() is None:  # started again with the database
                    continue
                say(f"  The {child.name} process ended ({child.process.returncode}); starting it again.")
                self._count_death(child.name, child.deaths, self.processes.log(child.name))
                self._spawn(child)
                self._note_children()

    def _has_room(self) -> bool:
        """Whether what has ended can be started again; the others go on meanwhile, and readers find what is kept."""
        full = self._full(LATER_MB)
        if full and not self.waits_for_room:
            say(f"  {full} What has ended is started again when there is room.")
        self.waits_for_room = bool(full)
        return not full

    def _restart(self, postgres: EmbeddedPostgres) -> None:
        say("  PostgreSQL ended; starting it again.")
        self._count_death("PostgreSQL", self._postgres_deaths, postgres.log_file)
        place = postgres.url()
        postgres.start()
        if postgres.url() != place:  # somebody took its port meanwhile
            say("  PostgreSQL has another port now; web server, worker and beat are started again with it.")
            self._end(self.children)
            for child in self.children:
                self._spawn(child)
            self._note_children()

    def _shorten_logs(self) -> None:
        logs = [self.processes.log(child.name) for child in self.children]
        for log in [*logs, *([self.postgres.log_file] if self.postgres else [])]:
            try:
                shorten(log)
            except OSError as error:
                say(f"  The log {log} is long and cannot be put aside: {error.strerror}.")

    _postgres_deaths: deque[float] = deque()

    def _count_death(self, name: str, deaths: deque[float], log: Path) -> None:
        now = time.monotonic()
        deaths.append(now)
        while deaths[0] < now - RESTART_WINDOW:
            deaths.popleft()
        if len(deaths) > RESTARTS:
            raise LaunchError(f"{name} ended {len(deaths)} times in {RESTART_WINDOW:.0f} s; giving up (log: {log}).")

    def _stop(self) -> None:
        """Stop children first, the database last."""
        self.stopping = True
        is_left = any(child.process and child.process.poll() is None for child in self.children)
        if is_left or (self.postgres and self.postgres.process):
            say("\n  Stopping …")
        self._end(self.children)
        if self.postgres:
            self.postgres.stop()
        (self.data / "run" / "children.json").unlink(missing_ok=True)

    def _end(self, running: list[Child]) -> None:
        """End children, each asked before it is made to."""
        # Celery takes SIGTERM as "finish what you are doing", SIGQUIT as "put it back".
        for number, seconds in ((signal.SIGTERM, 8), (signal.SIGQUIT, 4), (signal.SIGKILL, 5)):
            running = [child for child in running if child.process and child.process.poll() is None]
            for child in running:
                assert child.process is not None
                child.process.send_signal(number)
            limit = time.monotonic() + seconds
            while any(child.process and child.process.poll() is None for child in running):
                if time.monotonic() > limit:
                    break
                time.sleep(0.05)


class Interrupted(Exception):
    """Somebody asked us to stop."""
