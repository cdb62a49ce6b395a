"""What is logged, and how a line looks."""

from __future__ import annotations

import logging
from typing import Any

# Of what Django refuses because of what somebody sent (SuspiciousOperation): the name of its loggers, and a point.
REFUSALS = "django.security."


class RefusalFilter(logging.Filter):
    """Says what is refused as a warning, without the trace: it is no fault of ours, and anybody can cause many.

    Django tells those whom it lets go no further (403) and whose form it cannot read (400) with the trace too.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(REFUSALS):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        elif record.name != "django.request" or record.levelno > logging.WARNING:
            return True
        record.exc_info = record.exc_text = None
        return True


def configuration(form: str, level: str) -> dict[str, Any]:
    """Django's `LOGGING`: to standard error, for the launcher or the container runtime to keep; `form` is json or line.

    Query logging stays off (DEBUG level only).
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name} {request_id}: {message}", "style": "{"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "{levelname}{name}{request_id}{message}",
                "style": "{",
                "timestamp": "time",
                "rename_fields": {"levelname": "level", "name": "logger"},
            },
        },
        "filters": {
            "request_id": {"()": "mgdb.request_ids.RequestIdFilter"},
            "refusals": {"()": "mgdb.logs.RefusalFilter"},
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request_id", "refusals"]},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "gunicorn.error": {"handlers": [], "propagate": True, "level": "INFO"},
            "django.db.backends": {"level": "WARNING"},
            # Of each client that went away a line, and of each request that waits for a thread.
            "waitress": {"level": "WARNING"},
            "waitress.queue": {"level": "ERROR"},
            # The queue client's notes on each message carry its content.
            "pgmq": {"level": "WARNING"},
        },
    }
