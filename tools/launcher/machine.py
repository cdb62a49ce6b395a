"""What this machine says of its ports, folders, processes and shared memory."""

from __future__ import annotations

import socket
from pathlib import Path

import psutil


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def reachable_by_others(path: Path) -> bool:
    """Whether any user may enter `path` and every folder above it."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def is_running(pid: int) -> bool:
    """Whether process `pid` lives; a zombie, whose parent has yet to collect it, is dead."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def shared_memory_users(identifier: int) -> int:
    """How many processes are attached to the System V shared memory segment `identifier` (0 where not to be seen)."""
    try:
        rows = Path("/proc/sysvipc/shm").read_text().splitlines()
    except FileNotFoundError:
        return 0
    column = rows[0].split().index("nattch")
    return next((int(row.split()[column]) for row in rows[1:] if row.split()[1] == str(identifier)), 0)
