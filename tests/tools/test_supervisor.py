"""`make run`, really started: first start, second start, every kind of kill, faults of the operator's."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.servers import ROOT, wait_for
from tests.tools.launched import Launched, environment, free_port, launch_and_fail

# A first start with all records, on a machine that does other things as well.
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def launched(new_folder: Callable[[], Path], database_server: object) -> Iterator[Launched]:
    """One instance for the whole file, whose tests run in order and in one process.

    It has no records, and static files that are compressed already: both are waited for before all tests, and in the
    long form of a first start, below.
    """
    # Longer than a Unix socket's path may be (107 characters), and with a blank in it.
    data = new_folder() / ("a folder " + "with-a-long-name" * 8) / "data"
    data.parent.mkdir()
    data.mkdir(mode=0o700)
    shutil.copytree(os.environ["MGDB_STATIC_ROOT"], data / "static")
    instance = Launched(data, MGDB_EMPTY="1")
    instance.start()
    yield instance
    instance.stop()


@pytest.fixture
def running(launched: Launched) -> Launched:
    """The launcher, started again where the test before stopped it."""
    if launched.process.poll() is not None:
        launched.start()
    return launched


def connected(launched: Launched) -> psycopg.Connection[tuple[object, ...]]:
    """A connection, as soon as the server has recovered from what a test did to it."""

    def attempt() -> psycopg.Connection[tuple[object, ...]] | None:
        with contextlib.suppress(psycopg.OperationalError):
            return psycopg.connect(**launched.postgres.conninfo())
        return None

    return wait_for(attempt, "the database")


def users(launched: Launched) -> list[str]:
    with connected(launched) as connection:
        return [row[0] for row in connection.execute("SELECT username FROM auth_user ORDER BY 1")]


def test_the_first_start_shows_the_curators_login_and_keeps_it_private(running: Launched) -> None:
    user, password = (running.data / "curator").read_text().split()
    assert f"{user} {password}" in running.said()
    assert users(running) == ["curator"]
    private = ["curator", "secret-key", "postgres/state.json", "postgres/superuser-password"]
    assert {name: stat.S_IMODE((running.data / name).stat().st_mode) for name in private} == dict.fromkeys(
        private, 0o600
    )
    assert stat.S_IMODE(running.data.stat().st_mode) == 0o700
    logs = "".join(path.read_text(errors="replace") for path in (running.data / "logs").iterdir())
    secrets = [password, running.postgres.state()["password"], (running.data / "secret-key").read_text()]
    assert [secret for secret in secrets if secret in logs + running.postgres.log_file.read_text()] == []


def test_the_site_answers(running: Launched) -> None:
    assert running.status("healthz") == 200
    assert running.status("admin/login/") == 200


def test_the_applications_role_is_no_superuser_and_text_sorts_and_folds_by_unicode(running: Launched) -> None:
    with psycopg.connect(**running.postgres.conninfo()) as connection:
        assert connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone() == (False, False, False)
        assert connection.execute(
            "SELECT pg_encoding_to_char(encoding), datlocprovider, datlocale, datctype FROM pg_database "
            "WHERE datname = current_database()"
        ).fetchone() == ("UTF8", "b", "C.UTF-8", "C.UTF-8")
        assert connection.execute("SELECT lower('MÜLLER Γ')").fetchone() == ("müller γ",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_a_wrong_password_is_refused(running: Launched) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**running.postgres.conninfo() | {"password": "wrong"})


def test_manage_py_by_hand_finds_the_running_database(running: Launched) -> None:
    run = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=ROOT,
        env=environment(running.data, running.port),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


# Web server, worker and beat are one kind of child to the launcher; a database whose port is taken, below, is the
# harder case.
@pytest.mark.parametrize(
    "name", ["worker", *(pytest.param(name, marks=pytest.mark.long) for name in ("postgres", "web", "beat"))]
)
def test_a_killed_process_is_started_again(running: Launched, name: str) -> None:
    victim = wait_for(lambda: running.family().get(name), name)
    victim.send_signal(signal.SIGKILL)
    wait_for(lambda: running.complete_without(victim), f"a new {name}")
    wait_for(lambda: running.status("admin/login/") == 200, "the site")
    assert users(running) == ["curator"]


def test_everybody_follows_when_somebody_takes_the_port_of_a_killed_database(running: Launched) -> None:
    port, before = running.postgres.state()["port"], running.family()
    before["postgres"].send_signal(signal.SIGKILL)
    taken = None
    while taken is None:
        with contextlib.suppress(OSError):
            taken = socket.create_server(("127.0.0.1", port))

    def all_new() -> bool:
        pids = {process.pid for process in running.family().values()}
        return len(pids) == 4 and pids.isdisjoint(process.pid for process in before.values())

    with taken:
        wait_for(all_new, "four new processes")
        assert running.postgres.state()["port"] != port
        wait_for(lambda: running.status("admin/login/") == 200, "the site")
        question = "SELECT 1 FROM mgdb_workerheartbeat WHERE answered_at > now() - '20 s'::interval"
        with connected(running) as connection:
            connection.autocommit = True
            wait_for(lambda: connection.execute(question).fetchone(), "the worker")


def test_a_second_launcher_on_the_same_folder_is_refused(running: Launched) -> None:
    line = launch_and_fail(running.data, free_port())
    assert f"already runs on {running.data}" in line
    assert f"process {running.process.pid}" in line
    assert "make stop" in line


def test_a_taken_port_is_one_clear_line(running: Launched, tmp_path: Path) -> None:
    line = launch_and_fail(tmp_path / "other", running.port)
    assert f"Port {running.port} cannot be used (Address already in use)" in line
    assert "PORT=" in line


@pytest.mark.long
def test_two_clones_run_side_by_side(running: Launched, tmp_path: Path) -> None:
    # Without records, and with static files served as they are: less to wait for.
    other = Launched(tmp_path / "other", MGDB_EMPTY="1", MGDB_DEBUG="1")
    try:
        other.start()
        assert (running.status("healthz"), other.status("healthz")) == (200, 200)
        assert running.postgres.state()["port"] != other.postgres.state()["port"]
        assert users(other) == ["curator"]
    finally:
        other.stop()
    assert running.status("healthz") == 200


def still_there(family: list[psutil.Process]) -> list[psutil.Process]:
    return [process for process in family if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def start_again(stopped: Launched) -> None:
    """The second start does only what is needed."""
    said = stopped.start()
    assert "migrations" not in said
    assert "static files" not in said
    assert "login" not in said, "the login is shown once"
    # Ready in 5 s on two cores. Time on the clock depends on what else runs here, that of the processors hardly.
    assert stopped.processor_seconds() < 10


def power_cut(running: Launched) -> None:
    family = psutil.Process(running.process.pid).children(recursive=True)
    for process in [psutil.Process(running.process.pid), *family]:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue  # It ended because its parent was killed.
    running.process.wait()


@pytest.mark.long
def test_with_all_records_it_starts_and_starts_again_after_ctrl_c_and_a_power_cut(
    new_folder: Callable[[], Path], database_server: object
) -> None:
    instance = Launched(new_folder() / "data")
    try:
        said = instance.start()
        assert (instance.data / "curator").read_text().split()[1] in said
        for stop in (instance.interrupt, lambda: power_cut(instance)):
            assert instance.status("materials/") == 200
            assert users(instance) == ["curator"]
            stop()
            start_again(instance)
        assert instance.status("materials/") == 200
    finally:
        instance.stop()


@pytest.mark.long  # `make stop`, below, ends it as well
def test_ctrl_c_stops_every_process_and_the_second_start_does_only_what_is_needed(running: Launched) -> None:
    family = psutil.Process(running.process.pid).children(recursive=True)
    assert len(family) > 4
    assert running.interrupt() == 0
    assert still_there(family) == []
    start_again(running)


@pytest.mark.long  # everything killed at once, below, is the harder case
def test_a_killed_launcher_leaves_nothing_that_blocks_the_next_start(running: Launched) -> None:
    with psycopg.connect(**running.postgres.conninfo()) as connection:
        connection.execute("UPDATE auth_user SET first_name = 'Ada'")
    running.process.kill()
    running.process.wait()
    running.start()
    with psycopg.connect(**running.postgres.conninfo()) as connection:
        assert connection.execute("SELECT first_name FROM auth_user").fetchone() == ("Ada",)
    assert running.status("admin/login/") == 200


def test_everything_killed_at_once_as_by_a_power_cut_loses_nothing(running: Launched) -> None:
    with psycopg.connect(**running.postgres.conninfo()) as connection:
        connection.execute("UPDATE auth_user SET first_name = 'Grace'")
    power_cut(running)
    start_again(running)
    with psycopg.connect(**running.postgres.conninfo()) as connection:
        assert connection.execute("SELECT first_name FROM auth_user").fetchone() == ("Grace",)


def test_make_stop_ends_it_and_manage_py_then_says_what_to_do(running: Launched) -> None:
    variables = environment(running.data, running.port)
    stop = [sys.executable, "-m", "tools.launcher", "stop"]
    family = psutil.Process(running.process.pid).children(recursive=True)
    assert len(family) > 4
    run = subprocess.run(stop, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert (run.returncode, "has stopped" in run.stdout) == (0, True), run.stderr
    assert running.process.wait(60) == 0
    assert still_there(family) == []
    again = subprocess.run(stop, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert (again.returncode, "does not run" in again.stderr) == (1, True)
    by_hand = subprocess.run(
        [sys.executable, "manage.py", "migrate"], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    assert by_hand.returncode == 1
    assert by_hand.stderr.count("\n") == 1
    assert "is not running. Start it with `make run`" in by_hand.stderr


@pytest.mark.long
def test_a_cold_copy_of_the_data_folder_starts_elsewhere_with_all_that_was_in_it(
    running: Launched, tmp_path: Path
) -> None:
    before = users(running)
    assert running.interrupt() == 0
    shutil.copytree(running.data, tmp_path / "moved", symlinks=True)
    moved = Launched(tmp_path / "moved", **running.variables)
    said = moved.start()
    try:
        assert moved.status("") == 200
        assert users(moved) == before
        assert str(running.data) not in said
        assert (moved.data / "curator").read_text() == (running.data / "curator").read_text()
    finally:
        moved.stop()


def test_a_data_folder_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    line = launch_and_fail(tmp_path / "data", free_port())
    assert f"data folder {tmp_path / 'data'} cannot be written" in line
    assert "MGDB_DATA_DIR" in line


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_one_clear_line(tmp_path: Path, port: str) -> None:
    assert f"PORT is “{port}”; write a number from 1 to 65535" in launch_and_fail(tmp_path, port)


def test_a_missing_postgresql_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    assert f"PG_BINDIR is “{tmp_path}”, where no PostgreSQL >= 15 runs" in launch_and_fail(tmp_path / "d", free_port())


def test_a_port_below_1024_or_held_elsewhere_is_noticed_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        launch_and_fail(tmp_path / "data", taken.getsockname()[1])
    assert not (tmp_path / "data" / "postgres").exists()
    assert os.listdir(tmp_path / "data" / "logs") == []
