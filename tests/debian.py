"""Debian's packages that tests need, installed where we may."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

# Of the machine, not of one run of the tests, which has a folder of its own for what is temporary.
LOCK = Path("/tmp/mgdb-apt.lock")  # noqa: S108


def find_or_install(find: Callable[[], str | None], *packages: str) -> str | None:
    """What `find` finds; when it finds nothing, `packages` are installed (as root, with apt) and it looks again.

    One process of the machine installs at a time, whatever it installs: apt refuses a second one at once.
    """
    with open(LOCK, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (found := find()) or os.geteuid() != 0 or not shutil.which("apt-get"):
            return found
        for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            subprocess.run(
                ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *command],
                check=False,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            )
        return find()
