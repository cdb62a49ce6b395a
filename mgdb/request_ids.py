"""The id of the request, or of the task, that this thread works for: in every line of the log, from page to worker."""

from __future__ import annotations

import logging
import os
import re
from contextvars import ContextVar

# The header that carries it, in responses, from a proxy of ours, and in messages to workers.
HEADER = "X-Request-ID"
_SENT = re.compile(r"[A-Za-z0-9._-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The id of what is done here; empty outside of requests and tasks."""
    return _current.get()


def begin(given: str = "") -> str:
    """Begins with what has the id `given`; with an id of its own where that is none (8–64 letters, digits, . _ -)."""
    request_id = given if _SENT.fullmatch(given) else os.urandom(8).hex()
    _current.set(request_id)
    return request_id


class RequestIdFilter(logging.Filter):
    """Puts the id into each record of the log, as `request_id`; `-` where there is none."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current() or "-"
        return True
