"""Reading the public forms of records: those that are stored, and in place of those that are not, ones made now.

Reading never writes. In a transaction that has itself changed what is public none of the stored ones is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, Literal

import orjson
import psycopg
from django.db import connection

from mgdb import data_version
from mgdb.presentation import Scalar, TableCell
from mgdb.records import RecordType

from .lists import ListColumn, ListRow, ListType, property_columns
from .making import fingerprint, line_in, make
from .stored_cells import unpacked, unpacked_data

Column = Literal["body", "cells", "data", "shape", "line"]
END = "\n"  # of each member of a body
AT_ONCE = 500  # keys
READ = """
SELECT record_pk, {column} FROM mgdb_publicform
WHERE record_pk = ANY(%s::text::bigint[]) AND record_type = %s AND made_by = %s
  AND COALESCE(current_setting('mgdb.public_changes', TRUE), '') = ''
"""
WITH_VERSION = f"SELECT NULL::bigint, {data_version.IN_WORDS} FROM mgdb_dataversion WHERE id = 1 UNION ALL {READ}"  # noqa: S608


def _ask(statement: str, record_type: RecordType, keys: Collection[int], column: Column) -> dict[int | None, str]:
    """key → what `statement` says of it, in no order."""
    connection.ensure_connection()
    # the driver's own cursor: it prepares the statement, and is asked by every list
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        wanted = f"{{{','.join(map(str, keys))}}}"
        cursor.execute(statement.format(column=column).encode(), [wanted, record_type.name, fingerprint()])
        return dict(cursor.fetchall())


def _completed(
    record_type: RecordType, keys: Collection[int], column: Column, found: dict[int | None, str]
) -> dict[int, str]:
    """What was found, in the order of the keys, with what is not stored made now."""
    if len(found) < len(keys):
        for key, form in make(record_type, [key for key in keys if key not in found])[0].items():
            found[key] = getattr(form, column).decode()
    return {key: found[key] for key in keys if key in found}


def _read(record_type: RecordType, keys: Collection[int], column: Column) -> dict[int, str]:
    """key → `column` of the form of each published record of these keys, in their order, a few hundred in a statement:
    of thousands PostgreSQL would look for each row's key among them, one after another."""
    found: dict[int, str] = {}
    keys = list(keys)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found |= _completed(record_type, some, column, _ask(READ, record_type, some, column))
    return found


def not_shown(record_type: RecordType, keys: Collection[int]) -> list[str]:
    """A sentence for readers on the published records of these keys that cannot be shown, where there are any."""
    missing = set(keys) - set(shapes(record_type, keys))
    ids = sorted(fault.public_id for fault in make(record_type, missing)[1].values())
    return [sentence_on(ids)] if ids else []


def sentence_on(ids: Sequence[str]) -> str:
    """What is said to readers of records that cannot be shown."""
    them = "it" if len(ids) == 1 else "them"
    return f"{', '.join(ids)} cannot be shown: what is stored of {them} is faulty, as the log of this site tells."


def names_unit(asked: Iterable[str]) -> bool:
    """Whether the parameters `asked` name a unit: numbers are stored in the usual ones."""
    return any(name == "unit" or name.endswith("_unit") for name in asked)


def bodies(record_type: RecordType, keys: Collection[int], names: Sequence[str] = ()) -> dict[int, str]:
    """key → what the API answers of each published record of these keys, as JSON, in their order.

    `names`: of the members that are asked for; all, where none is named.
    """
    return _cut(_read(record_type, keys, "body"), names)


def bodies_and_version(
    record_type: RecordType, keys: Collection[int], names: Sequence[str] = ()
) -> tuple[dict[int, str], data_version.Version]:
    """The same in one statement with the version of the data, as `data_version.current` says it, that it is of."""
    found = _ask(WITH_VERSION, record_type, keys, "body")
    version = data_version.of_words(found.pop(None))
    return _cut(_completed(record_type, keys, "body", found), names), version


def _cut(stored: Mapping[int, str], names: Sequence[str]) -> dict[int, str]:
    """Of bodies as they are stored the members `names`, as JSON."""
    if not names or not stored:
        return {key: f"{{{body.replace(END, ',')}}}" for key, body in stored.items()}
    # the same for all, which the same code has made
    whole = next(iter(stored.values())).split(END)
    place_of = {line[1 : line.index('"', 1)]: place for place, line in enumerate(whole)}
    places = [place_of[name] for name in names]
    splits = max(places) + 1  # what comes after the last that is asked for is not looked through
    if len(places) == 1:
        return {key: f"{{{body.split(END, splits)[places[0]]}}}" for key, body in stored.items()}
    chosen = itemgetter(*places)
    return {key: f"{{{','.join(chosen(body.split(END, splits)))}}}" for key, body in stored.items()}


def shapes(record_type: RecordType, keys: Collection[int]) -> dict[int, str]:
    """key → a name for the columns that the answer of each published record of these keys has in a file."""
    return _read(record_type, keys, "shape")


