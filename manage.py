#!/usr/bin/env python
"""Runs Django's management commands against the database of `make run` (or of DATABASE_URL)."""

import gc
import os
import sys


def main() -> int:
    # What is imported stays to the end; to look through it for garbage again and again takes a fifth of the time.
    gc.set_threshold(20_000, 10, 10)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdb.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db.utils import InterfaceError, OperationalError
        from psycopg import OperationalError as OfTheDriver
    except ImportError as error:
        print(f"MgDB: {error}. Run `make env`, then .venv/bin/python manage.py …", file=sys.stderr)
        return 1
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        print(f"MgDB: {error}", file=sys.stderr)
        return 1
    except (OperationalError, InterfaceError, OfTheDriver) as error:
        print(f"MgDB: {in_words(error)}", file=sys.stderr)
        return 1
    return 0


def in_words(error: Exception) -> str:
    """What a command that the database has failed says: whether it is not there, or stopped something."""
    from django.conf import settings

    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    # The database itself says so: a statement took too long, a lock was not had, the disk is full.
    code = getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None) or ""
    if code and not code.startswith(("08", "28", "3D", "57P")):
        return f"the database stopped this. ({reason})"
    if settings.EMBEDDED_DATABASE:
        return (
            f"the embedded database in {settings.DATA_DIR} is not running. "
            f"Start it with `make run`, or set DATABASE_URL. ({reason})"
        )
    return f"the database of DATABASE_URL does not answer. ({reason})"


if __name__ == "__main__":
    sys.exit(main())
