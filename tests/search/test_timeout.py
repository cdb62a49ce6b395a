"""A query that the database does not answer in time; and what a request leaves behind on its connection: nothing."""

import re

import pytest
from django.db import connection

SETTINGS = ("statement_timeout", "pg_trgm.word_similarity_threshold")


def settings():
    with connection.cursor() as cursor:
        return [cursor.execute(f"SHOW {name}").fetchone()[0] for name in SETTINGS]


@pytest.fixture
def operator(committed_db):
    """A session with settings of its own, as an operator makes them."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '77s'")
        cursor.execute("SET pg_trgm.word_similarity_threshold = 0.45")
        yield cursor
        for name in SETTINGS:
            cursor.execute(f"RESET {name}")


@pytest.mark.parametrize(
    "address",
    ["/materials/?q=vacncy", "/search/?q=vacncy", "/suggest/?q=vacn", "/api/v1/materials/?q=vacncy"],
)
def test_a_page_leaves_the_settings_of_its_connection_as_they_were(operator, client, address):
    assert client.get(address).status_code == 200
    assert settings() == ["77s", "0.45"]


def test_a_query_that_takes_too_long_is_stopped_with_a_suggestion(operator, client):
    operator.execute("SET statement_timeout = 1")
    for address in ("/measurements/?q=a&ordering=read_in", "/api/v1/measurements/?q=a&ordering=read_in"):
        response = client.get(address)
        assert response.status_code == 400
        text = re.sub(r"<[^>]+>", "", response.content.decode())
        assert "it was stopped after 8 seconds; add a condition" in text
    operator.execute("SET statement_timeout = 0")
    assert client.get("/measurements/?q=a&ordering=read_in").status_code == 200
