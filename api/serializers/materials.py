"""Phases, materials and what was done to them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb.science import vocabulary

from .base import (
    Flag,
    FlagShape,
    Id,
    Integer,
    MaterialRef,
    Number,
    PhaseRef,
    ReadOnlySerializer,
    Record,
    SourceRef,
    Synonyms,
    TermField,
    Text,
    TextList,
)


@extend_schema_field(
    {
        "type": "object",
        "description": "Amount of each element per formula unit.",
        "additionalProperties": {
            "type": "object",
            "properties": {
                "low": {"type": ["number", "null"]},
                "high": {"type": ["number", "null"]},
                "unknown": {"type": "boolean"},
            },
        },
    }
)
class Composition(serializers.Field):
    def to_representation(self, value: Any) -> Any:
        return value


class HasFormula(Record):
    """Has a formula, and what follows from it."""

    name = serializers.CharField(read_only=True)
    formula = Text()
    chemical_formula_reduced = Text(
        source="formula_reduced", help_text="Whole numbers in lowest terms, elements alphabetically; null if unknown."
    )
    elements = TextList()
    nelements = serializers.SerializerMethodField()
    composition = Composition(read_only=True)
    molar_mass = Number(help_text="g mol⁻¹")

    def get_nelements(self, row: Any) -> int:
        return len(row.elements)


class Phase(HasFormula):
    """A substance across papers; it groups materials."""

    polymorph = Text()
    structure_family = TermField(vocabulary.STRUCTURE_FAMILIES, allow_null=True)
    space_group = Text()
    material_count = Integer(help_text="Published materials of this phase.")
    remarks = Text()


class Concentration(ReadOnlySerializer):
    """How much of a defect there is."""

    printed = Text(source="concentration_printed")
    value_min = Number(source="low")
    value_max = Number(source="high")
    unit = Text()


class MaterialDefect(ReadOnlySerializer):
    """A defect of the material."""

    id = Id()
    kind = TermField(vocabulary.DEFECT_KINDS)
    species = Text(help_text="What is missing or added.")
    site = Text()
    concentration = Concentration(source="*", read_only=True)
    induced_by = serializers.SerializerMethodField(help_text="Id of the defect that brought this one about.")
    route = TermField(vocabulary.ROUTES)
    document = SourceRef(read_only=True, allow_null=True)
    locator = Text()
    remarks = Text()

    def get_induced_by(self, defect: Any) -> str | None:
        return defect.induced_by.public_id if defect.induced_by else None


class Defect(MaterialDefect):
    """A deviation from the ideal lattice that the source introduced or found."""

    material = MaterialRef(read_only=True)


class Modification(ReadOnlySerializer):
    """A change that is no lattice defect."""

    kind = TermField(vocabulary.MODIFICATION_KINDS)
    description = Text()
    document = SourceRef(read_only=True, allow_null=True)
    locator = Text()


class Component(ReadOnlySerializer):
    """A part of an electrolyte."""

    role = TermField(vocabulary.COMPONENT_ROLES)
    name = serializers.CharField(read_only=True)
    formula = Text()
    printed = Text(source="amount_printed", help_text="Amount as printed.")
    value_min = Number(source="low")
    value_max = Number(source="high")
    unit = TermField(vocabulary.AMOUNT_UNITS, allow_null=True)
    from_name = Flag(help_text="Known from the electrolyte's usual name, not printed.")


class ElectrolyteDetail(ReadOnlySerializer):
    """What an electrolyte is made of."""

    electrolyte_class = TermField(vocabulary.ELECTROLYTE_CLASSES)
    carrier_cations = serializers.ListField(
        child=serializers.CharField(),
        read_only=True,
        allow_null=True,
        help_text="Mobile cations that salts bring; an empty list: no salt; null: unknown.",
    )
    chloride = TermField(vocabulary.TERNARY)
    components = Component(many=True, read_only=True)
    remarks = Text()


class MaterialName(ReadOnlySerializer):
    """A name, and the document that uses it."""

    name = serializers.CharField(read_only=True)
    document = SourceRef(read_only=True, allow_null=True)


class Material(HasFormula):
    """A specimen as one source names and makes it."""

    name_unicode = serializers.CharField(read_only=True, help_text="The name, typeset.")
    synonyms = Synonyms()
    names = MaterialName(many=True, read_only=True)
    roles = TextList()
    source = SourceRef(read_only=True)
    phase = PhaseRef(read_only=True, allow_null=True)
    structure_family = TermField(vocabulary.STRUCTURE_FAMILIES, allow_null=True)
    space_group = Text()
    morphology = Text()
    strategy = Text()
    fabrication = Text()
    fabrication_route = TermField(vocabulary.ROUTES, allow_null=True)
    defects = MaterialDefect(many=True, read_only=True)
    modifications = Modification(many=True, read_only=True)
    electrolyte = serializers.SerializerMethodField()
    measurement_count = Integer(help_text="Published measurements of the material itself.")
    flags = FlagShape(many=True, read_only=True)
    remarks = Text()

    @extend_schema_field(ElectrolyteDetail(allow_null=True))
    def get_electrolyte(self, material: Any) -> dict[str, Any] | None:
        detail = getattr(material, "electrolyte", None)
        return ElectrolyteDetail(detail).data if detail else None
