"""What a change request would make of its record, before anybody decides: computed, shown, and nothing of it kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction

from mgdb.models import ChangeRequest, Record
from mgdb.records import BY_NAME, type_of

from .actors import OPERATOR
from .difference import Difference, Merged, Place, differences, merge, plain
from .doubts import open_doubts
from .merging import merge_locked
from .readings import form_of
from .serialization import written_by_review
from .writer import FormError, Path, Resolve, write

Kind, Status = ChangeRequest.Kind, ChangeRequest.Status


class _Tried(Exception):
    """Takes back what was written to see whether it can be."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A record as a form would leave it: its whole form, and the doubts about it, each with its place there."""

    form: dict[str, Any]
    doubts: list[tuple[Path, str]]


def trial(record: Record, form: Mapping[str, Any], resolve: Resolve) -> dict[str, Any]:
    """The form that the stored `record` would have if `form` were written to it; nothing is kept. Raises FormError."""
    return tried(record, form, resolve).form


def tried(record: Record, form: Mapping[str, Any], resolve: Resolve) -> Trial:
    """What the stored `record` would be if `form` were written to it; nothing is kept. Raises FormError."""
    again = type(record)._base_manager.get(pk=record.pk)
    try:
        with transaction.atomic():
            write(again, form, resolve, may_refer_to_drafts=True)
            written = type(record)._base_manager.get(pk=record.pk)
            flagged = hasattr(written, "flags") and written.flags.all()  # a flag tells readers of a doubt
            found = Trial(form_of(again), [] if flagged else written.placed_doubts())
            raise _Tried
    except _Tried:
        return found


def record_of(request: ChangeRequest) -> Record:
    """The record that `request` is about."""
    model = BY_NAME[request.record_type].model
    return cast("Record", model._base_manager.get(public_id=request.public_id))


def rebased(request: ChangeRequest, record: Record, settled: Mapping[Place, bool] | None = None) -> Merged:
    """What `request` makes of `record` as it is now; `settled` says whose change stays where both changed."""
    present = plain(form_of(record))
    return merge(type_of(type(record)), request.base_form, present, request.form, settled)


def conflicts_in(request: ChangeRequest, record: Record) -> list[list[Difference]]:
    """Each place that `request` and somebody else changed: what `record` says there, and what is proposed."""
    declared, places = type_of(type(record)), rebased(request, record).conflicts
    return [
        differences(
            declared,
            rebased(request, record, dict.fromkeys(places, False)).form,
            rebased(request, record, {**dict.fromkeys(places, False), place: True}).form,
        )
        for place in places
    ]


def changes_in(request: ChangeRequest, record: Record) -> list[Difference]:
    """What accepting `request` would change now; of a decided one, what it proposed.

    Of a merge, what the record that stays would have of the one given up.
    """
    declared = type_of(type(record))
    if request.status != Status.OPEN:
        return differences(declared, request.base_form, request.form)
    if request.kind == Kind.EDIT:
        return differences(declared, plain(form_of(record)), rebased(request, record).form)
    other = named(type(record), request.into) if request.kind == Kind.MERGE else None
    if other is None:
        return []
    before, after = plain(form_of(other)), {}
    try:
        with transaction.atomic():
            after = plain(form_of(_merged(record, other)))
            raise _Tried
    except _Tried:
        return differences(declared, before, after)
    except ValidationError:  # accepting says why it cannot be
        return []


def doubts_of(request: ChangeRequest, record: Record) -> list[str]:
    """The doubts about what readers would see if `request` were accepted now; nothing is kept."""
    found: list[str] = []
    other = named(type(record), request.into) if request.kind == Kind.MERGE else None
    if request.kind == Kind.WITHDRAW or (request.kind == Kind.MERGE and (other is None or other.status != "published")):
        return found
    try:
        with transaction.atomic():
            again = type(record)._base_manager.get(pk=record.pk)
            if request.kind == Kind.EDIT:
                form = {**rebased(request, record).form, **written_by_review(record)}
                write(again, form, stored, may_refer_to_drafts=True)
            written = _merged(record, other) if other else type(record)._base_manager.get(pk=record.pk)
            found = open_doubts([written])[written.public_id]
            raise _Tried
    except (_Tried, FormError):
        return found
    except ValidationError:
        if other is None:
            raise
        return found  # the two cannot be merged; accepting says why


def _merged(record: Record, other: Record) -> Record:
    """`other` as merging `record` into it leaves it, for a transaction that takes it back."""
    merge_locked(type(record)._base_manager.get(pk=record.pk), _fresh(other), OPERATOR)
    return _fresh(other)


def _fresh(record: Record) -> Record:
    return type(record)._base_manager.get(pk=record.pk)


def stored(model: type[models.Model], public_id: str) -> models.Model:
    """The stored row that a reference means; ValidationError when there is none."""
    row = model._base_manager.filter(public_id=public_id).first()
    if row is None:
        raise ValidationError(f"“{public_id}” is no {model._meta.verbose_name} of this database.")
    return row


def named(model: type[Record], public_id: str) -> Record | None:
    return model._base_manager.filter(public_id=public_id).first()
