"""Short permanent addresses of questions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from mgdb.models import ShortAddress, short_addresses
from mgdb.views import short_addresses as views

pytestmark = pytest.mark.django_db
QUESTION = "/measurements/?property=ionic_conductivity&temperature_max=30&temperature_unit=%C2%B0C"


def shorten(target: str, **headers: str):
    return Client().post("/q/", {"target": target}, headers=headers)


def key_of(target: str) -> str:
    response = shorten(target)
    assert response.status_code == 302, response.content.decode()
    return response["Location"].split("/")[2]


def test_a_question_has_one_short_address_that_leads_to_it():
    key = key_of(QUESTION)
    assert key_of(QUESTION) == key
    assert len(key) == short_addresses.LEAST
    for written in (key, key.upper(), key.replace("0", "O").replace("1", "I")):
        response = Client().get(f"/q/{written}")
        assert (response.status_code, response["Location"]) == (302, QUESTION)
    page = Client().get(f"/q/{key}/about/").content.decode()
    assert f'value="http://testserver/q/{key}"' in page


def test_pages_with_a_question_offer_one():
    for path in ("/measurements/?property=voltage", "/plots/arrhenius/?role=electrolyte"):
        page = Client().get(path).content.decode()
        assert 'action="/q/"' in page
        assert f'name="target" value="{path}"' in page


def test_targets_that_begin_alike_have_longer_addresses():
    taken = short_addresses._keys(QUESTION)[0]
    ShortAddress.objects.create(key=taken, target="/materials/?q=taken")
    key = key_of(QUESTION)
    assert key.startswith(taken)
    assert len(key) == len(taken) + 1
    assert Client().get(f"/q/{key}")["Location"] == QUESTION
    assert Client().get(f"/q/{taken}")["Location"] == "/materials/?q=taken"


@pytest.mark.parametrize(
    "target",
    [
        "",
        "https://example.org/",
        "//example.org/measurements/",
        "/admin/",
        "/nowhere/",
        "javascript:alert(1)",
        "/measurements/\r\nSet-Cookie: a=b",
        "/measurements/?q=é",
        "/measurements/?q=" + "a" * 4_000,
        "/measurements/?q=" + "a" * 40_000,
        "http://[",
    ],
)
def test_only_pages_of_this_site_have_one(target: str):
    response = shorten(target)
    assert response.status_code == 400
    assert not ShortAddress.objects.exists()


def test_another_site_makes_none():
    assert shorten(QUESTION, origin="https://example.org").status_code == 403
    assert not ShortAddress.objects.exists()


def test_so_many_are_made_and_those_that_are_there_stay(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(views, "OF_AN_ADDRESS", replace(views.OF_AN_ADDRESS, burst=2))
    targets = [f"/materials/?q={number}" for number in range(3)]
    answers = [shorten(target) for target in targets]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    said = answers[-1].content.decode()
    assert "<h1>Too many requests</h1>" in said
    assert "send it again in a minute" in said
    assert shorten(targets[0]).status_code == 302
    assert "Retry-After" in shorten(targets[2])


def test_what_leads_nowhere_is_not_found():
    assert [Client().get(path).status_code for path in ("/q/zzzzzzz", "/q/zzzzzzz/about/", "/q/é", "/q/%00")] == [
        404
    ] * 4
    assert Client().get("/q/").status_code == 405
