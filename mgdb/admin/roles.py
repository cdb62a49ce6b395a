"""The three roles as groups of permissions. They follow the code at every `migrate`; for exceptions make another group.

A contributor enters and corrects what is not published yet, and proposes changes of what is. A reviewer also publishes
and accepts what others wrote. An administrator also gives roles. Nobody deletes a record that was public: its id stays,
and says why it was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db.models import Model, Q
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from mgdb.models import Record
from mgdb.records import RECORD_TYPES, Part

CONTRIBUTOR, REVIEWER, ADMINISTRATOR = "contributor", "reviewer", "administrator"
ROLES = (CONTRIBUTOR, REVIEWER, ADMINISTRATOR)
APPS = ("mgdb", "auth")
# Beside the records: an import is a job, a program's token is its maker's. What only programs write is looked at.
WORK = (
    "add_job", "view_job", "view_workerheartbeat", "view_datasetfile", "view_datasetentry", "view_catalogueentry",
    "view_changerequest", "view_recordedreading", "view_answeredfinding", "view_problem", "view_finding",
    "add_apitoken", "view_apitoken",
)  # fmt: skip
PEOPLE = ("add_invitation", "view_invitation", "view_signin")
ACCOUNTS = ("add_user", "change_user", "view_user", "view_group")


def written_models() -> set[type[Model]]:
    """The tables that people write: those of records and of their parts. Every other table is written by programs."""

    def of(parts: Iterable[Part]) -> Iterator[type[Model]]:
        for part in parts:
            yield part.model
            yield from of(part.parts)

    return {record_type.model for record_type in RECORD_TYPES} | {
        model for record_type in RECORD_TYPES for model in of(record_type.parts)
    }


def permissions_of(role: str) -> Q:
    """Which permissions `role` has."""
    names: set[str] = set(WORK)
    for model in written_models():
        actions = {"add", "change", "view"} if issubclass(model, Record) else {"add", "change", "view", "delete"}
        if issubclass(model, Record) and role != CONTRIBUTOR:
            actions |= {"publish", "withdraw"}
        names |= {f"{action}_{model._meta.model_name}" for action in actions}
    if role == ADMINISTRATOR:
        names |= set(PEOPLE)
    ours = Q(content_type__app_label="mgdb", codename__in=names)
    return ours | Q(content_type__app_label="auth", codename__in=ACCOUNTS) if role == ADMINISTRATOR else ours


@receiver(post_migrate, dispatch_uid="mgdb.admin.roles")
def follow_the_code(sender: Any, using: str = "default", verbosity: int = 1, **_: Any) -> None:
    """Gives the groups their permissions, once the tables of the last app stand."""
    if sender.label not in APPS or not apps.is_installed("django.contrib.auth"):
        return
    from django.contrib.auth.models import Group, Permission

    create_permissions(sender, using=using, verbosity=0)
    for role in ROLES:
        group, _created = Group.objects.using(using).get_or_create(name=role)
        wanted = Permission.objects.using(using).filter(permissions_of(role), content_type__app_label=sender.label)
        other = group.permissions.exclude(content_type__app_label=sender.label)
        group.permissions.set([*other, *wanted])
