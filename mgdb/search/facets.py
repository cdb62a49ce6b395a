"""Facets: how many rows each value of a parameter would leave, all from one query.

Within a facet “or”, between facets “and”: a facet is counted over the rows that match all other conditions, so that
its numbers say what a click would give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, QuerySet

from mgdb.models import Electrolyte, Material

from .filters import Condition, Facet, FilterSet
from .params import Params, to_query_values

# beside the ids v.value: what equal electrolytes share
TWINS = (
    f" LEFT JOIN (SELECT m.public_id, NULLIF(e.identity, '') AS identity FROM {Electrolyte._meta.db_table} e "
    f"JOIN {Material._meta.db_table} m ON m.id = e.material_id) AS twins ON twins.public_id = v.value"
)
# rows of the counting query: facet, value, count, name of the material that the value is the id of
Counted = tuple[str, str, int, str | None]


@dataclass(frozen=True)
class FacetValue:
    """One value with the number of rows that a click would give."""

    value: str
    label: str
    count: int


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
    total = next((number for name, _, number, _ in found if name == ""), 0)
    values = {}
    for facet in filters.facets:
        labels = filters.filters[facet.name].parameter.labels
        values[facet.name] = [
            FacetValue(value, labels.get(value) or label or value, number)
            for name, value, number, label in found
            if name == facet.name
        ]
    return Counts(total, in_order(values, filters, params))


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

    branches = [f"SELECT ''::text, NULL::text, count(*), NULL::text FROM base WHERE {all_hold(whole)}"]
    together: dict[str, list[int]] = {}
    for place, (facet, values) in enumerate(zip(facets, values_of, strict=True)):
        where = all_hold(asked[place])
        if values.is_single:
            together.setdefault(where, []).append(place)
            continue
        source, more = values.source([f"base.c{place}_{number}" for number in range(len(values.columns()))])
        value, twins, key, label = "v.value::text", "", "1", "NULL"
        if values.are_electrolytes:
            # equal electrolytes are counted as one, under the one that was asked for or else the first of them
            value = "COALESCE(min(v.value) FILTER (WHERE v.value = ANY(%s)), min(v.value))"
            parameters.append(to_query_values(params.get(facet.name)))
            twins, key = TWINS, "COALESCE(twins.identity, v.value)"
            label = f"(SELECT name FROM {Material._meta.db_table} WHERE public_id = top.value)"
        parameters += [*more, to_query_values(params.get(facet.name))]
        branches.append(
            f"SELECT '{facet.name}', value, n, {label} FROM (SELECT value, n FROM ("
            f"SELECT {value} AS value, count(DISTINCT base.row) AS n FROM base CROSS JOIN LATERAL {source} "
            f"AS v(value){twins} WHERE {where} GROUP BY {key}) AS counted WHERE value <> '' "
            f"ORDER BY value = ANY(%s) DESC, n DESC, value LIMIT {values.limit}) AS top"
        )
    for where, places in together.items():
        keys = [f"c{place}_0" for place in places]
        names = " ".join(
            f"WHEN GROUPING({key}) = 0 THEN '{facets[place].name}'" for key, place in zip(keys, places, strict=True)
        )
        value = ", ".join(f"{key}::text" for key in keys)
        branches.append(
            f"SELECT * FROM (SELECT CASE {names} END, COALESCE({value}) AS value, count(*), NULL::text FROM base "
            f"WHERE {where} GROUP BY GROUPING SETS ({', '.join(f'({key})' for key in keys)})) AS sets WHERE value <> ''"
        )
    return f"WITH base AS MATERIALIZED ({text}) {' UNION ALL '.join(branches)}", parameters


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
