"""The snapshots of this process: of each list the one of the present version of the data, or none yet.

A short list is read at once by the first request that needs it. A long one is read in a thread of its own, and the
database answers until it is there; from then on it is renewed by what has changed, which the first request that finds
it outdated does, and others wait for.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from threading import Lock, Thread

from django.db import DatabaseError, connection, transaction

from mgdb.models import Measurement
from mgdb.models.flags import BEHIND
from mgdb.process_memory import give_back_now
from mgdb.science import conditions

from .record_types import FILTER_SETS, published_rows
from .snapshot import Outdated, Snapshot, renewed
from .snapshot.selection import SHORT

READING = "5min"  # for one column, however much else the database does
WAIT = 5.0  # seconds for another request that renews
# Lists that are renewed: record type of a row, and the records behind it whose change changes it.
RENEWED = {
    "measurements": ("measurement", {**BEHIND["measurement"], "material__phase": "phase"}),
}

log = logging.getLogger(__name__)
_held: dict[str, Snapshot] = {}
_locks: defaultdict[str, Lock] = defaultdict(Lock)


def current(key: str, token: str) -> Snapshot | None:
    """The snapshot of the list `key` of FILTER_SETS for a request that was made at the version `token`, or of a later
    version; None where the database must answer.

    Inside a transaction that is so: it may have changed what it sees.
    """
    held = _held.get(key)
    if held is not None and held.token == token:
        return held
    if connection.in_atomic_block:
        return None
    if not _locks[key].acquire(timeout=WAIT if held is not None else 0):
        return None  # it is being read
    is_read_apart = False
    try:
        held = _held.get(key)
        if held is not None and held.token == token:
            return held  # it was renewed meanwhile
        if _length(key) <= SHORT:
            made: Snapshot | None = Snapshot(published_rows(key))
        else:
            made = renewed(held, *RENEWED[key]) if held is not None and key in RENEWED else None
        if made is None:
            Thread(target=_read_apart, args=(key,), name=f"snapshot of {key}", daemon=True).start()
            is_read_apart = True
        else:
            _held[key] = made
    except Outdated:
        return None  # by whoever changes the data at this moment
    finally:
        if not is_read_apart:
            _locks[key].release()
    return made


def clear() -> None:
    """Forgets all of them; for tests and measurements."""
    _held.clear()


def _length(key: str) -> int:
    """About how many rows the list has."""
    if (held := _held.get(key)) is not None:
        return len(held)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass",
            [published_rows(key).model._meta.db_table],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]


def _read_apart(key: str) -> None:
    """Reads the snapshot of a long list with the columns that every page of it counts. The lock of `key` is held."""
    try:
        with transaction.atomic():  # for the setting alone: each statement sees, and says, the version of its moment
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, TRUE)", [READING])
            made = Snapshot(published_rows(key))
            for facet in FILTER_SETS[key].facets:
                made.labels(FILTER_SETS[key].values_of(facet))
            if made.rows.model is Measurement:
                made.numbers("search")
                made.numbers("condition", next(iter(conditions.CONDITIONS)))
        _held[key] = made
    except Outdated:
        log.info("The data changed while the snapshot of %s was read; the next request begins anew.", key)
    except DatabaseError as error:
        log.warning("The snapshot of %s cannot be read: %s", key, error)
    finally:
        connection.close()
        _locks[key].release()
        give_back_now()
