"""How many values there are of each property, or stating each condition, in each class: for plots that take COUNTS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from mgdb.models import Material, Measurement, MeasurementCondition
from mgdb.plots import Count
from mgdb.science import vocabulary
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.science.vocabulary import Term
from mgdb.search import FILTER_SETS, Facet, Query, cross_counts, to_query_values
from mgdb.search.values import RelatedValues, Relation, Values

UNCLASSED = ("not_stated", "other")
NOT_THERE = ("not_reported", "not_checked")
MEASUREMENTS, MATERIALS, ELECTROLYTES = "measurements", "materials", "electrolytes"
NEEDED = {key for entry in PROPERTIES.values() for key in entry.needed_conditions}
PROPERTY, WITHOUT = "property", "without_property"


@dataclass(frozen=True, slots=True)
class View:
    """What stands along the table: `column` is the parameter whose values are the columns, `records` the list of what
    could fill an empty cell, of which `rows` are all and one is called `one`."""

    column: str
    terms: Sequence[Term]
    records: str = MEASUREMENTS
    rows: Callable[[], QuerySet[Material]] = Material.objects.published
    one: str = "value"

    @property
    def columns(self) -> dict[str, str]:
        """Key and label of each; what says nothing is none."""
        return {term.key: term.label for term in self.terms if term.key not in UNCLASSED}


CLASS = View(
    "electrolyte_class",
    vocabulary.ELECTROLYTE_CLASSES,
    ELECTROLYTES,
    lambda: Material.objects.published().with_role("electrolyte"),
    "electrolyte of the class",
)
FAMILY = View(
    "structure_family", vocabulary.STRUCTURE_FAMILIES, MATERIALS, Material.objects.published, "material of the family"
)
CONDITION = View("electrolyte_class", vocabulary.ELECTROLYTE_CLASSES)


def cell_counts(query: Query, table: str) -> list[Count]:
    """The cells of `table`, a choice of the coverage plot, over the rows of `query`; in a fixed number of queries.

    Every cell leads to the list that shows what it counts, or what could fill it.
    """
    if table == "condition":
        return _by_condition(query)
    return _by_property(query, CLASS if table == "class" else FAMILY)


def _by_property(query: Query, view: View) -> list[Count]:
    counted = cross_counts(query.queryset, _values(MEASUREMENTS, PROPERTY), _values(MEASUREMENTS, view.column))
    own = _values(view.records, view.column)
    having = cross_counts(view.rows(), _values(view.records, PROPERTY), own)
    there = _totals(view.rows(), own)
    keys = query.params.texts(PROPERTY) or list(PROPERTIES)
    cells = []
    for key in keys:
        for column, label in _columns(query, view).items():
            number = counted.get((key, column), 0)
            missing = 0 if number else there.get(column, 0) - having.get((key, column), 0)
            if number:
                url = _list(MEASUREMENTS, _kept(query) | {PROPERTY: [key], view.column: [column]})
            else:
                url = _list(view.records, {view.column: [column], WITHOUT: [key]}) if missing else ""
            entry = PROPERTIES[key]
            cells.append(
                Count(
                    row=key,
                    row_label=entry.label,
                    is_main=bool(entry.better or entry.better_as),
                    column=column,
                    column_label=label,
                    number=number,
                    url=url,
                    missing=missing,
                    of_what=view.one,
                )
            )
    unclassed = _totals(_unclassed(query, view), _values(MEASUREMENTS, PROPERTY))
    rest = [
        Count(row=key, number=unclassed.get(key, 0), is_main=bool(PROPERTIES[key].better or PROPERTIES[key].better_as))
        for key in keys
    ]
    return [*cells, *rest]


def _by_condition(query: Query) -> list[Count]:
    """Of the values whose property needs a condition, how many state it; of a condition that none needs, of all."""
    view = CONDITION
    sides = _values(MEASUREMENTS, PROPERTY), _values(MEASUREMENTS, view.column)
    there = cross_counts(query.queryset, *sides)
    stated = cross_counts(query.queryset, *sides, _stating("reported"))
    settled = cross_counts(query.queryset, *sides, _stating("reported", "not_applicable"))
    asked = query.params.texts(PROPERTY) or list(PROPERTIES)
    cells = []
    for key, entry in CONDITIONS.items():
        needing = [name for name in asked if key in PROPERTIES[name].needed_conditions]
        about = needing or asked
        own = _kept(query, without=(f"{key}_min", f"{key}_max", f"{key}_unit"))
        own |= {PROPERTY: about} if about != list(PROPERTIES) else {}
        for column, label in _columns(query, view).items():
            number = sum(stated.get((name, column, key), 0) for name in about)
            total = sum(there.get((name, column), 0) for name in about)
            missing = 0 if number else total - sum(settled.get((name, column, key), 0) for name in about)
            status = ["reported"] if number else list(NOT_THERE)
            cells.append(
                Count(
                    row=key,
                    row_label=entry.label,
                    is_main=key in NEEDED,
                    column=column,
                    column_label=label,
                    number=number,
                    total=total,
                    url=_list(MEASUREMENTS, own | {key: status, view.column: [column]}) if number or missing else "",
                    missing=missing,
                    of_what=view.one,
                )
            )
    return [*cells, Count(number=_unclassed(query, view).count())]


def _values(records: str, name: str) -> Values:
    """Where the values of a parameter stand: at the facet that counts them, else where its filter looks."""
    filters = FILTER_SETS[records]
    return filters.values_of(next((one for one in filters.facets if one.name == name), Facet(name, name)))


def _stating(*statuses: str) -> Values:
    """The keys of the conditions that a measurement has, of these statuses."""
    return RelatedValues(Relation(MeasurementCondition.objects.filter(status__in=statuses), "measurement_id", "key"))


def _totals(rows: QuerySet[Material] | QuerySet[Measurement], values: Values) -> dict[str, int]:
    """How many of `rows` there are of each value."""
    return {value: number for (value,), number in cross_counts(rows, values).items()}


def _columns(query: Query, view: View) -> dict[str, str]:
    """The columns; where the query asks for some, these alone: what is in two classes is in the list of either."""
    asked = query.params.texts(view.column)
    return {key: label for key, label in view.columns.items() if not asked or key in asked}


def _unclassed(query: Query, view: View) -> QuerySet[Measurement]:
    """The values of the query that stand in no column."""
    where = FILTER_SETS[MEASUREMENTS].filters[view.column].where
    assert where is not None  # it has values
    classed = query.queryset.order_by().filter(where(list(_columns(query, view)))).values("pk")
    rows: QuerySet[Measurement] = query.queryset.order_by().exclude(pk__in=classed)
    return rows


def _kept(query: Query, without: Sequence[str] = ()) -> dict[str, list[str]]:
    """The parameters of the query as an address has them."""
    return {name: to_query_values(value) for name, value in query.params.items() if name not in without}


def _list(records: str, params: Mapping[str, Sequence[str]]) -> str:
    """The address of a list; of the API where a server has no pages."""
    try:
        path = reverse(records)
    except NoReverseMatch:
        path = reverse(f"api:{records}-list")
    return f"{path}?{urlencode(params, doseq=True)}"
