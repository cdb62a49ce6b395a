"""The curators' work list: what the latest audit found, kept as rows, and looked at again where records changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from mgdb.models import Finding
from mgdb.records import BY_NAME

from . import findings
from .findings import Found

# Kinds that are found in one record alone, and not by comparing it with others.
OF_ONE_RECORD = ("missing_condition", "no_number", "doubt", "missing_electrolyte", "missing_amount", "missing_formula",
                 "flag")  # fmt: skip


# Any fixed number: it names the advisory lock behind which writers of the work list queue up.
WORK_LIST_LOCK = 7391046


@transaction.atomic
def store(found: Iterable[Found], among: Any = None, *, looked_at: datetime | None = None) -> int:
    """Makes `found` the work list, or the part of it that the queryset `among` has; how many rows are new.

    `looked_at` is when the reading of the records began (now, where nothing changed since): what is changed later is
    looked at again. What was found before, and says the same, keeps the time at which it was first found.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WORK_LIST_LOCK])
    stored = {
        (row.kind, row.public_id, row.subject): row for row in (Finding.objects.all() if among is None else among)
    }
    wanted = {one.key: one for one in found}
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    Finding.objects.filter(pk__in=gone).delete()
    now, new, changed = looked_at or timezone.now(), [], []
    for key, one in wanted.items():
        row = stored.get(key)
        if row is None:
            new.append(_row(one, now))
        elif (row.content_hash, row.words, row.place) != (one.content_hash, one.words, one.place):
            if row.content_hash != one.content_hash:
                row.found_at = now
            row.content_hash, row.words, row.place = one.content_hash, one.words, one.place
            changed.append(row)
    rows = (
        Finding.objects.all() if among is None else Finding.objects.filter(pk__in=[row.pk for row in stored.values()])
    )
    rows.update(looked_at=now)
    order = list(findings.KINDS)
    new.sort(key=lambda row: (order.index(row.kind), row.public_id))
    Finding.objects.bulk_create(new, batch_size=1000)
    Finding.objects.bulk_update(changed, ["content_hash", "words", "place", "found_at"], batch_size=1000)
    return len(new)


def _row(one: Found, now: datetime) -> Finding:
    return Finding(
        kind=one.kind,
        record_type=one.record_type,
        public_id=one.public_id,
        subject=one.subject,
        content_hash=one.content_hash,
        words=one.words,
        place=one.place,
        document=one.documents[0] if one.documents else "",
        found_at=now,
        looked_at=now,
    )


def look_again() -> int:
    """Looks again at the records on the work list that were changed since it was made; how many."""
    began = timezone.now()
    listed = Finding.objects.filter(kind__in=OF_ONE_RECORD)
    changed: set[str] = set()
    for name in listed.order_by().values_list("record_type", flat=True).distinct():
        since = dict(listed.filter(record_type=name).order_by("looked_at").values_list("public_id", "looked_at"))
        rows = BY_NAME[name].model._base_manager.filter(public_id__in=since)
        changed |= {public_id for public_id, at in rows.values_list("public_id", "revised_at") if at > since[public_id]}
    if changed:
        found: list[Found] = []
        for row in findings.measurements(changed):
            found += [*findings.of_measurements([row]), *findings.doubts_of([row])]
        found += findings.doubts_of(findings.curves(changed))
        found += findings.of_other_records(changed)
        store(found, listed.filter(public_id__in=changed), looked_at=began)
    return len(changed)
