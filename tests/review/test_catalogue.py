"""Stored numbers and the catalogue of properties stay in step."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from mgdb import review
from mgdb.models import CatalogueEntry, Cell, Measurement

pytestmark = pytest.mark.django_db


def errors():
    return [error.msg for error in run_checks(databases=["default"])]


def test_the_loaded_records_agree_with_the_catalogue():
    assert review.drift() == []
    assert CatalogueEntry.objects.filter(key="specific_capacity").exists()


def test_a_redimensioned_property_fails_the_check_until_numbers_are_computed_anew():
    CatalogueEntry.objects.filter(key="specific_capacity").update(fingerprint="energy|eV|number")
    assert "run recompute_canonical" in review.drift()[0]
    assert any("specific_capacity" in error for error in errors())
    call_command("recompute_canonical", verbosity=0)
    assert review.drift() == []


def test_a_removed_property_with_rows_fails_the_check():
    Measurement.objects.filter(pk=Measurement.objects.first().pk).update(property_key="phlogiston")
    assert "no property any more" in review.drift()[0]


def test_numbers_that_cannot_be_computed_leave_everything_as_it_was():
    measurement = Measurement.objects.first()
    measurement.reports.update(printed_value="unreadable")
    others = Measurement.objects.exclude(pk=measurement.pk).filter(kind="number")
    others.update(value=1.0)
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("recompute_canonical")
    assert not others.exclude(value=1.0).exists()


def test_the_kind_of_a_counter_electrode_is_told_again_without_a_migration():
    kinds = dict(Cell.objects.values_list("pk", "counter_kind"))
    assert len(set(kinds.values())) > 3
    Cell.objects.update(counter_kind="other")  # as if the words of an earlier version had been others
    call_command("recompute_canonical", verbosity=0)
    assert dict(Cell.objects.values_list("pk", "counter_kind")) == kinds
