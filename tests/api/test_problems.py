"""Problems over the API: reported without a key, under the form's limits; read by anybody, as far as it is told."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from mgdb import review
from mgdb.models import Problem, Source
from tests.review.people import decided, person, published_value

pytestmark = pytest.mark.django_db
URL = "/api/v1/problems/"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def value():
    return published_value()


def report_of(about, **given):
    text = "Table 1 prints 383.3, the record says 3833."
    return {"record": about.public_id, "revision": about.revision, "kind": "value", "text": text} | given


def post(body, **options):
    body = body if isinstance(body, str) else json.dumps(body)
    return Client().post(URL, body, content_type="application/json", **options)


def test_a_report_is_kept_and_answered_with_its_address(value, get):
    answer = post(report_of(value, locator="Table 1", name="Ada", email="ada@example.org"))
    assert answer.status_code == 201
    row = answer.json()
    assert answer["Location"] == f"http://testserver{URL}{row['id']}/"
    assert (row["record"], row["state"], row["revision"], row["text"], row["kind"]) == (
        value.public_id, "open", value.revision, None, None
    )  # fmt: skip
    assert get(f"problems/{row['id']}/").data == row
    assert "ada@example.org" not in answer.content.decode()
    assert Problem.objects.get().contacts.get().name == "Ada"


@pytest.mark.parametrize(
    ("given", "parameter", "says"),
    [
        ({"record": "mea-0000000"}, "record", "no public record"),
        ({"record": "nothing"}, "record", "no public record"),
        ({"record": None}, "record", "no public record"),
        ({"record": ["mea-0000000"]}, "record", "no public record"),
        ({"revision": "1"}, "revision", "a whole number"),
        ({"revision": True}, "revision", "a whole number"),
        ({"revision": 999_999}, "revision", "revisions 1 to"),
        ({"kind": "colour"}, "kind", "is none of them"),
        ({"text": SCRIPT + " and more"}, "text", "reads as HTML"),
        ({"text": "a NUL \x00 in it, is it"}, "text", "U+0000"),
        ({"text": "half a pair \ud800 stands here"}, "text", "U+D800"),
        ({"text": {"a": 1}}, "text", "give text"),
        ({"text": "x" * 3000}, "text", "at most 2000"),
        ({"email": "nobody"}, "email", "valid email"),
        ({"colour": "red"}, "colour", "unknown member"),
    ],
)
def test_what_is_wrong_is_named(value, given, parameter, says):
    answer = post(report_of(value, **given))
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    [found] = answer.json()["parameters"]
    assert found["parameter"] == parameter
    assert says in found["reason"]
    assert not Problem.objects.exists()


@pytest.mark.parametrize("body", ["", "[", "[]", "17", '"text"', "null", "[" * 100_000])
def test_what_is_no_object_is_refused(value, body):
    assert post(body).status_code == 400


def test_more_than_a_request_may_hold_is_not_read(value):
    assert post(report_of(value, text="x" * 1_000_001)).status_code == 413


def test_other_types_other_methods_and_other_formats(value):
    client = Client()
    assert client.post(URL, report_of(value)).status_code == 415
    assert client.put(f"{URL}prb-0000000/", "{}", content_type="application/json").status_code == 405
    assert client.post(f"{URL}prb-0000000/", "{}", content_type="application/json").status_code == 405
    assert post(report_of(value), headers={"accept": "text/csv"}).status_code in (201, 406)


def test_the_form_s_limits_hold_here_too(value):
    codes = [post(report_of(value, text=f"The {number}th thing is wrong.")).status_code for number in range(6)]
    assert codes == [201] * 5 + [429]
    answer = post(report_of(value))
    assert 0 < int(answer["Retry-After"]) <= 600
    assert "Too many problems were reported from your address" in answer.json()["detail"]


def test_they_are_found_by_record_state_and_kind_and_never_by_what_is_not_told(value, get):
    rosalind = person("rosalind", "reviewer")
    other = Source.objects.published().first()
    mine = post(report_of(value)).json()["id"]
    post(report_of(other, kind="citation", text="The year is 2021, not 2020."))

    def ids(query):
        return [row["id"] for row in get(f"problems/?{query}").data["results"]]

    assert ids(f"record={value.public_id}") == [mine]
    assert len(ids("state=open")) == 2
    assert ids("kind=value") == []  # nobody has looked yet
    problem = Problem.objects.get(public_id=mine)
    decided(problem, "answered", by=rosalind, seen="open", answer="It prints 3833.")
    assert ids("kind=value") == ids("state=answered,rejected") == [mine]
    row = get(f"problems/{mine}/").data  # and the cached answer is made again
    assert (row["answer"], row["kind"], row["state"]) == ("It prints 3833.", "value", "answered")
    assert "rosalind" not in json.dumps(row)
    assert "did you mean" in get("problems/?sate=open", 400).data["detail"]
    assert "is not an id of a record" in get("problems/?record=nothing", 400).data["detail"]
    assert get("problems/?format=csv").content.decode().count("prb-") == 2


def test_the_problems_of_a_merged_record_are_found_by_either_id(get):
    old, into = (Source.objects.create(title=f"A paper, {n}", year=2020, status="published") for n in "ab")
    found = post(report_of(old, kind="duplicate")).json()["id"]
    review.merge(old, into, by=review.OPERATOR)
    for public_id in (old.public_id, into.public_id):
        assert [row["id"] for row in get(f"problems/?record={public_id}").data["results"]] == [found]
    answer = post(report_of(old))
    assert "look there" in answer.json()["parameters"][0]["reason"]
