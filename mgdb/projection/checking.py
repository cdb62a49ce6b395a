"""Compares the stored public forms of records with those that are made now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction

from mgdb.models import PublicForm
from mgdb.records import RECORD_TYPES, RecordType

from .emptying import published
from .filling import AT_ONCE, LOCK, Progress, say_nothing
from .making import Fault, fingerprint, make

KEYS = "SELECT id, public_id FROM ({published}) AS published WHERE id > %s ORDER BY id LIMIT %s"
SUPERFLUOUS = """
SELECT public_id FROM mgdb_publicform AS form WHERE record_type = %s
AND NOT EXISTS (SELECT FROM ({published}) AS published WHERE published.id = form.record_pk)
"""
STORED = ("record_pk", "public_id", "body", "cells", "data", "shape", "line", "refs", "made_by")


@dataclass
class Report:
    """What a comparison found: forms that are right, those that are still to be made, what is wrong, and which records
    cannot be shown."""

    right: int = 0
    empty: int = 0
    differences: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.right} public forms are right, {self.empty} are still to be made"


def check(progress: Progress = say_nothing) -> Report:
    """Compares all of them, a few hundred at a time; nothing that they show changes meanwhile."""
    report = Report()
    for record_type in RECORD_TYPES:
        done = 0
        for keys, last in _batches(record_type):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(LOCK)
                _compare(record_type, keys, report)
            done += len(keys)
            progress(record_type.plural, done, last)
        with connection.cursor() as cursor:
            cursor.execute(SUPERFLUOUS.format(published=published(record_type)), [record_type.name])
            report.differences += [f"{public_id}: a form of no published record" for (public_id,) in cursor.fetchall()]
    return report


def _batches(record_type: RecordType) -> Iterator[tuple[list[int], str]]:
    """The keys of the published records of a type, a few hundred at a time, each with the public id of the last."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(KEYS.format(published=published(record_type)), [last, AT_ONCE])
            rows = cursor.fetchall()
        if not rows:
            return
        yield [key for key, _ in rows], rows[-1][1]
        last = rows[-1][0]


def _compare(record_type: RecordType, keys: list[int], report: Report) -> None:
    rows = PublicForm.objects.filter(record_type=record_type.name, record_pk__in=keys).values_list(*STORED)
    stored = {key: values for key, *values in rows}
    made, faults = make(record_type, keys)
    report.faults += faults.values()
    for key, form in made.items():
        if key not in stored:
            report.differences.append(f"{form.public_id}: no form")
            continue
        *texts, made_by = stored[key]
        texts_made = (form.body, form.cells, form.data, form.shape, form.line)
        fresh = [form.public_id, *(text.decode() for text in texts_made), form.refs]
        if made_by != fingerprint():
            report.empty += 1
        elif texts != fresh:
            report.differences.append(f"{form.public_id}: the stored form is not what the record says")
        else:
            report.right += 1
