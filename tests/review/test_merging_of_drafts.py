"""What a merge brings before readers, somebody else than its writers has looked at."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from mgdb import review
from mgdb.models import ChangeRequest, Flag, Material, MaterialName, Measurement
from mgdb.review import change_requests, outcomes
from mgdb.review.readings import form_of
from mgdb.review.wording import lines
from tests.review.people import by_id, entered, person, published_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(ada):
    return entered(ada, "VS4 on foam, again")


@pytest.fixture
def into(draft):
    return Material.objects.create(name="VS4 on foam", source=draft.source, roles=["cathode"], status="published")


def named(record, by, name):
    """`record` with another name, entered by `by`."""
    form = form_of(record)
    review.apply(record, {**form, "names": [{"name": name}]}, by_id, by=by, seen=record.revision)
    record.refresh_from_db()


def merging(draft, into, by):
    seen = {"seen": draft.revision, "into": into.public_id, "into_seen": into.revision}
    return review.propose("merge", draft, by=by, reason="One specimen.", **seen)


def test_who_wrote_to_a_draft_does_not_bring_it_before_readers_by_a_merge(draft, into, ada, rosalind, grace):
    named(draft, rosalind, "unreviewed")
    request = merging(draft, into, ada)
    with pytest.raises(review.NotAllowed, match="second person"):
        review.accept(request, by=rosalind, seen=draft.revision)
    assert not into.names.exists()
    review.accept(request, by=grace, seen=draft.revision)
    into.refresh_from_db()
    assert (into.names.get().name, into.published_by, into.self_reviewed) == ("unreviewed", grace, False)
    assert set(into.published_editors) == {ada.pk, rosalind.pk}
    draft.refresh_from_db()
    again = review.propose("reinstate", draft, by=ada, seen=draft.revision, reason="Two.")
    with pytest.raises(review.NotAllowed, match="second person"):  # nor does its tombstone come back by them
        review.accept(again, by=rosalind, seen=draft.revision)


def test_a_draft_changed_after_its_merge_was_proposed_is_not_merged(draft, into, ada, grace):
    request = merging(draft, into, ada)
    ChangeRequest.objects.filter(pk=request.pk).update(base_revision=draft.revision - 1)  # as after another transaction
    with pytest.raises(ValidationError, match=f"{draft.public_id} was changed since"):
        review.accept(request, by=grace, seen=draft.revision)


def test_a_record_that_stays_and_was_changed_since_is_looked_at_again(draft, into, ada, grace):
    request = merging(draft, into, ada)
    ChangeRequest.objects.filter(pk=request.pk).update(into_revision=into.revision - 1)  # as after another transaction
    with pytest.raises(ValidationError, match=f"{into.public_id} was changed since"):
        review.accept(request, by=grace, seen=draft.revision)


def test_who_wrote_what_moves_into_a_draft_does_not_publish_it(draft, ada, rosalind, grace):
    into = entered(grace, "VS4 on foil")
    named(draft, rosalind, "moved")
    eve = person("eve", "reviewer")
    request = merging(draft, into, ada)
    with pytest.raises(review.NotAllowed, match="second person"):
        review.accept(request, by=grace, seen=draft.revision)
    review.accept(request, by=eve, seen=draft.revision)
    into.refresh_from_db()
    assert set(into.editors) == {ada.pk, rosalind.pk, grace.pk}
    review.submit(into, by=grace, seen=into.revision)
    with pytest.raises(review.NotAllowed, match="second person"):
        review.publish(into, by=rosalind, seen=into.revision)


def test_a_command_merges_nothing_unreviewed_into_what_is_public(draft, into):
    with pytest.raises(review.NotAllowed, match="nobody has reviewed"):
        review.merge(draft, into, by=review.OPERATOR)


def test_what_would_move_is_listed_and_nothing_is_kept(draft, into, ada, grace):
    MaterialName.objects.create(material=draft, name="own")
    Flag.objects.create(material=draft, code="other", reason="Read from a bad scan.")
    draft.refresh_from_db()
    request = merging(draft, into, ada)
    said = [str(line.new) for line in lines(outcomes.Proposal(request, draft).changes)]
    assert {"own", "Read from a bad scan."} <= set(said)
    client = Client()
    client.force_login(grace)
    page = client.get(reverse("admin:mgdb_changerequest_change", args=[request.pk])).content.decode()
    assert f"<code>{into.public_id}</code> would have of" in page
    assert "Read from a bad scan." in page
    assert "Where the two differ" in page
    assert reverse("admin:mgdb_material_change", args=[into.pk]) in page
    assert (into.names.count(), Material.objects.get(pk=draft.pk).status) == (0, "draft")


def test_a_doubt_about_what_moves_holds_the_merge(ada, grace, monkeypatch):
    into = published_value()
    old = Measurement.objects.get(pk=into.pk)
    old.pk, old.public_id, old._state.adding = None, "", True
    old.status, old.published_by, old.published_editors = "draft", None, []
    old.save()
    old.refresh_from_db()
    monkeypatch.setattr(Measurement, "doubts", ["It is implausible."])
    into.flags.all().delete()
    request = merging(old, into, ada)
    assert outcomes.Proposal(request, old).doubts == ["It is implausible."]
    with pytest.raises(ValidationError, match="Unanswered"):
        change_requests.accept(request, by=grace, seen=old.revision)
    change_requests.accept(request, by=grace, seen=old.revision, answered=["It is implausible."])
