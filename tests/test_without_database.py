"""PostgreSQL ends in the middle of a request, stays away, and comes back: real servers, one of a test's own."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from email.message import Message
from pathlib import Path

import psycopg

from mgdb.database_errors import AWAY_SECONDS
from tests.servers import DatabaseServer, WebServer, wait_for
from tools.launcher.postgres import EmbeddedPostgres

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'mgdb_web'"


def ask(site: WebServer, path: str) -> tuple[int, Message, str]:
    try:
        with urllib.request.urlopen(site.url + path, timeout=20) as answer:  # noqa: S310 - our own address
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def test_without_a_database_what_is_kept_is_read_and_the_rest_comes_again(
    database_server: DatabaseServer, new_folder: Callable[[], Path], tmp_path: Path
) -> None:
    postgres = EmbeddedPostgres(new_folder() / "postgres", durable=False)
    postgres.start()
    try:
        database_server.copy_to(postgres)
        site = WebServer(postgres.url(web=True), tmp_path / "web.log")
        try:
            # kept; a connection each of the pages and of the API
            kept = ask(site, "phases/")
            assert kept[0] == 200
            with (
                ThreadPoolExecutor() as others,
                closing(psycopg.connect(**postgres.conninfo(superuser=True))) as holding,
                closing(psycopg.connect(**postgres.conninfo(superuser=True), autocommit=True)) as watching,
            ):
                holding.execute("LOCK TABLE mgdb_measurement, mgdb_source, mgdb_publicform IN ACCESS EXCLUSIVE MODE")
                begun = [
                    others.submit(ask, site, path)
                    for path in ("sources/?year_min=1999", "api/v1/sources/?year_min=1999")
                ]
                wait_for(lambda: watching.execute(WAITING).fetchone() == (2,), "two requests in the middle of a query")
                postgres.stop()
                answers = {"in the middle": [one.result() for one in begun]}
            answers["away"] = [ask(site, path) for path in ("sources/?year_min=2000", "api/v1/sources/?year_min=2000")]
            for page, program in answers.values():
                assert (page[0], program[0]) == (503, 503)
                for _, headers, text in (page, program):
                    assert headers["Retry-After"] == str(AWAY_SECONDS)
                    assert headers["X-Content-Type-Options"] == "nosniff"
                    assert "does not answer" in text
                assert "default-src 'self'" in page[1]["Content-Security-Policy"]
                assert program[1]["Content-Type"] == "application/problem+json"
            assert ask(site, "healthz")[0] == 200
            again = ask(site, "phases/")
            assert (again[0], again[2]) == (200, kept[2])
            assert "the database cannot be asked" in again[1]["Cache-Status"]
            postgres.start()
            wait_for(lambda: ask(site, "sources/?year_min=2000")[0] == 200, "the database to be asked again")
            assert ask(site, "api/v1/sources/?year_min=2000")[0] == 200
        finally:
            site.stop()
    finally:
        postgres.stop()
