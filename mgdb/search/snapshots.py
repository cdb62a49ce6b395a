"""The snapshots of this process: of each list the one of the present version of the data, or none yet.

A short list is read at once by the first request that needs it. A long one is read in a thread of its own, once for all
processes of a host: it is kept in a file (snapshot/column_file.py) that the next one begins with. Until it is there the
database answers, for a short time; from then on it is renewed by what has changed, which the first request that finds
it outdated does, and others wait for.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from mgdb.models import Material, Measurement
from mgdb.models.flags import BEHIND
from mgdb.postgresql.base import waiting
from mgdb.process_memory import give_back_now, give_back_soon
from mgdb.science import conditions

from .query import Query
from .record_types import FILTER_SETS, published_rows
from .snapshot import Outdated, Snapshot, column_file, renewed
from .snapshot.selection import SHORT
from .snapshot.snapshot import OWNER
from .values import Values

READING = 300  # seconds for one column, however much else the database does
WAIT = 5.0  # seconds for another request that renews
STORED_EVERY = 600  # seconds; the log of changes reaches back further (projection/changed_rows.py)
# Lists that are renewed: record type of a row, and the records behind it whose change changes it.
Behind = Mapping[str, str]
MATERIAL: tuple[str, Behind] = (
    "material",
    {
        **BEHIND["material"],
        "phase": "phase",
        "measurements": "measurement",
        "measurements__measured_in": "cell",
        "measurements__cell": "cell",
        "measurements__measured_in__electrolyte": "material",
        "measurements__source": "source",
    },
)
RENEWED: dict[str, tuple[str, Behind]] = {
    "measurements": ("measurement", {**BEHIND["measurement"], "material__phase": "phase"}),
    **{key: MATERIAL for key in FILTER_SETS if published_rows(key).model is Material},
}
READ_ANEW: tuple[str, Behind] = ("", {})  # all others
VALUES = "measurements"  # the list of all values

log = logging.getLogger(__name__)
_held: dict[str, Snapshot] = {}
_locks: defaultdict[str, Lock] = defaultdict(Lock)
_being_read: set[str] = set()
_stored: dict[str, float] = {}


def answer(query: Query, key: str, token: str) -> None:
    """Has `query`, of the list `key` of FILTER_SETS, answered by its snapshot; for as long as that is being read, by
    the database for a short time."""
    query.snapshot = current(key, token)
    query.is_awaited = query.snapshot is None and key in _being_read
    if query.snapshot is not None and query.is_about_values:
        query.values = current(VALUES, token)
    if query.snapshot is not None and len(query.snapshot) > SHORT:
        give_back_soon()


def answer_at_once(query: Query, held: Snapshot) -> None:
    """Has `query` answered by a snapshot that is `held`, and with it by that of values, where there is one."""
    query.snapshot, query.values = held, _held.get(VALUES)


def held(key: str) -> Snapshot | None:
    """The snapshot of the list `key` that is here, of whichever version."""
    return _held.get(key)


def current(key: str, token: str) -> Snapshot | None:
    """The snapshot of the list `key` of FILTER_SETS for a request that was made at the version `token`, or of a later
    version; None where the database must answer.

    Inside a transaction that is so: it may have changed what it sees.
    """
    held = _held.get(key)
    if held is not None and held.token == token:
        return held
    if connection.in_atomic_block or key in _being_read or not _locks[key].acquire(timeout=WAIT):
        return None
    is_read_apart = False
    try:
        held = _held.get(key)
        if held is not None and held.token == token:
            return held  # it was renewed meanwhile
        made = Snapshot(published_rows(key)) if _is_short(key) else _renewed(key, held)
        if made is not None:
            _held[key] = made
            return made
        _being_read.add(key)
        Thread(target=_read_apart, args=(key,), name=f"snapshot of {key}", daemon=True).start()
        is_read_apart = True
    except Outdated:
        pass  # by whoever changes the data at this moment
    finally:
        if not is_read_apart:
            _locks[key].release()
    return None


def present(key: str) -> Snapshot:
    """The snapshot of the list `key` of the present version, however long that takes; a long list is stored, and then
    mapped: what has been read goes first, so that no process has both. Raises Outdated."""
    if _is_short(key):
        return Snapshot(published_rows(key))
    with _alone(key):
        if (found := _of_file(key)) is not None:
            return found
        whole = _whole(key)
        if not _store(key, whole):
            return whole
        del whole
        give_back_now()
        if (found := _of_file(key)) is None:
            raise Outdated
        return found


def store_long() -> None:
    """Stores the columns of every long list, so that the processes that begin next need not read them.

    Those that cannot be read now, because somebody changes the data meanwhile, are left to these.
    """
    for key in FILTER_SETS:
        if not _is_short(key):
            try:
                present(key)
            except (Outdated, DatabaseError) as error:
                log.warning("The columns of %s are not stored: %r", key, error)


def clear() -> None:
    """Forgets all of them; for tests and measurements."""
    _held.clear()
    _stored.clear()


def _is_short(key: str) -> bool:
    """Whether the list has few rows, about."""
    if (held := _held.get(key)) is not None:
        return len(held) <= SHORT
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass",
            [published_rows(key).model._meta.db_table],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0] <= SHORT


def _renewed(key: str, held: Snapshot | None) -> Snapshot | None:
    """The snapshot of a long list made of the one that was there, or of that which another process has stored."""
    made = renewed(held, *RENEWED.get(key, READ_ANEW)) if held is not None else None
    if made is None:
        return _of_file(key)
    if time.monotonic() > _stored.get(key, -STORED_EVERY) + STORED_EVERY:
        _stored[key] = time.monotonic()
        Thread(target=_store_apart, args=(key, made), name=f"columns of {key}", daemon=True).start()
    return made


# ---- what is long
def _whole(key: str) -> Snapshot:
    """The snapshot of a list with the columns that every page of it counts, all read."""
    with transaction.atomic():  # for the setting alone: each statement sees, and says, the version of its moment
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, TRUE)", [f"{READING}s"])
        with waiting(connection.connection, READING + 10):
            made = Snapshot(published_rows(key))
            for values in _named(key).values():
                made.labels(values)
            if made.rows.model is Measurement:
                made.numbers("search")
                made.numbers(OWNER)
                made.numbers("condition", next(iter(conditions.CONDITIONS)))
    return made


def _read_apart(key: str) -> None:
    """Reads the snapshot of a long list, or takes it from whoever has just done so. The lock of `key` is held."""
    try:
        _held[key] = present(key)
    except Outdated:
        log.info("The data changed while the snapshot of %s was read; the next request begins again.", key)
    except DatabaseError as error:
        log.warning("The snapshot of %s cannot be read: %s", key, error)
    finally:
        connection.close()
        _being_read.discard(key)
        _locks[key].release()
        give_back_now()


# ---- the files that processes share
def _folder() -> Path:
    return settings.DATA_DIR / "columns"


def _named(key: str) -> dict[str, Values]:
    """The columns that every page of a list counts, each once, by the name of a facet."""
    filters = FILTER_SETS[key]
    names = {filters.values_of(facet): facet.name for facet in reversed(filters.facets)}
    return {name: values for values, name in names.items()}


def _of_file(key: str) -> Snapshot | None:
    """The snapshot of the present version by what is stored; None where all must be read. Raises Outdated."""
    stored = column_file.read(_folder() / key, published_rows(key), _named(key))
    return renewed(stored, *RENEWED.get(key, READ_ANEW)) if stored is not None else None


def _store(key: str, made: Snapshot) -> bool:
    """Stores `made` for other processes; whether it is stored. Where it cannot be each reads for itself."""
    try:
        return column_file.write(_folder() / key, made, _named(key))
    except (OSError, DatabaseError) as error:
        log.info("The columns of %s are not stored: %s", key, error)
        return False


def _store_apart(key: str, made: Snapshot) -> None:
    try:
        with _alone(key):
            _store(key, made)
    finally:
        connection.close()


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """While no other process of this host reads or writes the columns of the list."""
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        lock = (_folder() / f"{key}.lock").open("w")
    except OSError as error:
        log.info("The columns of %s are not shared: %s", key, error)
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
