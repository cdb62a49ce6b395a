"""How long a query may take: beyond that it is stopped, and the answer says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled
from psycopg.pq import TransactionStatus

from .errors import InvalidQuery, ParameterProblem

SECONDS = 8


class QueryTimeout(InvalidQuery):
    """A query that the database did not answer in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            [
                ParameterProblem(
                    "question",
                    "",
                    f"it is so broad that it was stopped after {seconds:g} seconds; add a condition (a property, an "
                    "element, a year), or sort by another column.",
                )
            ]
        )


@contextmanager
def statement_timeout(seconds: float | None = None) -> Iterator[None]:
    """Stops each query inside that takes longer than `seconds`. Raises QueryTimeout then."""
    seconds = SECONDS if seconds is None else seconds
    connection.ensure_connection()
    # psycopg itself: these two belong to the connection, not to what the page asks
    connection.connection.execute(f"SET statement_timeout = {int(seconds * 1000)}")
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise QueryTimeout(seconds) from error
        raise
    finally:
        link = connection.connection
        # in a transaction that has failed nothing can be set; its rollback takes the setting back
        if link is not None and not link.closed and link.info.transaction_status != TransactionStatus.INERROR:
            link.execute("SET statement_timeout = 0")
