"""History in the open: who, when, why, what, which review; every version has an address and can be proposed again."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from mgdb import review
from mgdb.models import ChangeRequest, Material, Measurement
from mgdb.records import SECTIONS
from mgdb.review import change_requests
from mgdb.review.difference import plain
from mgdb.review.history import changes_of
from mgdb.review.readings import form_of
from mgdb.review.versions import form_at, published_revisions
from tests.admin.browsers_part import shown
from tests.review.people import person, proposed, published_value

pytestmark = pytest.mark.usefixtures("committed_db")


def fresh(record):
    return type(record)._base_manager.get(pk=record.pk)


@pytest.fixture
def changed(committed_db) -> tuple[Measurement, User, User]:
    """A value that ada proposed to change and rosalind accepted."""
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    record = published_value()
    change_requests.accept(proposed(record, ada, "999", "Table 1 prints 999."), by=rosalind, seen=record.revision)
    return fresh(record), ada, rosalind


def test_the_form_of_the_present_revision_is_the_form_of_the_record(committed_db):
    for record_type in SECTIONS.values():
        for record in record_type.model._base_manager.filter(status="published").order_by("pk")[:3]:
            assert form_at(record, record.revision) == plain(form_of(record)), record.public_id
    material = Material.objects.filter(electrolyte__components__isnull=False, defects__isnull=True).first()
    assert form_at(material, material.revision) == plain(form_of(material))


def test_the_history_says_who_why_what_and_which_review(changed):
    record, _, _ = changed
    change = next(one for one in changes_of(record) if one.row == "report")
    assert (change.who, change.decision, change.why) == ("ada", "accepted by rosalind", "Table 1 prints 999.")
    assert change.revision == record.revision == 2
    public = next(one for one in changes_of(record, public=True) if one.row == "report")
    assert (public.who, public.decision) == ("a contributor", "accepted by a reviewer")
    assert ("value as printed", "999") in [(name, new) for name, _, new in public.columns]


def test_the_public_history_names_people_as_they_chose(changed):
    record, ada, _ = changed
    client = Client()
    client.force_login(ada)
    form = shown(client.get(reverse("admin:account")))
    assert client.post(reverse("admin:account"), form | {"public_name": "A. Lovelace"}).status_code == 302
    assert "A. Lovelace" in {one.who for one in changes_of(record, public=True)}


@pytest.mark.parametrize("name", ["emmy", "Ada\u202eL.", "Ada\u3164L.", "MgDB team"])
def test_nobody_takes_another_name_a_role_or_one_with_unseen_signs(changed, name):
    _, ada, _ = changed
    person("emmy", "reviewer")
    client = Client()
    client.force_login(ada)
    form = shown(client.get(reverse("admin:account")))
    assert client.post(reverse("admin:account"), form | {"public_name": name}).status_code == 200
    assert not User.objects.filter(account__public_name=name).exists()


def test_a_version_has_a_page_and_an_answer_of_the_api(changed):
    record, _, _ = changed
    before = record.reports.first().printed_value
    assert published_revisions(record) == [1, 2]
    page = Client().get(f"/versions/{record.public_id}/2/").content.decode()
    assert "What it says otherwise than revision 1" in page
    assert before in page
    answer = Client().get(f"/api/v1/versions/{record.public_id}/1/").json()
    assert answer["revisions"] == [1, 2]
    assert answer["form"]["reports"][0]["printed_value"] != "999"
    second = Client().get(f"/api/v1/versions/{record.public_id}/2/").json()
    assert second["changes"][0]["reason"] == "Table 1 prints 999."
    assert {one["review"] for one in second["changes"]} == {"accepted by a reviewer"}


def answer_of(record, **headers):
    return Client().get(f"/api/v1/measurements/{record.public_id}/", headers=headers)


def test_answer_page_and_version_are_of_one_revision_at_once(changed):
    """Also after a change of a part alone, whichever way it was written: no answer outlives what it says."""
    record, _, _ = changed
    seen = answer_of(record)
    path = f"/measurements/{record.public_id}/"
    Client().get(path)
    for printed in ("998", "997"):
        etag, last = seen["ETag"], seen.json()
        record.reports.filter(pk=record.reports.first().pk).update(printed_value=printed)
        record = fresh(record)
        assert answer_of(record, **{"If-None-Match": etag}).status_code == 200
        seen = answer_of(record)
        said = seen.json()
        assert (said["revision"], said["reports"][0]["printed_value"]) == (last["revision"] + 1, printed)
        assert said["updated_at"] >= last["updated_at"]
        assert said["updated_at"] == f"{record.revised_at:%Y-%m-%dT%H:%M:%SZ}"
        assert record.revision == said["revision"] == published_revisions(record)[-1]
        page = " ".join(Client().get(path).content.decode().split())
        assert f"revision {said['revision']} of" in page
        version = Client().get(f"/api/v1/versions/{record.public_id}/{said['revision']}/").json()
        assert version["form"]["reports"][0]["printed_value"] == printed
        assert answer_of(record, **{"If-None-Match": seen["ETag"]}).status_code == 304


def test_what_is_no_version_says_which_there_are(changed):
    record, _, _ = changed
    for path in (f"/versions/{record.public_id}/7/", "/versions/mea-0000000/1/", "/versions/def-0000000/1/"):
        assert Client().get(path).status_code == 404, path
        assert Client().get(f"/api/v1{path}").status_code == 404, path
    assert "it has 1, 2" in Client().get(f"/api/v1/versions/{record.public_id}/7/").json()["detail"]


def test_what_was_never_public_has_no_public_version(committed_db):
    ada = person("ada", "contributor")
    material = Material()
    source = published_value().source.public_id
    form = {"name": "A draft", "source": source, "roles": ["cathode"]}
    review.apply(material, form, lambda model, key: model._base_manager.get(public_id=key), by=ada)
    assert Client().get(f"/versions/{material.public_id}/1/").status_code == 404
    assert Client().get(f"/api/v1/versions/{material.public_id}/1/").status_code == 404


def test_an_earlier_version_is_proposed_again(changed):
    record, ada, _ = changed
    first = form_at(record, 1)
    client = Client()
    client.force_login(ada)
    data = {"action": "again_selected", "_selected_action": [record.pk], f"seen-{record.pk}": 2, "revision": "1"}
    client.post(reverse("admin:mgdb_measurement_changelist"), data)
    request = ChangeRequest.objects.open().get()
    assert request.form == first
    assert request.reason == "As it was in revision 1."
