"""One load at a time: two that bring the same records would each wait for the other's, or break against them."""

from __future__ import annotations

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

# Any fixed number: it names the advisory lock behind which loads queue up.
LOAD_LOCK = 0x6C6F6164


class Busy(Exception):
    """Another load has not ended for as long as this one was willing to wait."""


def take_turn(lock_timeout: float) -> None:
    """Keeps other loads waiting until this transaction ends; Busy after `lock_timeout` seconds behind another."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{max(1, round(lock_timeout * 1000))}ms"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Busy from error
        raise
