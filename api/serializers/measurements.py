"""Measurements, as the contract of the API has them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb.science import conditions, properties, vocabulary

from .base import (
    CellRef,
    DateTime,
    ElectrolyteRef,
    Flag,
    FlagShape,
    Id,
    Integer,
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
        "required": ["status", "value", "value_min", "value_max", "unit", "printed", "text", "assumed"],
        "properties": {
            "status": {"type": "string", "enum": [term.key for term in vocabulary.CONDITION_STATUSES]},
            "value": {"type": ["number", "null"], "description": "The number, where it is a single one."},
            "value_min": {"type": ["number", "null"], "description": "Least number; null for an open end."},
            "value_max": {"type": ["number", "null"], "description": "Greatest number; null for an open end."},
            "unit": {"type": ["string", "null"]},
            "printed": {"type": ["string", "null"], "description": "As printed, with its unit."},
            "text": {"type": ["string", "null"], "description": "The choice or word, for conditions without number."},
            "assumed": {"type": "boolean", "description": "The number is set by convention: room temperature."},
        },
    },
}


def condition_entry(
    status: str, low: float | None, high: float | None, unit: str, printed: str, text: str, assumed: bool
) -> dict[str, Any]:
    """One condition of an answer."""
    return {
        "status": status,
        "value": low if low is not None and low == high else None,
        "value_min": low,
        "value_max": high,
        "unit": unit or None,
        "printed": printed or None,
        "text": text or None,
        "assumed": assumed,
    }


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


class Measurement(ReadOnlySerializer):
    """One reported result. Numbers are in the canonical unit of the property, or in the unit asked for."""

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
    bound = TermField(vocabulary.BOUNDS)
    approximate = Flag(help_text="Printed with ≈, ~, about …")
    range_kind = TermField(vocabulary.RANGE_KINDS, allow_null=True)
    uncertainty = Number()
    unit = serializers.SerializerMethodField()
    text = Text(source="text_value", help_text="The text or relation, where there is no number.")
    relative_to = MaterialRef(read_only=True, allow_null=True, help_text="What a relation compares with.")
    conditions = serializers.SerializerMethodField()
    method = TermField(vocabulary.METHODS)
    method_detail = Text()
    origin = TermField(vocabulary.ORIGINS)
    ion = TermField(vocabulary.IONS)
    material = MaterialRef(read_only=True, allow_null=True)
    cell = CellRef(read_only=True, allow_null=True)
    measured_in = MeasuredIn(read_only=True, allow_null=True)
    source = SourceRef(read_only=True)
    reports = ReportShape(many=True, read_only=True)
    flags = FlagShape(many=True, read_only=True)
    remarks = Text()
    readings = Integer(help_text="How many independent readings of the document agreed on this record.")
    updated_at = DateTime()

    @extend_schema_field({"type": ["string", "null"], "examples": ["mAh g⁻¹"]})
    def get_unit(self, measurement: Any) -> str | None:
        return unit_of(measurement.property_key, measurement.kind)

    @extend_schema_field(CONDITION_SCHEMA)
    def get_conditions(self, measurement: Any) -> dict[str, Any]:
        return {
            row.key: condition_entry(row.status, row.low, row.high, row.unit, row.printed, row.text, row.assumed)
            for row in measurement.conditions.all()
        }


def unit_of(key: str, kind: str) -> str | None:
    """Canonical unit of the property `key`; None for texts and relations."""
    return properties.PROPERTIES[key].unit or None if kind == "number" else None
