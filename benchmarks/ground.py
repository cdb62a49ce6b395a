"""What benchmarks stand on: a PostgreSQL of their own with invented and curated records, and Datasette.

All of it is in one folder, and is made where it is not there yet: a folder that is kept is quicker the next time.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from tools.launcher.postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(tempfile.gettempdir()) / "mgdb-benchmark"
MATERIALS, MEASUREMENTS = 1_000, 10_000
CORPUS, CURATED = "corpus_scratch", "curated"
SITE, BARE = "mgdb.wsgi:application", "benchmarks.bare:application"
# Ten columns of a measurement, of both sides.
COLUMNS = ("public_id", "property_key", "value", "low", "high", "bound", "approximate", "origin", "method", "ion")


class Databases:
    """The server and its databases: `corpus` of invented records, `curated` of those that MgDB comes with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = EmbeddedPostgres(folder / "postgres", durable=False)
        self.static = folder / "static"

    @contextlib.contextmanager
    def running(self, *, are_prepared: bool = False) -> Iterator[Databases]:
        with self.postgres.running():
            if not are_prepared:
                self.prepare()
            yield self

    def prepare(self) -> None:
        """Makes what is missing, and brings what is there to where this code needs it."""
        self.manage(CORPUS, "collectstatic", "--no-input", "--verbosity", "0")
        for name, options in ((CORPUS, ["--no-records"]), (CURATED, [])):
            is_new = empty_database(self.postgres, name)
            self.manage(name, "prepare", *options)
            if is_new and name == CORPUS:
                size = ("--materials", str(MATERIALS), "--measurements", str(MEASUREMENTS))
                self.python(name, "-m", "tools.generate_corpus", *size)
                self.manage(name, "prepare", *options)

    def url(self, name: str) -> str:
        """For the web server: its role, whose statements end after some seconds."""
        return self.postgres.url(name, web=True)

    def environment(self, name: str) -> dict[str, str]:
        """For a process that serves the database `name`; no rate limit is in the way."""
        return self._environment(self.url(name))

    def _environment(self, url: str) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": url,
            "BENCHMARK_DATABASE": url,
            "MGDB_DATA_DIR": str(self.folder / "data"),
            "MGDB_STATIC_ROOT": str(self.static),
            "MGDB_SECRET_KEY": "of-benchmarks-alone",
            "MGDB_API_ANONYMOUS_RATE": "999999999/min",
            "PYTHONPATH": str(ROOT),
        }

    def manage(self, name: str, *arguments: str) -> None:
        self.python(name, "manage.py", *arguments)

    def python(self, name: str, *arguments: str) -> None:
        environment = self._environment(self.postgres.url(name))
        subprocess.run([sys.executable, *arguments], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    def processor_seconds(self) -> float:
        """What the server's processes have used so far."""
        assert self.postgres.process is not None
        return processor_seconds(self.postgres.process.pid)


def empty_database(server: EmbeddedPostgres, name: str, *, replace: bool = False) -> bool:
    """An empty database with the rights and extensions that the server's first one has; whether it was made.

    replace: what is there by this name is dropped before.
    """
    with psycopg.connect(**server.conninfo("postgres", superuser=True), autocommit=True) as connection:
        if replace:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None:
            return False
        state = server.state()
        words = [sql.Identifier(one) for one in (name, state["user"], state["database"])]
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(*words))
        return True


def scratch_database(server: EmbeddedPostgres, name: str) -> dict[str, str]:
    """A new database with all tables and no records, in place of the last one of this name.

    Returns the environment of processes that use it.
    """
    empty_database(server, name, replace=True)
    folder = server.folder.parent / f"{server.folder.name}-data"
    folder.mkdir(exist_ok=True)
    environment = os.environ | {
        "DATABASE_URL": server.url(name),
        "MGDB_DATA_DIR": str(folder),
        "MGDB_SECRET_KEY": "of-benchmarks-alone",
    }
    command = [sys.executable, "manage.py", "prepare", "--no-records"]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    return environment


def processor_seconds(pid: int) -> float:
    """Processor time of a process and all below it, those that have ended included."""
    top = psutil.Process(pid)
    total = 0.0
    for process in (top, *top.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


class Server:
    """A process that serves on a free port of its own."""

    def __init__(self, command: list[str], environment: Mapping[str, str], ready: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = int(listener.getsockname()[1])
        command = [part.format(port=self.port) for part in command]
        self.process = subprocess.Popen(
            command, env=dict(environment), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.get(ready)

    def get(self, path: str) -> tuple[bytes, dict[str, str]]:
        """The answer, waiting for the server to come up."""
        for attempt in count():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
                    return answer.read(), dict(answer.headers)
            except urllib.error.HTTPError:
                raise  # it is up, and said no
            except (ConnectionError, urllib.error.URLError):
                if attempt > 1200 or self.process.poll() is not None:
                    raise
                time.sleep(0.1)
        raise AssertionError

    def processor_seconds(self) -> float:
        return processor_seconds(self.process.pid)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def web_server(application: str, environment: Mapping[str, str], ready: str) -> Server:
    """The web server as everywhere, but with one process."""
    command = [
        *(sys.executable, "-m", "gunicorn", "--config", "python:mgdb.web_server", application),
        *("--workers", "1", "--bind", "127.0.0.1:{port}", "--log-level", "error"),
    ]
    return Server(command, environment, ready)


def datasette(databases: Databases) -> Server:
    """Datasette with the measurements of the corpus in a SQLite file, installed in an environment of its own."""
    home = databases.folder / "datasette"
    if not (home / "bin" / "datasette").exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", "datasette"], check=True)
    file = databases.folder / "corpus.db"
    file.unlink(missing_ok=True)
    with psycopg.connect(databases.url(CORPUS)) as connection:
        rows = connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM mgdb_measurement WHERE status = 'published' ORDER BY id"  # noqa: S608
        ).fetchall()
    with contextlib.closing(sqlite3.connect(file)) as target, target:
        target.execute(f"CREATE TABLE measurements ({', '.join(COLUMNS)})")
        target.executemany(f"INSERT INTO measurements VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
    command = [
        *(str(home / "bin" / "datasette"), "serve", str(file), "--port", "{port}"),
        *("--setting", "default_page_size", "50"),
    ]
    return Server(command, os.environ, "/corpus/measurements.json")
