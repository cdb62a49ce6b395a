"""The three roles as groups of permissions. They follow the code at every `migrate`; for exceptions make another group.

A contributor enters and corrects what is not published yet, and proposes changes of what is. A reviewer also publishes
and accepts what others wrote. An administrator also gives roles. Nobody deletes a record that was public: its id stays,
and says why it was withdrawn.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db.models import Q
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from pghistory.models import Event

from mgdb.models import Record

CONTRIBUTOR, REVIEWER, ADMINISTRATOR = "contributor", "reviewer", "administrator"
APPS = ("mgdb", "auth", "authtoken")
BOOKKEEPING = (
    "datasetentry",
    "datasetfile",
    "catalogueentry",
    "workerheartbeat",
    "job",
    "changerequest",
    "recordedreading",
)


def permissions_of(role: str) -> Q:
    """Which permissions `role` has."""
    models = list(apps.get_app_config("mgdb").get_models())
    records = [model._meta.model_name for model in models if issubclass(model, Record)]
    written_by_machinery = [model._meta.model_name for model in models if issubclass(model, Event)] + [*BOOKKEEPING]
    kept = [f"delete_{name}" for name in (*records, *written_by_machinery)]
    kept += [f"{action}_{name}" for name in written_by_machinery for action in ("add", "change")]
    ours = Q(content_type__app_label="mgdb") & ~Q(codename__in=kept)
    judging = Q(codename__startswith="publish_") | Q(codename__startswith="withdraw_")
    entering = ours & ~judging | Q(content_type__app_label="mgdb", codename="add_job")
    if role == CONTRIBUTOR:
        return entering
    if role == REVIEWER:
        return entering | ours
    return entering | ours | Q(content_type__app_label__in=("auth", "authtoken")) & ~Q(codename__endswith="_permission")


@receiver(post_migrate, dispatch_uid="mgdb.admin.roles")
def follow_the_code(sender: Any, using: str = "default", verbosity: int = 1, **_: Any) -> None:
    """Gives the groups their permissions, once the tables of the last app stand."""
    if sender.label not in APPS or not apps.is_installed("django.contrib.auth"):
        return
    from django.contrib.auth.models import Group, Permission

    create_permissions(sender, using=using, verbosity=0)
    for role in (CONTRIBUTOR, REVIEWER, ADMINISTRATOR):
        group, _created = Group.objects.using(using).get_or_create(name=role)
        wanted = Permission.objects.using(using).filter(permissions_of(role), content_type__app_label=sender.label)
        other = group.permissions.exclude(content_type__app_label=sender.label)
        group.permissions.set([*other, *wanted])
