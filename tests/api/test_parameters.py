"""Parameters: pages, fields, order, and how wrong ones are refused."""

import re

import pytest
import yaml
from django.http import QueryDict
from django.test import Client

from api.pagination import at_page
from api.router import router
from api.views import SCHEMA
from mgdb.models import Measurement, Source
from mgdb.science.typeset import plain
from mgdb.search import FILTER_SETS, Query
from mgdb.search.measurements import MEASUREMENTS

pytestmark = pytest.mark.django_db
ENDPOINTS = [prefix for prefix, _, _ in router.registry]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_an_unknown_parameter_is_refused_with_a_hint(endpoint, get):
    answer = get(f"{endpoint}/?page_sice=3", 400)
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.data
    assert problem["status"] == 400
    assert problem["parameters"][0]["parameter"] == "page_sice"
    assert "page_size" in problem["parameters"][0]["nearest"]
    assert "page_size" in problem["detail"]


def test_pages_api_and_documentation_count_the_same_filters(get, client):
    """The documentation declares each; page and API say how many there are, beside what is their own."""
    said = {
        re.search(r"there are (\d+) filters", str(text))[1]
        for text in (get("measurements/?zzz=1", 400).data, client.get("/measurements/?zzz=1").content.decode())
    }
    schema = yaml.load(SCHEMA.read_bytes(), Loader=yaml.CSafeLoader)
    shared = schema["components"].get("parameters", {})
    declared = schema["paths"]["/api/v1/measurements/"]["get"]["parameters"]
    names = {(shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one)["name"] for one in declared}
    assert names - {*MEASUREMENTS.filters} == {"fields", "at_celsius", "ordering", "page", "page_size", "format"}
    assert said == {str(len({*MEASUREMENTS.filters} & names))} == {str(len(MEASUREMENTS.filters))}


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("page_size=1001", "page_size"),
        ("page_size=0", "page_size"),
        ("page_size=ten", "page_size"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1&page=2", "page"),
        ("fields=id,valeu", "fields"),
        ("ordering=valeu", "ordering"),
        ("format=pdf", "format"),
        ("property=volts", "property"),
        ("elements_all=Mg,Q", "elements_all"),
        ("q=%00", "q"),
        ("elements_all=,", "elements_all"),
        ("fields=,", "fields"),
        ("ordering=,", "ordering"),
        ("ordering=" + "value," * 9, "ordering"),
        ("suspect=on", "suspect"),
        ("kind=", "kind"),
        ("property=voltage&" * 51, "property"),
    ],
)
def test_a_malformed_parameter_is_named(question, parameter, get):
    problem = get(f"measurements/?{question}", 400).data
    assert [one["parameter"] for one in problem["parameters"]] == [parameter]
    assert problem["type"] == "urn:mgdb:problem:parameters"


@pytest.mark.parametrize("catalogue", ["properties", "conditions"])
@pytest.mark.parametrize("words", ["conductivity" * 30, "%00", "a&q=b"], ids=["too long", "a control character", "two"])
def test_words_are_refused_by_catalogues_as_by_lists(get, catalogue, words):
    for kind in (catalogue, "measurements"):
        problem = get(f"{kind}/?q={words}", 400).data
        assert [one["parameter"] for one in problem["parameters"]] == ["q"], kind
    assert get(f"{catalogue}/?q=e").data["count"] > 3


def test_yes_and_no_are_said_as_programs_say_them(get):
    counts = {
        said: get(f"measurements/?page_size=1&suspect={said}").data["count"] for said in ("1", "true", "True", "yes")
    }
    assert len(set(counts.values())) == 1
    assert counts["1"] < get("measurements/?page_size=1&suspect=False").data["count"]


def test_a_page_may_have_a_thousand_rows_and_none_lies_beyond_the_last(get):
    everything = get("measurements/?page_size=1000").data
    assert everything["count"] == len(everything["results"])
    assert "last is page" in get("measurements/?page=9999", 404).data["detail"]


