"""No single person changes what the public reads, whichever way they come."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse

from mgdb import review
from mgdb.lists import LIST_TYPES, ListPage
from mgdb.models import ChangeRequest, Material, Measurement, RecordedReading, Source, Statement
from mgdb.projection import forms
from mgdb.review import change_requests
from mgdb.review.readings import form_of
from tests.records.examples import example
from tests.review.people import by_id, entered, person, proposed, published_value, submitted, with_print

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------------------------------------- publishing
def test_a_record_knows_who_entered_and_edited_it_until_it_is_published(ada, rosalind, grace):
    record = entered(ada)
    assert (record.entered_by, record.editors) == (ada, [ada.pk])
    review.apply(record, form_of(record) | {"morphology": "foam"}, by_id, by=grace, seen=record.revision)
    record.refresh_from_db()
    assert record.editors == [ada.pk, grace.pk]
    review.submit(record, by=ada, seen=record.revision)
    review.publish(record, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert (record.editors, set(record.published_editors)) == ([], {ada.pk, grace.pk})
    assert (record.published_by, record.self_reviewed) == (rosalind, False)


def test_nobody_publishes_what_they_entered_or_edited(ada, rosalind, grace):
    record = submitted(rosalind)
    with pytest.raises(review.NotAllowed, match="second person"):
        review.publish(record, by=rosalind, seen=record.revision)
    other = entered(ada, "VS4 on foil")
    review.submit(other, by=ada, seen=other.revision)
    review.apply(other, form_of(other) | {"morphology": "foil"}, by_id, by=rosalind, seen=other.revision)
    with pytest.raises(review.NotAllowed, match="second person"):
        review.publish(other, by=rosalind, seen=other.revision)
    review.publish(other, by=grace, seen=other.revision)
    assert Material.objects.get(pk=other.pk).status == "published"


def test_a_contributor_publishes_nothing(ada, grace):
    record = submitted(grace)
    with pytest.raises(review.NotAllowed, match="reviewer"):
        review.publish(record, by=ada, seen=record.revision)


def test_a_command_does_not_publish_what_people_wrote(ada):
    record = submitted(ada)
    with pytest.raises(review.NotAllowed, match="a reviewer publishes it"):
        review.publish(record, by=review.OPERATOR, seen=record.revision)


@pytest.mark.parametrize("columns", [{"status": "published"}, {"status": "published", "editors": []}])
def test_the_database_refuses_an_interface_that_forgets_who_publishes(ada, columns):
    record = submitted(ada)
    for by in ({}, {"published_by": ada}):
        with pytest.raises(IntegrityError, match=r"published_by_whom|four_eyes"), transaction.atomic():
            Material.objects.filter(pk=record.pk).update(**columns, **by)
    assert Material.objects.get(pk=record.pk).status == "in_review"


def test_the_database_loses_no_editor(ada, rosalind):
    record = entered(ada)
    Material.objects.filter(pk=record.pk).update(editors=[])
    Material.objects.filter(pk=record.pk).update(editors=[rosalind.pk])
    assert Material.objects.get(pk=record.pk).editors == [ada.pk, rosalind.pk]


def test_a_laboratory_with_one_curator_publishes_and_the_record_says_so(rosalind, settings):
    settings.SELF_REVIEW = True
    record = submitted(rosalind)
    review.publish(record, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert (record.status, record.self_reviewed, record.published_by) == ("published", True, rosalind)


def test_what_nobody_else_has_reviewed_says_so_to_readers_and_programs(client, some):
    """On its page, in the API, and in the first cell of each list, of which files take a column."""
    for key in some(LIST_TYPES, 4):
        one, declared = LIST_TYPES[key], LIST_TYPES[key].record_type
        row = one.rows().first() or example(declared)
        owner = getattr(row, declared.part_of) if declared.part_of else row
        type(owner).objects.filter(pk=owner.pk).update(self_reviewed=True)
        page = ListPage(one, QueryDict())
        [shown] = forms.rows(one, [row.pk], page.columns, page.query.params)
        [line] = forms.lines(one, [row.pk], page.columns, page.query.params)
        assert (line["self_reviewed"], shown.cells[0].lines[-1][-1].text) == (True, "self-reviewed"), key
        if not declared.part_of:
            said = client.get(reverse(declared.page, args=[row.public_id]), follow=True).content.decode()
            assert "nobody else has reviewed it" in " ".join(said.split()), key
            assert client.get(f"/api/v1/{key}/{row.public_id}/").json()["self_reviewed"] is True


def test_an_impossible_value_is_not_published_whichever_way_it_came(ada, rosalind):
    record = published_value()
    Measurement.objects.filter(pk=record.pk).update(status="in_review", property_key="ionic_conductivity")
    record.reports.update(printed_value="-3", printed_unit="S cm−1", reading="")
    record.refresh_from_db()
    with pytest.raises(ValidationError, match="impossible"):
        review.publish(record, by=rosalind, seen=record.revision)


# ------------------------------------------------------------------------------------------------- drafts and review
def test_a_draft_is_discarded_by_its_author_alone_and_leaves_no_tombstone(ada, rosalind):
    record = entered(ada)
    with pytest.raises(review.NotAllowed):
        review.discard(record, by=rosalind, seen=record.revision)
    review.discard(record, by=ada, seen=record.revision)
    assert not Material.objects.filter(public_id=record.public_id).exists()
    assert not RecordedReading.objects.filter(public_id=record.public_id).exists()


def test_a_draft_that_others_refer_to_is_kept_and_they_are_named(ada):
    source = Source()
    review.apply(source, {"title": "New", "year": "2024"}, by_id, by=ada)
    material = Material()
    form = {"name": "MnO2", "source": source.public_id, "roles": ["cathode"]}
    review.apply(material, form, by_id, by=ada)
    with pytest.raises(ValidationError, match=material.public_id):
        review.discard(source, by=ada, seen=source.revision)


def test_what_is_in_review_is_locked_for_others_than_author_and_reviewers(ada, rosalind):
    record = submitted(ada)
    other = person("eve", "contributor")
    with pytest.raises(review.NotAllowed, match="propose a change"):
        review.apply(record, form_of(record) | {"morphology": "x"}, by_id, by=other, seen=record.revision)
    review.apply(record, form_of(record) | {"morphology": "x"}, by_id, by=ada, seen=record.revision)
    with pytest.raises(ValidationError, match="Say why"):
        review.send_back(record, by=rosalind, seen=record.revision)
    review.send_back(record, by=rosalind, seen=record.revision, comment="Which table?")
    assert Material.objects.get(pk=record.pk).status == "draft"


def test_a_published_record_is_written_by_nobody_in_place(ada, grace):
    record = published_value()
    for by in (ada, grace):
        with pytest.raises(review.NotAllowed, match="propose a change"):
            review.apply(record, with_print(record, "999"), by_id, by=by, seen=record.revision)


# ------------------------------------------------------------------------------------------------- readings
def test_readings_are_counted_and_fall_back_when_the_value_changes(ada, rosalind, grace):
    record = published_value()
    Measurement.objects.filter(pk=record.pk).update(readings=1)
    before = RecordedReading.objects.get(public_id=record.public_id)
    assert (before.method, before.by) == ("dataset_file", None)
    asked = review.confirm(record, by=grace, seen=record.revision)
    change_requests.accept(asked, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert record.readings == before.count + 1
    with pytest.raises(ValidationError, match="counts once"):
        review.confirm(record, by=grace, seen=record.revision)
    change_requests.accept(proposed(record, ada), by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert record.readings == 1


def test_no_single_word_raises_the_readings_that_the_public_sees(ada, rosalind):
    record = published_value()
    before = record.readings
    asked = review.confirm(record, by=ada, seen=record.revision)
    record.refresh_from_db()
    assert (record.readings, asked.kind, asked.status) == (before, "confirm", "open")
    with pytest.raises(ValidationError, match="waits for a reviewer already"):
        review.confirm(record, by=ada, seen=record.revision)
    own = review.confirm(record, by=rosalind, seen=record.revision)  # several may have compared it
    with pytest.raises(review.NotAllowed, match="second person"):
        change_requests.accept(own, by=rosalind, seen=record.revision)
    change_requests.accept(asked, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert record.readings == before + 1
    assert RecordedReading.objects.get(public_id=record.public_id, by=ada).method == "confirmed"


def test_what_was_compared_counts_for_that_content_alone(ada, rosalind, grace):
    record = published_value()
    asked = review.confirm(record, by=grace, seen=record.revision)
    change_requests.accept(proposed(record, ada), by=rosalind, seen=record.revision)
    record.refresh_from_db()
    with pytest.raises(ValidationError, match="something else than what was compared"):
        change_requests.accept(asked, by=rosalind, seen=record.revision)


def test_what_a_reviewer_will_see_is_confirmed_at_once(ada, grace):
    record = submitted(ada)
    assert review.confirm(record, by=grace, seen=record.revision) is None
    record.refresh_from_db()
    assert record.readings == 2


def test_a_flag_or_remark_is_no_other_reading(ada, rosalind, grace):
    record = published_value()
    readings = RecordedReading.objects.get(public_id=record.public_id).count
    form = form_of(record)
    flagged = form | {"flags": [*form.get("flags", []), {"code": "other", "severity": "note", "reason": "A doubt."}]}
    request = review.propose("edit", record, by=ada, seen=record.revision, reason="A doubt.", form=flagged)
    change_requests.accept(request, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert record.readings == readings  # nobody said that they compared the rest
    assert record.flags.filter(reason="A doubt.").exists()
    asked = review.confirm(record, by=ada, seen=record.revision)  # now she has
    assert asked is not None
    change_requests.accept(asked, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert record.readings == readings + 1

    draft = entered(ada)
    for by, remarks in ((grace, "A first remark."), (rosalind, "A second.")):
        review.apply(draft, form_of(draft) | {"remarks": remarks}, by_id, by=by, seen=draft.revision)
        draft.refresh_from_db()
    assert draft.readings == 1
    assert list(RecordedReading.objects.filter(public_id=draft.public_id).values_list("by__username", flat=True)) == [
        ada.username
    ]


def test_nobody_types_how_many_readings_there_are(ada):
    form = {"name": "VS4", "source": Source.objects.published().first().public_id, "roles": ["cathode"]}
    with pytest.raises(review.FormError, match="not typed"):
        review.apply(Material(), form | {"readings": "7"}, by_id, by=ada)


# ------------------------------------------------------------------------------------------------- change requests
def test_the_published_value_stays_until_a_second_person_accepts(ada, rosalind):
    record = published_value()
    before = record.value
    request = proposed(record, ada)
    assert Measurement.objects.get(pk=record.pk).value == before
    change_requests.accept(request, by=rosalind, seen=record.revision, comment="Seen in Table 1.")
    record.refresh_from_db()
    request.refresh_from_db()
    assert record.reports.first().printed_value == "999"
    assert record.value != before
    assert (record.published_editors, record.published_by) == ([ada.pk], rosalind)
    assert (request.status, request.decided_by, request.self_reviewed) == ("accepted", rosalind, False)


def test_nobody_accepts_their_own_change(rosalind, settings):
    record = published_value()
    request = proposed(record, rosalind)
    with pytest.raises(review.NotAllowed, match="second person"):
        change_requests.accept(request, by=rosalind, seen=record.revision)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        ChangeRequest.objects.filter(pk=request.pk).update(
            status="accepted", decided_by=rosalind, decided_at=request.created_at
        )
    settings.SELF_REVIEW = True
    change_requests.accept(request, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert (request.self_reviewed, record.self_reviewed) == (True, True)


@pytest.mark.parametrize("kind", ["withdraw", "merge"])
def test_what_is_proposed_already_is_not_proposed_twice(ada, rosalind, kind):
    """Whoever proposes the same is told of the request that waits; edits of several people stand side by side."""
    record, other = Statement.objects.published().order_by("pk")[:2]
    merged = {"into": other.public_id, "into_seen": other.revision} if kind == "merge" else {}

    def propose(by, reason):
        return review.propose(kind, record, by=by, seen=record.revision, reason=reason, **merged)

    first = propose(ada, "It is in the review twice.")
    with pytest.raises(
        ValidationError, match=rf"request {first.pk} of ada \({kind}.* waits .*It is in the review twice"
    ):
        propose(rosalind, "A duplicate.")
    second = propose(ada, "Said better.")  # an author's own gives way
    first.refresh_from_db()
    assert (first.status, second.status) == ("superseded", "open")
    value = published_value()
    edits = [proposed(value, by, printed) for by, printed in ((ada, "998"), (rosalind, "997"))]
    assert change_requests.open_requests(edits[1]) == f"request {edits[0].pk} of ada (edit)"


def test_a_contributor_accepts_nothing(ada, grace):
    record = published_value()
    request = proposed(record, grace)
    with pytest.raises(review.NotAllowed, match="reviewer"):
        change_requests.accept(request, by=ada, seen=record.revision)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_change_says_why(ada, reason):
    with pytest.raises(ValidationError, match="Say why"):
        proposed(published_value(), ada, reason=reason)


def test_a_change_that_changes_nothing_is_no_request(ada):
    record = published_value()
    with pytest.raises(ValidationError, match="Nothing is changed"):
        review.propose("edit", record, by=ada, seen=record.revision, reason="x", form=form_of(record))


def test_a_change_of_nothing_but_an_id_is_no_request(ada):
    record = published_value()
    form = form_of(record) | {"id": "mea-0000000"}
    with pytest.raises(review.FormError, match="for ever"):
        review.trial(record, form, by_id)
    with pytest.raises(ValidationError, match="Nothing is changed"):
        review.propose("edit", record, by=ada, seen=record.revision, reason="x", form=form)


def test_a_change_is_validated_by_the_form_of_the_record(ada):
    record = published_value()
    with pytest.raises(review.FormError, match="reading"):
        proposed(record, ada, printed="a lot")
    assert not ChangeRequest.objects.exists()


def test_a_new_request_of_its_author_takes_the_place_of_the_old_one(ada):
    record = published_value()
    first, second = proposed(record, ada, "998"), proposed(record, ada, "999")
    first.refresh_from_db()
    assert (first.status, second.status) == ("superseded", "open")


def test_returning_and_rejecting_say_why(ada, rosalind):
    record = published_value()
    request, seen = proposed(record, ada), record.revision
    with pytest.raises(ValidationError, match="Say why"):
        change_requests.send_back(request, by=rosalind, seen=seen, comment=" ")
    change_requests.send_back(request, by=rosalind, seen=seen, comment="Which table?")
    assert (request.status, request.comment) == ("returned", "Which table?")
    with pytest.raises(ValidationError, match="already"):
        change_requests.reject(request, by=rosalind, seen=seen, comment="x")


@pytest.mark.parametrize("decision", ["send_back", "reject", "take_back"])
def test_nothing_is_decided_beside_a_record_that_moved_unseen(ada, rosalind, decision):
    record = published_value()
    request = proposed(record, ada)
    by = {"by": ada} if decision == "take_back" else {"by": rosalind, "comment": "x"}
    with pytest.raises(review.StaleRevision, match="was saved while you had it open"):
        getattr(change_requests, decision)(request, seen=record.revision - 1, **by)
    request.refresh_from_db()
    assert request.status == "open"
    getattr(change_requests, decision)(request, seen=record.revision, **by)
    assert request.status != "open"


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("x" * 60_000, "at most 5,000"),
        ("As \u202e999", r"U\+202E"),
        ("\u2066Table 1", r"U\+2066"),
        ("a\x00b", r"U\+0000"),
    ],
)
def test_a_reason_is_short_and_reads_as_it_is_written(ada, rosalind, reason, words):
    """Whoever types it, wherever: one rule for reasons, comments, remarks and answers."""
    record = published_value()
    with pytest.raises(ValidationError, match=words):
        proposed(record, ada, reason=reason)
    request = proposed(record, ada)
    for decide in (change_requests.reject, change_requests.send_back, change_requests.accept):
        with pytest.raises(ValidationError, match=words):
            decide(request, by=rosalind, seen=record.revision, comment=reason)
    with pytest.raises(ValidationError, match=words):
        review.comment(record, reason, by=ada, request=request)
    with pytest.raises(ValidationError, match=words):
        review.withdraw(record, reason, by=review.OPERATOR, seen=record.revision)
    if len(reason) < 60_000:
        with pytest.raises(review.FormError, match=words):
            review.apply(
                entered(ada), form_of(entered(ada, "x")) | {"remarks": reason, "id": ""}, by_id, by=ada, seen=1
            )


def test_a_request_whose_base_has_moved_is_set_beside_the_present(ada, rosalind, grace):
    record = published_value()
    request = proposed(record, ada)
    form = form_of(record) | {"remarks": "Read again."}
    other = review.propose("edit", record, by=grace, seen=record.revision, reason="A remark.", form=form)
    change_requests.accept(other, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    change_requests.accept(request, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    assert (record.remarks, record.reports.first().printed_value) == ("Read again.", "999")


def test_a_request_that_contradicts_what_was_changed_meanwhile_is_not_accepted(ada, rosalind, grace):
    record = published_value()
    mine, theirs = proposed(record, ada, "998"), proposed(record, grace, "999")
    change_requests.accept(theirs, by=rosalind, seen=record.revision)
    record.refresh_from_db()
    with pytest.raises(ValidationError, match="printed_value"):
        change_requests.accept(mine, by=rosalind, seen=record.revision)
    assert record.reports.first().printed_value == "999"
