"""PostgreSQL ends in the middle of a request, stays away, and comes back: real servers, one of a test's own."""

from __future__ import annotations

import json
import secrets
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
import psycopg
import pytest
from django.conf import settings
from django.urls import reverse

from mgdb.database_errors import AWAY_SECONDS
from mgdb.sent_forms import FIELD
from tests.admin.browsers_part import empty_form, kept_by
from tests.admin.conftest import person
from tests.clock import is_within
from tests.servers import TEMPLATE, DatabaseServer, WebServer, application_on, wait_for
from tools.launcher.postgres import EmbeddedPostgres

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'mgdb_web'"


def ask(site: WebServer, path: str) -> tuple[int, Message, str]:
    try:
        with urllib.request.urlopen(site.url + path, timeout=40) as answer:  # noqa: S310 - our own address
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


@pytest.fixture(scope="module")
def own_postgres(database_server: DatabaseServer, new_folder: Callable[[], Path]) -> Iterator[EmbeddedPostgres]:
    """A server with all records, which tests stop and start again."""
    with EmbeddedPostgres(new_folder() / "postgres", durable=False).running() as postgres:
        database_server.copy_to(postgres)
        yield postgres


def test_without_a_database_what_is_kept_is_read_and_the_rest_comes_again(
    own_postgres: EmbeddedPostgres, tmp_path: Path
) -> None:
    site = WebServer(own_postgres.url(web=True), tmp_path / "web.log")
    try:
        # kept; a connection each of the pages and of the API
        kept = ask(site, "phases/")
        assert kept[0] == 200
        with (
            ThreadPoolExecutor() as others,
            closing(psycopg.connect(**own_postgres.conninfo(superuser=True))) as holding,
            closing(psycopg.connect(**own_postgres.conninfo(superuser=True), autocommit=True)) as watching,
        ):
            holding.execute("LOCK TABLE mgdb_measurement, mgdb_source, mgdb_publicform IN ACCESS EXCLUSIVE MODE")
            begun = [
                others.submit(ask, site, path) for path in ("sources/?year_min=1999", "api/v1/sources/?year_min=1999")
            ]
            wait_for(lambda: watching.execute(WAITING).fetchone() == (2,), "two requests in the middle of a query")
            own_postgres.stop()
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
        own_postgres.start()
        wait_for(lambda: ask(site, "sources/?year_min=2000")[0] == 200, "the database to be asked again")
        assert ask(site, "api/v1/sources/?year_min=2000")[0] == 200
    finally:
        site.stop()


def timed(site: WebServer, path: str) -> tuple[float, int, Message, str]:
    begun = time.monotonic()
    answer = ask(site, path)
    return time.monotonic() - begun, *answer


def test_a_database_that_hangs_holds_nobody(own_postgres: EmbeddedPostgres, tmp_path: Path) -> None:
    """Its processes are stopped, so that it takes connections and says nothing, as a network that loses packets."""
    site = WebServer(own_postgres.url(web=True), tmp_path / "web.log")
    try:
        for _ in range(2):  # kept, and then noted as it leaves
            kept = ask(site, "phases/")
        assert kept[0] == 200
        assert own_postgres.process is not None
        main = psutil.Process(own_postgres.process.pid)
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
        assert is_within(max(one[0] for one in lives), 5)
        for seconds, status, headers, text in [later[0], *(one.result() for one in pages)]:
            assert (status, text) == (200, kept[2])
            assert "the database cannot be asked" in headers["Cache-Status"]
            assert is_within(seconds, 10)
        for seconds, status, headers, text in [later[1], *(one.result() for one in fresh)]:
            assert (status, bool(headers["Retry-After"])) == (503, True)
            assert is_within(seconds, 15)
            assert "does not answer" in text or "More is asked at this moment" in text
        assert is_within(max(one[0] for one in later), 1), "it is known by then"
        wait_for(lambda: ask(site, "sources/?year_min=1961")[0] == 200, "the database to be asked again")
        again = ask(site, "phases/")
        assert (again[0], again[2], again[1]["Cache-Status"]) == (200, kept[2], None)
    finally:
        site.stop()


class Straight(urllib.request.HTTPRedirectHandler):
    """What is answered, and not the page that it leads to."""

    def redirect_request(self, *args: object) -> None:
        return None


class Curator:
    """A person's browser, signed in."""

    def __init__(self, name: str) -> None:
        self.client: Any = person(name, "contributor", "reviewer")
        self.token = "a" * 32
        cookies = {settings.SESSION_COOKIE_NAME: self.client.cookies[settings.SESSION_COOKIE_NAME].value}
        cookies[settings.CSRF_COOKIE_NAME] = self.token
        self.cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def send(self, site: WebServer, address: str, data: object) -> tuple[int, Message, str, float]:
        """A form as a list of pairs, else JSON; the answer, and how long it took."""
        kind = "application/x-www-form-urlencoded" if isinstance(data, list) else "application/json"
        body = (urlencode(data) if isinstance(data, list) else json.dumps(data)).encode()
        headers = {"Content-Type": kind, "Cookie": self.cookies, "X-CSRFToken": self.token}
        request = urllib.request.Request(site.url + address.removeprefix("/"), body, headers)  # noqa: S310 - our own
        begun = time.monotonic()
        try:
            with urllib.request.build_opener(Straight).open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read().decode(), time.monotonic() - begun
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode(), time.monotonic() - begun


