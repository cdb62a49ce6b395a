"""The reviewer's desk: by paper, oldest first, not mine; decided there, and its author sees what became of it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from mgdb import review, tasks
from mgdb.admin.bulk import pack, unpack
from mgdb.models import AnsweredFinding, ChangeRequest, Job, JobRow, Material, Measurement, Phase, ReviewNote, Source
from mgdb.review import bulk, queue
from tests.admin.conftest import person as client_of
from tests.review.people import by_id, proposed, published_value
from tests.statements import statements

pytestmark = pytest.mark.django_db
DESK = "admin:review"


@pytest.fixture
def ada():
    return client_of("ada", "contributor")


@pytest.fixture
def rosalind():
    return client_of("rosalind", "reviewer")


def entered(model, form, by, *, hand_in=True):
    record = model()
    review.apply(record, form, by_id, by=by)
    record = model.objects.get(pk=record.pk)
    if hand_in:
        review.submit(record, by=by, seen=record.revision)
    return record


def value(by, printed="28", locator="Fig. 9", **form) -> Measurement:
    """A conductivity of `by` in review; 28 S/cm is likely a slip."""
    material = Material.objects.published().filter(roles__contains=["electrolyte"]).order_by("pk").first()
    source = material.source.public_id
    report = {"document": source, "locator": locator, "printed_value": printed, "printed_unit": "S cm−1"}
    form = {"material": material.public_id, "property": "ionic_conductivity", "source": source, **form}
    return entered(Measurement, form | {"reports": [report], "conditions": {"temperature": "25 °C"}}, by)


def paper(by, materials=2) -> list:
    source = entered(Source, {"title": "A new paper", "year": 2024, "authors": ["E. Noether"]}, by)
    form = {"source": source.public_id, "roles": ["cathode"]}
    return [source, *(entered(Material, form | {"name": f"VS4 {number}"}, by) for number in range(materials))]


def page_of(client, source):
    return client.get(reverse("admin:review_paper", args=[source.public_id if source else "none"]))


def decide(client, page, key, name, **data):
    """What a press on the button `name` of the item `key` sends."""
    item = next(item for item in page.context["items"] if item.key == key)
    sent = {"item": item.packed, "following": item.following, name: "1", **data}
    return client.post(page.wsgi_request.path, sent, follow=True)


def test_the_desk_has_what_waits_by_paper_oldest_first_and_ones_own_apart(ada, rosalind):
    first = value(ada.user)
    paper(ada.user)
    entered(Phase, {"name": "Vanadium tetrasulfide", "formula": "VS4"}, ada.user)
    own = entered(Material, {"name": "Mine", "source": first.source.public_id, "roles": ["cathode"]}, rosalind.user)
    ReviewNote.objects.filter(public_id=first.public_id).delete()
    Measurement.objects.filter(pk=first.pk).update(remarks="older")
    papers = rosalind.get(reverse(DESK)).context["papers"]
    assert [(one.source and str(title), one.records) for one, title in papers][1:] == [("A new paper", 3), (None, 1)]
    oldest = papers[0][0]
    assert (oldest.source, oldest.records, oldest.own) == (first.source, 1, 1)
    content = page_of(rosalind, first.source).content.decode()
    assert content.index(first.public_id) < content.index("Yours, waiting for another person: 1")
    assert content.index("Yours, waiting") < content.index(own.public_id)
    assert not [item for item in page_of(rosalind, first.source).context["items"] if item.key == own.public_id]
    assert page_of(rosalind, None).context["count"] == 1
    assert ada.get(reverse(DESK)).status_code == 403


def test_a_desk_on_which_nothing_lies_says_so(rosalind):
    assert "Nothing waits for you" in rosalind.get(reverse(DESK)).content.decode()
    for locator in ("Fig. 1", "Fig. 2"):
        value(rosalind.user, "2.8e-4", locator)
    entered(Phase, {"name": "Vanadium tetrasulfide", "formula": "VS4"}, rosalind.user)
    assert sorted(one.own for one in rosalind.get(reverse(DESK)).context["own"]) == [1, 2]


def test_with_self_review_ones_own_is_reviewable(rosalind, settings):
    own = value(rosalind.user)
    settings.SELF_REVIEW = True
    assert [item.key for item in page_of(rosalind, own.source).context["items"]] == [own.public_id]


def test_a_record_stands_beside_its_print_doubts_first(ada, rosalind):
    record = value(ada.user, "2.8e-4", remarks="Read twice.")
    doubted = value(ada.user, locator="Fig. 10")
    content = re.sub(r"\s+", " ", page_of(rosalind, record.source).content.decode())
    sound = content[content.index(f'id="{record.public_id}"') : content.index(f'id="{doubted.public_id}"')]
    sound = re.sub(r"[\u2009\u202f\xa0 ]", "", sound)
    for words in ("Fig.9", "2.8e-4Scm", "2.8×10<sup>−4</sup>", "Temperature", "25°C", "Readtwice."):
        assert words in sound, words
    rest = content[content.index(f'id="{doubted.public_id}"') :]
    assert rest.index("In doubt") < rest.index("Printed")
    (item,) = [item for item in page_of(rosalind, record.source).context["items"] if item.doubts]
    assert item.key == doubted.public_id


def test_records_stand_in_the_order_that_they_need(ada, rosalind):
    source, *materials = paper(ada.user)
    assert [item.key for item in page_of(rosalind, source).context["items"]] == [
        record.public_id for record in (source, *materials)
    ]


def test_the_page_of_a_paper_takes_the_same_number_of_statements_for_few_and_many(ada, rosalind):
    counts = []
    for number in (2, 9):
        source = paper(ada.user, number)[0]
        with statements() as sent:
            page_of(rosalind, source)
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert counts[0] < 90


def test_many_change_requests_are_shown_by_few_statements(ada, rosalind):
    """All but what it takes to write each and take it back; their forms are read for those that are shown."""
    values = Measurement.objects.published().filter(kind="number", value__isnull=False, flags=None).order_by("pk")
    source = values.first().reports.first().document
    counts = []
    for number, record in enumerate(values.filter(reports__document=source).distinct()[:4]):
        proposed(record, ada.user, "999")
        if number in (0, 3):
            with statements() as sent:
                assert len(page_of(rosalind, source).context["items"]) == number + 1
            counts.append(len(sent))
            assert sum("base_form" in one for one in sent) == 1
    assert (counts[1] - counts[0]) / 3 < 30


def test_the_home_page_counts_what_others_entered_and_proposed(ada, rosalind):
    paper(ada.user)
    paper(rosalind.user, 1)
    values = Measurement.objects.published().filter(kind="number", value__isnull=False).order_by("pk")
    for record, by in ((values[0], ada.user), (values[1], rosalind.user), (values[2], rosalind.user)):
        proposed(record, by, "999")
    (entry,) = [one for one in rosalind.get(reverse("admin:index")).context["entries"] if one.title == "Review"]
    assert [(count, words) for count, words, _ in entry.waiting] == [
        (1, "change request"), (2, "materials"), (1, "source"),
    ]  # fmt: skip


def test_a_doubt_is_answered_there_and_then_it_is_accepted(ada, rosalind):
    record = value(ada.user)
    page = page_of(rosalind, record.source)
    answer = decide(rosalind, page, record.public_id, "accept")
    assert "Unanswered" in answer.content.decode()
    decide(
        rosalind, page, record.public_id, "doubt", doubt=page.context["items"][0].doubts[0], comment="Fig. 9 says so."
    )
    assert AnsweredFinding.objects.get().comment == "Fig. 9 says so."
    again = page_of(rosalind, record.source)
    assert "Answered “as printed” by rosalind" in again.content.decode()
    decide(rosalind, again, record.public_id, "accept")
    record.refresh_from_db()
    assert (record.status, record.published_by) == ("published", rosalind.user)


def test_what_is_returned_or_rejected_says_why_and_its_author_sees_it(ada, rosalind):
    records = paper(ada.user)
    page = page_of(rosalind, records[0])
    assert "Say why" in decide(rosalind, page, records[1].public_id, "send_back", comment=" ").content.decode()
    decide(rosalind, page, records[1].public_id, "comment_only", comment="Which foam?")
    decide(rosalind, page, records[1].public_id, "send_back", comment="The table says nickel foam.")
    decide(rosalind, page, records[2].public_id, "reject", comment="It is a phase, no specimen.")
    assert [Material.objects.get(pk=record.pk).status for record in records[1:]] == ["draft", "draft"]
    own = reverse("admin:my_records")
    assert "The table says nickel foam." in ada.get(own).content.decode()
    assert "It is a phase, no specimen." in ada.get(own, {"state": "rejected"}).content.decode()
    assert queue.own_states(ada.user) == {
        "returned": 1, "rejected": 1, "draft": 0, "in_review": 1, "published": 0, "withdrawn": 0,
    }  # fmt: skip
    form = ada.get(reverse("admin:mgdb_material_change", args=[records[1].pk])).content.decode()
    assert form.index("Which foam?") < form.index("The table says nickel foam.")
    returned = Material.objects.get(pk=records[1].pk)
    review.submit(returned, by=ada.user, seen=returned.revision, comment="Nickel, yes.")
    assert queue.own_states(ada.user)["returned"] == 0
    assert "Nickel, yes." in page_of(rosalind, records[0]).content.decode()


def test_threads_are_not_public(ada, rosalind, client):
    record = value(ada.user, "2.8e-4")
    review.comment(record, "Between ourselves.", by=rosalind.user)
    review.publish(record, by=rosalind.user, seen=Measurement.objects.get(pk=record.pk).revision)
    for address in (f"/measurements/{record.public_id}/", f"/api/v1/measurements/{record.public_id}/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Between ourselves" not in answer.content.decode()


def test_what_was_said_stays_as_it_was_said(ada, rosalind):
    record = value(ada.user)
    note = review.comment(record, "Which unit?", by=rosalind.user)
    with pytest.raises(Exception, match="Cannot update"):
        ReviewNote.objects.filter(pk=note.pk).update(text="Nothing.")


def test_what_was_saved_meanwhile_is_not_accepted_unseen_and_ones_own_not_at_all(ada, rosalind):
    record = value(ada.user, "2.8e-4")
    page = page_of(rosalind, record.source)
    stale = pack(
        [JobRow(record_type="measurement", public_id=record.public_id, seen=record.revision - 1)], rosalind.user
    )
    answer = decide(rosalind, page, record.public_id, "accept", item=stale)
    assert "while you had it open" in answer.content.decode()
    own = value(rosalind.user, "2.9e-4", "Fig. 11")
    row = JobRow(record_type="measurement", public_id=own.public_id, seen=own.revision)
    sent = {"item": pack([row], rosalind.user), "accept": "1"}
    answer = rosalind.post(reverse("admin:review_paper", args=[own.source.public_id]), sent, follow=True)
    assert "a second person decides" in answer.content.decode()
    assert rosalind.post(page.wsgi_request.path, {"item": "nonsense", "accept": "1"}).status_code == 302


def test_a_change_request_is_shown_as_a_difference_and_decided_there(ada, rosalind):
    record = published_value()
    asked = proposed(record, ada.user, "999")
    source = record.reports.first().document
    page = page_of(rosalind, source)
    (item,) = [one for one in page.context["items"] if one.request]
    assert "<ins>999</ins>" in page.content.decode()
    decide(rosalind, page, item.key, "send_back", comment="Which table?")
    asked.refresh_from_db()
    assert (asked.status, asked.comment) == ("returned", "Which table?")
    assert "Which table?" in ada.get(reverse("admin:my_records"), {"state": "requests"}).content.decode()
    own = ChangeRequest.objects.get(pk=proposed(record, rosalind.user, "998").pk)
    assert own in page_of(rosalind, source).context["own_requests"]


def test_who_accepts_a_comparison_with_the_document_sees_what_was_compared(ada, rosalind):
    record = published_value()
    asked = review.confirm(record, by=ada.user, seen=record.revision)
    page = page_of(rosalind, record.reports.first().document)
    (item,) = [one for one in page.context["items"] if one.request == asked]
    assert record.reports.first().printed_value in re.sub(r"<[^>]+>", "", str(item.prints[0].old))
    assert "counts as one more reading" in page.content.decode()
    decide(rosalind, page, item.key, "accept")
    assert Measurement.objects.get(pk=record.pk).readings == record.readings + 1


def test_a_whole_paper_is_accepted_in_order_as_one_job(ada, rosalind, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)
    records = paper(ada.user)
    asked = proposed(published_value(), ada.user, "999")
    page = page_of(rosalind, records[0])
    sent = {"selection": page.context["selection"], "accept_all": "1", "whole": "yes"}
    answer = rosalind.post(page.wsgi_request.path, sent)
    job = Job.objects.get()
    assert answer.url == reverse("admin:mgdb_job_change", args=[job.pk])
    assert str(job) == "Accept: 2 materials, 1 source"
    bulk.run(bulk.ACTIONS["accept"], job.rows.all(), by=rosalind.user, whole=True)
    assert {type(record).objects.get(pk=record.pk).status for record in records} == {"published"}
    other = page_of(rosalind, published_value().reports.first().document)
    rows = unpack(other.context["selection"], rosalind.user)
    done = bulk.run(bulk.ACTIONS["accept"], rows, by=rosalind.user)
    asked.refresh_from_db()
    assert (asked.status, {row.outcome for row in done}) == ("accepted", {"done"})
