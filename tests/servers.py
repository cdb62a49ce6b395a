"""What tests run against: a PostgreSQL of their own, and real processes (web server, worker) on its databases."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest
from psycopg import sql

from mgdb.management.private_file import write_private
from tests.forked import Forked, begin, end, spawn
from tools.launcher.binaries import find_binaries
from tools.launcher.children import log_says
from tools.launcher.postgres import EmbeddedPostgres
from tools.launcher.preparation import fingerprint

ROOT = Path(__file__).resolve().parents[1]
# What is slow to make outlives a run, under the hash of what it was made from: collected static files, loaded records.
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mgdb-tests"
TEMPLATE = "mgdb"
# Where a run keeps its databases: creating their many small files on a disk costs more than all that is asked of them.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of this run's own is made there, readable by nobody else
MEMORY_NEEDED = 4 << 30  # bytes
# What loading the records cannot depend on, because it lies above or beside `ingest`; tests/house proves it.
ABOVE_LOADING = {
    "admin", "benchmark", "citation", "compare", "http_cache", "lists", "plot_input", "plots", "views",
}  # fmt: skip
PREPARATIONS = ("prepare", "collectstatic")
# Settings of the person who runs the tests must not reach them.
FOREIGN_SETTINGS = (
    "MGDB_MODE", "MGDB_DEBUG", "MGDB_EMPTY", "MGDB_SECRET_KEY", "MGDB_ALLOWED_HOSTS", "MGDB_BEHIND_PROXY",
    "MGDB_CACHE_URL", "MGDB_LOG_LEVEL", "MGDB_STATIC_ROOT", "MGDB_API_ANONYMOUS_RATE", "MGDB_API_TOKEN_RATE",
    "MGDB_API_WRITE_RATE",
    "CELERY_BROKER_URL", "DATABASE_URL", "PORT", "MGDB_SELF_REVIEW",
    "MGDB_TRUSTED_PROXIES", "MGDB_TWO_STEP_REQUIRED", "MGDB_SIGN_IN_DAYS", "MGDB_MAIL_URL", "MGDB_MAIL_FROM",
    "MGDB_CROSSREF_CONTACT", "MGDB_CROSSREF_URL",
    "MGDB_PROBLEMS_PER_HOUR", "MGDB_BACKUP_DIR", "MGDB_BACKUPS_KEPT",
    "DJANGO_ALLOW_ASYNC_UNSAFE", "PYTHONDONTWRITEBYTECODE",
)  # fmt: skip


def folder_of_run() -> Path:
    """A new folder for all that a run of the tests makes: in memory, where there is enough."""
    try:
        room = shutil.disk_usage(MEMORY).free > MEMORY_NEEDED and os.access(MEMORY, os.W_OK)
    except OSError:
        room = False
    return Path(tempfile.mkdtemp(prefix="mgdb-tests-", dir=MEMORY if room else None))


def wait_for(question: Callable[[], object], what: str, seconds: float = 60.0) -> object:
    """The first true answer of `question`, asked again and again; fails the test after `seconds`."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if answer := question():
            return answer
        time.sleep(0.05)
    pytest.fail(f"waited {seconds:.0f} s in vain for {what}")


def loaded_from() -> list[Path]:
    """All that the loaded records can depend on."""
    inside = [path for path in sorted((ROOT / "mgdb").iterdir()) if path.stem not in ABOVE_LOADING]
    return [ROOT / "fixtures", ROOT / "requirements.lock", *inside, *ROOT.glob("tools/database")]


