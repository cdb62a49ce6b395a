"""Measurements in answers: all members, those asked for, in the units asked for."""

import pytest

from mgdb import models, review
from mgdb.models import Cell, Flag, MaterialName
from mgdb.projection.serializers.measurements import MEMBERS, Measurement
from tests.search.rows import material, measure

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def unusual(module_db):
    """Measurements with every part that the curated ones lack."""
    subject, other = material(name="with names"), material(name="the other")
    for name in ("PA", "phytic acid"):
        MaterialName.objects.create(material=subject, name=name, document=subject.source)
    MaterialName.objects.create(material=other, name="α")
    cell = Cell(source=subject.source, name="Mg | VS4", electrolyte=material(roles=["electrolyte"], name="APC"))
    cell.full_clean()
    cell.save()
    review.publish(cell, by=review.OPERATOR, seen=cell.revision)
    rows = [
        measure(
            subject,
            "0.30 ± 0.02",
            "V",
            property_key="voltage",
            conditions={"temperature": "20–30 °C"},
            measured_in=cell,
        ),
        measure(subject, "five", "", kind="relation", text_value="far above", relative_to=other, remarks="as printed"),
        measure(subject, "Fd-3m", "", property_key="space_group", kind="text", text_value="Fd-3m"),
        measure(other, "7", ""),
    ]
    whole = models.Measurement(cell=cell, source=cell.source, property_key="specific_energy", status="published")
    whole.save()
    Flag.objects.create(measurement=rows[0], code="unit", severity="suspect", reason="No unit.")
    Flag.objects.create(measurement=rows[0], code="magnitude", severity="note", reason="Large.")
    return rows


def test_every_member_that_is_described_is_made():
    assert list(Measurement().fields) == list(MEMBERS)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", MEMBERS)
def test_a_member_alone_is_what_it_is_among_all(name, unusual, get):
    query = f"measurements/?material={unusual[0].material.public_id}&material={unusual[3].material.public_id}"
    whole = get(query).data["results"]
    assert len(whole) == len(unusual)
    assert get(f"{query}&fields={name}").data["results"] == [{name: row[name]} for row in whole]


def test_a_unit_is_applied_to_members_shown_without_it(unusual, get):
    query = f"measurements/?property=voltage&unit=mV&temperature_unit=°C&material={unusual[0].material.public_id}"
    assert get(f"{query}&fields=value").data["results"] == [{"value": 300.0}]
    [row] = get(f"{query}&fields=conditions").data["results"]
    assert row["conditions"]["temperature"]["value_min"] == 20.0


def test_the_unusual_ones_are_in_the_answer(unusual, get):
    found = get(f"measurements/{unusual[0].public_id}/").data
    assert found["uncertainty"] == 0.02
    assert [flag["code"] for flag in found["flags"]] == ["unit", "magnitude"]
    assert found["material"]["synonyms"] == ["PA", "phytic acid"]
    assert found["measured_in"]["electrolyte"]["name"] == "APC"
    relation = get(f"measurements/{unusual[1].public_id}/").data
    assert (relation["value"], relation["unit"], relation["text"]) == (None, None, "far above")
    assert relation["relative_to"]["name"] == "the other"


@pytest.mark.parametrize("detail", [False, True])
def test_numbers_come_in_the_unit_asked_for(unusual, get, detail):
    key = unusual[0].public_id
    if detail:
        row = get(f"measurements/{key}/?unit=mV").data
    else:
        question = "measurements/?property=voltage&unit=mV&temperature_unit=°C&page_size=1000"
        row = next(row for row in get(question).data["results"] if row["id"] == key)
        assert row["conditions"]["temperature"]["value_min"] == 20.0
        assert row["conditions"]["temperature"]["value_max"] == 30.0
        assert row["conditions"]["temperature"]["unit"] == "°C"
    assert (row["value"], row["uncertainty"], row["unit"]) == (300.0, 20.0, "mV")
    assert row["reports"][0]["printed_value"] == "0.30 ± 0.02"
    assert row["reports"][0]["printed_unit"] == "V"


def test_the_width_of_an_interval_is_not_shifted_with_its_zero(get):
    row = measure(material(), "100 ± 5", "°C", property_key="glass_transition_temperature")
    found = get(f"measurements/{row.public_id}/?unit=°C").data
    assert (found["value"], found["uncertainty"]) == (100.0, 5.0)
    assert get(f"measurements/{row.public_id}/").data["value"] == 373.15


def test_a_unit_that_does_not_fit_is_refused(unusual, get):
    assert "mAh g⁻¹" in get("measurements/?property=specific_capacity&unit=V", 400).data["detail"]
    assert "property" in get("measurements/?unit=V", 400).data["detail"]
    assert get(f"measurements/{unusual[0].public_id}/?unit=K", 400).data["parameters"][0]["parameter"] == "unit"
    assert "no number" in get(f"measurements/{unusual[2].public_id}/?unit=V", 400).data["detail"]
