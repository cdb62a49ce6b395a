"""Every address answers as the description says, and has every member that it names."""

import os
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from api.examples import NEEDS, enveloped, examples
from api.router import router
from mgdb.models import Source
from mgdb.review import problems
from tests.records.examples import fill_gaps
from tests.search.rows import material, measure

pytestmark = pytest.mark.django_db
ENDPOINTS = [prefix for prefix, _, _ in router.registry]
WITHOUT_READINGS = ("properties", "conditions", "defects", "problems")
KEYS = {"properties": "key", "conditions": "key", "plots": "slug"}


@pytest.fixture(scope="module")
def every_kind(module_db):
    """A row at every address."""
    fill_gaps()
    record = Source.objects.published().first()
    told = {"kind": "citation", "text": "The year is 2021."}
    problems.report(record, told, seen=record.revision, address="")


def check(schema, path, answer):
    """Fails where `answer` is not what the description says of `path`."""
    described = schema["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    errors = Draft202012Validator({**described, "components": schema["components"]}).iter_errors(answer)
    assert [f"{'/'.join(map(str, error.path))}: {error.message[:300]}" for error in errors] == []


@pytest.mark.sampled(8)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_list_and_its_details_are_as_described(endpoint, get, schema, every_kind, some):
    path = f"/api/v1/{endpoint}/"
    listed = get(f"{endpoint}/").data
    assert listed["results"]
    assert list(listed) == ["count", "next", "previous", "results"]
    check(schema, path, listed)
    key = KEYS.get(endpoint, "id")
    for row in some(listed["results"][:3], 1):
        detail = get(f"{endpoint}/{row[key]}/").data
        detail_path = next(other for other in schema["paths"] if other.startswith(path + "{"))
        check(schema, detail_path, detail)
        if endpoint not in ("comparisons", "plots"):
            assert detail == row


@pytest.mark.sampled(8)
@pytest.mark.parametrize("endpoint", [endpoint for endpoint in ENDPOINTS if endpoint not in ("plots",)])
def test_a_row_has_every_member_that_is_described(endpoint, get, schema, every_kind):
    rows = get(f"{endpoint}/").data["results"]
    answers = schema["paths"][f"/api/v1/{endpoint}/"]["get"]["responses"]
    described = answers["200"]["content"]["application/json"]["schema"]
    name = described["$ref"].rsplit("/", 1)[-1] if "$ref" in described else None
    results = (schema["components"]["schemas"][name] if name else described)["properties"]["results"]
    members = schema["components"]["schemas"][results["items"]["$ref"].rsplit("/", 1)[-1]]["properties"]
    assert all(list(row) == list(members) for row in rows)
    assert members["readings" if endpoint not in WITHOUT_READINGS else "kind"]


@pytest.mark.sampled(8)
@pytest.mark.parametrize("endpoint", list(examples()))
def test_an_example_is_a_row_of_today_s_shape(endpoint, get, schema):
    example = examples()[endpoint]
    row = get(f"{endpoint}/{example[KEYS.get(endpoint, 'id')]}/").data
    extra = {"comparisons": {"table"}, "plots": set(row)}.get(endpoint, set())
    if endpoint != "plots":
        assert set(example) == set(row) - extra, "run: python -m api.examples"
    check(schema, f"/api/v1/{endpoint}/", enveloped(example))


def test_writing_the_examples_without_a_database_says_what_is_needed(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    run = subprocess.run(
        [sys.executable, "-m", "api.examples"],
        env=environment | {"MGDB_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (1, "", f"{NEEDS}\n")


def test_the_root_lists_every_endpoint(get):
    root = get("").data
    assert list(root)[: len(ENDPOINTS)] == ENDPOINTS
    for name, address in root.items():
        assert address == f"http://testserver/api/v1/{name}/"
        assert get(f"{name}/").status_code == 200


def test_the_first_table_counts_54(get):
    query = "property=specific_capacity&document=10.1007/s40820-024-01495-1&locator=Table 1"
    answer = get(f"measurements/?{query}").data
    assert answer["count"] == 54
    assert answer["next"].startswith("http://testserver/api/v1/measurements/?")
    assert "page=2" in answer["next"]
    assert answer["previous"] is None
    rest = get(answer["next"].removeprefix("http://testserver/api/v1/")).data
    assert len(answer["results"]) + len(rest["results"]) == 54
    assert rest["next"] is None
    assert "page=1" in rest["previous"]
    assert len({row["id"] for row in answer["results"] + rest["results"]}) == 54


def test_a_measurement_is_what_was_printed_and_what_it_means(get):
    subject = material(formula="VS4", name="Mo-VS4")
    row = measure(
        subject, "≈ 0.12", "Ah/g", conditions={"temperature": "room temperature", "cycle_number": "not_reported"}
    )
    found = get(f"measurements/{row.public_id}/").data
    assert found["material"] == {"id": subject.public_id, "name": "Mo-VS4", "formula": "VS4", "synonyms": []}
    assert found["cell"] is None
    assert (found["value"], found["value_min"], found["value_max"], found["unit"]) == (120.0, 120.0, 120.0, "mAh g⁻¹")
    assert found["approximate"] is True
    assert found["conditions"]["temperature"] == {
        "status": "reported", "value": 298.15, "value_min": 298.15, "value_max": 298.15, "approximate": False,
        "uncertainty": None, "unit": "K", "printed": "room temperature", "text": None, "assumed": True,
    }  # fmt: skip
    assert found["conditions"]["cycle_number"]["status"] == "not_reported"
    assert found["source"] == {"id": subject.source.public_id, "doi": subject.source.doi}
    assert found["reports"] == [
        {
            "document": found["source"], "locator": "Section 3", "printed_value": "≈ 0.12", "printed_unit": "Ah/g",
            "printed_conditions": None, "citation_key": None,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "value", "low", "high", "bound"),
    [("< 5", 5, None, 5, "<"), ("≥ 5", 5, 5, None, "≥"), ("5–8", None, 5, 8, "="), ("0", 0, 0, 0, "=")],
)
def test_open_ends_are_null_and_zero_is_a_value(printed, value, low, high, bound, get):
    row = get(f"measurements/{measure(material(), printed).public_id}/").data
    assert (row["value"], row["value_min"], row["value_max"], row["bound"]) == (value, low, high, bound)


def test_the_comparison_of_table_1_is_served_whole(get):
    table = get("comparisons/defect-engineered-cathodes/").data["table"]
    assert len(table["groups"]) == 13
    assert sum(len(group["rows"]) for group in table["groups"]) == 26
    assert table["value_count"] == 54
    group = next(group for group in table["groups"] if group["key"] == "69")
    factors = [one["factor"] for row in group["rows"] for one in row["improvements"]]
    assert [
        factor.replace("\N{NARROW NO-BREAK SPACE}", "").replace("\N{NO-BREAK SPACE}", "") for factor in factors
    ] == [
        "≈2.2×",
        "≈2.2×",
    ]


def test_a_plot_draws_what_is_asked(get):
    figure = get("plots/rate/?document=10.1007/s40820-024-01495-1&locator=Table 1").data
    assert len(figure["drawn"]) == 24
    assert figure["figure"]["data"]
    assert all(point["x"] > 0 for point in figure["drawn"])
    nothing = get("plots/rate/?property=voltage").data
    assert nothing["figure"] is None
    assert nothing["account"]
