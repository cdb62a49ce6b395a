"""How much of bodies is taken; on sockets it is tested in tests/test_web_server.py."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from waitress.adjustments import Adjustments

from api import parsers
from api.curation import parsing
from mgdb import request_bodies
from mgdb.formats import curves
from mgdb.views import own_data
from tests.test_refused import refused

pytestmark = pytest.mark.django_db  # pages name the collected static files

CHUNKED = b"POST /phases/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (CHUNKED + b"%x\r\n" % (2 * request_bodies.MB) + b"a" * (request_bodies.MOST_ELSEWHERE + 9000), 413),
        (CHUNKED[:-2] + b"Content-Length: 6\r\n\r\n0\r\n\r\nG", 400),
        (CHUNKED + b"1;" + b"a" * 20_000, 400),
        (CHUNKED + b"0\r\n" + b"a: b\r\n" * 3000, 400),
        (CHUNKED + b"1\r\na\r\n" * 20_000, 400),
        (CHUNKED + (b"1;" + b"a=b;" * 1900 + b"a=b\r\na\r\n") * 10, 400),
        (CHUNKED + b"\r\n" * 40_000, 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %s\r\n\r\n" % (b"9" * 5000), 400),
        (b"GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ],
)
def test_what_grows_without_an_end_or_cannot_be_read_is_refused_while_it_comes(sent: bytes, status: int) -> None:
    assert refused(get_wsgi_application(), sent)[0] == status


def test_chunks_of_a_usual_length_are_taken_with_short_extensions() -> None:
    request = request_bodies.IncomingRequest(Adjustments(), "192.0.2.2", request_bodies.Room())
    sent = CHUNKED + (b"400;a=b\r\n" + b"a" * 1024 + b"\r\n") * 900 + b"0\r\nX: y\r\n\r\n"
    while sent and not request.completed:
        sent = sent[request.received(sent[:8192]) :]
    request.close()
    assert (request.completed, request.error) == (True, None)


@pytest.mark.parametrize("rest", [b"", b"Content-Length: 0\r\n", b"Content-Length: 1\r\n"])
def test_who_waits_to_be_asked_for_a_body_is_asked_where_there_is_one(rest: bytes) -> None:
    request = request_bodies.IncomingRequest(Adjustments(), "192.0.2.2", request_bodies.Room())
    request.received(b"GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n%s\r\n" % rest)
    assert (request.completed, request.expect_continue) == ((False, True) if b"1" in rest else (True, False))


@pytest.mark.parametrize("path", [b"/api/v1/phases/", b"/phases/"])
def test_where_no_room_is_left_for_a_body_its_sender_is_told_to_come_again(path: bytes) -> None:
    room = request_bodies.Room()
    full = request_bodies.IncomingRequest(Adjustments(), "192.0.2.2", room)
    assert room.allows(full, request_bodies.MOST_BYTES_OF_A_CLIENT)
    other = request_bodies.IncomingRequest(Adjustments(), "192.0.2.3", room)
    other.client = "192.0.2.3"
    assert not room.allows(other, request_bodies.MOST_BYTES_TOGETHER - request_bodies.MOST_BYTES_OF_A_CLIENT + 1)
    full.client = "192.0.2.1"
    sent = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" % path
    status, headers, body = refused(get_wsgi_application(), sent, room)
    assert (status, headers["Retry-After"]) == (503, "10")
    assert "no room for more" in body


def test_the_addresses_that_take_long_bodies_are_those_of_the_views() -> None:
    """What a view reads comes to it, and somewhat more, so that it can say itself what it does not read."""
    assert request_bodies.most_at(reverse("admin:index")) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE + curves.MOST_BYTES
    assert request_bodies.most_at(reverse("own-data", args=["a-plot"])) > own_data.MOST_BYTES
    assert request_bodies.most_at(reverse("api:drafts")) > max(parsers.MOST_BYTES, parsing.LIMITS.size)
