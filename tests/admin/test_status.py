"""A status changes by review alone, by those who may, and with a reason where one is due."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from mgdb import review
from mgdb.models import ChangeRequest, Material, Measurement, Source
from mgdb.review.outcomes import record_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return Material.objects.create(name="VS4 on foam", source=Source.objects.published().first(), roles=["cathode"])


def act(client, name, *records, **data):
    address = reverse(f"admin:mgdb_{records[0]._meta.model_name}_changelist")
    seen = {f"seen-{r.pk}": type(r)._base_manager.get(pk=r.pk).revision for r in records}
    return client.post(address, {"action": name, "_selected_action": [r.pk for r in records], **seen, **data})


def submitted(record, client):
    review.submit(record, by=client.user, seen=record.revision)


def decide(client, request, name, **data):
    record = record_of(request)
    address = reverse("admin:mgdb_changerequest_change", args=[request.pk])
    return client.post(address, {name: "1", f"seen-{record.pk}": record.revision, **data})


def said(response) -> str:
    return " ".join(map(str, get_messages(response.wsgi_request)))


def status(record) -> str:
    record.refresh_from_db()
    return record.status


def test_a_draft_goes_its_way_to_the_public(contributor, reviewer, draft):
    act(contributor, "submit_selected", draft)
    assert status(draft) == "in_review"
    response = act(reviewer, "publish_selected", draft)
    assert status(draft) == "published"
    assert "1 material published." in said(response)


def test_a_contributor_does_not_publish_or_withdraw(contributor, draft):
    submitted(draft, contributor)
    act(contributor, "publish_selected", draft)
    act(contributor, "withdraw_selected", draft, confirmed="yes", reason="mine")
    assert status(draft) == "in_review"


def test_a_draft_is_not_published_past_review(reviewer, draft):
    response = act(reviewer, "publish_selected", draft)
    assert status(draft) == "draft"
    assert "handed in for review" in said(response)


def test_what_refers_to_an_unpublished_record_is_not_published(contributor, reviewer, draft):
    source = Source.objects.create(title="New", year=2024)
    material = Material.objects.create(name="MnO2", source=source, roles=["cathode"])
    submitted(material, contributor)
    response = act(reviewer, "publish_selected", material)
    assert status(material) == "in_review"
    assert "publish it first" in said(response)


def test_each_of_several_stands_for_itself(contributor, reviewer, draft):
    good = Material.objects.create(name="VS4 on foil", source=draft.source, roles=["cathode"])
    submitted(good, contributor)
    response = act(reviewer, "publish_selected", draft, good)
    assert (status(draft), status(good)) == ("draft", "published")
    assert draft.public_id in said(response)


def test_withdrawing_asks_for_a_reason_and_a_second_person(contributor, reviewer):
    record = Measurement.objects.published().first()
    page = act(reviewer, "withdraw_selected", record)
    assert page.status_code == 200
    assert b'name="reason"' in page.content
    assert "Say why" in act(reviewer, "withdraw_selected", record, confirmed="yes", reason="  ").content.decode()
    act(reviewer, "withdraw_selected", record, confirmed="yes", reason="Entered twice.")
    assert status(record) == "published"
    request = ChangeRequest.objects.get()
    assert (request.kind, request.reason, request.author.username) == ("withdraw", "Entered twice.", "rosalind")
    assert "second person decides" in said(decide(reviewer, request, "accept"))
    assert status(record) == "published"


def test_a_withdrawn_record_keeps_its_row_says_why_and_can_be_reinstated(contributor, reviewer):
    record = Measurement.objects.published().first()
    act(contributor, "withdraw_selected", record, confirmed="yes", reason="Entered twice.")
    decide(reviewer, ChangeRequest.objects.get(), "accept")
    assert status(record) == "withdrawn"
    assert record.withdrawn_reason == "Entered twice."
    page = reviewer.get(reverse("admin:mgdb_measurement_change", args=[record.pk])).content.decode()
    assert "Withdrawn: Entered twice." in page
    assert 'name="_save"' not in page
    act(contributor, "reinstate_selected", record, confirmed="yes", reason="It was not entered twice.")
    assert status(record) == "withdrawn"
    decide(reviewer, ChangeRequest.objects.open().get(), "accept")
    assert (status(record), record.withdrawn_reason) == ("published", "")


def test_what_others_refer_to_is_not_withdrawn(contributor, reviewer):
    source = Source.objects.published().filter(measurements__status="published").first()
    act(contributor, "withdraw_selected", source, confirmed="yes", reason="No longer wanted.")
    response = decide(reviewer, ChangeRequest.objects.get(), "accept")
    assert status(source) == "published"
    assert "refer to it" in said(response)


def test_a_step_taken_on_a_record_leads_back_to_it(contributor, draft):
    response = act(contributor, "submit_selected", draft, from_page="record")
    assert response.url == reverse("admin:mgdb_material_change", args=[draft.pk])


def test_no_form_changes_a_status(contributor, draft):
    address = reverse("admin:mgdb_material_change", args=[draft.pk])
    form = contributor.get(address).context["adminform"].form
    assert not {"status", "revision", "public_id", "withdrawn_reason"} & set(form.fields)


@pytest.mark.parametrize("name", ["reviewer", "superuser"])
def test_nobody_deletes_a_record(name, request, draft):
    client = request.getfixturevalue(name)
    assert client.get(reverse("admin:mgdb_material_delete", args=[draft.pk])).status_code == 403
    act(client, "delete_selected", draft, post="yes")
    act(client, "discard_selected", draft)  # somebody else's
    assert Material.objects.filter(pk=draft.pk).exists()
