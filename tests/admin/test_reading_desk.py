"""The reading desk: a text in, marks out, and nothing of it kept."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mgdb import review, workbench
from mgdb.models import Measurement, Source, WorkbenchRow
from mgdb.workbench import Bench, Sent
from tests.admin.conftest import person
from tests.review.people import by_id

TEXT = "2.1 Results\n\nL-VX delivers 120 mAh g⁻¹ at 0.1 A g⁻¹ after 40 cycles.\n\nIts conductivity is 10-5 S cm-1.\n"


@pytest.fixture
def paper(contributor) -> Source:
    source = Source()
    review.apply(source, {"title": "A new paper", "year": 2025}, by_id, by=contributor.user)
    paper = Source.objects.get(pk=source.pk)
    specimen = {"name": "L-VX", "formula": "V2O5", "role": "cathode"}
    workbench.save(Bench(paper, contributor.user), [Sent("a-row-of-mine", "specimens", 0, 0, specimen)])
    return paper


def desk(client, paper, **sent):
    return client.post(reverse("admin:reading_desk", args=[paper.public_id]), sent)


def offers(response):
    shown = response.content.decode().partition('id="desk-data" type="application/json">')[2].partition("</script>")[0]
    return json.loads(shown)["offers"]


def test_a_text_is_marked_and_offered_row_by_row(contributor, paper):
    response = desk(contributor, paper, text=TEXT)
    found = offers(response)
    assert found[0]["payload"] == {
        "of": "L-VX",
        "property": "Specific capacity",
        "printed": "120 mAh g⁻¹",
        "conditions": "0.1 A g⁻¹; cycle number 40",
        "where": "Section 2.1",
    }
    assert [one["condition"] for one in found] == ["", "Current density", "", ""]
    assert found[3]["readings"] == ["10^-5", "10 to 5"]
    assert '<mark data-mark="0">120 mAh g⁻¹</mark>' in response.content.decode()


def test_one_value_of_two_specimens_is_offered_for_each_at_one_mark(contributor, paper):
    other = {"name": "B-VX", "formula": "V2O5", "role": "cathode"}
    workbench.save(Bench(paper, contributor.user), [Sent("another-row-of-mine", "specimens", 1, 0, other)])
    response = desk(contributor, paper, text="L-VX and B-VX both have a band gap of 2.2 eV. That of L-VX is direct.")
    found = offers(response)
    assert [(one["payload"]["of"], one["payload"]["printed"], one["mark"]) for one in found] == [
        ("L-VX", "2.2 eV", 0),
        ("B-VX", "2.2 eV", 0),
    ]
    assert response.content.decode().count("<mark") == 1


def test_what_is_accepted_is_a_row_that_becomes_a_draft_and_the_text_is_not_kept(contributor, paper):
    payload = offers(desk(contributor, paper, text=TEXT))[0]["payload"]
    row = {"key": "desk-0123456789ab-0", "grid": "values", "position": 0, "revision": 0, "payload": payload}
    for _ in range(2):  # sent twice, written once
        contributor.post(
            reverse("admin:workbench_save", args=[paper.public_id]),
            json.dumps({"rows": [row]}),
            content_type="application/json",
        )
    value = Measurement.objects.get(source=paper)
    assert (value.value, value.material.name, value.status) == (120, "L-VX", "draft")
    assert "delivers" not in json.dumps(list(WorkbenchRow.objects.values_list("payload", flat=True)))


def test_a_file_is_read_as_a_text_is_and_a_strange_one_refused(contributor, paper):
    page = b"<html><body><h2>3. Gaps</h2><p>The band gap of L-VX is 2.2 eV.</p></body></html>"
    [one] = offers(desk(contributor, paper, upload=SimpleUploadedFile("a.html", page)))
    assert (one["payload"]["property"], one["payload"]["where"]) == ("Band gap", "Section 3")
    refused = desk(contributor, paper, upload=SimpleUploadedFile("a.pdf", b"PK\x03\x04x")).content.decode()
    assert "packed file" in refused


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Paste the text of a section"),
        ({"text": "Nothing to read."}, "No quantity that can be read"),
        ({"text": "1.2 V. " * 60_000}, "Give a section"),
        ({"text": "1 " * 13_000}, "long tables as files"),
    ],
)
def test_what_cannot_be_marked_is_said(contributor, paper, sent, words):
    page = desk(contributor, paper, **sent).content.decode()
    assert words in page
    assert sent.get("text", "") in page  # nothing of what was typed is lost


def test_markup_of_a_text_stays_text(contributor, paper):
    page = desk(contributor, paper, text="<script>x</script> The band gap is 2.2 eV.").content.decode()
    assert "<script>x" not in page


def test_who_may_not_enter_values_has_no_desk(contributor, paper, client):
    assert desk(client, paper, text=TEXT).status_code in (302, 403)
    reader = person("rita")
    assert reader.get(reverse("admin:reading_desk", args=[paper.public_id])).status_code in (302, 403)
    assert contributor.get(reverse("admin:reading_desk", args=["src-0000000"])).status_code == 404


def test_what_of_a_table_is_not_read_is_said_below_it(contributor, paper):
    table = "Table 1. Some.\n\nCathode\tlog σ (S/cm)\nL-VX\t−4.1\nB-VX\t−4.5\n"
    page = desk(contributor, paper, text=table).content.decode()
    assert "2 numbers in tables could not be read; below each table stands why, and what helps." in page
    assert "Not read: column 2, “log σ (S/cm)”: a factor or logarithm stands outside of the unit" in page
    assert page.count('<td class="unread">') == 2
