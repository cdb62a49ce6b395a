"""What others read changes by two people: one proposes, a second accepts; applied here alone, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mgdb.models import ChangeRequest, Problem, Record, RecordedReading
from mgdb.models.base import read_id
from mgdb.records import BY_NAME, BY_PREFIX, SECTIONS, type_of

from .actors import Actor, NotAllowed, context_of, is_author, may, require, second_person, user_of, writers
from .difference import differences, plain
from .doubts import settle
from .locking import lock_seen
from .merging import merge_locked
from .notes import Step, note, said
from .outcomes import Proposal, named, record_of, stored
from .problems import corrected, link
from .publication import impossible, lock, references, rows_of, unpublished
from .readings import Method, count_readings, form_of, hash_of_reading, record_reading
from .serialization import written_by_review
from .status import withdraw_locked
from .writer import FormError, write

Kind, Status = ChangeRequest.Kind, ChangeRequest.Status
# What each kind starts from, and what it needs of whoever accepts it.
STARTS_FROM = {
    Kind.EDIT: ("draft", "in_review", "published"),
    Kind.WITHDRAW: ("published",),
    Kind.REINSTATE: ("withdrawn",),
    Kind.MERGE: ("draft", "in_review", "published"),
    Kind.CONFIRM: ("published",),
}
# Those that several people may propose of one record; the rest happens once.
OF_SEVERAL = (Kind.EDIT, Kind.CONFIRM)
# How the thread of its review calls what becomes of it.
STEPS = {
    Status.ACCEPTED: Step.ACCEPTED,
    Status.RETURNED: Step.RETURNED,
    Status.REJECTED: Step.REJECTED,
    Status.SUPERSEDED: Step.TAKEN_BACK,
}
NEEDS = {
    Kind.EDIT: "publish",
    Kind.WITHDRAW: "withdraw",
    Kind.REINSTATE: "publish",
    Kind.MERGE: "withdraw",
    Kind.CONFIRM: "publish",
}


@transaction.atomic
def propose(
    kind: str,
    record: Record,
    *,
    by: Actor,
    seen: int | None,
    reason: str,
    form: Mapping[str, Any] | None = None,
    into: str = "",
    into_seen: int | None = None,
    problems: Collection[str] = (),
) -> ChangeRequest:
    """Asks for a change of `record`; `form` is the whole record as an edit would leave it (`trial`), `into` the id of
    the record that it is to be merged into and `into_seen` the revision seen of that, `problems` those of confirmed
    reports that it is to correct.

    An open request of the same author for the same record gives way to the new one. ValidationError where there is
    nothing to change, no reason is given, or the record's state does not allow it.
    """
    require(by, "change", type(record))
    other = None
    if kind == Kind.MERGE:
        into = read_id(into) or into
        other = named(type(record), into)
        if other is None:
            raise ValidationError(f"No {record.type_name()} has the id “{into}”; give the id of the one that stays.")
        if other.pk == record.pk:
            raise ValidationError(
                f"{record.public_id} cannot be merged into itself; give the id of the one that stays."
            )
        lock([record, other])
        lock_seen(other, into_seen)
    lock_seen(record, seen)
    reason = said(reason, "reason", missing="Say why; the reviewer and the readers of the history will see it.")
    if record.status not in STARTS_FROM[Kind(kind)]:
        raise ValidationError(f"It is {record.get_status_display()}; there is nothing to {kind} so.")
    base = plain(form_of(record))
    wanted = plain(form) if form is not None else base
    if kind == Kind.EDIT and not differences(type_of(type(record)), base, wanted):
        raise ValidationError("Nothing is changed; there is nothing to propose.")
    open_now = ChangeRequest.objects.select_for_update(no_key=True, of=("self",)).open().of(record.public_id)
    if kind not in OF_SEVERAL:  # edits of several people are merged
        for earlier in open_now.filter(kind=kind).exclude(author=user_of(by)).select_related("author"):
            raise ValidationError(f"{_named_with_author(earlier)} waits for a reviewer already: “{earlier.reason}”")
    mine = open_now.filter(author=user_of(by))
    given_way = list(mine.values_list("pk", flat=True))
    mine.update(status=Status.SUPERSEDED, decided_at=timezone.now())
    request = ChangeRequest(
        kind=kind,
        record_type=type_of(type(record)).name,
        public_id=record.public_id,
        into=into,
        into_revision=other.revision if other else None,
        form=wanted,
        base_form=base,
        base_revision=record.revision,
        reason=reason,
        author=user_of(by),
    )
    request.full_clean()
    request.save()
    if given_way:  # what the earlier one was to correct, this one is
        Problem.objects.confirmed().filter(change_request__in=given_way).update(change_request=request)
    if problems:
        link(request, problems, [record, *([other] if other else [])])
    return request


@transaction.atomic
def confirm(record: Record, *, by: User, seen: int | None, reason: str = "") -> ChangeRequest | None:
    """Notes that `by` has compared `record` with its document, and that it agrees.

    What is not public yet rests on one reading more at once: a reviewer will see it. What the public reads changes by
    no single word: it takes the change request that this makes, which a second person accepts. ValidationError where
    `by` wrote the record, has confirmed it as it is, or proposes a change of it.
    """
    require(by, "change", type(record))
    lock_seen(record, seen)
    if is_author(by, record):
        raise ValidationError("You entered or edited it; somebody else compares it with the document.")
    form = form_of(record)
    if RecordedReading.objects.filter(public_id=record.public_id, content_hash=hash_of_reading(form), by=by).exists():
        raise ValidationError("You have confirmed it as it is; a reading counts once.")
    if record.status in ("draft", "in_review"):
        record_reading(record, form, Method.CONFIRMED, by)
        return None
    for own in ChangeRequest.objects.open().of(record.public_id).filter(author=by):
        raise ValidationError(f"{_named_with_author(own)} waits for a reviewer already; take it back first.")
    return propose(Kind.CONFIRM, record, by=by, seen=seen, reason=reason or "Compared with the document: it says so.")


def open_requests(request: ChangeRequest) -> str:
    """The other open requests for the record of `request`, in words; empty where there is none."""
    others = ChangeRequest.objects.open().of(request.public_id).exclude(pk=request.pk).select_related("author")
    return ", ".join(map(_named_with_author, others))


def _named_with_author(request: ChangeRequest) -> str:
    who = f"of {request.author}" if request.author else "of a dataset file"
    return f"request {request.pk} {who} ({request.get_kind_display()}{' into ' * bool(request.into)}{request.into})"


def propose_unless_known(record: Record, form: Mapping[str, Any], *, by: Actor, reason: str) -> bool:
    """Proposes `form` for the locked `record`, unless `by` has proposed just that before; whether it was new."""
    wanted = plain(form)
    if not differences(type_of(type(record)), plain(form_of(record)), wanted):
        return False
    if ChangeRequest.objects.of(record.public_id).filter(author=user_of(by), form=wanted).exists():
        return False
    propose(Kind.EDIT, record, by=by, seen=record.revision, reason=reason, form=wanted)
    return True


@transaction.atomic
def settle_conflicts(
    request: ChangeRequest, taken: Collection[int], *, by: Actor, seen: int | None, reason: str
) -> ChangeRequest:
    """Proposes `request` again, beside its record as it is now; a new request takes its place.

    Of the places that both changed, in the order of `Proposal.conflicts`, those numbered in `taken` are as proposed,
    the others as they are now. Only its author does so.
    """
    if request.author_id is None or user_of(by) != request.author:
        raise NotAllowed("Only its author settles what a request and somebody else both changed.")
    record = _lock_open(request, seen)
    proposal = Proposal(request, record)
    form = proposal.rebased({place: number in taken for number, place in enumerate(proposal.merged.conflicts)}).form
    return propose(Kind.EDIT, record, by=by, seen=seen, reason=reason, form=form)


@transaction.atomic
def accept(
    request: ChangeRequest, *, by: Actor, seen: int | None, comment: str = "", answered: Collection[str] = ()
) -> Record:
    """Carries out `request`; `seen` is the revision of the record beside which its changes were looked at.

    Refused to its author and, where a whole record goes or comes, to whoever wrote that (NotAllowed); while something
    that it refers to is not public; while a doubt about what it would say is unanswered (`answered`: those that `by`
    answers “as printed”); and where it contradicts what was changed meanwhile.
    """
    record = record_of(request)
    require(by, NEEDS[Kind(request.kind)], type(record))
    lock(_involved(request, record))
    record = _lock_open(request, seen)
    other = named(type(record), request.into) if request.kind == Kind.MERGE else None
    alone = second_person(by, _authors(request, record, other), "accepted")
    if record.status not in STARTS_FROM[Kind(request.kind)]:
        raise ValidationError(f"The record is {record.get_status_display()} meanwhile; reject the request.")
    with pghistory.context(**context_of(by), change_request=request.pk):
        if request.kind == Kind.WITHDRAW:
            withdraw_locked(record, request.reason, by)
        elif request.kind == Kind.MERGE:
            if other is None:
                raise ValidationError(f"{request.into} is gone; reject the request.")
            _merge(request, record, other, by, alone, answered)
        elif request.kind == Kind.EDIT:
            _edit(request, record, by, alone)
            settle(record, answered, by)
        elif request.kind == Kind.CONFIRM:
            _confirm(request, record)
        else:
            _unmoved(request, record)
            settle(record, answered, by)
            _reinstate(request, record, by, alone)
    record.refresh_from_db(fields=["revision"])
    _decide(request, Status.ACCEPTED, by, comment, self_reviewed=alone, revision=record.revision)
    corrected(request, by=by)
    return record


def send_back(request: ChangeRequest, *, by: Actor, seen: int | None, comment: str) -> None:
    """Returns `request` to its author, who is to change it; `seen` as for `accept`."""
    _judge(request, Status.RETURNED, by, seen, comment)


def reject(request: ChangeRequest, *, by: Actor, seen: int | None, comment: str) -> None:
    """Refuses `request`; `seen` as for `accept`."""
    _judge(request, Status.REJECTED, by, seen, comment)


@transaction.atomic
def take_back(request: ChangeRequest, *, by: Actor, seen: int | None) -> None:
    """Lets the author give up an own request; `seen` as for `accept`."""
    if request.author_id is None or user_of(by) != request.author:
        raise NotAllowed("Only its author takes a request back.")
    _lock_open(request, seen)
    _decide(request, Status.SUPERSEDED, by, "")


def may_decide(request: ChangeRequest, by: Actor) -> bool:
    """Whether `by` has the role that deciding about `request` needs."""
    return may(by, NEEDS[Kind(request.kind)], cast("type[Record]", BY_NAME[request.record_type].model))


@transaction.atomic
def _judge(request: ChangeRequest, status: str, by: Actor, seen: int | None, comment: str) -> None:
    require(by, NEEDS[Kind(request.kind)], type(record_of(request)))
    _lock_open(request, seen)
    _decide(request, status, by, said(comment))


def _lock_open(request: ChangeRequest, seen: int | None) -> Record:
    """Locks the record that `request` is about, then the request, and reads both again; the record.

    Records come first wherever both are locked, as in `propose`, so that two writers never wait for one another.
    ValidationError when the request is decided, which is also why the record may have moved; StaleRevision.
    """
    request.refresh_from_db()
    _refuse_decided(request)
    record = record_of(request)
    lock_seen(record, seen)
    request.refresh_from_db(from_queryset=ChangeRequest.objects.select_for_update(of=("self",), no_key=True))
    _refuse_decided(request)
    return record


def _refuse_decided(request: ChangeRequest) -> None:
    if request.status != Status.OPEN:
        raise ValidationError(f"This request is {request.get_status_display()} already.")


def _decide(request: ChangeRequest, status: str, by: Actor, comment: str, **columns: Any) -> None:
    request.status, request.decided_by, request.decided_at = status, user_of(by), timezone.now()
    request.comment = said(comment, missing="")
    for name, value in columns.items():
        setattr(request, name, value)
    request.save()
    note(request.public_id, STEPS[Status(status)], by, comment, request)


def _edit(request: ChangeRequest, record: Record, by: Actor, alone: bool) -> None:
    merged = Proposal(request, record).merged
    if merged.conflicts:
        named = ", ".join(" ".join(str(step) for step in place) for place in merged.conflicts)
        raise ValidationError(
            f"It was changed meanwhile in the same places: {named}. Return the request; its author proposes it again."
        )
    author = request.author
    if record.status == "published":
        record.published_by, record.self_reviewed, record.published_editors = user_of(by), alone, []
    if author:
        record.editors = [*record.editors, author.pk]
    try:
        write(record, {**merged.form, **written_by_review(record)}, stored)
    except FormError as error:
        raise ValidationError(
            [f"{'.'.join(map(str, path))} {reason}".strip() for path, reason in error.problems]
        ) from error
    form = form_of(record)
    if author:
        record_reading(record, form, Method.ENTERED, author)
    else:
        count_readings(record, form)


def _confirm(request: ChangeRequest, record: Record) -> None:
    """Counts the reading of the author of `request`, where the record still says what was compared."""
    form = form_of(record)
    if hash_of_reading(plain(form)) != hash_of_reading(request.form):
        raise ValidationError("It says something else than what was compared. Reject the request.")
    assert request.author is not None  # no file proposes this
    record_reading(record, form, Method.CONFIRMED, request.author)


def _authors(request: ChangeRequest, record: Record, other: Record | None) -> set[int]:
    """Whose word `request` brings before readers: its author's and, of whole records, that of who wrote them."""
    found = {request.author_id} if request.author_id else set()
    if request.kind not in OF_SEVERAL:
        found |= writers(record)
    if other is not None and other.status != "published":
        found |= writers(other)
    return found


