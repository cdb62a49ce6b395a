"""The embedded PostgreSQL by itself: ways to give up root, dead servers, taken ports."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from tools.launcher import postgres as module
from tools.launcher.binaries import locale_options
from tools.launcher.errors import LaunchError
from tools.launcher.postgres import EmbeddedPostgres

# As root there are two ways to give up root; anybody else has nothing to give up.
ISOLATIONS = ["namespace", "nobody"] if os.geteuid() == 0 else ["none"]


def answer(server: EmbeddedPostgres, question: str) -> object:
    with psycopg.connect(**server.conninfo()) as connection:
        return connection.execute(question).fetchone()[0]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(tmp_path / "postgres", durable=False).running() as running:
        yield running


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that every user can enter, in place of /var/lib."""
    folder = Path(tempfile.mkdtemp(prefix="mgdb-reachable-", dir="/tmp"))
    folder.chmod(0o755)
    monkeypatch.setattr(module, "NOBODY_HOME", folder)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_it_runs_without_being_root_and_keeps_its_files_closed(isolation: str, tmp_path: Path, reachable: Path) -> None:
    folder = tmp_path / "postgres"
    for _ in range(2):
        with EmbeddedPostgres(folder, durable=False, isolation=isolation).running() as server:
            assert answer(server, "SELECT 6 * 7") == 42
            assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
            user = psutil.Process(server.process.pid).uids().effective
            assert user == {"namespace": 0, "nobody": 65534, "none": os.geteuid()}[isolation]
            assert folder.is_symlink() == (isolation == "nobody")
    assert not server.data.joinpath("postmaster.pid").exists()


def test_a_server_that_was_killed_and_never_collected_does_not_block_the_next(server: EmbeddedPostgres) -> None:
    dead = server.process
    dead.send_signal(signal.SIGKILL)
    # Nobody waits for it, so it stays a zombie, which answers kill(pid, 0) like a living process.
    while psutil.Process(dead.pid).status() != psutil.STATUS_ZOMBIE:
        pass
    with EmbeddedPostgres(server.folder, durable=False).running() as second:
        assert answer(second, "SELECT 1") == 1
    dead.wait()


def test_a_server_that_still_runs_is_stopped_before_the_next_starts(server: EmbeddedPostgres) -> None:
    with EmbeddedPostgres(server.folder, durable=False).running() as second:
        assert answer(second, "SELECT 1") == 1
        assert server.process.wait(60) == 0


def test_a_lock_file_with_a_strangers_number_does_not_block(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with EmbeddedPostgres(folder, durable=False).running() as server:
        lock = (server.data / "postmaster.pid").read_text().splitlines()
        server.process.kill()
        server.process.wait()
    # As after a restart of the machine: the number is now that of some other process, here this one.
    (server.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lock[1:]]) + "\n")
    with EmbeddedPostgres(folder, durable=False).running() as second:
        assert answer(second, "SELECT 1") == 1


def test_a_port_that_somebody_took_meanwhile_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with EmbeddedPostgres(folder, durable=False).running() as server:
        before = server.state()["port"]
    with socket.create_server(("127.0.0.1", before)), EmbeddedPostgres(folder, durable=False).running() as second:
        assert second.state()["port"] != before
        assert answer(second, "SELECT 1") == 1


def test_an_interrupted_first_start_is_completed_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    (folder / "data.part").mkdir(parents=True)
    (folder / "data.part" / "half").write_text("")
    (folder / "state.json.part").write_text("{")
    with EmbeddedPostgres(folder, durable=False).running() as server:
        assert answer(server, "SELECT extname FROM pg_extension WHERE extname = 'pg_trgm'") == "pg_trgm"


def test_data_of_another_major_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(LaunchError, match="is of PostgreSQL 9, the server at hand is"):
        EmbeddedPostgres(tmp_path / "postgres").start()
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_damaged_data_is_reported_with_the_servers_own_words(server: EmbeddedPostgres) -> None:
    server.stop()
    (server.data / "global" / "pg_control").unlink()
    with pytest.raises(
        LaunchError, match=r"PostgreSQL did not start: .*(could not find the database system|pg_control)"
    ):
        server.start()


def test_no_other_machine_can_connect(server: EmbeddedPostgres) -> None:
    addresses = {
        connection.laddr.ip
        for connection in psutil.Process(server.process.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


@pytest.mark.parametrize(("major", "builtin"), [(15, False), (16, False), (17, True), (18, True)])
def test_the_builtin_locale_is_asked_of_servers_that_have_it(major: int, builtin: bool) -> None:
    assert ("--locale-provider=builtin" in locale_options(major)) is builtin
