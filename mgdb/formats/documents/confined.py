"""Runs `parsing` in a process of its own, which ends when it takes too long or too much."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from signal import SIGXCPU
from threading import BoundedSemaphore
from typing import Any, Final

from .model import AT_ONCE, Limits, UnreadableDocument

_TURNS: Final = BoundedSemaphore(AT_ONCE)
_WAY_OUT: Final = (
    "Paste one section at a time instead, the one with the values first, and give long tables as files of tables."
)


def run(asked: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    """What `parsing` answers of `data`. Raises UnreadableDocument where it gives no answer within the limits."""
    line = json.dumps({**asked, "limits": asdict(limits)}).encode() + b"\n"
    if not _TURNS.acquire(timeout=limits.seconds):
        raise UnreadableDocument(
            f"Nothing was read: {AT_ONCE} other texts are being read, and none was done within {limits.seconds} "
            "seconds. Send it again in a minute."
        )
    try:
        done = subprocess.run(  # our own module; no word of the document is among its arguments
            [sys.executable, "-m", "mgdb.formats.documents.parsing"],
            input=line + data,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(limits) from error
    finally:
        _TURNS.release()
    if done.returncode == -SIGXCPU:
        raise _too_long(limits)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise UnreadableDocument(
            f"It could not be read: it is damaged, or needs more than {limits.memory / 1e9:g} GB of memory, which is "
            f"the limit. {_WAY_OUT}"
        ) from error
    return answer


def _too_long(limits: Limits) -> UnreadableDocument:
    return UnreadableDocument(f"It was not read within {limits.seconds} seconds, which is the limit. {_WAY_OUT}")
