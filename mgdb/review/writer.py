"""Forms → rows: everything is validated before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models

from mgdb.models import Measurement, Record
from mgdb.models.base import id_pattern

from .indexing import index_for_search
from .schemas import SHARED_FIELDS, STATUS_WORDS, PartSchema, file_key, schema_for
from .status import unpublishable

Path = tuple[str | int, ...]
Resolve = Callable[[type[models.Model], str], models.Model]


class FormError(ValueError):
    """What is wrong in a form, field by field: [(path, reason with a way out), …]."""

    def __init__(self, faults: list[tuple[Path, str]]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{'.'.join(map(str, path))}: {reason}" for path, reason in faults))


def apply(record: Record, form: Mapping[str, Any], resolve: Resolve, *, status: str = "") -> None:
    """Writes `form` to `record` (new or stored) and its parts, validated in full.

    `resolve(model, public_id)` gives the row that a reference means and raises ValidationError when there is none. A
    new record starts with `status`, a draft without one; it is refused as published while what it refers to is not.
    Raises FormError with every fault found; the caller's transaction is then to be rolled back.
    """
    writer = _Writer(resolve)
    writer.prepare(record, form, status)
    writer.commit(record)


@dataclass
class _Part:
    """One row of a record's parts: where it stands in the form, and its own parts."""

    row: models.Model
    path: Path
    is_new: bool
    changed: bool
    parts: list[_Group] = field(default_factory=list)


@dataclass
class _Group:
    """The rows of one kind of parts: what is written, and what is taken away."""

    children: PartSchema
    parts: list[_Part]
    gone: list[models.Model]


