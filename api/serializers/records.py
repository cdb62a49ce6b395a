"""Sources, cells, pairs, reported factors, statements, curves and comparisons."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb.models.comparisons import LAYOUTS
from mgdb.science import vocabulary

from .base import (
    CellRef,
    ElectrolyteRef,
    Flag,
    FlagShape,
    Integer,
    MaterialRef,
    NamedRef,
    Number,
    PhaseRef,
    Provenance,
    ReadOnlySerializer,
    Record,
    SourceRef,
    TermField,
    Text,
    TextList,
)


class Citation(ReadOnlySerializer):
    """A work that the document cites."""

    key = serializers.CharField(read_only=True)
    cited = SourceRef(read_only=True)
    printed_doi = Text(help_text="The DOI as printed, where it is a misprint.")
    remark = Text()
    flags = FlagShape(many=True, read_only=True)


class Source(Record):
    """One publication."""

    kind = TermField(vocabulary.SOURCE_KINDS)
    title = Text()
    authors = TextList()
    et_al = Flag(help_text="The list of authors is shortened as printed.")
    container = Text(help_text="Journal or book.")
    year = Integer(allow_null=True)
    volume = Text()
    issue = Text()
    pages = Text()
    doi = Text(help_text="Bare and in lower case.")
    url = Text()
    licence = Text()
    short = serializers.CharField(read_only=True, help_text="First author and year.")
    citations = Citation(many=True, read_only=True, help_text="What it cites, under which key.")
    remarks = Text()


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


class Cell(Record):
    """Electrodes, electrolyte, window and formulation in which something was measured."""

    name = serializers.CharField(read_only=True)
    source = SourceRef(read_only=True)
    chemistry = Text()
    configuration = TermField(vocabulary.CELL_CONFIGURATIONS)
    working_material = NamedRef(read_only=True, allow_null=True)
    working_electrode = Text(help_text="As printed.")
    counter_material = NamedRef(read_only=True, allow_null=True)
    counter_electrode = Text()
    reference_electrode = Text()
    electrolyte = ElectrolyteRef(read_only=True, allow_null=True)
    window = Window(source="*", read_only=True)
    loading = Loading(source="*", read_only=True)
    active_share = Number(help_text="wt%")
    carbon_share = Number(help_text="wt%")
    binder_share = Number(help_text="wt%")
    formulation = Text()
    collector = Text()
    separator = Text()
    mass_basis = TermField(vocabulary.MASS_BASES)
    water_content = Text(help_text="As printed.")
    document = SourceRef(read_only=True, allow_null=True)
    locator = Text()
    flags = FlagShape(many=True, read_only=True)
    remarks = Text()


class Pair(Record, Provenance):
    """A modified material and the control that the source names for it."""

    modified = MaterialRef(read_only=True)
    control = MaterialRef(read_only=True)
    kind = TermField(vocabulary.PAIR_KINDS)
    properties = TextList(help_text="Keys of the properties for which the control holds; empty: all.")
    source = SourceRef(read_only=True)
    remarks = Text()


class Factor(Record, Provenance):
    """A comparison that a source states as a number."""

    property = serializers.CharField(source="property_key", read_only=True)
    material = MaterialRef(read_only=True)
    relative_kind = TermField(vocabulary.RELATIVE_KINDS)
    relative_to = MaterialRef(read_only=True, allow_null=True)
    relative_text = Text()
    form = TermField(vocabulary.FACTOR_FORMS)
    printed = serializers.CharField(read_only=True)
    value = Number()
    value_min = Number(source="low")
    value_max = Number(source="high")
    approximate = Flag()
    bound = TermField(vocabulary.BOUNDS)
    unit = Text(help_text="Only for a difference.")
    ion = TermField(vocabulary.IONS)
    source = SourceRef(read_only=True)
    flags = FlagShape(many=True, read_only=True)
    remarks = Text()


class Statement(Record, Provenance):
    """What a document says without a number, in our own words."""

    topic = TermField(vocabulary.STATEMENT_TOPICS)
    subject = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    sign = TermField(vocabulary.EFFECT_SIGNS)
    number = Integer(allow_null=True, help_text="Its number in the document's list.")
    material = MaterialRef(read_only=True, allow_null=True)
    phase = PhaseRef(read_only=True, allow_null=True)
    defect_kind = TermField(vocabulary.DEFECT_KINDS, allow_null=True)
    electrolyte_class = TermField(vocabulary.ELECTROLYTE_CLASSES, allow_null=True)
    structure_family = TermField(vocabulary.STRUCTURE_FAMILIES, allow_null=True)
    equation = Text()
    source = SourceRef(read_only=True, allow_null=True)
    remarks = Text()


@extend_schema_field(
    {"type": "array", "items": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}}
)
class Points(serializers.Field):
    """Points [x, y] of a curve."""

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field({"type": "object", "additionalProperties": True})
class RawJSON(serializers.Field):
    def to_representation(self, value: Any) -> Any:
        return value


class Curve(Record, Provenance):
    """A digitised curve."""

    name = serializers.CharField(read_only=True)
    material = MaterialRef(read_only=True, allow_null=True)
    cell = CellRef(read_only=True, allow_null=True)
    property = serializers.CharField(source="property_key", read_only=True, help_text="The property along y.")
    x_label = serializers.CharField(read_only=True)
    x_unit = Text()
    y_unit = Text()
    points = Points(read_only=True)
    digitiser = RawJSON(read_only=True)
    source = SourceRef(read_only=True)
    remarks = Text()


class ComparedMaterial(NamedRef):
    """A material that is compared."""

    formula = Text()


class ComparisonRow(ReadOnlySerializer):
    """A material of a comparison; rows of one group stand together."""

    material = ComparedMaterial(read_only=True)
    group = serializers.CharField(read_only=True)


class Comparison(Record):
    """A ready-made comparison: which materials stand beside which, in what order."""

    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    description = Text()
    layout = TermField(LAYOUTS)
    document = SourceRef(read_only=True, allow_null=True)
    locator = Text()
    properties = TextList()
    rows = ComparisonRow(many=True, read_only=True)
