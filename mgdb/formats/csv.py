"""CSV as spreadsheets read it: UTF-8 with byte order mark, comma, CRLF (RFC 4180), no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from .model import TableFormat
from .table import Scalar, Table, inert

BYTE_ORDER_MARK = "\ufeff"
END = "\r\n"
PIECE = 64 * 1024  # characters


def write(table: Table) -> bytes:
    """`table` as a CSV file, without what it is about. Without columns: an empty file."""
    return b"".join(stream(table.columns, table.rows))


def stream(columns: Sequence[str], rows: Iterable[Sequence[Scalar] | str]) -> Iterator[bytes]:
    """The same in pieces, each as soon as there are rows for it. A row may be a text: its `cells`, joined by commas."""
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator=END)
    if columns:
        writer.writerow([_cell(column) for column in columns])
    for row in rows:
        if isinstance(row, str):
            text.write(row)
            text.write(END)
        else:
            writer.writerow(["" if value is None else _cell(value) for value in row])
        if text.tell() >= PIECE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def cells(row: Iterable[Scalar]) -> list[str]:
    """The values of a row as they stand between the commas of a file of several columns.

    Worked: [1.5, None, True, "a, b", "=x"] → ["1.5", "", "true", '"a, b"', "'=x"].
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=END)
    found = []
    for value in row:
        if value is None or value == "":
            found.append("")
            continue
        writer.writerow([_cell(value)])
        found.append(text.getvalue()[: -len(END)])
        text.seek(0)
        text.truncate()
    return found


def _cell(value: Scalar) -> Scalar:
    if isinstance(value, bool):
        return "true" if value else "false"
    return inert(value)


FORMAT = TableFormat(
    key="csv",
    label="CSV",
    media_type="text/csv",
    charset="utf-8",
    extension="csv",
    order=10,
    write=write,
    stream=stream,
    cells=cells,
)
