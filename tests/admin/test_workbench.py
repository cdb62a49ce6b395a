"""The page of a paper's workbench, and what its script asks."""

from __future__ import annotations

import io
import json
import tarfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mgdb import review
from mgdb.models import Material, Source, WorkbenchRow
from tests.admin.conftest import person
from tests.review.people import by_id
from tests.statements import statements

KEY = "a-row-of-mine"
VALUE = {"property": "Thickness", "printed": "7 nm", "where": "Fig. 1"}
SPECIMEN = {"name": "L-VX", "formula": "V2O5", "role": "cathode", "where": "Section 2"}


@pytest.fixture
def paper(contributor) -> Source:
    source = Source()
    review.apply(source, {"title": "A new paper", "year": 2025}, by_id, by=contributor.user)
    return Source.objects.get(pk=source.pk)


def ask(client, paper, what, data, **more):
    address = reverse(f"admin:workbench_{what}", args=[paper.public_id])
    body = data if isinstance(data, str) else json.dumps(data)
    return client.post(address, body, content_type="application/json", **more)


def row(**more):
    return {"rows": [{"key": KEY, "grid": "specimens", "position": 1, "revision": 0, "payload": SPECIMEN} | more]}


def test_rows_are_read_without_writing_and_saved_as_drafts(contributor, paper):
    read = ask(contributor, paper, "read", row()).json()["rows"][0]
    assert (read["state"], WorkbenchRow.objects.count(), Material.objects.filter(source=paper).count()) == (
        "read",
        0,
        0,
    )
    assert "V<sub>2</sub>O<sub>5</sub>" in read["html"]
    assert "294.7" in read["html"]  # the theoretical capacity, at once
    saved = ask(contributor, paper, "save", row()).json()["rows"][0]
    material = Material.objects.get(source=paper)
    assert (saved["outcome"], saved["revision"], saved["state"]) == ("saved", 1, "draft")
    assert saved["records"] == [
        {
            "id": material.public_id,
            "status": "draft",
            "url": reverse("admin:mgdb_material_change", args=[material.pk]),
        }
    ]
    page = contributor.get(reverse("admin:workbench", args=[paper.public_id]))
    shown = json.loads(page.content.decode().partition('id="bench-data" type="application/json">')[2].partition("<")[0])
    assert [(one["key"], one["payload"], one["state"]) for one in shown["rows"]] == [(KEY, SPECIMEN, "draft")]
    other = person("grace", "contributor").get(reverse("admin:workbench", args=[paper.public_id])).content.decode()
    assert KEY not in other
    assert material.public_id in other


def test_all_drafts_of_the_rows_are_handed_in_after_a_page_that_asks(contributor, paper):
    ask(contributor, paper, "save", row())
    asks = contributor.post(reverse("admin:workbench_hand_in", args=[paper.public_id]))
    assert asks.status_code == 200
    assert asks.context["counted"] == "1 source, 1 material"
    assert Material.objects.get(source=paper).status == "draft"


def test_an_odd_request_is_told_what_is_wrong(contributor, paper):
    for sent, words in (
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ([], "rows"),
        (row(payload={"odd": "x"}), "is not a column"),
        (row(position=10**400), "position"),
        (row(position=-(10**400)), "position"),
        (row(payload={"name": "x" * 700_000}), "at once"),
    ):
        answer = ask(contributor, paper, "save", sent)
        assert (answer.status_code, words in answer.json()["error"]) == (400, True), words
    assert "not stored" in ask(contributor, paper, "answer", {"key": KEY, "doubt": "x"}).json()["error"]
    assert ask(contributor, paper, "answer", {"key": 1}).status_code == 400
    assert contributor.get(reverse("admin:workbench_save", args=[paper.public_id])).status_code == 405
    assert contributor.get(reverse("admin:workbench", args=["src-0000000"])).status_code == 404
    assert not WorkbenchRow.objects.exists()
    form = contributor.post(reverse("admin:workbench_save", args=[paper.public_id]), {"rows": "x"})
    assert (form.status_code, "application/json" in form.json()["error"]) == (400, True)


