"""A form that is sent twice is written once, whichever page it stands on."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from mgdb import sent_forms
from mgdb.models import ApiToken, ChangeRequest, Job, Material, SentForm, Source
from tests.admin.browsers_part import filled
from tests.admin.conftest import person

KEY = re.compile(r'name="form_key" value="([^"]+)"')


def keys(response) -> list[str]:
    """The keys of the forms of a page, in their order."""
    return KEY.findall(response.content.decode())


def said(response) -> str:
    return " ".join(map(str, get_messages(response.wsgi_request)))


@pytest.fixture
def ada(db):
    return person("ada", "contributor")


@pytest.fixture
def new_material(ada):
    """The address of the empty form of a material, and what a browser sends back of it, filled in."""
    address = reverse("admin:mgdb_material_add")
    page = ada.get(address)
    values = {"name": "Sent twice", "source": Source.objects.published().first().pk, "roles": ["cathode"]}
    return address, filled(page) | values | {"form_key": keys(page)[-1]}


def test_each_form_of_a_page_has_a_key_of_its_own(ada):
    record = Material.objects.published().first()
    found = keys(ada.get(reverse("admin:mgdb_material_change", args=[record.pk])))
    assert len(found) == len(set(found)) >= 2


def test_the_second_answer_leads_to_what_the_first_one_wrote(ada, new_material):
    address, data = new_material
    first, second = ada.post(address, data), ada.post(address, data)
    assert Material.objects.filter(name="Sent twice").count() == 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert "written once" in said(second)
    assert first.cookies[sent_forms.COOKIE].value == second.cookies[sent_forms.COOKIE].value == data["form_key"]


def test_what_was_refused_may_be_sent_again(ada, new_material):
    address, data = new_material
    assert ada.post(address, data | {"name": ""}).status_code == 200
    assert not SentForm.objects.exists()
    assert ada.post(address, data).status_code == 302


def test_what_was_changed_after_it_was_sent_comes_back_filled_and_is_not_written(ada, new_material):
    address, data = new_material
    ada.post(address, data)
    response = ada.post(address, data | {"name": "Another after the back button"})
    assert response.status_code == 200
    page = response.content.decode()
    assert 'value="Another after the back button"' in page
    assert "was sent before" in page
    assert not Material.objects.filter(name__startswith="Another").exists()
    knowingly = data | {"name": "Another after the back button", "form_key": keys(response)[-1]}
    assert ada.post(address, knowingly).status_code == 302
    assert Material.objects.filter(name__in=("Sent twice", "Another after the back button")).count() == 2


def test_somebody_elses_key_is_none(ada, new_material):
    address, data = new_material
    ada.post(address, data)
    other = person("emmy", "contributor")
    assert "already" in str(other.post(address, data).context["errors"])  # the name, not the key


def test_a_step_is_taken_once_and_what_did_nothing_may_be_tried_again(ada):
    record = Material.objects.create(
        name="One step", source=Source.objects.published().first(), roles=["cathode"], entered_by=ada.user
    )
    address = reverse("admin:mgdb_material_changelist")
    page = ada.get(reverse("admin:mgdb_material_change", args=[record.pk]))
    data = {"action": "submit_selected", "_selected_action": [record.pk], "from_page": "record"}
    data |= {"form_key": keys(page)[1], f"seen-{record.pk}": record.revision + 1}
    assert "1 material not handed in" in said(ada.post(address, data))
    data[f"seen-{record.pk}"] = record.revision
    assert "1 material handed in" in said(ada.post(address, data))
    again = ada.post(address, data)
    assert "written once. 1 material handed in" in said(again)
    assert "Only a draft" not in said(again)


def test_a_secret_that_is_shown_once_is_made_once(ada):
    address = reverse("admin:mgdb_apitoken_add")
    data = {"name": "a script", "days": 30, "form_key": keys(ada.get(address))[-1]}
    assert b"mgdb_" in ada.post(address, data).content
    assert ada.post(address, data)["Location"] == reverse("admin:mgdb_apitoken_changelist")
    assert ApiToken.objects.count() == 1


def test_a_long_file_is_asked_for_once(client, db):
    address = f"{reverse('export')}?list=materials&format=csv"
    data = {"list": "materials", "format": "csv", "question": "", "form_key": keys(client.get(address))[0]}
    first, second = client.post(reverse("export"), data), client.post(reverse("export"), data)
    assert first["Location"] == second["Location"]
    assert Job.objects.filter(kind=Job.Kind.EXPORT_LIST).count() == 1


def test_leaving_is_no_write_and_is_done_each_time(ada):
    data = {"form_key": keys(ada.get(reverse("admin:index")))[0]}
    ada.post(reverse("admin:logout"), data)
    assert ada.get(reverse("admin:index")).status_code == 302
    assert not SentForm.objects.exists()


def test_old_keys_are_forgotten(db):
    SentForm.objects.create(key="old", content="", at=timezone.now() - sent_forms.KEPT - timedelta(days=1))
    SentForm.objects.create(key="new", content="")
    assert sent_forms.forget() == 1
    assert list(SentForm.objects.values_list("key", flat=True)) == ["new"]


def test_two_at_the_same_moment_make_one_request(committed_db):
    from django.db import connection

    ada = person("ada", "contributor")
    record = Material.objects.published().first()
    address = reverse("admin:mgdb_material_change", args=[record.pk])
    page = ada.get(address)
    data = filled(page) | {"remarks": "Read again.", "reason": "Table 1.", "form_key": keys(page)[-1]}
    answers = []

    def send() -> None:
        answers.append(ada.post(address, data))
        connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert ChangeRequest.objects.count() == 1
