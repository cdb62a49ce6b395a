"""One step taken by many records, each as it was seen when the step was confirmed, in the order that they need.

Each row stands for itself, in a transaction or savepoint of its own in which its outcome is kept too: work that was cut
off goes on with the rows that are left. All or nothing is one transaction around them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from mgdb.models import ChangeRequest, JobRow, Problem, Record
from mgdb.projection import filling

from . import change_requests, status
from .by_id import ids_by_type, records_by_id
from .ordering import in_order, referred_to
from .publication import lock

Outcome = JobRow.Outcome
Progress: TypeAlias = Callable[[int, int, str], None]
CHUNK = 200  # rows whose records are fetched at once


@dataclass(frozen=True)
class Said:
    """What is said to a step: why, and which of the reported problems of its records it is to correct (their ids)."""

    reason: str = ""
    problems: tuple[str, ...] = ()


NOTHING_SAID = Said()


@dataclass(frozen=True)
class Action:
    """A step that many records may take at once: `take(record, by, seen, said)`.

    `words` names it on buttons, `done` what came of it. `reason`: whether something is to be said to it. `backwards`:
    what refers comes before what it refers to. `requests`: it decides about change requests too.
    """

    words: str
    done: str
    take: Callable[[Any, User, int | None, Said], object]
    reason: Literal["", "optional", "required"] = ""
    backwards: bool = False
    requests: bool = False


def in_words(rows: Iterable[JobRow], done: str) -> str:
    """What became of `rows` in one sentence: “5,990 published, 10 refused.”"""
    count: dict[str, int] = {}
    for row in rows:
        count[row.outcome] = count.get(row.outcome, 0) + 1
    if undone := count.get(Outcome.UNDONE, 0):
        return f"Nothing is kept: {count.get(Outcome.REFUSED, 0):,} refused, {undone:,} not {done} because of them."
    words = [f"{count.get(Outcome.DONE, 0):,} {done}"]
    words += [f"{count[Outcome.REFUSED]:,} refused"] if Outcome.REFUSED in count else []
    return f"{', '.join(words)}."


def _propose(kind: str) -> Callable[[Record, User, int | None, Said], object]:
    def propose(record: Record, by: User, seen: int | None, said: Said) -> ChangeRequest:
        own = Problem.objects.of(record).filter(public_id__in=said.problems) if said.problems else ()
        corrects = [problem.public_id for problem in own]
        return change_requests.propose(kind, record, by=by, seen=seen, reason=said.reason, problems=corrects)

    return propose


def _accept(found: Record | ChangeRequest, by: User, seen: int | None, said: Said) -> object:
    if isinstance(found, ChangeRequest):
        return change_requests.accept(found, by=by, seen=seen, comment=said.reason)
    status.publish(found, by=by, seen=seen, comment=said.reason)
    return None


def _undo(record: Record, by: User, seen: int | None, said: Said) -> None:
    if record.status == "in_review":
        status.send_back(record, by=by, seen=seen, comment="Taken back: the import is undone.")
        record = type(record)._base_manager.get(pk=record.pk)
        seen = record.revision
    status.discard(record, by=by, seen=seen)


ACTIONS: dict[str, Action] = {
    "submit": Action(
        "Hand in for review",
        "handed in for review",
        lambda record, by, seen, _: status.submit(record, by=by, seen=seen),
    ),
    "publish": Action("Publish", "published", _accept),
    "accept": Action("Accept", "accepted", _accept, requests=True),
    "send_back": Action(
        "Send back as drafts",
        "sent back",
        lambda record, by, seen, said: status.send_back(record, by=by, seen=seen, comment=said.reason),
        reason="optional",
    ),
    "confirm": Action(
        "Compared with the document, and it agrees",
        "noted as compared with the document",
        lambda record, by, seen, _: change_requests.confirm(record, by=by, seen=seen),
    ),
    "discard": Action(
        "Discard own drafts",
        "discarded",
        lambda record, by, seen, _: status.discard(record, by=by, seen=seen),
        backwards=True,
    ),
    "undo": Action("Undo the import", "taken out again", _undo, backwards=True),
    "withdraw": Action(
        "Propose withdrawal, with a reason",
        "proposed for withdrawal",
        _propose("withdraw"),
        reason="required",
        backwards=True,
    ),
    "reinstate": Action(
        "Propose reinstatement, with a reason", "proposed for reinstatement", _propose("reinstate"), reason="required"
    ),
}


def run(
    action: Action,
    rows: Iterable[JobRow],
    *,
    by: User,
    said: Said = NOTHING_SAID,
    whole: bool = False,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> list[JobRow]:
    """Takes `rows` through `action` and returns them in the order in which it did; each says what became of it.

    Rows of a job are saved with their outcome; those that have one already are left as they are. `whole`: all or
    nothing. Once `stop` says so after a row, the rest keep waiting.
    """
    tried: list[JobRow] = []
    waiting: list[JobRow] = []
    for row in rows:
        (waiting if row.outcome == Outcome.WAITING else tried).append(row)
    prefetch_related_objects(waiting, Prefetch("request", ChangeRequest.objects.without_forms()))
    ordered = _ordered(waiting, action.backwards)
    with filling.postponed():
        if whole:
            _run_whole(action, ordered, by, said, progress)
        else:
            if transaction.get_connection().in_atomic_block:  # the caller's: all locks stay until it ends
                _lock(ordered)
            _run_each(action, ordered, by, said, progress, stop, done=len(tried))
    return [*tried, *ordered]


class _NotAll(Exception):
    """Takes back all rows where one was refused."""


def _run_whole(action: Action, rows: Sequence[JobRow], by: User, said: Said, progress: Progress | None) -> None:
    try:
        with transaction.atomic():
            _lock(rows)
            _run_each(action, rows, by, said, progress, None)
            if any(row.outcome != Outcome.DONE for row in rows):
                raise _NotAll
    except _NotAll:
        for row in rows:
            if row.outcome == Outcome.DONE:
                row.outcome = Outcome.UNDONE
        JobRow.objects.bulk_update([row for row in rows if row.pk], ["outcome", "message"], batch_size=1000)


def _run_each(
    action: Action,
    rows: Sequence[JobRow],
    by: User,
    said: Said,
    progress: Progress | None,
    stop: Callable[[], bool] | None,
    done: int = 0,
) -> None:
    total = done + len(rows)
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        found = _records(chunk)
        for place, row in enumerate(chunk, done + start + 1):
            _take(action, row, found.get(row.public_id), by, said)
            if progress:
                progress(place, total, row.public_id)
            if stop and stop():
                return


def _take(action: Action, row: JobRow, record: Record | None, by: User, said: Said) -> None:
    try:
        with transaction.atomic():
            if record is None or (row.request_id is not None and row.request is None):
                raise ValidationError("It is gone.")
            if row.request is not None and not action.requests:
                raise ValidationError("It is a change request.")
            action.take(row.request or record, by, row.seen, said)
            row.outcome = Outcome.DONE
            if row.pk:
                row.save(update_fields=["outcome"])
    except ValidationError as error:
        row.outcome, row.message = Outcome.REFUSED, " ".join(error.messages)
        if row.pk:
            row.save(update_fields=["outcome", "message"])


def _records(rows: Iterable[JobRow]) -> dict[str, Record]:
    """The records of `rows` by their ids."""
    return records_by_id(row.public_id for row in rows)


def _bare(rows: Iterable[JobRow]) -> list[Record]:
    """The records of `rows`, with what tells their order alone: of tens of thousands little is in memory."""
    wanted = ids_by_type(row.public_id for row in rows)
    found = [one.model._base_manager.filter(public_id__in=ids).only("public_id", "status") for one, ids in wanted]
    return cast("list[Record]", [record for some in found for record in some])


def _ordered(rows: Sequence[JobRow], backwards: bool) -> list[JobRow]:
    """Records in the order of their references; requests behind them, reinstatements before and withdrawals last."""
    known = in_order(_bare(row for row in rows if row.request_id is None))
    place = {record.public_id: number for number, record in enumerate(reversed(known) if backwards else known)}
    kinds = ["reinstate", "", "confirm", "edit", "merge", "withdraw"]

    def rank(row: JobRow) -> tuple[int, int]:
        return kinds.index(row.request.kind if row.request else ""), place.get(row.public_id, 0)

    return sorted(rows, key=rank)


def _lock(rows: Sequence[JobRow]) -> None:
    """Locks all that `rows` are and refer to, at once and in the one order: row by row another might wait crosswise."""
    records = _bare(rows)
    targets: dict[Any, set[Any]] = {}
    for _, (model, key) in referred_to(records):
        targets.setdefault(model, set()).add(key)
    others = [row for model, keys in targets.items() for row in model._base_manager.filter(pk__in=keys).only("status")]
    lock([*records, *others])
