"""The status machine: draft → in review → published → withdrawn. Only here does a status change.

Each step takes who takes it and which revision they saw. What was published changes by change requests
(`review.change_requests`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError

from mgdb.models import AnsweredFinding, ChangeRequest, DatasetEntry, Record, RecordedReading, ReviewNote, Source
from mgdb.projection import filling
from mgdb.records import type_of

from . import batches
from .actors import Actor, NotAllowed, Operator, context_of, is_alone, is_author, may, require, second_person, user_of
from .doubts import settle
from .locking import StaleRevision, lock_seen
from .notes import Step, note, said
from .publication import dependants, impossible, lock, not_public, references, rows_of


@transaction.atomic
def submit(record: Record, *, by: Actor, seen: int | None, comment: str = "") -> None:
    """Hands a draft to the reviewers; ValidationError when it refers to what was withdrawn and can never be public."""
    require(by, "change", type(record))
    lock_seen(record, seen)
    if record.status != "draft":
        raise ValidationError(f"Only a draft is handed in for review; this record is {record.get_status_display()}.")
    withdrawn = [
        f"{other.type_name()} {other.public_id}" for other in references(record) if other.status == "withdrawn"
    ]
    if withdrawn:
        raise ValidationError(
            f"It refers to what was withdrawn: {'; '.join(withdrawn)}. Change these references first."
        )
    _change(record, by, status="in_review")
    note(record.public_id, Step.HANDED_IN, by, comment)


@transaction.atomic
def send_back(record: Record, *, by: Actor, seen: int | None, comment: str = "") -> None:
    """Makes what was handed in a draft again: its author takes it back, or a reviewer returns it and says why."""
    lock_seen(record, seen)
    if is_author(by, record):
        _to_draft(record, Step.TAKEN_BACK, by, comment)
    else:
        require(by, "publish", type(record))
        _to_draft(record, Step.RETURNED, by, said(comment))


@transaction.atomic
def reject(record: Record, *, by: Actor, seen: int | None, comment: str) -> None:
    """Refuses what was handed in, and says why: it is its author's draft again, to change or to discard."""
    require(by, "publish", type(record))
    lock_seen(record, seen)
    _to_draft(record, Step.REJECTED, by, said(comment))


def _to_draft(record: Record, step: str, by: Actor, comment: str) -> None:
    if record.status != "in_review":
        raise ValidationError(f"Only what is in review is returned; this record is {record.get_status_display()}.")
    _change(record, by, status="draft")
    note(record.public_id, step, by, comment)


@transaction.atomic
def publish(record: Record, *, by: Actor, seen: int | None, answered: Collection[str] = (), comment: str = "") -> None:
    """Makes `record` public.

    Refused while something that it or a part of it refers to is not public, when a value is impossible, while a doubt
    is unanswered (`answered`: those that `by` answers “as printed”), when it was not handed in, and to whoever entered
    or edited it (NotAllowed). The operator's loader publishes what no person wrote.
    """
    require(by, "publish", type(record))
    rows = rows_of(record)
    others = references(record, rows)
    lock([record, *others])  # so that nothing of it is withdrawn at the same moment
    lock_seen(record, seen)
    stored = cast("Record", rows[0])
    if stored.revision != record.revision:  # saved between the two
        raise StaleRevision(record, stored.revision)
    authors = set(record.editors)
    if isinstance(by, Operator):
        if authors:
            raise NotAllowed("A person wrote it; a reviewer publishes it, not a command.")
    elif record.status != "in_review":
        raise ValidationError(
            f"it is {record.get_status_display()}; only a record that was handed in for review is published."
        )
    alone = second_person(by, authors, "published")
    if reasons := [*not_public(others), *impossible(record, rows)]:
        raise ValidationError(reasons)
    if not isinstance(by, Operator):
        settle(record, answered, by, stored)
    _change(
        record,
        by,
        status="published",
        withdrawn_reason="",
        published_by=user_of(by),
        self_reviewed=alone,
    )
    if isinstance(record, Source):
        Source.objects.assign_keys()
    if not isinstance(by, Operator):
        note(record.public_id, Step.PUBLISHED, by, comment)


