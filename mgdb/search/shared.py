"""Filters that several nouns have in common, made for the path that leads from the noun to the table asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet

from mgdb.models import Defect, Flag, Measurement, Modification, Report, Source
from mgdb.science import counter_electrodes, properties, vocabulary
from mgdb.science.vocabulary import Term

from . import fields, formulas
from .facets import Facet
from .filters import KeywordFilter, ParameterFilter, column_in, related_in

YEARS = (1600, 2200)


# What stops to mean anything when another property is asked for.
OF_A_VALUE = ("value_min", "value_max", "unit")


def in_words(label: str) -> str:
    """`label` inside a sentence: “Specific capacity” → “specific capacity”."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def labels(terms: Iterable[Term]) -> dict[str, str]:
    return dict(vocabulary.choices(terms))


PROPERTY_LABELS = {key: in_words(entry.label) for key, entry in properties.PROPERTIES.items()}


def any_of(paths: Iterable[str], lookup: str, value: Any) -> Q:
    """Rows for which `lookup` holds along at least one of `paths`."""
    return reduce(or_, (Q(**{f"{path}{lookup}": value}) for path in paths))


def any_way(paths: tuple[str, ...], lookup: str, value: Any) -> Q:
    """As `any_of`, of measurements: each path is looked up by its own indexes, where an “or” would read every row."""
    if len(paths) == 1:
        return any_of(paths, lookup, value)
    ways = [Measurement.objects.filter(**{f"{path}{lookup}": value}).order_by().values("pk") for path in paths]
    return Q(pk__in=ways[0].union(*ways[1:], all=True))


def keywords(path: str = "", phrase: str = "that mention “{}”") -> KeywordFilter:
    """Words that all stand in the search text at `path`; both are folded, so `contains` finds them by the index."""

    def where(text: str) -> Q:
        found = Q()
        for word in text.split():
            found &= Q(**{f"{path}search_text__contains": word})
        return found

    return KeywordFilter(
        fields.Search(),
        where,
        column=f"{path}search_text",
        phrase=phrase,
        help_text="Words that all stand in the record's names, formulas, authors or texts; sub- and superscripts, "
        "accents "
        "and letter case do not matter. A word of letters that stands nowhere is read as the one most like it.",
        example="VS4",
    )


def terms(vocabulary_terms: tuple[Term, ...], path: str, name: str, help_text: str) -> ParameterFilter:
    return ParameterFilter(
        fields.Choice(labels(vocabulary_terms)), column_in(path), phrase=name + " {}", help_text=help_text
    )


def family(*paths: str) -> ParameterFilter:
    """Structure family of the material, or of its phase."""
    return ParameterFilter(
        fields.Choice(labels(vocabulary.STRUCTURE_FAMILIES)),
        lambda keys: any_of(paths, "__in", keys),
        phrase="of structure family {}",
        help_text="Structure family of the material or of its phase; repeated: any of them.",
    )


def ids(prefix: str, noun: str, path: str, phrase: str) -> ParameterFilter:
    return ParameterFilter(
        fields.Ids(prefix, noun),
        column_in(f"{path}public_id"),
        phrase=phrase + " {}",
        help_text=f"Public id of a {noun}; repeated: any of them.",
    )


def sources(values: list[str]) -> Q:
    """Sources among the DOIs and public ids in `values`."""
    return Q(doi__in=[value for value in values if "/" in value]) | Q(public_id__in=values)


def source(path: str, phrase: str, help_text: str, example: str | None = None) -> ParameterFilter:
    """A filter by the source at `path`, given by DOI or id."""

    def where(values: list[str]) -> Q:
        # looked up now: the planner must know that they are few
        return Q(
            **{f"{path}__in": list(Source.objects.filter(sources(values)).order_by().values_list("pk", flat=True))}
        )

    return ParameterFilter(fields.SourceRefs(), where, phrase=phrase + " {}", help_text=help_text, example=example)


