"""Pages as finished answers: kept while the data stand, asked for with conditions."""

from __future__ import annotations

import pytest
from django.test import Client

from mgdb.models import Material
from tests.statements import statements

LIST = "/materials/?elements_all=V"


@pytest.fixture
def client(db: None) -> Client:
    return Client()


def test_what_the_browser_has_is_not_sent_again(client: Client) -> None:
    first = client.get(LIST)
    again = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_a_cached_page_costs_one_statement(client: Client) -> None:
    first = client.get(LIST)
    with statements(most=1):
        again = client.get(LIST)
    assert again.content == first.content


def test_a_change_of_any_row_is_seen_at_once(client: Client) -> None:
    first = client.get(LIST)
    record = Material.objects.published().filter(formula__contains="V2O5").first()
    Material.objects.filter(pk=record.pk).update(remarks="A remark that was not there before.")
    again = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_a_part_of_a_page_is_no_whole_page(client: Client) -> None:
    assert client.get(LIST)["ETag"] != client.get(LIST, headers={"HX-Request": "true"})["ETag"]


def test_refusals_are_not_kept(client: Client) -> None:
    assert client.get("/materials/?colour=red").status_code == 400
    assert "ETag" not in client.get("/materials/?elements_all=Xx")
