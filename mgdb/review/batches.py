"""One transaction of one writer that enters thousands of records: what need not be said of each is said once for many.

Inside `batch()` a row that the transaction has entered or locked is not locked again, and the words for search wait
until `flush`, which stores those of all records of a type in one statement. The locks hold until the transaction ends,
unless it goes back to a savepoint: who uses it keeps nothing after an error.

That no trigger is left out is said once as well, where it is no default of the role (tools/roles.sql).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.db import connection, models

from .actors import Actor, context_of


@dataclass
class Batch:
    """What the present transaction holds: rows with their status, and words that are not stored yet."""

    by: Actor
    held: dict[tuple[type[models.Model], Any], str] = field(default_factory=dict)
    words: dict[type[models.Model], dict[Any, str]] = field(default_factory=dict)

    def flush(self) -> None:
        """Stores the words that wait."""
        for model, texts in self.words.items():
            table = connection.ops.quote_name(model._meta.db_table)
            statement = (
                f"UPDATE {table} SET search_text = new.text "  # noqa: S608 - the name of a table of ours
                f"FROM unnest(%s::bigint[], %s::text[]) AS new (id, text) WHERE {table}.id = new.id"
            )
            with pghistory.context(**context_of(self.by)), connection.cursor() as cursor:
                cursor.execute(statement, [list(texts), list(texts.values())])
        self.words.clear()


_present: ContextVar[Batch | None] = ContextVar("batch", default=None)


def present() -> Batch | None:
    """The batch that this transaction is in, where it is in one."""
    return _present.get()


@contextmanager
def batch(by: Actor) -> Iterator[Batch]:
    """Makes what `by` writes inside one batch; its words are stored at the end."""
    found = Batch(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', TRUE)")
    token = _present.set(found)
    try:
        yield found
        found.flush()
    finally:
        _present.reset(token)
