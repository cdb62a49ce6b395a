"""Ranges: how the numbers of a property or a condition are spread over the rows that answer everything else."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from mgdb.models import Measurement, MeasurementCondition
from mgdb.science import properties
from mgdb.science.conditions import CONDITIONS

from .facets import flag_columns, split_conditions
from .filters import Condition

BINS = 24
VALUE = "value"


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


def names_for(model: type, params: Mapping[str, Any]) -> list[str]:
    """The quantities whose spread can be shown: the value where one property is asked for, and of measurements the
    conditions."""
    found = [VALUE] if len(params.get("property", ())) == 1 and _entry(params).dimension else []
    if model is Measurement:
        found += [key for key, entry in CONDITIONS.items() if entry.kind == "number"]
    return found


def _entry(params: Mapping[str, Any]) -> properties.Property:
    return properties.PROPERTIES[params["property"][0]]


def spreads(rows: QuerySet, conditions: Sequence[Condition], params: Mapping[str, Any]) -> dict[str, Spread]:
    """The spread of each quantity over `rows`, narrowed by `conditions`, but for its own limits; one query."""
    names = names_for(rows.model, params)
    if not names:
        return {}
    limiting = {f"{name}_{end}" for name in names for end in ("min", "max")}
    base, optional = split_conditions(rows, conditions, lambda condition: not limiting.isdisjoint(condition.names))
    text, values = base.values("pk", *flag_columns(optional)).query.sql_with_params()
    text = f"SELECT * FROM ({text}) AS base(row{''.join(f', {name}' for name in flag_columns(optional))})"  # noqa: S608
    parameters = list(values)
    branches = []
    for name in names:
        limits = {f"{name}_min", f"{name}_max"}
        kept = [
            ok
            for ok, condition in zip(flag_columns(optional), optional, strict=True)
            if not limits & set(condition.names)
        ]
        log = _is_log(name, params)
        middle = (
            "CASE WHEN low > 0 AND high > 0 THEN sqrt(low) * sqrt(high) ELSE COALESCE(low, high) END"
            if log
            else ("COALESCE((low + high) / 2, low, high)")
        )
        number = f"ln({middle})" if log else middle
        if name == VALUE:
            key = "material_id" if rows.model is not Measurement else "id"
            source = f"{Measurement._meta.db_table} WHERE status = 'published' AND property_key = %s AND {key}"
            parameters.append(params["property"][0])
        else:
            source = f"{MeasurementCondition._meta.db_table} WHERE key = %s AND measurement_id"
            parameters.append(name)
        where = " AND ".join(kept) or "TRUE"
        positive = f"AND {middle} > 0" if log else f"AND {middle} IS NOT NULL"
        branches.append(
            f"SELECT '{name}', n, lo, hi, count(*) FROM (SELECT x, lo, hi, CASE WHEN hi > lo THEN "  # noqa: S608
            f"least(width_bucket(x, lo, hi, {BINS}), {BINS}) ELSE 1 END AS n FROM (SELECT x, min(x) OVER () AS lo, "
            f"max(x) OVER () AS hi FROM (SELECT x FROM base CROSS JOIN LATERAL (SELECT {number} AS x FROM {source} "
            f"= base.row {positive} OFFSET 0) AS own WHERE {where}) AS numbers) AS ends) AS placed GROUP BY n, lo, hi"
        )
    statement = f"WITH base AS MATERIALIZED ({text}) " + " UNION ALL ".join(branches)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found = cursor.fetchall()
    made: dict[str, Spread] = {}
    for name in names:
        mine = [row for row in found if row[0] == name]
        if mine:
            bins = [0] * BINS
            for _, place, _, _, count in mine:
                bins[place - 1] = count
            log = _is_log(name, params)
            low, high = (math.exp(end) if log else end for end in mine[0][2:4])
            made[name] = Spread(name, low, high, tuple(bins), log)
    return made


def _is_log(name: str, params: Mapping[str, Any]) -> bool:
    return (_entry(params) if name == VALUE else CONDITIONS[name]).scale == "log"
