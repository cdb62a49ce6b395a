"""Storing the public forms of records.

Whoever stores forms writes the version of the data first, as it is, before what they are made of is read. So no
transaction that changes any of that ends meanwhile: it empties them afterwards (emptying.py), or they show its change.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import orjson
from django.core import checks
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from mgdb.models import PublicForm
from mgdb.models.data_version import RESET
from mgdb.records import BY_NAME, BY_PREFIX, RECORD_TYPES, RecordType

from .emptying import published
from .making import Fault, fingerprint, make

AT_ONCE = 200
FEW = 200  # forms that are made again at once when a step of a review has ended; more are left to a worker
LOCK = "SELECT id FROM mgdb_dataversion WHERE id = 1 FOR NO KEY UPDATE"
# Not locked alone: a writer that sees no forms newer than its own beginning has to notice, and to be refused.
WRITE = "UPDATE mgdb_dataversion SET forms_made_by = forms_made_by WHERE id = 1"
STORE = """
INSERT INTO mgdb_publicform (record_type, record_pk, public_id, body, cells, data, shape, line, refs, made_by)
SELECT %s, record_pk, public_id, body, cells, data, shape, line, refs::varchar[], %s
FROM json_to_recordset(%s::json)
    AS made (record_pk bigint, public_id text, body text, cells text, data text, shape text, line text, refs text)
ON CONFLICT (record_type, record_pk) DO UPDATE SET public_id = EXCLUDED.public_id, body = EXCLUDED.body,
    cells = EXCLUDED.cells, data = EXCLUDED.data, shape = EXCLUDED.shape, line = EXCLUDED.line,
    refs = EXCLUDED.refs, made_by = EXCLUDED.made_by
