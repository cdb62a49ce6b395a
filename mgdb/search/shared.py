"""Filters that several nouns have in common, made for the path that leads from the noun to the table asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from mgdb.models import Defect, Flag, Report, Source
from mgdb.science import properties, vocabulary
from mgdb.science.formula import Formula
from mgdb.science.vocabulary import Term

from . import fields
from .filters import ParameterFilter, each

YEARS = (1600, 2200)


def in_words(label: str) -> str:
    """`label` inside a sentence: “Specific capacity” → “specific capacity”."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def labels(terms: Iterable[Term]) -> dict[str, str]:
    return dict(vocabulary.choices(terms))


PROPERTY_LABELS = {key: in_words(entry.label) for key, entry in properties.PROPERTIES.items()}


def any_of(paths: Iterable[str], lookup: str, value: Any) -> Q:
    """Rows for which `lookup` holds along at least one of `paths`."""
    return reduce(or_, (Q(**{f"{path}{lookup}": value}) for path in paths))


def words() -> ParameterFilter:
    def where(text: str) -> Q:
        found = Q()
        for word in text.split():
            found &= Q(search_text__icontains=word)
        return found

    return ParameterFilter(
        fields.Search(),
        where,
        words="that mention “{}”",
        about="Words that all stand in the record's names, formulas, authors or texts; sub- and superscripts, accents "
        "and letter case do not matter.",
        example="VS4",
    )


def terms(vocabulary_terms: tuple[Term, ...], path: str, name: str, about: str) -> ParameterFilter:
    return ParameterFilter(fields.Terms(labels(vocabulary_terms)), each(path), words=name + " {}", about=about)


def family(*paths: str) -> ParameterFilter:
    """Structure family of the material, or of its phase."""
    return ParameterFilter(
        fields.Terms(labels(vocabulary.STRUCTURE_FAMILIES)),
        lambda keys: any_of(paths, "__in", keys),
        words="of structure family {}",
        about="Structure family of the material or of its phase; repeated: any of them.",
    )


def ids(prefix: str, noun: str, path: str, phrase: str) -> ParameterFilter:
    return ParameterFilter(
        fields.Ids(prefix, noun),
        each(f"{path}public_id"),
        words=phrase + " {}",
        about=f"Public id of a {noun}; repeated: any of them.",
    )


def sources(values: list[str]) -> Q:
    """Sources among the DOIs and public ids in `values`."""
    return Q(doi__in=[value for value in values if "/" in value]) | Q(public_id__in=values)


def source(path: str, phrase: str, about: str, example: str | None = None) -> ParameterFilter:
    """A filter by the source at `path`, given by DOI or id."""

    def where(values: list[str]) -> Q:
        return Q(**{f"{path}__in": Source.objects.filter(sources(values)).values("pk")})

    return ParameterFilter(fields.SourceRefs(), where, words=phrase + " {}", about=about, example=example)


def bibliography(path: str = "source") -> dict[str, ParameterFilter]:
    """`source`, `doi`, `year_min`, `year_max` of the primary source at `path`."""
    return {
        "source": source(path, "from", "The primary source (who measured it), by DOI or id; repeated: any of them."),
        "doi": source(path, "from", "The same as `source`."),
        "year_min": ParameterFilter(
            fields.Whole(*YEARS),
            lambda year: Q(**{f"{path}__year__gte": year}),
            words="published in {} or later",
            about="Earliest year of the primary source.",
        ),
        "year_max": ParameterFilter(
            fields.Whole(*YEARS),
            lambda year: Q(**{f"{path}__year__lte": year}),
            words="published in {} or before",
            about="Latest year of the primary source.",
        ),
    }


def provenance() -> dict[str, ParameterFilter]:
    """`document` and `locator` of a record that is read at one place."""
    return {
        "document": source("document", "read in", "The document that it was read in, by DOI or id."),
        "locator": ParameterFilter(
            fields.Text(),
            at,
            words="at {}",
            about="Place in the document: “Table 1” is that table and everything in it, and not Table 10.",
            example="Table 1",
        ),
    }


def at(locator: str) -> Q:
    """Rows at `locator` or inside it, as `ReportQuerySet.at` has it."""
    wanted = " ".join(locator.split()).rstrip(",")
    return Q(locator__iexact=wanted) | Q(locator__istartswith=f"{wanted},")


def reports(asked: Mapping[str, Any]) -> Q:
    """Measurements with one report that answers `document`, `locator` and `citation_key` together."""
    found = Report.objects.all()
    if asked.get("document"):
        found = found.filter(document__in=Source.objects.filter(sources(asked["document"])).values("pk"))
    if asked.get("locator"):
        found = found.at(asked["locator"])
    if asked.get("citation_key"):
        found = found.filter(citation_key__in=asked["citation_key"])
    return Q(pk__in=found.order_by().values("measurement"))


