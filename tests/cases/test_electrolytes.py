"""Electrolytes in words, beyond their expansion (tests/science/test_electrolyte_cases.py)."""

import pytest
from django.urls import reverse

from mgdb import review
from mgdb.models import Component, Electrolyte, Material, Source
from mgdb.science.constituents import elements_of
from mgdb.science.electrolytes import expand
from tests.admin.browsers_part import filled
from tests.yaml_files import cases

CASES = cases("electrolytes")


@pytest.mark.django_db
@pytest.mark.sampled(4)
@pytest.mark.parametrize("text", CASES)
def test_its_components_are_rows_with_elements_and_are_found_by_every_name(client, text):
    source = Source.objects.create(title="x", year=2020, status="published")
    material = Material.objects.create(name=text, source=source, roles=["electrolyte"], status="published")
    detail = Electrolyte.objects.create(material=material)
    for position, one in enumerate(expand(text).components):
        row = Component(
            electrolyte=detail, role=one.role, name=one.name, formula=one.formula, position=position,
            amount_printed=one.amount_printed, low=one.amount, high=one.amount, unit=one.unit,
        )  # fmt: skip
        row.full_clean()
        row.save()
    review.derive(material)
    for name, *_ in CASES[text]:
        assert set(elements_of(name)) <= set(material.elements)
        found = client.get("/api/v1/electrolytes/", {"q": name, "source": source.public_id}).json()["results"]
        assert [one["id"] for one in found] == [material.public_id]


@pytest.mark.django_db
@pytest.mark.parametrize("text", list(CASES)[:4])
def test_the_form_reads_the_words_into_rows_that_are_saved_once_seen(admin_client, text):
    source = Source.objects.create(title="x", year=2020)
    material = Material.objects.create(name=text, source=source, roles=["electrolyte"])
    address = reverse("admin:mgdb_electrolyte_add")
    data = filled(admin_client.get(address)) | {"material": material.pk, "description": text}
    response = admin_client.post(address, data)
    assert response.status_code == 200
    assert not Electrolyte.objects.filter(material=material).exists()
    assert "check them and save" in str(response.context["errors"])
    again = admin_client.post(address, filled(response) | {"material": material.pk})
    assert again.status_code == 302, again.context["errors"]
    rows = material.electrolyte.components.all()
    assert [[row.name, row.role, row.low, row.unit] for row in rows] == CASES[text]


@pytest.mark.django_db
def test_words_that_are_no_electrolyte_are_refused_by_name(admin_client):
    address = reverse("admin:mgdb_electrolyte_add")
    response = admin_client.post(address, filled(admin_client.get(address)) | {"description": "1 M unobtainium"})
    assert "unobtainium" in str(response.context["errors"])
