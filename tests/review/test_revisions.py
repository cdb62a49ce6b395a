"""`revision` counts the states of a record with all that belongs to it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from mgdb import review
from mgdb.models import (
    Cell,
    Citation,
    Comparison,
    ComparisonRow,
    Component,
    Defect,
    Electrolyte,
    Flag,
    Material,
    MaterialName,
    Measurement,
    MeasurementCondition,
    Modification,
    Record,
    Report,
    Source,
)
from mgdb.records import RECORD_TYPES

# Each kind of part with the way to its record and a change of one column.
PARTS = [
    (Citation, "document", {"remark": "Misprinted."}),
    (MaterialName, "material", {"name": "another name"}),
    (Defect, "material", {"remarks": "Seen by XPS."}),
    (Modification, "material", {"description": "annealed"}),
    (Electrolyte, "material", {"remarks": "Dried."}),
    (Component, "electrolyte__material", {"amount_printed": "0.1 M"}),
    (MeasurementCondition, "measurement", {"printed": "26 °C"}),
    (Report, "measurement", {"remark": "Also in the abstract."}),
    (ComparisonRow, "comparison", {"position": 99}),
    (Flag, "measurement", {"reason": "Misread."}),
    (Flag, "material", {"reason": "Misread."}),
    (Flag, "cell", {"reason": "Misread."}),
]
pytestmark = pytest.mark.usefixtures("committed_db")


def revision(record: Record) -> int:
    return type(record)._base_manager.values_list("revision", flat=True).get(pk=record.pk)


def a_part(model, way):
    row = model._base_manager.filter(**{f"{way}__isnull": False}).order_by("pk").first()
    if row is None:  # the curated records have no flag of this kind
        parent = {"material": Material, "cell": Cell}[way].objects.order_by("pk").first()
        row = model.objects.create(**{way: parent}, code="contradiction", severity="note", reason="Invented.")
    record = row
    for name in way.split("__"):
        record = getattr(record, name)
    return row, record


def test_every_kind_of_part_is_among_these():
    assert {model for model, _, _ in PARTS} == {part.model for one in RECORD_TYPES for part in one.all_parts()}


def test_a_change_of_any_part_raises_the_revision_of_its_record_once():
    for model, way, change in PARTS:
        row, record = a_part(model, way)
        before = revision(record)
        model._base_manager.filter(pk=row.pk).update(**change)
        assert revision(record) == before + 1, (model, way)
        model._base_manager.filter(pk=row.pk).update(**change)  # the same again is no change
        assert revision(record) == before + 1, (model, way)


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
