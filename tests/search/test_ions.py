"""An ion that is given by its formula is found, counted, shown, answered and written like one of the list."""

import json
from urllib.parse import quote

import pytest
from django.urls import reverse

from mgdb import ingest, review
from mgdb.models import Measurement
from mgdb.review.readings import form_of
from mgdb.science import battery_chemistry
from tests.admin.browsers_part import empty_form, errors_of, row
from tests.review.people import by_id
from tests.search.rows import ask, material, measure

pytestmark = pytest.mark.django_db
COMPLEX, TYPED = "[Mg₂(μ-Cl)₃(THF)₆]⁺", "[Mg2(µ-Cl)3(THF)6]+"


@pytest.fixture
def carried():
    specimen = material()
    value = measure(specimen, "0.31", "1", property_key="transference_number", ion=TYPED)
    other = measure(specimen, "0.1", "1", property_key="transference_number", ion="Li+")
    return specimen, value, other


def test_pages_and_programs_find_it_however_it_is_typed(client, carried):
    _, value, _ = carried
    assert value.ion == COMPLEX
    for typed in (TYPED, COMPLEX):
        assert [row.pk for row in ask("measurements", f"ion={quote(typed)}").queryset] == [value.pk]
        answer = client.get(f"/api/v1/measurements/?ion={quote(typed)}")
        (row,) = answer.json()["results"]
        assert (row["id"], row["ion"], row["chemistry"]) == (value.public_id, COMPLEX, "Mg")
    counts = ask("measurements", f"material={value.material.public_id}").counts()
    assert {one.label: one.count for one in counts.values["ion"] if one.count} == {COMPLEX: 1, "Li⁺": 1}
    page = client.get(f"/measurements/?ion={quote(TYPED)}").content.decode()
    assert f"for the ion {COMPLEX}" in page
    shown = client.get(f"/measurements/{value.public_id}/").content.decode()
    assert "[Mg<sub>2</sub>(μ-Cl)<sub>3</sub>(THF)<sub>6</sub>]<sup>+</sup>" in shown
    assert [row.pk for row in ask("measurements", f"q={quote(COMPLEX)}").queryset] == [value.pk]


def test_no_ion_is_refused_with_what_to_write(client):
    answer = client.get("/api/v1/measurements/?ion=MgCl2")
    assert answer.status_code == 400
    assert "has no charge" in json.dumps(answer.json())


def test_the_chemistry_is_the_same_in_the_database_as_in_python(carried):
    _, value, _ = carried
    keys = [COMPLEX, "MgCl₃⁻", "MgCl⁺ + Li⁺", "LiCl₂⁻ + Mg²⁺", "AlCl₄⁻", "H₃O⁺", "[Zn(H₂O)₆]²⁺", "Mn²⁺", "other"]
    for key in keys:
        Measurement.objects.filter(pk=value.pk).update(ion=key)
        found = {one.value for one in ask("measurements", f"material={value.material.public_id}&ion={quote(key)}")
                 .counts().values["chemistry"] if one.count}  # fmt: skip
        assert found - {""} == {battery_chemistry.of_ion(key)} - {""}, key


def test_a_file_says_it_and_says_it_again(carried):
    _, value, _ = carried
    assert form_of(value)["ion"] == COMPLEX
    text = "\n".join(ingest.export().values())
    assert f"ion: {COMPLEX}" in text or f'ion: "{COMPLEX}"' in text
    form = {**form_of(value), "ion": TYPED}
    again = Measurement.objects.get(pk=value.pk)
    review.apply(again, form, by_id, by=review.OPERATOR, seen=again.revision)
    assert Measurement.objects.get(pk=value.pk).ion == COMPLEX


def test_a_form_takes_the_list_and_formulas(admin_client, carried):
    specimen, value, _ = carried
    page = admin_client.get(reverse("admin:mgdb_measurement_change", args=[value.pk])).content.decode()
    assert f'value="{COMPLEX}"' in page
    assert '<option value="Mg²⁺">' in page
    address, data = empty_form(admin_client, "measurement")
    data |= {"material": specimen.public_id, "source": specimen.source.public_id}  # by id, as without a script
    data |= {"property_key": "transference_number", "ion": "MgCl3-"}
    place = {"document": specimen.source.public_id, "locator": "Fig. 2"}
    data |= row("reports", 0, printed_value="0.2", printed_unit="1", **place)
    response = admin_client.post(address, data)
    assert response.status_code == 302, errors_of(response)
    entered = Measurement.objects.latest("pk")
    assert (entered.ion, entered.material, entered.reports.get().document) == ("MgCl₃⁻", specimen, specimen.source)
    assert "has no charge" in errors_of(admin_client.post(address, data | {"ion": "MgCl2"}))
    listed = admin_client.get(reverse("admin:mgdb_measurement_changelist"), {"ion": COMPLEX})
    assert [row.pk for row in listed.context["cl"].result_list] == [value.pk]
