"""Records of any type, made of its declaration: for what the curated records hold none of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from django.core.validators import BaseValidator
from django.db import models

from mgdb import review
from mgdb.models.new_ids import new_id
from mgdb.records import BY_NAME, SECTIONS, Field, Part, RecordType, kind_of, target_of, type_of
from tests.yaml_files import read_yaml

SAMPLES = Path(__file__).with_name("samples")
ANY = "any"  # in place of an id: a record made for this reference
_numbers = count(1)


def example(record_type: RecordType) -> Any:
    """A published record of the type: the first of the curated ones, or else one that is made."""
    found = record_type.model._default_manager.published().order_by("pk").first()
    return made(record_type) if found is None else found


def ways_to_parts(parts: Iterable[Part], before: tuple[Part, ...] = ()) -> Iterator[tuple[Part, ...]]:
    """Each part of a record, the last one, with the parts in which it stands."""
    for part in parts:
        yield (*before, part)
        yield from ways_to_parts(part.parts, (*before, part))


def example_of_part(record_type: RecordType, way: tuple[Part, ...]) -> tuple[models.Model, Any]:
    """A row of the last part of `way`, which leads to it from records of the type, and its record."""
    parents = [part.parent for part in reversed(way)]
    rows = way[-1].model._base_manager.filter(**{f"{'__'.join(parents)}__isnull": False}).order_by("pk")
    if not rows.exists():
        made(record_type)
    record = row = rows[0]
    for name in parents:
        record = getattr(record, name)
    return row, record


def change_of(part: Part, row: models.Model) -> dict[str, Any]:
    """A column of a row of `part` with another value than it has."""
    _, column = text_column(part)
    if column.is_relation:
        return {column.name: made(type_of(target_of(column)), with_parts=False)}
    return {column.name: value_for(column, getattr(row, column.name))}


def fill_gaps() -> None:
    """Makes a record of each type of which, or of a part of which, the curated records hold none."""
    for record_type in SECTIONS.values():
        has_all = all(part.model._base_manager.exists() for part in record_type.all_parts())
        if not has_all or not record_type.model._default_manager.published().exists():
            made(record_type)


def made(record_type: RecordType, *, with_parts: bool = True) -> Any:
    """A new published record of the type, written by review from its form: what it must have, and a row of each part.

    What columns do not say about themselves stands in `samples/<name of the type>.yaml`, as in a dataset file.
    """
    if record_type.part_of:
        owner = made(BY_NAME[record_type.part_of])
        return record_type.model._default_manager.filter(**{record_type.part_of: owner}).first()
    form = _form(record_type.model, record_type.fields, record_type.parts if with_parts else ())
    sample = SAMPLES / f"{record_type.name}.yaml"
    if sample.exists():
        form |= read_yaml(sample)
    record = record_type.model()
    review.apply(record, form, _referred_to, by=review.OPERATOR, status="published")
    return record


def _referred_to(model: type[models.Model], public_id: str) -> models.Model:
    assert public_id == ANY
    return made(type_of(model), with_parts=False)


def _form(model: type[models.Model], fields: Iterable[Field], parts: Iterable[Part]) -> dict[str, Any]:
    """A form of what must be given, and of one row of each part."""
    columns = [(field.name, model._meta.get_field(field.column)) for field in fields]
    form = {name: value_for(column) for name, column in columns if not (column.blank or column.has_default())}
    return form | {part.name: _rows(part) for part in parts}


def _rows(part: Part) -> Any:
    form = _form(part.model, part.fields, part.parts)
    if part.has_public_id:
        form["id"] = new_id(part.model.PREFIX)
    if not form:
        field, column = text_column(part)
        form[field.name] = value_for(column)
    if part.keyed_by:
        return {form[part.keyed_by]: form.get(part.shorthand) or "1"}
    return form if part.single else [form]


def text_column(part: Part) -> tuple[Field, models.Field]:
    """The first column of words that the form of a part has; else the first that is no reference; else its first."""
    columns = [(field, part.model._meta.get_field(field.column)) for field in part.fields]
    words = [one for one in columns if kind_of(one[1]) == "text"]
    plain = [one for one in columns if not one[1].is_relation]
    return (words or plain or columns)[0]


def value_for(column: models.Field, than: Any = None) -> Any:
    """A value that `column` takes, another one `than` that which it has."""
    number = next(_numbers)
    kind = kind_of(column)
    if kind == "reference":
        return ANY
    if kind == "term":
        return next(term.key for term in column.terms if term.key != than)
    if kind == "boolean":
        return than is not True
    if kind in ("integer", "number"):
        limits = [one.limit_value for one in column.validators if isinstance(one, BaseValidator)]
        return next(one for one in (*limits, number, number + 1) if one != than)
    if kind == "list":
        return [value_for(column.base_field)]
    if kind == "json":
        return {"number": number}
    if isinstance(column, models.URLField):
        return f"https://example.org/{number}"
    return f"example-{number}"[-(column.max_length or 40) :]
