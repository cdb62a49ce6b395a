"""Curators' programs: the rules and words of the forms, a token's scopes, revisions, and nothing written twice."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from jsonschema import Draft202012Validator

from api.curation.examples import DRAFT
from mgdb import review
from mgdb.models import ChangeRequest, Material, Measurement
from mgdb.records import SECTIONS
from mgdb.review.readings import form_of
from tests.admin.browsers_part import errors_of, filled, row
from tests.api.programs import Program, new, value_form
from tests.records.examples import fill_gaps
from tests.review.people import entered, person, published_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(db):
    return Program(person("ada", "contributor"))


@pytest.fixture
def rosalind(db):
    return Program(person("rosalind", "reviewer"))


# ------------------------------------------------------------------------------------------------- drafts
def ready(record_type):
    """A form of the type that refers to what is published."""
    found = record_type.model._default_manager.published().first()
    form = form_of(found) if found else None
    if form is None:
        return None
    form.pop("readings")
    form = json.loads(json.dumps(form, default=str))
    ids = {form.pop("id"): ""}
    for rows in form.values():
        for one in rows if isinstance(rows, list) else ():
            if isinstance(one, dict) and "id" in one:
                ids[one["id"]] = f"{one['id'][:3]}:part-{len(ids)}"
    text = json.dumps(form)
    for known, word in ids.items():
        text = text.replace(f'"{known}"', f'"{word}"') if word else text
    form = json.loads(text)
    form.pop("merged_ids", None)
    for name in {"doi", "slug"} & set(form):
        form[name] += "-again"
    if record_type.name == "pair":  # one control is given once for a material
        form["modified"], form["control"] = form["control"], form["modified"]
    if record_type.name == "source":
        form["title"] = "Another paper"
        for name in ("volume", "pages"):
            form.pop(name, None)
    return form


@pytest.mark.sampled(2)
@pytest.mark.parametrize("record_type", SECTIONS.values(), ids=lambda one: one.name)
def test_every_record_type_is_entered_whole_and_discarded_without_trace(record_type, ada, schema):
    fill_gaps()
    form = ready(record_type)
    form |= {"name": "Another"} if "name" in form else {}
    answer = new(ada, form, record_type.name)
    described = schema["paths"]["/api/v1/drafts/"]["post"]
    sent = described["requestBody"]["content"]["application/json"]["schema"]
    shown = described["responses"]["201"]["content"]["application/json"]["schema"]
    for told, given in ((sent, {"type": record_type.name, "form": form}), (shown, answer.data)):
        errors = Draft202012Validator({**told, "components": schema["components"]}).iter_errors(given)
        assert [f"{error.json_path}: {error.message[:300]}" for error in errors] == []
    assert answer["Location"] == f"http://testserver/api/v1/drafts/{answer.data['id']}/"
    record = record_type.model._base_manager.get(public_id=answer.data["id"])
    assert (record.status, record.entered_by, record.editors) == ("draft", ada.user, [ada.user.pk])
    again = answer.data["form"]
    assert {name for name in again if name != "id"} == set(form)  # all that was sent stands there
    put = ada("put", f"drafts/{answer.data['id']}/", {"form": again}, 200, seen=answer.data["revision"])
    assert put.data["form"] == again
    for address in (f"{record_type.plural}/{record.public_id}/", f"{record_type.plural}/?page_size=1000"):
        public = Client().get(f"/api/v1/{address}")
        assert public.status_code in (404, 400) or record.public_id not in public.content.decode()
    ada("delete", f"drafts/{record.public_id}/", None, 204, seen=put.data["revision"])
    assert not record_type.model._base_manager.filter(public_id=record.public_id).exists()


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("report", "field"),
    [
        ({"printed_value": "280"}, "reports.0.printed_value"),
        ({"printed_value": "-1e-5"}, "reports.0.printed_value"),
        ({"printed_value": "10-5"}, "reports.0.printed_value"),
        ({"printed_unit": "furlong"}, "reports.0.printed_unit"),
        ({"printed_unit": "mAh g-1"}, "reports.0.printed_unit"),
    ],
)
def test_a_refusal_is_that_of_the_form_word_for_word(report, field, ada):
    before = Measurement.objects.count()
    form = value_form(**report)
    problem = ada("post", "drafts/", {"type": "measurement", "form": form}, 422).data
    (error,) = problem["errors"]
    assert (error["field"], error["value"]) == (field, next(iter(report.values())))
    assert error["pointer"] == f"/form/{field.replace('.', '/')}"
    browser = Client()
    browser.force_login(ada.user)
    address = reverse("admin:mgdb_measurement_add")
    material = Material.objects.get(public_id=form["material"])
    data = filled(browser.get(address)) | {
        "material": material.pk, "source": material.source.pk, "property_key": "ionic_conductivity",
    }  # fmt: skip
    printed = {"printed_value": "2.8e-4", "printed_unit": "S cm-1", "locator": "Fig. 9", **report}
    assert escape(error["reason"]) in errors_of(
        browser.post(address, data | row("reports", 0, document=material.source.pk, **printed))
    )
    assert Measurement.objects.count() == before


def test_what_is_wrong_is_told_all_at_once_with_its_place(ada):
    form = value_form() | {"colour": "red", "material": "mat-0000000", "conditions": {"temperature": "-26.85 K"}}
    problem = ada("post", "drafts/", {"type": "measurement", "form": form}, 422).data
    assert problem["type"] == "urn:mgdb:problem:form"
    found = {one["field"]: one["reason"] for one in problem["errors"]}
    assert set(found) == {"colour", "material", "conditions.temperature"}
    assert "impossible" in found["conditions.temperature"]
    assert "known fields" in found["colour"]
    assert "No material has the id" in found["material"]
    assert not Measurement.objects.filter(entered_by=ada.user).exists()


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("{", 400, "not JSON"),
        ("[1]", 400, "one JSON object"),
        ('{"form": {"a": NaN}}', 400, "finite"),
        ('{"form": {"a": "x\\u0000y"}}', 400, "U+0000"),
        ('{"form": {"a": "\\ud800"}}', 400, "U+D800"),
        ('{"form": 1, "form": 2}', 400, "twice"),
        (b'{"form": "\xff"}', 400, "UTF-8"),
        ('{"form": ' + "[" * 50_000, 400, "deep"),
        ('{"form": [' + "1," * 60_000 + "1]}", 413, "50,000"),
        ('{"form": {"reports": [' + "{}," * 2_000 + "{}]}}", 413, "2,000 objects"),
        ('{"form": {' + "".join(f'"k{place}": 1, ' for place in range(40_000)) + '"k39999": 1}}', 400, "twice"),
        ('{"form": "' + "x" * 1_000_001 + '"}', 413, "1 MB"),
        ("{}", 422, "missing"),
        ('{"type": "colour", "form": {"name": "x"}}', 422, "no record type"),
        ('{"type": "source", "form": {"id": "src-0000000"}}', 422, "given by the server"),
        ('{"type": "source", "form": [], "who": "me"}', 422, "no member"),
        ('{"type": ["source"], "form": {}}', 422, "a text"),
        ('{"type": "source", "form": {"title": {"a": ["b"]}, "readings": "7"}}', 422, "not typed"),
        ('{"type": "source", "form": {"title": true}}', 422, "should be a text, not true"),
        ('{"type": "material", "form": {"name": "x", "defects": ["y"], "roles": [[]]}}', 422, "mapping"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_no_body_is_more_than_refused(body, status, words, ada):
    answer = ada("post", "drafts/", body, status)
    assert words in answer.data["detail"]
    assert answer["Content-Type"] == "application/problem+json"


def test_a_number_stays_as_it_is_written(ada):
    body = json.dumps({"type": "measurement", "form": value_form(printed_value=0)}).replace(": 0,", ": 1.10e-4,")
    assert ada("post", "drafts/", body, 201).data["form"]["reports"][0]["printed_value"] == "1.10e-4"


# ------------------------------------------------------------------------------------------------- who, and what seen
@pytest.mark.parametrize("address", ["drafts/", "change-requests/"])
def test_nothing_but_a_token_with_its_scope_opens_it(address, ada, rosalind):
    browser = Client()
    browser.force_login(ada.user)
    assert browser.get(f"/api/v1/{address}").status_code == 401
    assert browser.post(f"/api/v1/{address}", {}, content_type="application/json").status_code == 401
    assert "read_drafts" in Program(ada.user, ["write"])("get", address, status=403).data["detail"]
    assert "write" in Program(ada.user, ["read_drafts"])("post", address, {}, 403).data["detail"]
    record = entered(ada.user)
    review.submit(record, by=ada.user, seen=record.revision)
    program = Program(rosalind.user, ["write", "read_drafts"])
    assert "“review”" in program("post", f"drafts/{record.public_id}/publish/", {}, 403, seen=1).data["detail"]
    stranger = person("nobody", "contributor")
    stranger.is_staff = False
    stranger.save()
    assert "is not a curator" in Program(stranger)("get", address, status=403).data["detail"]


def test_what_one_token_writes_is_limited(ada, monkeypatch):
    from api.throttling import WriteLimit

    monkeypatch.setattr(WriteLimit, "get_rate", lambda self: "2/min")
    for _ in range(2):
        ada("post", "drafts/", {}, 422)
    assert ada("post", "drafts/", {}, 429)["Retry-After"]
    ada("get", "drafts/", status=200)
    Program(ada.user)("post", "drafts/", {}, 422)


# ------------------------------------------------------------------------------------------------- review
def test_a_draft_is_handed_in_returned_corrected_and_published_by_another(ada, rosalind):
    draft = new(ada, value_form(printed_value="28")).data
    address = f"drafts/{draft['id']}/"
    (doubt,) = [one["doubt"] for one in draft["doubts"]]
    ada("post", f"{address}submit/", {"comment": "Table 2."}, 200, seen=1)
    assert "contributor" not in ada("post", f"{address}publish/", {}, 403, seen=1).data["detail"]
    waiting = rosalind("get", "drafts/?whose=others&status=in_review", status=200).data
    assert [one["id"] for one in waiting["results"]] == [draft["id"]]
    held = rosalind("post", f"{address}publish/", {}, 409, seen=1).data["detail"]
    assert "Unanswered" in held
    rosalind("post", f"{address}send-back/", {}, 422, seen=1)  # without a word
    rosalind("post", f"{address}comments/", {"comment": "Which unit?"}, 201)
    rosalind("post", f"{address}send-back/", {"comment": "See the unit."}, 200, seen=1)
    mine = ada("get", address, status=200).data
    assert [one["step"] for one in mine["thread"]] == ["handed_in", "comment", "returned"]
    assert mine["thread"][-1] | {"at": ""} == {"step": "returned", "text": "See the unit.", "by": "rosalind", "at": ""}
    ada("post", f"{address}answers/", {"doubt": doubt, "comment": "Fig. 9 says so."}, 201, seen=1)
    ada("post", f"{address}submit/", {}, 200, seen=1)
    published = rosalind("post", f"{address}publish/", {}, 200, seen=1).data
    assert (published["status"], published["doubts"]) == ("published", [])
    refused = ada("patch", address, {"form": {"remarks": "x"}}, 409, seen=published["revision"]).data["detail"]
    assert "propose a change at http://testserver/api/v1/change-requests/" in refused


def test_the_steps_named_are_those_that_person_and_token_may_take(ada, rosalind):
    address = f"drafts/{new(ada, value_form()).data['id']}/"
    assert ada("get", address, status=200).data["steps"] == ["submit", "discard"]
    ada("post", f"{address}submit/", {}, 200, seen=1)
    assert ada("get", address, status=200).data["steps"] == ["take_back"]
    assert rosalind("get", address, status=200).data["steps"] == ["publish", "send_back", "reject"]
    without = Program(rosalind.user, ["read_drafts", "write"])
    assert without("get", address, status=200).data["steps"] == []
    for step in ("publish", "send-back", "reject"):
        without("post", f"{address}{step}/", {"comment": "x"}, 403, seen=1)


def test_a_reading_of_what_is_published_is_proposed(ada, rosalind):
    record = published_value()
    body = {"record": record.public_id, "kind": "confirm", "reason": "Table 1.", "base_revision": record.revision}
    asked = ada("post", "change-requests/", body, 201).data
    assert (asked["kind"], asked["reason"], asked["changes"]) == ("confirm", "Table 1.", [])
    done = rosalind("post", f"change-requests/{asked['number']}/accept/", {}, 200, seen=record.revision).data
    assert done["status"] == "accepted"
    assert Measurement.objects.get(pk=record.pk).readings == record.readings + 1


def test_nobody_publishes_or_accepts_their_own(rosalind):
    draft = new(rosalind, value_form()).data
    address = f"drafts/{draft['id']}/"
    rosalind("post", f"{address}submit/", {}, 200, seen=1)
    assert "second person" in rosalind("post", f"{address}publish/", {}, 403, seen=1).data["detail"]
    rosalind("post", f"{address}take-back/", {}, 200, seen=1)
    record = published_value()
    body = {"record": record.public_id, "kind": "withdraw", "reason": "Wrong.", "base_revision": record.revision}
    asked = rosalind("post", "change-requests/", body, 201).data
    answer = rosalind("post", f"change-requests/{asked['number']}/accept/", {}, 403, seen=record.revision)
    assert "second person" in answer.data["detail"]
    assert asked["may_decide"] is False


def test_a_change_is_proposed_validated_and_accepted_beside_what_was_seen(ada, rosalind):
    record = published_value()
    reports = form_of(record)["reports"]
    body = {
        "record": record.public_id, "kind": "edit", "reason": "Table 1 prints 999.", "base_revision": record.revision,
        "changes": {"reports": [reports[0] | {"printed_value": "999"}, *reports[1:]]},
    }  # fmt: skip
    assert (
        "reading"
        in ada("post", "change-requests/", json.loads(json.dumps(body).replace("999", "lots")), 422).content.decode()
    )
    ada("post", "change-requests/", body | {"base_revision": record.revision - 1}, 412)
    ada("post", "change-requests/", body | {"reason": ""}, 422)
    ada("post", "change-requests/", body | {"changes": {}}, 409)
    assert not ChangeRequest.objects.exists()
    for _ in range(2):
        answer = ada("post", "change-requests/", body, 201, Idempotency_Key="ask-1")
    number = answer.data["number"]
    assert ChangeRequest.objects.count() == 1
    assert ("999" in answer.data["changes"][-1]["new"], answer.data["author"]) == (True, "ada")
    assert Measurement.objects.get(pk=record.pk).reports.first().printed_value != "999"
    address = f"change-requests/{number}/"
    ada("post", f"{address}accept/", {}, 403, seen=record.revision)
    rosalind("post", f"{address}accept/", {}, 428)
    rosalind("post", f"{address}accept/", {}, 412, seen=record.revision - 1)
    rosalind("post", f"{address}reject/", {"comment": "No."}, 412, seen=record.revision - 1)
    doubts = answer.data["doubts"]
    done = rosalind(
        "post", f"{address}accept/", {"comment": "Seen.", "as_printed": doubts}, 200, seen=record.revision
    ).data
    assert (done["status"], done["decided_by"]) == ("accepted", "rosalind")
    assert Measurement.objects.get(pk=record.pk).reports.first().printed_value == "999"
    mine = ada("get", "change-requests/?whose=mine", status=200).data["results"]
    assert [(one["number"], one["status"], one["comment"]) for one in mine] == [(number, "accepted", "Seen.")]
    ada("post", f"{address}take-back/", {}, 409, seen=record.revision)


@pytest.mark.parametrize("decision", ["send-back", "reject"])
def test_a_request_is_returned_or_rejected_with_a_word(decision, ada, rosalind):
    record = published_value()
    form = form_of(record) | {"remarks": "Read again."}
    form.pop("readings")
    body = {"record": record.public_id, "kind": "edit", "reason": "x", "base_revision": record.revision, "form": form}
    number = ada("post", "change-requests/", body, 201).data["number"]
    rosalind("post", f"change-requests/{number}/{decision}/", {}, 422, seen=record.revision)
    ada("post", f"change-requests/{number}/comments/", {"comment": "See Table 2."}, 201)
    done = rosalind("post", f"change-requests/{number}/{decision}/", {"comment": "Which?"}, 200, seen=record.revision)
    assert done.data["status"] == {"send-back": "returned", "reject": "rejected"}[decision]
    assert [one["text"] for one in done.data["thread"]] == ["See Table 2.", "Which?"]


@pytest.mark.parametrize(
    ("query", "words"),
    [("whose=nobody", "whose"), ("status=published", "status"), ("page_size=1000", "at most 100"), ("q=x", "q")],
)
def test_a_list_refuses_what_it_does_not_know(query, words, ada):
    assert words in ada("get", f"drafts/?{query}", status=400).data["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "drafts/mea-0000000/",
        "drafts/mea-%00/",
        "drafts/mea-a%00aaaaa/",
        "drafts/xyz-0000000/",
        "drafts/x/",
        "change-requests/99999999999999999999/",
    ],
)
def test_what_is_not_there_is_said(address, ada):
    ada("get", address, status=404)


def test_the_example_of_the_description_is_a_form(schema):
    told = schema["paths"]["/api/v1/drafts/"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert not list(Draft202012Validator({**told, "components": schema["components"]}).iter_errors(DRAFT))


def test_options_describe_an_address_of_curators(rosalind):
    for path in ("drafts/", "change-requests/", "drafts/mea-0000000/comments/"):
        assert "parses" in rosalind("options", path, status=200).data
