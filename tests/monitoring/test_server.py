"""What an operator is shown, and nobody else."""

from __future__ import annotations

import gzip
import json
import stat
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli
import psycopg
import pytest
from django.db import DatabaseError, connection
from django.test import override_settings
from kombu import Connection

from mgdb import request_ids, tasks
from mgdb.models import WorkerHeartbeat
from mgdb.monitoring import broker, readiness
from mgdb.monitoring.server import Monitored
from tests.servers import TaskWorker, WebServer, wait_for

TOKEN = "6f1c0a9d5e8b47239ac1e4d07b35f682d9"
OPERATOR = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}


def ask(application: Monitored, path: str, **environ: str) -> tuple[str, dict[str, str], bytes]:
    said: list[Any] = []
    given = {"REQUEST_METHOD": "GET", "PATH_INFO": path, **environ}
    body = application(given, lambda status, headers, *more: said.append((status, dict(headers))))
    return *said[0], b"".join(body)


def stranger(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("404 Not Found", [])
    return [b"nothing here"]


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
@pytest.mark.parametrize("token", ["", TOKEN])
@pytest.mark.parametrize("sent", [{}, {"HTTP_AUTHORIZATION": "Bearer "}, {"HTTP_AUTHORIZATION": "Bearer é"}])
def test_for_strangers_they_are_not_there(path: str, token: str, sent: dict[str, str]) -> None:
    with override_settings(MONITORING_TOKEN=token):
        assert ask(Monitored(stranger), path, **sent)[2] == b"nothing here"


def ready() -> tuple[str, dict[str, Any]]:
    with override_settings(MONITORING_TOKEN=TOKEN):
        status, headers, content = ask(Monitored(stranger), "/readyz", **OPERATOR)
    assert headers["Cache-Control"] == "no-store"
    return status, json.loads(content)


@pytest.mark.django_db
def test_ready_is_who_has_all_its_parts() -> None:
    WorkerHeartbeat.objects.note("worker@here", answered=True)
    status, said = ready()
    assert (status, said["ready"]) == ("200 OK", True), said
    assert list(said["parts"]) == ["database", "migrations", "worker", "queue", "disk"]
    assert said["parts"]["worker"]["says"] == "worker@here"


def no_database(execute: Any, sql: str, *rest: Any) -> Any:
    raise DatabaseError("the server closed the connection")


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["database", "migrations", "worker", "queue", "disk"])
def test_the_part_that_does_not_work_is_named(part: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    says = {
        "database": "the server closed the connection",
        "migrations": "1 not applied: mgdb.0001_initial",
        "worker": "no heartbeat was done for 100 s",
        "queue": "refused",
        "disk": "MB are needed",
    }
    if part != "worker":
        WorkerHeartbeat.objects.note("worker@here", answered=True)
    if part == "migrations":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'mgdb' AND name = '0001_initial'")
    if part == "queue":
        monkeypatch.setattr(broker.app, "connection_for_read", lambda **_: Connection("redis://127.0.0.1:1/"))
    if part == "disk":
        settings.DISK_NEEDED_MB = 10**9
    if part == "database":
        with connection.execute_wrapper(no_database):
            status, said = ready()
    else:
        status, said = ready()
    assert status == "503 Service Unavailable"
    assert ("queue" in said["parts"]) is (part != "database"), "a queue in the database is not asked for without it"
    assert [name for name, one in said["parts"].items() if not one["works"]] == [part]
    assert says[part] in said["parts"][part]["says"]


@pytest.mark.django_db
def test_all_migrations_on_disk_are_applied_ones_or_replace_them() -> None:
    assert ("mgdb", "0037_workers_by_one_clock") in readiness.on_disk()
    assert ("auth", "0001_initial") in readiness.on_disk()


@pytest.mark.parametrize(
    ("given", "proxies", "taken"),
    [
        ("abc-DEF_1.2", 1, True),
        ("abc-DEF_1.2", 0, False),
        ("short", 1, False),
        ("a" * 65, 1, False),
        ("a\nb" * 9, 1, False),
    ],
)
def test_an_id_is_taken_from_a_proxy_of_ours_alone(given: str, proxies: int, taken: bool, settings: Any) -> None:
    settings.TRUSTED_PROXIES = proxies
    _, headers, _ = ask(Monitored(stranger), "/", HTTP_X_REQUEST_ID=given)
    assert (headers[request_ids.HEADER] == given) is taken
    assert len(headers[request_ids.HEADER]) >= 8


def test_the_id_of_a_request_follows_into_the_worker(worker: TaskWorker) -> None:
    request_ids.begin("asked-on-a-page")
    tasks.heartbeat.apply_async()
    wait_for(WorkerHeartbeat.objects.answering().exists, "a heartbeat")
    assert WorkerHeartbeat.objects.alive().get().worker == WorkerHeartbeat.objects.answering().get().worker
    wait_for(lambda: "asked-on-a-page: Task mgdb.tasks.heartbeat" in worker.log.read_text(), "its line in the log")


# ------------------------------------------------------------------------------------------------- with a server
def open_(server: WebServer, path: str, sent: bytes | None = None, **headers: str) -> Any:
    return urllib.request.urlopen(urllib.request.Request(server.url + path, sent, headers))  # noqa: S310 - our own


@pytest.fixture
def sentry() -> Iterator[tuple[str, list[Any]]]:
    """A server that speaks Sentry's protocol: its DSN, and the events that came."""
    events: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(self.headers["Content-Encoding"], bytes)
            lines = unpack(sent).splitlines()
            for header, item in zip(lines[1::2], lines[2::2], strict=False):
                if json.loads(header)["type"] == "event":
                    events.append(json.loads(item))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *arguments: Any) -> None:
            """Nothing in the output of tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://key@127.0.0.1:{server.server_address[1]}/1", events
        server.shutdown()
        thread.join()


def test_a_request_is_found_by_its_id_in_logs_metrics_and_reports(
    committed_db: str, tmp_path: Path, sentry: tuple[str, list[Any]]
) -> None:
    dsn, events = sentry
    log = tmp_path / "web.log"
    environment = {
        "MGDB_MONITORING_TOKEN": TOKEN, "MGDB_LOG_FORMAT": "json", "MGDB_LOG_REQUESTS": "1", "SENTRY_DSN": dsn,
        "TMPDIR": str(tmp_path),
    }  # fmt: skip
    server = WebServer(committed_db, log, environment)
    try:
        for _ in range(2):  # made, then kept
            open_(server, "vocabulary/").close()
        with pytest.raises(urllib.error.HTTPError, match="413"):
            open_(server, "admin/login/", sent=b"a=1&" * 31_000, Cookie=f"csrftoken={'a' * 32}")
        with psycopg.connect(committed_db, autocommit=True) as database:
            database.execute("ALTER TABLE mgdb_phase RENAME TO away")
        with pytest.raises(urllib.error.HTTPError) as failed:
            open_(server, "phases/?q=secret-words")
        request_id = failed.value.headers[request_ids.HEADER]
        assert (failed.value.code, request_id in failed.value.read().decode()) == (500, True)
        wait_for(lambda: bool(events), "the report of the error")
        with open_(server, "metrics", Authorization=f"Bearer {TOKEN}") as answer:
            metrics = answer.read().decode()
        [counts] = tmp_path.glob("mgdb-metrics-*")
        assert stat.S_IMODE(counts.stat().st_mode) == 0o700
        assert counts.name != f"mgdb-metrics-{server.process.pid}", "anybody could have made it before"
    finally:
        server.stop()

    assert 'mgdb_requests_total{method="GET",route="vocabulary/",status="200"} 1.0' in metrics
    assert 'mgdb_requests_total{method="GET",route="kept",status="200"} 1.0' in metrics
    assert 'mgdb_requests_total{method="GET",route="phases/",status="500"} 1.0' in metrics
    assert "mgdb_database_up 1.0" in metrics
    assert "mgdb_queue_messages" in metrics
    queries = next(line for line in metrics.splitlines() if line.startswith("mgdb_queries_total"))
    assert float(queries.split()[1]) > 1

    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    [refused] = [line for line in lines if line["logger"] == "django.security.TooManyFieldsSent"]
    assert (refused["level"], "exc_info" in refused) == ("WARNING", False)
    own = [line for line in lines if line["request_id"] == request_id]
    [told] = [line for line in own if line["logger"] == "mgdb.requests"]
    assert (told["path"], told["status"], told["route"]) == ("/phases/", "500", "phases/")
    [failure] = [line for line in own if line["logger"] == "django.request"]
    assert "UndefinedTable" in failure["exc_info"]

    [event] = events
    assert event["tags"]["request_id"] == request_id
    assert event["exception"]["values"][-1]["type"] == "ProgrammingError"
    assert "secret-words" not in json.dumps(event)
