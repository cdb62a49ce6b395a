"""What the API says of records: the one place where it is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from mgdb.models import Measurement
from mgdb.presentation import measurement_views
from mgdb.records import RecordType

from .relations import shown_rows
from .serializers import SERIALIZERS, measurements

Members = dict[str, Any]


def field_names(record_type: RecordType) -> list[str]:
    """The members of its records, in order."""
    return list(SERIALIZERS[record_type.name]._declared_fields)


def members(record_type: RecordType, keys: Iterable[int], names: Collection[str] = ()) -> dict[int, Members]:
    """key → all members of each record of these keys, in canonical units; where there are `names`, these alone."""
    keys = list(keys)
    if not keys:
        return {}
    if record_type.model is Measurement:
        views = measurement_views(Measurement.objects.filter(pk__in=keys), measurements.parts_of(names or MEASUREMENT))
        shown = measurements.serialize(views, names or MEASUREMENT)
        return {view.pk: row for view, row in zip(views, shown, strict=True)}
    rows: list[Any] = list(shown_rows(record_type).filter(pk__in=keys))
    made = SERIALIZERS[record_type.name](rows, many=True).data
    found = {row.pk: dict(one) for row, one in zip(rows, made, strict=True)}
    return {key: {name: one[name] for name in names} for key, one in found.items()} if names else found


MEASUREMENT = tuple(measurements.MEMBERS)
