"""What of a request is read at all."""

from __future__ import annotations

import json

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from mgdb.incoming import MOST_PARAMETERS
from tests.hostile_requests import HEADERS, Sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask():
    """Puts a request to the whole application, without giving up the connection of the test."""
    from mgdb.wsgi import application

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield lambda sent: sent.ask(application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("charset", ["rot13", "hex", "idna", "punycode", "utf-16", "utf-7", "\x00", '"', "nothing"])
@pytest.mark.parametrize("address", ["/materials/?q=V2O5", "/api/v1/materials/?q=V2O5", "/admin/login/?next=%E2%82%AC"])
def test_every_text_is_utf_8_whatever_its_sender_says(charset, address, ask):
    plain = ask(Sent("GET", address, content_type="text/plain"))
    assert plain.status == 200
    told = ask(Sent("GET", address, content_type=f"text/plain; charset={charset}"))
    assert (told.status, len(told.content)) == (200, len(plain.content))


def test_a_form_in_another_charset_is_read_as_utf_8(ask):
    body = b"text=1000%2FT%2Csigma%0A3%2C-4&name=%E2%82%AC"
    form = "application/x-www-form-urlencoded"
    for kind in (form, f"{form};charset=rot13", f"{form}; charset=utf-16"):
        assert ask(Sent("POST", "/plots/arrhenius/own-data/", body, kind)).status == 200


# As RFC 2231 has them, in a charset that Python lacks or cannot decode.
UNDECODED = ["x*=foo''%ff", "charset*=idna''x", "boundary*=nothing''a", "q*=hex''zz", "x*0*=a'"]


@pytest.mark.sampled(10)
@pytest.mark.parametrize("parameter", UNDECODED)
@pytest.mark.parametrize("address", ["/", "/about/", "/api/v1/materials/", "/api/v1/nothing/", "/admin/login/"])
def test_parameters_of_a_header_that_cannot_be_decoded_are_not_read(parameter, address, ask):
    plain = ask(Sent("GET", address)).status
    for kind in ("text/plain", "multipart/form-data"):
        assert ask(Sent("GET", address, content_type=f"{kind}; {parameter}")).status == plain
    accept = ask(Sent("GET", address, headers={"accept": f"application/json; {parameter}, text/html; {parameter}"}))
    assert accept.status < 500
    disposition = {"content-disposition": f"attachment; filename*=foo''%ff; {parameter}"}
    assert ask(Sent("POST", address, b"a=1", "application/octet-stream", headers=disposition)).status < 500


@pytest.mark.parametrize("parameter", ["x*=foo''%ff", "filename*=foo''%ff", "name*=idna''x"])
def test_parameters_of_a_part_of_a_form_that_cannot_be_decoded_are_refused(parameter, ask):
    head = f'Content-Disposition: form-data; name="text"; {parameter}'
    body = f"--b\r\n{head}\r\nContent-Type: text/plain; x*=foo''%ff\r\n\r\n1,2\r\n--b--\r\n".encode()
    for address in ("/plots/arrhenius/own-data/", "/problems/", "/admin/login/", "/api/v1/drafts/"):
        assert ask(Sent("POST", address, body, 'multipart/form-data; boundary="b"')).status < 500, address


@pytest.mark.parametrize("host", [*HEADERS["host"], "example.org"])
def test_who_asks_for_a_site_that_is_none_is_told_so(host, ask):
    for address in ("/", "/materials/", "/nothing/", "/api/v1/materials/", "/admin/login/"):
        assert ask(Sent("GET", address, headers={"host": host})).status == 400, address


@pytest.mark.parametrize("name", ["q", "x", "material"])
def test_an_address_has_so_many_parameters(name, ask):
    query = "&".join([f"{name}=a"] * (MOST_PARAMETERS + 1))
    page, answer = ask(Sent("GET", f"/materials/?{query}")), ask(Sent("GET", f"/api/v1/materials/?{query}"))
    assert (page.status, answer.status) == (400, 400)
    assert len(page.content) < 20_000
    assert f"more than {MOST_PARAMETERS} parameters" in page.content.decode()
    assert f"more than {MOST_PARAMETERS} parameters" in json.loads(answer.content)["detail"]


def test_of_many_wrong_parameters_a_page_names_some(ask):
    page = ask(Sent("GET", "/materials/?" + "&".join(f"w{place}=a" for place in range(300))))
    assert page.status == 400
    assert "and 280 more" in page.content.decode()
    assert len(page.content) < 50_000