class DatabaseServer:
    """The PostgreSQL of one test run. The process that collects starts and stops it; the others clone databases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # As many connections as docker-compose.yml gives: all sites of a run share it.
        self.postgres = EmbeddedPostgres(folder / "postgres", durable=False, connections=300)
        self.preparing: list[subprocess.Popen[bytes]] = []

    # ---- in the process that started the tests
    def start(self) -> None:
        """Start the server and begin, in the background, to prepare the template database and the static files.

        Records that an earlier run loaded from the same files with the same code are restored from its dump; `prepare`
        follows all the same, and finds them unchanged.
        """
        for name in FOREIGN_SETTINGS:
            os.environ.pop(name, None)
        self.postgres.start()
        made_from = [ROOT / "static", ROOT / "mgdb/assets.py", ROOT / "mgdb/settings.py", ROOT / "requirements.lock"]
        static = CACHE / f"static-{fingerprint(made_from)[:16]}"
        CACHE.mkdir(parents=True, exist_ok=True)
        os.environ |= {
            "MGDB_TEST_RUN": str(self.folder),
            "TMPDIR": str(self.folder),  # the browser's profile, too
            "DATABASE_URL": self.postgres.url(TEMPLATE),
            "MGDB_DATA_DIR": str(self.folder / "data"),
            "MGDB_STATIC_ROOT": str(static),
            "MGDB_SECRET_KEY": secrets.token_urlsafe(50),
        }
        records = CACHE / f"records-{fingerprint(loaded_from())[:16]}.dump"
        if records.exists():
            records.touch()
            self._begin("prepare", ["prepare"], before=lambda: self._restore(records))
        else:
            self._begin("prepare", ["prepare"], then=lambda: self._dump(records))
        if static.exists():
            (self.folder / "collectstatic.done").write_text("0")
        else:
            # Made beside and renamed when complete: another run of the tests may be doing the same.
            unfinished = CACHE / f"unfinished-{secrets.token_hex(8)}"
            unfinished.mkdir()
            self._begin(
                "collectstatic",
                ["collectstatic", "--no-input", "-v", "0"],
                {"MGDB_STATIC_ROOT": str(unfinished)},
                then=lambda: self._publish(unfinished, static),
            )

    def _publish(self, unfinished: Path, finished: Path) -> None:
        """Let later runs have what was made in `unfinished`, and drop what no run has used for a day."""
        for outdated in CACHE.iterdir():
            if outdated != unfinished and outdated.stat().st_mtime < time.time() - 24 * 3600:
                shutil.rmtree(outdated) if outdated.is_dir() else outdated.unlink()
        try:
            unfinished.rename(finished)
        except OSError:
            shutil.rmtree(unfinished)  # The other run was first.

    def copy_to(self, other: EmbeddedPostgres) -> None:
        """All that the template holds, into the database of another server that is running."""
        dump = other.folder / "template.dump"
        assert self._client("pg_dump", "--format", "custom", "--compress", "0", "--file", dump) == 0
        assert self._client("pg_restore", "--exit-on-error", "--dbname", TEMPLATE, dump, server=other) == 0

    def _client(self, program: str, *arguments: str | Path, server: EmbeddedPostgres | None = None) -> int:
        """Run a client of PostgreSQL on the template database as superuser, its complaints in the log of `prepare`."""
        given = (server or self.postgres).conninfo(TEMPLATE, superuser=True)
        place = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname"}
        environment = os.environ | {name: str(given[key]) for name, key in place.items()}
        with open(self.folder / "prepare.log", "ab") as log:
            command = [find_binaries() / program, *arguments]
            return subprocess.run(command, env=environment, stdout=log, stderr=log, check=False).returncode

    def _restore(self, records: Path) -> int:
        return self._client("pg_restore", "--exit-on-error", "--dbname", TEMPLATE, records)

    def _dump(self, records: Path) -> None:
        unfinished = CACHE / f"unfinished-{secrets.token_hex(8)}"
        if self._client("pg_dump", "--format", "custom", "--compress", "1", "--file", unfinished) == 0:
            self._publish(unfinished, records)

    def _begin(
        self,
        name: str,
        arguments: list[str],
        environment: dict[str, str] | None = None,
        *,
        before: Callable[[], int] | None = None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Run manage.py in the background, after `before` where it answers 0; `then` follows success."""

        def run() -> None:
            code = before() if before else 0
            if code == 0:
                process = spawn(
                    [sys.executable, "manage.py", *arguments], self.folder / f"{name}.log", environment or {}
                )
                self.preparing.append(process)
                code = process.wait()
            if code == 0 and then:
                then()
            write_private(self.folder / f"{name}.done", str(code))

        Thread(target=run, daemon=True).start()

    def stop(self) -> None:
        for process in self.preparing:
            end(process)
        self.postgres.stop()

    # ---- in the processes that run tests
    def await_preparation(self, seconds: float = 600.0) -> None:
        """Wait until the template database and the static files are made, or could not be made."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit and not all((self.folder / f"{name}.done").exists() for name in PREPARATIONS):
            time.sleep(0.05)

    def check_prepared(self) -> None:
        """Fail, with the log, when the template database or the static files could not be made."""
        for name in PREPARATIONS:
            done = self.folder / f"{name}.done"
            outcome = done.read_text() if done.exists() else "not finished"
            if outcome != "0":
                log = (self.folder / f"{name}.log").read_text()
                pytest.fail(f"`manage.py {name}` failed before the tests ({outcome}):\n{log[-3000:]}", pytrace=False)

    def _administer(self, statement: sql.Composed) -> None:
        with psycopg.connect(**self.postgres.conninfo("postgres", superuser=True), autocommit=True) as connection:
            connection.execute(statement)

    def clone(self, label: str, template: str = TEMPLATE) -> str:
        """A new database with all that the template holds; returns its name."""
        name = f"{label}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{secrets.token_hex(3)}"
        # Copied as files: a tenth of the processor time of logging every page, where nothing is synchronised.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER mgdb STRATEGY file_copy")
        self._administer(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def empty(self, label: str) -> str:
        """A new database without a table; returns its name."""
        name = f"{label}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{secrets.token_hex(3)}"
        self._administer(sql.SQL("CREATE DATABASE {} OWNER mgdb").format(sql.Identifier(name)))
        return name

    def drop(self, name: str) -> None:
        self._administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, name: str, *, web: bool = False) -> str:
        """The DATABASE_URL of database `name` for its owner, or for the web server."""
        return self.postgres.url(name, web=web)


class WebServer:
    """gunicorn on one database, as `make run` starts it; `url` ends in a slash."""

    def __init__(self, database_url: str, log: Path, environment: dict[str, str] | None = None) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.log = log
        self.begin = (database_url, log, environment)
        self.start_again()

    def start_again(self) -> None:
        """Start it on the same socket, and return when it answers."""
        arguments = [
            "--config", "python:mgdb.web_server", "mgdb.wsgi:application", "--bind", "fd://{0}", "--workers", "1",
            "--graceful-timeout", "2",
        ]  # fmt: skip
        self.process = begin("gunicorn", arguments, *self.begin, self.listener.fileno())
        wait_for(self._answers, f"the web server (log: {self.log.read_text()[-2000:]})")

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            pytest.fail(f"the web server ended at once:\n{self.log.read_text()[-3000:]}", pytrace=False)
        try:
            with urllib.request.urlopen(self.url + "healthz", timeout=5) as answer:  # noqa: S310 - our own address
                return answer.status == 200
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return False

    def stop(self) -> None:
        """End it without what an orderly end costs: nobody is served any more, and its database is about to go, too."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self.listener.close()


