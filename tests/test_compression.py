"""Responses are compressed for whoever asks, but none that carries a secret."""

import gzip

import pytest
from django.test import Client

from mgdb.compression import wants_gzip
from tests.api.programs import Program, new, value_form
from tests.review.people import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("*", True),
        ("GZIP", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.5, identity", False),
        ("*;q=0", False),
        ("gzipped", False),
    ],
)
def test_the_q_values_of_the_header_are_obeyed(header, wanted):
    assert wants_gzip(header) is wanted


@pytest.mark.parametrize("path", ["/", "/cathodes/", "/api/v1/measurements/", "/cathodes/?format=csv"])
def test_pages_lists_and_files_are_compressed_on_request_and_the_same(path):
    client = Client()
    plain = client.get(path)
    packed = client.get(path, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content) == plain.content
    for response in (plain, packed):
        assert "Accept-Encoding" in response["Vary"]
    assert packed.get("ETag") == plain.get("ETag")  # weak: the two forms are one representation


def test_a_304_varies_as_the_response_that_it_stands_for():
    client = Client()
    first = client.get("/api/v1/phases/", headers={"accept-encoding": "gzip"})
    assert first["ETag"].startswith('W/"')
    for coding in ("gzip", ""):
        again = client.get("/api/v1/phases/", headers={"accept-encoding": coding, "if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert "Accept-Encoding" in again["Vary"]
        assert "Content-Encoding" not in again


def test_what_carries_a_token_is_never_compressed(admin_client):
    for path in ("/admin/login/", "/admin/"):
        response = (Client() if "login" in path else admin_client).get(path, headers={"accept-encoding": "gzip"})
        assert response.status_code == 200
        assert "Content-Encoding" not in response


def test_a_workbook_is_compressed_already():
    response = Client().get("/cathodes/?format=xlsx", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response


def test_a_program_that_takes_gzip_hands_in_what_it_was_shown():
    ada = Program(person("ada", "contributor"))
    draft = new(ada, value_form(), Accept_Encoding="gzip")
    path = f"drafts/{draft.data['id']}/"
    shown = ada("get", path, status=200, Accept_Encoding="gzip")
    assert "Content-Encoding" not in shown
    assert not shown["ETag"].startswith("W/")
    ada("post", f"{path}submit/", status=200, seen=shown["ETag"], Accept_Encoding="gzip")
