"""Materials under their several names, the phases that group them, and what was done to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from mgdb.models import Report, Source
from mgdb.science import vocabulary

from . import fields, shared
from .faults import ParameterFault
from .filters import ParameterFilter, made_of
from .measurements import of_properties, published_values, value_faults, value_filters, value_words


class Materials(
    made_of(
        value_filters(words="with a value of {}"),
        shared.bibliography(),
        shared.composition(""),
        shared.electrolytes("electrolyte__"),
        shared.defects(""),
        shared.flags("material"),
    )
):
    """What may be asked about materials."""

    noun = ("material", "materials")
    orderings = {
        "id": "public_id",
        "name": "name",
        "formula": "formula",
        "molar_mass": "molar_mass",
        "year": "source__year",
        "updated_at": "updated_at",
    }
    default_order = ("name",)

    q = shared.words()
    role = ParameterFilter(
        fields.Terms(shared.labels(vocabulary.ROLES)),
        lambda keys: Q(roles__overlap=keys),
        words="that serve as {}",
        about="What the material serves as; repeated: any of them.",
    )
    phase = shared.ids("pha", "phase", "phase__", "of")
    structure_family = shared.family("structure_family", "phase__structure_family")
    modification = ParameterFilter(
        fields.Terms(shared.labels(vocabulary.MODIFICATION_KINDS)),
        lambda keys: Q(modifications__kind__in=keys),
        words="modified by {}",
        about="Kind of modification that is no defect; repeated: any of them.",
    )
    document = ParameterFilter(
        fields.SourceRefs(),
        words="with values read in {}",
        about="A document that a value of the material was read in, by DOI or id.",
    )

    @classmethod
    def narrow(cls, queryset: QuerySet, asked: Mapping[str, Any]) -> QuerySet:
        queryset = super().narrow(queryset, asked)
        if "modification" in asked:
            queryset = queryset.distinct()
        if any(name in asked for name in ("property", "value_min", "value_max")):
            queryset = queryset.filter(pk__in=published_values(asked).values("material"))
        if "document" in asked:
            documents = Source.objects.filter(shared.sources(asked["document"])).values("pk")
            read = Report.objects.filter(document__in=documents, measurement__status="published").order_by()
            queryset = queryset.filter(pk__in=read.values("measurement__material"))
        return queryset

    @classmethod
    def cross_faults(cls, asked: Mapping[str, Any]) -> Iterator[ParameterFault]:
        return value_faults(asked)

    @classmethod
    def say(cls, asked: Mapping[str, Any]) -> list[str]:
        return of_properties(super().say(asked), asked, value_words(asked))


class Cathodes(Materials):
    """What may be asked about cathodes."""

    noun = ("cathode", "cathodes")


class Electrolytes(Materials):
    """What may be asked about electrolytes."""

    noun = ("electrolyte", "electrolytes")


class Anodes(Materials):
    """What may be asked about anodes and interphases."""

    noun = ("anode or interphase", "anodes and interphases")


class Phases(made_of(shared.composition(""))):
    """What may be asked about phases."""

    noun = ("phase", "phases")
    orderings = {"id": "public_id", "name": "name", "formula": "formula", "updated_at": "updated_at"}
    default_order = ("name",)

    q = shared.words()
    structure_family = shared.family("structure_family")
    space_group = ParameterFilter(
        fields.Text(), lambda text: Q(space_group__iexact=text), words="of space group {}", about="Space group."
    )


class Defects(made_of(shared.composition("material__"), shared.bibliography("material__source"))):
    """What may be asked about defects."""

    noun = ("defect", "defects")
    orderings = {"id": "public_id", "kind": "kind", "species": "species", "material": "material__name"}
    default_order = ("material__name", "position")

    q = ParameterFilter(
        fields.Search(),
        lambda text: Q(*(Q(material__search_text__icontains=word) for word in text.split())),
        words="of materials that mention “{}”",
        about="Words that all stand in the material's names, formulas, authors or texts.",
    )
    kind = shared.terms(vocabulary.DEFECT_KINDS, "kind", "of kind", "Kind of defect; repeated: any of them.")
    defect = shared.terms(vocabulary.DEFECT_KINDS, "kind", "of kind", "The same as `kind`.")
    species = ParameterFilter(
        fields.Text(),
        lambda text: Q(species__iexact=text),
        words="of {}",
        about="What is missing or added.",
        example="O",
    )
    route = shared.terms(vocabulary.ROUTES, "route", "made by", "How it was made; repeated: any of them.")
    material = shared.ids("mat", "material", "material__", "in")
    phase = shared.ids("pha", "phase", "material__phase__", "in materials of")
