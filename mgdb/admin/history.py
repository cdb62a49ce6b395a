"""Who changed what and when, read from the rows that the database's triggers wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

# Bookkeeping that changes with everything, and numbers that follow from the ones shown.
PASSED_OVER = {
    "id", "public_id", "revision", "created_at", "updated_at", "position", "search_low", "search_high", "elements",
    "composition", "formula_reduced", "bibliographic_key", "digits",
}  # fmt: skip
WORDS = {"insert": "entered", "update": "changed", "delete": "removed"}


@dataclass
class Change:
    """One row written, changed or removed: when, by whom, and each column's value before and after."""

    when: datetime
    who: str
    did: str
    what: str
    columns: list[tuple[str, str, str]] = field(default_factory=list)


def changes_of(record: models.Model, limit: int | None = None) -> list[Change]:
    """The changes of `record` and its parts, newest first, at most `limit`."""
    found: list[tuple[Any, Any, type[models.Model]]] = []
    for model, condition in (record._meta.concrete_model, {"pgh_obj_id": record.pk}), *_parts(record):
        found += _with_predecessor(model, condition)
    found.sort(key=lambda item: item[0].pgh_created_at, reverse=True)
    found = [item for item in found if _differences(*item) or item[0].pgh_label != "update"][:limit]
    users, names = _users(event for event, _, _ in found), _Names()
    for event, before, model in found:
        names.note(model, event, before)
    return [
        Change(
            event.pgh_created_at,
            users.get(_user_id(event), "operator’s command" if _user_id(event) is None else "account removed"),
            WORDS.get(event.pgh_label, event.pgh_label),
            str(model._meta.verbose_name),
            [
                (
                    str(model._meta.get_field(name).verbose_name),
                    names.shown(model, name, old),
                    names.shown(model, name, new),
                )
                for name, old, new in _differences(event, before, model)
            ],
        )
        for event, before, model in found
    ]


def _parts(record: models.Model) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
    """The tracked models whose rows fall with `record`, with what finds their events (of removed rows too)."""
    for relation in record._meta.related_objects:
        part = relation.related_model
        if not _is_tracked(part) or relation.on_delete is not models.CASCADE:
            continue
        yield part, {relation.field.name: record.pk}
        if relation.one_to_one and part._meta.pk.name == relation.field.name:
            for inner in part._meta.related_objects:
                if _is_tracked(inner.related_model) and inner.on_delete is models.CASCADE:
                    yield inner.related_model, {inner.field.name: record.pk}


def _is_tracked(model: type[models.Model]) -> bool:
    return any(relation.name == "events" for relation in model._meta.related_objects)


def _with_predecessor(
    model: type[models.Model], condition: dict[str, Any]
) -> list[tuple[Any, Any, type[models.Model]]]:
    events = model._meta.get_field("events").related_model
    last: dict[Any, Any] = {}
    found = []
    for event in events.objects.filter(**condition).select_related("pgh_context").order_by("pgh_id"):
        found.append((event, last.get(event.pgh_obj_id), model))
        last[event.pgh_obj_id] = event
    return found


def _differences(event: Any, before: Any, model: type[models.Model]) -> list[tuple[str, Any, Any]]:
    removed = event.pgh_label == "delete"
    found = []
    for column in event._meta.concrete_fields:
        name = column.name
        if name.startswith("pgh_") or name in PASSED_OVER:
            continue
        if (
            column.is_relation
            and before is None
            and not removed
            and model._meta.get_field(name).remote_field.on_delete is models.CASCADE
        ):
            continue  # a new part names its record, on whose page we are
        value = getattr(event, column.attname)
        old = value if removed else getattr(before, column.attname) if before else None
        new = None if removed else value
        default = None if before or removed else _default(model, name)
        if old != new and not (before is None and new in (None, "", [], {}, default)):
            found.append((name, old, new))
    return [item for item in found if not (removed and item[1] in (None, "", [], {}))]


def _default(model: type[models.Model], name: str) -> Any:
    column = model._meta.get_field(name)
    return column.get_default() if column.has_default() else None


def _user_id(event: Any) -> int | None:
    return (event.pgh_context.metadata or {}).get("user") if event.pgh_context else None


def _users(events: Iterable[Any]) -> dict[int, str]:
    wanted = {_user_id(event) for event in events} - {None}
    if not wanted:
        return {}
    return {user.pk: user.get_username() for user in get_user_model().objects.filter(pk__in=wanted)}


class _Names:
    """Names of the rows that columns refer to, fetched once per model."""

    def __init__(self) -> None:
        self.wanted: dict[type[models.Model], set[Any]] = {}
        self.found: dict[type[models.Model], dict[Any, str]] | None = None

    def note(self, model: type[models.Model], event: Any, before: Any) -> None:
        for name, old, new in _differences(event, before, model):
            column = model._meta.get_field(name)
            if column.is_relation:
                self.wanted.setdefault(column.related_model, set()).update({old, new} - {None})

    def shown(self, model: type[models.Model], name: str, value: Any) -> str:
        column = model._meta.get_field(name)
        if value in (None, "", [], {}):
            return "–"
        if column.is_relation:
            if self.found is None:
                self.found = {
                    other: {row.pk: str(row) for row in other._base_manager.filter(pk__in=keys)}
                    for other, keys in self.wanted.items()
                }
            return self.found[column.related_model].get(value, f"removed ({value})")
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, dict):
            return "; ".join(f"{key}: {one}" for key, one in value.items())
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float):
            return f"{value:.10g}"
        return str(dict(column.flatchoices).get(value, value))
