"""A row is locked before it is looked at, and only as it was seen."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from mgdb.models import Record


class StaleRevision(ValidationError):
    """The record is no longer as it was seen."""

    def __init__(self, record: Record, seen: object) -> None:
        super().__init__(
            f"{record.type_name()} {record.public_id} was saved while you had it open: you saw revision {seen}, it is "
            f"now at revision {record.revision}. Nothing is done; open it again and look at what changed."
        )


def lock_seen(record: Record, seen: int | None) -> None:
    """Locks the row of `record` until the transaction ends and reads it again. Raises StaleRevision."""
    # Not FOR UPDATE: rows that refer to this one may be entered meanwhile.
    rows = type(record)._base_manager.select_for_update(of=("self",), no_key=True)
    try:
        record.refresh_from_db(from_queryset=rows)
    except type(record).DoesNotExist:
        raise ValidationError(f"{record.type_name()} {record.public_id} is gone: its author discarded it.") from None
    if record.revision != seen:
        raise StaleRevision(record, "none" if seen is None else seen)