def bibliography(path: str = "source") -> dict[str, ParameterFilter]:
    """`source`, `doi`, `source_kind`, `year`, `year_min`, `year_max` of the primary source at `path`."""
    return {
        "source_kind": ParameterFilter(
            fields.Choice(labels(vocabulary.SOURCE_KINDS)),
            column_in(f"{path}__kind"),
            phrase="published as {}",
            help_text="Kind of the primary source; repeated: any of them.",
        ),
        "year": ParameterFilter(
            fields.Integers(*YEARS),
            column_in(f"{path}__year"),
            phrase="published in {}",
            help_text="Year of the primary source; repeated: any of them.",
        ),
        "source": source(path, "from", "The primary source (who measured it), by DOI or id; repeated: any of them."),
        "doi": source(path, "from", "The same as `source`."),
        "year_min": ParameterFilter(
            fields.Integer(*YEARS),
            lambda year: Q(**{f"{path}__year__gte": year}),
            phrase="published in {} or later",
            help_text="Earliest year of the primary source.",
        ),
        "year_max": ParameterFilter(
            fields.Integer(*YEARS),
            lambda year: Q(**{f"{path}__year__lte": year}),
            phrase="published in {} or before",
            help_text="Latest year of the primary source.",
        ),
    }


def provenance() -> dict[str, ParameterFilter]:
    """`document` and `locator` of a record that is read at one place."""
    return {
        "document": source("document", "read in", "The document that it was read in, by DOI or id."),
        "locator": ParameterFilter(
            fields.Text(),
            at,
            phrase="at {}",
            help_text="Place in the document: “Table 1” is that table and everything in it, and not Table 10.",
            example="Table 1",
        ),
    }


def at(locator: str) -> Q:
    """Rows at `locator` or inside it, as `ReportQuerySet.at` has it."""
    wanted = " ".join(locator.split()).rstrip(",")
    return Q(locator__iexact=wanted) | Q(locator__istartswith=f"{wanted},")


def reports(params: Mapping[str, Any]) -> Q:
    """Measurements with one report that answers `document`, `locator` and `citation_key` together."""
    found = Report.objects.all()
    if params.get("document"):
        found = found.filter(document__in=Source.objects.filter(sources(params["document"])).values("pk"))
    if params.get("locator"):
        found = found.at(params["locator"])
    if params.get("citation_key"):
        found = found.filter(citation_key__in=params["citation_key"])
    return Q(pk__in=found.order_by().values("measurement"))


def composition(*paths: str) -> dict[str, ParameterFilter]:
    """`elements_all`, `elements_any`, `elements_none` and `formula` of the materials at `paths` (each "" or "x__")."""

    return {
        "elements_all": ParameterFilter(
            fields.Elements(),
            lambda symbols: any_of(paths, "elements__contains", symbols),
            phrase=lambda symbols: f"with {' and '.join(symbols)}",
            help_text="Symbols of elements that are all in the formula, separated by commas.",
            example="Mg,V",
        ),
        "elements_any": ParameterFilter(
            fields.Elements(),
            lambda symbols: any_of(paths, "elements__overlap", symbols),
            phrase="with {}",
            help_text="Symbols of elements of which at least one is in the formula.",
            example="S,Se",
        ),
        "elements_none": ParameterFilter(
            fields.Elements(),
            lambda symbols: ~any_of(paths, "elements__overlap", symbols),
            phrase="without {}",
            help_text="Symbols of elements of which none is in the formula.",
            example="Li",
        ),
        "formula": ParameterFilter(
            formulas.FormulaText(),
            lambda params: formulas.where(params, paths),
            phrase=lambda params: params.phrase,
            help_text="A chemical formula, however it is written: V2O5, O5V2, V4O10 and V₂O₅ are the same; “V4O10” in "
            "quotation marks is not reduced. With wildcards: Mg*Se4, *V2O5*. A system: Mg-V-O. Anonymous: AB2C4.",
            example="V2O5",
        ),
    }


