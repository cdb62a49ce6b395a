"""One step taken by many records, each as it was seen when the step was confirmed, in the order that they need.

Each row stands for itself, in a transaction or savepoint of its own in which its outcome is kept too: work that was cut
off goes on with the rows that are left. All or nothing is one transaction around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Prefetch, prefetch_related_objects

from mgdb.models import ChangeRequest, Job, JobRow, Problem, Record
from mgdb.projection import filling
from mgdb.records import BY_NAME

from . import change_requests, status
from .by_id import ids_by_type, records_by_id
from .ordering import in_order, referred_to
from .publication import lock

Outcome = JobRow.Outcome
Progress: TypeAlias = Callable[[int, int, str], None]
CHUNK = 200  # rows whose records are fetched at once
ORDERED = 20_000  # rows whose order is found at once
PORTION = 2_000  # of more than these
ADD = """
INSERT INTO mgdb_jobrow (job_id, record_type, public_id, seen, outcome, message)
SELECT %s, own.record_type, own.public_id, record.revision, 'waiting', ''
FROM mgdb_jobrow AS own JOIN {table} AS record ON record.public_id = own.public_id
WHERE own.job_id = %s AND own.record_type = %s AND record.status = ANY(%s) ORDER BY own.id
"""


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
    what refers comes before what it refers to. `requests`: it decides about change requests too. `together`: takes the
    step for many records at once, or refuses all of them by a ValidationError, and each is asked by itself.
    """

    words: str
    done: str
    take: Callable[[Any, User, int | None, Said], object]
    reason: Literal["", "optional", "required"] = ""
    backwards: bool = False
    requests: bool = False
    together: Callable[[Sequence[tuple[Record, int | None]], User], None] | None = None


def in_words(rows: Iterable[JobRow], done: str) -> str:
    """What became of `rows` in one sentence: “5,990 published, 10 refused.”"""
    return counts_in_words(Counter(row.outcome for row in rows), done)


def counts_in_words(count: Mapping[str, int], done: str) -> str:
    """As `in_words`, of so many rows of each outcome."""
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


def _discard_together(drafts: Sequence[tuple[Record, int | None]], by: User) -> None:
    status.discard_together(drafts, by=by)


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
        together=_discard_together,
    ),
    "undo": Action("Undo the import", "taken out again", _undo, backwards=True, together=_discard_together),
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


def portions(job: Job, action: Action) -> Iterator[list[JobRow]]:
    """The rows of `job` that wait, as they are given to `run`: all of them, whose order it finds.

    Very many come from imports of tables, none of whose records refers to another one of its type: they are taken type
    by type, some at a time, so that few are in memory. Whoever asks for the next ones has had these taken.
    """
    left = job.rows.left()
    if job.rows.count() <= ORDERED:
        yield list(left)
        return
    for record_type in sorted(BY_NAME.values(), key=lambda one: one.place, reverse=action.backwards):
        while rows := list(left.filter(record_type=record_type.name)[:PORTION]):
            yield rows


def add_batch(job: Job, batch: Job, states: Collection[str]) -> int:
    """Gives `job` a row for each record of the import `batch` that has one of the `states` now; how many these are."""
    count = 0
    with connection.cursor() as cursor:
        for name in batch.rows.order_by().values_list("record_type", flat=True).distinct():
            table = connection.ops.quote_name(BY_NAME[name].model._meta.db_table)
            cursor.execute(ADD.format(table=table), [job.pk, batch.pk, name, list(states)])
            count += cursor.rowcount
    return count


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
        together = _take_together(action, chunk, found, by)
        if together and progress:
            progress(done + start + len(chunk), total, chunk[-1].public_id)
        for place, row in enumerate(() if together else chunk, done + start + 1):
            _take(action, row, found.get(row.public_id), by, said)
            if progress:
                progress(place, total, row.public_id)
            if stop and stop():
                return
        if stop and stop():
            return


def _take_together(action: Action, rows: Sequence[JobRow], found: Mapping[str, Record], by: User) -> bool:
    """Takes `rows` in one step, where there is one for many and none of them is refused; whether it did."""
    if action.together is None or any(row.public_id not in found or row.request_id is not None for row in rows):
        return False
    try:
        with transaction.atomic():
            action.together([(found[row.public_id], row.seen) for row in rows], by)
            JobRow.objects.filter(pk__in=[row.pk for row in rows if row.pk]).update(outcome=Outcome.DONE)
    except ValidationError:
        return False
    for row in rows:
        row.outcome = Outcome.DONE
    return True


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
