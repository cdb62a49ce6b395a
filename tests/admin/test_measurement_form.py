"""A measurement entered by hand: read, checked as a whole, written once or not at all."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from mgdb.models import Material, Measurement, MeasurementCondition, Report, Source

from .browsers_part import empty_form, errors_of, filled, row

pytestmark = pytest.mark.django_db
ADD = "admin:mgdb_measurement_add"


@pytest.fixture
def blank(contributor):
    """The empty form, with subject and source chosen."""
    material = Material.objects.published().with_role("electrolyte").first()
    _, data = empty_form(contributor, "measurement")
    return data | {"material": material.pk, "source": material.source_id, "property_key": "ionic_conductivity"}


def report(index: int = 0, **columns):
    document = Source.objects.get(doi="10.1007/s40820-024-01495-1")
    given = {"document": document.pk, "locator": "Section 9", "printed_value": "≈ 0.28", "printed_unit": "mS cm-1"}
    return row("reports", index, **given | columns)


def counts() -> tuple[int, int, int]:
    return Measurement.objects.count(), Report.objects.count(), MeasurementCondition.objects.count()


def warnings_of(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request) if message.level_tag == "warning")


def test_the_canonical_value_is_read_from_the_report(contributor, blank):
    data = blank | report() | row("conditions", 0, key="temperature", status="reported", printed="25 °C")
    response = contributor.post(reverse(ADD), data)
    assert response.status_code == 302
    stored = Measurement.objects.latest("pk")
    assert (stored.value, stored.approximate, stored.status) == (2.8e-4, True, "draft")
    assert stored.public_id.startswith("mea-")
    assert [(c.key, c.low, c.unit) for c in stored.conditions.all()] == [("temperature", 298.15, "K")]
    assert stored.reports.get().low == 2.8e-4
    assert "ionic conductivity" in stored.search_text


def test_a_new_first_report_changes_the_value(contributor, blank):
    contributor.post(reverse(ADD), blank | report())
    stored = Measurement.objects.latest("pk")
    address = reverse("admin:mgdb_measurement_change", args=[stored.pk])
    data = filled(contributor.get(address)) | {"reports-0-printed_value": "0.30"}
    assert contributor.post(address, data).status_code == 302
    stored.refresh_from_db()
    assert (stored.value, stored.approximate) == (3.0e-4, False)


def test_what_edited_prints_stand_for_is_computed_again(contributor, blank):
    data = blank | report(printed_value="0.2–0.3")
    data |= row("conditions", 0, key="temperature", status="reported", printed="room temperature")
    contributor.post(reverse(ADD), data)
    stored = Measurement.objects.latest("pk")
    address = reverse("admin:mgdb_measurement_change", args=[stored.pk])
    changes = {"reports-0-printed_value": "0.4", "reports-0-printed_unit": "S cm-1", "conditions-0-printed": "55–60 °C"}
    response = contributor.post(address, filled(contributor.get(address)) | changes)
    assert response.status_code == 302, errors_of(response)
    stored.refresh_from_db()
    assert (stored.value, stored.low, stored.high) == (0.4, 0.4, 0.4)
    changed = stored.reports.get()
    assert (changed.low, changed.high) == (0.4, 0.4)
    condition = stored.conditions.get()
    assert (condition.low, condition.high, condition.assumed) == (328.15, 333.15, False)


def test_a_text_is_taken_from_its_report(contributor, blank):
    data = blank | {"property_key": "space_group", "kind": "text"} | report(printed_value="I41/amd", printed_unit="")
    response = contributor.post(reverse(ADD), data)
    assert response.status_code == 302, errors_of(response)
    stored = Measurement.objects.latest("pk")
    assert (stored.kind, stored.text_value, stored.value) == ("text", "I41/amd", None)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"printed_unit": "mAh g-1"}, ("mAh", "S cm⁻¹")),
        ({"printed_unit": "furlong"}, ("furlong",)),
        ({"printed_value": "10-5"}, ("10⁻⁵", "10 to 5", "reading")),
        ({"printed_value": "-1e-5"}, ("impossible", "between")),
        ({"printed_value": "high"}, ("high", "reading")),
        ({"locator": ""}, ("required",)),
    ],
    ids=["another dimension", "no unit", "a lost superscript", "an impossible value", "no number", "no locator"],
)
def test_a_fault_names_field_value_and_way_out_and_writes_nothing(contributor, blank, columns, words):
    before = counts()
    response = contributor.post(reverse(ADD), blank | report(**columns))
    for word in words:
        assert word in errors_of(response)
    field = next(iter(columns))
    assert response.context["inline_admin_formsets"][1].formset.forms[0].errors.get(field)
    assert counts() == before


def test_a_fault_in_a_condition_stops_the_whole_record(contributor, blank):
    before = counts()
    data = blank | report() | row("conditions", 0, key="temperature", status="reported", printed="warm")
    assert "warm" in errors_of(contributor.post(reverse(ADD), data))
    assert counts() == before


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reports-TOTAL_FORMS": 0}, "needs a report"),
        ({"material": ""}, "give exactly one"),
        ({"property_key": "viscosity"}, "viscosity"),
        ({"property_key": ""}, "required"),
        ({"kind": "relation", "text_value": "far above"}, "names the material that it compares with"),
        ({"property_key": "space_group"}, "is a text, not a number"),
        ({"source": "999999"}, "Select a valid choice"),
    ],
    ids=[
        "no report", "no subject", "unknown property", "no property", "relation to nothing", "wrong kind",
        "no such source",
    ],
)  # fmt: skip
def test_an_incomplete_measurement_is_refused_whole(contributor, blank, changes, words):
    before = counts()
    assert words in errors_of(contributor.post(reverse(ADD), blank | report() | changes))
    assert counts() == before


def test_a_reported_condition_without_print_is_refused(contributor, blank):
    data = blank | report() | row("conditions", 0, key="temperature", status="reported", printed="")
    response = contributor.post(reverse(ADD), data)
    assert errors_of(response)
    data |= {"conditions-0-status": "not_reported"}
    assert contributor.post(reverse(ADD), data).status_code == 302


def test_the_same_place_twice_is_refused_however_it_is_spaced(contributor, blank):
    before = counts()
    data = blank | report() | report(1, locator="Section  9", printed_value="0.3")
    assert "have the same document and locator" in errors_of(contributor.post(reverse(ADD), data))
    assert counts() == before


def test_two_conditions_that_exchange_their_keys_are_refused_without_loss(contributor, blank):
    data = blank | report()
    data |= row("conditions", 0, key="temperature", status="not_reported")
    data |= row("conditions", 1, key="atmosphere", status="not_reported")
    contributor.post(reverse(ADD), data)
    stored = Measurement.objects.latest("pk")
    address = reverse("admin:mgdb_measurement_change", args=[stored.pk])
    data = filled(contributor.get(address)) | {"conditions-0-key": "atmosphere", "conditions-1-key": "temperature"}
    response = contributor.post(address, data)
    assert "nothing is written" in errors_of(response)
    assert [condition.key for condition in stored.conditions.all()] == ["temperature", "atmosphere"]


def test_an_implausible_value_is_shown_with_the_likely_unit_before_it_is_saved(contributor, blank):
    data = blank | report(printed_value="28", printed_unit="S/cm")
    data |= row("conditions", 0, key="temperature", status="reported", printed="25 K")
    before = counts()
    shown = errors_of(contributor.post(reverse(ADD), data))
    assert counts() == before
    assert "likely slip: the unit mS cm⁻¹" in shown
    assert "likely slip: the unit °C" in shown
    assert '<input type="checkbox" name="reports-as_printed">' in shown
    errors_of(
        contributor.post(reverse(ADD), data | {"reports-as_printed": "on"})
    )  # the temperature is still to be seen
    seen = {"reports-as_printed": "on", "conditions-as_printed": "on"}
    response = contributor.post(reverse(ADD), data | seen)
    assert response.status_code == 302
    said = warnings_of(response)
    assert "28\N{NO-BREAK SPACE}S cm⁻¹" in said
    assert "is outside the plausible range" in said
    assert "likely slip: the unit mS cm⁻¹" in said
    assert Measurement.objects.latest("pk").value == 28.0


def test_a_plausible_value_is_saved_without_that_warning(contributor, blank):
    response = contributor.post(reverse(ADD), blank | report())
    assert "outside the plausible range" not in warnings_of(response)
    assert "Temperature" in warnings_of(response)  # needed, and nobody has looked yet


def test_a_value_without_a_unit_is_asked_about_and_has_no_canonical_number(contributor, blank):
    data = blank | report(printed_unit="")
    assert "printed without a unit" in errors_of(contributor.post(reverse(ADD), data))
    response = contributor.post(reverse(ADD), data | {"reports-as_printed": "on"})
    assert response.status_code == 302
    assert Measurement.objects.latest("pk").low is None
    assert "printed without a unit" in warnings_of(response)


def test_a_second_report_of_another_value_is_asked_about(contributor, blank):
    data = blank | report() | report(1, printed_value="0.9", locator="Fig. 10")
    assert "contradicts" in errors_of(contributor.post(reverse(ADD), data))


def test_flags_are_entered_with_the_measurement(contributor, blank):
    data = blank | report() | row("flags", 0, code="magnitude", severity="suspect", reason="Ten times the rest.")
    assert contributor.post(reverse(ADD), data).status_code == 302
    assert [flag.severity for flag in Measurement.objects.latest("pk").flags.all()] == ["suspect"]


def test_history_tells_who_changed_what(contributor, blank):
    contributor.post(reverse(ADD), blank | report())
    stored = Measurement.objects.latest("pk")
    address = reverse("admin:mgdb_measurement_change", args=[stored.pk])
    contributor.post(address, filled(contributor.get(address)) | {"reports-0-printed_value": "0.30"})
    contributor.post(address, filled(contributor.get(address)) | {"origin": "measured"})
    changes = contributor.get(address).context["changes"]
    assert {change.who for change in changes} == {"ada"}
    told = {(change.row, change.action, *column) for change in changes for column in change.columns}
    assert ("report", "changed", "value as printed", "≈ 0.28", "0.30") in told
    assert ("measurement", "changed", "value", "0.00028", "0.0003") in told
    assert ("measurement", "changed", "origin", "not stated", "measured") in told


def test_a_value_that_another_record_has_is_said_with_a_link_and_saved_once_that_is_seen(contributor, blank):
    data = blank | report() | row("conditions", 0, key="temperature", status="reported", printed="25 °C")
    contributor.post(reverse(ADD), data)
    first = Measurement.objects.latest("pk")
    again = data | report(locator="Fig. 12", printed_value="2.8e-4", printed_unit="S/cm")
    before = counts()
    shown = errors_of(contributor.post(reverse(ADD), again))
    assert counts() == before
    address = f"{reverse('admin:mgdb_measurement_changelist')}?public_id__in={first.public_id}"
    assert f'<a href="{address}">{first.public_id}</a> too: the same material, property and conditions' in shown
    assert [row.pk for row in contributor.get(address).context["cl"].result_list] == [first.pk]
    assert contributor.post(reverse(ADD), again | {"reports-as_printed": "on"}).status_code == 302
    second = Measurement.objects.latest("pk")
    assert (
        first.public_id
        in contributor.get(reverse("admin:mgdb_measurement_change", args=[second.pk]))
        .content.decode()
        .partition("In doubt until")[2]
    )  # for the reviewer, until somebody answers
    elsewhere = {"conditions-0-printed": "60 °C"}
    assert contributor.post(reverse(ADD), again | elsewhere).status_code == 302
