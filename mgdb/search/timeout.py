"""How long a query may take: beyond that the database stops it, and the answer says what to do.

The limit is a default of the database role that the web server connects as (tools/roles.sql). Nothing is set on a
session, where it would hold for whoever uses the connection next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from psycopg.errors import QueryCanceled

from .errors import InvalidQuery, ParameterProblem

SECONDS = 8


class QueryTimeout(InvalidQuery):
    """A query that the database did not answer in time."""

    def __init__(self) -> None:
        reason = (
            f"it is so broad that it was stopped after {SECONDS} seconds; add a condition (a property, an element, a "
            "year), or sort by another column."
        )
        super().__init__([ParameterProblem("question", "", reason)])


@contextmanager
def catch_timeout() -> Iterator[None]:
    """Raises QueryTimeout for a query inside that the database has stopped."""
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise QueryTimeout from error
        raise
