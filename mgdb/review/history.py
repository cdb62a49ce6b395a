"""Who changed what and when, in a record and in its parts, read from the rows that the database's triggers wrote."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import connection, models
from pghistory.models import Context, Event
from psycopg import sql

from mgdb.models import ChangeRequest, Record
from mgdb.records import Part, column_of, type_of

# Bookkeeping that changes with everything, and numbers that follow from the ones shown.
PASSED_OVER = {
    "id", "public_id", "revision", "created_at", "updated_at", "position", "search_low", "search_high", "elements",
    "composition", "formula_reduced", "bibliographic_key", "bibtex_key", "digits", "entered_by", "editors",
    "published_by", "published_editors", "self_reviewed",
}  # fmt: skip
ACTIONS = {"insert": "entered", "update": "changed", "delete": "removed"}
EMPTY: tuple[Any, ...] = (None, "", [], {})
Model = type[models.Model]


@dataclass
class Change:
    """One row that was entered, changed or removed: when, by whom, why, and each column's value before and after.

    `row` is what the row is called: “material”, “report”. `part`: whether it is a part of the record. `revision`: the
    one of the record that it made. `why` and `decision` come from review: the reason given, and who decided.
    """

    when: datetime
    who: str
    action: str
    row: str
    part: bool
    columns: list[tuple[str, str, str]]
    revision: int | None = None
    why: str = ""
    decision: str = ""


@dataclass
class Version:
    """One row of an event table: the `values` that `model`'s row had from then on, or last."""

    model: Model
    key: Any
    when: datetime
    label: str
    user: int | None
    values: dict[str, Any]
    before: dict[str, Any] | None
    part: bool


def changes_of(record: Record, limit: int | None = None, *, public: bool = False) -> list[Change]:
    """The changes of `record` and its parts, newest first, at most `limit`.

    For the public: people go by the name that they chose or by their role, records that are not public are not named,
    and what was entered together with the record is one change without details.
    """
    versions = versions_of(record)
    moments = {one.when: one for one in versions if not one.part}
    found = [(one, _differences(one)) for one in versions]
    found = [item for item in found if item[1] or item[0].label != "update"]
    entered = next((one.when for one, _ in found if not one.part and one.label == "insert"), None)
    if public:
        found = [
            (one, [] if one.when == entered else columns)
            for one, columns in found
            if one.when != entered or (not one.part and one.label == "insert")
        ]
    found = found[::-1][:limit]
    requests = _requests(record)
    users = _users(found, requests.values(), public)
    names = _Names(found, public)

    def change(one: Version, columns: list[tuple[models.Field[Any, Any], Any, Any]]) -> Change:
        own = moments.get(one.when)
        request = requests.get(own.values["revision"]) if own else None
        who = request.author_id if request else one.user
        return Change(
            one.when,
            _who(who, users, public),
            ACTIONS[one.label],
            str(one.model._meta.verbose_name),
            one.part,
            [
                (str(column.verbose_name), names.shown(column, old), names.shown(column, new))
                for column, old, new in columns
            ],
            own.values["revision"] if own else None,
            request.reason if request else "",
            _decision(one, request, users, public),
        )

    return [change(one, columns) for one, columns in found]


def _requests(record: Record) -> dict[int, ChangeRequest]:
    """Revision → the accepted request that made it."""
    if record.revision == 1:
        return {}
    accepted = (
        ChangeRequest.objects.without_forms().of(record.public_id).filter(status="accepted", revision__isnull=False)
    )
    accepted = accepted.without_forms().prefetch_related("problems")
    return {one.revision: one for one in accepted if one.revision}


def _who(user: int | None, users: dict[int, str], public: bool) -> str:
    if user is None:
        return "" if public else "operator’s command"
    return users.get(user, "account removed")


def _decision(one: Version, request: ChangeRequest | None, users: dict[int, str], public: bool) -> str:
    """Who else stands behind a change, in words."""
    if request:
        reported = ", ".join(problem.public_id for problem in request.problems.all())
        return (
            f"accepted by {_who(request.decided_by_id, users, public)}"
            + (", alone" if request.self_reviewed else "")
            + (f"; corrects what was reported as {reported}" if reported else "")
        )
    before = one.before or {}
    if one.part or one.values["status"] != "published" or before.get("status") in (None, "published"):
        return ""
    if one.values.get("self_reviewed"):
        return "published by its own editor"
    return "published by somebody else than its editors" if one.values.get("published_editors") else ""


def _event_table(model: Model) -> type[Event]:
    event = model._meta.get_field("events").related_model
    assert isinstance(event, type)
    assert issubclass(event, Event)
    return event


