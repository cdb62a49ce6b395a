"""Cells of a checked table, corrected where the check found fault with them: the file stays as it was sent.

What is read instead is kept beside the upload, with what stood there, and the line alone is checked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from mgdb.formats.sheets import SheetFile
from mgdb.models import TableLine, TableUpload

from .building import BuiltLine
from .lines import Corrections, TableLineRead, lines_of
from .mapping import TableMapping
from .running import State, TableFault, Tally, compare, count, fingerprint, prepared, tried

MOST = 300  # lines of a table; a table with more faults is better corrected as a file
LONGEST = 500  # characters of a cell
PEERS = 50  # lines about the same material that a line is compared with


def line_of(upload: TableUpload, number: int) -> TableLineRead:
    """The line `number` of a checked table as it is read now. Raises TableFault, UnreadableSheet."""
    found, mapping, _ = prepared(upload)
    return _line(found, mapping, number, upload.choices.get("cells", {}))


def correct(upload: TableUpload, number: int, texts: Mapping[int, str], *, by: User) -> TableLine:
    """Reads `texts` (by column) in place of what stands in line `number`, and checks that line; returns what it says.

    A text that is the file's own takes a correction back. Raises TableFault, UnreadableSheet, and keeps nothing.
    """
    with transaction.atomic():
        upload = TableUpload.objects.select_for_update(of=("self",)).select_related("job").get(pk=upload.pk)
        if not upload.checked or upload.checked != fingerprint(upload):
            raise TableFault("What is read of the table has changed since it was checked. Check it again first.")
        if upload.job is not None and not upload.job.is_finished:
            raise TableFault("The table is being checked or loaded; correct it when that has ended.")
        corrections: dict[str, Any] = dict(upload.choices.get("cells", {}))
        found, mapping, builder = prepared(upload)
        in_file = _line(found, mapping, number, {})
        before = _line(found, mapping, number, corrections)
        corrections.pop(str(number), None)
        if changed := _changed(in_file, texts):
            corrections[str(number)] = changed
        if len(corrections) > MOST:
            raise TableFault(f"Up to {MOST} lines are corrected here. Correct the others in the file, and upload it.")
        after = _line(found, mapping, number, corrections)
        row = upload.lines.filter(number=number).exclude(state=State.LEFT_OUT).first()
        if row is None:
            raise TableFault(f"Line {number} is left out of the table; there is nothing to correct in it.")
        builder.matches.prepare([before, after])
        old = builder.build(before)
        builder.forget()
        new = builder.build(after)
        [found_row] = tried(upload, [new], by)
        _compare(upload, found, mapping, builder.build, new, found_row, corrections)
        upload.report = _recounted(upload.report, (old, row), (new, found_row))
        upload.choices = {kind: some for kind, some in upload.choices.items() if kind != "cells"}
        if corrections:
            upload.choices["cells"] = corrections
        upload.checked, upload.used_at = fingerprint(upload), timezone.now()
        upload.save(update_fields=["report", "choices", "checked", "used_at"])
        found_row.pk = row.pk
        found_row.save(force_update=True)
    return found_row


def _line(found: SheetFile, mapping: TableMapping, number: int, corrections: Corrections) -> TableLineRead:
    line = next((one for one in lines_of(found, mapping, corrections) if one.number == number), None)
    if line is None:
        raise TableFault(f"The table has no line {number} below its heads that is not blank.")
    return line


def _changed(line: TableLineRead, texts: Mapping[int, str]) -> dict[str, list[str]]:
    changed = {}
    for place, text in texts.items():
        text = " ".join(text.split())
        if not 0 <= place < len(line.cells):
            raise TableFault(f"Line {line.number} has no column {place + 1}.")
        if len(text) > LONGEST:
            raise TableFault(f"Column {place + 1} would hold {len(text):,} characters; up to {LONGEST} are taken here.")
        if text != line.cells[place]:
            changed[str(place)] = [line.cells[place], text]
    return changed


def _compare(
    upload: TableUpload,
    found: SheetFile,
    mapping: TableMapping,
    build: Any,
    new: BuiltLine,
    row: TableLine,
    corrections: Corrections,
) -> None:
    """Says where another line of the table has a value of the same, earlier or later."""
    peers = upload.lines.filter(material=row.material, source=row.source).exclude(number=row.number)
    peers = peers.exclude(state__in=(State.FAULT, State.LEFT_OUT))
    wanted = set(peers.values_list("number", flat=True)[:PEERS])
    seen: dict[int, tuple[int, str]] = {}
    for line in lines_of(found, mapping, corrections) if wanted else ():
        if line.number in wanted:
            other = build(line)
            compare(other, TableLine(number=other.number, state=State.SOUND), seen)
    compare(new, row, seen)


def _recounted(report: Mapping[str, Any], old: tuple[BuiltLine, TableLine], new: tuple[BuiltLine, TableLine]) -> Any:
    """The counts of a check, with one line said otherwise; how many records are new is counted at the next check."""
    tally = Tally(
        states=Counter(report.get("states", {})),
        properties=Counter(report.get("properties", {})),
        about=Counter(report.get("about", {})),
        terms=Counter({(target, text): times for target, text, times in report.get("terms", ())}),
        unreadable=Counter(dict(report.get("unreadable", ()))),
        values=report.get("new", {}).get("measurements", 0),
        blanks=report.get("blanks", 0),
    )
    count(*old, tally, -1)
    count(*new, tally)
    for counter in (tally.states, tally.properties, tally.about, tally.terms, tally.unreadable):
        for key in [key for key, times in counter.items() if times <= 0]:
            del counter[key]
    data = tally.as_data()
    kept = {name: data[name] for name in ("states", "properties", "about", "terms", "unreadable", "blanks")}
    new_records = {**report.get("new", {}), "measurements": tally.values}
    several = {**report.get("several", {}), **dict(tally.several.items())}
    return {**report, **kept, "new": new_records, "several": several}