class TaskWorker:
    """A real Celery worker on one database and the broker in it."""

    def __init__(self, database_url: str, log: Path, environment: dict[str, str] | None = None) -> None:
        self.database_url = database_url
        self.log = log
        self.environment = environment or {}
        self.process: subprocess.Popen[bytes] | Forked | None = None

    def start(self, concurrency: int = 1) -> None:
        """Start the worker and return when it takes tasks."""
        offset = self.log.stat().st_size if self.log.exists() else 0
        arguments = [
            "-A", "mgdb.celery", "worker", "--loglevel", "INFO", "--concurrency", str(concurrency),
            "--without-gossip", "--without-mingle", "--without-heartbeat",
        ]  # fmt: skip
        process = self.process = begin("celery", arguments, self.database_url, self.log, self.environment)

        def ready() -> bool:
            if process.poll() is not None:
                pytest.fail(f"the worker ended at once:\n{self.log.read_text()[-3000:]}", pytrace=False)
            return log_says(self.log, offset, " ready.")

        wait_for(ready, "the Celery worker")

    def kill(self) -> None:
        """SIGKILL to the worker and to its pool processes, as a power cut would."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def discard(self) -> None:
        """End it without the five seconds that an orderly end takes: its database is about to go, too."""
        if self.process is not None and self.process.poll() is None:
            self.kill()


# The number of the lock behind which what `brake` holds up waits.
BRAKE = 77


@contextlib.contextmanager
def brake(url: str, table: str, after: int = 0, of: str = "INSERT") -> Iterator[None]:
    """While this block lasts, whatever enters a row in `table` stands still in the middle of its transaction; or what
    deletes one, of “DELETE”.

    The first `after` rows go through.
    """
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "CREATE SEQUENCE let_through; CREATE FUNCTION brake() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF nextval('let_through') > {after} THEN PERFORM pg_advisory_xact_lock({BRAKE}); END IF; "
            "RETURN COALESCE(NEW, OLD); END $$; "
            f"CREATE TRIGGER brake BEFORE {of} ON {table} FOR EACH ROW EXECUTE FUNCTION brake()"
        )
        other.execute(f"SELECT pg_advisory_lock({BRAKE})")
        try:
            yield
        finally:
            other.execute(f"SELECT pg_advisory_unlock({BRAKE})")


def standing_still() -> bool:
    """Whether somebody waits for the brake."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted)", [BRAKE]
        )
        return bool(cursor.fetchone()[0])


def forget_connections() -> None:
    """Close what this process has open to the queue, so that the next message is sent by the settings of then."""
    from mgdb.celery import app

    if app._pool is not None:
        app._pool.force_close_all()
        app._pool = None
        app.amqp._producer_pool = None


@contextlib.contextmanager
def application_on(server: DatabaseServer | EmbeddedPostgres, name: str) -> Iterator[None]:
    """Let Django's connection and Celery's broker of this process use database `name` for a while."""
    from django.db import connection
    from psycopg.conninfo import make_conninfo

    from mgdb.celery import app

    def point(conninfo: dict[str, Any]) -> None:
        connection.close()
        names = {"NAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
        connection.settings_dict.update({name: str(conninfo[key]) for name, key in names.items()})
        forget_connections()
        options = app.conf.broker_transport_options | {
            "conn_string": make_conninfo(**{key: str(value) for key, value in conninfo.items()})
        }
        app.conf.update(broker_transport_options=options)

    settings, options = dict(connection.settings_dict), app.conf.broker_transport_options
    point((server.postgres if isinstance(server, DatabaseServer) else server).conninfo(name))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(settings)
        forget_connections()
        app.conf.update(broker_transport_options=options)


def read_json(url: str) -> object:
    """The JSON that a GET of `url` (one of our own servers) answers."""
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own address
        return json.load(answer)
