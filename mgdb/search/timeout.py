"""How long a query may take: beyond that the database stops it, and the answer says what to do.

The limit is a default of the database role that the web server connects as (tools/roles.sql). Nothing is set on a
session, where it would hold for whoever uses the connection next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from .errors import InvalidQuery, ParameterProblem

SECONDS = 8
BRIEF = "2s"  # for a statement, while what would answer it is being read


class QueryTimeout(InvalidQuery):
    """A query that the database did not answer in time."""

    def __init__(self) -> None:
        reason = (
            f"it is so broad that it was stopped after {SECONDS} seconds; add a condition (a property, an element, a "
            "year), or sort by another column."
        )
        super().__init__([ParameterProblem("question", "", reason)])


class NotReady(Exception):
    """A query that is answered in time once its list has been read into memory, which goes on."""

    wait = 15  # seconds until it may be asked again

    def __init__(self) -> None:
        super().__init__(
            "The counts of this list are being read, which takes a minute or two after a start or a large change; "
            "until then only narrow questions are answered. Try again in a moment."
        )


@contextmanager
def briefly() -> Iterator[None]:
    """Raises NotReady for a statement inside that takes longer than a moment; the setting ends with the transaction."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, TRUE)", [BRIEF])
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise NotReady from error
        raise


@contextmanager
def catch_timeout() -> Iterator[None]:
    """Raises QueryTimeout for a query inside that the database has stopped."""
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise QueryTimeout from error
        raise
