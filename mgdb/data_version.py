"""The version of data and code that a response is made from, found by one cheap query."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from django.db import InterfaceError, OperationalError, connection

from mgdb.postgresql.base import waiting

ROOT = Path(__file__).resolve().parents[1]
# What responses are made by, besides the rows: a change here changes responses.
CODE = ("api", "mgdb", "templates", "static")
UNRELATED = {"management", "migrations", "admin", "__pycache__"}
# Who asks for a version waits for no place at work, and may be one of very many: it takes the database a millisecond.
SECONDS = 2.0
# The present version, and how much this transaction itself has changed of what is public (review/public_changes.py): a
# setting that has been used is empty ever after, not null.
STATEMENT = (
    b"SELECT changed_at, version, NULLIF(current_setting('mgdb.public_changes', TRUE), ''), code "
    b"FROM mgdb_dataversion WHERE id = 1"
)
# The same as one text, for a statement that reads something else besides (`of_words`).
IN_WORDS = (
    "concat_ws(' ', version, extract(epoch FROM changed_at), code, "
    "NULLIF(current_setting('mgdb.public_changes', TRUE), ''))"
)
NOTE_CODE = """
UPDATE mgdb_dataversion SET code = %s, changed_at = greatest(clock_timestamp(), changed_at + interval '1 second')
WHERE code <> %s
"""
Version = tuple[str, datetime | None]
T = TypeVar("T")


@cache
def code() -> str:
    """Hash of the code that responses are made by."""
    digest = hashlib.blake2b(digest_size=8)
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and UNRELATED.isdisjoint(file.parts):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def current() -> Version:
    """A token of the present version of data and code, and since when it is the present one.

    That is not known where other code than ours was prepared last: it stands beside ours, or ours is new.
    """
    changed, version, own_changes, prepared = first(_read)
    return token_of(version, own_changes), changed if prepared == code() else None


def of_words(text: str) -> Version:
    """The same as `current()`, of what a statement has read as IN_WORDS."""
    version, changed, prepared, *own_changes = text.split(" ", 3)
    token = token_of(UUID(version), own_changes[0] if own_changes else None)
    return token, datetime.fromtimestamp(float(changed), UTC) if prepared == code() else None


def note_code() -> None:
    """After a deployment: what is shown changes now, with the code, whatever the dates of its files are."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE_CODE, [code()] * 2)


def first(ask: Callable[[], T]) -> T:
    """What `ask` answers, whose statements are the first of a request: they show whether the connection still lives.

    Django's own test before would double what a cached response costs.
    """
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs do not know it
    try:
        return ask()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return ask()


@lru_cache(maxsize=64)
def token_of(version: UUID, own_changes: str | None = None) -> str:
    """The token of a version of the data, as the program now is."""
    return hashlib.blake2b(f"{code()} {version} {own_changes}".encode(), digest_size=12).hexdigest()


def _read() -> tuple[Any, ...]:
    """The row of the statement."""
    connection.ensure_connection()
    with (
        connection.wrap_database_errors,
        waiting(connection.connection, SECONDS),
        psycopg.Cursor(connection.connection) as cursor,
    ):
        row: tuple[Any, ...] | None = cursor.execute(STATEMENT).fetchone()
    assert row is not None  # its migration wrote it
    return row