@transaction.atomic
def withdraw(record: Record, reason: str, *, by: Actor, seen: int | None) -> None:
    """Takes a published record back; its id stays and says why. ValidationError without a reason or while others refer
    to it.

    A command does so at once; a person proposes it (`review.propose`), and a second one accepts.
    """
    if not isinstance(by, Operator):
        raise NotAllowed("One person alone withdraws nothing: propose it, and a second person accepts.")
    lock_seen(record, seen)
    withdraw_locked(record, reason, by)


def withdraw_locked(record: Record, reason: str, by: Actor) -> None:
    """As `withdraw`, for a locked row; the caller knows that two people want it."""
    why = "Say why the record is withdrawn; its address will show it."
    reason = said(reason, "withdrawn_reason", missing=why)
    if record.status == "withdrawn":
        raise ValidationError("It is withdrawn already.")
    named = [f"{other.type_name()} {other.public_id} ({other})" for other in dependants(record)]
    if named:
        raise ValidationError(f"Published records refer to it: {'; '.join(named)}. Withdraw these first.")
    _change(record, by, status="withdrawn", withdrawn_reason=reason)


@transaction.atomic
def discard(record: Record, *, by: Actor, seen: int | None) -> None:
    """Deletes a draft that `by` alone wrote: it was never public, so that no id has to stay."""
    lock_seen(record, seen)
    if record.status != "draft":
        raise ValidationError(f"Only a draft is discarded; this record is {record.get_status_display()}.")
    if not is_alone(by, record):
        raise NotAllowed("Only who alone entered and edited a draft discards it.")
    public_id = record.public_id
    try:
        with pghistory.context(**context_of(by)):
            record.delete()
    except ProtectedError as error:
        named = ", ".join(sorted({str(getattr(row, "public_id", row)) for row in error.protected_objects})[:5])
        raise ValidationError(f"Others refer to it: {named}. Change or discard these first.") from error
    _forget([public_id])


@transaction.atomic
def discard_together(drafts: Sequence[tuple[Record, int | None]], *, by: Actor) -> None:
    """As `discard`, for many drafts with the revisions that were seen, in few statements: all of them or none.

    What refers comes before what it refers to. ValidationError where one of them is refused, which `discard` names.
    """
    found: dict[type[Model], dict[object, int | None]] = {}
    for record, seen in drafts:
        found.setdefault(type_of(type(record)).model, {})[record.pk] = seen
    for model, own in found.items():
        rows = model._base_manager.filter(pk__in=own).order_by("pk")
        columns = ("public_id", "status", "revision", "editors", "entered_by")
        locked = rows.only(*columns).select_for_update(of=("self",), no_key=True)
        stored = [record for record in locked if isinstance(record, Record)]
        as_seen = len(stored) == len(own) and all(record.revision == own[record.pk] for record in stored)
        if not as_seen or any(record.status != "draft" or not is_alone(by, record) for record in stored):
            raise ValidationError("One of them is no draft of its author alone, or was saved or discarded meanwhile.")
        try:
            with pghistory.context(**context_of(by)):
                rows.delete()
        except ProtectedError as error:
            raise ValidationError("Others refer to one of them.") from error
        _forget([record.public_id for record in stored])


def _forget(public_ids: Collection[str]) -> None:
    """Takes away what was noted of records that are gone."""
    for model in (RecordedReading, AnsweredFinding, ReviewNote, ChangeRequest, DatasetEntry):
        model._base_manager.filter(public_id__in=public_ids).delete()


def steps(record: Record, by: Actor) -> list[str]:
    """What `by` may try on `record` now: “submit”, “discard”, “publish”, “take_back”, “send_back”, “reject”.

    To take back and to send back are one function here: it is the author who takes back.
    """
    model, found = type(record), []
    if record.status == "draft" and may(by, "change", model):
        found += ["submit", *(["discard"] if is_alone(by, record) else [])]
    if record.status == "in_review":
        own, judges = is_author(by, record), may(by, "publish", model)
        found += ["publish"] if judges and (not own or settings.SELF_REVIEW) else []
        found += ["take_back"] if own else ["send_back"] if judges else []
        found += ["reject"] if judges else []
    return found


def _change(record: Record, by: Actor, **columns: object) -> None:
    for name, value in columns.items():
        setattr(record, name, value)
    with pghistory.context(**context_of(by)):
        record.save(update_fields=[*columns, "updated_at"])
    filling.after_commit()
    if (batch := batches.present()) is not None:
        batch.held.pop((type_of(type(record)).model, record.pk), None)
    record.refresh_from_db(fields=["revision", "revised_at", "editors", "published_editors"])
