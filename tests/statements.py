"""Every statement that is sent to PostgreSQL, whoever sends it.

Django's own count sees what passes its cursors: not what is sent on the connection itself (settings, prepared
statements, the test whether the connection lives). This one reads the client library's trace of the connection.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.signals import request_started
from django.db import connection
from psycopg.pq import Trace

# One message to the server: when a statement is sent in parts, its text is that of the parsing, counted when executed.
MESSAGE = re.compile(
    r'^F\t\d+\t(?:Query\t "(?P<query>.*?)"|Parse\t "(?P<parsed>.*?)" "(?P<text>.*?)" \d+[\d ]*'
    r'|Bind\t "[^"]*" "(?P<bound>[^"]*)".*?|(?P<executed>Execute)\t.*?)$(?=\n[FB]\t|\Z)',
    re.MULTILINE | re.DOTALL,
)


@contextmanager
def statements(*, most: int | None = None) -> Iterator[list[str]]:
    """The statements that are sent inside, in their order; fails when there are more than `most`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # the transaction of the test begins with its first statement: not inside
    traced = connection.connection
    sent: list[str] = []
    with tempfile.TemporaryFile(buffering=0) as file:
        traced.pgconn.trace(file.fileno())
        traced.pgconn.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        request_started.connect(_begin_request)
        try:
            yield sent
        finally:
            request_started.disconnect(_begin_request)
            traced.pgconn.untrace()
        file.seek(0)
        sent += read_trace(file.read().decode().rstrip("\n"))
    assert connection.connection is traced, "another connection was opened: its statements are not counted"
    if most is not None and len(sent) > most:
        listed = "\n".join(f"{number}. {text[:300]}" for number, text in enumerate(sent, 1))
        pytest.fail(f"{len(sent)} statements, more than {most}:\n{listed}", pytrace=False)


def _begin_request(**_: object) -> None:
    """Each request tests the connection once; the test client leaves that out with the closing of connections."""
    connection.health_check_done = False


def read_trace(trace: str) -> Iterator[str]:
    """The statements that a trace of libpq tells of."""
    named: dict[str, str] = {}
    bound = ""
    for message in MESSAGE.finditer(trace):
        if message["query"] is not None:
            yield message["query"]
        elif message["text"] is not None:
            named[message["parsed"]] = message["text"]
        elif message["bound"] is not None:
            bound = message["bound"]
        elif message["executed"]:
            yield named.get(bound, f"prepared statement {bound}")
