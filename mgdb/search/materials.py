"""Materials, in the roles that they serve in: what they are, what was done to them, what was measured of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, Exists, Expression, OuterRef, Q, Subquery, Value, When

from mgdb.models import Component, Defect, Material, Phase, Report, Source
from mgdb.models.flags import is_suspect
from mgdb.records.materials import MATERIAL
from mgdb.science import counter_electrodes, representative, vocabulary

from . import filter_groups as groups
from .filters import AboutValues, AnyFilter, Facet, Filters, FilterSet, ParameterFilter
from .of_values import OF_ELECTROLYTES_THEMSELVES, OF_MATERIALS, OWN, PUBLISHED, of_detail, told
from .parameters import Boolean, SourceRefs
from .params import to_query_values
from .quantities import OF_A_VALUE, RecordsWithValue, property_filter
from .representative import RepresentativeNumber, sound
from .strict_mg import ALL_STATED, LEVELS, NO_DEPARTURE, is_strict_mg, strict_mg
from .values import ColumnValues, ExpressionValues, RelatedValues, Relation, chemistry

MEASURED_IN = "measured_in__electrolyte__electrolyte__"
VALUES = RecordsWithValue("material", "with a value of {}")


def _of_values(column: str | Expression, *, are_electrolytes: bool = False) -> RelatedValues:
    """A column of the published measurements of a material."""
    return RelatedValues(Relation(PUBLISHED, "material_id", column), are_electrolytes=are_electrolytes)


def _of_electrolytes(column: str) -> RelatedValues:
    """A column of the electrolyte detail of a material: its own, and of what it was measured in."""
    inside = PUBLISHED.filter(**{f"{MEASURED_IN}isnull": False})
    return RelatedValues(*OWN.values[column].relations, Relation(inside, "material_id", of_detail(column, MEASURED_IN)))


def _electrolyte_filters() -> Filters:
    """The filters by electrolyte details, of the material's own and of what it was measured in."""

    def widened(name: str, one: AnyFilter) -> AnyFilter:
        values = _of_electrolytes(name)
        help_text = f"{one.help_text} Of the material, or of what it was measured in."
        where = lambda wanted: values(to_query_values(wanted))  # noqa: E731
        return ParameterFilter(one.parameter, where, phrase=one.phrase, help_text=help_text)

    return {name: widened(name, one) for name, one in groups.electrolytes("electrolyte__").items()}


def _read_in(values: list[str]) -> Q:
    documents = Source.objects.filter(groups.is_source(values)).values("pk")
    reports = Report.objects.filter(document__in=documents, measurement__status="published")
    return Q(pk__in=reports.order_by().values("measurement__material"))


def _first(part: type[Component | Defect], parent: str, column: str) -> Subquery:
    """A column of the first of the parts of a material, to sort by."""
    rows = part._default_manager.filter(**{parent: OuterRef("pk")}).order_by("position", "pk")
    return Subquery(rows.values(column)[:1])


# Not a list of keys: very many are looked through for each material, where it is a column, an order or denied.
OF_MATERIAL = PUBLISHED.filter(material=OuterRef("pk"))
WITH_VALUES = Q(Exists(OF_MATERIAL))
FILTERS: Filters = {
    "with_values": ParameterFilter(
        Boolean("with values", "without values"),
        lambda yes: WITH_VALUES if yes else ~WITH_VALUES,
        phrase=lambda yes: "with values" if yes else "without values",
        help_text="1: materials with a published value; 0: those without.",
    ),
    "method": groups.choice(
        vocabulary.METHODS,
        _of_values("method"),
        "with values by {}",
        "Method of a value of the material; repeated: any of them.",
    ),
    "origin": groups.choice(
        vocabulary.ORIGINS,
        _of_values("origin"),
        "with values {}",
        "Origin of a value of the material; repeated: any of them.",
    ),
    "ion": groups.ion(
        _of_values("ion"),
        "with values for the ion {}",
        "Ion of a value of the material; write + as %2B in an address.",
    ),
    "counter": groups.choice(
        counter_electrodes.KINDS,
        _of_values("measured_in__counter_kind"),
        "measured against {}",
        "Kind of the counter electrode of a value of the material; repeated: any of them.",
    ),
    "electrolyte": groups.reference(
        Material,
        _of_values("measured_in__electrolyte__public_id", are_electrolytes=True),
        "measured in the electrolyte {}",
        "Public id of an electrolyte that the material was measured in; repeated: any of them.",
    ),
    **VALUES.filters,
    "without_property": property_filter(
        lambda keys: ~Q(Exists(OF_MATERIAL.filter(property_key__in=keys))),
        "without a value of {}",
        "Key of a property that no published value of the material is of; repeated: none of them.",
    ),
    **groups.bibliography(),
    **groups.composition(""),
    **_electrolyte_filters(),
    **groups.defects(""),
    **groups.flags("material"),
    "q": groups.keywords(""),
    "role": groups.role("roles", "that serve as {}", "What the material serves as"),
    "phase": groups.reference(Phase, ColumnValues("phase__public_id"), "of {}"),
    "structure_family": groups.family("structure_family", "phase__structure_family"),
    "modification": groups.modification(""),
    "fabrication": groups.choice(
        vocabulary.ROUTES, ColumnValues("fabrication_route"), "made by {}", "How the material was made."
    ),
    "chemistry": groups.chemistries(_of_values(chemistry(ion="ion"))),
    "strict_mg": strict_mg(
        {level: Q(pk__in=PUBLISHED.filter(is_strict_mg(level)).order_by().values("material")) for level in LEVELS},
        "with a value that is ",
    ),
    "document": ParameterFilter(
        SourceRefs(),
        _read_in,
        phrase="with values reported in {}",
        help_text="A document that a value of the material was read in, by DOI or id.",
    ),
}
FACETS = (
    Facet(
        "with_values",
        "Values",
        ExpressionValues(Case(When(WITH_VALUES, then=Value("1")), default=Value("0"))),
        single=True,
        open=True,
    ),
    Facet("role", "Role", open=True),
    Facet("structure_family", "Structure family", open=True),
    *groups.PREPARATION_FACETS,
    Facet("property", "Property reported", _of_values("property_key"), single=True, drops=OF_A_VALUE),
    Facet("electrolyte", "Electrolyte used"),
    Facet("electrolyte_class", "Electrolyte class", _of_electrolytes("electrolyte_class")),
    Facet("carrier_cations", "Carrier cations", _of_electrolytes("carrier_cations")),
    Facet("chloride", "Chloride", _of_electrolytes("chloride")),
    Facet("counter", "Counter electrode"),
    Facet("method", "Method"),
    Facet("origin", "Data type"),
    Facet("ion", "Charge carrier"),
    Facet("chemistry", "Battery chemistry"),
    *groups.SOURCE_FACETS,
    *groups.FLAG_FACETS,
    *groups.element_facets("elements"),
)


