"""The API keeps what its description says: of what it takes, of what it answers, and of what it refuses.

All checks of schemathesis are made, of requests that the description allows and of such that it does not. One is made
in a form of our own: a request that the description allows may be refused for what no JSON schema can say, and for
nothing else (BEYOND).
"""

import json
import re
from urllib.parse import quote

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.router import router
from mgdb.search import FILTER_SETS
from mgdb.search.formulas import FormulaText
from mgdb.search.parameters import Cations, ConditionValue, Ions, SourceRefs, TypedNumber, Unit
from mgdb.search.rows_of import RowsOf
from tests.sampling import rotating_seed

pytestmark = pytest.mark.django_db
SAME = 20_250_101  # the seed of what the suite asks, each time the same
FEW, MANY = 2, 10
ENDPOINTS = [prefix for prefix, _, _ in router.registry]
# Curators' addresses answer nobody without a token: what they take is tested in test_curation.py.
CURATORS = ["drafts", "change-requests"]
DESCRIBED = [*ENDPOINTS, "benchmark", "versions", *(pytest.param(one, marks=pytest.mark.long) for one in CURATORS)]
# What a text must mean beyond its form, by the type of its parameter.
MEANT = {
    TypedNumber: "a number as people type it, with a unit that fits the property",
    ConditionValue: "a number as people type it, with a unit that fits the condition",
    Unit: "a unit that is known, in any spelling, of the dimension of the property",
    SourceRefs: "a DOI, however it is written, or an id",
    FormulaText: "a formula of known elements",
    Ions: "a term, or a formula with its charge",
    Cations: "symbols of elements, or words",
    RowsOf: "a list, and a question that its filters take",
}
FILTERS = [pair for one in FILTER_SETS.values() for pair in one.filters.items()]
LOOSE = {name for name, one in FILTERS if isinstance(one.parameter, tuple(MEANT))}
# Why a value of the right form may be refused besides.
BEYOND = {
    r"is above \w+, .*: nothing can be both": "two parameters contradict each other",
    r"no public record has this id": "which records there are is not a matter of form",
    r"^is not given, and .* stands without one": "a number in words may bring its unit along",
}
# Operations whose parameters are read by what else is asked (words of people, options of one plot), or name records.
IN_WORDS = ("/api/v1/benchmark/", "/api/v1/plots/{slug}/", "/api/v1/comparisons/chosen/")
# The short form of the whole module takes at most 20 s on two cores.
BOUNDED = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture(scope="module")
def operations(module_db):
    """The operations of the description, against the application in this process."""
    from mgdb.wsgi import application

    # between requests Django gives up connections in a transaction, and each test is one
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    described = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    yield [result.ok() for result in described.get_all_operations()]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def check_that_its_form_is_not_what_is_wrong(case, response):
    """A request that the description allows is refused for nothing but what no schema can say."""
    for problem in json.loads(response.content).get("parameters", [{"parameter": "", "reason": response.text}]):
        by_meaning = problem["parameter"] in LOOSE or case.operation.path in IN_WORDS
        assert by_meaning or any(re.search(one, problem["reason"]) for one in BEYOND), (case.as_curl_command(), problem)


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("endpoint", DESCRIBED)
def test_generated_requests_are_answered_as_described(endpoint, operations, examples):
    """The long form asks other questions at each commit."""
    own = [operation for operation in operations if operation.path.startswith(f"/api/v1/{endpoint}/")]
    assert own
    modes = list(GenerationMode)
    for number, operation in enumerate(own):
        for mode in modes if examples == MANY else [modes[number % len(modes)]]:

            @seed(SAME if examples == FEW else rotating_seed())
            @settings(max_examples=examples, **BOUNDED)
            @given(case=operation.as_strategy(generation_mode=mode))
            def send(case):
                response = case.call(headers={"Accept-Encoding": "identity"})  # its transport unpacks nothing
                assert response.status_code < 500, response.content
                case.validate_response(response, excluded_checks=[positive_data_acceptance])
                if case.meta.generation.mode is GenerationMode.POSITIVE and response.status_code == 400:
                    check_that_its_form_is_not_what_is_wrong(case, response)

            send()


@seed(SAME)
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


@seed(SAME)
@settings(max_examples=60, **BOUNDED)
@given(path=st.text(max_size=30), accept=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30))
def test_no_path_and_no_accept_header_breaks_anything(path, accept):
    answer = Client().get(f"/api/{quote(path)}", headers={"accept": accept})
    assert answer.status_code in (200, 301, 400, 404, 406)
    if answer.status_code >= 400:
        assert json.loads(answer.content)["status"] == answer.status_code
