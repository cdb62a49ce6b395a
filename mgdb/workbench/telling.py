"""What is told of rows: how each is read, what stands in its way, what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mgdb.models import Record, WorkbenchRow
from mgdb.review import open_doubts
from mgdb.review.by_id import records_by_id

from . import curves, relations, subjects
from .bench import Bench
from .grids import GRIDS
from .known import same_curves, same_values
from .limits import Sent
from .reading import Payload, Reading, RowError
from .values import read_value

Row = WorkbenchRow | Sent


@dataclass
class Told:
    """What is told of one row.

    state: blank, waiting (something stands in its way), read (it can be read, and is no draft), known (it names a
    record that stands), doubt (a draft with open doubts), or the status of its record. notes: what there is to say at
    its columns; kind is fault, question, wait, doubt or hint.
    """

    key: str
    state: str
    reading: Reading
    notes: list[dict[str, Any]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    known: list[Record] = field(default_factory=list)


def grid_of(row: Row) -> str:
    return row.tab if isinstance(row, WorkbenchRow) else row.grid


def read(bench: Bench, grid: str, payload: Payload, records: Mapping[str, Sequence[Any]] | None = None) -> Reading:
    """What a row says; `records` are the drafts that it became."""
    if is_blank(grid, payload):
        return Reading()
    if grid == "values":
        return read_value(bench, payload)
    own = next((public_id for slot, (public_id, _) in (records or {}).items() if slot in ("material", "cell")), "")
    reader = {**subjects.READERS, **curves.READERS, **relations.READERS}.get(grid)
    return reader(bench, payload, own) if reader else Reading()


def is_blank(grid: str, payload: Payload) -> bool:
    """Whether nothing is typed but what new rows begin with."""
    return grid == "context" or not any(
        payload.get(column.key, "").strip() for column in GRIDS[grid].columns if not column.fills
    )


def tell(bench: Bench, rows: Iterable[Row]) -> list[Told]:
    """What is told of each row, in a number of queries that does not grow with them."""
    every = list(rows)
    stored = {row.key: row for row in every if isinstance(row, WorkbenchRow)}
    readings = {row.key: _reading(bench, row) for row in every}
    own = [public_id for row in stored.values() for public_id in row.record_ids]
    own += list(WorkbenchRow.objects.own_ids(bench.paper, bench.user)) if len(stored) < len(every) else []
    drafts = {key: one.drafts for key, one in readings.items() if not one.faults}
    for key, ids in {**same_values(bench, drafts, own), **same_curves(bench, drafts, own)}.items():
        readings[key].known = ids
    found = records_by_id([*dict.fromkeys(own)], whole=True) if stored else {}
    doubts = open_doubts(list(found.values())) if found else {}
    known = records_by_id([*dict.fromkeys(public_id for one in readings.values() for public_id in one.known)])
    return [_told(row, readings[row.key], stored.get(row.key), found, doubts, known) for row in every]


def _reading(bench: Bench, row: Row) -> Reading:
    if isinstance(row, WorkbenchRow):
        return read(bench, row.tab, row.payload, row.records)
    return Reading(faults=[RowError(*row.problem)]) if row.problem else read(bench, row.grid, row.payload)


def _told(
    row: Row, reading: Reading, stored: WorkbenchRow | None, found: Mapping[str, Record],
    doubts: Mapping[str, Collection[str]], known: Mapping[str, Record],
) -> Told:  # fmt: skip
    told = Told(row.key, "blank", reading)
    told.records = [found[public_id] for public_id in (stored.record_ids if stored else ()) if public_id in found]
    told.known = [known[public_id] for public_id in reading.known if public_id in known]
    for fault in reading.faults:
        told.notes.append(_note(fault.column, fault.reason, "question" if fault.asked else "fault", fault.spellings))
    for fault in reading.waits:
        told.notes.append(_note(fault.column, fault.reason, "question" if fault.asked else "wait", fault.spellings))
    told.notes += [_note(hint.column, hint.reason, "hint", hint.spellings) for hint in reading.hints]
    if stored is not None and not reading.faults:
        said = {note["text"] for note in told.notes}
        told.notes += [_note(column, reason, "fault") for column, reason in stored.problems if reason not in said]
    if told.records:
        for record in told.records:
            for doubt in doubts.get(record.public_id, ()):
                told.notes.append(_note("", doubt, "doubt") | {"record": record.public_id})
    else:
        told.notes += [_note(column, doubt, "doubt") for column, doubt in reading.doubts]
    told.state = _state(row, told)
    return told


def _note(column: str, text: str, kind: str, spellings: Iterable[str] = ()) -> dict[str, Any]:
    return {"column": column, "text": text, "kind": kind, "spellings": list(spellings)}


def _state(row: Row, told: Told) -> str:
    kinds = {note["kind"] for note in told.notes}
    if is_blank(grid_of(row), row.payload):
        return "blank"
    if kinds & {"fault", "question", "wait"}:
        return "waiting"
    if told.reading.means and not told.records:
        return "known"
    if not told.records:
        return "read"
    return "doubt" if "doubt" in kinds else told.records[0].status
