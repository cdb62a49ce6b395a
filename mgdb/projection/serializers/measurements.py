"""Measurements, as the contract of the API has them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from operator import attrgetter
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb.presentation import CellView, MaterialView, MeasurementView, SourceView
from mgdb.science import conditions, properties, vocabulary

from .base import (
    REVISION,
    SELF_REVIEWED,
    UPDATED_AT,
    CellRef,
    DateTime,
    ElectrolyteRef,
    Flag,
    FlagShape,
    Id,
    Integer,
    Ion,
    MaterialRef,
    Number,
    ReadOnlySerializer,
    SourceRef,
    TermField,
    Text,
)

# One condition, in the order of its members; the key of the mapping says which.
CONDITION_SCHEMA = {
    "type": "object",
    "description": "Conditions by key; a condition without entry has not been checked yet.",
    "propertyNames": {"enum": list(conditions.CONDITIONS)},
    "additionalProperties": {
        "type": "object",
        "required": [
            *("status", "value", "value_min", "value_max", "approximate", "uncertainty"),
            *("unit", "printed", "text", "assumed"),
        ],
        "properties": {
            "status": {"type": "string", "enum": [term.key for term in vocabulary.CONDITION_STATUSES]},
            "value": {"type": ["number", "null"], "description": "The number, where it is a single one."},
            "value_min": {"type": ["number", "null"], "description": "Least number; null for an open end."},
            "value_max": {"type": ["number", "null"], "description": "Greatest number; null for an open end."},
            "approximate": {"type": "boolean", "description": "Printed with ≈, ~, about …"},
            "uncertainty": {"type": ["number", "null"], "description": "The printed ±."},
            "unit": {"type": ["string", "null"]},
            "printed": {"type": ["string", "null"], "description": "As printed, with its unit."},
            "text": {"type": ["string", "null"], "description": "The choice or word, for conditions without number."},
            "assumed": {"type": "boolean", "description": "The number is set by convention: room temperature."},
        },
    },
}


@extend_schema_field(CONDITION_SCHEMA)
class Conditions(serializers.Field[Any, Any, Any, Any]):
    """The conditions of a measurement."""

    def __init__(self) -> None:
        super().__init__(read_only=True)


@extend_schema_field({"type": ["string", "null"], "examples": ["mAh g⁻¹"]})
class Unit(serializers.Field[Any, Any, Any, Any]):
    """The unit of a measurement's numbers."""

    def __init__(self) -> None:
        super().__init__(read_only=True)


class MeasuredIn(ReadOnlySerializer):
    """The cell in which a material was measured."""

    id = Id()
    name = serializers.CharField(read_only=True)
    electrolyte = ElectrolyteRef(read_only=True, allow_null=True)


class ReportShape(ReadOnlySerializer):
    """Where a measurement was read, as printed there."""

    document = SourceRef(read_only=True)
    locator = serializers.CharField(read_only=True)
    printed_value = serializers.CharField(read_only=True)
    printed_unit = Text()
    printed_conditions = Text()
    citation_key = Text()


# At the temperature that a question chooses; the numbers are no part of what is stored.
EVALUATED_SCHEMA = {
    "type": ["object", "null"],
    "description": "An ionic conductivity at the temperature `at_celsius` of the question; null where none is asked "
    "for, its members null where nothing is known there.",
    "required": [
        *("value", "value_min", "value_max", "bound", "approximate", "uncertainty", "unit", "how", "by", "assumed"),
    ],
    "properties": {
        "value": {"type": ["number", "null"]},
        "value_min": {"type": ["number", "null"]},
        "value_max": {"type": ["number", "null"]},
        "bound": {"type": ["string", "null"], "enum": [*(term.key for term in vocabulary.BOUNDS), None]},
        "approximate": {"type": ["boolean", "null"]},
        "uncertainty": {"type": ["number", "null"], "description": "The printed ±."},
        "unit": {"type": ["string", "null"]},
        "how": {"type": ["string", "null"], "enum": ["as reported", "interpolated", "extrapolated", None]},
        "by": {"type": ["string", "null"], "description": "The line it is read on: a fit, or a reported energy."},
        "assumed": {"type": ["boolean", "null"], "description": "A temperature behind it is set by convention."},
    },
}


@extend_schema_field(EVALUATED_SCHEMA)
class Evaluated(serializers.Field[Any, Any, Any, Any]):
    """A value at a temperature that is chosen."""

    def __init__(self) -> None:
        super().__init__(read_only=True, allow_null=True)


