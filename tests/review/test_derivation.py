"""Elements of materials follow from their constituents, whichever of these changes."""

import pytest
from django.http import QueryDict

from mgdb import review
from mgdb.models import Cell, Component, Defect, Electrolyte, Material, Measurement, Modification, Phase, Source
from mgdb.search import FILTER_SETS, Query
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def material():
    phase = Phase.objects.create(name="A phase", formula="MoS2")
    source = Source.objects.create(title="x", year=2020)
    return Material.objects.create(name="A specimen", phase=phase, source=source, roles=["cathode"])


def elements(material) -> str:
    return " ".join(Material.objects.get(pk=material.pk).elements)


def test_they_follow_every_constituent(material):
    review.derive(material)
    assert elements(material) == "Mo S"
    defect = Defect.objects.create(material=material, kind="cation_substitution", species="Cu")
    Modification.objects.create(material=material, kind="coating", description="carbon", formula="C")
    review.derive(material)
    assert elements(material) == "C Cu Mo S"
    defect.delete()
    material.phase.formula = "MoSe2"
    material.phase.save()
    review.derive(material.phase)
    assert elements(material) == "C Mo Se"
    Component.objects.create(
        electrolyte=Electrolyte.objects.create(material=material), role="solvent", name="THF", formula="C4H8O"
    )
    review.derive(Material.objects.get(pk=material.pk))
    assert elements(material) == "C H Mo O Se"


def found(model, *words: str) -> list[bool]:
    return [model.objects.matching(word).exists() for word in words]


def test_a_new_name_is_found_in_all_that_bear_it_and_the_old_one_is_not(material):
    """Also by way of a record between: a measurement is found by the electrolyte of its cell."""
    bath = Material.objects.create(name="Oldbath", source=material.source, roles=["electrolyte"])
    Electrolyte.objects.create(material=bath)
    cell = Cell.objects.create(name="A cell", source=material.source, working_material=material, electrolyte=bath)
    measurement = Measurement.objects.create(
        material=material, measured_in=cell, property_key="specific_capacity", source=material.source
    )
    for record in (material.phase, material, bath, cell, measurement):
        review.derive(record)
    assert found(Measurement, "specimen", "oldbath") == [True, True]
    for record, name in ((material, "Newspecies"), (bath, "Newbath"), (material.phase, "Newphase")):
        record.name = name
        record.save()
        review.derive(record)
    assert found(Measurement, "specimen", "newspecies", "oldbath", "newbath") == [False, True, False, True]
    assert found(Cell, "specimen", "newspecies", "oldbath", "newbath") == [False, True, False, True]
    assert Material.objects.matching("newphase").filter(pk=material.pk).exists()


def test_they_are_no_change_of_the_record(material):
    review.derive(material)
    before = material.events.count(), Material.objects.get(pk=material.pk).revision
    material.phase.formula = "MoSe2"
    material.phase.save()
    review.derive(material.phase)
    assert elements(material) == "Mo Se"
    assert (material.events.count(), Material.objects.get(pk=material.pk).revision) == before


def count(list_key: str, query: str) -> int:
    filters = FILTER_SETS[list_key]
    model = {"materials": Material}.get(list_key)
    return Query(filters, QueryDict(query), model.objects.published()).queryset.count()


def test_the_curated_materials_with_elements():
    rows = Material.objects.published()
    without = rows.filter(elements=[])
    assert rows.count() - without.count() >= 260
    for row in without:
        assert not row.formula
    assert count("materials", "elements_all=Mo,S") >= 14


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    "noun",
    ["materials", "cathodes", "anodes", "electrolytes", "defects", "measurements", "pairs", "statements", "cells",
     "curves", "factors", "phases"],
)  # fmt: skip
def test_every_noun_that_leads_to_a_material_is_asked_for_elements(client, noun):
    whole = client.get(f"/api/v1/{noun}/").json()["count"]
    for query in ("elements_all=Mg,O", "elements_any=Mo,S", "elements_none=Mg", "formula=MgSc2Se4", "formula=O-V"):
        answer = client.get(f"/api/v1/{noun}/?{query}")
        assert answer.status_code == 200
        assert answer.json()["count"] <= whole
    counts = [
        client.get(f"/api/v1/{noun}/?{query}").json()["count"] for query in ("elements_any=Mg", "elements_none=Mg")
    ]
    assert sum(counts) == whole


@pytest.mark.parametrize("noun", ["materials", "defects", "measurements", "pairs", "statements", "cells"])
def test_the_periodic_table_counts_what_a_click_gives(client, noun):
    page = client.get(f"/{noun}/?picker=all")
    table = next(one for one in page.context.values() if hasattr(one, "periodic_table")).periodic_table
    square = next(one for one in table.squares if one.symbol == "Mo")
    assert square.count == client.get(f"/api/v1/{noun}/?elements_all=Mo").json()["count"] > 0


def test_the_page_says_where_each_comes_from(client):
    doped = Material.objects.published().get(name="3% Mo-VS4")
    said = client.get(f"/materials/{doped.public_id}/").content.decode()
    assert "Elements, from constituents" in said
    assert "from phase" in said
    assert "from dopant or guest" in said
    answer = client.get(f"/api/v1/materials/{doped.public_id}/").json()
    assert answer["elements"] == ["Mo", "S", "V"]
    assert {one["kind"] for one in answer["constituents"]} == {"phase", "defect"}


def test_a_system_is_that_of_the_formula_alone(client):
    """A dopant is no part of the formula that a system is asked of."""
    doped = Material.objects.published().get(name="3% Mo-VS4")
    answer = client.get("/api/v1/materials/?formula=Mo-S-V&page_size=500").json()
    assert doped.public_id not in {one["id"] for one in answer["results"]}


def test_deriving_sends_few_statements():
    material = Material.objects.published().exclude(electrolyte=None).first()
    with statements(most=14):
        review.derive(Material.objects.get(pk=material.pk))
