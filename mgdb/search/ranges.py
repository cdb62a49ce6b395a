"""Ranges: how the numbers of a property or a condition are spread over the rows that match all other conditions."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from mgdb.models import Measurement, MeasurementCondition
from mgdb.science import conditions as condition_catalogue
from mgdb.science import properties

from .facets import all_hold, split
from .filters import Condition, FilterSet
from .params import Params

BINS = 24
VALUE = "value"
CatalogueEntry = properties.Property | condition_catalogue.Condition


@dataclass(frozen=True)
class Spread:
    """A histogram of one quantity: `name` is the stem of its parameters (value, temperature …).

    low, high: the smallest and the largest number in the canonical unit; bins: rows from low to high in steps that
    are equal, or equally wide in the logarithm where `log`. An interval counts where its middle lies.
    """

    name: str
    low: float
    high: float
    bins: tuple[int, ...]
    log: bool

    @property
    def count(self) -> int:
        return sum(self.bins)

    def edge(self, number: int) -> float:
        """The lower end of bin `number`, in the canonical unit."""
        share = number / len(self.bins)
        if self.log:
            return math.exp(math.log(self.low) * (1 - share) + math.log(self.high) * share)
        return self.low * (1 - share) + self.high * share


def quantities_of(filters: Container[str], params: Params) -> dict[str, CatalogueEntry]:
    """The quantities whose spread can be shown: those of which `filters` take limits.

    The value where one property is asked for, and the conditions.
    """
    found: dict[str, CatalogueEntry] = {}
    keys = params.texts("property")
    if len(keys) == 1 and (entry := properties.PROPERTIES[keys[0]]).dimension:
        found[VALUE] = entry
    found |= {key: condition for key, condition in condition_catalogue.CONDITIONS.items() if condition.kind == "number"}
    return {name: entry for name, entry in found.items() if f"{name}_min" in filters}


def but_limits(name: str, conditions: Sequence[Condition]) -> list[Condition]:
    """`conditions` but for the limits of the quantity `name`."""
    limits = {f"{name}_min", f"{name}_max"}
    return [one for one in conditions if limits.isdisjoint(one.names)]


def spreads(
    rows: QuerySet[Any], conditions: Sequence[Condition], filters: FilterSet, params: Params, scales: Mapping[str, str]
) -> dict[str, Spread]:
    """The spread of each quantity of `scales` (linear or log) over `rows`, narrowed by `conditions`, but for its own
    limits; one query."""
    if not scales:
        return {}
    kept = [but_limits(name, conditions) for name in scales]
    base, flags, asked = split(rows, filters, kept)
    text, bound = base.values("pk", *flags).query.sql_with_params()
    parameters: list[Any] = list(bound)
    branches = []
    for (name, scale), some, holding in zip(scales.items(), kept, asked, strict=True):
        if scale == "log":
            middle = "CASE WHEN low > 0 AND high > 0 THEN sqrt(low) * sqrt(high) ELSE COALESCE(low, high) END"
            number, drawable = f"ln({middle})", f"{middle} > 0"
        else:
            number = middle = "COALESCE((low + high) / 2, low, high)"
            drawable = f"{middle} IS NOT NULL"
        if name == VALUE:
            owner = "id" if rows.model is Measurement else "material_id"
            own = "TRUE"
            parameters += params.texts("property")
            if filters.about_values is not None and any(one.of_value for one in some):
                found, more = filters.about_values.matching(some).values("pk").query.sql_with_params()
                own, parameters = f"id IN ({found})", [*parameters, *more]
            source = (
                f"{Measurement._meta.db_table} WHERE status = 'published' AND property_key = %s AND {own} AND {owner}"
            )
        else:
            source = f"{MeasurementCondition._meta.db_table} WHERE key = %s AND measurement_id"
            parameters.append(name)
        branches.append(
            f"SELECT '{name}', n, lo, hi, count(*) FROM (SELECT x, lo, hi, CASE WHEN hi > lo THEN "
            f"least(width_bucket(x, lo, hi, {BINS}), {BINS}) ELSE 1 END AS n FROM (SELECT x, min(x) OVER () AS lo, "
            f"max(x) OVER () AS hi FROM (SELECT x FROM base CROSS JOIN LATERAL (SELECT {number} AS x FROM {source} "
            f"= base.row AND {drawable} OFFSET 0) AS own WHERE {all_hold(holding)}) AS numbers) AS ends) "
            "AS placed GROUP BY n, lo, hi"
        )
    names = "".join(f", {flag}" for flag in flags)
    statement = f"WITH base(row{names}) AS MATERIALIZED ({text}) {' UNION ALL '.join(branches)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        counted = cursor.fetchall()
    made: dict[str, Spread] = {}
    for name, scale in scales.items():
        if mine := [row[1:] for row in counted if row[0] == name]:
            bins = [0] * BINS
            for place, _, _, count in mine:
                bins[place - 1] = count
            is_log = scale == "log"
            low, high = (math.exp(end) if is_log else end for end in mine[0][1:3])
            made[name] = Spread(name, low, high, tuple(bins), is_log)
    return made
