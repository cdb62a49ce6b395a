"""What a change request would make of its record, before anybody decides: computed, shown, and nothing of it kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction

from mgdb.models import ChangeRequest, Record
from mgdb.records import BY_NAME, type_of

from .actors import OPERATOR
from .answers import DOUBT, answers_to
from .difference import Difference, Merged, Place, differences, merge, plain
from .doubts import open_doubts, unanswered
from .merging import merge_locked
from .readings import form_of
from .serialization import to_dict, written_by_review
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


class Proposal:
    """A change request beside its record as it is now: what it changes, what contradicts it, what is in doubt then.

    `record` may come with its parts (`serialization.with_parts`), which are then not read again.
    """

    def __init__(self, request: ChangeRequest, record: Record | None = None) -> None:
        self.request = request
        self.record = record_of(request) if record is None else record
        self.declared = type_of(type(self.record))
        self.is_open = request.status == Status.OPEN

    @cached_property
    def present(self) -> dict[str, Any]:
        """The form of the record as it is now."""
        whole = all(part.single or part.name in _fetched(self.record) for part in self.declared.parts)
        return plain(to_dict(self.record) if whole else form_of(self.record))

    @cached_property
    def other(self) -> Record | None:
        """The record that it is to be merged into, while that stands."""
        return named(type(self.record), self.request.into) if self.request.kind == Kind.MERGE else None

    def rebased(self, settled: Mapping[Place, bool] | None = None) -> Merged:
        """What it makes of the record; `settled` says whose change stays where both changed."""
        return merge(self.declared, self.request.base_form, self.present, self.request.form, settled)

    @cached_property
    def merged(self) -> Merged:
        return self.rebased()

    @property
    def wanted(self) -> dict[str, Any]:
        """The form of the record as it would be; of a decided request, as it was proposed."""
        return self.merged.form if self.is_open else self.request.form

    @cached_property
    def conflicts(self) -> list[list[Difference]]:
        """Each place that it and somebody else changed: what the record says there, and what is proposed."""
        places = self.merged.conflicts
        return [
            differences(
                self.declared,
                self.rebased(dict.fromkeys(places, False)).form,
                self.rebased({**dict.fromkeys(places, False), place: True}).form,
            )
            for place in places
        ]

    @cached_property
    def changes(self) -> list[Difference]:
        """What accepting it would change now; of a decided one, what it proposed.

        Of a merge, what the record that stays would have of the one given up.
        """
        if not self.is_open:
            return differences(self.declared, self.request.base_form, self.request.form)
        if self.request.kind == Kind.EDIT:
            return differences(self.declared, self.present, self.merged.form)
        return self._outcome_of_merge[0] if self.other is not None else []

    @property
    def apart(self) -> list[Difference]:
        """Where the record that it is to be merged into says otherwise: two records of one thing are alike."""
        return differences(self.declared, self.present, plain(form_of(self.other))) if self.other else []

    @cached_property
    def doubts(self) -> list[str]:
        """The doubts about what readers would see if it were accepted now."""
        kind, other = self.request.kind, self.other
        if kind in (Kind.WITHDRAW, Kind.CONFIRM):
            return []
        if kind == Kind.MERGE:
            return self._outcome_of_merge[1] if other is not None and other.status == "published" else []
        if kind == Kind.REINSTATE:
            return unanswered(self.record)
        try:
            return _still_open(self.record, tried(self.record, self._form_to_write, stored))
        except FormError:  # accepting says why
            return []

    @property
    def _form_to_write(self) -> dict[str, Any]:
        return {**self.merged.form, **written_by_review(self.record)}

    @cached_property
    def _outcome_of_merge(self) -> tuple[list[Difference], list[str]]:
        """What the record that stays would have of the other, and the doubts about it; nothing is kept."""
        other = self.other
        assert other is not None
        before = plain(form_of(other))
        try:
            with transaction.atomic():
                merged = _merged(self.record, other)
                found = differences(self.declared, before, plain(form_of(merged)))
                doubts = open_doubts([merged])[merged.public_id]
                raise _Tried
        except _Tried:
            return found, doubts
        except ValidationError:  # accepting says why it cannot be
            return [], []


def _fetched(record: Record) -> Collection[str]:
    return getattr(record, "_prefetched_objects_cache", {})


def _still_open(record: Record, outcome: Trial) -> list[str]:
    """The doubts of `outcome` that nobody has answered."""
    found = list(dict.fromkeys(str(doubt) for _, doubt in outcome.doubts))
    answered = answers_to(DOUBT, [record.public_id]) if found else set()
    return [doubt for doubt in found if (record.public_id, doubt) not in answered]


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
        raise ValidationError(f"No {model._meta.verbose_name} has the id “{public_id}”; check the id.")
    return row


def named(model: type[Record], public_id: str) -> Record | None:
    return model._base_manager.filter(public_id=public_id).first()
