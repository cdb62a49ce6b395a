"""The log of changed records: triggers write it, so that no interface escapes.

Whoever keeps something made of records notes the snapshot (`pg_current_snapshot()`) that it was made in, and finds what
has changed since by asking for the rows whose transaction was not visible in it. That is complete as long as the log
reaches back so far: `DataVersion.log_from` is not past the oldest transaction that the snapshot did not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import pgtrigger
from django.db import connection, models

from mgdb.records import RECORD_TYPES, Part, column_of, target_of

from .counting import COUNTED

NAME = "changed_rows"
KEPT = timedelta(hours=1)
REFERENCING: Callable[..., pgtrigger.Referencing] = pgtrigger.Referencing  # which has no types
# One trigger for each operation: PostgreSQL gives the rows of a statement to no trigger of several.
OPERATIONS = {
    "insert": (pgtrigger.Insert, REFERENCING(new="new_rows"), "TABLE new_rows"),
    "update": (
        pgtrigger.Update,
        REFERENCING(old="old_rows", new="new_rows"),
        "TABLE old_rows UNION ALL TABLE new_rows",
    ),
    "delete": (pgtrigger.Delete, REFERENCING(old="old_rows"), "TABLE old_rows"),
}
LOG = """
INSERT INTO mgdb_changedrow (record_type, record_pk)
SELECT DISTINCT owner.record_type, owner.record_pk
FROM ({rows}) AS changed CROSS JOIN LATERAL (VALUES {owners}) AS owner (record_type, record_pk)
WHERE owner.record_pk IS NOT NULL{released}
ON CONFLICT DO NOTHING;
RETURN NULL;
"""
# What counts those that refer to it has one less when a row refers to it no longer.
UNION = "\nUNION SELECT * FROM"
RELEASED = {"update": "{old} EXCEPT {new}", "delete": "{old}"}
PRUNE = """
WITH gone AS (
    DELETE FROM mgdb_changedrow
    WHERE at < now() - make_interval(secs => %s) AND xid < pg_snapshot_xmin(pg_current_snapshot()) RETURNING xid
), newest AS (
    SELECT xid FROM gone ORDER BY xid DESC LIMIT 1
), moved AS (
    UPDATE mgdb_dataversion SET log_from = (newest.xid::text::numeric + 1)::text::xid8
    FROM newest WHERE log_from <= newest.xid
)
SELECT count(*) FROM gone
"""


def owners(model: type[models.Model]) -> list[tuple[str, str]]:
    """(record type, SQL of its key) for each way from a row `changed` of the table of `model` to a record.

    A row may be a record, a part of one, or both.
    """
    found = [(one.name, 'changed."id"') for one in RECORD_TYPES if one.model is model]
    for record_type in RECORD_TYPES:
        found += [
            (record_type.name, key_of(path, "changed"))
            for path in paths_of(record_type.parts)
            if path[-1].model is model
        ]
    return found


def paths_of(parts: tuple[Part, ...], above: Sequence[Part] = ()) -> Iterator[list[Part]]:
    """The way to each part of a record, those of parts included."""
    for part in parts:
        path = [*above, part]
        yield path
        yield from paths_of(part.parts, path)


def key_of(path: list[Part], row: str) -> str:
    """SQL: the key of the record to which `row` of the last part of `path` belongs."""
    *above, part = path
    key = f'{row}."{column_of(part.model, part.parent).column}"'
    for parent in reversed(above):
        own, up, table = parent.model._meta.pk, column_of(parent.model, parent.parent), parent.model._meta.db_table
        assert own is not None
        if own.column != up.column:  # else the part is known by its record's key
            key = f'(SELECT "{up.column}" FROM "{table}" WHERE "{own.column}" = {key})'  # noqa: S608 - our own names
    return key


def references(model: type[models.Model]) -> list[tuple[str, str]]:
    """(record type, column) for each column of `model` that leads to a record to which the row does not belong."""
    by_model: dict[Any, str] = {record_type.model: record_type.name for record_type in RECORD_TYPES}
    own = {key for _, key in owners(model)}
    return [
        (by_model[target_of(column)], str(column.column))
        for column in model._meta.concrete_fields
        if column.is_relation and target_of(column) in by_model and f'changed."{column.column}"' not in own
    ]


def _released(model: type[models.Model], word: str) -> str:
    """SQL: the records that are counted something, and to which rows of a statement refer no longer."""
    columns = [(name, column) for name, column in references(model) if name in COUNTED]
    if not columns or word not in RELEASED:
        return ""

    def select(rows: str) -> str:
        ways = (f"SELECT '{name}', \"{column}\" FROM {rows}" for name, column in columns)  # noqa: S608 - our own names
        return f"({' UNION '.join(ways)})"

    released = RELEASED[word].format(old=select("old_rows"), new=select("new_rows"))
    return f"{UNION} ({released}) AS released (record_type, record_pk) WHERE record_pk IS NOT NULL"


def tables() -> list[type[models.Model]]:
    """The tables of records and of their parts."""
    found = [one.model for one in RECORD_TYPES]
    return list(dict.fromkeys([*found, *(part.model for one in RECORD_TYPES for part in one.all_parts())]))


def register() -> None:
    """Declare the triggers to pgtrigger, from whose declarations migrations are made."""
    for model in tables():
        values = ", ".join(f"('{record_type}', {key})" for record_type, key in owners(model))
        for word, (operation, referencing, rows) in OPERATIONS.items():
            trigger = pgtrigger.Trigger(
                name=f"{NAME}_{word}",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=operation,
                referencing=referencing,
                func=LOG.format(rows=rows, owners=values, released=_released(model, word)),
            )
            pgtrigger.register(trigger)(model)


def prune() -> int:
    """Take away what is older than `KEPT` and seen by all; how many rows that were."""
    with connection.cursor() as cursor:
        cursor.execute(PRUNE, [KEPT.total_seconds()])
        [count] = cursor.fetchone()
    return int(count)
