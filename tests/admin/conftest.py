"""People who use the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


def person(name: str, *roles: str, **attributes: Any) -> Client:
    """A client logged in as a new staff member of `roles`."""
    from django.contrib.auth.models import Group, User  # this file is read before Django is set up

    user = User.objects.create_user(name, password=None, is_staff=True, **attributes)
    user.groups.set(Group.objects.filter(name__in=roles))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def contributor(db) -> Client:
    return person("ada", "contributor")


@pytest.fixture
def reviewer(db) -> Client:
    return person("rosalind", "reviewer")


@pytest.fixture
def administrator(db) -> Client:
    return person("grace", "administrator")


@pytest.fixture
def superuser(db) -> Client:
    return person("root", is_superuser=True)
