"""Publication is a graph: a record is public only when all that it refers to is, and as long as it is referred to.

A record refers to what its own columns and those of its parts lead to; a reference to a part of another record (a
defect that brought about this one) is one to that record. All of it follows from the declarations and the foreign keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from mgdb.models import Record
from mgdb.records import RECORD_TYPES, SECTIONS, Part, RecordType, column_of, target_of, type_of

from . import batches
from .serialization import put_rows

FEW = 3  # dependants of one kind that a refusal names


@dataclass(frozen=True)
class Reference:
    """A foreign key by which records of `record_type` refer to records of `target`.

    `column` stands on `model`: the type's own, or that of a part, to which the relations `path` lead. `up` are the
    columns that lead from the row referred to to the record in which it stands; none where it is the record itself.
    """

    record_type: RecordType
    model: type[models.Model]
    path: tuple[str, ...]
    column: str
    up: tuple[str, ...]
    target: type[Record]

    @property
    def lookup(self) -> str:
        """The way from a record of the type to the record referred to."""
        return "__".join((*self.path, self.column, *self.up))


@cache
def all_references() -> tuple[Reference, ...]:
    """Every foreign key that leads from a record or a part of one to a record or a part of one."""
    found = []
    for record_type in SECTIONS.values():
        found += list(_references_on(record_type, record_type.model, (), ""))
        for part, path in _paths(record_type.parts, ()):
            found += list(_references_on(record_type, part.model, path, part.parent))
    return tuple(found)


def _paths(parts: tuple[Part, ...], path: tuple[str, ...]) -> Iterator[tuple[Part, tuple[str, ...]]]:
    for part in parts:
        yield part, (*path, part.name)
        yield from _paths(part.parts, (*path, part.name))


def _references_on(
    record_type: RecordType, model: type[models.Model], path: tuple[str, ...], parent: str
) -> Iterator[Reference]:
    # A flag has a column for each kind of record that it may doubt: they are ways to its owner, not references.
    ways_back = _ways_back()
    for column in model._meta.concrete_fields:
        if column.is_relation and column.name != parent and (model, column.name) not in ways_back:
            target, up = _record_of(target_of(column))
            if target is not None:
                yield Reference(record_type, model, path, column.name, up, target)


@cache
def _ways_back() -> frozenset[tuple[type[models.Model], str]]:
    """The columns by which parts lead to what they belong to."""
    return frozenset((part.model, part.parent) for record_type in RECORD_TYPES for part in record_type.all_parts())


def _record_of(model: type[models.Model]) -> tuple[type[Record] | None, tuple[str, ...]]:
    """The record in which the rows of `model` stand, and the columns that lead there; None where there is none."""
    if issubclass(model, Record):
        return model, ()
    parents = {
        part.parent for record_type in SECTIONS.values() for part in record_type.all_parts() if part.model is model
    }
    if len(parents) != 1:
        return None, ()
    (parent,) = parents
    target, up = _record_of(target_of(column_of(model, parent)))
    return target, (parent, *up)


def rows_of(record: Record) -> list[models.Model]:
    """The stored row of `record` and all rows of its parts, each with its own and with what it refers to now."""

    def below(owner: models.Model, parts: tuple[Part, ...]) -> Iterator[models.Model]:
        for part in parts:
            own = list(_with_targets(part.model).filter(**{part.parent: owner}))
            put_rows(owner, part, own)
            for row in own:
                setattr(row, part.parent, owner)
                yield row
                yield from below(row, part.parts)

    stored = _with_targets(type(record)).get(pk=record.pk)
    return [stored, *below(stored, type_of(type(record)).parts)]


def _with_targets(model: type[models.Model]) -> models.QuerySet[Any]:
    """Rows of `model` with the records that they refer to."""
    return model._base_manager.select_related(*("__".join((column, *up)) for column, up in _columns_of(model)))


def references(record: Record, rows: Iterable[models.Model] | None = None) -> list[Record]:
    """The records that `record` and its parts refer to, each once.

    `rows` are the record and its parts as they are about to be saved; without them, the stored ones.
    """
    found: dict[tuple[type[models.Model], Any], Record] = {}
    for row in rows_of(record) if rows is None else rows:
        for column, up in _columns_of(type(row)):
            target = getattr(row, column)
            for step in up:
                target = target and getattr(target, step)
            if target is not None and target is not record and target != record:
                found.setdefault((type(target), target.public_id), target)
    return list(found.values())


@cache
def _columns_of(model: type[models.Model]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The columns of `model` that refer to records, each with the way up."""
    concrete = model._meta.concrete_model
    return tuple(dict.fromkeys((one.column, one.up) for one in all_references() if one.model is concrete))


def dependants(record: Record, status: str = "published") -> list[Record]:
    """Records of `status` that refer, or whose parts refer, to `record` or a part of it; a few of each kind."""
    found: dict[tuple[type[models.Model], Any], Record] = {}
    for one in all_references():
        if one.target is type(record)._meta.concrete_model:
            rows = one.record_type.model._base_manager.filter(**{one.lookup: record}, status=status)
            for other in rows.exclude(public_id=record.public_id).order_by("pk").distinct()[:FEW]:
                assert isinstance(other, Record)
                found.setdefault((type(other), other.pk), other)
    return list(found.values())


def unpublished(record: Record, rows: Iterable[models.Model] | None = None) -> list[str]:
    """Why `record` cannot be public: what of the records that it refers to is not.

    These stay locked until the transaction ends: none of them is withdrawn while `record` becomes public.
    """
    others = references(record, rows)
    lock(others)
    return not_public(others)


def not_public(others: Iterable[Record]) -> list[str]:
    """What of `others`, which are locked, is not published, in words."""
    return [
        f"{other.type_name()} {other.public_id} ({other}) is {other.get_status_display()}; publish it first."
        for other in others
        if other.status != "published"
    ]


def lock(records: Iterable[Record]) -> None:
    """Locks the rows of `records` until the transaction ends, and takes over the status that they have now.

    Always in one order, what refers before what is referred to, so that two transactions do not wait for each other.
    """
    found: dict[type[models.Model], dict[Any, Record]] = {}
    for record in records:
        found.setdefault(type_of(type(record)).model, {})[record.pk] = record
    batch = batches.present()
    held = batch.held if batch is not None else {}
    for model in sorted(found, key=lambda model: -type_of(model).place):
        own = found[model]
        for key in [key for key in own if (model, key) in held]:
            own.pop(key).status = held[model, key]
        if not own:
            continue
        rows = model._base_manager.filter(pk__in=own).order_by("pk").select_for_update(no_key=True)
        for key, status in rows.values_list("pk", "status"):
            own[key].status = held[model, key] = status


def impossible(record: Record, rows: list[models.Model] | None = None) -> list[str]:
    """Why the stored `record` cannot be true, whichever way it was written: what its forms would refuse.

    `rows` are the record and its parts where they were read already (`rows_of`).
    """
    found = []
    rows = rows_of(record) if rows is None else rows
    for row in rows:
        relations = {column.name for column in row._meta.fields if column.is_relation}
        try:
            row.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
            if isinstance(row, Record):
                row.clean_parts(rows[1:])
        except ValidationError as error:
            name = "" if row is rows[0] else f"{row._meta.verbose_name} {row}: "
            found += [f"{name}{message}" for message in error.messages]
    return list(dict.fromkeys(found))
