"""What all serializers share: how a text, a term and a reference look in an answer.

An empty text is null everywhere, a number that is not known is null, and a reference is an object with an `id`.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb.science import ions, vocabulary
from mgdb.science.vocabulary import Term

REVISION = "The revision of the record that this is: its version stands at /api/v1/versions/<id>/<revision>/."
SELF_REVIEWED = "Whether whoever entered or edited it published it too, so that nobody else has reviewed it."

UPDATED_AT = "When the record, or a part of it, changed last: the time of its revision."


class ReadOnlySerializer(serializers.Serializer[Any]):
    """A read-only object of an answer.

    Members called as an attribute of fields is (label, source) are no error: REST framework takes them from the class.
    """

    _declared_fields: dict[str, Any]


class Text(serializers.CharField):
    """A text; null when there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **options)

    def to_representation(self, value: Any) -> str | None:  # type: ignore[override]
        return str(value) if value else None


class Id(serializers.CharField):
    """A public id."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("source", "public_id")
        super().__init__(read_only=True, **options)


class TermField(serializers.ChoiceField):
    """A key of a closed vocabulary; null where none is chosen."""

    def __init__(self, terms: tuple[Term, ...], **options: Any) -> None:
        options.setdefault("allow_null", False)
        super().__init__(choices=vocabulary.choices(terms), read_only=True, **options)

    def to_representation(self, value: Any) -> str | None:  # type: ignore[override]
        return value or None


class Ion(serializers.CharField):
    """A key of the vocabulary of ions, or the formula of another ion as it is typeset: MgCl₃⁻."""

    def __init__(self, **options: Any) -> None:
        keys = ", ".join(term.key for term in vocabulary.IONS)
        about = f"{keys}; or the formula of another ion as it is typeset: MgCl₃⁻."
        super().__init__(read_only=True, max_length=ions.LONGEST, **{"help_text": about, **options})


class Number(serializers.FloatField):
    """A number; null when it is not known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **options)

    def to_representation(self, value: float) -> float:  # type: ignore[override]
        return value


class Flag(serializers.BooleanField):
    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)


class Integer(serializers.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)


class TextList(serializers.ListField):
    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.CharField(), read_only=True, **options)


class DateTime(serializers.DateTimeField):
    """A time in UTC: 2026-01-31T12:00:00Z."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, format="%Y-%m-%dT%H:%M:%SZ", **options)


@extend_schema_field({"type": "object", "additionalProperties": True})
class RawJSON(serializers.Field[Any, Any, Any, Any]):
    """Whatever is stored."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)

    def to_representation(self, value: Any) -> Any:
        return value


class SourceRef(ReadOnlySerializer):
    """A publication."""

    id = Id()
    doi = Text(help_text="Bare and in lower case.")


class NamedRef(ReadOnlySerializer):
    """A record by its id and name."""

    id = Id()
    name = serializers.CharField(read_only=True)


class PhaseRef(NamedRef):
    """A phase."""


class CellRef(NamedRef):
    """A cell."""


class ElectrolyteRef(NamedRef):
    """An electrolyte."""


class OfRows(serializers.Field[Any, Any, Any, Any]):
    """A member made of related rows, which are fetched apart for all records of a page."""


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class Synonyms(OfRows):
    """Other names of a material, as documents use them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="names", read_only=True, **options)

    def to_representation(self, names: Any) -> list[str]:
        return [name.name for name in names.all()]


class MaterialRef(ReadOnlySerializer):
    """A material."""

    id = Id()
    name = serializers.CharField(read_only=True)
    formula = Text()
    synonyms = Synonyms()


class FlagShape(ReadOnlySerializer):
    """A doubt about the record."""

    code = TermField(vocabulary.FLAG_CODES)
    severity = TermField(vocabulary.SEVERITIES)
    reason = serializers.CharField(read_only=True)


class Record(ReadOnlySerializer):
    """What every record has."""

    id = Id()
    readings = Integer(help_text="How many independent readings of the document agreed on this record.")
    merged_ids = TextList(help_text="Ids of records that were merged into this one; their addresses lead here.")
    revision = Integer(help_text=REVISION)
    self_reviewed = Flag(help_text=SELF_REVIEWED)
    updated_at = DateTime(source="revised_at", help_text=UPDATED_AT)


class Provenance(ReadOnlySerializer):
    """Where it was read."""

    document = SourceRef(read_only=True, allow_null=True)
    locator = Text(help_text="Place in the document, from large to small: “Table 1, VS4”.")
    citation_key = Text(help_text="The key by which the document cites the primary source.")


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
class Composition(serializers.Field[Any, Any, Any, Any]):
    def to_representation(self, value: Any) -> Any:
        return value


class HasFormula(ReadOnlySerializer):
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
