"""Passwords: they know whose they are, and in production nobody works with one that somebody else chose."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from mgdb.accounts import passwords
from mgdb.models import Account
from tests.admin.conftest import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    [
        "adalovelace1843x",
        "xx-Lovelace-1843",
        "xxLOVELACE1843xx",
        "Byron-4-ever-and-ever",
        "löveläce-and-more-1",
        "mgdb-is-the-best-1",
    ],
)
def test_a_password_with_a_name_in_it_is_refused(password):
    user = User(username="ada.lovelace", first_name="Ada", last_name="Lovelace", email="byron@example.org")
    with pytest.raises(ValidationError, match="which whoever knows the account tries first"):
        validate_password(password, user)


def test_a_password_without_is_taken():
    validate_password("correct horse battery staple", User(username="ada", first_name="Ada", last_name="Li"))


def change(client, old, new):
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("admin:password_change"), data)


def test_in_production_a_given_password_is_replaced_before_any_work(settings):
    settings.OWN_PASSWORD_REQUIRED = True
    client, page = person("ada", "contributor"), reverse("admin:mgdb_measurement_changelist")
    client.user.set_password("a given password 1")
    client.user.save()
    client.force_login(client.user)
    assert client.get(page).url == f"{reverse('admin:password_change')}?next=%2Fadmin%2Fmgdb%2Fmeasurement%2F"
    assert client.get(reverse("admin:password_change")).status_code == 200
    same = change(client, "a given password 1", "a given password 1")
    assert "This is the password that you have" in same.content.decode()
    assert change(client, "a given password 1", "correct horse battery").status_code == 302
    assert client.get(page).status_code == 200


def test_locally_a_given_password_is_enough():
    assert person("ada", "contributor").get(reverse("admin:index")).status_code == 200


def test_a_password_that_an_administrator_sets_is_to_be_replaced(administrator):
    ada = User.objects.create_user("ada", is_staff=True)
    passwords.set_by_owner(ada)
    address = reverse("admin:auth_user_password_change", args=[ada.pk])
    data = {"password1": "correct horse battery", "password2": "correct horse battery", "usable_password": "true"}
    assert administrator.post(address, data).status_code == 302
    assert Account.objects.get(user=ada).password_set_at is None