def _unmoved(request: ChangeRequest, record: Record, other: Record | None = None) -> None:
    """ValidationError where a record is no longer what it was when `request` was made."""
    moved = [record] if record.revision != request.base_revision else []
    moved += [other] if other is not None and other.revision != request.into_revision else []
    if moved:
        named = " and ".join(one.public_id for one in moved)
        raise ValidationError(f"{named} was changed since this was proposed. Return it; its author proposes it again.")


def _merge(
    request: ChangeRequest, record: Record, other: Record, by: Actor, alone: bool, answered: Collection[str]
) -> None:
    _unmoved(request, record, other)
    merge_locked(record, other, by, alone=alone)
    if other.status == "published":  # what moved there is public from now on
        rows = rows_of(other)
        if reasons := [*unpublished(other, rows), *impossible(other, rows)]:
            raise ValidationError(reasons)
        settle(other, answered, by)


def _reinstate(request: ChangeRequest, record: Record, by: Actor, alone: bool) -> None:
    rows = rows_of(record)
    if reasons := [*unpublished(record, rows), *impossible(record, rows)]:
        raise ValidationError(reasons)
    record.status, record.withdrawn_reason = "published", ""
    record.published_by, record.self_reviewed = user_of(by), alone
    record.editors = [*record.editors, *([request.author_id] if request.author_id else [])]
    record.save()


def _involved(request: ChangeRequest, record: Record) -> list[Record]:
    """The records that carrying out `request` looks at or writes to."""
    named = {*_texts(request.form), request.into}
    found: list[Record] = [record, *references(record)]
    for section in SECTIONS.values():
        found += cast("list[Record]", list(section.model._base_manager.filter(public_id__in=named)))
    return found


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) and value.partition("-")[0] in BY_PREFIX else []