def _tables(record: Record) -> Iterator[tuple[Model, sql.Composable, bool]]:
    """The models of `record` and its parts, each with what its events fulfil, those of removed rows as well."""
    declared = type_of(type(record))
    yield declared.model, sql.SQL("e.pgh_obj_id = {}").format(record.pk), False

    def walk(parts: tuple[Part, ...], keys: sql.Composable) -> Iterator[tuple[Model, sql.Composable, bool]]:
        for part in parts:
            events = _event_table(part.model)
            parent = sql.Identifier(str(column_of(events, part.parent).column))
            yield part.model, sql.SQL("e.{} IN ({})").format(parent, keys), True
            key = part.model._meta.pk
            assert key is not None
            of_parts = sql.SQL("SELECT {} FROM {} WHERE {} IN ({})").format(
                sql.Identifier(str(key.column)), sql.Identifier(events._meta.db_table), parent, keys
            )
            yield from walk(part.parts, of_parts)

    yield from walk(declared.parts, sql.Literal(record.pk))


def versions_of(record: Record) -> list[Version]:
    """Every version of the record and of its parts, oldest first; one query for all tables."""
    tables = list(_tables(record))
    each = sql.SQL(
        "SELECT {} AS place, e.pgh_id, e.pgh_obj_id, e.pgh_created_at, e.pgh_label, c.metadata ->> 'user' AS who, "
        "to_jsonb(e)::text FROM {} e LEFT JOIN {} c ON c.id = e.pgh_context_id WHERE {}"
    )
    statement = sql.SQL(" UNION ALL ").join(
        each.format(
            sql.Literal(place),
            sql.Identifier(_event_table(model)._meta.db_table),
            sql.Identifier(Context._meta.db_table),
            condition,
        )
        for place, (model, condition, _) in enumerate(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(connection.connection))  # pghistory looks at the text of each statement
        rows = cursor.fetchall()
    last: dict[tuple[int, Any], dict[str, Any]] = {}
    versions = []
    for place, _, key, when, label, user, text in sorted(rows, key=lambda row: (row[0], row[1])):
        values = json.loads(text)
        model, _, part = tables[place]
        versions.append(
            (place, Version(model, key, when, label, int(user) if user else None, values, last.get((place, key)), part))
        )
        last[place, key] = values
    # At one moment the record itself stands first, its parts in the order of their declaration.
    versions.sort(key=lambda item: (item[1].when, item[0]))
    return [version for _, version in versions]


def _differences(version: Version) -> list[tuple[models.Field[Any, Any], Any, Any]]:
    """The columns that a version changed, with the values before and after."""
    removed, found = version.label == "delete", []
    for column in version.model._meta.concrete_fields:
        if column.name in PASSED_OVER or column.column not in version.values:
            continue
        value = version.values[column.column]
        if removed:
            if value not in EMPTY:
                found.append((column, value, None))
        elif version.before is not None:
            if (old := version.before.get(column.column)) != value:
                found.append((column, old, value))
        elif not _names_its_record(column) and value not in (*EMPTY, _default(column)):
            found.append((column, None, value))
    return found


def _names_its_record(column: models.Field[Any, Any]) -> bool:
    """Whether a part names by this column the record on whose page we are."""
    return column.remote_field is not None and column.remote_field.on_delete is models.CASCADE


def _default(column: models.Field[Any, Any]) -> Any:
    return column.get_default() if column.has_default() else None


Found: TypeAlias = "list[tuple[Version, list[tuple[models.Field[Any, Any], Any, Any]]]]"


def _users(found: Found, requests: Iterable[ChangeRequest], public: bool) -> dict[int, str]:
    """Key of each user → what the history calls them: for the public the name that they chose, or their role."""
    wanted = {one.user for one, _ in found if one.user}
    wanted |= {key for one in requests for key in (one.author_id, one.decided_by_id) if key}
    if not wanted:
        return {}
    users = get_user_model()._default_manager.filter(pk__in=wanted).select_related("account").prefetch_related("groups")
    return {user.pk: _public_name(user) if public else user.get_username() for user in users}


def _public_name(user: User) -> str:
    account = getattr(user, "account", None)
    if account is not None and account.public_name:
        return str(account.public_name)
    judges = user.is_superuser or {group.name for group in user.groups.all()} & {"reviewer", "administrator"}
    return "a reviewer" if judges else "a contributor"


class _Names:
    """Names of the rows that columns refer to, fetched once per model."""

    def __init__(self, found: Found, public: bool) -> None:
        wanted: dict[Model, set[Any]] = {}
        for _, columns in found:
            for column, old, new in columns:
                if isinstance(target := column.related_model, type):
                    wanted.setdefault(target, set()).update({old, new} - {None})
        self.names: dict[Model, dict[Any, str]] = {}
        for target, keys in wanted.items():
            rows = target._base_manager.filter(pk__in=keys)
            self.names[target] = {
                row.pk: "a record that is not public" if public and _is_hidden(row) else str(row) for row in rows
            }

    def shown(self, column: models.Field[Any, Any], value: Any) -> str:
        if value in EMPTY:
            return "–"
        if isinstance(target := column.related_model, type):
            return self.names[target].get(value, f"removed ({value})")
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, dict):
            return "; ".join(f"{key}: {one}" for key, one in value.items())
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float):
            return f"{value:.10g}"
        return str(dict(column.flatchoices).get(value, value))


def _is_hidden(row: models.Model) -> bool:
    return isinstance(row, Record) and row.status not in ("published", "withdrawn")
