"""The form of a reviewed unit: the plain mapping that stands for a record and its parts in dataset files.

`form_of` gives a row's form, `apply_form` writes a form to a row. Both follow one declaration per noun, so that what
is exported is what is loaded, and a change request is validated by what validates everything else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from mgdb.models import Measurement, Record
from mgdb.science import typeset

from .declarations import COMMON, STATUS_WORDS, Children, form_for

Path = tuple[str | int, ...]
Resolve = Callable[[type[models.Model], str], models.Model]


class FormFault(ValueError):
    """What is wrong in a form, field by field: [(path, reason with a way out), …]."""

    def __init__(self, faults: list[tuple[Path, str]]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{'.'.join(map(str, path))}: {reason}" for path, reason in faults))


def form_hash(form: Mapping[str, Any]) -> str:
    """A hash of a form that does not depend on the order of its keys."""
    return hashlib.sha256(json.dumps(form, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


# ------------------------------------------------------------------ rows → forms


def form_of(record: Record) -> dict[str, Any]:
    """The form of `record`: its id, and every column and child that differs from the default."""
    form = form_for(record)
    result: dict[str, Any] = {"id": record.public_id}
    result |= _columns_of(record, form.columns)
    for children in form.children:
        _put_children(result, record, children)
    return result | {"readings": record.readings}


def _columns_of(row: models.Model, columns: Iterable[str]) -> dict[str, Any]:
    result = {}
    for name in columns:
        column = row._meta.get_field(name)
        value = getattr(row, name)
        if column.is_relation:
            if value is not None:
                result[name] = value.public_id
            continue
        if value is None or value == "" or value == []:
            if value == [] and column.null:  # an empty list says “none”, where unset would say “unknown”
                result[name] = []
            continue
        if column.has_default() and value == column.get_default():
            continue
        result[name] = value
    return result


def _put_children(result: dict[str, Any], parent: models.Model, children: Children) -> None:
    if children.single:
        row = getattr(parent, children.name, None)
        if row is not None:
            result[children.name] = _child_of(row, children)
        return
    rows = list(getattr(parent, children.name).all())
    if not rows:
        return
    if not children.mapping:
        result[children.name] = [_child_of(row, children) for row in rows]
        return
    words = {key: word for word, key in STATUS_WORDS.items()}
    result[children.name] = {
        getattr(row, children.mapping): words.get(row.status) or getattr(row, children.brief) for row in rows
    }


def _child_of(row: models.Model, children: Children) -> dict[str, Any]:
    result: dict[str, Any] = {"id": row.public_id} if "public_id" in children.identity else {}
    result |= _columns_of(row, children.columns)
    for grandchildren in children.children:
        _put_children(result, row, grandchildren)
    return result


# ------------------------------------------------------------------ forms → rows


def apply_form(record: Record, form: Mapping[str, Any], resolve: Resolve) -> None:
    """Writes `form` to `record` (new or stored) and its children, validated in full.

    `resolve(model, public_id)` gives the row that a reference means and raises ValidationError when there is none.
    Raises FormFault with every fault found; the caller's transaction is then to be rolled back.
    """
    declaration = form_for(record)
    faults: list[tuple[Path, str]] = []
    names = ("id", *declaration.columns, *COMMON, *(children.name for children in declaration.children))
    faults += _unknown_keys(form, names, ())
    _set_columns(record, form, (*declaration.columns, *COMMON), resolve, faults, ())
    record.public_id = str(form.get("id") or record.public_id)
    is_measurement, is_new = isinstance(record, Measurement), record.pk is None
    if is_measurement and record.kind != "number" and not record.text_value:
        record.text_value = _first_print(form)
    if faults or not _save(record, faults, ()):
        raise FormFault(faults)
    for children in declaration.children:
        _apply_children(record, children, form.get(children.name), resolve, faults, (), is_new)
    if is_measurement and not faults:
        _derive(record, faults)
    if faults:
        raise FormFault(faults)


def index_for_search(record: Record) -> None:
    """Stores the folded words by which search finds `record`."""
    words = dict.fromkeys(word for word in (typeset.plain(str(word)) for word in record.search_words()) if word)
    text = " ".join(words)
    if text != record.search_text:
        type(record)._base_manager.filter(pk=record.pk).update(search_text=text)
        record.search_text = text


def _first_print(form: Mapping[str, Any]) -> str:
    reports = form.get("reports")
    first = reports[0] if isinstance(reports, list) and reports else {}
    return str(first.get("reading") or first.get("printed_value") or "") if isinstance(first, Mapping) else ""


def _derive(measurement: Measurement, faults: list[tuple[Path, str]]) -> None:
    try:
        measurement.derive()
    except ValidationError as error:
        faults += [((name,), message) for name, messages in error.message_dict.items() for message in messages]
        return
    _save(measurement, faults, ())


def _unknown_keys(form: Mapping[str, Any], names: Iterable[str], path: Path) -> list[tuple[Path, str]]:
    known = list(dict.fromkeys(names))
    faults = []
    for key in form:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"known fields: {', '.join(known)}."
            faults.append(((*path, key), f"is no field here; {hint}"))
    return faults


def _set_columns(
    row: models.Model,
    form: Mapping[str, Any],
    columns: Iterable[str],
    resolve: Resolve,
    faults: list[tuple[Path, str]],
    path: Path,
) -> None:
    for name in columns:
        column = row._meta.get_field(name)
        try:
            setattr(row, name, _value(column, form.get(name), resolve))
        except ValidationError as error:
            faults += [((*path, name), message) for message in error.messages]


def _value(column: models.Field, given: Any, resolve: Resolve) -> Any:
    """`given` as a value of `column`; its default when nothing is given."""
    if column.is_relation:
        return resolve(column.related_model, str(given)) if given not in (None, "") else None
    if given is None or given == "":
        if column.has_default():
            return column.get_default()
        return None if column.null else ""
    if isinstance(column, models.JSONField):
        return given
    if isinstance(column, ArrayField):
        if not isinstance(given, list):
            raise ValidationError(f"“{given}” should be a list: [a, b].")
        return column.to_python([_plain(item) for item in given])
    if isinstance(given, (list, dict)):
        raise ValidationError("should be one text or number, not a list or mapping.")
    if isinstance(column, models.BooleanField):
        known = {"true": True, "false": False, "True": True, "False": False}
        if str(given) not in known:
            raise ValidationError(f"“{given}” is neither true nor false.")
        return known[str(given)]
    return column.to_python(given)


def _plain(item: Any) -> Any:
    return [_plain(part) for part in item] if isinstance(item, list) else item


def _save(row: models.Model, faults: list[tuple[Path, str]], path: Path) -> bool:
    """Validates `row` in full and saves it; its faults are put under `path`.

    References were resolved already, and what constraints demand the database says itself: asking it beforehand, as
    `full_clean` would, multiplies the queries of a load.
    """
    references = {column.name for column in row._meta.fields if column.is_relation}
    try:
        row.full_clean(exclude=references, validate_unique=False, validate_constraints=False)
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            where = path if name == NON_FIELD_ERRORS else (*path, name)
            faults += [(where, message) for message in messages]
        return False
    except IntegrityError as error:
        faults.append((path, _refusal(row, error)))
        return False
    return True


def _refusal(row: models.Model, error: IntegrityError) -> str:
    """What the database says against `row`, in the words of the constraint that it broke."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    for constraint in row._meta.constraints:
        if constraint.name == name:
            return str(constraint.get_violation_error_message())
    return f"the database refuses it ({name}): {getattr(diagnosis, 'message_detail', None) or error}"


