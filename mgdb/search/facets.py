"""Facets: how many rows each value of a parameter would leave, all from one query.

Within a facet “or”, between facets “and”: a facet is counted over the rows that match all other conditions,
so that its numbers say what a click would give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, Expression, ExpressionWrapper, F, Func, QuerySet, Value, When
from django.db.models.fields import CharField

from mgdb.models import Material

from .filters import Condition

MOST_VALUES = 60  # of one facet; the most frequent, and those asked for
ColumnExpression = str | Expression


@dataclass(frozen=True)
class Facet:
    """How the values of the parameter `name` are found on a row.

    Exactly one of: `columns`, expressions for single values (several where a value may stand at several places);
    `array`, an expression for an array; `pairs`, querysets of owner (the row's key) and value. `ids` marks values that
    are public ids of materials, shown by name; `free` ones that are words, of which only the most frequent are shown.
    `narrows`: one more value is an “and”. `single`: a click replaces the value, and removes `drops` from the query.
    `open`: unfolded from the start.
    """

    name: str
    title: str
    columns: tuple[ColumnExpression, ...] = ()
    array: ColumnExpression | None = None
    pairs: Callable[[], tuple[QuerySet, ...]] | None = None
    ids: bool = False
    free: bool = False
    narrows: bool = False
    single: bool = False
    drops: tuple[str, ...] = ()
    open: bool = False


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


def carriers(path: str) -> Expression:
    """The carrier cations of the electrolyte detail at `path` as the parameter spells them: “Li,Mg”, none, unknown."""
    joined = Func(F(f"{path}carrier_cations"), Value(","), function="array_to_string", output_field=CharField())
    return Case(
        When(**{f"{path}carrier_cations": []}, then=Value("none")),
        When(**{f"{path}carrier_cations__isnull": False}, then=joined),
        When(**{f"{path}pk__isnull": False}, then=Value("unknown")),
        output_field=CharField(),
    )


def count(
    rows: QuerySet,
    conditions: Sequence[Condition],
    facets: Sequence[Facet],
    params: Mapping[str, Any],
    labels: Mapping[str, Mapping[str, str]],
) -> Counts:
    """Counts of all `facets` over `rows`, narrowed by `conditions`; one query. `labels`: facet → value → label."""
    statement, values = compiled(rows, conditions, facets, params)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    total = next((number for name, _, number, _ in found if name == ""), 0)
    counted: dict[str, list[FacetValue]] = {facet.name: [] for facet in facets}
    for name, value, number, label in found:
        if name:
            shown = labels.get(name, {}).get(value) or label or value
            counted[name].append(FacetValue(value, shown, number))
    for facet in facets:
        have = {one.value for one in counted[facet.name]}
        for value in to_query_values(params.get(facet.name)):
            if value not in have:
                label = labels.get(facet.name, {}).get(value, value)
                counted[facet.name].append(FacetValue(value, label, 0))
        counted[facet.name].sort(key=lambda one: (-one.count, one.label))
    return Counts(total, counted)


def to_query_values(value: Any) -> list[str]:
    """The value of a parameter, as read, in the spelling of the address."""
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [
        "unknown" if one is None else (",".join(one) or "none") if isinstance(one, tuple) else str(one)
        for one in values
    ]


def compiled(
    rows: QuerySet, conditions: Sequence[Condition], facets: Sequence[Facet], params: Mapping[str, Any]
) -> tuple[str, list[Any]]:
    """The one statement that counts all `facets`, and its parameters."""
    base, optional = split_conditions(
        rows, conditions, lambda condition: any(_leaves_out(facet, condition) for facet in facets)
    )
    columns: dict[str, Any] = {}
    for place, facet in enumerate(facets):
        for number, column in enumerate(facet.columns):
            columns[f"c{place}_{number}"] = F(column) if isinstance(column, str) else column
        if facet.array is not None:
            columns[f"c{place}_0"] = F(facet.array) if isinstance(facet.array, str) else facet.array
    base = base.annotate(row=F("pk"), **columns).values("row", *flag_columns(optional), *columns)
    text, values = base.query.sql_with_params()
    parameters: list[Any] = list(values)

    def holds(facet: Facet | None) -> str:
        kept = [f"ok{n}" for n, condition in enumerate(optional) if facet is None or not _leaves_out(facet, condition)]
        return " AND ".join(kept) or "TRUE"

    branches = [f"SELECT ''::text, NULL::text, count(*), NULL::text FROM base WHERE {holds(None)}"]  # noqa: S608
    alike: dict[str, list[int]] = {}
    for place, facet in enumerate(facets):
        if len(facet.columns) == 1 and not facet.ids and not facet.free:
            alike.setdefault(holds(facet), []).append(place)
            continue
        where = holds(facet)
        if facet.pairs is not None:
            inners = []
            for one in facet.pairs():
                inner, inner_values = one.order_by().values("facet_owner", "facet_value").query.sql_with_params()
                inners.append(inner)
                parameters += inner_values
            # row by row: the planner does not know how few rows the base has, and would read the whole other table
            counted = (
                f"SELECT p.value::text AS value, count(DISTINCT base.row) AS n FROM base CROSS JOIN LATERAL "  # noqa: S608
                f"(SELECT all_of.value FROM ({' UNION ALL '.join(inners)}) AS all_of(owner, value) "
                f"WHERE all_of.owner = base.row OFFSET 0) AS p WHERE {where} GROUP BY 1"
            )
        else:
            several = ", ".join(f"c{place}_{number}::text" for number in range(len(facet.columns)))
            from_ = f"c{place}_0" if facet.array is not None else f"ARRAY[{several}]"
            counted = (
                f"SELECT v::text AS value, count(DISTINCT base.row) AS n FROM base, unnest({from_}) AS v WHERE {where} "  # noqa: S608
                "GROUP BY 1"
            )
        parameters.append(to_query_values(params.get(facet.name)))
        top = (
            f"SELECT value, n FROM ({counted}) AS counted WHERE value <> '' "  # noqa: S608
            f"ORDER BY value = ANY(%s) DESC, n DESC, value LIMIT {MOST_VALUES if facet.array is None else 130}"
        )
        label = "NULL::text"
        if facet.ids:
            label = f"(SELECT m.name FROM {Material._meta.db_table} AS m WHERE m.public_id = top.value)"  # noqa: S608
        branches.append(f"SELECT '{facet.name}', value, n, {label} FROM ({top}) AS top")  # noqa: S608
    for where, places in alike.items():
        keys = [f"c{place}_0" for place in places]
        grouping = " ".join(
            f"WHEN GROUPING({key}) = 0 THEN '{facets[p].name}'" for key, p in zip(keys, places, strict=True)
        )
        value = ", ".join(f"{key}::text" for key in keys)
        branches.append(
            f"SELECT * FROM (SELECT CASE {grouping} END, COALESCE({value}) AS value, count(*), NULL::text FROM base "  # noqa: S608
            f"WHERE {where} GROUP BY GROUPING SETS ({', '.join(f'({key})' for key in keys)})) AS sets WHERE value <> ''"
        )
    return f"WITH base AS MATERIALIZED ({text}) " + " UNION ALL ".join(branches), parameters


def split_conditions(
    rows: QuerySet, conditions: Sequence[Condition], is_optional: Callable[[Condition], bool]
) -> tuple[QuerySet, list[Condition]]:
    """`rows` narrowed by all conditions but the optional ones, which become boolean columns; and these."""
    optional = [condition for condition in conditions if is_optional(condition)]
    base = rows.order_by().select_related(None).prefetch_related(None)
    for condition in conditions:
        if condition not in optional:
            base = base.filter(condition.where)
    columns = {
        name: ExpressionWrapper(condition.where, output_field=BooleanField())
        for name, condition in zip(flag_columns(optional), optional, strict=True)
    }
    return base.annotate(**columns), optional


def flag_columns(optional: Sequence[Condition]) -> list[str]:
    return [f"ok{number}" for number in range(len(optional))]


def _leaves_out(facet: Facet, condition: Condition) -> bool:
    if facet.narrows:
        return False
    return facet.name in condition.names or any(name in condition.names for name in facet.drops)
