"""Whatever is sent, the answer is described and never a 5xx."""

import json
from urllib.parse import quote

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.router import router

pytestmark = pytest.mark.django_db
SEED = 20_250_101
ENDPOINTS = [prefix for prefix, _, _ in router.registry]
# The short form of the whole module takes at most 20 s on two cores.
BOUNDED = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture
def operations():
    """The operations of the description, against the application in this process."""
    from mgdb.wsgi import application

    # between requests Django gives up connections in a transaction, and each test is one
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    described = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    yield [result.ok() for result in described.get_all_operations()]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("examples", [5, pytest.param(50, marks=pytest.mark.long)])
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_generated_requests_are_answered_as_described(endpoint, operations, examples):
    checks = [status_code_conformance, content_type_conformance, response_schema_conformance]
    own = [operation for operation in operations if operation.path.startswith(f"/api/v1/{endpoint}/")]
    assert len(own) >= 2
    for operation in own:

        @seed(SEED)
        @settings(max_examples=examples, **BOUNDED)
        @given(case=operation.as_strategy())
        def send(case):
            response = case.call(headers={"Accept-Encoding": "identity"})  # its transport unpacks nothing
            assert response.status_code < 500, response.content
            case.validate_response(response, checks=checks)

        send()


@seed(SEED)
@settings(max_examples=80, **BOUNDED)
@given(
    endpoint=st.sampled_from(ENDPOINTS),
    question=st.dictionaries(st.text(max_size=12), st.text(max_size=20), max_size=3),
    known=st.dictionaries(
        st.sampled_from(
            ["q", "page", "page_size", "fields", "ordering", "format", "unit", "value_min", "locator", "document",
             "formula", "elements_all", "temperature", "temperature_min", "carrier_cations", "material", "year_min"]
        ),
        st.text(max_size=20) | st.integers().map(str) | st.floats().map(str) | st.sampled_from(["Mg", "1", "-"]),
        max_size=3,
    ),
)  # fmt: skip
def test_no_parameter_breaks_a_list(endpoint, question, known):
    answer = Client().get(f"/api/v1/{endpoint}/", question | known)
    assert answer.status_code in (200, 400, 404)
    if answer.status_code == 400:
        assert all(fault["parameter"] in (question | known) for fault in json.loads(answer.content)["parameters"])


@seed(SEED)
@settings(max_examples=60, **BOUNDED)
@given(path=st.text(max_size=30), accept=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30))
def test_no_path_and_no_accept_header_breaks_anything(path, accept):
    answer = Client().get(f"/api/{quote(path)}", headers={"accept": accept})
    assert answer.status_code in (200, 301, 400, 404, 406)
    if answer.status_code >= 400:
        assert json.loads(answer.content)["status"] == answer.status_code
