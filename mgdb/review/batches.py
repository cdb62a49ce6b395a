"""One transaction of one writer that enters thousands of records: what need not be said of each is said once for many.

Inside `batch()` a row that the transaction has entered or locked is not locked again, and the words for search and the
first readings of new records wait until `flush`, which stores those of all in one statement. The locks hold until the
transaction ends, unless it goes back to a savepoint: who uses it keeps nothing after an error.

For the same reason a record needs no savepoint of its own. Thousands in one transaction make all others slow: above 64,
whoever meets a row of it has to ask on disk which transaction it belongs to.

That no trigger is left out is said once as well, where it is no default of the role (tools/roles.sql).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.db import connection, models, transaction

from .actors import Actor, context_of

Words = dict[type[models.Model], dict[Any, str]]  # model → key → words for search


@dataclass
class Batch:
    """What the present transaction holds: rows with their status, and words that are not stored yet.

    savepoints: the transaction goes on after a refusal by the database, to find the next one. kept: whether anything is
    meant to stay; where it is only tried, nobody needs words for search or readings. waiting: other things that are
    stored for many records at once, by what stores them.
    """

    by: Actor
    savepoints: bool = False
    kept: bool = True
    held: dict[tuple[type[models.Model], Any], str] = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    waiting: defaultdict[Callable[[list[Any]], None], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def flush(self) -> None:
        """Stores what waits."""
        with pghistory.context(**context_of(self.by)):
            store_words(self.words)
            for store, some in self.waiting.items():
                store(some)
        self.words.clear()
        self.waiting.clear()


def store_words(words: Words) -> None:
    """Stores the words for search of records, those of a type in one statement."""
    for model, texts in words.items():
        table = connection.ops.quote_name(model._meta.db_table)
        statement = (
            f"UPDATE {table} SET search_text = new.text "  # noqa: S608 - the name of a table of ours
            f"FROM unnest(%s::bigint[], %s::text[]) AS new (id, text) WHERE {table}.id = new.id"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [list(texts), list(texts.values())])


_present: ContextVar[Batch | None] = ContextVar("batch", default=None)


def present() -> Batch | None:
    """The batch that this transaction is in, where it is in one."""
    return _present.get()


def keeps() -> bool:
    """Whether what is written now is meant to stay."""
    batch = _present.get()
    return batch is None or batch.kept


@contextmanager
def step() -> Iterator[None]:
    """Around what is written of one record: all of it is kept or nothing; of the batch, where it has no savepoints.

    What the database refuses there has broken the transaction (`transaction.get_rollback()`).
    """
    batch = present()
    if batch is not None and not batch.savepoints:
        yield
    else:
        with transaction.atomic():
            yield


@contextmanager
def batch(by: Actor, *, savepoints: bool = False, kept: bool = True) -> Iterator[Batch]:
    """Makes what `by` writes inside one batch; its words are stored at the end, unless the caller takes all back."""
    found = Batch(by, savepoints, kept)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', TRUE)")
    token = _present.set(found)
    try:
        yield found
        found.flush()
    finally:
        _present.reset(token)
