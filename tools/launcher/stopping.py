"""What `make stop` does: it ends the supervisor that holds a data folder, and nobody else."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import time
from pathlib import Path

import psutil

from tools.launcher.console import say
from tools.launcher.errors import LaunchError
from tools.launcher.machine import is_running
from tools.launcher.options import Options


def holder(lock: Path) -> int | None:
    """The process that holds the lock of a data folder; None when nobody does, whatever the file says.

    Raises LaunchError when somebody does and the file does not name them.
    """
    try:
        with open(lock, encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        text = lock.read_text(encoding="utf-8", errors="replace").strip()
        named = re.match(r"process ([0-9]{1,9}),", text)
        if named is not None and has_open(int(named[1]), lock):
            return int(named[1])
        raise LaunchError(
            f"MgDB runs on {lock.parent.parent}, but {lock} does not name its process (“{text[:80]}”): "
            "stop it with Ctrl-C where it was started, or end the process that has this file open."
        ) from None
    return None


def has_open(pid: int, path: Path) -> bool:
    """Whether process `pid` has the file `path` open, as far as we may look."""
    try:
        return str(path.resolve()) in [file.path for file in psutil.Process(pid).open_files()]
    except psutil.Error:
        return False


def stop_running(options: Options) -> None:
    """End the supervisor of the data folder and wait for it. Raises LaunchError when none runs or it does not end."""
    pid = holder(options.data / "run" / "lock")
    if pid is None:
        raise LaunchError(f"MgDB does not run on {options.data}.")
    os.kill(pid, signal.SIGTERM)
    limit = time.monotonic() + 40
    while is_running(pid):
        if time.monotonic() > limit:
            raise LaunchError(f"MgDB (process {pid}) does not stop; see {options.data / 'logs'}.")
        time.sleep(0.1)
    say(f"MgDB on {options.data} has stopped.")