"""
STATE = """
SELECT published.id, published.public_id, form.made_by IS NOT DISTINCT FROM %s FROM ({published}) AS published
LEFT JOIN mgdb_publicform AS form ON form.record_type = %s AND form.record_pk = published.id AND form.record_pk > %s
WHERE published.id > %s ORDER BY published.id LIMIT %s
"""
GONE = """
DELETE FROM mgdb_publicform AS form WHERE record_type = %s
AND NOT EXISTS (SELECT FROM ({published}) AS published WHERE published.id = form.record_pk)
"""
MISSING = """
SELECT count(*) FROM ({published}) AS published
WHERE NOT EXISTS (SELECT FROM mgdb_publicform WHERE record_type = %s AND record_pk = published.id)
"""
MARK = "UPDATE mgdb_dataversion SET forms_made_by = %s"
OTHER = "SELECT FROM mgdb_publicform WHERE made_by <> %s"
MARK_UNLESS_OTHER = f"{MARK} WHERE NOT EXISTS ({OTHER})"
Progress = Callable[[str, int, str], None]  # plural of a type, how many of it are done, the public id of the last
_postponed: ContextVar[bool] = ContextVar("postponed", default=False)


def say_nothing(plural: str, done: int, public_id: str) -> None:
    """For what nobody waits for."""


@transaction.atomic
def store(record_type: RecordType, keys: list[int]) -> int:
    """Make and store the forms of the published records of these keys, a few hundred; how many these are.

    That of a record which cannot be shown stays empty.
    """
    with connection.cursor() as cursor:
        cursor.execute(WRITE)
        made, faults = make(record_type, keys)
        # as one text: of arrays psycopg escapes each element by itself
        rows = [
            {
                "record_pk": key,
                "public_id": form.public_id,
                "body": form.body.decode(),
                "cells": form.cells.decode(),
                "data": form.data.decode(),
                "shape": form.shape.decode(),
                "line": form.line.decode(),
                "refs": f"{{{','.join(form.refs)}}}",
            }
            for key, form in made.items()
        ]
        cursor.execute(STORE, [record_type.name, fingerprint(), orjson.dumps(rows).decode()])
        if gone := [key for key in keys if key not in made and key not in faults]:  # what is not public has no form
            PublicForm.objects.filter(record_type=record_type.name, record_pk__in=gone).delete()
        if faults:  # what other code has made of them is shown no more
            PublicForm.objects.filter(record_type=record_type.name, record_pk__in=faults).update(made_by=None)
    return len(made)


def fill(most: int | None = None, seconds: float | None = None) -> int:
    """Store the forms that are empty, up to `most` of them or for about so many `seconds`; how many that were."""
    if made_by() not in (None, fingerprint()):
        return 0  # a process of older code, beside newer that has made all of them by now
    done, until = 0, None if seconds is None else time.monotonic() + seconds
    rows: list[tuple[str, int]] = [("", 0)]
    while most is None or done < most:
        some = PublicForm.objects.filter(made_by=None, pk__gt=rows[-1]).order_by("record_type", "record_pk")
        rows = list(some.values_list("record_type", "record_pk")[:AT_ONCE])
        for name in dict.fromkeys(name for name, _ in rows):
            done += store(BY_NAME[name], [key for one, key in rows if one == name])
        if len(rows) < AT_ONCE or (until is not None and time.monotonic() > until):
            break
    return done


def after_commit() -> None:
    """Once the present transaction is kept, make again the forms that it emptied, if they are few.

    Should that fail, or be too much, readers make them for themselves until a worker has come to it.
    """
    waiting: list[Any] = [entry[1] for entry in connection.run_on_commit]
    if not _postponed.get() and _fill_few not in waiting:
        transaction.on_commit(_fill_few, robust=True)


def _fill_few() -> None:
    if PublicForm.objects.filter(made_by=None).values("record_pk")[: FEW + 1].count() <= FEW:
        fill(FEW)


def begin() -> bool:
    """Whether no form of other code is stored, so that those which are empty may be filled at any time."""
    with connection.cursor() as cursor:
        cursor.execute(MARK_UNLESS_OTHER, [fingerprint()] * 2)
        return bool(cursor.rowcount)


def catch_up(progress: Progress = say_nothing) -> int:
    """Store all forms that are empty, or were made by other code; how many that were."""
    return fill() if are_current() else rebuild(progress=progress)


@contextmanager
def postponed() -> Iterator[None]:
    """Of many steps: what they empty is left to a worker."""
    token = _postponed.set(True)
    try:
        yield
    finally:
        _postponed.reset(token)


def rebuild(*, everything: bool = False, after: str = "", progress: Progress = say_nothing) -> int:
    """Store the forms that are not those of the present code, or `everything`; how many that were.

    A few hundred at a time, each kept by itself: it may be broken off and begun again, with `everything` `after` the
    public id to which it had come. Then forms of other code may be left before that one; while there are, the forms are
    not those of the present code (`are_current`).
    """
    total = last = 0
    waiting = list(RECORD_TYPES)
    if after:
        first = BY_PREFIX[after.partition("-")[0]]
        waiting = waiting[waiting.index(first) :]
        last = first.model._base_manager.values_list("pk", flat=True).get(public_id=after)
    for record_type in waiting:
        done = 0
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    STATE.format(published=published(record_type)),
                    # twice: else PostgreSQL looks for the place by reading all forms before it
                    [fingerprint(), record_type.name, last, last, AT_ONCE],
                )
                rows = cursor.fetchall()
            if not rows:
                break
            last = rows[-1][0]
            if keys := [key for key, _, present in rows if everything or not present]:
                done += store(record_type, keys)
                progress(record_type.plural, done, rows[-1][1])
        total, last = total + done, 0
        with connection.cursor() as cursor:
            cursor.execute(GONE.format(published=published(record_type)), [record_type.name])
    if after:
        begin()
    else:
        with connection.cursor() as cursor:
            cursor.execute(MARK, [fingerprint()])
    if everything:  # what stood in the forms may stand in what was made of them too
        with connection.cursor() as cursor:
            cursor.execute(RESET)
    return total


def missing() -> list[str]:
    """Record types whose published records have not all a form, empty or not, each with their number."""
    found = []
    for record_type in RECORD_TYPES:
        with connection.cursor() as cursor:
            cursor.execute(MISSING.format(published=published(record_type)), [record_type.name])
            if count := cursor.fetchone()[0]:
                found.append(f"{count} {record_type.plural}")
    return found


def faults() -> list[Fault]:
    """The records that cannot be shown, among the first few hundred whose form is empty."""
    some = PublicForm.objects.filter(made_by=None).order_by("record_type", "record_pk")
    rows = list(some.values_list("record_type", "record_pk")[:AT_ONCE])
    return [
        fault
        for name in dict.fromkeys(name for name, _ in rows)
        for fault in make(BY_NAME[name], [key for one, key in rows if one == name])[1].values()
    ]


def made_by() -> int | None:
    """The fingerprint of the code that all forms were made by last."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forms_made_by FROM mgdb_dataversion")
        row: tuple[int | None] = cursor.fetchone()
    return row[0]


def are_current() -> bool:
    """Whether the stored forms were made by the present code, all that there are."""
    return made_by() == fingerprint()


@checks.register(checks.Tags.database)
def forms_are_current(databases: Sequence[str] | None = None, **options: Any) -> list[checks.CheckMessage]:
    """`check --database default` fails until `prepare` has recomputed the public forms by changed code, and warns of
    records that cannot be shown, or have lost their form.

    Readers do without forms until then: they make what they show.
    """
    if not databases:
        return []
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return []
    if are_current():
        found: list[checks.CheckMessage] = [checks.Warning(str(fault), id="mgdb.W001") for fault in faults()]
        if without := missing():
            said = f"There are no public forms, not even empty ones, of {', '.join(without)}: run rebuild."
            found.append(checks.Warning(said, id="mgdb.W003"))
        return found
    return [checks.Error("The public forms were made by other code: run rebuild.", id="mgdb.E002")]
