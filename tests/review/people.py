"""People of every role, for tests of who may do what."""

from __future__ import annotations

from django.contrib.auth.models import Group, User


def person(name: str, role: str) -> User:
    """A new active staff member of `role`."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set([Group.objects.get(name=role)])
    return User.objects.get(pk=user.pk)  # permissions are remembered by the instance
