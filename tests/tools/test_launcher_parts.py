"""Parts of the launcher by themselves: what it refuses, what it leaves alone."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from celery.signals import celeryd_after_setup

from tests.servers import wait_for
from tools.ahead import web, worker  # noqa: F401 - importing the second makes workers wait
from tools.launcher import children, supervisor
from tools.launcher.children import Children, shorten
from tools.launcher.errors import LaunchError
from tools.launcher.options import Options
from tools.launcher.stopping import holder, stop_running
from tools.launcher.supervisor import Supervisor


def options(data: Path) -> Options:
    return Options(port=8000, data=data, database_url="", broker_url="", empty=True)


def test_a_lock_that_nobody_holds_stops_nobody(tmp_path: Path) -> None:
    lock = tmp_path / "run" / "lock"
    lock.parent.mkdir()
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        lock.write_text(f"process {stranger.pid}, http://127.0.0.1:8000/\n")  # as after a kill -9
        with pytest.raises(LaunchError, match="does not run"):
            stop_running(options(tmp_path))
        assert stranger.poll() is None
    finally:
        stranger.communicate()


@pytest.mark.parametrize("text", ["process {stranger}, http://127.0.0.1:8000/", "process abc", "", "\x00\udcff"])
def test_a_lock_that_is_held_stops_only_the_process_that_has_it_open(tmp_path: Path, text: str) -> None:
    lock = tmp_path / "run" / "lock"
    lock.parent.mkdir()
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        lock.write_bytes(text.format(stranger=stranger.pid).encode(errors="surrogateescape"))
        with open(lock) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            with pytest.raises(LaunchError, match="does not name its process"):
                stop_running(options(tmp_path))
            assert stranger.poll() is None
            lock.write_text(f"process {os.getpid()}, http://127.0.0.1:8000/\n")
            assert holder(lock) == os.getpid()
    finally:
        stranger.communicate()


@pytest.mark.parametrize(("stands", "constant"), [(False, "FIRST_MB"), (True, "LATER_MB")])
def test_a_full_disk_is_one_clear_line(
    tmp_path: Path, stands: bool, constant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if stands:
        (tmp_path / "postgres").mkdir()
    launcher = Supervisor(options(tmp_path))
    monkeypatch.setattr(supervisor, constant, 10**9)
    with pytest.raises(LaunchError, match=rf"is full: \d+ MB are free, {10**9} MB are needed"):
        launcher._open_data_folder()
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize("text", ["", "{", '{"a": 1}', "[{}]", "[1]", "null", '[{"pid": "x", "born": 1}]'])
def test_what_is_no_note_of_children_ends_nobody(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "children.json").write_text(text)
    Supervisor(options(tmp_path))._end_leftovers()
    assert "is not what was written there" in capsys.readouterr().out


def test_while_the_disk_is_full_what_ended_waits_for_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else it would end as often as is too often, and all would be given up for good."""
    launcher = Supervisor(options(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    launcher.children = [supervisor.Child("worker", [], process=ended)]
    started: list[int] = []
    rounds = 0

    def spawn(child: supervisor.Child) -> None:
        started.append(rounds)
        child.process = None

    def sleep(seconds: float) -> None:
        nonlocal rounds
        rounds += 1
        monkeypatch.setattr(supervisor, "LATER_MB", 10**9 if rounds < 20 else 0)
        if rounds == 25:
            raise supervisor.Interrupted

    monkeypatch.setattr(launcher, "_spawn", spawn)
    monkeypatch.setattr(launcher, "_note_children", lambda: None)
    monkeypatch.setattr(supervisor.time, "sleep", sleep)
    with pytest.raises(supervisor.Interrupted):
        launcher._watch()
    assert started == [20]
    assert capsys.readouterr().out.count("is full") == 1


def test_a_long_log_is_put_aside_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "LARGEST_LOG", 1000)
    (tmp_path / "logs").mkdir()
    processes = Children(tmp_path, dict(os.environ))
    writes = "import sys\nfor line in sys.stdin: print(line.strip() * 2000, flush=True)"
    go, signal = os.pipe()
    command = [sys.executable, "-c", f"import os; os.dup2({go}, 0)\n{writes}"]
    process = processes.spawn(command, "web", (go,))
    os.close(go)
    log = processes.log("web")
    log.with_suffix(".old.log").touch(0o644)
    with os.fdopen(signal, "w") as pen:
        for letter in "ab":
            pen.write(f"{letter}\n")
            pen.flush()
            wait_for(lambda: log.stat().st_size == 2001, "its line")
            shorten(log)
            assert (log.stat().st_size, log.with_suffix(".old.log").read_text()) == (0, letter * 2000 + "\n")
            assert stat.S_IMODE(log.with_suffix(".old.log").stat().st_mode) == 0o600
    assert process.wait(10) == 0


def test_no_process_compiles_the_application_at_each_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("LANG", "C.UTF-8")
    environment = Supervisor(options(tmp_path)).processes.environment
    assert "PYTHONDONTWRITEBYTECODE" not in environment
    assert environment["LANG"] == "C.UTF-8"


@pytest.mark.parametrize("wait", [lambda: web.on_starting(None), lambda: celeryd_after_setup.send("worker")])
def test_web_server_and_worker_wait_until_all_is_prepared(
    monkeypatch: pytest.MonkeyPatch, wait: Callable[[], object]
) -> None:
    reading, writing = os.pipe()
    with open(reading) as theirs:
        monkeypatch.setattr(sys, "stdin", theirs)
        waiting = Thread(target=wait)
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive()
        os.close(writing)
        waiting.join(10)
        assert not waiting.is_alive()