class Measurement(ReadOnlySerializer):
    """One reported result. Numbers are in the canonical unit of the property, or in the unit asked for."""

    # These describe the members; MEMBERS makes them, without the cost of a field object for each.

    id = Id()
    property = serializers.ChoiceField(
        source="property_key",
        choices=[(key, entry.label) for key, entry in properties.PROPERTIES.items()],
        read_only=True,
    )
    kind = TermField(vocabulary.MEASUREMENT_KINDS)
    value = Number(help_text="The number printed; null for a range, a text, a relation or an unknown unit.")
    value_min = Number(source="low", help_text="Least value covered; null for an open end.")
    value_max = Number(source="high", help_text="Greatest value covered; null for an open end.")
    bound = TermField(vocabulary.BOUNDS, allow_null=True, help_text="Of a number; null for a text or a relation.")
    approximate = Flag(help_text="Printed with ≈, ~, about …")
    range_kind = TermField(vocabulary.RANGE_KINDS, allow_null=True)
    uncertainty = Number()
    unit = Unit()
    text = Text(source="text_value", help_text="The text or relation, where there is no number.")
    relative_to = MaterialRef(read_only=True, allow_null=True, help_text="What a relation compares with.")
    conditions = Conditions()
    method = TermField(vocabulary.METHODS)
    method_detail = Text()
    origin = TermField(vocabulary.ORIGINS)
    ion = Ion()
    chemistry = TermField(
        vocabulary.CHEMISTRIES,
        allow_null=True,
        help_text="Battery chemistry: which cations move, by cell and salts or else the ion; null: nothing tells.",
    )
    material = MaterialRef(read_only=True, allow_null=True)
    cell = CellRef(read_only=True, allow_null=True)
    measured_in = MeasuredIn(read_only=True, allow_null=True)
    source = SourceRef(read_only=True)  # type: ignore[assignment]
    reports = ReportShape(many=True, read_only=True)
    flags = FlagShape(many=True, read_only=True)
    suspect = Flag(help_text="By a flag on it, or on the specimen, cell, electrolyte or source behind it.")
    suspect_because = Text(help_text="Why it is suspect.")
    evaluated = Evaluated()
    remarks = Text()
    readings = Integer(help_text="How many independent readings of the document agreed on this record.")
    revision = Integer(help_text=REVISION)
    self_reviewed = Flag(help_text=SELF_REVIEWED)
    updated_at = DateTime(help_text=UPDATED_AT)


def _material(view: MaterialView | None) -> dict[str, Any] | None:
    if view is None:
        return None
    return {"id": view.id, "name": view.name, "formula": view.formula or None, "synonyms": view.synonyms}


def _named(view: CellView | MaterialView | None) -> dict[str, Any] | None:
    return {"id": view.id, "name": view.name} if view else None


def _source(view: SourceView) -> dict[str, Any]:
    return {"id": view.id, "doi": view.doi or None}


def _conditions(view: MeasurementView) -> dict[str, Any]:
    return {
        condition.key: {
            "status": condition.status,
            "value": condition.low if condition.low == condition.high else None,
            "value_min": condition.low,
            "value_max": condition.high,
            "approximate": condition.approximate,
            "uncertainty": condition.uncertainty,
            "unit": condition.unit or None,
            "printed": condition.printed or None,
            "text": condition.choice or None,
            "assumed": condition.assumed,
        }
        for condition in view.conditions.values()
    }


def _measured_in(view: MeasurementView) -> dict[str, Any] | None:
    cell = view.measured_in
    return {"id": cell.id, "name": cell.name, "electrolyte": _named(cell.electrolyte)} if cell else None


def _reports(view: MeasurementView) -> list[dict[str, Any]]:
    return [
        {
            "document": _source(report.document),
            "locator": report.locator,
            "printed_value": report.printed_value,
            "printed_unit": report.printed_unit or None,
            "printed_conditions": report.printed_conditions or None,
            "citation_key": report.citation_key or None,
        }
        for report in view.reports
    ]


# Each member of an answer: the column of the view that it is, or what makes it.
MEMBERS: dict[str, str | Callable[[MeasurementView], Any]] = {
    "id": "id",
    "property": "property_key",
    "kind": "kind",
    "value": "value",
    "value_min": "low",
    "value_max": "high",
    "bound": lambda view: view.bound if view.kind == "number" else None,
    "approximate": "approximate",
    "range_kind": lambda view: view.range_kind or None,
    "uncertainty": "uncertainty",
    "unit": lambda view: view.entry.unit or None if view.kind == "number" else None,
    "text": lambda view: view.text_value or None,
    "relative_to": lambda view: _material(view.relative_to),
    "conditions": _conditions,
    "method": "method_key",
    "method_detail": lambda view: view.method_detail or None,
    "origin": "origin_key",
    "ion": "ion_key",
    "chemistry": lambda view: view.chemistry_key or None,
    "material": lambda view: _material(view.material),
    "cell": lambda view: _named(view.subject_cell),
    "measured_in": _measured_in,
    "source": lambda view: _source(view.source),
    "reports": _reports,
    "flags": lambda view: [
        {"code": flag.code, "severity": flag.severity, "reason": flag.reason} for flag in view.flags
    ],
    "suspect": "suspect",
    "suspect_because": lambda view: view.suspect_because or None,
    "evaluated": lambda view: None,  # the list fills it in, for a temperature
    "remarks": lambda view: view.remarks or None,
    "readings": "readings",
    "revision": "revision",
    "self_reviewed": "self_reviewed",
    "updated_at": "updated_at",
}


def serialize(views: Iterable[MeasurementView], names: Collection[str]) -> list[dict[str, Any]]:
    """The members `names` of each view, in the order of `names`; only these are made."""
    columns = {name: column for name in names if isinstance(column := MEMBERS[name], str)}
    made = [(name, make) for name in names if callable(make := MEMBERS[name])]
    # two at least, for of one attribute `attrgetter` gives no tuple
    read = attrgetter(*columns.values(), "pk", "pk")
    rows, empty = [], dict.fromkeys(names)
    for view in views:
        row: dict[str, Any] = empty.copy()
        row.update(zip(columns, read(view), strict=False))
        for name, make in made:
            row[name] = make(view)
        rows.append(row)
    return rows
