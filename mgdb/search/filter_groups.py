"""Parameters that several record types have in common, each made for the path that leads to the table asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import CharField, Model, Q, Value

from mgdb.models import Defect, Flag, Modification, Source
from mgdb.models.base import has_id, holds
from mgdb.models.flags import SUSPECT, is_suspect, suspect_through
from mgdb.science import counter_electrodes, vocabulary
from mgdb.science.search_terms import terms
from mgdb.science.vocabulary import Term

from . import formulas
from .filters import AnyFilter, Facet, Filters, KeywordFilter, ParameterFilter
from .parameters import (
    Boolean,
    Cations,
    Choice,
    Elements,
    Ids,
    Integer,
    Integers,
    Ions,
    Keywords,
    SourceRefs,
    Text,
    TextList,
)
from .values import (
    ArrayValues,
    ColumnValues,
    ExpressionValues,
    RelatedValues,
    Relation,
    any_of,
    any_path,
    carriers,
)

if TYPE_CHECKING:  # it is filled by what stands here
    from .snapshot import Snapshot
    from .snapshot.labels import Mask

YEARS = (1600, 2200)
CONSTITUENTS = (
    "Of a material those of its formula or phase, its components, dopants and additions; of a cell those of its "
    "electrodes and electrolyte."
)


# ---- single parameters
def choice(
    terms: Iterable[Term],
    where: Callable[[list[str]], Q],
    phrase: str | Callable[[list[str]], str],
    help_text: str,
) -> AnyFilter:
    return ParameterFilter(Choice(dict(vocabulary.choices(terms))), where, phrase=phrase, help_text=help_text)


def ion(where: Callable[[list[str]], Q], phrase: str, help_text: str) -> AnyFilter:
    return ParameterFilter(Ions(), where, phrase=phrase, help_text=help_text, example="Mg2+")


def keywords(*paths: str, phrase: str = "", help_text: str = "") -> AnyFilter:
    """Words that all stand in the search text at one of `paths`; both folded, so that the index finds them.

    Typing errors are forgiven where there is one path.
    """
    columns = [f"{path}search_text" for path in paths]

    def where(text: str) -> Q:
        found = Q()
        for ways in terms(text):
            found &= reduce(or_, (holds(column, ways) for column in columns))
        return found

    phrase = phrase or "that mention “{}”"
    if len(paths) > 1:
        return ParameterFilter(Keywords(), where, phrase=phrase, help_text=help_text)
    return KeywordFilter(
        Keywords(),
        where,
        phrase=phrase,
        help_text="Words that all stand in the record's names, formulas, authors or texts; sub- and superscripts, "
        "accents and letter case do not matter. A word of letters that stands nowhere is read as the one most like it.",
        example="VS4",
        column=columns[0],
    )


def contains_text(*paths: str, phrase: str, help_text: str, example: str | None = None) -> AnyFilter:
    """Words somewhere in one of the columns `paths`, in any letter case."""
    where = lambda text: any_path(paths, "__icontains", text)  # noqa: E731
    return ParameterFilter(Text(), where, phrase=phrase, help_text=help_text, example=example)


def text_list(path: str, phrase: str, help_text: str, example: str | None = None) -> AnyFilter:
    where = ColumnValues(path, free=True)
    return ParameterFilter(TextList(), where, phrase=phrase, help_text=help_text, example=example)


def reference(model: type[Model], where: Callable[[list[str]], Q], phrase: str, help_text: str = "") -> AnyFilter:
    """Records of `model`, by their public ids."""
    label = model._meta.verbose_name
    parameter = Ids(model, str(label))
    help_text = help_text or f"Public id of a {label}; repeated: any of them."
    return ParameterFilter(parameter, where, phrase=phrase, help_text=help_text)


def family(*paths: str) -> AnyFilter:
    return choice(
        vocabulary.STRUCTURE_FAMILIES,
        ColumnValues(*paths),
        "of structure family {}",
        "Structure family of the material or of its phase; repeated: any of them.",
    )


def role(path: str, phrase: str, help_text: str) -> AnyFilter:
    return choice(vocabulary.ROLES, ArrayValues(path), phrase, f"{help_text}; repeated: any of them.")


def counter(*paths: str, apart: type[Model] | None = None) -> AnyFilter:
    return choice(
        counter_electrodes.KINDS,
        ColumnValues(*(f"{path}counter_kind" for path in paths), apart=apart),
        "against {}",
        "Kind of the counter electrode; repeated: any of them.",
    )


def chemistries(where: Callable[[list[str]], Q]) -> AnyFilter:
    return choice(
        vocabulary.CHEMISTRIES,
        where,
        "of battery chemistry {}",
        "Which cations move: by the cell and the salts of its electrolyte, else by the material's own carrier cations, "
        "else by the ion; repeated: any of them.",
    )


def is_source(values: Sequence[str]) -> Q:
    """Sources among the DOIs and public ids in `values`; also by ids that were merged into theirs."""
    return Q(doi__in=[value for value in values if "/" in value]) | has_id(values)


def source(path: str, phrase: str, help_text: str) -> AnyFilter:
    """The source at `path`, given by DOI or id."""

    def where(values: list[str]) -> Q:
        # looked up now: the planner must know that they are few
        keys = list(Source.objects.filter(is_source(values)).order_by().values_list("pk", flat=True))
        return Q(**{f"{path}__in": keys})

    return ParameterFilter(SourceRefs(), where, phrase=phrase, help_text=help_text)


def year_limit(path: str, end: str, phrase: str, help_text: str) -> AnyFilter:
    """`end`: gte or lte."""

    def within(snapshot: Snapshot, year: int) -> Mask:
        column = snapshot.labels(year_at(path))
        return column.having([one for one in column.values if (int(one) >= year if end == "gte" else int(one) <= year)])

    where = lambda year: Q(**{f"{path}__{end}": year})  # noqa: E731
    return ParameterFilter(Integer(*YEARS), where, phrase=phrase, help_text=help_text, mask=within)


def years(path: str, phrase: str, help_text: str) -> AnyFilter:
    return ParameterFilter(Integers(*YEARS), year_at(path), phrase=phrase, help_text=help_text)


@cache
def year_at(path: str) -> ColumnValues:
    return ColumnValues(path)


# ---- groups
def bibliography(path: str = "source") -> Filters:
    """The primary source at `path`, its kind and year."""
    year = f"{path}__year"
    return {
        "source_kind": choice(
            vocabulary.SOURCE_KINDS,
            ColumnValues(f"{path}__kind"),
            "published as {}",
            "Kind of the primary source; repeated: any of them.",
        ),
        "year": years(year, "published in {}", "Year of the primary source; repeated: any of them."),
        "source": source(path, "from {}", "The primary source (who measured it), by DOI or id; repeated: any of them."),
        "doi": source(path, "from {}", "The same as `source`."),
        "year_min": year_limit(year, "gte", "published in {} or later", "Earliest year of the primary source."),
        "year_max": year_limit(year, "lte", "published in {} or before", "Latest year of the primary source."),
    }


def composition(*paths: str, elements: Sequence[str] = (), apart: type[Model] | None = None) -> Filters:
    """Elements and formula of the material or phase at one of `paths` ("" or "x__").

    `elements`: the columns of elements, where they are not those at `paths`. `apart` as of ColumnValues.
    """
    columns = tuple(elements) or tuple(f"{path}elements" for path in paths)
    values = elements_at(*columns)

    def any_element(symbols: list[str]) -> Q:
        return any_path(columns, "__overlap", symbols, apart=apart)

    return {
        "elements_all": ParameterFilter(
            Elements(),
            lambda symbols: any_path(columns, "__contains", symbols, apart=apart),
            phrase=lambda symbols: f"with {' and '.join(symbols)}",
            help_text=f"Symbols of elements that are all in it, separated by commas. {CONSTITUENTS}",
            example="Mg,V",
        ),
        "elements_any": ParameterFilter(
            Elements(),
            any_element if apart else values,
            phrase="with {}",
            help_text=f"Symbols of elements of which at least one is in it. {CONSTITUENTS}",
            example="S,Se",
        ),
        "elements_none": ParameterFilter(
            Elements(),
            lambda symbols: ~any_element(symbols),
            phrase="without {}",
            help_text=f"Symbols of elements of which none is known to be in it. {CONSTITUENTS}",
            example="Li",
            mask=lambda snapshot, symbols: ~snapshot.labels(values).having(symbols),
        ),
        "formula": ParameterFilter(
            formulas.FormulaText(),
            lambda wanted: any_of([wanted.where(path) for path in paths], apart=apart),
            phrase=lambda wanted: wanted.phrase,
            help_text="A chemical formula, however it is written: V2O5, O5V2, V4O10 and V₂O₅ are the same; “V4O10” in "
            "quotation marks is not reduced. With wildcards: Mg*Se4, *V2O5*. A system: Mg-V-O. Anonymous: AB2C4.",
            example="V2O5",
        ),
    }


@cache
def elements_at(*columns: str) -> ArrayValues:
    # the subject of a row is a material or a cell, never both
    return ArrayValues(*columns, at_one_place=columns == ("material__elements", "cell__elements"))


def element_facets(*columns: str) -> tuple[Facet, Facet]:
    """Rows with each element: among the matching rows, and as one more of “any of”."""
    values = elements_at(*columns)
    return Facet("elements_all", "Elements", values, narrows=True), Facet("elements_any", "Any of", values)


CHLORIDE = {"yes": "with chloride in the electrolyte", "no": "chloride-free", "not_stated": "chloride not stated"}


def _of_chloride(keys: list[str]) -> str:
    return " or ".join(CHLORIDE[key] for key in keys)


def electrolytes(
    *paths: str, apart: type[Model] | None = None, of_class: str = "in electrolytes of class {}"
) -> Filters:
    """Class, carrier cations and chloride of the electrolyte details at `paths` (each ends in "electrolyte__").

    of_class: how the class is said.
    """

    def cations(values: list[tuple[str, ...] | None]) -> Q:
        found = Q()
        for value in values:
            if value is None:  # unknown: there is an electrolyte, and nobody knows
                unknown = [Q(**{f"{path}carrier_cations__isnull": True, f"{path}pk__isnull": False}) for path in paths]
                found |= any_of(unknown, apart=apart)
            else:
                found |= any_path(paths, "carrier_cations", list(value), apart=apart)
        return found

    def in_words(values: list[tuple[str, ...] | None]) -> str:
        sets = ("unknown" if value is None else " and ".join(value) or "none" for value in values)
        return f"with carrier cations {' or '.join(sets)}"

    return {
        "electrolyte_class": choice(
            vocabulary.ELECTROLYTE_CLASSES,
            ColumnValues(*(f"{path}electrolyte_class" for path in paths), apart=apart),
            of_class,
            "Class of the electrolyte; repeated: any of them.",
        ),
        "carrier_cations": ParameterFilter(
            Cations(),
            cations,
            phrase=in_words,
            help_text="The whole set of cations that the salts bring: “Mg”, “Mg,Li” (dual salt), “none” or “unknown”; "
            "repeated: any of the sets.",
            example="Mg",
        ),
        "chloride": choice(
            vocabulary.TERNARY,
            ColumnValues(*(f"{path}chloride" for path in paths), apart=apart),
            _of_chloride,
            "Whether the electrolyte has chloride.",
        ),
    }


def carrier_facet(*paths: str, open: bool = False) -> Facet:
    return Facet("carrier_cations", "Carrier cations", ExpressionValues(*map(carriers, paths)), open=open)


def _of_material(model: type[Defect | Modification], value: str, path: str) -> RelatedValues:
    """Values of the parts of the material at `path` ("" or "material__")."""
    return RelatedValues(Relation(model._default_manager.all(), "material_id", value), key=f"{path}pk")


def defects(path: str) -> Filters:
    """What is known of the defects of the material at `path`."""
    return {
        "defect": choice(
            vocabulary.DEFECT_KINDS,
            _of_material(Defect, "kind", path),
            "with a defect: {}",
            "Kind of defect that the material has; repeated: any of them.",
        ),
        "defect_species": ParameterFilter(
            TextList(),
            _of_material(Defect, "species", path),
            phrase="with a defect of {}",
            help_text="What is missing or added, as written; repeated: any of them.",
            example="O",
        ),
        "route": choice(
            vocabulary.ROUTES,
            _of_material(Defect, "route", path),
            "with defects made by {}",
            "How the defect was made; repeated: any of them.",
        ),
    }


def modification(path: str) -> AnyFilter:
    return choice(
        vocabulary.MODIFICATION_KINDS,
        _of_material(Modification, "kind", path),
        "modified by {}",
        "Kind of modification other than a defect; repeated: any of them.",
    )


PREPARATION_FACETS = (
    Facet("defect", "Defect"),
    Facet("defect_species", "Defect species"),
    Facet("route", "Synthesis route of the defect"),
    Facet("modification", "Modification"),
    Facet("fabrication", "Fabrication"),
)
FLAG_FACETS = (Facet("flag", "Flag"), Facet("severity", "Flag severity"))
SOURCE_FACETS = (Facet("source_kind", "Source type"), Facet("year", "Year"))


def flags(parent: str) -> Filters:
    """Flags on the records to which the column `parent` of a flag leads; suspect ones also by what is behind them."""
    rows = Flag.objects.filter(**{f"{parent}__isnull": False})
    behind = [Relation(found, "pk", Value(SUSPECT, CharField())) for found in suspect_through(parent)]
    return {
        "flag": choice(
            vocabulary.FLAG_CODES,
            RelatedValues(Relation(rows, f"{parent}_id", "code")),
            "flagged: {}",
            "Code of a flag that the record has; repeated: any of them.",
        ),
        "severity": choice(
            vocabulary.SEVERITIES,
            RelatedValues(Relation(rows, f"{parent}_id", "severity"), *behind),
            "with a flag of severity {}",
            "Severity of a flag that the record has; suspect also by one on its specimen, cell, electrolyte or source; "
            "repeated: any of them.",
        ),
        "suspect": ParameterFilter(
            Boolean(),
            lambda yes: is_suspect(parent) if yes else ~is_suspect(parent),
            phrase=lambda yes: "suspect" if yes else "not suspect",
            help_text="0 leaves suspect records out, 1 shows only these; by a flag on the record, or on the specimen, "
            "cell, electrolyte or source behind it.",
        ),
    }