class _Writer:
    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve
        self.faults: list[tuple[Path, str]] = []
        self.siblings: dict[tuple[type[models.Model], str], models.Model] = {}
        self.groups: list[_Group] = []

    # -------------------------------------------------------------- validation

    def prepare(self, record: Record, form: Mapping[str, Any], status: str) -> None:
        """Sets the columns of `record` and builds its parts; FormError when anything is wrong. Writes nothing."""
        declaration = schema_for(record)
        is_new = record.pk is None
        columns = (*declaration.columns, *SHARED_FIELDS)
        self.unknown_keys(
            form, ("id", *map(file_key, columns), *(children.name for children in declaration.children)), ()
        )
        self.set_columns(record, form, columns, ())
        record.public_id = str(form.get("id") or record.public_id)
        if isinstance(record, Measurement) and record.kind != "number" and not record.text_value:
            record.text_value = _first_print(form)
        self.validate(record, ())
        self.groups = [
            self.group(record, children, form.get(children.name), (), is_new) for children in declaration.children
        ]
        if isinstance(record, Measurement) and not self.faults:
            self.derive(record)
        if is_new and status and not self.faults:
            if status == "published":
                self.faults += [((), reason) for reason in unpublishable(record)]
            record.status = status
        if self.faults:
            raise FormError(self.faults)

    def derive(self, measurement: Measurement) -> None:
        reports = next(group for group in self.groups if group.children.name == "reports")
        try:
            measurement.derive([part.row for part in reports.parts])
        except ValidationError as error:
            self.take(error, ())

    def unknown_keys(self, form: Mapping[str, Any], names: Iterable[str], path: Path) -> None:
        known = list(dict.fromkeys(names))
        for key in form:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"did you mean “{near[0]}”?" if near else f"known fields: {', '.join(known)}."
                self.faults.append(((*path, key), f"is no field here; {hint}"))

    def set_columns(self, row: models.Model, form: Mapping[str, Any], columns: Iterable[str], path: Path) -> None:
        for name in columns:
            column = row._meta.get_field(name)
            try:
                setattr(row, name, self.value(column, form.get(file_key(name))))
            except ValidationError as error:
                self.faults += [((*path, file_key(name)), message) for message in error.messages]

    def value(self, column: models.Field, given: Any) -> Any:
        """`given` as a value of `column`; its default when nothing is given."""
        if column.is_relation:
            if given in (None, ""):
                return None
            sibling = self.siblings.get((column.related_model, str(given)))
            return sibling or self.resolve(column.related_model, str(given))
        if given is None or given == "":
            if column.has_default():
                return column.get_default()
            return None if column.null else ""
        if isinstance(column, models.JSONField):
            return given
        if isinstance(column, ArrayField):
            if not isinstance(given, list):
                raise ValidationError(f"“{given}” should be a list: [a, b].")
            return column.to_python(given)
        if isinstance(given, (list, dict)):
            raise ValidationError("should be one text or number, not a list or mapping.")
        if isinstance(column, models.BooleanField):
            known = {"true": True, "false": False, "True": True, "False": False}
            if str(given) not in known:
                raise ValidationError(f"“{given}” is neither true nor false.")
            return known[str(given)]
        return column.to_python(given)

    def validate(self, row: models.Model, path: Path) -> None:
        """Checks the columns of `row`, and what its `clean` asks for; not those at fault already.

        References were resolved, and what constraints demand the database says itself: asking it beforehand, as
        `full_clean` does by default, multiplies the queries of a load.
        """
        faulty = {where[len(path)] for where, _ in self.faults if where[: len(path)] == path and len(where) > len(path)}
        references = {column.name for column in row._meta.fields if column.is_relation}
        try:
            if faulty:  # `clean` may rely on what is missing
                row.clean_fields(
                    exclude=references | {field.name for field in row._meta.fields if file_key(field.name) in faulty}
                )
            else:
                row.full_clean(exclude=references, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self.take(error, path)

    def take(self, error: ValidationError, path: Path) -> None:
        for name, messages in error.message_dict.items():
            where = path if name == NON_FIELD_ERRORS else (*path, file_key(name))
            self.faults += [(where, message) for message in messages]

    def group(self, parent: models.Model, children: PartSchema, given: Any, path: Path, is_new: bool) -> _Group:
        """The rows that `given` asks for, matched with the stored ones by what tells them apart."""
        path = (*path, children.name)
        stored = [] if is_new else list(children.model._default_manager.filter(**{children.parent: parent}))
        by_identity = {_identity(row, children): row for row in stored}
        group = _Group(children, [], [])
        seen: set[tuple[Any, ...]] = set()
        for position, (child_path, form) in enumerate(self.child_forms(children, given, path)):
            draft = children.model(**{children.parent: parent})
            self.fill(draft, children, form, child_path)
            identity = _identity(draft, children)
            if identity in seen:
                self.faults.append((child_path, f"stands twice; {', '.join(children.identity)} tell these apart"))
                continue
            seen.add(identity)
            row = by_identity.get(identity)
            part = _Part(row or draft, child_path, row is None, row is None)
            if row is not None:
                part.changed = _copy(draft, row, children.columns)
                setattr(row, children.parent, parent)
            if children.has_position and part.row.position != position:
                part.row.position, part.changed = position, True
            if "public_id" in children.identity:
                self.siblings[children.model, part.row.public_id] = part.row
            part.parts = [
                self.group(part.row, grand, form.get(grand.name), child_path, part.is_new)
                for grand in children.children
            ]
            group.parts.append(part)
        kept = {part.row.pk for part in group.parts}
        group.gone = [row for row in stored if row.pk not in kept]
        return group

    def fill(self, draft: models.Model, children: PartSchema, form: Mapping[str, Any], path: Path) -> None:
        names = [*map(file_key, children.columns), *(grand.name for grand in children.children)]
        if "public_id" in children.identity:
            names.append("id")
            draft.public_id = str(form.get("id") or "")
            prefix = children.model.PREFIX
            if not re.match(id_pattern(prefix), draft.public_id):
                self.faults.append(((*path, "id"), f"is missing; write {prefix}:any-word and run mint_ids"))
        count = len(self.faults)
        self.unknown_keys(form, names, path)
        self.set_columns(draft, form, children.columns, path)
        self.validate(draft, path)
        if children.mapping:  # written as one line: the fault is that line's, whichever column found it
            self.faults[count:] = [(path, reason) for _, reason in self.faults[count:]]

    def child_forms(self, children: PartSchema, given: Any, path: Path) -> list[tuple[Path, Mapping[str, Any]]]:
        if given is None:
            return []
        if children.single:
            if isinstance(given, Mapping):
                return [(path, given)]
            self.faults.append((path, "should be a mapping of fields."))
            return []
        if children.mapping:
            if not isinstance(given, Mapping):
                self.faults.append((path, "should be a mapping: one line for each, “key: as printed”."))
                return []
            return [((*path, key), _shorthand(children, key, value)) for key, value in given.items()]
        if not isinstance(given, list):
            self.faults.append((path, "should be a list, each part beginning with “-”."))
            return []
        result = []
        for index, item in enumerate(given):
            if isinstance(item, Mapping):
                result.append(((*path, index), item))
            else:
                self.faults.append(((*path, index), f"“{item}” should be a mapping of fields."))
        return result

    # -------------------------------------------------------------- writing

    def commit(self, record: Record) -> None:
        """Writes what was prepared; FormError when the database refuses it."""
        self.save(record, ())
        for group in self.groups:
            self.write(record, group)
        index_for_search(record)

    def write(self, parent: models.Model, group: _Group) -> None:
        model = group.children.model
        for row in group.gone:
            row.delete()
        new = [part for part in group.parts if part.is_new]
        refers_to_itself = any(column.related_model is model for column in model._meta.fields)
        if len(new) > 1 and not refers_to_itself:
            try:
                model._default_manager.bulk_create([part.row for part in new])
            except IntegrityError as error:
                raise FormError([(new[0].path[:-1], _refusal(new[0].row, error))]) from error
        for part in group.parts:
            if part.row._state.adding or (part.changed and not part.is_new):
                self.save(part.row, part.path)
            for inner in part.parts:
                self.write(part.row, inner)
        if not group.children.single:
            _remember(parent, group)

    def save(self, row: models.Model, path: Path) -> None:
        try:
            row.save()
        except IntegrityError as error:
            raise FormError([(path, _refusal(row, error))]) from error


def _refusal(row: models.Model, error: IntegrityError) -> str:
    """What the database says against `row`, in the words of the constraint that it broke."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    for constraint in row._meta.constraints:
        if constraint.name == name:
            return str(constraint.get_violation_error_message())
    return f"the database refuses it ({name}): {getattr(diagnosis, 'message_detail', None) or error}"


def _first_print(form: Mapping[str, Any]) -> str:
    reports = form.get("reports")
    first = reports[0] if isinstance(reports, list) and reports else {}
    return str(first.get("reading") or first.get("printed_value") or "") if isinstance(first, Mapping) else ""


def _shorthand(children: PartSchema, key: str, value: Any) -> Mapping[str, Any]:
    status = STATUS_WORDS.get(str(value), "reported")
    return {children.mapping: key, "status": status, children.shorthand: value if status == "reported" else ""}


def _identity(row: models.Model, children: PartSchema) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in children.identity)


def _copy(draft: models.Model, row: models.Model, columns: Iterable[str]) -> bool:
    """Takes the columns of `draft` over into the stored `row`, derived ones too; whether anything changed."""
    before = [getattr(row, column.attname) for column in row._meta.concrete_fields]
    for name in columns:
        setattr(row, name, getattr(draft, name))
    row.clean()
    return before != [getattr(row, column.attname) for column in row._meta.concrete_fields]


def _remember(parent: models.Model, group: _Group) -> None:
    """Lets `parent` know its parts without asking the database for them."""
    rows = [part.row for part in group.parts]
    if not group.children.has_position:
        rows.sort(key=lambda row: row.pk)
    queryset = getattr(parent, group.children.name).all()
    queryset._result_cache, queryset._prefetch_done = rows, True
    parent.__dict__.setdefault("_prefetched_objects_cache", {})[group.children.name] = queryset
