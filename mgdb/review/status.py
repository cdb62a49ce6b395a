"""The status machine: draft → in review → published → withdrawn. Only here does a status change."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError

from mgdb.models import Record


def references_of(record: Record) -> Iterator[Record]:
    """The records that `record` and its parts refer to."""
    for column in record._meta.concrete_fields:
        if column.is_relation and (other := getattr(record, column.name)) is not None and isinstance(other, Record):
            yield other


def unpublishable(record: Record) -> list[str]:
    """Why `record` cannot be published yet; empty when it can."""
    return [
        f"{other.type_name()} {other.public_id} ({other}) is {other.get_status_display()}; publish it first."
        for other in references_of(record)
        if other.status != "published"
    ]


def submit(record: Record) -> None:
    """Hands a draft to the reviewers."""
    if record.status != "draft":
        raise ValidationError(f"Only a draft is handed in for review; this record is {record.get_status_display()}.")
    _change(record, status="in_review")


def publish(record: Record) -> None:
    """Makes `record` public; ValidationError when what it refers to is not."""
    reasons = unpublishable(record)
    if reasons:
        raise ValidationError(reasons)
    _change(record, status="published", withdrawn_reason="")


def withdraw(record: Record, reason: str) -> None:
    """Takes `record` back; its id stays and says why. ValidationError without a reason or while others refer to it."""
    if not reason.strip():
        raise ValidationError({"withdrawn_reason": "Say why the record is withdrawn; its address will show it."})
    dependants = [
        f"{related.name} {other.public_id} ({other})"
        for related in record._meta.related_objects
        if issubclass(related.related_model, Record)
        for other in related.related_model._base_manager.filter(**{related.field.name: record}, status="published")[:3]
    ]
    if dependants:
        raise ValidationError(f"Published records refer to it: {'; '.join(dependants)}. Withdraw these first.")
    _change(record, status="withdrawn", withdrawn_reason=reason.strip())


def _change(record: Record, **columns: object) -> None:
    for name, value in columns.items():
        setattr(record, name, value)
    record.revision += 1
    record.save(update_fields=[*columns, "revision", "updated_at"])
