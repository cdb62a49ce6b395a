"""The fast path of the list and the serializer of the detail give the same answer."""

import json

import orjson
import pytest

from api import serializers
from api.viewsets.measurements import Measurements, plain_rows
from mgdb import review
from mgdb.models import Cell, Flag, MaterialName, Measurement
from tests.search.rows import material, measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def unusual():
    """Measurements with every part that the curated ones lack."""
    subject, other = material(name="with names"), material(name="the other")
    for name in ("PA", "phytic acid"):
        MaterialName.objects.create(material=subject, name=name, document=subject.source)
    MaterialName.objects.create(material=other, name="α")
    cell = Cell(source=subject.source, name="Mg | VS4", electrolyte=material(roles=["electrolyte"], name="APC"))
    cell.full_clean()
    cell.save()
    review.publish(cell)
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
    whole = Measurement(cell=cell, source=cell.source, property_key="specific_energy", status="published")
    whole.save()
    Flag.objects.create(measurement=rows[0], code="unit", severity="suspect", reason="No unit.")
    Flag.objects.create(measurement=rows[0], code="magnitude", severity="note", reason="Large.")
    return rows


def test_the_list_and_the_serializer_answer_identically(unusual):
    rows = Measurements.queryset.published().order_by("pk")
    fast = json.loads(orjson.dumps(plain_rows(rows)))
    slow = json.loads(orjson.dumps(serializers.Measurement(rows, many=True).data))
    assert len(fast) > len(unusual)
    for one, other in zip(fast, slow, strict=True):
        assert one == other
        assert list(one) == list(other)


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