def electrolytes(*paths: str) -> dict[str, ParameterFilter]:
    """Class, carrier cations and chloride of the electrolyte details at `paths` (each ends in "electrolyte__")."""

    def cations(values: list[tuple[str, ...] | None]) -> Q:
        found = Q()
        for value in values:
            if value is None:  # unknown: there is an electrolyte, and nobody knows
                found |= any_of(paths, "carrier_cations__isnull", True) & any_of(paths, "pk__isnull", False)
            else:
                found |= any_way(paths, "carrier_cations", list(value))
        return found

    return {
        "electrolyte_class": ParameterFilter(
            fields.Choice(labels(vocabulary.ELECTROLYTE_CLASSES)),
            lambda keys: any_way(paths, "electrolyte_class__in", keys),
            phrase="in electrolytes of class {}",
            help_text="Class of the electrolyte; repeated: any of them.",
        ),
        "carrier_cations": ParameterFilter(
            fields.Cations(),
            cations,
            phrase=lambda values: "with carrier cations " + " or ".join(_cations(value) for value in values),
            help_text="The whole set of cations that the salts bring: “Mg”, “Mg,Li” (dual salt), “none” or “unknown”; "
            "repeated: any of the sets.",
            example="Mg",
        ),
        "chloride": ParameterFilter(
            fields.Choice(labels(vocabulary.TERNARY)),
            lambda keys: any_way(paths, "chloride__in", keys),
            phrase="with chloride in the electrolyte: {}",
            help_text="Whether the electrolyte has chloride.",
        ),
    }


def _cations(value: tuple[str, ...] | None) -> str:
    return "unknown" if value is None else " and ".join(value) or "none"


def defects(path: str) -> dict[str, ParameterFilter]:
    """`defect`, `defect_species` and `route` of the material at `path` ("" or "material__")."""

    def with_defect(**wanted: Any) -> Q:
        return Q(**{f"{path}pk__in": Defect.objects.filter(**wanted).order_by().values("material")})

    return {
        "defect": ParameterFilter(
            fields.Choice(labels(vocabulary.DEFECT_KINDS)),
            lambda keys: with_defect(kind__in=keys),
            phrase="with a defect: {}",
            help_text="Kind of defect that the material has; repeated: any of them.",
        ),
        "defect_species": ParameterFilter(
            fields.TextList(),
            lambda texts: with_defect(species__in=texts),
            phrase="with a defect of {}",
            help_text="What is missing or added, as written; repeated: any of them.",
            example="O",
        ),
        "route": ParameterFilter(
            fields.Choice(labels(vocabulary.ROUTES)),
            lambda keys: with_defect(route__in=keys),
            phrase="with defects made by {}",
            help_text="How the defect was made; repeated: any of them.",
        ),
    }


def flags(kind: str) -> dict[str, ParameterFilter]:
    """`flag`, `severity` and `suspect`; `kind` is the column of Flag that leads to the noun."""

    def flagged(**wanted: Any) -> Q:
        return Q(pk__in=Flag.objects.filter(**{f"{kind}__isnull": False}, **wanted).order_by().values(kind))

    def suspect(yes: bool) -> Q:
        return flagged(severity="suspect") if yes else ~flagged(severity="suspect")

    return {
        "flag": ParameterFilter(
            fields.Choice(labels(vocabulary.FLAG_CODES)),
            lambda keys: flagged(code__in=keys),
            phrase="flagged: {}",
            help_text="Code of a flag that the record has; repeated: any of them.",
        ),
        "severity": ParameterFilter(
            fields.Choice(labels(vocabulary.SEVERITIES)),
            lambda keys: flagged(severity__in=keys),
            phrase="with a flag of severity {}",
            help_text="Severity of a flag that the record has; repeated: any of them.",
        ),
        "suspect": ParameterFilter(
            fields.Boolean(),
            suspect,
            phrase=lambda yes: "suspect" if yes else "not suspect",
            help_text="0 leaves suspect records out, 1 shows only these.",
        ),
    }


