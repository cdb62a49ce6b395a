"""Debian's packages that tests need, installed where we may."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

# Of the machine, not of one run of the tests, which has a folder of its own for what is temporary.
LOCK = Path("/tmp/mgdb-apt.lock")  # noqa: S108

# The test that runs in this process, and what it was given of time.
_timed: list[tuple[pytest.Item, Any]] = []


def pytest_timeout_set_timer(item: pytest.Item, settings: Any) -> None:
    """The hook of pytest-timeout, told of each test that begins."""
    _timed[:] = [(item, settings)]


@contextmanager
def untimed() -> Iterator[None]:
    """What is done meanwhile takes none of the test's time; after it the test has all of that again."""
    for item, _ in _timed:
        item.config.hook.pytest_timeout_cancel_timer(item=item)
    yield
    for item, settings in tuple(_timed):
        item.config.hook.pytest_timeout_set_timer(item=item, settings=settings)


def find_or_install(find: Callable[[], str | None], *packages: str) -> str | None:
    """What `find` finds; when it finds nothing, `packages` are installed (as root, with apt) and it looks again.

    One process of the machine installs at a time, whatever it installs: apt refuses a second one at once. A test waits
    for minutes then, which are not its own.
    """
    with untimed(), open(LOCK, "w") as lock:
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
