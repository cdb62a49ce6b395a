"""Rows are kept as they are typed, and become drafts of their author as soon as they read without fault.

All is written by review, in one transaction for each row: a row is stored with what became of it, or not at all. A row
that is sent twice is written once; one that was changed in another window is not written over.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from mgdb import review
from mgdb.models import Phase, Record, Source, WorkbenchRow
from mgdb.records import BY_NAME, BY_PREFIX

from .bench import Bench
from .grids import GRIDS
from .limits import MOST_DATA, MOST_ROWS, Sent
from .new_phases import hand_on, is_of_others, made_meanwhile
from .reading import Reading
from .subjects import MODIFIED, PHASE, READERS
from .telling import read

MOST_TRIED_AGAIN = 300  # rows that wait and are tried again after a name has come up
# Field of a form, or part of it → column of the grids; other fields have the name of their column.
COLUMNS = {
    "printed_value": "printed", "printed_unit": "printed", "locator": "where", "citation_key": "citation",
    "method_detail": "detail", "range_kind": "range", "relative_to": "against", "measured_in": "cell",
    "material": "of", "flags": "flag", "fabrication": "preparation", "structure_family": "family", "roles": "role",
    "electrolyte": "line", "electrolyte_class": "class", "working_material": "working", "counter_electrode": "counter",
    "counter_material": "counter_specimen", "reference_electrode": "reference", "window_low": "window",
    "window_high": "window", "window_scale": "window", "loading_low": "loading", "loading_high": "loading",
    "water_content": "water", "value": "number", "low": "number", "high": "number",
}  # fmt: skip
# Of each grid the columns that hold data of files.
DATA = {
    grid.key: names
    for grid in GRIDS.values()
    if (names := [column.key for column in grid.columns if column.kind == "data"])
}
TOO_MANY = "A workbench holds {most:,} rows; hand in or delete some, or import a file."
TOO_MUCH_DATA = (
    "The curves of a workbench have {most:,} characters of points together, and with these {total:,}. Delete the rows "
    "of curves that were handed in, or use “Several curves of a figure”."
)
OUTERMOST = ("conditions", "flags", "electrolyte")  # parts that one column holds


@dataclass
class Saved:
    """What became of a row that was sent, and the row as it is known now.

    outcome: saved, same (it was sent before), moved (another window changed it), gone, or refused (it cannot be kept as
    it was sent, which its `problem` tells: what is stored stands).
    """

    key: str
    outcome: str
    row: WorkbenchRow | Sent | None = None
    reason: str = ""


def rows_of(bench: Bench) -> list[WorkbenchRow]:
    """All rows of the person about the paper."""
    return list(WorkbenchRow.objects.filter(paper=bench.paper, user=bench.user))


def save(bench: Bench, sent: Iterable[Sent]) -> list[Saved]:
    """Keeps what was sent, makes and updates drafts, and tries again what waited for a name that has come up."""
    order = list(GRIDS)
    rows = sorted(sent, key=lambda row: (row.deleted, order.index(row.grid) * (-1 if row.deleted else 1), row.position))
    stored = WorkbenchRow.objects.filter(paper=bench.paper, user=bench.user)
    rows = [*_with_too_many(stored, _with_too_much_data(stored, rows))]
    names = _names(bench)
    saved = [_discard(bench, row) if row.deleted else _save(bench, row) for row in rows]
    if names != _names(bench):
        done = {one.key for one in saved}
        waiting = [row for row in stored.exclude(key__in=done).exclude(problems=[]) if _waits_for_a_name(row)]
        for row in sorted(waiting[:MOST_TRIED_AGAIN], key=lambda row: order.index(row.tab)):
            saved.append(_try_again(bench, row.key))
    return saved


def _with_too_many(stored: QuerySet[WorkbenchRow], rows: Iterable[Sent]) -> Iterator[Sent]:
    """`rows`, where those beyond what a workbench holds are a problem; those that are deleted make room."""
    sent = [*rows]
    held = set(stored.values_list("key", flat=True)) - {row.key for row in sent if row.deleted}
    for row in sent:
        is_new = not (row.deleted or row.problem or row.key in held)
        if is_new and len(held) >= MOST_ROWS:
            yield replace(row, problem=("", TOO_MANY.format(most=MOST_ROWS)))
            continue
        held |= {row.key} if is_new else set()
        yield row


def _with_too_much_data(stored: QuerySet[WorkbenchRow], rows: Sequence[Sent]) -> Iterator[Sent]:
    """`rows`, where those are a problem whose files would make the workbench too large to be shown."""
    sizes = {row.key: sum(len(row.payload.get(name, "")) for name in DATA.get(row.grid, ())) for row in rows}
    if not any(sizes.values()):
        yield from rows
        return
    total = 0
    for grid, names in DATA.items():
        lengths = [Coalesce(Length(KeyTextTransform(name, "payload")), 0) for name in names]
        kept = stored.filter(tab=grid).exclude(key__in=list(sizes)).annotate(size=reduce(operator.add, lengths))
        total += kept.aggregate(total=Sum("size"))["total"] or 0
    for row in rows:
        if row.problem or not sizes[row.key] or row.deleted:
            yield row
        elif total + sizes[row.key] > MOST_DATA:
            yield replace(row, problem=("", TOO_MUCH_DATA.format(most=MOST_DATA, total=total + sizes[row.key])))
        else:
            total += sizes[row.key]
            yield row


def _waits_for_a_name(row: WorkbenchRow) -> bool:
    names = {column.key for column in GRIDS[row.tab].columns if column.kind == "name"}
    return any(column in names for column, _ in row.problems)


def _names(bench: Bench) -> tuple[dict[str, str], dict[str, str]]:
    bench.forget()
    return bench.materials, bench.cells


def _locked(bench: Bench, key: str) -> WorkbenchRow | None:
    rows = WorkbenchRow.objects.select_for_update(no_key=True)
    return rows.filter(paper=bench.paper, user=bench.user, key=key).first()


def _save(bench: Bench, sent: Sent) -> Saved:
    if sent.problem:
        return Saved(sent.key, "refused", sent)
    with transaction.atomic():
        if sent.revision == 0:  # the same sent twice at once waits here for the first
            WorkbenchRow.objects.get_or_create(
                paper=bench.paper, user=bench.user, key=sent.key, defaults={"tab": sent.grid, "revision": 0}
            )
        row = _locked(bench, sent.key)
        if row is None:
            return Saved(sent.key, "gone", reason="This row was deleted in another window.")
        if row.revision and (row.tab, row.payload, row.position) == (sent.grid, sent.payload, sent.position):
            return Saved(sent.key, "same", row)
        if row.revision != sent.revision or row.tab != sent.grid:
            return Saved(sent.key, "moved", row, "This row was changed in another window.")
        changed = row.payload != sent.payload or not row.revision
        row.payload, row.position, row.revision = sent.payload, sent.position, row.revision + 1
        row.at = timezone.now()
        if changed:
            _become(bench, row)
        row.save()
        return Saved(sent.key, "saved", row)


def _try_again(bench: Bench, key: str) -> Saved:
    with transaction.atomic():
        row = _locked(bench, key)
        if row is None:
            return Saved(key, "gone")
        _become(bench, row)
        row.save(update_fields=["records", "problems"])
        return Saved(key, "saved", row)


def _become(bench: Bench, row: WorkbenchRow) -> None:
    """Makes or updates the drafts of `row`, all of them or none; what stands in the way is noted on it."""
    reading = read(bench, row.tab, row.payload, row.records)
    row.problems = reading.problems
    if reading.faults:
        return
    try:
        with transaction.atomic():
            row.records = _written(bench, row, reading)
    except review.FormError as error:
        row.problems = [[column_of(path), reason] for path, reason in error.problems[:20]]
    except ValidationError as error:
        row.problems = [["", message] for message in error.messages]
    if row.tab in READERS:  # it may be named by other rows
        bench.forget()


def _written(bench: Bench, row: WorkbenchRow, reading: Reading) -> dict[str, list[Any]]:
    records: dict[str, list[Any]] = {}
    meant: dict[str, str] = {}  # by slot what is named, a record of this row or one that is there
    for draft in reading.drafts:
        form = draft.form
        for name, slot in (("modified", MODIFIED), ("phase", PHASE)):
            if form.get(name) == slot:
                form = {**form, name: meant[slot]}
        model = cast("type[Record]", BY_NAME[draft.record_type].model)
        public_id, seen = row.records.get(draft.slot) or ("", None)
        record = model._base_manager.filter(public_id=public_id).first() or model()
        if record.pk and record.status != "draft":
            raise ValidationError(
                f"{public_id} is {record.get_status_display()}, and is not written from here any more: change it on "
                "its own page."
            )
        if isinstance(record, Phase) and record.pk and is_of_others(record, row):
            hand_on(record, row)
            record = Phase()  # others mean what it was; this row means another one from now on
        if isinstance(record, Phase) and not record.pk and (there := made_meanwhile(bench.phases, form["name"])):
            meant[draft.slot] = there
            continue
        review.apply(record, form, bench.resolve, by=bench.user, seen=seen if record.pk else None)
        record.refresh_from_db(fields=["revision"])
        records[draft.slot] = [record.public_id, record.revision]
        meant[draft.slot] = record.public_id
        bench.remember(record)
    waiting = {fault.column for fault in reading.waits}
    for slot, (public_id, seen) in _outermost_first(row):
        if slot in records:
            continue
        is_named = slot == PHASE and any(one.form.get("phase") == public_id for one in reading.drafts)
        if is_named or (slot == "pair" and waiting):  # the control cannot be read now; the pair stands
            records[slot] = [public_id, seen]
        else:
            _discard_record(bench, row, public_id)
    return records


def _discard(bench: Bench, sent: Sent) -> Saved:
    with transaction.atomic():
        row = _locked(bench, sent.key)
        if row is None:
            return Saved(sent.key, "gone")
        if row.revision != sent.revision:
            return Saved(sent.key, "moved", row, "This row was changed in another window.")
        try:
            with transaction.atomic():
                for _, (public_id, _) in _outermost_first(row):
                    _discard_record(bench, row, public_id)
        except ValidationError as error:
            row.problems = [["", f"It is not deleted. {' '.join(error.messages)}"]]
            row.save(update_fields=["problems"])
            return Saved(sent.key, "saved", row)
        row.delete()
        return Saved(sent.key, "gone")


def _outermost_first(row: WorkbenchRow) -> list[tuple[str, list[Any]]]:
    """The drafts of a row; those that refer to the material of the same row come before it, and that before its
    phase."""
    order = {MODIFIED: 1, PHASE: 2}
    return sorted(row.records.items(), key=lambda slot: order.get(slot[0], 0))


def _discard_record(bench: Bench, row: WorkbenchRow, public_id: str) -> None:
    """Discards a record if it is a draft still; one that was handed in stays."""
    model = cast("type[Record]", BY_PREFIX[public_id[:3]].model)
    record = model._base_manager.filter(public_id=public_id).first()
    if record is None or record.status != "draft":
        return
    try:
        with transaction.atomic():
            review.discard(record, by=bench.user, seen=record.revision)
    except ValidationError:
        if not isinstance(record, Phase):
            raise
        hand_on(record, row)  # others name it by now: it stays, and is this row's no more


def column_of(path: Iterable[str | int]) -> str:
    """The column of the grids at which a problem of a form is told; "" where it is the whole row's."""
    names = [str(part) for part in path if isinstance(part, str)]
    if not names:
        return ""
    name = names[0] if names[0] in OUTERMOST else names[-1]
    return COLUMNS.get(name, name)


def answer(bench: Bench, key: str, doubt: str) -> WorkbenchRow:
    """Takes down that the document says what `doubt` finds implausible of a row's record. Raises ValidationError."""
    row = WorkbenchRow.objects.filter(paper=bench.paper, user=bench.user, key=key).first()
    if row is None:
        raise ValidationError("This row is not stored; reload the page.")
    answered = False
    for public_id in row.record_ids:
        record = cast("Record | None", BY_PREFIX[public_id[:3]].model._base_manager.filter(public_id=public_id).first())
        if record is not None and doubt in review.open_doubts([record])[public_id]:
            review.answer_doubt(record, doubt, by=bench.user, seen=record.revision)
            answered = True
    if not answered:
        raise ValidationError("This doubt is not open any more; look at the row again.")
    return row


def paper_of(public_id: str) -> Source | None:
    """The source with this id, if it stands."""
    return Source.objects.filter(public_id=public_id).exclude(status="withdrawn").first()
