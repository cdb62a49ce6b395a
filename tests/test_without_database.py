"""PostgreSQL ends in the middle of a request, stays away, and comes back: real servers, one of a test's own."""

from __future__ import annotations

import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from email.message import Message
from pathlib import Path

import psutil
import psycopg

from mgdb.database_errors import AWAY_SECONDS
from tests.servers import DatabaseServer, WebServer, wait_for
from tools.launcher.postgres import EmbeddedPostgres

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'mgdb_web'"


def ask(site: WebServer, path: str) -> tuple[int, Message, str]:
    try:
        with urllib.request.urlopen(site.url + path, timeout=40) as answer:  # noqa: S310 - our own address
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


def timed(site: WebServer, path: str) -> tuple[float, int, Message, str]:
    begun = time.monotonic()
    answer = ask(site, path)
    return time.monotonic() - begun, *answer


def test_a_database_that_hangs_holds_nobody(
    database_server: DatabaseServer, new_folder: Callable[[], Path], tmp_path: Path
) -> None:
    """Its processes are stopped, so that it takes connections and says nothing, as a network that loses packets."""
    postgres = EmbeddedPostgres(new_folder() / "postgres", durable=False)
    postgres.start()
    try:
        database_server.copy_to(postgres)
        site = WebServer(postgres.url(web=True), tmp_path / "web.log")
        try:
            for _ in range(2):  # kept, and then noted as it leaves
                kept = ask(site, "phases/")
            assert kept[0] == 200
            assert postgres.process is not None
            main = psutil.Process(postgres.process.pid)
            with ThreadPoolExecutor(120) as others:
                list(others.map(lambda number: timed(site, f"sources/?year_min={1900 + number}"), range(12)))
                processes = [main, *main.children(recursive=True)]
                try:
                    for process in processes:
                        process.send_signal(signal.SIGSTOP)
                    pages = [others.submit(timed, site, "phases/") for _ in range(70)]
                    fresh = [others.submit(timed, site, f"sources/?year_min={1930 + number}") for number in range(20)]
                    lives = [timed(site, "healthz") for _ in range(5)]
                    lives += [timed(site, "healthz") for one in pages + fresh if one.result()]
                    later = [timed(site, path) for path in ("phases/", "sources/?year_min=1960", "healthz")]
                finally:
                    for process in processes:
                        process.send_signal(signal.SIGCONT)
            assert {one[1] for one in lives} == {200}
            assert max(one[0] for one in lives) < 5
            for seconds, status, headers, text in [later[0], *(one.result() for one in pages)]:
                assert (status, text) == (200, kept[2])
                assert "the database cannot be asked" in headers["Cache-Status"]
                assert seconds < 10
            for seconds, status, headers, text in [later[1], *(one.result() for one in fresh)]:
                assert (status, bool(headers["Retry-After"])) == (503, True)
                assert seconds < 15
                assert "does not answer" in text or "More is asked at this moment" in text
            assert max(one[0] for one in later) < 1, "it is known by then"
            wait_for(lambda: ask(site, "sources/?year_min=1961")[0] == 200, "the database to be asked again")
            again = ask(site, "phases/")
            assert (again[0], again[2], again[1]["Cache-Status"]) == (200, kept[2], None)
        finally:
            site.stop()
    finally:
        postgres.stop()
