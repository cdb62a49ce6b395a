"""A server that hangs, or a network that swallows what is sent, says nothing: whoever waits for it decides how long.

PostgreSQL itself ends what takes too long (`statement_timeout`), as long as it runs. Where a process has set a limit of
its own (`limit`), a connection that does not answer within it is given up. From then on the server counts as `away`:
nobody waits for it any more, but one thread that asks until it has answered.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Any

import psycopg
from django.db.backends.postgresql import base

PAUSE = 1.0  # seconds between two questions whether it is there again
PROBE_SECONDS = 3.0
CONNECT_SECONDS = 5  # of a host that is gone, or hangs; DATABASE_URL may say another
log = logging.getLogger(__name__)


class Away:
    """Whether the server does not answer, as far as this process knows."""

    def __init__(self) -> None:
        self.is_away = False
        self.lock = Lock()

    def check(self) -> None:
        """Raises OperationalError while it does not answer."""
        if self.is_away:
            raise psycopg.OperationalError("the database does not answer; it is asked again by one thread")

    def begin(self, parameters: dict[str, Any]) -> None:
        """Somebody has waited in vain; a thread finds out when it is there again."""
        with self.lock:
            if self.is_away:
                return
            self.is_away = True
        Thread(target=self._ask, args=(parameters,), name="database", daemon=True).start()

    def _ask(self, parameters: dict[str, Any]) -> None:
        log.error("The database does not answer; what needs it is refused until it does.")
        begun = time.monotonic()
        while True:
            try:
                with Connection.connect(**parameters) as connection:
                    connection.is_probe, connection.seconds = True, PROBE_SECONDS
                    connection.execute("SELECT 1")
                break
            except psycopg.Error:
                time.sleep(PAUSE)
        log.warning("The database answers again, after %.0f s.", time.monotonic() - begun)
        self.is_away = False


away = Away()


class Connection(psycopg.Connection[Any]):
    """A connection that is waited for so many `seconds`, where there is a limit."""

    seconds: float | None = None
    is_probe = False
    parameters: dict[str, Any]

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        if self.seconds is None:
            return super().wait(gen, *args, **kwargs)
        if not self.is_probe:
            away.check()
        end = time.monotonic() + self.seconds
        try:
            return super().wait(gen, *args, **kwargs | {"timeout": self.seconds})
        except psycopg.OperationalError:
            if time.monotonic() >= end:  # it was given up by the driver, which leaves it in the middle of a statement
                self.pgconn.finish()
                if not self.is_probe:
                    away.begin(self.parameters)
            raise


def limit(seconds: float) -> None:
    """From now on, this process waits for no answer longer than this."""
    Connection.seconds = seconds


@contextmanager
def waiting(connection: psycopg.Connection[Any], seconds: float) -> Iterator[None]:
    """What is asked meanwhile is waited for as long as this, where there is a limit at all."""
    if not isinstance(connection, Connection) or connection.seconds is None:
        yield
        return
    before, connection.seconds = connection.seconds, seconds
    try:
        yield
    finally:
        connection.seconds = before


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with connections of ours."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        conn_params = {"connect_timeout": CONNECT_SECONDS} | conn_params
        if Connection.seconds is not None:
            away.check()
        try:
            connection = Connection.connect(**conn_params)
        except psycopg.errors.ConnectionTimeout:
            if Connection.seconds is not None:
                away.begin(conn_params)
            raise
        connection.parameters = conn_params
        return connection
