"""The form of a reviewed unit: the plain mapping that stands for a record and its parts in dataset files.

Here a row becomes its form; `review.writer` goes the other way. Both follow one declaration per record type, so that
what is exported is what is loaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from mgdb.models import Record

from .schemas import STATUS_WORDS, PartSchema, RecordSchema, file_key, schema_for


def content_hash(form: Mapping[str, Any]) -> str:
    """A hash of a form that does not depend on the order of its keys."""
    return hashlib.sha256(json.dumps(form, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def to_dict(record: Record) -> dict[str, Any]:
    """The form of `record`: its id, and every column and child that differs from the default."""
    form = schema_for(record)
    result: dict[str, Any] = {"id": record.public_id}
    result |= _columns_of(record, form.columns)
    for children in form.children:
        _put_children(result, record, children)
    return result | {"readings": record.readings}


def _columns_of(row: models.Model, columns: Iterable[str]) -> dict[str, Any]:
    result = {}
    for name in columns:
        column = row._meta.get_field(name)
        value = getattr(row, name)
        if column.is_relation:
            if value is not None:
                result[file_key(name)] = value.public_id
            continue
        if value is None or value == "" or value == []:
            if value == [] and column.null:  # an empty list says “none”, where unset would say “unknown”
                result[file_key(name)] = []
            continue
        if column.has_default() and value == column.get_default():
            continue
        result[file_key(name)] = value
    return result


def _put_children(result: dict[str, Any], parent: models.Model, children: PartSchema) -> None:
    if children.single:
        row = getattr(parent, children.name, None)
        if row is not None:
            result[children.name] = _child_of(row, children)
        return
    rows = list(getattr(parent, children.name).all())
    if not rows:
        return
    if not children.mapping:
        result[children.name] = [_child_of(row, children) for row in rows]
        return
    words = {key: word for word, key in STATUS_WORDS.items()}
    result[children.name] = {
        getattr(row, children.mapping): words.get(row.status) or getattr(row, children.shorthand) for row in rows
    }


def _child_of(row: models.Model, children: PartSchema) -> dict[str, Any]:
    result: dict[str, Any] = {"id": row.public_id} if "public_id" in children.identity else {}
    result |= _columns_of(row, children.columns)
    for grandchildren in children.children:
        _put_children(result, row, grandchildren)
    return result


def with_parts(form: RecordSchema) -> models.QuerySet[Any]:
    """All records of a type with all that their forms hold, in a number of queries that does not grow."""
    references = _references(form.model, form.columns)
    parts = [lookup for children in form.children for lookup in _part_lookups(children)]
    return form.model._base_manager.select_related(*references).prefetch_related(*parts)


def _references(model: type[models.Model], columns: Iterable[str]) -> list[str]:
    return [name for name in columns if model._meta.get_field(name).is_relation]


def _part_lookups(children: PartSchema, prefix: str = "") -> Iterator[str | models.Prefetch]:
    path = f"{prefix}{children.name}"
    queryset = children.model._default_manager.select_related(*_references(children.model, children.columns))
    yield models.Prefetch(path, queryset)
    for grandchildren in children.children:
        yield from _part_lookups(grandchildren, f"{path}__")
