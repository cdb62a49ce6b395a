"""The description under version control is that of the code, and says what is there."""

import json

import pytest
from django.core.management import call_command

from api.views import SCHEMA
from mgdb.science import properties
from mgdb.science.conditions import CONDITIONS
from tests.yaml_files import parse_yaml


def test_the_committed_description_is_that_of_the_code(tmp_path):
    made = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(made), validate=True, fail_on_warn=True)
    assert made.read_text(encoding="utf-8") == SCHEMA.read_text(encoding="utf-8"), (
        "the API has changed: run manage.py spectacular --file api/openapi.yaml --validate, look at the difference, "
        "and say so in the CHANGELOG"
    )


def test_the_description_is_openapi_3_1(schema):
    assert schema["openapi"].startswith("3.1")
    assert schema["info"]["license"]["url"].startswith("https://creativecommons.org/")


@pytest.mark.django_db
def test_it_is_served_as_json_and_as_yaml(get, schema):
    assert json.loads(get("schema/").content) == schema
    answer = get("schema/?format=yaml")
    assert answer["Content-Type"] == "application/yaml"
    assert parse_yaml(answer.content) == schema
    accepted = get("schema/", headers={"accept": "application/vnd.oai.openapi+json"})
    assert accepted["Content-Type"] == "application/vnd.oai.openapi+json"


def parameters_of(schema, path, method="get"):
    """The parameters of the operation at `path`, references followed."""
    shared = schema["components"]["parameters"]
    return [
        shared[p["$ref"].removeprefix("#/components/parameters/")] if "$ref" in p else p
        for p in schema["paths"][path][method]["parameters"]
    ]


def is_of_curators(path):
    return path.startswith(("/api/v1/drafts/", "/api/v1/change-requests/"))


def test_a_parameter_of_several_operations_is_described_once(schema):
    written = list(schema["components"]["parameters"].values())
    referred = set()
    for operations in schema["paths"].values():
        for parameter in (one for operation in operations.values() for one in operation["parameters"]):
            if "$ref" in parameter:
                referred.add(parameter["$ref"])
            else:
                written.append(parameter)
    assert referred == {f"#/components/parameters/{key}" for key in schema["components"]["parameters"]}
    assert len({json.dumps(parameter) for parameter in written}) == len(written)


def test_every_property_and_condition_can_be_asked_for(schema):
    parameters = {p["name"]: p for p in parameters_of(schema, "/api/v1/measurements/")}
    assert parameters["property"]["schema"]["items"]["enum"] == list(properties.PROPERTIES)
    for key, entry in CONDITIONS.items():
        assert key in parameters
        assert (f"{key}_min" in parameters) == (entry.kind == "number")


# Where something can be sent.
WRITTEN = {"/api/v1/problems/"}


def test_every_parameter_and_answer_is_described(schema):
    for path, operations in schema["paths"].items():
        if is_of_curators(path):
            continue
        assert list(operations) == (["get", "post"] if path in WRITTEN else ["get"])
        operation = operations["get"]
        assert operation["summary"]
        assert {"200", "304", "400", "404", "405", "406", "429"} <= set(operation["responses"]), path
        assert all(p["in"] == "path" or p["description"] for p in parameters_of(schema, path))


@pytest.mark.parametrize("path", sorted(WRITTEN))
def test_what_can_be_sent_is_described(schema, path):
    operation = schema["paths"][path]["post"]
    assert operation["summary"]
    assert {"201", "400", "429"} <= set(operation["responses"])
    assert operation["requestBody"]["content"]["application/json"]["schema"]


def test_what_curators_send_and_get_is_described(schema):
    for path, method, operation in (
        (path, method, operation)
        for path, operations in schema["paths"].items()
        if is_of_curators(path)
        for method, operation in operations.items()
    ):
        assert operation["summary"]
        assert operation["security"] == [{"tokenAuth": []}]
        assert {"400", "401", "403", "404", "405", "429"} <= set(operation["responses"]), path
        parameters = parameters_of(schema, path, method)
        assert all(p["in"] == "path" or p["description"] for p in parameters)
        names = {p["name"] for p in parameters}
        assert ("If-Match" in names) == ("428" in operation["responses"]) == ("412" in operation["responses"]), path
        assert ("Idempotency-Key" in names) == (method == "post")
        assert ("requestBody" in operation) == (method in ("post", "put", "patch")), path
