"""The rows of a list as pages and files have them: what is stored of them, and what is made for a page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mgdb.formats import Scalar
from mgdb.presentation import TableCell
from mgdb.projection import forms
from mgdb.projection.lists import ID, ListColumn, ListRow, ListType
from mgdb.search.factors import FACTORS, LARGEST

from . import evaluated, factors

Asked = Mapping[str, Any]
MADE = {evaluated.KEY, LARGEST, *FACTORS}


def _stored(columns: Sequence[ListColumn]) -> list[ListColumn]:
    return [column for column in columns if column.key not in MADE]


def _made(keys: Collection[int], columns: Sequence[ListColumn], asked: Asked) -> Callable[[str | int, str], TableCell]:
    """What gives the cell of a column that is made: of the record of a key or an id, and the key of the column."""
    wanted = {column.key for column in columns} & MADE
    of_pairs = factors.by_any_key(keys) if wanted - {evaluated.KEY} else {}
    at_temperature = evaluated.Cells(keys, asked) if evaluated.KEY in wanted else None

    def cell(record: str | int, column: str) -> TableCell:
        if column == evaluated.KEY and at_temperature is not None:
            return at_temperature.of(record)
        return factors.cell(of_pairs.get(record, factors.NOTHING), column)

    return cell


def rows(list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Asked) -> list[ListRow]:
    """As `forms.rows`."""
    stored = _stored(columns)
    found = forms.rows(list_type, keys, stored, asked)
    if len(stored) == len(columns):
        return found
    made = _made([row.pk for row in found], columns, asked)
    shown = []
    for row in found:
        own = iter(row.cells)
        cells = [made(row.pk, column.key) if column.key in MADE else next(own) for column in columns]
        shown.append(replace(row, cells=cells))
    return shown


def lines(
    list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Asked
) -> Iterator[dict[str, Scalar]]:
    """As `forms.lines`."""
    stored = _stored(columns)
    found = forms.lines(list_type, keys, stored, asked)
    if len(stored) == len(columns):
        yield from found
        return
    made, keys_made = _made(keys, columns, asked), [column.key for column in columns if column.key in MADE]
    for line in found:
        for key in keys_made:
            line |= made(str(line[ID]), key).data
        yield line


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
