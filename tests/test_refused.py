"""What is refused before it comes to a view: in the form and with the headers of every other response."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client
from waitress.adjustments import Adjustments
from waitress.task import ErrorTask
from waitress.utilities import InternalServerError

from mgdb import request_bodies, web_server

pytestmark = pytest.mark.django_db  # pages name the collected static files

LONG = b"X: " + b"a" * web_server.MOST_HEADER_BYTES
LARGE = b"Content-Length: %d" % (request_bodies.MOST_BODY_BYTES + 1)
SECURITY = {
    *("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"),
    "X-Frame-Options",
}


def refused(
    application: object, sent: bytes, room: request_bodies.Room | None = None
) -> tuple[int, dict[str, str], str]:
    """What the web server answers to `sent`: status, headers, body."""
    adjustments = Adjustments(
        max_request_header_size=web_server.MOST_HEADER_BYTES,
        max_request_body_size=request_bodies.MOST_BODY_BYTES,
        ident=None,
    )
    request = request_bodies.IncomingRequest(adjustments, "192.0.2.1", room or request_bodies.Room())
    while not request.completed:
        sent = sent[request.received(sent[:8192]) :]
    written: list[bytes] = []
    server = SimpleNamespace(application=application, server_name="x", effective_port=80, adj=adjustments)
    channel = SimpleNamespace(server=server, adj=adjustments, addr=("192.0.2.1", 5), write_soon=written.append)
    task = web_server.refuse(channel, request)
    task.service()
    assert task.close_on_finish
    head, _, body = b"".join(written).decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


def security_of(headers: object) -> dict[str, list[str]]:
    return {name: sorted(value.split("; ")) for name, value in headers.items() if name in SECURITY}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        (b"GET %s HTTP/1.1\r\nHost: x\r\n" + LONG + b"\r\n\r\n", 431, "at most 32 kB"),
        (b"POST %s HTTP/1.1\r\nHost: x\r\n" + LARGE + b"\r\n\r\n", 413, "at most 1 MB"),
        (b"GET %s HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n", 400, "Invalid header"),
        (b"GET %s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501, "not supported"),
    ],
)
def test_the_server_refuses_as_the_application_does(sent: bytes, status: int, said: str) -> None:
    usual = security_of(Client().get("/healthz"))
    assert set(usual) == SECURITY
    for path, kind in ((b"/api/v1/phases/", "application/problem+json"), (b"/phases/", "text/html; charset=utf-8")):
        found, headers, body = refused(get_wsgi_application(), sent.replace(b"%s", path))
        assert (found, headers["Content-Type"]) == (status, kind)
        assert security_of(headers) == usual
        assert said in body
        assert ("Access-Control-Allow-Origin" in headers) == (b"api" in path)
        if b"api" in path:
            problem = json.loads(body[body.index("{") : body.rindex("}") + 1])
            assert problem["status"] == status


def test_what_says_no_address_is_refused_too() -> None:
    status, headers, body = refused(get_wsgi_application(), b"nonsense\r\n\r\n")
    assert (status, headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "Start line is invalid" in body


def test_a_refusal_has_its_status_whatever_an_application_says_and_is_not_taken_for_a_reading() -> None:
    asked: list[dict[str, object]] = []

    def application(environ: dict[str, object], start_response: object) -> list[bytes]:
        asked.append(environ)
        start_response("200 OK", [])  # type: ignore[operator]
        return [b"fine"]

    assert refused(application, b"GET / HTTP/1.1\r\nCookie: a\r\n" + LONG + b"\r\n\r\n")[0] == 431
    [environ] = asked
    assert environ["REQUEST_METHOD"] not in ("GET", "HEAD")
    assert not [name for name in environ if name.startswith("HTTP_")]


def test_an_application_that_has_failed_is_not_asked_again() -> None:
    request = SimpleNamespace(error=InternalServerError("tried"), version="1.1")
    assert type(web_server.refuse(SimpleNamespace(), request)) is ErrorTask


@pytest.mark.parametrize("path", ["/api/v1/phases/", "/phases/"])
def test_who_asks_by_a_name_that_is_not_served_is_told_so(path: str) -> None:
    response = Client().get(path, HTTP_HOST="evil.example")
    assert response.status_code == 400
    text = response.content.decode()
    assert "No site is served here under the name “evil.example”" in text
    assert "ALLOWED_HOSTS" not in text
    if path.startswith("/api/"):
        assert response["Content-Type"] == "application/problem+json"
        assert json.loads(text)["status"] == 400
    assert set(security_of(response)) == SECURITY
