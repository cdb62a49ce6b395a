"""Backups are made, read back, kept as long as they should be, and put back: into an empty database and a live one."""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count as count_from
from pathlib import Path
from threading import Event, Thread
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from psycopg import sql

from mgdb import backups, data_version, tasks
from mgdb.models import Job, Phase, PublicForm, Source
from mgdb.projection import checking
from tests.servers import DatabaseServer, TaskWorker, WebServer, application_on, read_json, wait_for

KEPT = 3


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUPS_KEPT = KEPT
    return settings.BACKUP_DIR


@pytest.fixture
def backup(committed_db: str, folder: Path) -> tuple[Path, backups.Contents]:
    return backups.make(folder)


@contextmanager
def empty_database(server: DatabaseServer) -> Iterator[str]:
    """A database of the owner's in which nothing was ever made, as on a new machine."""
    name = f"empty_{os.getpid()}"
    server._administer(sql.SQL("CREATE DATABASE {} TEMPLATE template0 OWNER mgdb").format(sql.Identifier(name)))
    try:
        with application_on(server, name):
            yield server.url(name)
    finally:
        server.drop(name)


def said(command: str, *arguments: object) -> str:
    output = io.StringIO()
    call_command(command, *map(str, arguments), stdout=output)
    return output.getvalue()


# -------------------------------------------------------------------------------------------- PostgreSQL's programs
def test_a_program_is_one_that_can_speak_to_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def has(version: int, tls: bool) -> None:
        said = "Connection refused" if tls else 'sslmode value "require" invalid when SSL support is not compiled in'
        program.write_text(f"""#!/bin/sh
[ "$1" = --version ] && echo 'pg_dump (PostgreSQL) {version}.3 (Debian)' || echo '{said}' >&2
""")

    program = tmp_path / "pg_dump"
    has(15, tls=False)
    program.chmod(0o700)
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(backups.importlib.util, "find_spec", lambda name: None)  # the embedded one is not there
    assert backups.program("pg_dump", backups.Server(15, tls=False)) == str(program)
    with pytest.raises(backups.BackupError, match=r"pg_dump is of version 15, the server of 18\. Install"):
        backups.program("pg_dump", backups.Server(18, tls=False))
    with pytest.raises(backups.BackupError, match=r"speaks no TLS.* client 15 with TLS or later"):
        backups.program("pg_dump", backups.Server(15, tls=True))
    has(15, tls=True)
    assert backups.program("pg_dump", backups.Server(15, tls=True)) == str(program)


def test_programs_speak_tls_where_our_own_session_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"sslmode": "prefer"})
    assert backups.login(backups.Server(18, tls=True))["PGSSLMODE"] == "require"


# ---------------------------------------------------------------------------------------------------------- making
def test_a_backup_is_private_says_what_is_in_it_and_leaves_out_what_can_be_made_again(
    backup: tuple[Path, backups.Contents],
) -> None:
    file, contents = backup
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert backups.contents_of(file) == contents
    assert contents.rows["mgdb_source"] == Source.objects.count() > 400
    assert PublicForm.objects.exists()
    assert not set(backups.EMPTIED) & backups.count_rows(file).keys()
    assert "mgdb.0001_initial" in contents.migrations
    assert sorted(file.parent.iterdir()) == [file, file.with_suffix(".json")]


def test_while_one_is_made_no_other_is_begun(committed_db: str, folder: Path) -> None:
    with psycopg.connect(committed_db) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [backups.LOCK])
        assert backups.make(folder) is None
        with pytest.raises(CommandError, match="Another backup is being made"):
            said("backup")


