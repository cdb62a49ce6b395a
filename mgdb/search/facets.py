"""Facets: how many rows each value of a parameter would leave, all from one query.

Within a facet “or”, between facets “and”: a facet is counted over the rows that match all other conditions, so that
its numbers say what a click would give. Where values of it are asked for already, a click on another one gives the rows
of all of them: they are counted too, rows that have several once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, QuerySet

from mgdb.models import Electrolyte, Material

from .filters import Condition, Facet, FilterSet
from .params import Params, to_query_values
from .values import Values, with_twins

# beside the ids v.value: what equal electrolytes share
TWINS = (
    f" LEFT JOIN (SELECT m.public_id, NULLIF(e.identity, '') AS identity FROM {Electrolyte._meta.db_table} e "
    f"JOIN {Material._meta.db_table} m ON m.id = e.material_id) AS twins ON twins.public_id = v.value"
)
# rows of the counting query: facet, value, count, name of the material that the value is the id of, how many of those
# counted have no value that is asked for
Counted = tuple[str, str, int, str | None, int | None]


@dataclass(frozen=True)
class FacetValue:
    """One value with the number of rows that have it, under all other conditions; `together`: how many have it or one
    of those that are asked for, which is what a click gives then."""

    value: str
    label: str
    count: int
    together: int | None = None

    @property
    def after_click(self) -> int:
        """How many rows there are after a click on it, where it is not asked for."""
        return self.count if self.together is None else self.together


ASKED = "="  # before the name of a facet: how many rows have a value that is asked for


@dataclass(frozen=True)
class Counts:
    """`total`: matching rows; `values`: for each facet its values, most frequent first."""

    total: int
    values: Mapping[str, list[FacetValue]]


def count(rows: QuerySet[Any], conditions: Sequence[Condition], filters: FilterSet, params: Params) -> Counts:
    """Counts of all facets of `filters` over `rows`, narrowed by `conditions`; one query."""
    statement, parameters = counting_sql(rows, conditions, filters, params)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[Counted] = cursor.fetchall()
    total = next((number for name, _, number, *_ in found if name == ""), 0)
    of_asked = {name: number for name, _, number, *_ in found if name.startswith(ASKED)}
    values = {}
    for facet in filters.facets:
        labels = filters.filters[facet.name].parameter.labels
        own = [(value, number, label, others) for name, value, number, label, others in found if name == facet.name]
        asked = joins(facet, params)
        # of one value each the numbers add up
        before = of_asked.get(ASKED + facet.name, sum(number for value, number, *_ in own if value in asked))
        values[facet.name] = [
            FacetValue(
                value,
                labels.get(value) or label or value,
                number,
                before + (number if others is None else others) if asked and value not in asked else None,
            )
            for value, number, label, others in own
        ]
    return Counts(total, in_order(values, filters, params))


def joins(facet: Facet, params: Params) -> list[str]:
    """The values of a facet that are asked for, where a click on another one would ask for that as well; else none."""
    return [] if facet.single or facet.narrows else to_query_values(params.get(facet.name))


def in_order(
    found: Mapping[str, list[FacetValue]], filters: FilterSet, params: Params
) -> Mapping[str, list[FacetValue]]:
    """The values of each facet, most frequent first; those that were asked for and that no row has, with none."""
    values: dict[str, list[FacetValue]] = {}
    for name, counted in found.items():
        labels, there = filters.filters[name].parameter.labels, {one.value for one in counted}
        absent = [value for value in to_query_values(params.get(name)) if value not in there]
        whole = [*counted, *(FacetValue(value, labels.get(value, value), 0) for value in absent)]
        values[name] = sorted(whole, key=lambda one: (-one.count, one.label))
    return values


def counting_sql(
    rows: QuerySet[Any], conditions: Sequence[Condition], filters: FilterSet, params: Params
) -> tuple[str, list[Any]]:
    """The one statement that counts all facets of `filters`, and its parameters."""
    facets = filters.facets
    kept = [[one for one in conditions if not leaves_out(facet, one)] for facet in facets]
    values_of = [filters.counted(facet, some) for facet, some in zip(facets, kept, strict=True)]
    base, flags, (whole, *asked) = split(rows, filters, [conditions, *kept])
    columns = {
        f"c{place}_{number}": F(column) if isinstance(column, str) else column
        for place, values in enumerate(values_of)
        for number, column in enumerate(values.columns())
    }
    base = base.annotate(row=F("pk"), **columns).values("row", *flags, *columns)
    text, bound = base.query.sql_with_params()
    parameters: list[Any] = list(bound)

    branches = [f"SELECT ''::text, NULL::text, count(*), NULL::text, NULL::bigint FROM base WHERE {all_hold(whole)}"]
    together: dict[str, list[int]] = {}
    for place, (facet, values) in enumerate(zip(facets, values_of, strict=True)):
        where = all_hold(asked[place])
        if values.is_single:
            together.setdefault(where, []).append(place)
            continue
        columns_of = [f"base.c{place}_{number}" for number in range(len(values.columns()))]
        own, bound_there = _branches(facet, values, columns_of, where, params)
        branches += own
        parameters += bound_there
    for where, places in together.items():
        keys = [f"c{place}_0" for place in places]
        names = " ".join(
            f"WHEN GROUPING({key}) = 0 THEN '{facets[place].name}'" for key, place in zip(keys, places, strict=True)
        )
        value = ", ".join(f"{key}::text" for key in keys)
        branches.append(
            f"SELECT * FROM (SELECT CASE {names} END, COALESCE({value}) AS value, count(*), NULL::text, NULL::bigint "
            f"FROM base WHERE {where} GROUP BY GROUPING SETS ({', '.join(f'({key})' for key in keys)})) AS sets "
            f"WHERE value <> ''"
        )
    return f"WITH base AS MATERIALIZED ({text}) {' UNION ALL '.join(branches)}", parameters


def rows_by_value(rows: QuerySet[Any], filters: FilterSet, facets: Sequence[Facet]) -> dict[str, dict[str, set[int]]]:
    """Facet → value → the keys of those of `rows` that have it; one statement, for rows that are few.

    Not of facets of electrolytes, of which equal ones count as one.
    """
    values_of = [filters.values_of(facet) for facet in facets]
    columns = {
        f"c{place}_{number}": F(column) if isinstance(column, str) else column
        for place, values in enumerate(values_of)
        for number, column in enumerate(values.columns())
    }
    base = rows.order_by().select_related(None).annotate(row=F("pk"), **columns).values("row", *columns)
    found: dict[str, dict[str, set[int]]] = {facet.name: {} for facet in facets}
    try:
        text, bound = base.query.sql_with_params()
    except EmptyResultSet:
        return found
    parameters, branches = list(bound), []
    for place, (facet, values) in enumerate(zip(facets, values_of, strict=True)):
        own = [f"base.c{place}_{number}" for number in range(len(values.columns()))]
        if values.is_single:
            branches.append(f"SELECT '{facet.name}', {own[0]}::text, row FROM base")
            continue
        source, more = values.source(own)
        parameters += more
        branches.append(
            f"SELECT '{facet.name}', v.value::text, base.row FROM base CROSS JOIN LATERAL {source} AS v(value)"
        )
    with connection.cursor() as cursor:
        cursor.execute(f"WITH base AS MATERIALIZED ({text}) {' UNION ALL '.join(branches)}", parameters)
        for name, value, key in cursor.fetchall():
            if value:
                found[name].setdefault(value, set()).add(key)
    return found


def _branches(
    facet: Facet, values: Values, columns: Sequence[str], where: str, params: Params
) -> tuple[list[str], list[Any]]:
    """What counts a facet of which a row may have several values, at `columns` of the base; with its parameters."""
    source, of_source = values.source(columns)
    asked = to_query_values(params.get(facet.name))
    value, of_value, twins, key, label = "v.value::text", list[Any](), "", "1", "NULL"
    if values.are_electrolytes:
        # equal electrolytes are counted as one, under the one that was asked for or else the first of them
        value, of_value = "COALESCE(min(v.value) FILTER (WHERE v.value = ANY(%s)), min(v.value))", [asked]
        twins, key = TWINS, "COALESCE(twins.identity, v.value)"
        label = f"(SELECT name FROM {Material._meta.db_table} WHERE public_id = top.value)"
    branches, others, of_others = [], "NULL::bigint", list[Any]()
    if joined := joins(facet, params):
        wanted = [str(one) for one in with_twins(joined)] if values.are_electrolytes else joined
        having = f"EXISTS (SELECT FROM {source} AS asked(value) WHERE asked.value::text = ANY(%s))"
        others, of_others = f"count(DISTINCT base.row) FILTER (WHERE NOT {having})", [*of_source, wanted]
        branches.append(
            f"SELECT '{ASKED}{facet.name}', NULL, count(*), NULL, NULL FROM base WHERE {where} AND {having}"
        )
    branches.append(
        f"SELECT '{facet.name}', value, n, {label}, others FROM (SELECT value, n, others FROM ("
        f"SELECT {value} AS value, count(DISTINCT base.row) AS n, {others} AS others "
        f"FROM base CROSS JOIN LATERAL {source} AS v(value){twins} WHERE {where} GROUP BY {key}) AS counted "
        f"WHERE value <> '' ORDER BY value = ANY(%s) DESC, n DESC, value LIMIT {values.limit}) AS top"
    )
    return branches, [*of_others, *of_value, *of_others, *of_source, asked]


def split(
    rows: QuerySet[Any], filters: FilterSet, subsets: Sequence[Sequence[Condition]]
) -> tuple[QuerySet[Any], list[str], list[list[str]]]:
    """`rows` narrowed by what all `subsets` of conditions ask, with a boolean column for each other condition; the
    names of these columns; and of each subset those that must hold."""
    asked = [filters.together(subset) for subset in subsets]
    every = {one.names: one for subset in asked for one in subset}
    everywhere = reduce(and_, ({one.names for one in subset} for subset in asked), set(every))
    base = rows.order_by().select_related(None).prefetch_related(None)
    for names in every:
        if names in everywhere:
            base = base.filter(every[names].where)
    optional = [names for names in every if names not in everywhere]
    flags = {names: f"ok{number}" for number, names in enumerate(optional)}
    columns = {flags[names]: ExpressionWrapper(every[names].where, output_field=BooleanField()) for names in optional}
    named = [[flags[one.names] for one in subset if one.names in flags] for subset in asked]
    return base.annotate(**columns), list(columns), named


def all_hold(flags: Sequence[str]) -> str:
    """That all these boolean columns hold, in SQL."""
    return " AND ".join(flags) or "TRUE"


def leaves_out(facet: Facet, condition: Condition) -> bool:
    """Whether a facet is counted over rows that need not match this condition: its own, or one that goes with it."""
    return not facet.narrows and not {facet.name, *facet.drops}.isdisjoint(condition.names)