def _apply_children(
    parent: models.Model,
    children: Children,
    given: Any,
    resolve: Resolve,
    faults: list[tuple[Path, str]],
    path: Path,
    is_new: bool,
) -> None:
    path = (*path, children.name)
    forms = _child_forms(children, given, faults, path)
    manager = children.model._default_manager
    stored = [] if is_new else list(manager.filter(**{children.parent: parent}))
    by_identity = {_identity(row, children): row for row in stored}
    kept = set()
    for position, (child_path, form) in enumerate(forms):
        names = (*children.columns, *(grand.name for grand in children.children), "id" if not children.mapping else "")
        faults += _unknown_keys(form, names, child_path)
        count = len(faults)
        draft = children.model(**{children.parent: parent})
        if "public_id" in children.identity:
            draft.public_id = str(form.get("id") or "")
        _set_columns(draft, form, children.columns, resolve, faults, child_path)
        if len(faults) > count:
            continue
        row = by_identity.get(_identity(draft, children))
        if row is not None and row.pk in kept:
            faults.append((child_path, f"stands twice; {', '.join(children.identity)} tell these apart"))
            continue
        if row is None:
            row = draft
        else:
            _copy(draft, row, children.columns)
            setattr(row, children.parent, parent)
        if children.has_position:
            row.position = position
        count = len(faults)
        if not _save(row, faults, child_path):
            if children.mapping:  # written as one line: the fault is that line's, whichever column found it
                faults[count:] = [(child_path, reason) for _, reason in faults[count:]]
            continue
        kept.add(row.pk)
        for grandchildren in children.children:
            is_new_child = row is draft
            _apply_children(row, grandchildren, form.get(grandchildren.name), resolve, faults, child_path, is_new_child)
    for row in stored:
        if row.pk not in kept:
            row.delete()
    _forget_prefetched(parent, children.name)


def _child_forms(
    children: Children, given: Any, faults: list[tuple[Path, str]], path: Path
) -> list[tuple[Path, Mapping[str, Any]]]:
    if given is None:
        return []
    if children.single:
        if isinstance(given, Mapping):
            return [(path, given)]
        faults.append((path, "should be a mapping of fields."))
        return []
    if children.mapping:
        if not isinstance(given, Mapping):
            faults.append((path, "should be a mapping: one line for each, “key: as printed”."))
            return []
        return [((*path, key), _brief(children, key, value)) for key, value in given.items()]
    if not isinstance(given, list):
        faults.append((path, "should be a list, each part beginning with “-”."))
        return []
    result = []
    for index, item in enumerate(given):
        if isinstance(item, Mapping):
            result.append(((*path, index), item))
        else:
            faults.append(((*path, index), f"“{item}” should be a mapping of fields."))
    return result


def _brief(children: Children, key: str, value: Any) -> Mapping[str, Any]:
    status = STATUS_WORDS.get(str(value), "reported")
    return {children.mapping: key, "status": status, children.brief: value if status == "reported" else ""}


def _identity(row: models.Model, children: Children) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in children.identity)


def _copy(draft: models.Model, row: models.Model, columns: Iterable[str]) -> None:
    for name in columns:
        attname = row._meta.get_field(name).attname
        setattr(row, attname, getattr(draft, attname))


def _forget_prefetched(parent: models.Model, name: str) -> None:
    getattr(parent, "_prefetched_objects_cache", {}).pop(name, None)
    parent._state.fields_cache.pop(name, None)
