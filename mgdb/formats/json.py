"""JSON: the rows as objects, with what they are."""

from __future__ import annotations

import orjson

from .model import TableFormat
from .table import Table


def write(table: Table) -> bytes:
    """`table` as one object: what it is about, `count`, `columns`, and `rows` as objects."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return orjson.dumps({**table.about, "count": len(rows), "columns": table.columns, "rows": rows})


FORMAT = TableFormat(key="json", label="JSON", media_type="application/json", extension="json", order=30, write=write)
