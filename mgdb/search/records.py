"""The other nouns: sources, cells, pairs, reported factors, statements, curves, comparisons."""

from __future__ import annotations

from django.db.models import Case, F, Q, Value, When

from mgdb.models import ComparisonRow, Source
from mgdb.science import vocabulary

from . import fields, shared
from .facets import Facet, carriers
from .filters import ParameterFilter, column_in, contains_text, filterset_from


def property_filter(path: str = "property_key") -> ParameterFilter:
    return ParameterFilter(
        fields.Choice(shared.PROPERTY_LABELS),
        column_in(path),
        phrase="of {}",
        help_text="Key of a property; repeated: any of them.",
        example="specific_capacity",
    )


# documents that values were read from
READ = Q(pk__in=Source.objects.read().order_by().values("pk"))


class Sources(filterset_from()):
    """What may be asked about sources."""

    noun = ("source", "sources")
    orderings = {
        "id": "public_id",
        "year": "year",
        "container": "container",
        "title": "title",
        "kind": "kind",
        "doi": "doi",
        "reference": "search_text",
        "values": "values_read",
        "materials": "own_materials",
        "updated_at": "updated_at",
    }
    default_order = (F("year").desc(nulls_last=True), "container", "volume", "pages")
    facets = (
        Facet("read", "Use", columns=(Case(When(READ, then=Value("1")), default=Value("0")),), single=True, open=True),
        Facet("kind", "Kind", columns=("kind",), open=True),
        Facet("year", "Year", columns=("year",)),
        Facet("container", "Journal or book", columns=("container",), free=True),
    )

    q = shared.keywords()
    kind = shared.terms(vocabulary.SOURCE_KINDS, "kind", "of kind", "Kind of publication; repeated: any of them.")
    doi = ParameterFilter(
        fields.SourceRefs(),
        shared.sources,
        phrase="with DOI {}",
        help_text="DOI in any letter case; repeated: any of them.",
    )
    author = ParameterFilter(
        fields.Text(),
        lambda text: Q(authors__icontains=text),
        phrase="by {}",
        help_text="Part of an author's name.",
        example="Wang",
    )
    container = ParameterFilter(
        fields.TextList(),
        column_in("container"),
        phrase="in {}",
        help_text="Journal or book, as written; repeated: any of them.",
    )
    year = ParameterFilter(
        fields.Integers(*shared.YEARS), column_in("year"), phrase="of {}", help_text="Year; repeated: any of them."
    )
    year_min = ParameterFilter(
        fields.Integer(*shared.YEARS),
        lambda year: Q(year__gte=year),
        phrase="of {} or later",
        help_text="Earliest year.",
    )
    year_max = ParameterFilter(
        fields.Integer(*shared.YEARS),
        lambda year: Q(year__lte=year),
        phrase="of {} or before",
        help_text="Latest year.",
    )
    read = ParameterFilter(
        fields.Boolean("values read from it", "only cited"),
        lambda yes: READ if yes else ~READ,
        phrase=lambda yes: "that values were read from" if yes else "that no value was read from",
        help_text="1: documents that values were read from; 0: works that are only cited.",
    )
    cited_by = ParameterFilter(
        fields.SourceRefs(),
        lambda values: Q(pk__in=Source.objects.filter(shared.sources(values)).order_by().values("citations__cited")),
        phrase="cited by {}",
        help_text="A document that cites it, by DOI or id.",
    )


