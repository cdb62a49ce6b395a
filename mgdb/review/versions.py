"""Every version of a record has an address: what it said at a revision, read from the rows that triggers wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from mgdb.models import Record
from mgdb.models.base import read_id
from mgdb.records import BY_PREFIX, Part, column_of, type_of

from .difference import plain
from .history import Version, versions_of
from .merging import current_id
from .serialization import put_rows, to_dict


class Withdrawn(Exception):
    """The record was taken back, and all that it said."""

    def __init__(self, record: Record) -> None:
        self.record = record
        super().__init__(record.withdrawn_reason)


class NoVersion(LookupError):
    """There is no such version to read; the message says why."""


@dataclass(frozen=True)
class RecordVersion:
    """All that `record` said at its published `revision`; `merged_into`: the id of what it became part of later."""

    record: Record
    revision: int
    revisions: list[int]
    form: dict[str, Any]
    merged_into: str


def read_version(public_id: str, revision: int) -> RecordVersion:
    """A published version of the record `public_id`, its own also after it was merged into another.

    Raises NoVersion; and Withdrawn for a record that was taken back, with its versions.
    """
    known = read_id(public_id)
    declared = BY_PREFIX.get(known[:3])
    if declared is None or not issubclass(declared.model, Record):
        raise NoVersion(f"No record has the id “{public_id[:60]}”.")
    record = declared.model._base_manager.filter(public_id=known).first()
    stands = record is not None and record.status == "published"
    into = "" if stands else current_id(declared.model, known)
    if record is None and into:
        raise NoVersion(f"{known} was merged into {into}, whose versions are its own; of {known} none is kept here.")
    if record is None or (record.status not in ("published", "withdrawn")):
        raise NoVersion(f"No {declared.label} has the id “{known}”.")
    if not stands and not into:
        raise Withdrawn(record)
    revisions = published_revisions(record)
    form = form_at(record, revision) if revision in revisions else None
    if form is None:
        raise NoVersion(f"{known} has no published revision {revision}; it has {', '.join(map(str, revisions))}.")
    return RecordVersion(record, revision, revisions, form, into)


def published_revisions(record: Record) -> list[int]:
    """The revisions of `record` that the public has read, the first one first."""
    own = [one for one in versions_of(record) if not one.part]
    return sorted({one.values["revision"] for one in own if one.values["status"] == "published"})


def form_at(record: Record, revision: int) -> dict[str, Any] | None:
    """The form of `record` with its parts as it was at the end of `revision`; None where it had no such revision."""
    found = versions_of(record)
    moments = [one.when for one in found if not one.part and one.values["revision"] == revision]
    if not moments:
        return None
    alive = _alive(found, max(moments))
    declared = type_of(type(record))
    (own,) = [one for one in alive if one.model is declared.model]
    row = _row(own)
    _put_parts(row, declared.parts, alive)
    assert isinstance(row, Record)
    return plain(to_dict(row))


def _alive(found: Iterable[Version], when: datetime) -> list[Version]:
    """The last version of each row that stood at `when`."""
    last: dict[tuple[type[models.Model], Any], Version] = {}
    for one in found:
        if one.when <= when:
            last[one.model, one.key] = one
    return [one for one in last.values() if one.label != "delete"]


def _row(version: Version) -> models.Model:
    values = version.values
    names = {column.attname: str(column.column) for column in version.model._meta.concrete_fields}
    return version.model(**{name: values[column] for name, column in names.items() if column in values})


def _put_parts(owner: models.Model, parts: tuple[Part, ...], alive: list[Version]) -> None:
    """Gives `owner` its parts among the rows `alive`, so that nobody asks the database for those of today."""
    for part in parts:
        column = column_of(part.model, part.parent)
        rows = [_row(one) for one in alive if one.model is part.model and one.values[str(column.column)] == owner.pk]
        rows.sort(key=lambda row: (getattr(row, "position", 0), row.pk))
        for row in rows:
            _put_parts(row, part.parts, alive)
        put_rows(owner, part, rows)
