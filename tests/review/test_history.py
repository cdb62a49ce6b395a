"""One history for visitors and curators: of a record and of its parts."""

from __future__ import annotations

import pytest

from mgdb.models import Measurement, Phase, Report
from mgdb.review.history import changes_of
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def measurement():
    rows = Measurement.objects.published().filter(conditions__status="reported", reports__isnull=False)
    return rows.order_by("pk").first()


def said(changes):
    return [(one.row, one.part, one.action, *column) for one in changes for column in one.columns]


def test_a_record_as_it_was_loaded_was_entered_once(measurement):
    assert [(one.row, one.action, one.columns) for one in changes_of(measurement, public=True)] == [
        ("measurement", "entered", [])
    ]


def test_visitors_see_changes_of_conditions_and_reports(client, measurement):
    condition = measurement.conditions.filter(status="reported").first()
    before = condition.printed
    measurement.conditions.filter(pk=condition.pk).update(printed="another print")
    measurement.reports.update(remark="Also in the abstract.")
    Report.objects.create(measurement=measurement, document=measurement.source, locator="Fig. S99", printed_value="0.5")
    shown = said(changes_of(measurement, public=True))
    assert ("measurement condition", True, "changed", "printed", before, "another print") in shown
    assert ("report", True, "changed", "remark", "–", "Also in the abstract.") in shown
    assert ("report", True, "entered", "locator", "–", "Fig. S99") in shown
    page = client.get(f"/measurements/{measurement.public_id}/").content.decode()
    assert "another print" in page
    assert "Fig. S99" in page


def test_what_was_removed_is_still_told(measurement):
    report = measurement.reports.first()
    report.delete()
    assert ("report", True, "removed", "locator", report.locator, "–") in said(changes_of(measurement, public=True))


def test_parts_of_parts_belong_to_the_record():
    from mgdb.models import Component

    component = Component.objects.select_related("electrolyte__material").order_by("pk").first()
    Component.objects.filter(pk=component.pk).update(amount_printed="0.123 M")
    changes = changes_of(component.electrolyte.material, public=True)
    assert any(row == "component" and new == "0.123 M" for row, *_, new in said(changes))


def test_a_record_that_is_not_public_is_not_named_to_visitors():
    from mgdb.models import Material

    draft = Phase.objects.create(name="Secret phase", formula="MgO")
    material = Material.objects.published().order_by("pk").first()
    Material.objects.filter(pk=material.pk).update(phase=draft)
    assert "a record that is not public" in str(said(changes_of(material, public=True)))
    assert "Secret phase" not in str(said(changes_of(material, public=True)))
    assert "Secret phase" in str(said(changes_of(material)))


def test_the_newest_change_stands_first_and_all_is_one_query(measurement):
    Measurement.objects.filter(pk=measurement.pk).update(remarks="Read again.")
    with statements(most=1):
        changes = changes_of(measurement, public=True)
    assert [one.action for one in changes] == ["changed", "entered"]
