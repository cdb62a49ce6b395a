"""The form of a reviewed unit: the plain mapping that stands for a record and its parts in dataset files.

Here a row becomes its form; `review.writer` goes the other way. Both follow the declaration of the record type, so that
what is exported is what is loaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from mgdb.models import Record
from mgdb.records import Field, Part, RecordType, references, type_of
from mgdb.records.shared import SHARED_FIELDS

# A condition's other statuses are written as their words: “not reported”.
STATUS_WORDS = {"not reported": "not_reported", "not applicable": "not_applicable"}
WORDS_OF_STATUS = {key: word for word, key in STATUS_WORDS.items()}


def content_hash(form: Mapping[str, Any]) -> str:
    """A hash of a form that does not depend on the order of its keys."""
    return hashlib.sha256(json.dumps(form, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def to_dict(record: Record) -> dict[str, Any]:
    """The form of `record`: its id, and every field and part that differs from the default."""
    record_type = type_of(type(record))
    form: dict[str, Any] = {"id": record.public_id}
    form |= _fields_of(record, record_type.fields)
    for part in record_type.parts:
        _put_part(form, record, part)
    return form | {"readings": record.readings} | _fields_of(record, SHARED_FIELDS)


def written_by_review(record: Record) -> dict[str, Any]:
    """What the form of `record` has that is counted or noted by review alone."""
    return {field.name: getattr(record, field.column) for field in SHARED_FIELDS}


def _fields_of(row: models.Model, fields: Iterable[Field]) -> dict[str, Any]:
    form = {}
    for field in fields:
        column = row._meta.get_field(field.column)
        assert isinstance(column, models.Field)
        value = getattr(row, field.column)
        if column.is_relation:
            if value is not None:
                form[field.name] = value.public_id
            continue
        if value is None or value == "" or value == []:
            if value == [] and column.null:  # an empty list says “none”, where unset would say “unknown”
                form[field.name] = []
            continue
        if column.has_default() and value == column.get_default():
            continue
        form[field.name] = value
    return form


def _put_part(form: dict[str, Any], owner: models.Model, part: Part) -> None:
    if part.single:
        row = getattr(owner, part.name, None)
        if row is not None:
            form[part.name] = form_of_part(row, part)
        return
    rows = list(getattr(owner, part.name).all())
    if not rows:
        return
    if not part.keyed_by:
        form[part.name] = [form_of_part(row, part) for row in rows]
        return
    form[part.name] = {
        getattr(row, part.keyed_by): WORDS_OF_STATUS.get(row.status) or getattr(row, part.shorthand) for row in rows
    }


def form_of_part(row: models.Model, part: Part) -> dict[str, Any]:
    """The form of one row of `part`."""
    form: dict[str, Any] = {"id": getattr(row, "public_id")} if part.has_public_id else {}  # noqa: B009
    form |= _fields_of(row, part.fields)
    for inner in part.parts:
        _put_part(form, row, inner)
    return form


def put_rows(owner: models.Model, part: Part, rows: list[Any]) -> None:
    """Gives `owner` these `rows` of `part`, so that nobody asks the database for them."""
    if part.single:
        owner._state.fields_cache[part.name] = rows[0] if rows else None
        return
    queryset: Any = part.model._default_manager.none()
    queryset._result_cache, queryset._prefetch_done = rows, True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[part.name] = queryset


def with_parts(record_type: RecordType) -> models.QuerySet[Any]:
    """All records of a type with all that their forms hold, in a number of queries that does not grow."""
    related = references(record_type.model, record_type.fields)
    lookups = [lookup for part in record_type.parts for lookup in _part_lookups(part)]
    return record_type.model._base_manager.select_related(*related).prefetch_related(*lookups)


def _part_lookups(part: Part, prefix: str = "") -> Iterator[models.Prefetch[str]]:
    path = f"{prefix}{part.name}"
    rows = part.model._default_manager.select_related(*references(part.model, part.fields))
    yield models.Prefetch(path, rows)
    for inner in part.parts:
        yield from _part_lookups(inner, f"{path}__")
