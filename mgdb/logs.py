"""What is logged, and how a line looks."""

from __future__ import annotations

from typing import Any


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
        "filters": {"request_id": {"()": "mgdb.request_ids.RequestIdFilter"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request_id"]},
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
