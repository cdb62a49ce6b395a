"""Phases, materials and what was done to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb.science import vocabulary
from mgdb.science.constituents import KINDS, KINDS_OF_CELL

from .base import (
    Flag,
    FlagShape,
    HasFormula,
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
    induced_by = Text(source="induced_by.public_id", help_text="Id of the defect that brought this one about.")
    route = TermField(vocabulary.ROUTES)
    document = SourceRef(read_only=True, allow_null=True)
    locator = Text()
    remarks = Text()


class Defect(MaterialDefect):
    """A deviation from the ideal lattice that the source introduced or found."""

    material = MaterialRef(read_only=True)


class Modification(ReadOnlySerializer):
    """A change that is no lattice defect."""

    kind = TermField(vocabulary.MODIFICATION_KINDS)
    description = Text()
    formula = Text(help_text="Formula of what was added.")
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


def _constituents(of: str, kinds: Iterable[str]) -> dict[str, Any]:
    return {
        "type": "array",
        "description": f"What is known of what the {of} is made of, and the elements that each gives.",
        "items": {
            "type": "object",
            "required": ["kind", "name", "elements"],
            "properties": {
                "kind": {"type": "string", "enum": list(kinds)},
                "name": {"type": "string"},
                "elements": {"type": "array", "items": {"type": "string"}},
            },
        },
    }


@extend_schema_field(_constituents("material", KINDS))
class Constituents(serializers.Field[Any, Any, Any, Any]):
    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field(_constituents("cell", KINDS_OF_CELL))
class CellConstituents(Constituents):
    """The materials of a cell with their elements."""


class Material(Record, HasFormula):
    """A specimen as one source names and makes it."""

    elements = TextList(help_text="Of every constituent that is known; `constituents` says of which.")
    constituents = Constituents(read_only=True)
    name_unicode = serializers.CharField(read_only=True, help_text="The name, typeset.")
    synonyms = Synonyms()
    names = MaterialName(many=True, read_only=True)
    roles = TextList()
    source = SourceRef(read_only=True)  # type: ignore[assignment]
    phase = PhaseRef(read_only=True, allow_null=True)
    structure_family = TermField(vocabulary.STRUCTURE_FAMILIES, allow_null=True)
    space_group = Text()
    morphology = Text()
    strategy = Text()
    fabrication = Text()
    fabrication_route = TermField(vocabulary.ROUTES, allow_null=True)
    defects = MaterialDefect(many=True, read_only=True)
    modifications = Modification(many=True, read_only=True)
    electrolyte = ElectrolyteDetail(read_only=True, allow_null=True)
    measurement_count = Integer(help_text="Published measurements of the material itself.")
    flags = FlagShape(many=True, read_only=True)
    remarks = Text()