def _most_told(properties: Sequence[str]) -> Case:
    """Materials with a value of what the list shows come first, those with other values next."""
    shown = Exists(sound().filter(material=OuterRef("pk"), property_key__in=properties))
    return Case(When(shown, then=Value(0)), When(WITH_VALUES, then=Value(1)), default=Value(2))


# The same for every list: each is made of several querysets, in every process that starts.
NUMBERS = {key: RepresentativeNumber(key) for key in representative.SHOWN}


def _filter_set(
    key: str,
    names: tuple[str, str],
    filters: Filters = FILTERS,
    facets: Sequence[Facet] = FACETS,
    about_values: AboutValues = OF_MATERIALS,
) -> FilterSet:
    [properties] = [one.properties for one in MATERIAL.lists if one.key == key]
    return FilterSet(
        names,
        told(filters, about_values),
        combinations=(VALUES,),
        facets=facets,
        orderings={
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
            "components": _first(Component, "electrolyte", "name"),
            "defects": _first(Defect, "material", "kind"),
            "values": "measurement_count",
            "source": "source__search_text",
            "year": "source__year",
            "electrolyte_class": "electrolyte__electrolyte_class",
            "chloride": "electrolyte__chloride",
            "carrier_cations": "electrolyte__carrier_cations",
            "updated_at": "revised_at",
            **NUMBERS,
        },
        default_order=(_most_told(properties).asc(), "name"),
        about_values=about_values,
    )


def _without(*names: str) -> Sequence[Facet]:
    return tuple(facet for facet in FACETS if facet.name not in names)


_APROTIC = ~Q(electrolyte__electrolyte_class="aqueous") & ~is_suspect("material")

MATERIALS = _filter_set("materials", ("material", "materials"))
CATHODES = _filter_set("cathodes", ("cathode", "cathodes"), facets=_without("role"))
ANODES = _filter_set("anodes", ("anode or interphase", "anodes and interphases"))
ELECTROLYTES = _filter_set(
    "electrolytes",
    ("electrolyte", "electrolytes"),
    {
        **FILTERS,
        **groups.electrolytes("electrolyte__", of_class="of class {}"),
        "strict_mg": strict_mg(
            {
                # the carriers of a salt of magnesium that nobody names are not known to be others
                NO_DEPARTURE: (
                    Q(electrolyte__chemistry_kind="Mg")
                    | Q(electrolyte__carrier_cations__isnull=True, elements__contains=["Mg"])
                )
                & _APROTIC,
                ALL_STATED: Q(electrolyte__carrier_cations=["Mg"]) & _APROTIC,
            }
        ),
    },
    (
        Facet("electrolyte_class", "Class", open=True),
        groups.carrier_facet("electrolyte__", open=True),
        Facet("chloride", "Chloride"),
        *_without("role", "electrolyte", "electrolyte_class", "carrier_cations", "chloride", "counter", "modification"),
    ),
    OF_ELECTROLYTES_THEMSELVES,
)
