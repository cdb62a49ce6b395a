"""`revision` rises with every change of a record or of its parts, once per transaction; triggers see to it.

So no interface escapes it, and a citation of “revision 3” means one state of the record with all that belongs to it.
What a transaction writes in entering a record belongs to its revision 1. `revised_at` is the time at which the
transaction began that raised the revision last: by it the same transaction knows that it has done so.
"""

from __future__ import annotations

import pgtrigger
from django.db import models

from mgdb.models import Record
from mgdb.models.base import DERIVED
from mgdb.projection.changed_rows import key_of, paths_of
from mgdb.records import RECORD_TYPES, Part

NAME = "revision"
BOOKKEEPING = {
    "revision", "revised_at", "created_at", "updated_at", "entered_by", "editors", "published_by", "published_editors",
    "self_reviewed", "readings",
}  # fmt: skip
# Whoever writes a whole row writes the revision that it had read: that is never taken over.
RECORD = """
IF TG_OP = 'INSERT' THEN
    NEW.revised_at := now();
ELSIF OLD.revised_at <> now() AND (NEW.revised_at = now() OR {changed}) THEN
    NEW.revision := OLD.revision + 1;
    NEW.revised_at := now();
ELSE
    NEW.revision := OLD.revision;
    NEW.revised_at := OLD.revised_at;
END IF;
RETURN NEW;
"""
PART = """
IF TG_OP = 'UPDATE' AND NOT {changed} THEN
    RETURN NULL;
END IF;
IF TG_OP <> 'INSERT' THEN
{before}
END IF;
IF TG_OP <> 'DELETE' THEN
{after}
END IF;
RETURN NULL;
"""


def _changed(model: type[models.Model]) -> str:
    """SQL: whether any column differs that does not merely follow from others."""
    names = [
        f'"{column.column}"'
        for column in model._meta.concrete_fields
        if column.name not in BOOKKEEPING | DERIVED and not isinstance(column, models.GeneratedField)
    ]
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


def _touch(record: type[models.Model], path: list[Part], row: str) -> str:
    """SQL that tells the record that its part `row`, reached by `path`, changed."""
    table = record._meta.db_table
    return f'    UPDATE "{table}" SET revised_at = now() WHERE id = {key_of(path, row)} AND revised_at <> now();'  # noqa: S608 - our own names


def register() -> None:
    """Declare the triggers to pgtrigger, from whose declarations migrations are made."""
    touches: dict[type[models.Model], list[tuple[type[models.Model], list[Part]]]] = {}
    for record_type in RECORD_TYPES:
        if issubclass(record_type.model, Record):
            trigger = pgtrigger.Trigger(
                name=NAME,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=RECORD.format(changed=_changed(record_type.model)),
            )
            pgtrigger.register(trigger)(record_type.model)
        for path in paths_of(record_type.parts):
            touches.setdefault(path[-1].model, []).append((record_type.model, path))
    for model, ways in touches.items():
        trigger = pgtrigger.Trigger(
            name=NAME,
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func=PART.format(
                changed=f"({_changed(model)})",
                before="\n".join(_touch(record, path, "OLD") for record, path in ways),
                after="\n".join(_touch(record, path, "NEW") for record, path in ways),
            ),
        )
        pgtrigger.register(trigger)(model)
