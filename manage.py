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
        from django.db.utils import OperationalError
    except ImportError as error:
        print(f"MgDB: {error}. Run `make env`, then .venv/bin/python manage.py …", file=sys.stderr)
        return 1
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        print(f"MgDB: {error}", file=sys.stderr)
        return 1
    except OperationalError as error:
        from django.conf import settings

        reason = str(error).strip().splitlines()[0]
        if settings.EMBEDDED_DATABASE:
            print(
                f"MgDB: the embedded database in {settings.DATA_DIR} is not running. "
                f"Start it with `make run`, or set DATABASE_URL. ({reason})",
                file=sys.stderr,
            )
        else:
            print(f"MgDB: the database of DATABASE_URL does not answer. ({reason})", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
