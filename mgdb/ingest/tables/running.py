"""A table is checked, and then loaded as one batch of drafts: by the loader of dataset files, some lines at a time.

A check loads each chunk of lines and takes it back, so that what it says is what loading would; what it has said of
lines it keeps, and goes on behind them. Loading is one transaction: all lines that were chosen, or nothing. Time grows
with the lines, memory does not.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Max, Model
from django.utils import timezone

from mgdb.formats.dataset import Dataset, Entry
from mgdb.formats.sheets import SheetFile, open_sheet
from mgdb.models import Job, JobRow, Measurement, RecordedReading, TableLine, TableUpload
from mgdb.records import BY_NAME, SECTIONS

from ..loader import Broken, Loader
from ..report import LoadReport
from ..turns import take_turn
from .building import Builder, BuiltLine
from .lines import TableLineRead, first_lines, head_in, lines_of
from .mapping import TableMapping
from .matching import Matches

CHUNK = 200  # lines
LOCK_TIMEOUT = 300.0
COUNTED = 2_000  # lines after which PostgreSQL counts what is loaded, and again whenever they are twice as many
PIECE = 1800.0  # s after which a check keeps what it has said so far: a job has a limit
LISTED = 300  # of what a report lists
LENGTH = 300
READ_AS = 2  # rises where the same mapping is read otherwise: what was checked before is checked again
State = TableLine.State
Progress = Callable[[int, int, str], None]
T = TypeVar("T")


class TableFault(Exception):
    """Why a table was not loaded."""


@dataclass
class Tally:
    """What a check counts."""

    states: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    about: Counter[str] = field(default_factory=Counter)
    terms: Counter[tuple[str, str]] = field(default_factory=Counter)
    new: dict[str, set[int]] = field(default_factory=dict)  # section → what is new there
    values: int = 0
    matched: dict[str, str] = field(default_factory=dict)  # material of the table → that of the database
    several: dict[str, list[str]] = field(default_factory=dict)  # material of the table → those that it may be
    unreadable: Counter[str] = field(default_factory=Counter)  # texts in place of a DOI
    blanks: int = 0  # cells that say that there is no value

    def as_data(self) -> dict[str, Any]:
        return {
            "states": dict(self.states),
            "properties": dict(self.properties),
            "about": dict(self.about),
            "terms": [[target, text, count] for (target, text), count in self.terms.most_common(LISTED)],
            "new": {**{section: len(some) for section, some in self.new.items()}, "measurements": self.values},
            "matched": dict(islice(self.matched.items(), LISTED)),
            "matched_count": len(self.matched),
            "several": dict(islice(self.several.items(), LISTED)),
            "unreadable": self.unreadable.most_common(LISTED),
            "blanks": self.blanks,
        }


def fingerprint(upload: TableUpload) -> str:
    """A hash of all that decides what loading would do."""
    said = [READ_AS, upload.content_hash, upload.choice, upload.mapping, upload.choices]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check(upload: TableUpload, *, by: User, progress: Progress, job: int | None = None) -> Tally | None:
    """Writes what loading `upload` would make of each of its lines; in a transaction of the caller.

    None where time was up before the last line: called again by the same `job` it goes on behind those that it has
    looked at. Raises UnreadableSheet.
    """
    state = fingerprint(upload)
    begun = {"job": job, "state": state}
    found, mapping, builder = prepared(upload)
    cells = upload.choices.get("cells", {})
    total = sum(1 for _ in lines_of(found, mapping, cells))
    tally = Tally()
    seen: dict[int, tuple[int, str]] = {}
    last = upload.lines.aggregate(last=Max("number"))["last"] or 0 if upload.report.get("begun") == begun else 0
    if not last:
        upload.lines.all().delete()
    until = 0.0
    for done, lines in _chunks(lines_of(found, mapping, cells)):
        goes_on = lines[-1].number > last
        if goes_on and not until:
            until = time.monotonic() + PIECE
        elif goes_on and time.monotonic() > until:
            TableUpload.objects.filter(pk=upload.pk).update(report={"begun": begun}, checked="", used_at=timezone.now())
            return None
        builder.forget()
        builder.matches.prepare(lines)
        built = [builder.build(line) for line in lines]
        found_lines = tried(upload, built, by) if goes_on else _said_before(upload, built)
        for one, row in zip(built, found_lines, strict=True):
            compare(one, row, seen)
            count(one, row, tally)
        if goes_on:
            TableLine.objects.bulk_create(found_lines)
        progress(done, total, f"line {lines[-1].number}")
    TableUpload.objects.filter(pk=upload.pk).update(report=tally.as_data(), checked=state, used_at=timezone.now())
    return tally


def _said_before(upload: TableUpload, built: Iterable[BuiltLine]) -> list[TableLine]:
    """What was said of lines when they were tried."""
    return list(upload.lines.filter(number__in=[one.number for one in built]).order_by("number"))


def load(upload: TableUpload, job: Job, *, by: User, states: Iterable[str], progress: Progress) -> dict[str, int]:
    """Loads the lines that the check found in `states`, as drafts of `by` and rows of `job`; counts them by type.

    In a transaction of the caller, which keeps nothing when TableFault is raised.
    """
    take_turn(LOCK_TIMEOUT)
    # As it is after the load before this one; not locked, as whoever clicks again would wait for as long as this takes.
    upload = TableUpload.objects.get(pk=upload.pk)
    if fingerprint(upload) != upload.checked:
        raise TableFault("What is read of the table has changed, or was loaded, since it was checked. Check it again.")
    wanted = set(upload.lines.filter(state__in=states).values_list("number", flat=True))
    found, mapping, builder = prepared(upload)
    cells = upload.choices.get("cells", {})
    counts: Counter[str] = Counter()
    done, to_count = 0, COUNTED
    for _, lines in _chunks(line for line in lines_of(found, mapping, cells) if line.number in wanted):
        builder.matches.prepare(lines)
        built = [builder.build(line) for line in lines]
        report, loader = _load(upload.name, built, by)
        faults = [f"line {one.number}: {fault}" for one in built for fault in one.faults]
        faults += [f"line {one.line}: {one.field}: {one.reason}" for one in report.problems]
        if faults or loader.failed:
            raise TableFault("; ".join(faults[:5]) or "A record was refused.")
        rows = [
            JobRow(
                job=job,
                record_type=SECTIONS[entry.section].name,
                public_id=entry.id,
                seen=1,
                outcome=JobRow.Outcome.DONE,
            )
            for one in built
            for entry in one.entries
        ]
        JobRow.objects.bulk_create(rows)
        counts.update(row.record_type for row in rows)
        done += len(lines)
        if done >= to_count:
            _have_counted(counts)
            to_count = 2 * done
        progress(done, len(wanted), f"line {lines[-1].number}")
    TableUpload.objects.filter(pk=upload.pk).update(checked="", job=job, used_at=timezone.now())
    return dict(counts)


def _have_counted(names: Iterable[str]) -> None:
    """Has PostgreSQL count the rows of records of these types and of their parts.

    What a transaction has added nobody counts before it ends; as if there was none, all of it would be looked through
    for each chunk.
    """
    models: set[type[Model]] = {RecordedReading}
    for record_type in map(BY_NAME.__getitem__, names):
        models |= {record_type.model, *(part.model for part in record_type.all_parts())}
    tables = sorted(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


# ------------------------------------------------------------------------------------------------- a chunk
def prepared(upload: TableUpload) -> tuple[SheetFile, TableMapping, Builder]:
    mapping = TableMapping.from_data(upload.mapping)
    found = open_sheet(bytes(upload.content), upload.name, upload.as_choice)
    mapping.told_by(head_in(first_lines(found), mapping).names)
    return found, mapping, Builder(mapping, Matches(mapping, upload.choices), upload.name)


def _chunks(lines: Iterable[TableLineRead]) -> Iterator[tuple[int, list[TableLineRead]]]:
    """`lines`, some at a time, with how many that makes so far."""
    rest, done = iter(lines), 0
    while chunk := list(islice(rest, CHUNK)):
        done += len(chunk)
        yield done, chunk


def _load(file: str, built: Iterable[BuiltLine], by: User, *, kept: bool = True) -> tuple[LoadReport, Loader]:
    """Loads the entries of some lines in the present transaction, to keep them or to see what is said of them."""
    some = list(built)

    def attempt(*, savepoints: bool) -> tuple[LoadReport, Loader]:
        entries = [
            Entry(entry.section, dict(entry.form), entry.position, entry.lines) for one in some for entry in one.entries
        ]
        report = LoadReport()
        loader = Loader([Dataset(file, "", entries)], report, by=by, progress=None, remembers=False, kept=kept)
        with transaction.atomic():
            loader.run(savepoints=savepoints)
        return report, loader

    try:
        return attempt(savepoints=False)
    except Broken:  # again, so that all that the database refuses is told
        return attempt(savepoints=True)


_ID = re.compile(r"\b[a-z]{3}-[0-9a-z]{7}\b")


class _Taken(Exception):
    """Takes a chunk of a check back."""


def tried(upload: TableUpload, built: list[BuiltLine], by: User) -> list[TableLine]:
    """What loading `built` gives, line by line; nothing of it is kept."""
    rows = {one.number: _row(upload, one) for one in built}
    existing: dict[str, str] = {}
    try:
        with transaction.atomic():
            report, loader = _load(upload.name, [one for one in built if not one.faults], by, kept=False)
            existing = _existing(list({key for one in built for key in one.values} - loader.failed))
            raise _Taken
    except _Taken:
        pass
    at_fault = {}
    for problem in report.problems:
        _say(rows[problem.line], State.FAULT, problem.field, problem.reason)
        at_fault[problem.record] = problem.line
    for one in built:
        row = rows[one.number]
        for public_id in sorted(one.refers & loader.failed):
            if row.state != State.FAULT:
                where = at_fault.get(public_id)
                told = f": see line {where}" if where else ""
                _say(row, State.FAULT, "", f"Its material or source has a fault{told}.")
    own = {public_id for one in built for public_id in one.values}
    for doubt in report.doubts:
        if own.intersection(_ID.findall(doubt.reason)):  # of another line, which `_compare` names by its number
            continue
        _say(rows[doubt.line], State.DOUBT, doubt.field, doubt.reason)
    for one in built:
        for public_id in one.values:
            if public_id in existing:
                _say(rows[one.number], State.DUPLICATE, "value", f"The same value exists: {existing[public_id]}.")
    return list(rows.values())


# The graver one stays.
_ORDER: list[str] = [State.SOUND, State.DOUBT, State.DUPLICATE, State.FAULT, State.LEFT_OUT]


def _say(row: TableLine, state: str, about: str, said: str) -> None:
    row.state = max(row.state, state, key=_ORDER.index)
    about = about.split(".")[-1] if not about[-1:].isdecimal() else about.split(".")[0]
    if about and about not in row.about:
        row.about.append(about)
    if said not in row.said:
        row.said.append(said)


def _row(upload: TableUpload, one: BuiltLine) -> TableLine:
    values = list(one.values.values())
    row = TableLine(
        upload=upload,
        number=one.number,
        state=State.SOUND,
        material=one.material[:LENGTH],
        source=one.source[:LENGTH],
        properties=list(dict.fromkeys(key for key, *_ in values)),
        printed="; ".join(printed for _, printed, *_ in values),
        reading="; ".join(reading for _, _, reading, _ in values),
    )
    if one.corrected:
        _say(row, State.SOUND, "", "Corrected here.")
    if one.left_out:
        _say(row, State.LEFT_OUT, "", one.left_out)
    for fault in one.faults:
        _say(row, State.FAULT, "line", fault)
    return row


def _existing(ids: list[str]) -> dict[str, str]:
    """Of the new measurements `ids`, those whose value another one of the same source and material has; its id."""
    columns = (
        "public_id", "property_key", "source_id", "low", "high", "bound", "material__formula_reduced", "material__name",
    )  # fmt: skip
    new = list(Measurement._base_manager.filter(public_id__in=ids, kind="number").values_list(*columns))
    others = (
        Measurement._base_manager.filter(
            source__in={row[2] for row in new}, property_key__in={row[1] for row in new}, kind="number"
        )
        .exclude(public_id__in=ids)
        .exclude(status="withdrawn")
        .values_list(*columns)
    )
    known: dict[tuple[Any, ...], str] = {}
    for row in others:
        for name in filter(None, row[6:]):
            known.setdefault((*row[1:3], _number(row[3]), _number(row[4]), row[5], name), row[0])
    found: dict[str, str] = {}
    for row in new:
        for name in filter(None, row[6:]):
            if other := known.get((*row[1:3], _number(row[3]), _number(row[4]), row[5], name)):
                found.setdefault(row[0], other)
    return found


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def compare(one: BuiltLine, row: TableLine, seen: dict[int, tuple[int, str]]) -> None:
    """Says where an earlier line has a value of the same, which is remembered."""
    if row.state == State.FAULT:
        return
    own: dict[tuple[Any, ...], tuple[str, str]] = {}
    for _, printed, reading, identity in one.values.values():
        if identity in own:
            _say(row, State.DOUBT, "value", _twice(*own[identity], printed, reading))
        own.setdefault(identity, (printed, reading))
        key = int.from_bytes(hashlib.sha256(repr(identity).encode()).digest()[:10])
        number, other = seen.setdefault(key, (one.number, printed))
        if number == one.number:
            continue
        if other == printed:
            _say(row, State.DUPLICATE, "value", f"Line {number} says the same.")
        else:
            reason = (
                f"Line {number} gives {other} for the same material under the same conditions. If they are two "
                "specimens, let each line have its own."
            )
            _say(row, State.DOUBT, "value", reason)


def _twice(printed: str, reading: str, other: str, other_reading: str) -> str:
    """What is said of two columns with values of one property of the same under the same conditions."""
    if printed == other or (reading and reading == other_reading):
        return f"Two columns say the same: {printed} and {other}. Do not read one of them."
    return (
        f"Two columns give {printed} and {other} for the same material under the same conditions. Say beside each "
        "column what tells its values apart, or do not read one of them."
    )


def count(one: BuiltLine, row: TableLine, tally: Tally, times: int = 1) -> None:
    """Counts what a line says; takes it back where `times` is −1."""
    tally.states[row.state] += times
    tally.blanks += times * one.blanks
    for key in row.properties:
        tally.properties[key] += times
    for key in row.about:
        tally.about[key] += times
    for term in one.terms:
        tally.terms[term] += times
    if row.state not in (State.FAULT, State.LEFT_OUT):
        tally.values += times * len(one.values)
        for section, key in one.uses:
            tally.new.setdefault(section, set()).add(hash(key))
    if one.matched:
        tally.matched.setdefault(one.key, one.matched)
    if one.candidates:
        tally.several.setdefault(one.key, one.candidates)
    if one.unreadable:
        tally.unreadable[one.unreadable] += times


def choices_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Choices without what chooses nothing."""
    return {
        kind: {key: value for key, value in some.items() if value} for kind, some in data.items() if any(some.values())
    }
