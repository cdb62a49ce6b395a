"""Who may open which page of the admin."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from mgdb.admin.login import ATTEMPTS

from .conftest import person

pytestmark = pytest.mark.django_db
PAGES = [
    ("admin:index", 302, 200, 200, 200),
    ("admin:mgdb_measurement_add", 302, 200, 200, 200),
    ("admin:import_dataset", 302, 200, 200, 200),
    ("admin:mgdb_job_changelist", 302, 200, 200, 200),
    ("admin:auth_user_changelist", 302, 403, 403, 200),
    ("admin:auth_user_add", 302, 403, 403, 200),
    ("admin:auth_group_add", 302, 403, 403, 403),
    ("admin:authtoken_tokenproxy_changelist", 302, 403, 403, 403),
]


@pytest.mark.parametrize(("page", "stranger", "ada", "rosalind", "grace"), PAGES, ids=[page[0] for page in PAGES])
def test_each_role_opens_its_pages(page, stranger, ada, rosalind, grace, contributor, reviewer, administrator):
    found = [client.get(reverse(page)).status_code for client in (Client(), contributor, reviewer, administrator)]
    assert found == [stranger, ada, rosalind, grace]


def test_a_staff_member_without_a_role_sees_no_record(db):
    client = person("nobody")
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("admin:mgdb_measurement_changelist")).status_code == 403
    assert client.get(reverse("admin:import_dataset")).status_code == 403


def test_who_left_the_staff_is_sent_to_the_login(contributor):
    User.objects.filter(username="ada").update(is_staff=False)
    assert contributor.get(reverse("admin:mgdb_measurement_changelist")).status_code == 302


def test_no_role_may_delete_a_record(db):
    for group in Group.objects.filter(name__in=("contributor", "reviewer", "administrator")):
        names = set(group.permissions.values_list("codename", flat=True))
        assert not {"delete_measurement", "delete_material", "delete_source", "delete_job", "change_job"} & names
        assert {"add_measurement", "delete_report", "view_job"} <= names
    assert Group.objects.get(name="reviewer").permissions.filter(codename="publish_measurement").exists()
    assert not Group.objects.get(name="contributor").permissions.filter(codename="publish_measurement").exists()


def test_an_administrator_cannot_make_or_change_a_superuser(administrator, superuser):
    other = User.objects.create_user("other")
    address = reverse("admin:auth_user_change", args=[other.pk])
    assert "is_superuser" not in administrator.get(address).context["adminform"].form.fields
    administrator.post(address, {"username": "other", "is_superuser": "on", "is_active": "on"})
    other.refresh_from_db()
    assert not other.is_superuser
    theirs = reverse("admin:auth_user_change", args=[superuser.user.pk])
    assert administrator.post(theirs, {"username": "taken"}).status_code == 403
    assert administrator.get(reverse("admin:auth_user_password_change", args=[superuser.user.pk])).status_code == 403


def test_a_name_with_too_many_wrong_passwords_must_wait(db):
    cache.clear()
    User.objects.create_user("ada", password="a right password", is_staff=True)
    client, address = Client(), reverse("admin:login")
    for _ in range(ATTEMPTS):
        assert "Too many" not in client.post(address, {"username": "ada", "password": "wrong"}).content.decode()
    good = {"username": "ada", "password": "a right password"}
    assert "Too many wrong passwords" in client.post(address, good).content.decode()
    assert client.post(address, good | {"username": "grace"}).status_code == 200  # another name is not held up
    cache.clear()
    assert client.post(address, good).status_code == 302