class Cells(
    filterset_from(shared.bibliography(), shared.electrolytes("electrolyte__electrolyte__"), shared.flags("cell"))
):
    """What may be asked about cells."""

    noun = ("cell", "cells")
    orderings = {
        "id": "public_id",
        "name": "name",
        "chemistry": "chemistry",
        "configuration": "configuration",
        "counter": "counter_electrode",
        "working": "working_material__name",
        "electrolyte": "electrolyte__name",
        "source": "source__search_text",
        "year": "source__year",
        "updated_at": "updated_at",
    }
    default_order = ("name",)
    facets = (
        Facet("chemistry", "Chemistry", columns=("chemistry",), free=True, open=True),
        Facet("configuration", "Configuration", columns=("configuration",), open=True),
        Facet("counter", "Counter electrode", columns=("counter_kind",), open=True),
        Facet("electrolyte_class", "Electrolyte class", columns=("electrolyte__electrolyte__electrolyte_class",)),
        Facet("carrier_cations", "Carrier cations", columns=(carriers("electrolyte__electrolyte__"),)),
        Facet("chloride", "Chloride", columns=("electrolyte__electrolyte__chloride",)),
        Facet("window_scale", "Scale of the window", columns=("window_scale",)),
        Facet("source_kind", "Kind of source", columns=("source__kind",)),
        Facet("year", "Year", columns=("source__year",)),
        *shared.flag_facets("cell"),
    )
    counter = shared.counter_filter("")

    q = shared.keywords()
    material = ParameterFilter(
        fields.Ids("mat", "material"),
        lambda values: shared.any_of(
            ("working_material", "counter_material", "electrolyte"), "__public_id__in", values
        ),
        phrase="with {}",
        help_text="Public id of a material that is an electrode or the electrolyte of the cell.",
    )
    electrolyte = shared.ids("mat", "material", "electrolyte__", "with the electrolyte")
    chemistry = ParameterFilter(
        fields.TextList(),
        column_in("chemistry"),
        phrase="of chemistry {}",
        help_text="Mg, Mg–Li, Li, Zn …; repeated: any of them.",
    )
    configuration = shared.terms(vocabulary.CELL_CONFIGURATIONS, "configuration", "built as", "Configuration.")
    counter_electrode = ParameterFilter(
        fields.Text(),
        contains_text("counter_electrode"),
        phrase="against {}",
        help_text="Words in the counter electrode.",
    )
    window_scale = shared.terms(vocabulary.POTENTIAL_SCALES, "window_scale", "on the scale", "Scale of the window.")


FAMILY_OF_PAIR = ("modified__structure_family", "modified__phase__structure_family")


class Pairs(filterset_from(shared.bibliography(), shared.composition("modified__"), shared.provenance())):
    """What may be asked about pairs."""

    noun = ("pair", "pairs")
    orderings = {
        "id": "public_id",
        "modified": "modified__name",
        "control": "control__name",
        "kind": "kind",
        "strategy": "modified__strategy",
        "source": "source__search_text",
        "year": "source__year",
    }
    default_order = ("modified__name",)
    facets = (
        Facet("kind", "Control", columns=("kind",), open=True),
        Facet("structure_family", "Structure family", columns=FAMILY_OF_PAIR, open=True),
        Facet("role", "Role", array="modified__roles"),
        Facet("source_kind", "Kind of source", columns=("source__kind",)),
        Facet("year", "Year", columns=("source__year",)),
        *shared.element_facets("modified__elements"),
    )

    q = ParameterFilter(
        fields.Search(),
        lambda text: Q(
            *(shared.any_of(("modified__", "control__"), "search_text__contains", word) for word in text.split())
        ),
        phrase="of materials that mention “{}”",
        help_text="Words that all stand in the names, formulas, authors or texts of either material.",
    )
    material = ParameterFilter(
        fields.Ids("mat", "material"),
        lambda values: shared.any_of(("modified__", "control__"), "public_id__in", values),
        phrase="with {}",
        help_text="Public id of the modified material or of its control.",
    )
    role = ParameterFilter(
        fields.Choice(shared.labels(vocabulary.ROLES)),
        lambda keys: Q(modified__roles__overlap=keys),
        phrase="of materials that serve as {}",
        help_text="Role of the modified material; repeated: any of them.",
    )
    structure_family = shared.family(*FAMILY_OF_PAIR)
    modified = shared.ids("mat", "material", "modified__", "of")
    control = shared.ids("mat", "material", "control__", "against")
    kind = shared.terms(vocabulary.PAIR_KINDS, "kind", "of kind", "What the control is; repeated: any of them.")
    property = ParameterFilter(
        fields.Choice(shared.PROPERTY_LABELS),
        lambda keys: Q(properties__overlap=keys) | Q(properties=[]),
        phrase="for {}",
        help_text="Key of a property for which the control holds; repeated: any of them.",
    )