def test_what_cannot_be_written_or_dumped_is_one_sentence_and_leaves_nothing(
    committed_db: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BINDIR", str(folder))
    folder.mkdir()
    (folder / "pg_dump").write_text(
        "#!/bin/sh\n[ $1 = --version ] && echo 'pg_dump (PostgreSQL) 99.1' && exit\n"
        "echo 'No space left on device' >&2; exit 1\n"
    )
    (folder / "pg_dump").chmod(0o755)
    with pytest.raises(CommandError, match="pg_dump failed: No space left on device"):
        said("backup")
    assert [path.name for path in folder.iterdir()] == ["pg_dump"]
    folder.joinpath("file").write_text("")
    with pytest.raises(CommandError, match=r"The backup cannot be written to .*: File exists"):
        said("backup", "--folder", folder / "file")


def test_rows_that_did_not_arrive_are_noticed(committed_db: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "EMPTIED", (*backups.EMPTIED, "mgdb_phase"))  # is not dumped
    count = backups._dump
    monkeypatch.setattr(backups, "_dump", lambda *given: count(*given) | {"mgdb_phase": Phase.objects.count()})
    with pytest.raises(backups.BackupError, match="other rows than the database: mgdb_phase"):
        backups.make(folder)
    assert list(folder.iterdir()) == []


# --------------------------------------------------------------------------------------------------------- keeping
def name(day: datetime) -> Path:
    return Path(f"mgdb-{day:{backups.TIME}}Z.dump")


def test_the_newest_and_the_first_of_each_month_of_a_year_are_kept() -> None:
    first = datetime(2025, 1, 5, 2, 40, tzinfo=UTC)
    files = [name(first + timedelta(days=day)) for day in range(500)]
    gone = backups.outdated([*files, Path("mine.dump")], kept=14)
    left = [file for file in files if file not in gone]
    assert left[-14:] == files[-14:]
    assert [file.name[5:13] for file in left[:-14]] == [
        "20250601", "20250701", "20250801", "20250901", "20251001", "20251101", "20251201", "20260101", "20260201",
        "20260301", "20260401", "20260501",
    ]  # fmt: skip
    assert Path("mine.dump") not in gone
    assert backups.outdated(left, kept=14) == []


def test_outdated_ones_are_deleted_with_what_is_beside_them(folder: Path) -> None:
    folder.mkdir()
    for day in range(1, 7):
        file = folder / name(datetime(2026, 3, day, tzinfo=UTC))
        file.touch()
        file.with_suffix(".json").touch()
    (folder / "notes.txt").touch()
    gone = backups.prune(folder)
    assert [file.name[11:13] for file in gone] == ["02", "03"]
    assert len(list(folder.iterdir())) == 2 * 4 + 1


def test_one_is_made_each_night_and_a_machine_that_slept_makes_it_later(
    folder: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def make(where: Path) -> tuple[Path, backups.Contents]:
        where.mkdir(exist_ok=True)
        made.append(where / name(timezone.now()))
        made[-1].touch()
        return made[-1], backups.Contents("", "", {"table": 1}, [], [])

    monkeypatch.setattr(backups, "make", make)
    for clock, so_many in (("1T03:40", 1), ("1T04:40", 1), ("2T01:40", 1), ("2T11:40", 2), ("3T02:40", 3)):
        now = datetime.fromisoformat(f"2026-03-0{clock}:00+00:00")
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        tasks.back_up_nightly()
        assert len(made) == so_many, clock


# ------------------------------------------------------------------------------------------------------- restoring
def test_a_backup_comes_back_into_an_empty_database_row_by_row(
    backup: tuple[Path, backups.Contents], database_server: DatabaseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, contents = backup
    # As pg_restore of a later version does, for which PostgreSQL 15 has no transaction_timeout.
    later = ["sh", "-c", 'echo "SET of_a_later_version = 0;"; exec "$@"', "sh", *backups.script_of(file)]
    with empty_database(database_server) as url:
        with monkeypatch.context() as patched:
            patched.setattr(backups, "script_of", lambda *given: later)
            backups.restore(file, contents)
        with psycopg.connect(url) as session:
            rows = {
                table: session.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()[0]
                for table in contents.rows
            }
        assert rows == contents.rows
        _, second = backups.make(file.parent.with_name("again"))
        assert second.rows == contents.rows


def test_in_place_of_what_is_there_it_is_all_or_nothing(
    backup: tuple[Path, backups.Contents], committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, contents = backup
    before = data_version.current()[0]
    Source.objects.create(title="Made after the backup", kind="article")
    with psycopg.connect(committed_db) as session:
        session.execute("CREATE TABLE of_a_later_version AS SELECT 1 AS number")
    monkeypatch.setattr(backups, "RESET", "SELECT 1 / 0;")
    with pytest.raises(backups.BackupError, match=r"Nothing was changed: [\s\S]*division by zero"):
        backups.restore(file, contents)
    assert Source.objects.filter(title="Made after the backup").exists()
    monkeypatch.undo()
    backups.restore(file, contents)
    assert not Source.objects.filter(title="Made after the backup").exists()
    with psycopg.connect(committed_db) as session:
        assert session.execute("SELECT to_regclass('of_a_later_version')").fetchone() == (None,)
    assert data_version.current()[0] != before, "what is kept of the state before would be taken for this one"


def test_what_is_damaged_missing_or_of_a_later_version_is_refused_before_anything_is_changed(
    backup: tuple[Path, backups.Contents],
) -> None:
    file, contents = backup
    with pytest.raises(CommandError, match="holds records; with --replace"):
        said("restore", file)
    beside = file.with_suffix(".json")
    for spoilt, says in (
        (
            json.dumps(vars(contents) | {"migrations": ["mgdb.9999_of_tomorrow"]}),
            "later version .* mgdb.9999_of_tomorrow",
        ),
        ("{}", "is not what `manage.py backup` wrote"),
    ):
        beside.write_text(spoilt)
        with pytest.raises(CommandError, match=says):
            said("restore", "--replace", file)
    beside.write_text(json.dumps(vars(contents)))
    with open(file, "rb+") as dump:
        dump.truncate(file.stat().st_size // 2)
    with pytest.raises(CommandError, match="is damaged"):
        said("restore", "--replace", file)
    with pytest.raises(backups.BackupError, match=r"Nothing was changed|cannot be read"):
        backups.restore(file, contents)
    beside.unlink()
    with pytest.raises(CommandError, match="a backup is two files"):
        said("restore", "--replace", file)
    assert Source.objects.count() == contents.rows["mgdb_source"]


@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_live_system_goes_on_with_the_backups_records_and_jobs(
    committed_db: str, folder: Path, live_site: WebServer, worker: TaskWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "enqueue", lambda job: None)
        waiting = tasks.submit(Job.Kind.AUDIT_CORPUS, arguments={})
    said("backup")
    [file] = folder.glob("*.dump")
    phases = live_site.url + "api/v1/phases/?page_size=1"
    count = read_json(phases)["count"]
    Phase.objects.filter(pk__in=list(Phase.objects.published().values_list("pk", flat=True)[:5])).update(status="draft")
    wait_for(lambda: read_json(phases)["count"] == count - 5, "five phases less")

    over, failures = Event(), []

    def read(address: str, *, may_come_again: bool) -> None:
        years = count_from(1700)  # all records are younger
        while not over.is_set():
            try:
                with urlopen(address.format(next(years)), timeout=60) as answer:  # noqa: S310 - our own address
                    answer.read()
            except HTTPError as error:
                if not (may_come_again and error.code == 503 and error.headers["Retry-After"]):
                    failures.append(error)
            except OSError as error:
                failures.append(error)

    made = live_site.url + "measurements/?year_min={}"
    readers = [
        Thread(target=read, args=(address,), kwargs={"may_come_again": address == made}) for address in (phases, made)
    ]
    for reader in readers:
        reader.start()
    try:
        output = said("restore", "--replace", file)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert "rows of" in output
    assert checking.check().differences == []
    assert failures == []
    assert read_json(phases)["count"] == count
    assert Job.objects.get(pk=waiting.pk).status == "waiting"

    def is_done() -> bool:
        tasks.requeue_orphans()  # as beat asks, until nobody can still have its message
        return Job.objects.get(pk=waiting.pk).is_finished

    wait_for(is_done, "the job of the backup")
    assert Job.objects.get(pk=waiting.pk).status == "succeeded"


@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_new_machine_has_all_that_is_stored_for_readers(
    backup: tuple[Path, backups.Contents], database_server: DatabaseServer, tmp_path: Path
) -> None:
    with empty_database(database_server) as url:
        said("restore", backup[0])
        assert checking.check().differences == []
        server = WebServer(database_server.url(urlsplit(url).path[1:], web=True), tmp_path / "web.log")
        try:
            assert read_json(server.url + "api/v1/measurements/?page_size=1")["count"] > 600
        finally:
            server.stop()
