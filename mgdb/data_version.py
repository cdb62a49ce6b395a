"""The version of data and code that a response is made from, found by one cheap query."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.db import InterfaceError, OperationalError, connection
from pghistory.models import Event
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
# What responses are made by, besides the rows: a change here changes responses.
CODE = ("api", "mgdb", "templates", "static")
UNRELATED = {"management", "migrations", "admin", "__pycache__"}


@cache
def _statement() -> bytes:
    """The last entry of each history table (triggers write these, so that no change escapes), and who is writing.

    Ids of the history are given before a change is visible: a transaction that is open now may bring smaller ids than
    one that has ended. That is why the open ones belong to the state.
    """
    tables = sorted(
        model._meta.db_table for model in apps.get_app_config("mgdb").get_models() if issubclass(model, Event)
    )
    newest = sql.SQL("(SELECT {} AS place, pgh_id, pgh_created_at FROM {} ORDER BY pgh_id DESC LIMIT 1)")
    # Asking who is connected costs as much as all tables together: only where some transaction is open at all.
    statement = sql.SQL(
        "WITH newest AS ({newest}) SELECT max(pgh_created_at), string_agg(place || ':' || pgh_id, ',' ORDER BY place), "
        "CASE WHEN EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot())) THEN "
        "(SELECT string_agg(backend_xid::text, ',' ORDER BY pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()) END FROM newest"
    ).format(
        newest=sql.SQL(" UNION ALL ").join(
            newest.format(sql.Literal(place), sql.Identifier(table)) for place, table in enumerate(tables)
        )
    )
    return statement.as_bytes()


@cache
def code() -> tuple[str, datetime]:
    """Hash of the code that responses are made by, and when it last changed."""
    digest, newest = hashlib.blake2b(digest_size=8), 0.0
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and UNRELATED.isdisjoint(file.parts):
                digest.update(file.read_bytes())
                newest = max(newest, file.stat().st_mtime)
    return digest.hexdigest(), datetime.fromtimestamp(int(newest), UTC)


def current() -> tuple[str, datetime]:
    """A token of the present version of data and code, and the time of the last change."""
    # The first statement of a request shows whether the connection still lives: Django's own test before it would
    # double what a cached response costs.
    try:
        row = _read()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        row = _read()
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs do not know it
    changed, *state = row
    program, newest = code()
    token = hashlib.blake2b(f"{program}{state}".encode(), digest_size=12).hexdigest()
    return token, max(changed, newest) if changed else newest


def _read() -> tuple[Any, ...]:
    """The row of the statement."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        row: tuple[Any, ...] | None = cursor.execute(_statement()).fetchone()
    assert row is not None  # it aggregates
    return row
