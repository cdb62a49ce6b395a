"""Materials under their several names, the phases that group them, and what was done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from mgdb.models import Component, Defect, Electrolyte, Flag, Measurement, Report, Source
from mgdb.science import counter_electrodes, vocabulary

from . import fields, shared
from .errors import ParameterProblem
from .facets import Facet, carriers, to_query_values
from .filters import Condition, ParameterFilter, column_in, filterset_from, related_in
from .measurements import (
    STRICT_MG,
    of_properties,
    published_values,
    strict_mg_q,
    value_filters,
    value_phrases,
    value_problems,
)


def _own_and_measured_in(column: str) -> Callable[[], tuple[QuerySet, ...]]:
    """(owner, value) of the electrolyte detail of a material: its own, and of what it was measured in."""

    def pairs() -> tuple[QuerySet, ...]:
        own = Electrolyte.objects.annotate(facet_owner=F("material_id"), facet_value=_detail("", column))
        inside = Measurement.objects.published().filter(measured_in__electrolyte__electrolyte__isnull=False)
        path = "measured_in__electrolyte__electrolyte__"
        inside = inside.filter(material__isnull=False).annotate(
            facet_owner=F("material_id"), facet_value=_detail(path, column)
        )
        return own.values("facet_owner", "facet_value"), inside.values("facet_owner", "facet_value")

    return pairs


def _detail(path: str, column: str) -> Any:
    return carriers(path) if column == "carrier_cations" else F(f"{path}{column}")


def _electrolyte_filters() -> dict[str, ParameterFilter]:
    """The filters by electrolyte details, asked of the material's own and of what it was measured in."""
    made = {}
    for name, one in shared.electrolytes("electrolyte__").items():
        where = related_in(_own_and_measured_in(name))

        def params(values: list[Any], where: Any = where) -> Q:
            return where(to_query_values(values))

        made[name] = ParameterFilter(
            one.parameter,
            params,
            phrase=one.phrase,
            help_text=f"{one.help_text} Of the material, or of what it was measured in.",
        )
    return made


_METHOD = shared.of_values(
    "method", "Method", "method", parameter=fields.Choice(shared.labels(vocabulary.METHODS)),
    phrase="with values by {}", help_text="Method of a value of the material; repeated: any of them.",
)  # fmt: skip
_ORIGIN = shared.of_values(
    "origin", "Origin of values", "origin", parameter=fields.Choice(shared.labels(vocabulary.ORIGINS)),
    phrase="with values {}", help_text="Origin of a value of the material; repeated: any of them.",
)  # fmt: skip
_ION = shared.of_values(
    "ion", "Ion as claimed", "ion", parameter=fields.Choice(shared.labels(vocabulary.IONS)),
    phrase="with values for the ion {}", help_text="Ion of a value of the material; write + as %2B in an address.",
)  # fmt: skip
_COUNTER = shared.of_values(
    "counter", "Counter electrode", "measured_in__counter_kind",
    parameter=fields.Choice(shared.labels(counter_electrodes.KINDS)), phrase="measured against {}",
    help_text="Kind of the counter electrode of a value of the material; repeated: any of them.",
)  # fmt: skip
_MEASURED_IN = shared.of_values(
    "electrolyte", "Measured in", "measured_in__electrolyte__public_id", ids=True,
    parameter=fields.Ids("mat", "material"), phrase="measured in the electrolyte {}",
    help_text="Public id of an electrolyte that the material was measured in; repeated: any of them.",
)  # fmt: skip


