"""New records of one type, entered together: each is validated by itself, then all rows of a table are written at once.

Of a record that is written by itself most of the time goes into its statements: one for each row, each with the
triggers of a statement and a way to the database and back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pghistory
from django.db import IntegrityError, models

from mgdb.models import Record
from mgdb.records import type_of

from . import batches
from .actors import Actor, context_of, require, user_of
from .derivation import derive
from .edits import signed
from .indexing import text_of
from .readings import Method, record_first
from .serialization import to_dict
from .writer import FormError, PartRows, Resolve, Writer, keep_in_memory, refusal


class Entering:
    """New records of one type that `by` enters in the present batch; as `edits.apply`, for many.

    A person's are drafts, the operator's have `status`. `resolve(model, public_id)` gives the row of a record that is
    stored.
    """

    def __init__(self, by: Actor, resolve: Resolve, *, status: str, method: Method) -> None:
        self.by, self.stored, self.method = by, resolve, method
        self.status = status if user_of(by) is None else "draft"
        self.waiting: dict[str, tuple[Record, Writer, Callable[[], None]]] = {}

    def add(self, record: Record, form: Mapping[str, Any], then: Callable[[], None]) -> None:
        """Takes the new `record` with its `form`; `then` is called when it is written.

        Raises FormError and NotAllowed, and it is not taken; FormError also as `write`.
        """
        require(self.by, "add", type(record))
        writer = Writer(self.resolve)
        writer.prepare(record, signed(record, form, self.by), self.status)
        if record.public_id in self.waiting:  # the database refuses the second one
            self.write()
        self.waiting[record.public_id] = (record, writer, then)

    def resolve(self, model: type[models.Model], public_id: str) -> models.Model:
        """The row that a reference means, which is written by now."""
        if public_id in self.waiting:
            self.write()
        return self.stored(model, public_id)

    def write(self) -> None:
        """Writes what was taken. Raises FormError when the database refuses any of it: the transaction is broken then
        (`transaction.get_rollback()`), and the batch with it."""
        if not self.waiting:
            return
        taken, self.waiting = list(self.waiting.values()), {}
        waiting = [(record, writer) for record, writer, _ in taken]
        records = [record for record, _ in waiting]
        with pghistory.context(**context_of(self.by)):
            if batches.keeps():
                models.prefetch_related_objects(records, *type(records[0]).search_reads)
            for record in records if batches.keeps() else ():
                record.search_text = text_of(record)  # so that only those of parts are still to be stored
            _create(records)
            for part in range(len(waiting[0][1].parts)):
                _create_parts([(record, writer.parts[part]) for record, writer in waiting])
            for record, writer in waiting:
                self._follow_up(record, writer)
        for _, _, then in taken:
            then()

    def _follow_up(self, record: Record, writer: Writer) -> None:
        """What `Writer.commit` and `edits.apply` do once the rows are there."""
        if (batch := batches.present()) is not None:
            batch.held[type_of(type(record)).model, record.pk] = record.status
        derive(record, parts={type(row) for part in writer.parts for row in part.rows()})
        if (person := user_of(self.by)) is not None and batches.keeps():
            record_first(record, to_dict(record), self.method, person)


def _create(rows: Sequence[models.Model]) -> None:
    """Writes new rows of one table, which get their keys."""
    try:
        type(rows[0])._base_manager.bulk_create(rows)
    except IntegrityError as error:
        raise FormError([((), refusal(rows[0], error))]) from error


def _create_parts(found: Sequence[tuple[models.Model, PartRows]]) -> None:
    """Writes the rows of one part of many records, which are written already, and then the parts of these rows."""
    part = found[0][1].part
    rows = [(owner, one) for owner, own in found for one in own.kept]
    for owner, one in rows:
        setattr(one.row, part.parent, owner)
    if any(column.related_model is part.model for column in part.model._meta.fields):  # they may refer to one another
        for _, one in rows:
            _create([one.row])
    elif rows:
        _create([one.row for _, one in rows])
    for inner in range(len(part.parts)) if rows else ():
        _create_parts([(one.row, one.parts[inner]) for _, one in rows])
    none: Any = part.model._default_manager.none()
    none._result_cache, none._prefetch_done = [], True
    for owner, own in found:
        if own.kept or part.single:
            keep_in_memory(owner, own)
        else:  # of most parts a record has none
            owner.__dict__.setdefault("_prefetched_objects_cache", {})[part.name] = none
