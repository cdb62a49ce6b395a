"""The rows of a list as pages and files have them: what is stored of them, and what is made for a page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mgdb.formats import Scalar
from mgdb.projection import forms
from mgdb.projection.lists import ID, ListColumn, ListRow, ListType

from . import evaluated

Asked = Mapping[str, Any]


def _stored(columns: Sequence[ListColumn]) -> list[ListColumn]:
    return [column for column in columns if column.key != evaluated.KEY]


def rows(list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Asked) -> list[ListRow]:
    """As `forms.rows`."""
    stored = _stored(columns)
    found = forms.rows(list_type, keys, stored, asked)
    if len(stored) == len(columns):
        return found
    place = next(number for number, column in enumerate(columns) if column.key == evaluated.KEY)
    made = evaluated.Cells([row.pk for row in found], asked)
    return [replace(row, cells=[*row.cells[:place], made.of(row.pk), *row.cells[place:]]) for row in found]


def lines(
    list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Asked
) -> Iterator[dict[str, Scalar]]:
    """As `forms.lines`."""
    stored = _stored(columns)
    found = forms.lines(list_type, keys, stored, asked)
    if len(stored) == len(columns):
        yield from found
        return
    made = evaluated.Cells(keys, asked)
    for line in found:
        yield {**line, **made.of(str(line[ID])).data}


def csv_lines(
    list_type: ListType,
    keys: Collection[int],
    columns: Sequence[ListColumn],
    asked: Asked,
    cells_of: Callable[[Iterable[Scalar]], list[str]],
) -> Iterator[dict[str, str]]:
    """As `forms.csv_lines`."""
    stored = _stored(columns)
    if len(stored) == len(columns):
        yield from forms.csv_lines(list_type, keys, columns, asked, cells_of)
        return
    # of the line of other files, for between commas a record has no id
    known = list_type.file_columns(columns)
    for line in lines(list_type, keys, columns, asked):
        yield dict(zip(known, cells_of(line.get(name) for name in known), strict=True))
