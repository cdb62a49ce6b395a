"""Programs of curators with real commits: the page's own example, revisions, requests that are repeated."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from mgdb.models import Material, Measurement
from tests.api.programs import Program, new, value_form
from tests.review.people import entered, person
from tests.review.test_at_once import at_once

DOCS = Path(__file__).parents[2] / "docs" / "curating-by-api.md"


@pytest.fixture
def ada(committed_db):
    return Program(person("ada", "contributor"))


@pytest.fixture
def rosalind(ada):
    return Program(person("rosalind", "reviewer"))


def test_the_worked_example_does_what_the_page_says(ada):
    """Every command of docs/curating-by-api.md, in order, as it stands there."""
    known: dict[str, str] = {"MGDB": "", "TOKEN": ""}
    answers = []
    for block in re.findall(r"```sh\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S):
        for command in re.split(r"\n(?=curl)", block.replace("\\\n", " ")):
            if not command.startswith("curl"):
                continue
            words = shlex.split(command)
            method, address, headers, body = "get", "", {}, None
            for option, word in zip(words[1:], [*words[2:], ""], strict=True):
                if option == "-X":
                    method = word.lower()
                elif option == "-H":
                    name, _, value = word.partition(": ")
                    headers[name] = value
                elif option == "-d":
                    body = re.sub(r"\$([A-Z]+)", lambda match: known[match[1]], word)
                elif option.startswith("$MGDB/"):
                    address = re.sub(r"\$([A-Z]+)", lambda match: known[match[1]], option).removeprefix("/")
            assert headers.pop("Authorization") == "Token $TOKEN"
            seen, media = headers.pop("If-Match", None), headers.pop("Content-Type", "application/json")
            answer = ada(method, address, body, seen=seen, Content_Type=media, **headers)
            assert answer.status_code in (200, 201), (command, answer.data)
            answers.append(answer.data)
            if method == "post" and address == "drafts/":
                known[answer.data["type"].upper()] = answer.data["id"]
    doubted, corrected, listed = answers[2], answers[3], answers[-1]
    assert "likely slip: the unit mS cm⁻¹" in doubted["doubts"][0]["doubt"]
    assert doubted["doubts"][0]["field"] == "reports.0.printed_value"
    assert corrected["doubts"] == []
    assert corrected["canonical"] == {
        "value": pytest.approx(2.8e-4), "value_min": pytest.approx(2.8e-4), "value_max": pytest.approx(2.8e-4),
        "bound": "=", "approximate": False, "uncertainty": None, "unit": "S cm⁻¹",
    }  # fmt: skip
    assert {one["id"] for one in listed["results"]} == {known[name] for name in ("SOURCE", "MATERIAL", "MEASUREMENT")}
    assert [one["step"] for one in listed["results"][0]["thread"]] == ["handed_in"]


def test_a_change_names_the_revision_that_was_seen(ada):
    record = entered(ada.user)
    address = f"drafts/{record.public_id}/"
    for seen in (None, "*", "3", 'W/"1"'):
        assert ada("patch", address, {"form": {"remarks": "x"}}, 428, seen=seen).data["detail"]
    answer = ada("patch", address, {"form": {"remarks": "first"}}, 200, seen='"7", "1"')
    assert (answer["ETag"], answer.data["form"]["remarks"]) == ('"2"', "first")
    stale = ada("patch", address, {"form": {"remarks": "second"}}, 412, seen=1)
    assert "now at revision 2" in stale.data["detail"]
    ada("put", address, {"form": {"name": "x"}}, 412, seen=1)
    ada("delete", address, None, 412, seen=1)
    ada("post", f"{address}submit/", {}, 412, seen=1)
    assert Material.objects.get(pk=record.pk).remarks == "first"
    other = {"form": answer.data["form"] | {"id": Material.objects.published().first().public_id}}
    assert "for ever" in ada("put", address, other, 422, seen=2).data["detail"]


def test_a_repeated_post_writes_once(ada):
    first = new(ada, value_form(), Idempotency_Key="k-1")
    again = new(ada, value_form(), Idempotency_Key="k-1")
    assert (again.data["id"], again["Idempotent-Replayed"]) == (first.data["id"], "true")
    assert Measurement.objects.filter(entered_by=ada.user).count() == 1
    body = {"type": "measurement", "form": value_form(locator="Fig. 10")}
    assert "another request" in ada("post", "drafts/", body, 422, Idempotency_Key="k-1").data["detail"]
    assert ada("post", "drafts/", body, 400, Idempotency_Key="two words").data["detail"]
    address = f"drafts/{first.data['id']}/submit/"
    for _ in range(2):
        ada("post", address, {}, 200, seen=1, Idempotency_Key="k-2")
    assert "Only a draft" in ada("post", address, {}, 409, seen=2).data["detail"]
    refused = {"type": "measurement", "form": value_form(printed_value="280")}
    for _ in range(2):  # what was refused was not written, and may be sent again
        ada("post", "drafts/", refused, 422, Idempotency_Key="k-3")


def test_two_requests_with_one_key_at_once_write_once(ada):
    def send():
        return new(ada, value_form(), Idempotency_Key="k-1").data["id"]

    first, second = at_once(send, send)
    assert (first == second, Measurement.objects.filter(entered_by=ada.user).count()) == (True, 1)
