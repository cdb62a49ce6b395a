"""Views of measurements: what they say, and what reading them costs."""

import pytest

from mgdb.models import Flag, Measurement, MeasurementCondition
from mgdb.models.flags import is_suspect
from mgdb.presentation import SHOWN, ConditionView, Part, measurement_views
from mgdb.projection.lists import condition_cells
from mgdb.science import units
from mgdb.science.conditions import read
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("parts", [SHOWN, Part.CONDITIONS | Part.MATERIAL | Part.SYNONYMS])
def test_however_many_measurements_are_read_in_two_statements(parts):
    with statements() as sent:
        views = measurement_views(Measurement.objects.order_by("-pk"), parts)
    assert len(sent) == 2
    assert [view.pk for view in views] == list(Measurement.objects.order_by("-pk").values_list("pk", flat=True))


def test_a_view_says_what_its_rows_say():
    rows = Measurement.objects.select_related("material", "cell", "measured_in__electrolyte", "source")
    for view, row in zip(measurement_views(Measurement.objects.all()), rows, strict=True):
        assert (view.id, view.quantity, view.origin) == (row.public_id, row.quantity, row.get_origin_display())
        assert (view.subject.id, view.subject.name) == (row.subject.public_id, row.subject.name)
        assert (view.source.id, view.source.text) == (row.source.public_id, row.source.short)
        liquid = row.measured_in.electrolyte if row.measured_in else None
        assert (view.measured_in and view.measured_in.electrolyte and view.measured_in.electrolyte.text) == (
            liquid and liquid.name_unicode
        )


def test_conditions_reports_and_flags_stand_with_their_measurement():
    row = Measurement.objects.filter(reports__isnull=False, conditions__isnull=False).first()
    row.flags.create(code="magnitude", severity="suspect", reason="Ten times what its own text says.")
    [view] = measurement_views(Measurement.objects.filter(pk=row.pk))
    assert list(view.conditions) == [condition.key for condition in row.conditions.order_by("pk")]
    assert [report.locator for report in view.reports] == [report.locator for report in row.reports.all()]
    assert [report.document.text for report in view.reports] == [report.document.short for report in row.reports.all()]
    assert view.suspect
    assert view.worst_flag.label == row.flags.get().get_code_display()


def test_a_whole_number_is_a_floating_point_number_still():
    whole = MeasurementCondition.objects.filter(key="current_density", low=100).first()
    [view] = measurement_views(Measurement.objects.filter(pk=whole.measurement_id))
    assert repr(view.conditions["current_density"].low) == "100.0"


def test_what_was_not_read_is_not_silently_empty():
    [view] = measurement_views(Measurement.objects.all()[:1], Part.MATERIAL)
    with pytest.raises(AttributeError):
        _ = view.flags
    with pytest.raises(AttributeError):
        _ = view.material.markup


def test_nothing_is_read_of_no_measurement():
    with statements() as sent:
        assert measurement_views(Measurement.objects.filter(pk=0)) == []
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("on", "told"),
    [("material", "its specimen"), ("cell", "its cell"), ("electrolyte", "its electrolyte"), ("source", "its source")],
)
def test_a_value_is_suspect_by_what_is_behind_it(on, told):
    row = Measurement.objects.filter(material__isnull=False, measured_in__electrolyte__isnull=False, flags=None).first()
    doubted = {
        "material": ("material", row.material),
        "cell": ("cell", row.measured_in),
        "electrolyte": ("material", row.measured_in.electrolyte),
        "source": ("source", row.source),
    }[on]
    Flag.objects.create(code="other", severity="caution", reason="A lesser doubt.", **dict([doubted]))
    [view] = measurement_views(Measurement.objects.filter(pk=row.pk))
    assert not view.suspect
    assert not view.suspect_because
    Flag.objects.create(code="other", severity="suspect", reason="Another salt is meant.", **dict([doubted]))
    with statements() as sent:
        [view] = measurement_views(Measurement.objects.filter(pk=row.pk))
    assert len(sent) == 2
    assert view.suspect
    assert view.suspect_because == f"{told} is suspect: Another salt is meant."
    assert view.worst_flag.reason == f"{told[:1].upper()}{told[1:]} is suspect: Another salt is meant."
    assert Measurement.objects.filter(is_suspect("measurement"), pk=row.pk).exists()


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("1973 K", "1700 °C"),
        ("300 K", "27 °C"),
        ("at 298 K (RT)", "25 °C"),
        ("298.15 K", "25.00 °C"),
        ("298 K (25 °C)", "25 °C"),
        ("300–350 K", "27–77 °C"),
        ("300 ± 5 K", "27 ± 5 °C"),
        ("25 °C", "25 °C"),
        ("25.5 °C", "25.5 °C"),
        ("RT", "25 °C (assumed)"),
    ],
)
def test_a_temperature_is_shown_with_the_decimals_of_its_print_and_keeps_its_exact_number(printed, text):
    said = read("temperature", printed)
    view = ConditionView(
        "temperature", "reported", said.low, said.high, "K", printed, "", said.assumed, uncertainty=said.uncertainty
    )
    assert view.text.replace("\u202f", " ").replace("\u00a0", " ") == text
    assert (view.low, view.high) == (said.low, said.high)
    columns = condition_cells.plain(view, "temperature", "°C")
    assert columns["temperature_min_degC"] == units.from_canonical(said.low, "°C", "temperature")


def test_a_temperature_whose_print_cannot_be_read_is_shown_as_it_is_stored():
    view = ConditionView("temperature", "reported", 300.0, 300.0, "K", "some K", "", False)
    assert view.text == "26.85\u00a0°C"