class Factors(filterset_from(shared.bibliography(), shared.provenance(), shared.flags("factor"))):
    """What may be asked about reported factors."""

    noun = ("reported factor", "reported factors")
    orderings = {"id": "public_id", "property": "property_key", "value": "value", "material": "material__name"}

    q = shared.keywords("material__", "of materials that mention “{}”")
    property = property_filter()
    material = shared.ids("mat", "material", "material__", "about")
    relative_to = shared.ids("mat", "material", "relative_to__", "relative to")
    relative_kind = shared.terms(vocabulary.RELATIVE_KINDS, "relative_kind", "relative to another", "What is compared.")
    form = shared.terms(vocabulary.FACTOR_FORMS, "form", "stated as", "Form of the factor.")
    ion = shared.terms(vocabulary.IONS, "ion", "for the ion", "The ion as claimed; write + as %2B in an address.")


class Statements(filterset_from(shared.provenance(), shared.bibliography())):
    """What may be asked about statements."""

    noun = ("statement", "statements")
    orderings = {
        "id": "public_id",
        "topic": "topic",
        "subject": "subject",
        "text": "text",
        "sign": "sign",
        "document": "document__search_text",
        "locator": "locator",
        "updated_at": "updated_at",
    }
    default_order = ("topic", "subject")
    facets = (
        Facet("topic", "Topic", columns=("topic",), open=True),
        Facet("sign", "Judgement", columns=("sign",), open=True),
        Facet("defect", "Kind of defect", columns=("defect_kind",)),
        Facet("electrolyte_class", "Electrolyte class", columns=("electrolyte_class",)),
        Facet("structure_family", "Structure family", columns=("structure_family",)),
        Facet("year", "Year of the primary source", columns=("source__year",)),
        Facet("source_kind", "Kind of the primary source", columns=("source__kind",)),
    )

    q = shared.keywords()
    topic = shared.terms(vocabulary.STATEMENT_TOPICS, "topic", "on", "Topic; repeated: any of them.")
    sign = shared.terms(vocabulary.EFFECT_SIGNS, "sign", "judged", "Favourable, adverse …; write + as %2B.")
    material = shared.ids("mat", "material", "material__", "about")
    phase = shared.ids("pha", "phase", "phase__", "about")
    defect = shared.terms(vocabulary.DEFECT_KINDS, "defect_kind", "about", "Kind of defect it is about.")
    electrolyte_class = shared.terms(
        vocabulary.ELECTROLYTE_CLASSES, "electrolyte_class", "about the class", "Class of electrolytes it is about."
    )
    structure_family = shared.family("structure_family")


class Curves(filterset_from(shared.provenance(), shared.bibliography())):
    """What may be asked about curves."""

    noun = ("curve", "curves")
    orderings = {"id": "public_id", "name": "name", "property": "property_key", "updated_at": "updated_at"}

    q = ParameterFilter(
        fields.Text(), contains_text("name"), phrase="that mention “{}”", help_text="Words in the name of the curve."
    )
    property = property_filter()
    material = shared.ids("mat", "material", "material__", "about")
    cell = shared.ids("cel", "cell", "cell__", "about")


class Comparisons(filterset_from(shared.provenance())):
    """What may be asked about ready-made comparisons."""

    noun = ("comparison", "comparisons")
    orderings = {"id": "public_id", "slug": "slug", "title": "title", "updated_at": "updated_at"}
    default_order = ("slug",)

    q = ParameterFilter(
        fields.Text(),
        lambda text: Q(title__icontains=text) | Q(description__icontains=text),
        phrase="that mention “{}”",
        help_text="Words in title or description.",
    )
    material = ParameterFilter(
        fields.Ids("mat", "material"),
        lambda values: Q(
            pk__in=ComparisonRow.objects.filter(material__public_id__in=values).order_by().values("comparison")
        ),
        phrase="with {}",
        help_text="Public id of a material that is compared.",
    )
    property = ParameterFilter(
        fields.Choice(shared.PROPERTY_LABELS),
        lambda keys: Q(properties__overlap=keys),
        phrase="of {}",
        help_text="Key of a property that is compared; repeated: any of them.",
    )
