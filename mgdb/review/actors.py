"""Who acts: a user, or the loader that an operator runs. What each may do is said here, for every interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from mgdb.models import Record


@dataclass(frozen=True)
class Operator:
    """A machine identity: whoever may run commands on the server acts by it."""

    name: str


OPERATOR = Operator("load_dataset")
Actor: TypeAlias = "User | Operator"


class NotAllowed(ValidationError):
    """This person may not do this; the message says who may."""


def user_of(by: Actor) -> User | None:
    """The person behind `by`; None for the operator's loader."""
    return None if isinstance(by, Operator) else by


def context_of(by: Actor) -> dict[str, Any]:
    """What the history notes of who acts."""
    return {"operator": by.name} if isinstance(by, Operator) else {"user": by.pk}


def may(by: Actor, action: str, model: type[Record]) -> bool:
    """Whether `by` has the permission for `action` (“add”, “change”, “publish”, “withdraw”) on records of `model`."""
    return isinstance(by, Operator) or bool(by.is_active and by.has_perm(f"mgdb.{action}_{model._meta.model_name}"))


def require(by: Actor, action: str, model: type[Record]) -> None:
    """NotAllowed unless `by` may do `action` on records of `model`."""
    if not may(by, action, model):
        whose = "a reviewer’s" if action in ("publish", "withdraw") else "a contributor’s"
        raise NotAllowed(f"{by} may not do this; it is {whose} task.")


def writers(record: Record) -> set[int]:
    """Who entered `record`, and who wrote to it since it was last published."""
    return {*record.editors, *([record.entered_by_id] if record.entered_by_id else [])}


def is_author(by: Actor, record: Record) -> bool:
    """Whether `by` entered `record` or wrote to it since it was last published."""
    user = user_of(by)
    return user is not None and user.pk in writers(record)


def is_alone(by: Actor, record: Record) -> bool:
    """Whether nobody else has entered or edited `record`."""
    user = user_of(by)
    return user is not None and bool(record.entered_by_id == user.pk and set(record.editors) <= {user.pk})


def writes_in_place(by: Actor, record: Record) -> bool:
    """Whether `by` may write to the stored `record` itself; what others read takes a change request."""
    if isinstance(by, Operator):
        return True
    if not may(by, "change", type(record)):
        return False
    if record.status == "in_review":
        return is_author(by, record) or may(by, "publish", type(record))
    return bool(record.status == "draft")


def second_person(by: Actor, authors: set[int], doing: str, did: str = "entered or edited it") -> bool:
    """Whether `by` decides alone about what they wrote themselves, which only MGDB_SELF_REVIEW allows; else NotAllowed.

    `doing`: “published”, “accepted”; `did`: what made `authors` those of it.
    """
    user = user_of(by)
    if user is None or user.pk not in authors:
        return False
    if not settings.SELF_REVIEW:
        raise NotAllowed(f"It is not {doing} by {user}, who {did}; a second person decides.")
    return True
