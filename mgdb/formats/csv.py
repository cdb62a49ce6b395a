"""CSV as spreadsheets read it: UTF-8 with byte order mark, comma, CRLF (RFC 4180), no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .table import inert, table

MEDIA_TYPE = "text/csv"
EXTENSION = "csv"
BYTE_ORDER_MARK = "\ufeff"


def write(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """`rows` as a CSV file; nested members become columns (see `table`). Without rows: an empty file."""
    return write_lines(*table(rows))


def write_lines(columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """`lines` under `columns`, in their order, as a CSV file. Without columns: an empty file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if columns:
        writer.writerow([_cell(column) for column in columns])
    for line in lines:
        writer.writerow([_cell(value) for value in line])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else inert(value)