def test_it_is_asked_so_often_and_by_contributors_only(contributor, paper, monkeypatch):
    from mgdb.accounts.limits import Limit

    monkeypatch.setattr("mgdb.admin.workbench.LIMIT", Limit("workbench", 1, 60, "The workbench is asked too often"))
    assert ask(contributor, paper, "read", row()).status_code == 200
    refused = ask(contributor, paper, "read", row())
    assert (refused.status_code, "too often" in refused.json()["error"]) == (429, True)
    visitor = person("vera")
    for what in ("read", "save", "answer", "hand_in"):
        assert ask(visitor, paper, what, row()).status_code == 403
    assert visitor.get(reverse("admin:workbench", args=[paper.public_id])).status_code == 403


def test_the_page_takes_a_number_of_queries_that_does_not_grow(contributor, paper):
    counts = []
    for many in (2, 20):
        rows = [
            {"key": f"row-number-{n}", "grid": "specimens", "payload": SPECIMEN | {"name": f"S{n}"}}
            for n in range(many)
        ]
        values = [
            {"key": f"value-number-{n}", "grid": "values", "payload": {"of": f"S{n}", **VALUE}} for n in range(many)
        ]
        rows += values
        ask(contributor, paper, "save", {"rows": rows})
        with statements() as page:
            contributor.get(reverse("admin:workbench", args=[paper.public_id]))
        with statements() as reading:
            ask(contributor, paper, "read", {"rows": rows})
        counts.append((len(page), len(reading)))
    assert counts[0] == counts[1]


def test_curves_of_the_paper_begin_with_the_paper(contributor, paper):
    page = contributor.get(reverse("admin:workbench", args=[paper.public_id]))
    shared = contributor.get(page.context["curves_address"]).context["shared"]
    assert [shared.initial[name] for name in ("source", "document")] == [str(paper.pk)] * 2
    odd = contributor.get(page.context["curves_address"].partition("?")[0], {"source": "1 OR 1", "name": "x"})
    assert odd.context["shared"].initial == {}


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"A,,B,\nX,Y,X,Y\n1,2,1,3\n2,3,2,4\n", 200, ""),
        (b"1;2;3\n" * 100_000, 400, "up to 20000 are taken"),
        (b"1," * 20_000, 400, "Line 1 has 40,000 characters"),
        (b"", 400, "It has no points"),
        (None, 400, "Choose a file"),
    ],
)
def test_a_dropped_file_is_read_and_nothing_is_written(contributor, paper, content, status, words):
    address = reverse("admin:workbench_curves", args=[paper.public_id])
    sent = {} if content is None else {"upload": SimpleUploadedFile("fig.csv", content)}
    response = contributor.post(address, sent)
    assert response.status_code == status
    answer = response.json()
    if status == 200:
        assert [(one["name"], one["file"]) for one in answer["curves"]] == [("A", "fig.csv"), ("B", "fig.csv")]
    else:
        assert words in answer["error"]
    assert not WorkbenchRow.objects.exists()


@pytest.mark.parametrize("name", ["fig.json", "fig.tar"])
def test_a_project_of_a_digitiser_is_dropped_as_it_was_saved(contributor, paper, name):
    points = [{"value": [n, 100 - n]} for n in range(1, 4)]
    project = {
        "version": [4, 2],
        "axesColl": [{"name": "XY", "type": "XYAxes"}],
        "datasetColl": [{"name": "fade", "axesName": "XY", "data": points}],
    }
    content = json.dumps(project).encode()
    if name.endswith(".tar"):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for member, data in (("fig/info.json", b'{"json": "wpd.json"}'), ("fig/wpd.json", content)):
                one = tarfile.TarInfo(member)
                one.size = len(data)
                archive.addfile(one, io.BytesIO(data))
        content = packed.getvalue()
    address = reverse("admin:workbench_curves", args=[paper.public_id])
    response = contributor.post(address, {"upload": SimpleUploadedFile(name, content)})
    assert response.status_code == 200, response.json()
    assert [one["name"] for one in response.json()["curves"]] == ["fade"]


def test_without_a_script_curves_have_their_form(contributor, paper):
    content = contributor.get(reverse("admin:workbench", args=[paper.public_id])).content.decode()
    plain = content.partition("<noscript>")[2].partition("</noscript>")[0]
    assert reverse("admin:mgdb_curve_several") in plain
