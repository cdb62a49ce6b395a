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
    ["/materials/?q=vacncy", "/search/?q=vacncy", "/search/suggestions/?q=vacn", "/api/v1/materials/?q=vacncy"],
)
def test_a_page_leaves_the_settings_of_its_connection_as_they_were(operator, client, address):
    assert client.get(address).status_code == 200
    assert settings() == ["77s", "0.45"]


@pytest.mark.parametrize("address", ["/materials/?q=v2o5", "/api/v1/materials/?q=v2o5"])
def test_a_query_that_takes_too_long_is_stopped_with_a_suggestion(operator, client, monkeypatch, address):
    def slow(*asked):
        operator.execute("SELECT pg_sleep(600)")

    operator.execute("SET statement_timeout = '2s'")
    with monkeypatch.context() as patched:
        patched.setattr("mgdb.search.Query.queryset", property(slow))
        patched.setattr("mgdb.search.snapshot.Snapshot.mask", slow)
        response = client.get(address)
    assert response.status_code == 400
    assert "it was stopped after 8 seconds; add a condition" in re.sub(r"<[^>]+>", "", response.content.decode())
    assert client.get(address).status_code == 200
