"""Electrolytes in words, beyond their expansion (tests/science/test_electrolyte_cases.py)."""

from pathlib import Path

import pytest
import yaml

from mgdb import review
from mgdb.admin.electrolytes import ElectrolyteAdmin
from mgdb.models import Component, Electrolyte, Material, Source
from mgdb.science.constituents import elements_of
from mgdb.science.electrolytes import expand

CASES = yaml.safe_load((Path(__file__).parent / "electrolytes.yaml").read_text(encoding="utf-8"))


@pytest.mark.django_db
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


@pytest.mark.xfail(strict=True, reason="the form of an electrolyte takes its components only one by one, not in words")
def test_the_form_takes_the_words():
    assert "description" in ElectrolyteAdmin.own_fields
