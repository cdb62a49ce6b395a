"""What changed when: the versions that the database's triggers kept of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mgdb.models import Record

# Bookkeeping, and what follows from other columns.
BOOKKEEPING_COLUMNS = {
    "id", "pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "pgh_context_id", "pgh_obj_id",
    "created_at", "updated_at", "revision", "search_text", "search_vector",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One moment: what was done, and the columns that it changed, from what to what."""

    when: datetime
    what: str
    columns: tuple[tuple[str, str, str], ...]


def history_of(record: Record) -> list[Change]:
    """The changes of `record` itself, newest first, from its events; changes of bookkeeping alone are left out."""
    changes: list[Change] = []
    before: dict[str, Any] | None = None
    for event in record.events.order_by("pgh_id").values():
        now = {name: value for name, value in event.items() if name not in BOOKKEEPING_COLUMNS}
        if before is None:
            changes.append(Change(event["pgh_created_at"], "entered", ()))
        else:
            columns = tuple(
                (_label(record, name), _text(before.get(name)), _text(value))
                for name, value in now.items()
                if before.get(name) != value
            )
            if columns:
                changes.append(Change(event["pgh_created_at"], "changed", columns))
        before = now
    return changes[::-1]


def _label(record: Record, name: str) -> str:
    return str(record._meta.get_field(name.removesuffix("_id") if name != "public_id" else name).verbose_name)


def _text(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return "–" if value in (None, "", {}) else str(value)
