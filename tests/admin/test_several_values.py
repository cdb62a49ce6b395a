"""Several values of one subject in one grid, and what the next value keeps of the last."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from mgdb.models import Material, Measurement, Source

from .browsers_part import empty_form, row

pytestmark = pytest.mark.django_db
SEVERAL = "admin:mgdb_measurement_several"


@pytest.fixture
def specimen() -> Material:
    return Material.objects.published().with_role("cathode").first()


@pytest.fixture
def sent(specimen):
    """What a browser sends of the grid with nothing but what all values share."""
    return {
        "material": specimen.pk,
        "source": specimen.source_id,
        "document": Source.objects.get(doi="10.1007/s40820-024-01495-1").pk,
        "locator": "Section 9",
        "ion": "MgCl3-",
        "method": "galvanostatic",
        "origin": "measured",
        "conditions": "25 °C; 0.1 A/g",
        "values-TOTAL_FORMS": 8,
        "values-INITIAL_FORMS": 0,
    }


def line(index: int, key: str, value: str, conditions: str = "", locator: str = "") -> dict[str, str]:
    columns = {"property_key": key, "value": value, "conditions": conditions, "locator": locator}
    return {f"values-{index}-{name}": text for name, text in columns.items()}


def complaints(response) -> str:
    assert response.status_code == 200
    formset, shared = response.context["formset"], response.context["shared"]
    found = [*formset.non_form_errors(), *(str(form.errors) for form in formset), str(shared.errors)]
    return " ".join(map(str, found))


def test_each_line_becomes_a_draft_and_the_rest_is_kept_for_more(contributor, sent, specimen):
    before = Measurement.objects.count()
    data = sent | line(0, "specific_capacity", "≈ 251.3 mAh g-1", "cycle 900; −22 °C")
    data |= line(3, "voltage", "1.1 V vs. Mg/Mg2+", locator="Fig. 4") | {"more": "1"}
    response = contributor.post(reverse(SEVERAL), data)
    assert response.status_code == 302, complaints(response)
    first, second = Measurement.objects.order_by("pk")[before:]
    assert (first.value, first.approximate, first.ion, first.status) == (251.3, True, "MgCl₃⁻", "draft")
    stated = {one.key: one.printed for one in first.conditions.all()}
    assert stated == {"temperature": "−22 °C", "current_density": "0.1 A/g", "cycle_number": "900"}
    assert (second.value, second.reports.get().locator, second.material) == (1.1, "Fig. 4", specimen)
    assert second.conditions.get(key="potential_scale").text == "Mg"
    assert first.editors == [contributor.user.pk]
    page = contributor.get(response["Location"]).content.decode()
    assert re.search(r'name="locator" value="Section 9"', page)
    assert 'value="MgCl₃⁻"' in page or 'value="MgCl3-"' in page
    assert "2 values are entered" in " ".join(map(str, get_messages(response.wsgi_request)))


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("given", "words"),
    [
        (line(0, "specific_capacity", ""), "Write what is printed"),
        (line(0, "", "12 V"), "Choose what it is a value of"),
        (line(0, "specific_capacity", "251 V"), "mAh g⁻¹"),
        (line(0, "ionic_conductivity", "10-5 S/cm"), "10^-5"),
        (line(0, "specific_capacity", "251 mAh/g", "1 MPa"), "stack pressure"),
        (line(0, "specific_capacity", "251 mAh/g") | {"material": ""}, "give exactly one"),
        (line(0, "specific_capacity", "251 mAh/g") | {"ion": "MgCl2"}, "has no charge"),
        (line(0, "specific_capacity", "251 mAh/g") | {"conditions": "warm"}, "is not a condition"),
        ({}, "Nothing is entered"),
    ],
    ids=["no value", "no property", "unit", "power", "condition", "subject", "ion", "of all", "nothing"],
)
def test_a_fault_stands_at_its_line_and_nothing_is_written(contributor, sent, given, words):
    before = Measurement.objects.count()
    good = {} if not given else line(1, "voltage", "1.1 V", "vs Mg/Mg2+")
    assert words in complaints(contributor.post(reverse(SEVERAL), sent | good | given))
    assert Measurement.objects.count() == before


def test_what_is_implausible_or_there_already_is_asked_line_by_line(contributor, sent):
    data = sent | line(0, "specific_capacity", "251.3 mAh/g") | line(1, "specific_capacity", "99999 mAh/g", "cycle 2")
    shown = complaints(contributor.post(reverse(SEVERAL), data))
    assert 'name="values-1-as_printed"' in shown
    assert 'name="values-0-as_printed"' not in shown
    assert contributor.post(reverse(SEVERAL), data | {"values-1-as_printed": "on"}).status_code == 302
    first = Measurement.objects.get(value=251.3, status="draft")
    again = complaints(contributor.post(reverse(SEVERAL), data | {"values-1-as_printed": "on"}))
    assert f"{first.public_id}</a> too" in again
    both = {"values-0-as_printed": "on", "values-1-as_printed": "on"}
    assert contributor.post(reverse(SEVERAL), data | both).status_code == 302


def test_who_may_not_add_does_not_see_it(client, django_user_model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    assert client.get(reverse(SEVERAL)).status_code == 403


def test_the_next_value_keeps_source_place_cell_ion_method_and_origin(contributor, specimen):
    address, data = empty_form(contributor, "measurement")
    document = Source.objects.get(doi="10.1007/s40820-024-01495-1")
    cell = specimen.source.cells.first() or specimen.measurements.exclude(measured_in=None)[0].measured_in
    report = {"document": document.pk, "locator": "Table 9", "printed_value": "123.4", "printed_unit": "mAh/g"}
    data |= {"material": specimen.pk, "source": specimen.source_id, "property_key": "specific_capacity"}
    data |= {"origin": "measured", "method": "galvanostatic", "ion": "Mg²⁺", "measured_in": cell.pk}
    response = contributor.post(address, data | row("reports", 0, **report) | {"_addanother": "1"})
    assert response.status_code == 302
    kept = {name: values[0] for name, values in parse_qs(urlsplit(response["Location"]).query).items()}
    assert kept == {
        "source": str(specimen.source_id),
        "origin": "measured",
        "method": "galvanostatic",
        "ion": "Mg2+",
        "measured_in": str(cell.pk),
        "document": str(document.pk),
        "locator": "Table 9",
    }
    shown = contributor.get(response["Location"])
    form = shown.context["adminform"].form
    assert {name: str(form[name].value()) for name in ("source", "ion", "measured_in")} == {
        "source": kept["source"],
        "ion": "Mg²⁺",
        "measured_in": kept["measured_in"],
    }
    (first,) = shown.context["inline_admin_formsets"][1].formset.forms
    assert (str(first["document"].value()), first["locator"].value()) == (kept["document"], "Table 9")
    assert form["material"].value() is None  # of what it is, is not guessed
