"""What record types show beyond their declarations, or otherwise than these say, keyed by their names."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb.science import vocabulary
from mgdb.science.axes import AxisError

from .base import (
    ElectrolyteRef,
    FlagShape,
    Integer,
    NamedRef,
    Number,
    OfRows,
    ReadOnlySerializer,
    SourceRef,
    TermField,
    Text,
    TextList,
)
from .derived import Changes
from .materials import CellConstituents
from .measurements import CONDITION_SCHEMA, MeasuredIn


class Window(ReadOnlySerializer):
    """Voltage window, in V."""

    value_min = Number(source="window_low")
    value_max = Number(source="window_high")
    unit = serializers.SerializerMethodField()
    scale = TermField(vocabulary.POTENTIAL_SCALES, source="window_scale")

    def get_unit(self, cell: Any) -> str:
        return "V"


class Loading(ReadOnlySerializer):
    """Areal loading of active material, in mg cm⁻²."""

    value_min = Number(source="loading_low")
    value_max = Number(source="loading_high")
    unit = serializers.SerializerMethodField()

    def get_unit(self, cell: Any) -> str:
        return "mg cm⁻²"


CELL: Changes = {
    "working_material": {"working_material": NamedRef(read_only=True, allow_null=True)},
    "counter_material": {"counter_material": NamedRef(read_only=True, allow_null=True)},
    "electrolyte": {
        "electrolyte": ElectrolyteRef(read_only=True, allow_null=True),
        "elements": TextList(help_text="Of its electrodes and its electrolyte; `constituents` says of which."),
        "constituents": CellConstituents(read_only=True),
    },
    "window_low": {"window": Window(source="*", read_only=True)},
    "window_high": {},
    "window_scale": {},
    "loading_low": {"loading": Loading(source="*", read_only=True)},
    "loading_high": {},
}


class Citation(ReadOnlySerializer):
    """A work that the document cites."""

    key = serializers.CharField(read_only=True)
    cited = SourceRef(read_only=True)
    printed_doi = Text(help_text="The DOI as printed, where it is a misprint.")
    remark = Text()
    flags = FlagShape(many=True, read_only=True)


SOURCE: Changes = {
    "citations": {
        "short": serializers.CharField(read_only=True, help_text="First author and year."),
        "bibtex_key": Text(help_text=r"The key that BibTeX files have it under, for \\cite; it never changes."),
        "citations": Citation(many=True, read_only=True, help_text="What it cites, under which key."),
    },
}


PHASE: Changes = {
    "name": {},
    "formula": {},
    "remarks": {
        "material_count": Integer(help_text="Published materials of this phase."),
        "remarks": Text(),
    },
}


@extend_schema_field(
    {"type": "array", "items": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}}
)
class Points(serializers.Field[Any, Any, Any, Any]):
    """Points [x, y] of a curve."""

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field(CONDITION_SCHEMA)
class CurveConditions(OfRows):
    """The conditions of a curve, as those of a measurement."""

    def to_representation(self, rows: Any) -> Any:
        return {
            row.key: {
                "status": row.status,
                "value": row.value,
                "value_min": row.low,
                "value_max": row.high,
                "approximate": row.approximate,
                "uncertainty": row.uncertainty,
                "unit": row.unit or None,
                "printed": row.printed or None,
                "text": row.text or None,
                "assumed": row.assumed,
            }
            for row in rows.all()
        }


@extend_schema_field({"type": "array", "items": {"type": "array", "items": {"type": ["number", "null"]}}})
class Errors(serializers.Field[Any, Any, Any, Any]):
    """How far the bar of each point reaches below and above, on the axis; empty where no point has one."""

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field(
    {
        "type": ["object", "null"],
        "description": "The points in the canonical units of both quantities; null where they cannot be read.",
        "required": ["x_unit", "y_unit", "points"],
        "properties": {
            "x_unit": {"type": "string"},
            "y_unit": {"type": "string"},
            "points": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
        },
    }
)
class CanonicalPoints(serializers.Field[Any, Any, Any, Any]):
    """Logarithms, σT and 1000/T undone."""

    def to_representation(self, curve: Any) -> Any:
        try:
            across, up, judged = curve.axis("x"), curve.axis("y"), curve.judged()
        except AxisError:
            return None
        if any(one.problem for one in judged.values()):
            return None
        points = [list(pair) for pair in zip(judged["x"].canonical, judged["y"].canonical, strict=True)]
        return {"x_unit": across.entry.unit, "y_unit": up.entry.unit, "points": points}


CURVE: Changes = {
    "points": {"points": Points(read_only=True), "canonical": CanonicalPoints(source="*", read_only=True)},
    "x_errors": {"x_errors": Errors(read_only=True)},
    "y_errors": {"y_errors": Errors(read_only=True)},
    "measured_in": {"measured_in": MeasuredIn(read_only=True, allow_null=True)},
    "conditions": {"conditions": CurveConditions(read_only=True)},
}


class ComparedMaterial(NamedRef):
    """A material that is compared."""

    formula = Text()


class ComparisonRow(ReadOnlySerializer):
    """A material of a comparison; rows of one group stand together."""

    material = ComparedMaterial(read_only=True)
    group = serializers.CharField(read_only=True)


PAIR_FACTORS_SCHEMA = {
    "type": "array",
    "description": "One factor of each property with a better side of which both materials have comparable values, "
    "those with the least open first: above 1 the modified material is better, below 1 it is worse.",
    "items": {
        "type": "object",
        "required": [
            *("property", "topic", "value", "value_min", "value_max", "bound", "approximate", "text", "verdict"),
            *("explanation", "not_stated", "modified_value", "control_value", "of"),
        ],
        "properties": {
            "property": {"type": "string"},
            "topic": {"type": "string", "description": "The property, with the step of its test."},
            "value": {"type": ["number", "null"]},
            "value_min": {"type": ["number", "null"]},
            "value_max": {"type": ["number", "null"]},
            "bound": {"type": "string", "enum": [term.key for term in vocabulary.BOUNDS]},
            "approximate": {"type": "boolean"},
            "text": {"type": "string", "description": "As pages show it: “2.2×”, “5.6× lower”."},
            "verdict": {"type": "string", "enum": ["comparable", "compare with caution"]},
            "explanation": {"type": "string", "description": "Why, in whole sentences."},
            "not_stated": {"type": "array", "items": {"type": "string"}},
            "modified_value": {"type": "string", "description": "Public id of the measurement of the modified one."},
            "control_value": {"type": "string", "description": "Public id of that of the control."},
            "of": {"type": "integer", "description": "How many factors of the property there are; the page shows all."},
        },
    },
}


@extend_schema_field(PAIR_FACTORS_SCHEMA)
class PairFactors(serializers.Field[Any, Any, Any, Any]):
    """They follow from values of both materials, and are no part of what is stored of a pair: each answer has them."""

    def to_representation(self, value: Any) -> list[Any]:
        return []


PAIR: Changes = {
    "properties": {
        "properties": TextList(help_text="Keys of the properties for which the control holds; empty: all."),
        "factors": PairFactors(source="*", read_only=True),
    }
}
COMPARISON: Changes = {"rows": {"rows": ComparisonRow(many=True, read_only=True)}}

CHANGES = {
    "cell": CELL,
    "comparison": COMPARISON,
    "curve": CURVE,
    "pair": PAIR,
    "phase": PHASE,
    "source": SOURCE,
}