def composition(*paths: str) -> dict[str, ParameterFilter]:
    """`elements_all`, `elements_any`, `elements_none` and `formula` of the materials at `paths` (each "" or "x__")."""

    def formula(wanted: Formula) -> Q:
        # an amount that is unknown (TiO2-x) has no reduced form: then the formula is the one that is written so
        if wanted.reduced:
            return any_of(paths, "formula_reduced", wanted.reduced)
        spellings = {wanted.text, wanted.unicode}
        return any_of(paths, "formula__in", list(spellings))

    return {
        "elements_all": ParameterFilter(
            fields.Elements(),
            lambda symbols: any_of(paths, "elements__contains", symbols),
            words=lambda symbols: f"with {' and '.join(symbols)}",
            about="Symbols of elements that are all in the formula, separated by commas.",
            example="Mg,V",
        ),
        "elements_any": ParameterFilter(
            fields.Elements(),
            lambda symbols: any_of(paths, "elements__overlap", symbols),
            words="with {}",
            about="Symbols of elements of which at least one is in the formula.",
            example="S,Se",
        ),
        "elements_none": ParameterFilter(
            fields.Elements(),
            lambda symbols: ~any_of(paths, "elements__overlap", symbols),
            words="without {}",
            about="Symbols of elements of which none is in the formula.",
            example="Li",
        ),
        "formula": ParameterFilter(
            fields.FormulaText(),
            formula,
            words="of formula {}",
            about="A chemical formula, however it is written: V2O5, O5V2 and V₂O₅ are the same.",
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
                found |= any_of(paths, "carrier_cations", list(value))
        return found

    return {
        "electrolyte_class": ParameterFilter(
            fields.Terms(labels(vocabulary.ELECTROLYTE_CLASSES)),
            lambda keys: any_of(paths, "electrolyte_class__in", keys),
            words="in electrolytes of class {}",
            about="Class of the electrolyte; repeated: any of them.",
        ),
        "carrier_cations": ParameterFilter(
            fields.Cations(),
            cations,
            words=lambda values: "with carrier cations " + " or ".join(_cations(value) for value in values),
            about="The whole set of cations that the salts bring: “Mg”, “Mg,Li” (dual salt), “none” or “unknown”; "
            "repeated: any of the sets.",
            example="Mg",
        ),
        "chloride": ParameterFilter(
            fields.Terms(labels(vocabulary.TERNARY)),
            lambda keys: any_of(paths, "chloride__in", keys),
            words="with chloride in the electrolyte: {}",
            about="Whether the electrolyte has chloride.",
        ),
    }


def _cations(value: tuple[str, ...] | None) -> str:
    return "unknown" if value is None else " and ".join(value) or "none"


def defects(path: str) -> dict[str, ParameterFilter]:
    """`defect`, `defect_species` and `route` of the material at `path` ("" or "material__")."""

    def holding(**wanted: Any) -> Q:
        return Q(**{f"{path}pk__in": Defect.objects.filter(**wanted).order_by().values("material")})

    return {
        "defect": ParameterFilter(
            fields.Terms(labels(vocabulary.DEFECT_KINDS)),
            lambda keys: holding(kind__in=keys),
            words="with a defect: {}",
            about="Kind of defect that the material has; repeated: any of them.",
        ),
        "defect_species": ParameterFilter(
            fields.Text(),
            lambda text: holding(species__iexact=text),
            words="with a defect of {}",
            about="What is missing or added.",
            example="O",
        ),
        "route": ParameterFilter(
            fields.Terms(labels(vocabulary.ROUTES)),
            lambda keys: holding(route__in=keys),
            words="with defects made by {}",
            about="How the defect was made; repeated: any of them.",
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
            fields.Terms(labels(vocabulary.FLAG_CODES)),
            lambda keys: flagged(code__in=keys),
            words="flagged: {}",
            about="Code of a flag that the record has; repeated: any of them.",
        ),
        "severity": ParameterFilter(
            fields.Terms(labels(vocabulary.SEVERITIES)),
            lambda keys: flagged(severity__in=keys),
            words="with a flag of severity {}",
            about="Severity of a flag that the record has; repeated: any of them.",
        ),
        "suspect": ParameterFilter(
            fields.YesNo(),
            suspect,
            words=lambda yes: "suspect" if yes else "not suspect",
            about="0 leaves suspect records out, 1 shows only these.",
        ),
    }
