"""A value that is entered twice is a doubt about the later record: told, answered, and never in the way of others."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mgdb import ingest, review
from mgdb.models import Material, Measurement, MeasurementCondition, Report
from tests.review.people import by_id
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def specimen() -> Material:
    return Material.objects.published().filter(roles__contains=["electrolyte"]).first()


def entered(by, specimen, printed="0.4321", unit="S cm−1", place="Fig. 9", **form) -> Measurement:
    source = specimen.source.public_id
    report = {"document": source, "locator": place, "printed_value": printed, "printed_unit": unit}
    record = Measurement()
    about = {"material": specimen.public_id, "property": "ionic_conductivity", "source": source}
    review.apply(record, about | {"reports": [report]} | form, by_id, by=by)
    return Measurement.objects.get(pk=record.pk)


def typed(specimen, printed="0.4321", unit="S cm−1", **conditions):
    """A value as a grid or a table has it before anything is stored."""
    row = Measurement(material=specimen, property_key="ionic_conductivity")
    row.derive([Report(measurement=row, printed_value=printed, printed_unit=unit)])
    stated = [MeasurementCondition(measurement=row, key=key, printed=text) for key, text in conditions.items()]
    for one in stated:
        one.derive()
    return row, stated


def test_values_are_found_again_in_any_unit_and_told_apart_by_what_both_state(ada, specimen):
    stored = entered(ada, specimen, conditions={"temperature": "25 °C"}, ion="Mg2+", method="eis")
    same = [
        typed(specimen),
        typed(specimen, "432.1", "mS/cm"),
        typed(specimen, temperature="298.15 K"),
        typed(specimen, atmosphere="argon"),
    ]
    another = [
        typed(specimen, temperature="60 °C"),
        typed(specimen, "0.4322"),
        typed(specimen, "< 0.4321"),
        typed(specimen, "0.4321", ""),  # of no known unit
        typed(Material.objects.exclude(pk=specimen.pk).filter(roles__contains=["electrolyte"]).first()),
    ]
    for name, value in (("ion", "Li+"), ("method", "dc"), ("origin", "computed")):
        row, stated = typed(specimen)
        setattr(row, name, value)
        (another if name != "origin" else same).append((row, stated))
    found, asked = [], [*same, *another]
    with statements() as sent:
        found = review.repeats(asked)
    assert found == [[stored]] * len(same) + [[]] * len(another)
    assert len(sent) == 2


def test_it_holds_publication_until_somebody_answers_and_is_the_later_ones_alone(ada, rosalind, specimen):
    first, second = entered(ada, specimen), entered(ada, specimen, place="Table 1")
    assert review.open_doubts([first]) == {first.public_id: []}
    (doubt,) = review.open_doubts([second])[second.public_id]
    assert first.public_id in doubt
    for record in (first, second):
        review.submit(record, by=ada, seen=record.revision)
        record.refresh_from_db()
    review.publish(first, by=rosalind, seen=first.revision)
    with pytest.raises(ValidationError, match="Unanswered"):
        review.publish(second, by=rosalind, seen=second.revision)
    review.publish(second, by=rosalind, seen=second.revision, answered=[doubt])
    second.refresh_from_db()
    assert second.status == "published"


def test_a_withdrawn_value_is_entered_again_without_a_question(ada, specimen):
    first = entered(ada, specimen)
    Measurement.objects.filter(pk=first.pk).update(status="withdrawn", withdrawn_reason="Of another specimen.")
    second = entered(ada, specimen)
    assert review.open_doubts([second]) == {second.public_id: []}


def test_a_persons_file_is_told_which_values_are_there(ada, specimen):
    first, source = entered(ada, specimen), specimen.source.public_id
    value = (
        "- id: mea-2z2z2z{0}\n  material: {1}\n  property: ionic_conductivity\n  source: {2}\n  reports:\n"
        "  - document: {2}\n    locator: Fig. 1\n    printed_value: '{3}'\n    printed_unit: mS/cm\n"
    )
    text = "mgdb: 1\nmeasurements:\n" + value.format(2, specimen.public_id, source, "432.1")
    text += value.format(3, specimen.public_id, source, "432.2")
    report = ingest.load({"new.yaml": text}, by=ada)
    assert report.ok, report.problems
    (told,) = [one for one in report.doubts if "stands in" in one.reason]
    assert (told.record, first.public_id in told.reason) == ("mea-2z2z2z2", True)