def test_pages_neither_overlap_nor_leave_out(get):
    question = "sources/?ordering=container&page_size=20"
    seen = []
    while question:
        answer = get(question).data
        seen += [row["id"] for row in answer["results"]]
        question = (answer["next"] or "").removeprefix("http://testserver/api/v1/")
    assert len(seen) == len(set(seen)) == get("sources/").data["count"]


def test_only_the_fields_asked_for_are_given_in_their_order(get):
    answer = get("measurements/?fields=value,id&page_size=2").data
    assert [list(row) for row in answer["results"]] == [["value", "id"]] * 2
    key = answer["results"][0]["id"]
    assert list(get(f"measurements/{key}/?fields=property").data) == ["property"]


def test_rows_come_in_the_order_asked_for(get):
    asked = "measurements/?property=specific_capacity&value_min=0&ordering=-value&page_size=1000"
    values = [row["value"] for row in get(asked).data["results"]]
    numbers = [value for value in values if value is not None]
    assert numbers == sorted(numbers, reverse=True)
    assert values[: len(numbers)] == numbers


@pytest.mark.parametrize(
    "question", ["materials/?ordering=source&fields=source", "measurements/?ordering=source&fields=source",
                 "sources/?ordering=reference&fields=id"],
)  # fmt: skip
def test_sources_are_sorted_by_their_references(question, get):
    rows = get(f"{question}&page_size=300").data["results"]
    ids = [row["source"]["id"] if "source" in row else row["id"] for row in rows]
    references = [plain(Source.objects.get(public_id=one).short) for one in dict.fromkeys(ids)]
    assert len(references) > 20
    assert references == sorted(references)


@pytest.mark.parametrize("endpoint", FILTER_SETS)
def test_every_ordering_that_is_offered_sorts(endpoint, get, some):
    for name in some(FILTER_SETS[endpoint].orderings, 3):
        get(f"{endpoint}/?ordering=-{name}&page_size=1&fields=id")


QUERIES = [
    "property=specific_capacity&test_step=rate",
    "elements_all=V&elements_none=S",
    "q=VS₄",
    "carrier_cations=Mg&chloride=yes",
    "value_min=100&current_density_max=100&property=specific_capacity",
    "defect=anion_vacancy&suspect=0",
    "year_min=2019&year_max=2020",
]


@pytest.mark.parametrize("question", QUERIES)
def test_pages_api_and_export_count_alike(question, get):
    count = Query(MEASUREMENTS, QueryDict(question), Measurement.objects.published()).queryset.count()
    assert get(f"measurements/?{question}").data["count"] == count
    lines = get(f"measurements/?{question}&format=csv&fields=id").content.decode("utf-8-sig").split("\r\n")
    assert len([line for line in lines[1:] if line]) == count
    assert count > 0


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("measurements/mea-0000000/", "mea-7h3k9qa"),
        ("measurements/mat-0000000/", "mea-7h3k9qa"),
        ("measurements/%00/", "measurement"),
        ("properties/specific_capcity/", "specific_capacity"),
        ("conditions/temprature/", "temperature"),
        ("plots/rates/", "rate"),
        ("comparisons/nothing/", "comparison"),
        ("mesurements/", "measurements"),
        ("measurements/mea-0000000/reports/", "lists all"),
    ],
)
def test_what_does_not_exist_is_answered_with_a_suggestion(path, said, get):
    answer = get(path, 404)
    assert answer["Content-Type"] == "application/problem+json"
    assert said in answer.data["detail"]


def test_a_missing_slash_is_added_with_the_query_kept():
    answer = Client().get("/api/v1/measurements?property=voltage")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/measurements/?property=voltage")
    assert Client().get("/api/v1/nothing").status_code == 404


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("https://x/", "https://x/?page=3"),
        ("https://x/?page=2&ion=Mg", "https://x/?ion=Mg&page=3"),
        ("https://x/?ion=Mg&p%61ge=2&q=%26page=4", "https://x/?ion=Mg&q=%26page=4&page=3"),
        ("https://x/?page_size=5&&pa+ge=1", "https://x/?page_size=5&pa+ge=1&page=3"),
    ],
)
def test_another_page_is_asked_for_in_the_same_words(address, other):
    assert at_page(address, 3) == other
