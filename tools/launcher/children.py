"""How a process is started: confined, detached from the terminal, its output in a log file of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tools.launcher.options import ROOT

CONFINE = Path(__file__).with_name("confine.py")
LARGEST_LOG = 10_000_000


class Children:
    """Starts the processes of one data folder, each with the environment given and a log in `data`/logs."""

    def __init__(self, data: Path, environment: dict[str, str]) -> None:
        self.data = data
        self.logs = data / "logs"
        self.environment = environment
        self._confinement: list[str] | None = None

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def last_line(self, name: str) -> str:
        lines = [line.strip() for line in self.log(name).read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1] if lines else "its log is empty"

    def confinement(self) -> list[str]:
        """How root gives up its power over everybody's files and the machine, where it may and can do without it.

        It cannot where the program or the data are somebody else's, whose files it is only let into as root.
        """
        if self._confinement is None:
            self._confinement = []
            if sys.platform == "linux" and os.geteuid() == 0:
                data = repr(str(self.data))
                look = f"import os, sys, django; sys.exit(not os.access({data}, os.R_OK | os.W_OK | os.X_OK))"
                trial = [sys.executable, "-I", "-S", str(CONFINE), "--bare", "--", sys.executable, "-c", look]
                if subprocess.run(trial, capture_output=True, check=False, cwd=ROOT).returncode == 0:
                    self._confinement = ["--bare"]
        return self._confinement

    def spawn(
        self,
        command: list[str],
        name: str,
        descriptors: tuple[int, ...] = (),
        environment: dict[str, str] | None = None,
        *,
        waits: bool = False,
    ) -> subprocess.Popen[bytes]:
        """Start `command`; it inherits `descriptors`, gets `environment` besides ours, and SIGTERM when we die.

        One that `waits` has a standard input, which we close when its time has come.
        """
        log = self.log(name)
        tied = [*self.confinement(), "--parent", str(os.getpid()), "--signal", str(int(signal.SIGTERM))]
        with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as output:
            return subprocess.Popen(
                [sys.executable, "-I", "-S", str(CONFINE), *tied, "--", *command],
                stdin=subprocess.PIPE if waits else subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=ROOT,
                env=self.environment | (environment or {}),
                pass_fds=descriptors,
                # Ctrl-C reaches the whole group of the terminal; the children are ours to stop, in order.
                start_new_session=True,
            )


def shorten(log: Path) -> None:
    """Put what a long log holds aside, as `*.old.log`; who writes to it goes on at its beginning.

    Not renamed: processes that run would write on into the old one.
    """
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        aside = os.open(log.with_suffix(".old.log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(log, "rb") as long, open(aside, "wb") as old:
            os.fchmod(aside, 0o600)  # one of an earlier version was made for everybody to read
            shutil.copyfileobj(long, old)
        os.truncate(log, 0)


def log_says(log: Path, offset: int, text: str) -> bool:
    """Whether `text` occurs in `log` after byte `offset`."""
    with open(log, "rb") as file:
        file.seek(offset)
        return text.encode() in file.read()
