"""Doubts stay until they are answered, and hold publication."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mgdb import review
from mgdb.models import AnsweredFinding, Flag, Material, Measurement
from mgdb.review import change_requests, outcomes
from mgdb.review.readings import form_of
from tests.review.people import by_id

pytestmark = pytest.mark.django_db


def doubtful(by, *reports) -> Measurement:
    """A value of `by` in review, whose unit is likely a slip, or with these `reports`."""
    material = Material.objects.published().filter(roles__contains=["electrolyte"]).first()
    source = material.source.public_id
    form = {
        "material": material.public_id,
        "property": "ionic_conductivity",
        "source": source,
        "reports": [
            {"document": source, "locator": f"Fig. {9 + place}", "printed_unit": "S cm−1"} | one
            for place, one in enumerate(reports or [{"printed_value": "28"}])
        ],
    }
    record = Measurement()
    review.apply(record, form, by_id, by=by)
    record = Measurement.objects.get(pk=record.pk)
    review.submit(record, by=by, seen=record.revision)
    return record


def test_a_doubt_stays_until_it_is_answered_and_holds_publication(ada, rosalind):
    record = doubtful(ada)
    (doubt,) = review.open_doubts([record])[record.public_id]
    with pytest.raises(ValidationError, match="Unanswered"):
        review.publish(record, by=rosalind, seen=record.revision)
    with pytest.raises(ValidationError, match="not open"):
        review.answer_doubt(record, "Another.", by=rosalind, seen=record.revision)
    review.answer_doubt(record, doubt, by=rosalind, seen=record.revision, comment="Fig. 9 says so.")
    assert review.open_doubts([record]) == {record.public_id: []}
    review.publish(record, by=rosalind, seen=record.revision)
    answer = AnsweredFinding.objects.get()
    assert (answer.public_id, answer.by, answer.comment) == (record.public_id, rosalind, "Fig. 9 says so.")


@pytest.mark.parametrize(
    ("reports", "words"),
    [
        ([{"printed_value": "2.8e-4"}, {"printed_value": "5e-4"}], ("(Fig. 10) contradicts", "(Fig. 9)", "flag it")),
        ([{"printed_value": "5", "printed_unit": ""}], ("without a unit", "S cm⁻¹")),
        (
            [{"printed_value": "2.8", "reading": "2.8e-4", "remark": "“2.8” has lost its power of ten."}],
            ("not what is printed", "2.8 S cm⁻¹"),
        ),
    ],
    ids=["reports that contradict each other", "no unit", "a reading against its print"],
)
def test_nothing_is_published_in_silence(ada, rosalind, reports, words):
    record = doubtful(ada, *reports)
    (doubt,) = review.open_doubts([record])[record.public_id]
    told = doubt.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")
    assert [word for word in words if word not in told] == []
    with pytest.raises(ValidationError, match="Unanswered"):
        review.publish(record, by=rosalind, seen=record.revision)
    about_another = Flag.objects.create(measurement=record, code="comparison", reason="Compared with another salt.")
    record = Measurement.objects.get(pk=record.pk)
    assert review.open_doubts([record])[record.public_id] == ([doubt] if "contradicts" in doubt else [])
    about_another.delete()
    Flag.objects.create(measurement=record, code="other", reason=doubt)
    record = Measurement.objects.get(pk=record.pk)
    assert review.open_doubts([record]) == {record.public_id: []}


def test_a_published_value_gets_no_reading_against_its_print():
    record = Measurement.objects.published().filter(property_key="ionic_conductivity", flags__isnull=True).first()
    form = form_of(record)
    form["reports"][0]["reading"] = "0.5"
    with pytest.raises(review.FormError, match=r"the reading “0\.5” says") as refused:
        outcomes.trial(record, form, by_id)
    assert [path for path, _ in refused.value.problems] == [("reports", 0, "reading")]


def test_the_answer_is_to_that_value_alone(ada):
    record = doubtful(ada)
    (doubt,) = review.open_doubts([record])[record.public_id]
    review.answer_doubt(record, doubt, by=ada, seen=record.revision)
    record.reports.update(printed_value="30")
    record = Measurement.objects.get(pk=record.pk)
    (again,) = review.open_doubts([record])[record.public_id]
    assert again != doubt


def test_a_change_is_not_accepted_while_it_is_in_doubt(ada, rosalind):
    record = Measurement.objects.published().filter(property_key="ionic_conductivity", flags__isnull=True).first()
    form = form_of(record)
    place = {name: form["reports"][0][name] for name in ("document", "locator")}
    form["reports"] = [place | {"printed_value": "50", "printed_unit": "S cm−1"}]
    request = review.propose("edit", record, by=ada, seen=record.revision, reason="Table 1 prints it so.", form=form)
    doubts = outcomes.Proposal(request, record).doubts
    assert doubts
    with pytest.raises(ValidationError, match="Unanswered"):
        change_requests.accept(request, by=rosalind, seen=record.revision)
    change_requests.accept(request, by=rosalind, seen=record.revision, answered=doubts)
    assert AnsweredFinding.objects.filter(by=rosalind).count() == len(doubts)
