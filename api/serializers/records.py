"""What record types show beyond their declarations, or otherwise than these say, keyed by their names."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb.science import vocabulary

from .base import (
    ElectrolyteRef,
    FlagShape,
    Integer,
    NamedRef,
    Number,
    ReadOnlySerializer,
    SourceRef,
    TermField,
    Text,
)
from .derived import Changes


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
    "electrolyte": {"electrolyte": ElectrolyteRef(read_only=True, allow_null=True)},
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


CURVE: Changes = {"points": {"points": Points(read_only=True)}}


class ComparedMaterial(NamedRef):
    """A material that is compared."""

    formula = Text()


class ComparisonRow(ReadOnlySerializer):
    """A material of a comparison; rows of one group stand together."""

    material = ComparedMaterial(read_only=True)
    group = serializers.CharField(read_only=True)


COMPARISON: Changes = {"rows": {"rows": ComparisonRow(many=True, read_only=True)}}

CHANGES = {
    "cell": CELL,
    "comparison": COMPARISON,
    "curve": CURVE,
    "phase": PHASE,
    "source": SOURCE,
}
