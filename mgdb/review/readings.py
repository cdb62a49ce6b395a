"""How many readings a record rests on: counted from those recorded of what it says now, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Sum

from mgdb.models import Record, RecordedReading
from mgdb.records import SECTIONS, type_of

from . import batches
from .actors import Actor, user_of
from .serialization import content_hash, to_dict, with_parts

Method = RecordedReading.Method
# What curators say of a record beside what they read in the document.
NOT_READ = {"readings", "flags", "remarks"}
MOST = 32_767  # what the column holds


def hash_of_reading(form: Mapping[str, Any]) -> str:
    """A hash of what was read in the document: `form` without the curators' own words on it."""
    return content_hash({key: value for key, value in form.items() if key not in NOT_READ})


def record_first(record: Record, form: Mapping[str, Any], method: Method, by: Actor) -> None:
    """`record_reading` of a record that was just entered; in a batch it waits for those of the others."""
    batch = batches.present()
    if not batches.keeps():
        return
    if batch is None:
        record_reading(record, form, method, by)
        return
    reading = RecordedReading(
        public_id=record.public_id, content_hash=hash_of_reading(form), by=user_of(by), method=method, count=1
    )
    batch.waiting[store_first].append((record, reading))


def store_first(noted: Iterable[tuple[Record, RecordedReading]]) -> None:
    """Stores the readings of records that were just entered. One that bears the id of a record that is gone may have
    been read before."""
    first = {record.public_id: (record, reading) for record, reading in noted}
    before = RecordedReading.objects.filter(public_id__in=first)
    known = set(before.values_list("public_id", "content_hash"))
    new = [reading for _, reading in first.values() if (reading.public_id, reading.content_hash) not in known]
    RecordedReading.objects.bulk_create(new)
    for public_id in {public_id for public_id, _ in known}:
        record, reading = first[public_id]
        _count(record, reading.content_hash)


def record_reading(record: Record, form: Mapping[str, Any], method: Method, by: Actor) -> None:
    """Notes that `form`, the present content of `record`, was read by `method`; a person's counts once.

    Who writes what nobody had read so has read it. Who writes beside a content that stands (a flag, a remark) has not
    said that they compared the rest with the document: only `Method.CONFIRMED` says that.
    """
    reading = {"public_id": record.public_id, "content_hash": hash_of_reading(form)}
    if method == Method.CONFIRMED:
        RecordedReading.objects.get_or_create(**reading, by=user_of(by), defaults={"method": method, "count": 1})
    elif not RecordedReading.objects.filter(**reading).exists():
        RecordedReading.objects.create(**reading, by=user_of(by), method=method, count=1)
    count_readings(record, form)


def count_readings(record: Record, form: Mapping[str, Any]) -> None:
    """Sets `readings` of the stored `record`, whose content is `form`."""
    _count(record, hash_of_reading(form))


def _count(record: Record, content_hash: str) -> None:
    found = RecordedReading.objects.filter(public_id=record.public_id, content_hash=content_hash)
    counted = min(found.aggregate(sum=Sum("count"))["sum"] or 1, MOST)
    if record.readings != counted:
        type(record)._base_manager.filter(pk=record.pk).update(readings=counted)
        record.readings = counted


def form_of(record: Record) -> dict[str, Any]:
    """The form of the stored row of `record`, with its parts as they are now."""
    return to_dict(with_parts(type_of(type(record))).get(pk=record.pk))


def record_files(records: Iterable[Record]) -> None:
    """Notes the readings behind records that the operator's loader has just written: as many as their files say."""
    written = {record.public_id: record for record in records}
    hashes = {public_id: hash_of_reading(to_dict(record)) for public_id, record in written.items()}
    rows = [
        RecordedReading(
            public_id=public_id, content_hash=hashes[public_id], method=Method.DATASET_FILE, count=record.readings
        )
        for public_id, record in written.items()
    ]
    RecordedReading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["public_id", "content_hash", "by"], update_fields=["count"]
    )
    for reading in RecordedReading.objects.filter(public_id__in=written, by__isnull=False):
        if reading.content_hash == hashes[reading.public_id]:
            count_readings(written[reading.public_id], to_dict(written[reading.public_id]))


def complete() -> int:
    """Records the readings of records of earlier versions, which had only the number. Returns how many records."""
    known = set(RecordedReading.objects.values_list("public_id", flat=True).distinct())
    new = []
    for record_type in SECTIONS.values():
        ids = set(record_type.model._base_manager.values_list("public_id", flat=True)) - known
        for record in with_parts(record_type).filter(public_id__in=ids):
            reading = RecordedReading(
                public_id=record.public_id,
                content_hash=hash_of_reading(to_dict(record)),
                method=Method.DATASET_FILE,
                count=record.readings,
            )
            new.append(reading)
    RecordedReading.objects.bulk_create(new)
    return len(new)
