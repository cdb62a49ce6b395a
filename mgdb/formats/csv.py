"""CSV as spreadsheets read it: UTF-8 with byte order mark, comma, CRLF (RFC 4180), no formulas."""

from __future__ import annotations

import csv
import io

from .model import TableFormat
from .table import Scalar, Table, inert

BYTE_ORDER_MARK = "\ufeff"


def write(table: Table) -> bytes:
    """`table` as a CSV file, without what it is about. Without columns: an empty file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if table.columns:
        writer.writerow([_cell(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(value) for value in row])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _cell(value: Scalar) -> Scalar:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else inert(value)


FORMAT = TableFormat(
    key="csv", label="CSV", media_type="text/csv", charset="utf-8", extension="csv", order=10, write=write
)
