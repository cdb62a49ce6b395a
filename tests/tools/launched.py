"""One `make run`, started and watched by a test."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from tests.servers import FOREIGN_SETTINGS, ROOT, wait_for
from tools.launcher.postgres import EmbeddedPostgres


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def environment(data: Path, port: int | str) -> dict[str, str]:
    """The environment of a newcomer who sets the data folder and the port."""
    own = {key: value for key, value in os.environ.items() if key not in FOREIGN_SETTINGS}
    return own | {"MGDB_DATA_DIR": str(data), "PORT": str(port)}


def launch_and_fail(data: Path, port: int | str) -> str:
    """Start on something impossible; the one line that it says. Asserts the exit code."""
    run = subprocess.run(
        [sys.executable, "-m", "tools.launcher", "run"],
        cwd=ROOT,
        env=environment(data, port),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    lines = run.stderr.strip().splitlines()
    assert len(lines) == 1, run.stderr
    return lines[0]


class Launched:
    """The launcher on one data folder; start, look, kill, start again."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.data = data
        self.variables = variables
        self.port = free_port()
        self.postgres = EmbeddedPostgres(data / "postgres")
        self.output = data.with_name(data.name + ".out")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start and wait until it says that it is ready; returns all it said."""
        with open(self.output, "wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tools.launcher", "run"],
                cwd=ROOT,
                env=environment(self.data, self.port) | self.variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

        def ready() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, self.said()
            return "Stop with Ctrl-C" in self.said()

        wait_for(ready, "the launcher", 200)
        return self.said()

    def said(self) -> str:
        return self.output.read_text()

    def processor_seconds(self) -> float:
        """The processor time of the launcher and all that it started and that still runs."""
        launcher = psutil.Process(self.process.pid)
        times = [process.cpu_times() for process in [launcher, *launcher.children(recursive=True)]]
        return sum(time.user + time.system for time in times)

    def interrupt(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)

    def status(self, path: str) -> int:
        """The HTTP status of `path`, or 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return 0

    def family(self) -> dict[str, psutil.Process]:
        """The running processes by what they are: web, worker, beat, postgres."""
        marks = {"web": "gunicorn", "worker": "worker", "beat": "beat", "postgres": "postgres"}
        found = {}
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                line = child.cmdline()
                # A child that has not yet become its program still shows the script that confines it.
                if not any("confine.py" in part for part in line):
                    words = [Path(part).name for part in line]
                    found |= {name: child for name, mark in marks.items() if mark in words}
        return found

    def complete_without(self, gone: psutil.Process) -> bool:
        """Whether all four run, none of them the process `gone`."""
        family = self.family()
        return len(family) == 4 and gone.pid not in {process.pid for process in family.values()}

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.interrupt()
