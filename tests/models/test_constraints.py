"""What must always hold is held by the database, whichever interface a write comes through."""

import pytest
from django.db import IntegrityError, connection, transaction

from mgdb.models import (
    Cell,
    Citation,
    Defect,
    Flag,
    Material,
    Measurement,
    MeasurementCondition,
    Pair,
    Report,
    Source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def measurement():
    return Measurement.objects.filter(material__name="B-TiO2-x").first()


def refuses(name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


def rows(model):
    return model.objects.order_by("pk")


@pytest.mark.parametrize(
    ("constraint", "model", "columns"),
    [
        ("measurement_has_one_subject", Measurement, {"material": None}),
        ("measurement_low_at_most_high", Measurement, {"low": 2.0, "high": 1.0}),
        ("measurement_number_text_or_relation", Measurement, {"text_value": "Fd-3m"}),
        ("measurement_number_text_or_relation", Measurement, {"kind": "text"}),
        ("measurement_withdrawn_says_why", Measurement, {"status": "withdrawn"}),
        ("measurement_has_a_reading", Measurement, {"readings": 0}),
        ("condition_low_at_most_high", MeasurementCondition, {"low": 2.0, "high": 1.0}),
        ("condition_reported_has_print", MeasurementCondition, {"status": "reported", "printed": ""}),
        ("condition_reported_has_print", MeasurementCondition, {"status": "not_reported", "printed": "25 °C"}),
        ("report_has_locator", Report, {"locator": ""}),
        ("report_low_at_most_high", Report, {"low": 2.0, "high": 1.0}),
        ("defect_low_at_most_high", Defect, {"low": 2.0, "high": 1.0}),
        ("cell_window_low_at_most_high", Cell, {"window_low": 2.0, "window_high": 1.0}),
        ("citation_misprint_has_remark", Citation, {"printed_doi": "10.1/x", "remark": ""}),
    ],
)
def test_a_bulk_write_cannot_break(constraint, model, columns):
    first = rows(model).first()
    refuses(constraint, lambda: model.objects.filter(pk=first.pk).update(**columns))


def test_a_measurement_is_not_about_a_material_and_a_cell(measurement):
    cell = rows(Cell).first()
    refuses("one_subject", lambda: Measurement.objects.filter(pk=measurement.pk).update(cell=cell))


def test_a_condition_stands_once(measurement):
    key = measurement.conditions.first().key
    refuses("condition_once", lambda: measurement.conditions.create(key=key, status="not_reported"))


def test_a_place_is_reported_once(measurement):
    report = measurement.reports.first()
    report.pk = None
    refuses("report_once_per_place", report.save)


def test_a_doi_stands_once_in_any_letter_case():
    source = Source.objects.exclude(doi="").first()
    refuses("source_doi", lambda: Source.objects.create(title="Again", doi=source.doi.upper()))


def test_a_doi_is_stored_in_lower_case_even_by_sql():
    with connection.cursor() as cursor:
        refuses("source_doi_lower_case", lambda: cursor.execute("UPDATE mgdb_source SET doi = upper(doi)"))


def test_a_flag_is_on_one_record(measurement):
    refuses("flag_on_one_record", lambda: Flag.objects.create(code="other", reason="x"))
    refuses(
        "flag_on_one_record",
        lambda: Flag.objects.create(code="other", reason="x", measurement=measurement, material=measurement.material),
    )


def test_a_material_is_not_its_own_control():
    pair = rows(Pair).first()
    refuses("pair_of_two", lambda: Pair.objects.filter(pk=pair.pk).update(control=pair.modified))


def test_a_public_id_stands_once():
    first, second = rows(Material)[:2]
    refuses("public_id", lambda: Material.objects.filter(pk=first.pk).update(public_id=second.public_id))


def test_history_is_written_whichever_way_a_row_changes(measurement):
    before = measurement.events.count()
    Measurement.objects.filter(pk=measurement.pk).update(remarks="by update()")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mgdb_measurement SET remarks = 'by SQL' WHERE id = %s", [measurement.pk])
    remarks = list(measurement.events.order_by("pgh_id").values_list("remarks", flat=True))
    assert len(remarks) == before + 2
    assert remarks[-2:] == ["by update()", "by SQL"]


def test_history_cannot_be_rewritten(measurement):
    with pytest.raises(Exception, match=r"[Cc]annot (update|delete)"), transaction.atomic():
        measurement.events.update(remarks="never happened")
