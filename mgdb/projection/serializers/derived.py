"""Serializers of record types, made of their declarations in `mgdb.records`.

A record type that shows more, or shows a column otherwise, says so in a module of its own beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from rest_framework import serializers

from mgdb.models import Cell, Flag, Material, Phase, Source
from mgdb.models import Record as RecordModel
from mgdb.models.base import Provenance as ProvenanceModel
from mgdb.models.materials import HasFormula as HasFormulaModel
from mgdb.records import Field, Part, RecordType, column_of, kind_of, target_of, terms_of

from . import base

Members = dict[str, serializers.Field[Any, Any, Any, Any]]
# Members in place of a declared field or part; none: it is not shown.
Changes = Mapping[str, Members]

# What models inherit, records show before their own members.
INHERITED: dict[type[models.Model], type[base.ReadOnlySerializer]] = {
    RecordModel: base.Record,
    HasFormulaModel: base.HasFormula,
    ProvenanceModel: base.Provenance,
}
REFERENCES: dict[type[models.Model], type[base.ReadOnlySerializer]] = {
    Source: base.SourceRef,
    Phase: base.PhaseRef,
    Cell: base.CellRef,
    Material: base.MaterialRef,
}
# Numbers that a print was read as.
RENAMED = {"low": "value_min", "high": "value_max"}
REMARKS = "remarks"


def serializer_from(record_type: RecordType, changes: Changes | None = None) -> type[base.ReadOnlySerializer]:
    """The serializer of a record type: inherited members, its fields, then its parts and remarks."""
    changes = changes or {}
    model = record_type.model
    bases = tuple(shape for inherited, shape in INHERITED.items() if issubclass(model, inherited))
    shown = {name for shape in bases for name in shape._declared_fields}
    members: Members = {} if bases else {"id": base.Id()}
    own = [field for field in record_type.fields if field.name not in shown]
    for field in (one for one in own if one.name != REMARKS):
        members |= changes.get(field.name, _member(model, field))
    for part in record_type.parts:
        members |= changes.get(part.name, {part.name: _part(part)})
    for field in (one for one in own if one.name == REMARKS):
        members |= changes.get(field.name, _member(model, field))
    return _serializer(record_type.name.capitalize(), record_type.description, bases, members)


def _serializer(
    name: str, description: str, bases: tuple[type[base.ReadOnlySerializer], ...], members: Members
) -> type[base.ReadOnlySerializer]:
    made: type[base.ReadOnlySerializer] = type(
        name, bases or (base.ReadOnlySerializer,), {"__doc__": description, **members}
    )
    # Members made earlier, in a module of changes, stand where they are named here, not where they were made.
    made._declared_fields = {name: made._declared_fields[name] for name in (*_inherited(bases), *members)}
    return made


def _inherited(bases: tuple[type[base.ReadOnlySerializer], ...]) -> list[str]:
    return [name for shape in bases for name in shape._declared_fields]


def _member(model: type[models.Model], field: Field) -> Members:
    """How the column of `field` looks in an answer."""
    column = column_of(model, field.column)
    name = RENAMED.get(field.name, field.name)
    options: dict[str, Any] = {"source": field.column} if name != field.column else {}
    if field.description:
        options["help_text"] = field.description
    kind = kind_of(column)
    nullable = column.null or column.blank
    if kind == "reference":
        shape = REFERENCES.get(target_of(column), base.NamedRef)
        return {name: shape(read_only=True, **_nullable(column.null), **options)}
    if kind == "term":
        terms = terms_of(model, field.column)
        return {name: base.TermField(terms, **_nullable(nullable), **options)}
    if kind == "ion":
        return {name: base.Ion(**options)}
    if kind == "integer":
        return {name: base.Integer(**_nullable(column.null), **options)}
    if kind == "text" and not nullable:
        return {name: serializers.CharField(read_only=True, **options)}
    made = {"list": base.TextList, "json": base.RawJSON, "boolean": base.Flag, "number": base.Number, "text": base.Text}
    return {name: made[kind](**options)}


def _nullable(nullable: bool) -> dict[str, Any]:
    return {"allow_null": True} if nullable else {}


def _part(part: Part) -> base.ReadOnlySerializer:
    """How the rows of a part look."""
    if part.model is Flag:
        return base.FlagShape(many=True, read_only=True)
    members: Members = {}
    for field in part.fields:
        members |= _member(part.model, field)
    for inner in part.parts:
        members[inner.name] = _part(inner)
    shape = _serializer(part.model.__name__, (part.model.__doc__ or "").strip(), (), members)
    return shape(read_only=True) if part.single else shape(many=True, read_only=True)
