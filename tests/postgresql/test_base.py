"""A wait has an end where a process has set one; while a server does not answer, nobody waits but one thread."""

import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from mgdb.postgresql import base
from tests.servers import wait_for


@pytest.fixture
def limited(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(base.Connection, "seconds", 0.5)
    yield
    wait_for(lambda: not base.away.is_away, "the thread that asks")


def ask(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


def test_who_has_waited_in_vain_does_not_wait_again(limited: None) -> None:
    ask(0)
    begun = time.monotonic()
    with pytest.raises(OperationalError):
        ask(20)
    assert time.monotonic() - begun < 10
    wait_for(lambda: not base.away.is_away, "the thread that asks")
    connection.close()
    ask(0)


def test_while_it_is_away_nobody_asks_or_connects(limited: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(0)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(base.away, "is_away", True)
        with pytest.raises(OperationalError, match="one thread"):
            ask(0)
        connections.close_all()
        with pytest.raises(OperationalError, match="one thread"):
            ask(0)
    ask(0)


def test_who_is_to_wait_longer_does(limited: None) -> None:
    ask(0)
    with base.waiting(connection.connection, 30):
        ask(1)
    with pytest.raises(OperationalError), base.waiting(connection.connection, 0.1):
        ask(20)


def test_without_a_limit_nothing_is_given_up(committed_db: str) -> None:
    ask(0.6)
    with base.waiting(connection.connection, 0.1):
        ask(0.3)


def test_an_error_of_a_statement_gives_up_nothing(limited: None) -> None:
    ask(0)
    with pytest.raises(psycopg.OperationalError):
        connection.connection.execute("DO $$ BEGIN RAISE EXCEPTION SQLSTATE '57014'; END $$")
    assert not base.away.is_away
    ask(0)