class Materials(
    filterset_from(
        value_filters(phrase="with a value of {}"),
        shared.bibliography(),
        shared.composition(""),
        _electrolyte_filters(),
        shared.defects(""),
        shared.flags("material"),
        {
            "method": _METHOD[1],
            "origin": _ORIGIN[1],
            "ion": _ION[1],
            "counter": _COUNTER[1],
            "electrolyte": _MEASURED_IN[1],
        },
    )
):
    """What may be asked about materials."""

    noun = ("material", "materials")
    orderings = {
        "id": "public_id",
        "name": "name",
        "formula": "formula",
        "molar_mass": "molar_mass",
        "structure_family": "structure_family",
        "phase": "phase__name",
        "strategy": "strategy",
        "fabrication": "fabrication",
        "morphology": "morphology",
        "roles": "roles",
        "components": Subquery(
            Component.objects.filter(electrolyte=OuterRef("pk")).order_by("position", "pk").values("name")[:1]
        ),
        "defects": Subquery(
            Defect.objects.filter(material=OuterRef("pk")).order_by("position", "pk").values("kind")[:1]
        ),
        "values": "measurement_count",
        "source": "source__search_text",
        "year": "source__year",
        "electrolyte_class": "electrolyte__electrolyte_class",
        "chloride": "electrolyte__chloride",
        "carrier_cations": "electrolyte__carrier_cations",
        "updated_at": "updated_at",
    }
    default_order = ("name",)

    q = shared.keywords()
    role = ParameterFilter(
        fields.Choice(shared.labels(vocabulary.ROLES)),
        lambda keys: Q(roles__overlap=keys),
        phrase="that serve as {}",
        help_text="What the material serves as; repeated: any of them.",
    )
    phase = shared.ids("pha", "phase", "phase__", "of")
    structure_family = shared.family("structure_family", "phase__structure_family")
    modification = shared.modification_filter("")
    fabrication = shared.terms(vocabulary.ROUTES, "fabrication_route", "made by", "How the material was made.")
    strict_mg = ParameterFilter(
        fields.Boolean(),
        lambda yes: (
            Q(pk__in=Measurement.objects.published().filter(strict_mg_q()).order_by().values("material"))
            if yes
            else Q()
        ),
        phrase=lambda yes: f"with a value that is {STRICT_MG}" if yes else "",
        help_text="1: with a value for Mg²⁺ as the only ion, against Mg metal, in an aprotic electrolyte, not suspect.",
    )
    document = ParameterFilter(
        fields.SourceRefs(),
        lambda values: Q(
            pk__in=Report.objects.filter(
                document__in=Source.objects.filter(shared.sources(values)).values("pk"), measurement__status="published"
            )
            .order_by()
            .values("measurement__material")
        ),
        phrase="with values read in {}",
        help_text="A document that a value of the material was read in, by DOI or id.",
    )
    facets = (
        Facet("role", "Role", array="roles", open=True),
        Facet(
            "structure_family", "Structure family", columns=("structure_family", "phase__structure_family"), open=True
        ),
        shared.defect_facet(""),
        shared.species_facet(""),
        shared.route_facet(""),
        shared.modification_facet(""),
        Facet("fabrication", "Fabrication", columns=("fabrication_route",)),
        Facet(
            "property",
            "Has a value of",
            pairs=lambda: (
                Measurement.objects.published()
                .filter(material__isnull=False)
                .annotate(facet_owner=F("material_id"), facet_value=F("property_key"))
                .values("facet_owner", "facet_value"),
            ),
            single=True,
            drops=shared.OF_A_VALUE,
        ),
        _MEASURED_IN[0],
        Facet("electrolyte_class", "Electrolyte class", pairs=_own_and_measured_in("electrolyte_class")),
        Facet("carrier_cations", "Carrier cations", pairs=_own_and_measured_in("carrier_cations")),
        Facet("chloride", "Chloride", pairs=_own_and_measured_in("chloride")),
        _COUNTER[0],
        _METHOD[0],
        _ORIGIN[0],
        _ION[0],
        Facet("source_kind", "Kind of source", columns=("source__kind",)),
        Facet("year", "Year", columns=("source__year",)),
        *shared.flag_facets("material"),
        *shared.element_facets("elements"),
    )

    @classmethod
    def combined(cls, params: Mapping[str, Any]) -> Iterator[Condition]:
        names = ("property", "value_min", "value_max", "unit")
        if any(name in params for name in names[:3]):
            said = of_properties(
                [cls.base_filters["property"].describe(params["property"])] if "property" in params else [],
                params,
                value_phrases(params),
            )
            where = Q(pk__in=published_values(params).values("material"))
            yield Condition(tuple(name for name in names if name in params), where, ", ".join(said))

    @classmethod
    def cross_problems(cls, params: Mapping[str, Any]) -> Iterator[ParameterProblem]:
        return value_problems(params)

    @classmethod
    def describe(cls, params: Mapping[str, Any]) -> list[str]:
        return of_properties(super().describe(params), params, value_phrases(params))


def without(facets: tuple[Facet, ...], *names: str) -> tuple[Facet, ...]:
    """`facets` but those that say nothing of a noun."""
    return tuple(facet for facet in facets if facet.name not in names)


class Cathodes(Materials):
    """What may be asked about cathodes."""

    noun = ("cathode", "cathodes")
    facets = without(Materials.facets, "role")


