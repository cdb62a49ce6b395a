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
