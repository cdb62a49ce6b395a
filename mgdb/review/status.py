"""The status machine: draft → in review → published → withdrawn. Only here does a status change."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from mgdb.models import Record

from .publication import dependants, lock, references, unpublished


def submit(record: Record) -> None:
    """Hands a draft to the reviewers; ValidationError when it refers to what was withdrawn and can never be public."""
    if record.status != "draft":
        raise ValidationError(f"Only a draft is handed in for review; this record is {record.get_status_display()}.")
    withdrawn = [
        f"{other.type_name()} {other.public_id}" for other in references(record) if other.status == "withdrawn"
    ]
    if withdrawn:
        raise ValidationError(
            f"It refers to what was withdrawn: {'; '.join(withdrawn)}. Change these references first."
        )
    _change(record, status="in_review")


@transaction.atomic
def publish(record: Record) -> None:
    """Makes `record` public; ValidationError when what it or a part of it refers to is not."""
    lock([record])
    if reasons := unpublished(record):
        raise ValidationError(reasons)
    _change(record, status="published", withdrawn_reason="")


@transaction.atomic
def withdraw(record: Record, reason: str) -> None:
    """Takes `record` back; its id stays and says why. ValidationError without a reason or while others refer to it."""
    if not reason.strip():
        raise ValidationError({"withdrawn_reason": "Say why the record is withdrawn; its address will show it."})
    lock([record])  # before its dependants are looked up: who publishes one of them holds this row
    named = [f"{other.type_name()} {other.public_id} ({other})" for other in dependants(record)]
    if named:
        raise ValidationError(f"Published records refer to it: {'; '.join(named)}. Withdraw these first.")
    _change(record, status="withdrawn", withdrawn_reason=reason.strip())


def _change(record: Record, **columns: object) -> None:
    for name, value in columns.items():
        setattr(record, name, value)
    record.save(update_fields=[*columns, "updated_at"])
