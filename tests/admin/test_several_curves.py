"""Several curves of one figure in one go: read, offered, chosen; a draft of each, or none."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mgdb.models import Curve, Material, Source

pytestmark = pytest.mark.django_db

TABLE = (
    "Sample A,,Sample B,\n1000/T (K-1),log σ (S cm-1),1000/T (K-1),log σ (S cm-1)\n"
    "2.8,-4.1,2.8,-5.0\n3.0,-4.4,3.0,-5.6\n3.2,-4.8,,\n"
)
PROJECT = {
    "version": [4, 2],
    "axesColl": [{"name": "XY", "type": "XYAxes"}, {"name": "Bar", "type": "BarAxes"}],
    "datasetColl": [
        {"name": "a", "axesName": "XY", "data": [{"value": [1, 100]}, {"value": [2, 90]}]},
        {"name": "bars", "axesName": "Bar", "data": [{"value": [3]}]},
    ],
}


@pytest.fixture
def address():
    return reverse("admin:mgdb_curve_several")


def offered(client, address, text, **others):
    """The forms of what is in `text`, as a browser would send them back."""
    response = client.post(address, {"read": "", "text": text, **others})
    assert response.context["formset"] is not None, response.context["chosen"].errors
    return response, sent(response)


def sent(response):
    formset, shared = response.context["formset"], response.context["shared"]
    data = {"save": ""}
    for form in (formset.management_form, *formset.forms, shared):
        for field in form:
            value = field.value()
            if value not in (None, False):
                data[field.html_name] = json.dumps(value) if isinstance(value, dict) else value
    return data


@pytest.fixture
def common():
    subject, paper = Material.objects.published().first(), Source.objects.published().first()
    return {
        "material": subject.pk, "source": paper.pk, "document": paper.pk, "locator": "Fig. 3", "ion": "Mg2+",
        "method": "eis", "origin": "measured", "conditions": "atmosphere: argon\ncontribution: total",
    }  # fmt: skip


def test_each_curve_is_offered_with_its_name_and_its_guessed_axes(contributor, address):
    response, data = offered(contributor, address, TABLE)
    assert (data["curve-0-name"], data["curve-1-name"]) == ("Sample A", "Sample B")
    assert (data["curve-0-x_axis"], data["curve-0-x_transform"]) == ("temperature", "inverse_1e3")
    assert (data["curve-1-y_axis"], data["curve-1-y_transform"]) == ("ionic_conductivity", "log10")
    assert "y: “log σ (S cm-1)” can be read as ionic conductivity" in response.content.decode()  # asked
    assert data["curve-1-points"] == "2.8; -5.0\n3.0; -5.6"
    page = response.content.decode()
    assert page.count("data-canvas") == 2
    assert not Curve.objects.exists()


def test_what_is_ticked_becomes_a_draft_of_its_own(contributor, address, common):
    _, data = offered(contributor, address, TABLE)
    response = contributor.post(address, data | common, follow=True)
    assert "2 curves are entered as drafts" in response.content.decode()
    first, second = Curve.objects.order_by("name")
    assert (first.name, first.points) == ("Sample A", [[2.8, -4.1], [3.0, -4.4], [3.2, -4.8]])
    assert (second.status, second.ion, second.method, second.locator) == ("draft", "Mg2+", "eis", "Fig. 3")
    assert {one.key: one.text for one in second.conditions.all()} == {"atmosphere": "argon", "contribution": "total"}
    assert second.entered_by.get_username() == "contributor" or second.entered_by is not None
    assert second.revision == 1


def test_what_is_not_ticked_is_left(contributor, address, common):
    _, data = offered(contributor, address, TABLE)
    del data["curve-0-take"]
    data["curve-0-x_unit"] = "bananas"  # need not be right
    contributor.post(address, data | common)
    assert [one.name for one in Curve.objects.all()] == ["Sample B"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        ({"curve-1-x_unit": "bananas"}, 1, "“bananas” is not a unit of an inverse temperature"),
        ({"curve-1-points": "2.8; -5\n-3; -5"}, 1, "is impossible"),
        ({"curve-1-name": ""}, 1, "Name the curve"),
        ({"curve-1-y_axis": "", "curve-1-y_label": "ln σ"}, 1, "no unit is given"),
        ({"material": ""}, None, "give exactly one"),
        ({"conditions": "warmth: 25 °C"}, None, "Line 1, “warmth: 25 °C”"),
        ({"conditions": "temperature: -300 °C"}, None, "is impossible"),
        ({"locator": ""}, None, "required"),
    ],
)
def test_one_fault_and_none_is_written_and_nothing_is_lost(contributor, address, common, changes, where, words):
    _, data = offered(contributor, address, TABLE)
    response = contributor.post(address, data | common | changes)
    assert response.status_code == 200
    form = response.context["shared"] if where is None else response.context["formset"].forms[where]
    assert words in str(form.errors), form.errors
    assert not Curve.objects.exists()
    kept = sent(response)
    assert kept["curve-0-points"] == data["curve-0-points"]
    assert kept["curve-0-name"] == "Sample A"
    assert str(kept["source"]) == str(common["source"])


def test_none_ticked_is_said(contributor, address, common):
    _, data = offered(contributor, address, TABLE)
    for number in (0, 1):
        del data[f"curve-{number}-take"]
    assert "No curve is taken" in str(contributor.post(address, data | common).context["shared"].errors)


def test_a_project_is_uploaded_and_its_other_axes_are_named(contributor, address, common):
    upload = SimpleUploadedFile("wpd.json", json.dumps(PROJECT).encode())
    response = contributor.post(address, {"read": "", "upload": upload})
    assert "“bars” is left out: a bar chart has categories along x." in response.content.decode()
    data = sent(response) | common | {"conditions": ""}
    data |= {"curve-0-x_axis": "cycle_number", "curve-0-y_axis": "specific_capacity", "curve-0-y_unit": "mAh/g"}
    assert contributor.post(address, data).status_code == 302
    assert Curve.objects.get().digitiser["program"] == "WebPlotDigitizer"


def test_a_scale_in_a_title_becomes_a_condition(contributor, address, common):
    _, data = offered(contributor, address, "first,\nE (V vs. Mg/Mg2+),j / uA cm-2\n0.1,2\n0.2,3\n")
    response = contributor.post(address, data | common | {"conditions": ""})
    assert response.status_code == 302, response.context["formset"].errors
    assert [(one.key, one.printed) for one in Curve.objects.get().conditions.all()] == [("potential_scale", "Mg/Mg2+")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a file, or paste its text below"),
        ({"text": "1,2,3,4\n5,6,7,8"}, "4 columns without headings"),
        ({"text": "{"}, "is not JSON"),
        ({"text": "X,Y\n1,2\n3,pixel"}, "Line 3"),
        ({"upload": io.BytesIO(b"\xff\xfe1,2")}, "UTF-16"),
        ({"upload": io.BytesIO(b" " * 5_000_001)}, "at most 5"),
    ],
)
def test_a_file_without_curves_is_refused_in_words(contributor, address, data, words):
    response = contributor.post(address, {"read": ""} | data)
    assert response.status_code == 200
    assert words in str(response.context["chosen"].errors)


def test_too_many_curves_are_refused_when_they_are_sent(contributor, address, common):
    _, data = offered(contributor, address, TABLE)
    response = contributor.post(address, data | common | {"curve-TOTAL_FORMS": "60"})
    assert response.status_code == 200
    assert not Curve.objects.exists()


def test_only_contributors_come_in(client, contributor, address):
    assert contributor.get(address).status_code == 200
    assert "Several curves of a figure" in contributor.get(reverse("admin:mgdb_curve_changelist")).content.decode()
    client.logout()
    assert client.get(address).status_code == 302
