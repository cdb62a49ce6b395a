"""Reading the public forms of records: those that are stored, and in place of those that are not, ones made now.

Reading never writes. In a transaction that has itself changed what is public none of the stored ones is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import orjson
import psycopg
from django.db import connection

from mgdb.presentation import Scalar
from mgdb.records import RecordType

from .lists import ListColumn, ListRow, ListType
from .making import fingerprint, make
from .stored_cells import unpacked, unpacked_data

Column = Literal["body", "cells", "data"]
READ = """
SELECT record_pk, form.public_id, {columns}
FROM mgdb_publicform AS form JOIN unnest(%s::text::bigint[]) AS wanted (record_pk) USING (record_pk)
WHERE form.record_type = %s AND form.made_by = %s AND COALESCE(current_setting('mgdb.public_changes', TRUE), '') = ''
"""


def _read(record_type: RecordType, keys: Collection[int], *columns: Column) -> dict[int, tuple[Any, ...]]:
    """key → public id and `columns` of the form of each published record of these keys, in one statement."""
    if not keys:
        return {}
    names = ", ".join(f"form.{name}" for name in columns)
    connection.ensure_connection()
    # the driver's own cursor: it prepares the statement, and is asked by every list
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        wanted = f"{{{','.join(map(str, keys))}}}"
        cursor.execute(READ.format(columns=names).encode(), [wanted, record_type.name, fingerprint()])
        found: dict[int, tuple[Any, ...]] = {row[0]: row[1:] for row in cursor.fetchall()}
    if len(found) < len(keys):
        for key, form in make(record_type, [key for key in keys if key not in found]).items():
            found[key] = (form.public_id, *(getattr(form, name).decode() for name in columns))
    return {key: found[key] for key in keys if key in found}


def names_unit(asked: Iterable[str]) -> bool:
    """Whether the parameters `asked` name a unit: numbers are stored in the usual ones."""
    return any(name == "unit" or name.endswith("_unit") for name in asked)


def bodies(record_type: RecordType, keys: Collection[int], names: Sequence[str] = ()) -> dict[int, str]:
    """key → what the API answers of each published record of these keys, as JSON, in their order.

    `names`: of the members that are asked for; all, where none is named.
    """
    stored = {key: body for key, (_, body) in _read(record_type, keys, "body").items()}
    if not names:
        return {key: f"{{{body.replace(chr(10), ',')}}}" for key, body in stored.items()}
    found, places = {}, list[int]()
    for key, body in stored.items():
        lines = body.split("\n")
        if not places:  # the same for all, which the same code has made
            place_of = {line[1 : line.index('"', 1)]: place for place, line in enumerate(lines)}
            places = [place_of[name] for name in names]
        found[key] = f"{{{','.join([lines[place] for place in places])}}}"
    return found


def members(record_type: RecordType, keys: Collection[int]) -> list[dict[str, Any]]:
    """What the API answers of each published record of these keys, in their order."""
    return [orjson.loads(body) for body in bodies(record_type, keys).values()]


def rows(
    list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Mapping[str, Any]
) -> list[ListRow]:
    """The published records of these keys as a list shows them, in their order; `asked`: the units of the question."""
    if names_unit(asked):
        return [list_type.row(row, asked, columns) for row in list_type.fetched(keys)]
    places = _places(list_type, columns)
    found = []
    for stored in _stored(list_type, keys, "cells"):
        alone, *choice = stored[-1]
        cells = [unpacked(stored[place]) for place in places]
        found.append(ListRow(list_type.marked(cells, alone=alone), *choice))
    return found


def lines(
    list_type: ListType, keys: Collection[int], columns: Sequence[ListColumn], asked: Mapping[str, Any]
) -> Iterator[dict[str, Scalar]]:
    """The same as a file has them: by the names of its columns."""
    if names_unit(asked):
        for row in list_type.fetched(keys):
            yield {name: value for cell in list_type.cells(row, asked, columns) for name, value in cell.data.items()}
        return
    pairs = list(zip(columns, _places(list_type, columns), strict=True))
    for stored in _stored(list_type, keys, "data"):
        line: dict[str, Scalar] = {}
        for column, place in pairs:
            line |= unpacked_data(column, stored[place])
        yield list_type.marked_line(line, alone=stored[-1][0])


def source_ids(list_type: ListType, keys: Collection[int]) -> Iterator[str]:
    """The ids of the sources that these records are credited to, in their order."""
    for stored in _stored(list_type, keys, "data"):
        yield from stored[-1][1:]


def _stored(list_type: ListType, keys: Collection[int], column: Column) -> Iterator[list[Any]]:
    for _, text in _read(list_type.record_type, keys, column).values():
        lists = orjson.loads(text)
        stored = lists.get(list_type.key)
        if stored is not None:  # else it has left the list since it was found
            yield lists[stored] if isinstance(stored, str) else stored


def _places(list_type: ListType, columns: Sequence[ListColumn]) -> list[int]:
    place = {column.key: number for number, column in enumerate(list_type.columns)}
    return [place[column.key] for column in columns]