class Electrolytes(Materials):
    """What may be asked about electrolytes."""

    noun = ("electrolyte", "electrolytes")
    electrolyte_class, carrier_cations, chloride = shared.electrolytes("electrolyte__").values()
    strict_mg = ParameterFilter(
        fields.Boolean(),
        lambda yes: (
            Q(electrolyte__carrier_cations=["Mg"])
            & ~Q(electrolyte__electrolyte_class="aqueous")
            & ~Q(pk__in=Flag.objects.filter(severity="suspect", material__isnull=False).order_by().values("material"))
            if yes
            else Q()
        ),
        phrase=lambda yes: "strict Mg (Mg²⁺ the only carrier, aprotic, not suspect)" if yes else "",
        help_text="1: Mg²⁺ as the only carrier cation, aprotic, not suspect.",
    )
    facets = (
        Facet("electrolyte_class", "Class", columns=("electrolyte__electrolyte_class",), open=True),
        Facet("carrier_cations", "Carrier cations", columns=(carriers("electrolyte__"),), open=True),
        Facet("chloride", "Chloride", columns=("electrolyte__chloride",)),
        *without(
            Materials.facets,
            "role", "electrolyte", "electrolyte_class", "carrier_cations", "chloride", "counter", "modification",
        ),
    )  # fmt: skip


class Anodes(Materials):
    """What may be asked about anodes and interphases."""

    noun = ("anode or interphase", "anodes and interphases")
    facets = Materials.facets


class Phases(filterset_from(shared.composition(""))):
    """What may be asked about phases."""

    noun = ("phase", "phases")
    orderings = {
        "id": "public_id",
        "name": "name",
        "formula": "formula",
        "structure_family": "structure_family",
        "space_group": "space_group",
        "specimens": "material_count",
        "molar_mass": "molar_mass",
        "updated_at": "updated_at",
    }
    default_order = ("name",)
    facets = (
        Facet("structure_family", "Structure family", columns=("structure_family",), open=True),
        Facet("space_group", "Space group", columns=("space_group",), free=True),
        *shared.element_facets("elements"),
    )

    q = shared.keywords()
    structure_family = shared.family("structure_family")
    space_group = ParameterFilter(
        fields.TextList(),
        column_in("space_group"),
        phrase="of space group {}",
        help_text="Space group as printed; repeated: any.",
    )


class Defects(filterset_from(shared.composition("material__"), shared.bibliography("material__source"))):
    """What may be asked about defects."""

    noun = ("defect", "defects")
    orderings = {
        "id": "public_id",
        "kind": "kind",
        "species": "species",
        "site": "site",
        "concentration": "low",
        "route": "route",
        "material": "material__name",
        "year": "material__source__year",
    }
    default_order = ("material__name", "position")
    facets = (
        Facet("kind", "Kind", columns=("kind",), open=True),
        Facet("species", "Species", columns=("species",), free=True, open=True),
        Facet("route", "Route", columns=("route",)),
        Facet(
            "structure_family",
            "Structure family",
            columns=("material__structure_family", "material__phase__structure_family"),
        ),
        Facet("role", "Role of the material", array="material__roles"),
        Facet("source_kind", "Kind of source", columns=("material__source__kind",)),
        Facet("year", "Year", columns=("material__source__year",)),
        *shared.element_facets("material__elements"),
    )
    structure_family = shared.family("material__structure_family", "material__phase__structure_family")
    role = ParameterFilter(
        fields.Choice(shared.labels(vocabulary.ROLES)),
        lambda keys: Q(material__roles__overlap=keys),
        phrase="in materials that serve as {}",
        help_text="Role of the material; repeated: any of them.",
    )

    q = shared.keywords("material__", "of materials that mention “{}”")
    kind = shared.terms(vocabulary.DEFECT_KINDS, "kind", "of kind", "Kind of defect; repeated: any of them.")
    defect = shared.terms(vocabulary.DEFECT_KINDS, "kind", "of kind", "The same as `kind`.")
    species = ParameterFilter(
        fields.TextList(),
        column_in("species"),
        phrase="of {}",
        help_text="What is missing or added, as written.",
        example="O",
    )
    route = shared.terms(vocabulary.ROUTES, "route", "made by", "How it was made; repeated: any of them.")
    material = shared.ids("mat", "material", "material__", "in")
    phase = shared.ids("pha", "phase", "material__phase__", "in materials of")
