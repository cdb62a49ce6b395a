"""How many rows have each value of one parameter, or of several together, in one query."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from .values import Values


def cross_counts(rows: QuerySet[Any], *sides: Values) -> dict[tuple[str, ...], int]:
    """A value of each of `sides` → how many of `rows` have them all; combinations that no row has are left out.

    Values stand where the filters of the parameters look, so that each number is that of the list narrowed by them. A
    row with several values of one side counts under each of them, once.
    """
    columns = {
        f"c{side}_{number}": F(column) if isinstance(column, str) else column
        for side, values in enumerate(sides)
        for number, column in enumerate(values.columns())
    }
    base = rows.order_by().select_related(None).prefetch_related(None)
    text, bound = base.annotate(row=F("pk"), **columns).values("row", *columns).query.sql_with_params()
    parameters: list[Any] = list(bound)
    joins, names = "", [f"v{side}.value::text" for side in range(len(sides))]
    for side, values in enumerate(sides):
        source, more = values.source([f"base.c{side}_{number}" for number in range(len(values.columns()))])
        joins += f" CROSS JOIN LATERAL {source} AS v{side}(value)"
        parameters += more
    statement = (
        f"WITH base AS MATERIALIZED ({text}) SELECT {', '.join(names)}, count(DISTINCT base.row) FROM base{joins} "
        f"WHERE {' AND '.join(f'{name} <> {chr(39) * 2}' for name in names)} GROUP BY {', '.join(names)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {tuple(found): number for *found, number in cursor.fetchall()}