def members(record_type: RecordType, keys: Collection[int]) -> list[dict[str, Any]]:
    """What the API answers of each published record of these keys, in their order."""
    return [orjson.loads(body) for body in bodies(record_type, keys).values()]


def rows(
    list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Mapping[str, Any]
) -> list[ListRow]:
    """The published records of these keys as a list shows them, in their order; `asked`: the units of the question."""
    own = [column for column in columns if not column.property_key]
    found = _rows(list_type, keys, own, asked)
    if len(own) == len(columns):
        return found
    more = property_columns.cells([row.pk for row in found], columns, asked, list_type.filters)
    return [replace(row, cells=_in_order(columns, zip(own, row.cells, strict=True), more[row.pk])) for row in found]


def _in_order(
    columns: Sequence[ListColumn], own: Iterable[tuple[ListColumn, TableCell]], more: Mapping[str, TableCell]
) -> list[TableCell]:
    found = {column.key: cell for column, cell in own} | dict(more)
    return [found[column.key] for column in columns]


def _rows(
    list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Mapping[str, Any]
) -> list[ListRow]:
    if names_unit(asked):
        return [list_type.row(row, asked, columns) for row in _fetched(list_type, keys)]
    places = _places(list_type, columns)
    found = []
    for key, stored in _stored(list_type, keys, "cells"):
        alone, *choice = stored[-1]
        cells = [unpacked(stored[place]) for place in places]
        found.append(ListRow(key, list_type.marked(cells, alone=alone), *choice))
    return found


def lines(
    list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Mapping[str, Any]
) -> Iterator[dict[str, Scalar]]:
    """The same as a file has them: by the names of its columns."""
    own = [column for column in columns if not column.property_key]
    more = {} if len(own) == len(columns) else property_columns.cells(keys, columns, asked, list_type.filters)
    for key, line in _lines(list_type, keys, own, asked):
        yield line | {name: value for cell in more.get(key, {}).values() for name, value in cell.data.items()}


def csv_lines(
    list_type: ListType,
    keys: Collection[int],
    columns: Sequence[ListColumn],
    asked: Mapping[str, Any],
    cells_of: Callable[[Iterable[Scalar]], list[str]],
) -> Iterator[dict[str, str]]:
    """The same as they stand between the commas of a CSV file, where `cells_of` makes what is not stored so."""
    if names_unit(asked):
        known = list_type.file_columns(columns)
        for line in lines(list_type, keys, columns, asked):
            yield dict(zip(known, cells_of(line.get(name) for name in known), strict=True))
        return
    shown = [column for column in columns if column.property_key]
    names = [name for column in shown for name in column.file_columns]
    more = property_columns.cells(keys, shown, asked, list_type.filters) if shown else {}
    for key, stored in _read(list_type.record_type, keys, "line").items():
        cells = line_in(stored, list_type.key)
        if cells is None:  # a cell holds what parts them, or it has left the list since it was found
            for _, line in _lines(list_type, [key], list_type.columns, asked):
                cells = cells_of(line.get(name) for name in list_type.stored_columns)
        if cells is not None:
            found = dict(zip(list_type.stored_columns, cells, strict=True))
            if shown:
                values = {name: value for cell in more[key].values() for name, value in cell.data.items()}
                found |= zip(names, cells_of(values.get(name) for name in names), strict=True)
            yield found


def _lines(
    list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Mapping[str, Any]
) -> Iterator[tuple[int, dict[str, Scalar]]]:
    if names_unit(asked):
        for row in _fetched(list_type, keys):
            cells = list_type.bare_cells(row, asked, columns)
            yield row.pk, list_type.line((cell.data for cell in cells), *list_type.standing(row))
        return
    pairs = list(zip(columns, _places(list_type, columns), strict=True))
    for key, stored in _stored(list_type, keys, "data"):
        standing, _ = stored[-1]
        yield key, list_type.line((unpacked_data(column, stored[place]) for column, place in pairs), *standing)


def source_ids(list_type: ListType, keys: Collection[int]) -> Iterator[str]:
    """The ids of the sources that these records are credited to, in their order."""
    for _, stored in _stored(list_type, keys, "data"):
        yield from stored[-1][1]


def _fetched(list_type: ListType, keys: Collection[int]) -> list[Any]:
    """The rows that can be shown."""
    return list_type.fetched(list(shapes(list_type.record_type, keys)))


def _stored(list_type: ListType, keys: Collection[int], column: Column) -> Iterator[tuple[int, list[Any]]]:
    for key, text in _read(list_type.record_type, keys, column).items():
        lists = orjson.loads(text)
        stored = lists.get(list_type.key)
        if stored is not None:  # else it has left the list since it was found
            yield key, lists[stored] if isinstance(stored, str) else stored


def _places(list_type: ListType, columns: Sequence[ListColumn]) -> list[int]:
    place = {column.key: number for number, column in enumerate(list_type.columns)}
    return [place[column.key] for column in columns]
