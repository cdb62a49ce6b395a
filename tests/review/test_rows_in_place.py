"""A row whose own locator is corrected stays the row that it was: at its place, and once."""

import pytest
from django.core.exceptions import ValidationError

from mgdb import review
from mgdb.models import Measurement
from mgdb.records import BY_NAME
from mgdb.review import answers, change_requests
from mgdb.review.difference import merge
from mgdb.review.readings import form_of
from tests.review.people import by_id, published_value

MEASUREMENT = BY_NAME["measurement"]


def form(*reports, **more):
    rows = [dict(zip(("document", "locator", "printed_value"), report, strict=True)) for report in reports]
    return {"id": "mea-1", "reports": rows, **more}


BASE = form(("src-1", "Fig. 1", "80"), ("src-2", "Table 1", "100"))
FIG_9 = form(("src-1", "Fig. 9", "80"), ("src-2", "Table 1", "100"))


def test_a_corrected_locator_keeps_the_place_of_its_report_whether_or_not_the_base_moved():
    assert merge(MEASUREMENT, BASE, BASE, FIG_9).form == FIG_9
    moved = merge(MEASUREMENT, BASE, {**BASE, "remarks": "Read again."}, FIG_9)
    assert (moved.form["reports"], moved.form["remarks"], moved.conflicts) == (FIG_9["reports"], "Read again.", [])


def test_an_unmoved_base_takes_the_order_that_is_proposed():
    first = form(("src-3", "p. 2", "90"), *[tuple(row.values()) for row in BASE["reports"]])
    assert merge(MEASUREMENT, BASE, BASE, first).form == first


def test_two_corrections_of_one_locator_contradict_each_other_and_double_nothing():
    fig_10 = form(("src-1", "Fig. 10", "80"), ("src-2", "Table 1", "100"))
    found = merge(MEASUREMENT, BASE, FIG_9, fig_10)
    (place,) = found.conflicts
    assert (place[-1], found.form["reports"]) == ("locator", FIG_9["reports"])
    assert merge(MEASUREMENT, BASE, FIG_9, fig_10, {place: True}).form["reports"] == fig_10["reports"]
    assert merge(MEASUREMENT, BASE, FIG_9, FIG_9).conflicts == []


def test_a_row_corrected_into_one_that_another_added_stands_once():
    added = form(*[tuple(row.values()) for row in BASE["reports"]], ("src-1", "Fig. 9", "80"))
    for present, proposed in ((FIG_9, added), (added, FIG_9)):
        rows = merge(MEASUREMENT, BASE, present, proposed).form["reports"]
        assert sum(row["locator"] == "Fig. 9" for row in rows) == 1


@pytest.mark.django_db
def test_accepting_a_locator_leaves_the_value_and_a_second_locator_is_refused(ada, rosalind, grace):
    record = published_value()
    given = form_of(record)
    first, *others = given["reports"]
    second = {**first, "locator": "SI, p. 90"}
    given = {**given, "reports": [first, *others, second]}

    def proposal(by, locator):
        wanted = {**given, "reports": [{**first, "locator": locator}, *others, second]}
        form = review.trial(record, wanted, by_id)
        return review.propose("edit", record, by=by, seen=record.revision, reason="The figure.", form=form)

    value = record.value
    one, two = proposal(ada, "Fig. 9"), proposal(grace, "Fig. 10")
    review.accept(one, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert (record.reports.first().locator, record.value) == ("Fig. 9", value)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        change_requests.accept(two, by=rosalind, seen=record.revision)


@pytest.mark.django_db
def test_who_entered_what_is_published_answers_none_of_its_doubts(rosalind, grace):
    record = published_value()
    Measurement.objects.filter(pk=record.pk).update(entered_by=rosalind)
    record.refresh_from_db()
    with pytest.raises(review.NotAllowed, match="second person"):
        answers.answer_finding(record, answers.DOUBT, "x", by=rosalind, seen=record.revision)
    answers.answer_finding(record, answers.DOUBT, "x", by=grace, seen=record.revision)
