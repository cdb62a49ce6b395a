"""`revision` counts the states of a record with all that belongs to it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from mgdb import review
from mgdb.models import Cell, Comparison, ComparisonRow, Material, MaterialName, Measurement, Record, Source
from mgdb.records import SECTIONS
from tests.records.examples import change_of, example_of_part, ways_to_parts

pytestmark = pytest.mark.usefixtures("committed_db")


def revision(record: Record) -> int:
    return type(record)._base_manager.values_list("revision", flat=True).get(pk=record.pk)


def test_a_change_of_any_part_raises_the_revision_of_its_record_once():
    for record_type in SECTIONS.values():
        for way in ways_to_parts(record_type.parts):
            row, record = example_of_part(record_type, way)
            change = change_of(way[-1], row)
            before = revision(record)
            type(row)._base_manager.filter(pk=row.pk).update(**change)
            assert revision(record) == before + 1, (record_type.name, [part.name for part in way])
            type(row)._base_manager.filter(pk=row.pk).update(**change)  # the same again is no change
            assert revision(record) == before + 1, (record_type.name, [part.name for part in way])


def test_parts_that_come_go_and_move_raise_it():
    first, second = Material.objects.order_by("pk")[:2]
    before, other = revision(first), revision(second)
    name = MaterialName.objects.create(material=first, name="W-123", document=first.source)
    assert revision(first) == before + 1
    MaterialName.objects.filter(pk=name.pk).update(material=second)
    assert (revision(first), revision(second)) == (before + 2, other + 1)
    MaterialName.objects.filter(pk=name.pk).delete()
    assert (revision(first), revision(second)) == (before + 2, other + 2)


def test_a_transaction_raises_it_once_however_much_it_changes():
    rows = Measurement.objects.filter(conditions__status="reported", reports__isnull=False)
    measurement = rows.order_by("pk").first()
    before = revision(measurement)
    with transaction.atomic():
        measurement.remarks = "Read again."
        measurement.save()
        with transaction.atomic():  # a savepoint is no transaction of its own
            measurement.conditions.filter(status="reported").update(printed="at 26 °C")
        measurement.reports.update(remark="Read again.")
    assert revision(measurement) == before + 1
    measurement.reports.update(remark="And again.")
    assert revision(measurement) == before + 2


def test_a_new_record_with_its_parts_is_revision_1_until_a_later_transaction():
    with transaction.atomic():
        source = Source.objects.create(title="Entered in one go", year=2024)
        material = Material.objects.create(name="MgIn2S4", formula="MgIn2S4", source=source, roles=["cathode"])
        MaterialName.objects.create(material=material, name="MIS", document=source)
        review.derive(material)
        review.publish(source, by=review.OPERATOR, seen=1)
    assert (revision(source), revision(material)) == (1, 1)
    review.publish(material, by=review.OPERATOR, seen=1)
    assert revision(material) == 2


def test_what_follows_from_other_columns_or_is_bookkeeping_raises_nothing():
    cell = Cell.objects.order_by("pk").first()
    before = revision(cell)
    Cell.objects.filter(pk=cell.pk).update(search_text="other words")
    Cell.objects.filter(pk=cell.pk).update(counter_kind="other")
    Cell.objects.filter(pk=cell.pk).update(updated_at=datetime(2030, 1, 1, tzinfo=UTC))
    assert revision(cell) == before


def test_who_saves_what_he_read_earlier_does_not_take_the_revision_back():
    material = Material.objects.filter(names__isnull=False).order_by("pk").first()
    before = material.revision
    MaterialName.objects.filter(pk=material.names.first().pk).update(name="changed by somebody else")
    material.save()  # writes the revision that it knows
    assert revision(material) == before + 1
    Material.objects.filter(pk=material.pk).update(revision=1000)
    assert revision(material) == before + 1


def test_a_comparison_is_left_alone_by_changes_of_what_it_compares():
    row = ComparisonRow.objects.select_related("comparison").order_by("pk").first()
    before = revision(row.comparison)
    Material.objects.update(remarks="Read again.")
    assert revision(row.comparison) == before
    assert Comparison.objects.exclude(revision=1).count() == 0