@contextmanager
def frozen(postgres: EmbeddedPostgres) -> Iterator[None]:
    assert postgres.process is not None
    main = psutil.Process(postgres.process.pid)
    processes = [main, *main.children(recursive=True)]
    try:
        for process in processes:
            process.send_signal(signal.SIGSTOP)
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)


@pytest.mark.long
def test_what_a_curator_sends_meanwhile_is_written_once_when_it_is_sent_again(
    own_postgres: EmbeddedPostgres, tmp_path: Path, django_db_blocker: Any
) -> None:
    """The rows of a workbench, which its script sends again, and a plain form; stopped first, then one that hangs."""
    from mgdb.models import Source, WorkbenchRow

    postgres = own_postgres
    with django_db_blocker.unblock():
        with application_on(postgres, TEMPLATE):
            ada = Curator("ada")
            address, form = empty_form(ada.client, "source")
            paper = Source.objects.published().earliest("pk")
        save = reverse("admin:workbench_save", args=[paper.public_id])
        site = WebServer(postgres.url(web=True), tmp_path / "web.log")

        def row(revision: int, name: str) -> object:
            payload = {"name": name, "formula": "V2O5", "role": "cathode", "where": "Section 2"}
            one = {"key": "a-row-of-mine", "grid": "specimens", "position": 1, "revision": revision, "payload": payload}
            return {"rows": [one]}

        def refused(title: str, rows: object) -> dict[str, str]:
            """Both are; what the page of the form keeps."""
            own = {"title": title, "remarks": "Two\nlines", FIELD: secrets.token_urlsafe(16)}
            pairs = list((form | own).items())
            answers = [ada.send(site, save, rows), ada.send(site, address, pairs)]
            for status, headers, text, seconds in answers:
                assert (status, headers["Retry-After"]) == (503, str(AWAY_SECONDS)), text
                assert "does not answer" in text
                assert is_within(seconds, 15)
            return kept_by(answers[1][2])

        def sent_again(title: str, kept: dict[str, str], rows: object, revision: int) -> None:
            wait_for(lambda: ask(site, f"sources/?q={title}")[0] == 200, "the database to be asked again")
            status, _, text, _ = ada.send(site, save, rows)
            [told] = json.loads(text)["rows"]
            assert (status, told["outcome"], told["revision"]) == (200, "saved", revision)
            assert kept["title"] == title
            assert {ada.send(site, address, list(kept.items()))[0] for _ in range(2)} == {302}
            with application_on(postgres, TEMPLATE):
                assert WorkbenchRow.objects.get().payload["name"] == rows["rows"][0]["payload"]["name"]  # type: ignore[index]
                assert Source.objects.get(title=title).remarks.split() == ["Two", "lines"]

        try:
            first = ada.send(site, save, row(0, "L-VX"))
            assert first[0] == 200, first[2]
            postgres.stop()
            kept = refused("Stopped", row(1, "L-VX-1"))
            postgres.start()
            sent_again("Stopped", kept, row(1, "L-VX-1"), 2)
            with frozen(postgres):
                kept = refused("Frozen", row(2, "L-VX-2"))
            sent_again("Frozen", kept, row(2, "L-VX-2"), 3)
        finally:
            site.stop()


@pytest.mark.long
def test_a_queue_that_hangs_is_waited_for_once(
    database_server: DatabaseServer, new_folder: Callable[[], Path], tmp_path: Path, django_db_blocker: Any
) -> None:
    """It is on another server than the records, whose processes are stopped."""
    from mgdb.models.jobs import Job

    name = database_server.clone("queue")
    queue = EmbeddedPostgres(new_folder() / "postgres", durable=False)
    waiting = "SELECT count(*) FROM pgmq.q_mgdb"
    with queue.running(), django_db_blocker.unblock():
        database_server.copy_to(queue)
        with application_on(database_server, name):
            ada = Curator("ada")
        broker = "pgmq" + queue.url(web=True).removeprefix("postgresql").partition("?")[0]
        url = database_server.url(name, web=True)
        site = WebServer(url, tmp_path / "web.log", {"CELERY_BROKER_URL": broker})
        look = reverse("admin:mgdb_finding_look")

        def asked() -> float:
            """How long it takes to hand an audit over."""
            with application_on(database_server, name):
                Job.objects.all().delete()
            status, _, text, seconds = ada.send(site, look, [("csrfmiddlewaretoken", ada.token)])
            assert status == 302, text
            with application_on(database_server, name):
                assert Job.objects.get().status == Job.Status.WAITING
            return seconds

        try:
            asked()
            with closing(psycopg.connect(**queue.conninfo(superuser=True), autocommit=True)) as watching:
                assert watching.execute(waiting).fetchone() == (1,)
                with frozen(queue):
                    taken = asked()
                    assert taken > 9
                    assert is_within(taken, 20)
                    assert is_within(asked(), 5)
                wait_for(lambda: watching.execute(waiting).fetchone() == (2,), "the message that hung")
                asked()
                assert watching.execute(waiting).fetchone() == (3,)
        finally:
            site.stop()
            database_server.drop(name)
