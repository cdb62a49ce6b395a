"""Filter sets of record types, made of their declarations; what these leave to search stands here, keyed by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from mgdb.models import ComparisonRow, Curve, Material, Phase, Report, Source, Statement
from mgdb.records import RECORD_TYPES, Filter, FilterGroup, RecordType, column_of, kind_of, target_of, terms_of
from mgdb.records import Facet as FacetDeclaration

from . import factors
from . import filter_groups as groups
from .by_number import ByNumber
from .filters import AnyFilter, Facet, Filters, FilterSet, ParameterFilter
from .materials import ANODES, CATHODES, ELECTROLYTES, MATERIALS
from .measurements import MEASUREMENTS
from .parameters import Boolean, SourceRefs
from .quantities import property_filter
from .read_at import provenance
from .strict_mg import LEVELS, is_strict_mg, strict_mg
from .values import ArrayValues, ColumnValues, ExpressionValues, Values, chemistry

# documents that values were read from; it is a column, too, for which a list of keys would be looked through for each
READ = Q(Exists(Report.objects.filter(document=OuterRef("pk"))))


@dataclass(frozen=True)
class Additions:
    """What search declares itself of a record type: filters and facets of kind “own”, an order by expressions, names
    to sort by that no table holds."""

    filters: Filters = field(default_factory=dict)
    facets: Mapping[str, Facet] = field(default_factory=dict)
    default_order: tuple[str | OrderBy, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)


def _cited_by(values: list[str]) -> Q:
    documents = Source.objects.filter(groups.is_source(values))
    return Q(pk__in=documents.order_by().values("citations__cited"))


def _compared(values: list[str]) -> Q:
    rows = ComparisonRow.objects.filter(material__public_id__in=values)
    return Q(pk__in=rows.order_by().values("comparison"))


ADDITIONS: Mapping[str, Additions] = {
    "source": Additions(
        filters={
            "doi": ParameterFilter(
                SourceRefs(),
                groups.is_source,
                phrase="with DOI {}",
                help_text="DOI in any letter case; repeated: any of them.",
            ),
            "author": groups.contains_text(
                "authors", phrase="by {}", help_text="Part of an author's name.", example="Wang"
            ),
            "read": ParameterFilter(
                Boolean("values read from it", "only cited"),
                lambda yes: READ if yes else ~READ,
                phrase=lambda yes: "with values extracted" if yes else "without values extracted",
                help_text="1: documents with values extracted; 0: works that are only cited.",
            ),
            "cited_by": ParameterFilter(
                SourceRefs(), _cited_by, phrase="cited by {}", help_text="A document that cites it, by DOI or id."
            ),
        },
        facets={
            "read": Facet(
                "read",
                "Use",
                ExpressionValues(Case(When(READ, then=Value("1")), default=Value("0"))),
                single=True,
                open=True,
            )
        },
        default_order=(F("year").desc(nulls_last=True), "container", "volume", "pages"),
    ),
    "curve": Additions(
        filters={
            "structure_family": groups.family("material__structure_family", "material__phase__structure_family"),
            "role": groups.role("material__roles", "about materials that serve as {}", "Role of the material"),
            "chemistry": groups.chemistries(
                lambda keys: Q(
                    pk__in=Curve.objects.alias(battery=chemistry(ion="ion"))
                    .filter(battery__in=keys)
                    .order_by()
                    .values("pk")
                )
            ),
            "strict_mg": strict_mg({level: is_strict_mg(level, Curve) for level in LEVELS}),
        },
        facets={"chemistry": Facet("chemistry", "Battery chemistry", ExpressionValues(chemistry(ion="ion")))},
    ),
    "defect": Additions(
        filters={
            "structure_family": groups.family("material__structure_family", "material__phase__structure_family"),
            "role": groups.role("material__roles", "in materials that serve as {}", "Role of the material"),
        }
    ),
    "cell": Additions(
        filters={
            "counter": groups.counter(""),
            "material": groups.reference(
                Material,
                ColumnValues(
                    *(f"{path}__public_id" for path in ("working_material", "counter_material", "electrolyte"))
                ),
                "with {}",
                "Public id of a material that is an electrode or the electrolyte of the cell.",
            ),
        },
        facets={"carrier_cations": groups.carrier_facet("electrolyte__electrolyte__")},
    ),
    "pair": Additions(
        filters={
            "q": groups.keywords(
                "modified__",
                "control__",
                phrase="of materials that mention “{}”",
                help_text="Words that all stand in the names, formulas, authors or texts of either material.",
            ),
            "material": groups.reference(
                Material,
                ColumnValues("modified__public_id", "control__public_id"),
                "with {}",
                "Public id of the modified material or of its control.",
            ),
            "role": groups.role("modified__roles", "of materials that serve as {}", "Role of the modified material"),
            "structure_family": groups.family("modified__structure_family", "modified__phase__structure_family"),
            "property": property_filter(
                factors.COMPARED,
                "with values of {} for both",
                "Key of a property of which both materials have a value, where the control holds for it; repeated: any "
                "of them.",
            ),
        },
        given=dict.fromkeys(factors.NAMES, ""),
    ),
    "statement": Additions(
        filters={
            "phase": groups.reference(
                Phase,
                ColumnValues("phase__public_id", "material__phase__public_id", apart=Statement),
                "about {} or a specimen of it",
                "Public id of a phase that it is about, itself or by a specimen of it; repeated: any of them.",
            ),
        }
    ),
    "comparison": Additions(
        filters={
            "q": groups.contains_text(
                "title",
                "description",
                phrase="that mention “{}”",
                help_text="Words in title or description.",
            ),
            "material": groups.reference(Material, _compared, "with {}", "Public id of a material that is compared."),
        }
    ),
}


def _values(record_type: RecordType, one: Filter) -> ArrayValues | ColumnValues:
    is_list = kind_of(column_of(record_type.model, one.column)) == "list"
    return ArrayValues(one.column) if is_list else ColumnValues(one.column)


def _reference(record_type: RecordType, one: Filter) -> AnyFilter:
    target = target_of(column_of(record_type.model, one.column))
    return groups.reference(target, ColumnValues(f"{one.column}__public_id"), one.phrase, one.help_text)


KINDS: Mapping[str, Callable[[RecordType, Filter], AnyFilter]] = {
    "search": lambda of, one: groups.keywords(one.column, phrase=one.phrase),
    "term": lambda of, one: groups.choice(terms_of(of.model, one.column), _values(of, one), one.phrase, one.help_text),
    "ion": lambda of, one: groups.ion(_values(of, one), one.phrase, one.help_text),
    "reference": _reference,
    "text": lambda of, one: groups.contains_text(
        one.column, phrase=one.phrase, help_text=one.help_text, example=one.example
    ),
    "texts": lambda of, one: groups.text_list(one.column, one.phrase, one.help_text, one.example),
    "integers": lambda of, one: groups.years(one.column, one.phrase, one.help_text),
    "from": lambda of, one: groups.year_limit(one.column, "gte", one.phrase, one.help_text),
    "to": lambda of, one: groups.year_limit(one.column, "lte", one.phrase, one.help_text),
    "property": lambda of, one: property_filter(_values(of, one), one.phrase, one.help_text, one.example),
    "own": lambda of, one: ADDITIONS[of.name].filters[one.name],
}
GROUPS: Mapping[str, Callable[[str], Filters]] = {
    "provenance": lambda path: provenance(),
    "bibliography": groups.bibliography,
    "composition": groups.composition,
    "electrolyte": groups.electrolytes,
    "flags": groups.flags,
}


def _filters(record_type: RecordType) -> dict[str, AnyFilter]:
    made: dict[str, AnyFilter] = {}
    for one in record_type.filters:
        if isinstance(one, FilterGroup):
            made |= (
                groups.composition(*one.paths, elements=one.elements) if one.elements else GROUPS[one.kind](*one.paths)
            )
        else:
            made[one.name] = KINDS[one.kind](record_type, one)
    return made


def _facet(one: FacetDeclaration) -> Facet:
    values: Values | None = None  # those of the filter
    if one.columns:
        values = ColumnValues(*one.columns, free=one.free)
        if one.array:
            values = groups.elements_at(*one.columns) if one.name.startswith("elements") else ArrayValues(*one.columns)
    return Facet(one.name, one.title, values, narrows=one.narrows, open=one.open)


def filter_set(record_type: RecordType) -> FilterSet:
    """The filter set that the declaration of a record type makes."""
    added = ADDITIONS.get(record_type.name, Additions())
    return FilterSet(
        (record_type.label, record_type.label_plural),
        _filters(record_type),
        facets=[added.facets.get(one.name) or _facet(one) for one in record_type.facets],
        orderings={name: ByNumber() if column == "value" else column for name, column in record_type.orderings.items()},
        default_order=record_type.default_order or added.default_order,
        given=added.given,
    )


# By the key of a list of the site and of the API.
FILTER_SETS: Mapping[str, FilterSet] = {
    **{one.plural: filter_set(one) for one in RECORD_TYPES if one.filters},
    "materials": MATERIALS,
    "cathodes": CATHODES,
    "anodes": ANODES,
    "electrolytes": ELECTROLYTES,
    "measurements": MEASUREMENTS,
}


@cache
def _rows_of(key: str) -> tuple[type[Model], tuple[str, ...]]:
    """The model of a list, and the roles that its materials serve as."""
    for record_type in RECORD_TYPES:
        for page in record_type.lists:
            if page.key == key:
                return record_type.model, page.roles
        if record_type.plural == key:
            return record_type.model, ()
    raise KeyError(key)


def roles_of(key: str) -> tuple[str, ...]:
    """The roles, in one of which the materials of the list `key` serve; none where they serve in any."""
    return _rows_of(key)[1]


def published_rows(key: str) -> QuerySet[Any]:
    """The rows of the list `key` of FILTER_SETS that anybody may see."""
    model, roles = _rows_of(key)
    rows: Any = model._default_manager  # of records, or of parts of them
    return rows.published().with_role(*roles) if roles else rows.published()  # type: ignore[no-any-return]
