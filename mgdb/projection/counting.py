"""Record types whose public form counts other records that refer to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from mgdb.records import RecordType

COUNTED: dict[str, Callable[[Any], QuerySet[Any]]] = {
    "material": lambda rows: rows.with_measurement_count(),
    "phase": lambda rows: rows.with_material_count(),
    "source": lambda rows: rows.with_counts(),
}


def counted(record_type: RecordType) -> QuerySet[Any]:
    """All records of a type, published and not, with what is counted of them."""
    rows = record_type.model._default_manager.all()
    return COUNTED[record_type.name](rows) if record_type.name in COUNTED else rows
