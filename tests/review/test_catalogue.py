"""Stored numbers and the catalogue of properties stay in step."""

import io

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from mgdb import review
from mgdb.models import CatalogueEntry, Cell, Material, Measurement, MeasurementCondition
from tests.search.rows import material, measure

pytestmark = pytest.mark.django_db


def errors():
    return [error.msg for error in run_checks(databases=["default"])]


def test_the_loaded_records_agree_with_the_catalogue():
    assert review.drift() == []
    assert CatalogueEntry.objects.filter(key="specific_capacity").exists()


def test_a_redimensioned_property_fails_the_check_until_numbers_are_recomputed():
    CatalogueEntry.objects.filter(key="specific_capacity").update(fingerprint="energy|eV|number")
    assert "run recompute_canonical" in review.drift()[0]
    assert any("specific_capacity" in error for error in errors())


# What a row has in them when nothing was computed.
STALE = {
    Cell: {"counter_kind": "other"},  # as if the words of an earlier version had been others
    Material: {"elements": [], "constituents": []},
    MeasurementCondition: {"approximate": False, "uncertainty": None},
    Measurement: {"value": 1.0},
}


def derived():
    """What stands in these columns, row by row."""
    return {
        (model, row[0]): row[1:]
        for model, columns in STALE.items()
        for row in model.objects.order_by("pk").values_list("pk", *columns)
    }


def test_all_that_follows_from_what_was_printed_is_computed_again_and_nothing_else_is_written():
    measured = measure(material(), "≈ 120", conditions={"temperature": "≈20 ± 2 °C"})
    stored = derived()
    for model, columns in STALE.items():
        rows = model.objects.filter(pk=measured.pk) if model is Measurement else model.objects.all()
        rows.update(**columns)
    CatalogueEntry.objects.filter(key="specific_capacity").update(fingerprint="energy|eV|number")
    stale = derived()
    changed = sum(stale[key] != stored[key] for key in stored)
    assert {model for model, pk in stored if stale[model, pk] != stored[model, pk]} == set(STALE)
    assert changed > 100
    said = io.StringIO()
    call_command("recompute_canonical", stdout=said)
    assert said.getvalue() == f"{changed} rows changed\n"
    assert derived() == stored
    assert review.drift() == []


def test_a_removed_property_with_rows_fails_the_check():
    Measurement.objects.filter(pk=Measurement.objects.first().pk).update(property_key="phlogiston")
    assert "not a property any more" in review.drift()[0]


def test_a_condition_of_no_catalogue_is_shown_as_printed_and_told_to_operators(client):
    stated = MeasurementCondition.objects.filter(
        measurement__status="published", measurement__measured_in__isnull=False, status="reported"
    ).first()
    MeasurementCondition.objects.filter(pk=stated.pk).update(
        key="phase_of_the_moon", printed="first quarter", text="first quarter", low=None, high=None, unit=""
    )
    measurement = stated.measurement
    pages = [f"/measurements/{measurement.public_id}/", f"/materials/{measurement.material.public_id}/"]
    pages += [
        f"/cells/{measurement.measured_in.public_id}/",
        f"/measurements/?material={measurement.material.public_id}&columns=conditions",
    ]
    for page in pages:
        assert "first quarter" in client.get(page).content.decode(), page
    answer = client.get(f"/api/v1/measurements/{measurement.public_id}/").json()
    assert answer["conditions"]["phase_of_the_moon"]["printed"] == "first quarter"
    assert any("“phase_of_the_moon” has stored rows and is not a condition" in error for error in errors())


def test_numbers_that_cannot_be_computed_leave_everything_as_it_was():
    measurement = Measurement.objects.first()
    measurement.reports.update(printed_value="unreadable")
    others = Measurement.objects.exclude(pk=measurement.pk).filter(kind="number")
    others.update(value=1.0)
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("recompute_canonical")
    assert not others.exclude(value=1.0).exists()
