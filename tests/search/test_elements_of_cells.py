"""A measurement of a cell is asked for the elements of the cell, which are those of its electrodes and electrolyte."""

import pytest

from mgdb import review
from mgdb.models import Cell, Material, Measurement, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    source = Source.objects.create(title="x", year=2020, status="published")

    def material(name, formula, role):
        made = Material(name=name, formula=formula, source=source, roles=[role], status="published")
        made.full_clean()
        made.save()
        return made

    made = Cell(
        name="a cell",
        source=source,
        status="published",
        working_material=material("host", "MoS2", "cathode"),
        electrolyte=material("salt", "MgCl2", "electrolyte"),
        counter_electrode="Mg foil",
    )
    made.full_clean()
    made.save()
    Measurement.objects.create(cell=made, property_key="cell_capacity", source=source, status="published")
    return made


def found(client, noun, source, **query):
    answer = client.get(f"/api/v1/{noun}/", {"source": source.public_id, **query})
    assert answer.status_code == 200, answer.content
    return answer.json()["count"]


def test_each_element_is_said_with_the_part_that_it_comes_from(client, cell):
    assert cell.elements == ["Cl", "Mg", "Mo", "S"]
    said = client.get(f"/api/v1/cells/{cell.public_id}/").json()
    assert said["elements"] == cell.elements
    assert [(one["kind"], one["elements"]) for one in said["constituents"]] == [
        ("working_electrode", ["Mo", "S"]),
        ("electrolyte", ["Cl", "Mg"]),
        ("counter_electrode", ["Mg"]),
    ]
    assert "Mg from the counter electrode" in client.get(f"/cells/{cell.public_id}/").content.decode()


@pytest.mark.sampled(6)
@pytest.mark.parametrize("noun", ["cells", "measurements"])
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"elements_all": "Mg,S"}, 1),
        ({"elements_all": "Mg,Li"}, 0),
        ({"elements_any": "Li,Cl"}, 1),
        ({"elements_none": "Cl"}, 0),
        ({"elements_none": "Li"}, 1),
        ({"formula": "MoS2"}, 1),
        ({"formula": "MgCl2"}, 1),
        ({"formula": "VS4"}, 0),
    ],
)
def test_cells_and_their_measurements_are_found_by_them(client, cell, noun, query, count):
    assert found(client, noun, cell.source, **query) == count


def test_a_change_of_a_material_reaches_its_cells(cell):
    host = cell.working_material
    host.formula = "VS4"
    host.full_clean()
    host.save()
    review.derive(host)
    cell.refresh_from_db()
    assert cell.elements == ["Cl", "Mg", "S", "V"]