# ---- facets, and the filters that they share their rows with
def _of_materials(path: str, relation: str, column: str) -> tuple[QuerySet, ...]:
    """(owner, value) of the parts `relation` of materials, for the noun whose material is at `path`."""
    if path:
        rows = Measurement.objects.filter(material__isnull=False)
        owner, value = "pk", f"{path}{relation}__{column}"
        rows = rows.filter(**{f"{path}{relation}__isnull": False})
    else:
        rows = (Defect if relation == "defects" else Modification).objects.all()
        owner, value = "material_id", column
    return (rows.annotate(facet_owner=F(owner), facet_value=F(value)).values("facet_owner", "facet_value"),)


def element_facets(column: str) -> tuple[Facet, Facet]:
    """Rows with each element: among those that answer, and as one more of “any of”."""
    one_more = Facet("elements_all", "Elements", array=column, narrows=True)
    return one_more, Facet("elements_any", "Any of", array=column)


def defect_facet(path: str) -> Facet:
    return Facet("defect", "Defect", pairs=lambda: _of_materials(path, "defects", "kind"))


def species_facet(path: str) -> Facet:
    return Facet(
        "defect_species", "Species of the defect", pairs=lambda: _of_materials(path, "defects", "species"), free=True
    )


def route_facet(path: str) -> Facet:
    return Facet("route", "Route to the defect", pairs=lambda: _of_materials(path, "defects", "route"))


def modification_facet(path: str) -> Facet:
    return Facet("modification", "Modification", pairs=lambda: _of_materials(path, "modifications", "kind"))


def modification_filter(path: str) -> ParameterFilter:
    def where(keys: list[str]) -> Q:
        found = Modification.objects.filter(kind__in=keys).order_by().values("material")
        return Q(**{f"{path}pk__in": found})

    return ParameterFilter(
        fields.Choice(labels(vocabulary.MODIFICATION_KINDS)),
        where,
        phrase="modified by {}",
        help_text="Kind of modification that is no defect; repeated: any of them.",
    )


def flag_facets(kind: str) -> tuple[Facet, ...]:
    def pairs(column: str) -> tuple[QuerySet, ...]:
        rows = Flag.objects.filter(**{f"{kind}__isnull": False})
        return (rows.annotate(facet_owner=F(f"{kind}_id"), facet_value=F(column)).values("facet_owner", "facet_value"),)

    return (
        Facet("flag", "Flag", pairs=lambda: pairs("code")),
        Facet("severity", "Severity of a flag", pairs=lambda: pairs("severity")),
    )


def counter_filter(*paths: str) -> ParameterFilter:
    """Kind of the counter electrode of the cells at `paths`."""

    return ParameterFilter(
        fields.Choice(labels(counter_electrodes.KINDS)),
        lambda keys: any_way(paths, "counter_kind__in", keys),
        phrase="against {}",
        help_text="Kind of the counter electrode; repeated: any of them.",
    )


def of_values(name: str, title: str, value: Any, **options: Any) -> tuple[Facet, ParameterFilter]:
    """A facet of materials, and its filter, by a column of their published measurements."""

    def pairs() -> tuple[QuerySet, ...]:
        rows = Measurement.objects.published().filter(material__isnull=False)
        column = F(value) if isinstance(value, str) else value
        return (rows.annotate(facet_owner=F("material_id"), facet_value=column).values("facet_owner", "facet_value"),)

    parameter, phrase, help_text = options.pop("parameter"), options.pop("phrase"), options.pop("help_text")
    return Facet(name, title, pairs=pairs, **options), ParameterFilter(
        parameter, related_in(pairs), phrase=phrase, help_text=help_text
    )
