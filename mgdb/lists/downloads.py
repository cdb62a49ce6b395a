"""Files of any length, sent while they are read: of one moment of the data, with a few hundred rows in memory.

A download is one read-only transaction that sees one snapshot, in which every statement is short: the limit of the web
server's role holds for each. Its places are advisory locks of that transaction: one for each client and a few for all,
whatever processes and hosts serve them, given back when it ends however it ends. What is at work beside it
(mgdb/admission.py) keeps its places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction

from mgdb.search import Query

# Of all processes together.
MOST = 2
STEP = 500  # rows of a statement
RETRY_SECONDS = 60
# Any fixed numbers: they name the advisory locks.
CLIENT_LOCK, PLACE_LOCK = 0x4D67446C, 0x4D674470
OWN = "Another download for your address is under way; begin this one when it has ended."
ALL = "As many downloads are under way as can be; try again in a minute, or ask for fewer rows."


class Refused(Exception):
    """There is no place for a download now; `own`: because of another one of the same client."""

    def __init__(self, *, own: bool) -> None:
        self.own = own
        super().__init__(OWN if own else ALL)


def begin(client: str, pieces: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    """A download for `client` of what `pieces` yields; its place is taken, and the first piece made, before it returns.

    Closing the iterator ends it. Raises Refused, and whatever the first piece raises.
    """
    download = _download(client, pieces)
    next(download)
    return download


def _download(client: str, pieces: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    with one_moment():
        _take_place(client)
        made = pieces()
        first = next(made, b"")
        yield b""
        yield first
        yield from made


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment; within a transaction of the caller's it is as that one is."""
    begins = not connection.in_atomic_block
    with transaction.atomic():
        if begins:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _take_place(client: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [CLIENT_LOCK, client])
        if cursor.fetchone() != (True,):
            raise Refused(own=True)
        for place in range(MOST):
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [PLACE_LOCK, place])
            if cursor.fetchone() == (True,):
                return
    raise Refused(own=False)


def keys_of(query: Query) -> Iterator[list[int]]:
    """The primary keys of the rows that match `query` in their order, a few hundred at a time: from its snapshot, or
    else from a cursor of the database.

    The cursor lives in the transaction, so that a pool of connections hands it to nobody else.
    """
    if (kept := query.kept_keys()) is not None:
        for start in range(0, len(kept), STEP):
            yield kept[start : start + STEP].tolist()
        return
    try:
        statement, parameters = query.queryset.values_list("pk", flat=True).query.sql_with_params()
    except EmptyResultSet:  # no row can match
        return
    with cast("Any", connection).chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(STEP):
            yield [row[0] for row in rows]
