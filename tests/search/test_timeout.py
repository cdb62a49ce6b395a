"""A query that the database does not answer in time; and what a request leaves behind on its connection: nothing."""

import re

import psycopg
import pytest
from django.db import connection

from mgdb import http_cache

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


BUSY, BROAD = (503, "This took the database too long and was stopped"), (400, "it was stopped after 8 seconds")
SLOW = {
    "/plots/scatter/?x=specific_capacity&y=voltage&year_min=1801": BUSY,
    "/api/v1/plots/arrhenius/?year_min=1801": BUSY,
    "/compare/chosen/?ids=MEA-01WZB4X,MEA-0H2G6F7": BUSY,
    "/measurements/?format=csv&year_min=1801": BROAD,
    "/api/v1/measurements/?format=xlsx&year_min=1801": BROAD,
    "/exports/?list=cathodes&format=csv&question=year_min=1801": BROAD,
}


def test_a_statement_that_really_takes_too_long_is_said_in_words(operator, client, committed_db):
    """Somebody else holds the tables: the statement waits in the database, until its own limit there ends it."""
    client.raise_request_exception = False
    http_cache.clear()
    operator.execute("SET statement_timeout = '150ms'")
    with psycopg.connect(committed_db) as other:
        other.execute("LOCK TABLE mgdb_measurement, mgdb_material, mgdb_publicform IN ACCESS EXCLUSIVE MODE")
        for address, (status, words) in SLOW.items():
            response = client.get(address)
            assert (response.status_code, "Retry-After" in response.headers) == (status, status == 503), address
            assert words in re.sub(r"<[^>]+>", "", response.content.decode()), address
    operator.execute("SET statement_timeout = '77s'")
    assert [client.get(address).status_code for address in SLOW] == [200] * len(SLOW)
