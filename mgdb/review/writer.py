"""Forms → rows: everything is validated before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models

from mgdb.models import Measurement, Record
from mgdb.models.base import id_pattern
from mgdb.records import Field, Part, target_of, type_of
from mgdb.records.shared import SHARED_FIELDS
from mgdb.science.typed import TypedError, read_number, read_whole

from . import batches
from .derivation import derive
from .publication import unpublished
from .serialization import STATUS_WORDS

Path = tuple[str | int, ...]
Resolve = Callable[[type[models.Model], str], models.Model]
# Columns that some parts have.
POSITION = "position"
PUBLIC_ID = "public_id"
MOST_PROBLEMS = 500  # told at once: nobody reads more, and what is faulty throughout is not checked to its end


class FormError(ValueError):
    """What is wrong in a form, field by field: [(path, reason with a suggestion), …]."""

    def __init__(self, problems: list[tuple[Path, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{'.'.join(map(str, path))}: {reason}" for path, reason in problems))


def write(
    record: Record,
    form: Mapping[str, Any],
    resolve: Resolve,
    *,
    status: str = "",
    may_refer_to_drafts: bool = False,
) -> None:
    """Writes `form` to `record` (new or stored) and its parts, validated in full; who may, the caller has asked.

    `resolve(model, public_id)` gives the row that a reference means and raises ValidationError when there is none. A
    new record starts with `status`. What is published is refused while it refers to what is not, unless the whole is
    only tried (`may_refer_to_drafts`). Raises FormError with every problem found; the caller's transaction is then to
    be rolled back.
    """
    writer = Writer(resolve, may_refer_to_drafts)
    writer.prepare(record, form, status)
    writer.commit(record)


@dataclass
class _PartRow:
    """One row of a record's parts: where it stands in the form, and its own parts."""

    row: models.Model
    path: Path
    is_new: bool
    changed: bool
    parts: list[PartRows] = field(default_factory=list)

    def rows(self) -> Iterator[models.Model]:
        yield self.row
        for inner in self.parts:
            yield from inner.rows()


@dataclass
class PartRows:
    """The rows of one part: what is written, and what is taken away."""

    part: Part
    kept: list[_PartRow]
    gone: list[models.Model]

    def rows(self) -> Iterator[models.Model]:
        for one in self.kept:
            yield from one.rows()


class Writer:
    def __init__(self, resolve: Resolve, may_refer_to_drafts: bool = False) -> None:
        self.resolve = resolve
        self.may_refer_to_drafts = may_refer_to_drafts
        self.problems: list[tuple[Path, str]] = []
        self.siblings: dict[tuple[type[models.Model], str], models.Model] = {}
        self.parts: list[PartRows] = []

    # -------------------------------------------------------------- validation

    def prepare(self, record: Record, form: Mapping[str, Any], status: str) -> None:
        """Sets the columns of `record` and builds its parts; FormError when anything is wrong. Writes nothing."""
        record_type = type_of(type(record))
        is_new = record.pk is None
        fields = (*record_type.fields, *SHARED_FIELDS)
        names = [*(field.name for field in fields), *(part.name for part in record_type.parts)]
        self.unknown_keys(form, ["id", *names], ())
        self.set_columns(record, form, fields, ())
        public_id = str(form.get("id") or record.public_id)
        if not is_new and public_id != record.public_id:
            self.problems.append(
                (("id",), f"is {record.public_id} for ever, not “{public_id[:60]}”; take the line out.")
            )
        record.public_id = public_id if is_new else record.public_id
        if isinstance(record, Measurement) and record.kind != "number" and not record.text_value:
            record.text_value = _first_print(form)
        self.validate(record, fields, (), self.problems)
        self.parts = [self.part_rows(record, part, form.get(part.name), (), is_new) for part in record_type.parts]
        if not self.problems:
            self.clean_parts(record)
        if is_new and status:
            record.status = status
        if record.status == "published" and not self.problems and not self.may_refer_to_drafts:
            rows = [record, *(row for part in self.parts for row in part.rows())]
            self.problems += [((), reason) for reason in unpublished(record, rows)]
        if self.problems:
            raise FormError(self.problems)

    def clean_parts(self, record: Record) -> None:
        try:
            record.clean_parts([row for part in self.parts for row in part.rows()])
        except ValidationError as error:
            self.take(error, (), ())

    def unknown_keys(self, form: Mapping[str, Any], known: list[str], path: Path) -> None:
        for key in form:
            if key not in known and len(self.problems) <= MOST_PROBLEMS:
                near = get_close_matches(key, known, n=1)
                suggestion = f"did you mean “{near[0]}”?" if near else f"known fields: {', '.join(known)}."
                self.problems.append(((*path, key), f"is not a field here; {suggestion}"))

    def set_columns(self, row: models.Model, form: Mapping[str, Any], fields: Iterable[Field], path: Path) -> None:
        for one in fields:
            column = row._meta.get_field(one.column)
            assert isinstance(column, models.Field)
            try:
                setattr(row, one.column, self.value(column, form.get(one.name)))
            except ValidationError as error:
                self.problems += [((*path, one.name), message) for message in error.messages]

    def value(self, column: models.Field[Any, Any], given: Any) -> Any:
        """`given` as a value of `column`; its default when nothing is given."""
        if column.is_relation:
            if given in (None, ""):
                return None
            target = target_of(column)
            return self.siblings.get((target, str(given))) or self.resolve(target, str(given))
        if given is None or given == "":
            if column.has_default():
                return column.get_default()
            return None if column.null else [] if isinstance(column, ArrayField) else ""
        if isinstance(column, models.JSONField):
            return given
        if isinstance(column, ArrayField):
            return _items(column, given)
        if isinstance(given, (list, dict)):
            raise ValidationError("should be one text or number, not a list or mapping.")
        if isinstance(column, models.BooleanField):
            known = {"true": True, "false": False, "True": True, "False": False}
            if str(given) not in known:
                raise ValidationError(f"“{given}” is neither true nor false.")
            return known[str(given)]
        return _scalar(column, given)

    def validate(
        self, row: models.Model, fields: tuple[Field, ...], path: Path, own: Sequence[tuple[Path, str]]
    ) -> None:
        """Checks the columns of `row`, and what its `clean` asks for; not those at fault by its `own` problems.

        References were resolved, and what constraints demand the database says itself: asking it beforehand, as
        `full_clean` does by default, multiplies the queries of a load.
        """
        faulty = {where[len(path)] for where, _ in own if where[: len(path)] == path and len(where) > len(path)}
        passed_over = {column.name for column in row._meta.fields if column.is_relation}
        try:
            if faulty:  # `clean` may rely on what is missing
                row.clean_fields(exclude=passed_over | {field.column for field in fields if field.name in faulty})
            else:
                row.full_clean(exclude=passed_over, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self.take(error, fields, path)

    def take(self, error: ValidationError, fields: tuple[Field, ...], path: Path) -> None:
        """Notes the problems of `error`, each at the name that its field has in a form."""
        names = {field.column: field.name for field in fields}
        for column, messages in error.message_dict.items():
            where = path if column == NON_FIELD_ERRORS else (*path, names.get(column, column))
            self.problems += [(where, message) for message in messages]

    def part_rows(self, owner: models.Model, part: Part, given: Any, path: Path, is_new: bool) -> PartRows:
        """The rows that `given` asks for, matched with the stored ones by what tells them apart."""
        path = (*path, part.name)
        stored = [] if is_new else list(part.model._default_manager.filter(**{part.parent: owner}))
        by_identity = {_identity(row, part): row for row in stored}
        found = PartRows(part, [], [])
        seen: set[tuple[Any, ...]] = set()
        for position, (row_path, form) in enumerate(self.forms_of(part, given, path)):
            count = len(self.problems)
            if count >= MOST_PROBLEMS:
                self.problems.append((row_path, "and what follows was not checked; correct the others first"))
                break
            draft = part.model(**{part.parent: owner})
            self.fill(draft, part, form, row_path)
            identity = _identity(draft, part)
            if identity in seen:
                self.problems.append((row_path, f"is a duplicate; {', '.join(part.identity)} tell these apart"))
                continue
            seen.add(identity)
            row = by_identity.get(identity)
            one = _PartRow(row or draft, row_path, row is None, row is None)
            if row is not None and count == len(self.problems):  # a faulty draft is not taken over
                one.changed = _copy(draft, row, part.fields)
                setattr(row, part.parent, owner)
            if part.has_position and getattr(one.row, POSITION) != position:
                setattr(one.row, POSITION, position)
                one.changed = True
            if part.has_public_id:
                self.siblings[part.model, getattr(one.row, PUBLIC_ID)] = one.row
            one.parts = [
                self.part_rows(one.row, inner, form.get(inner.name), row_path, one.is_new) for inner in part.parts
            ]
            found.kept.append(one)
        kept = {one.row.pk for one in found.kept}
        found.gone = [row for row in stored if row.pk not in kept]
        return found

    def fill(self, draft: models.Model, part: Part, form: Mapping[str, Any], path: Path) -> None:
        names = [*(field.name for field in part.fields), *(inner.name for inner in part.parts)]
        count = len(self.problems)
        if part.has_public_id:
            names.append("id")
            public_id = str(form.get("id") or "")
            setattr(draft, PUBLIC_ID, public_id)
            prefix = type_of(part.model).prefix
            if not re.match(id_pattern(prefix), public_id):
                self.problems.append(((*path, "id"), f"is missing; write {prefix}:any-word and run mint_ids"))
        self.unknown_keys(form, names, path)
        self.set_columns(draft, form, part.fields, path)
        self.validate(draft, part.fields, path, self.problems[count:])
        if part.keyed_by:  # written as one line: the problem is that line's, whichever column found it
            self.problems[count:] = [(path, reason) for _, reason in self.problems[count:]]

    def forms_of(self, part: Part, given: Any, path: Path) -> list[tuple[Path, Mapping[str, Any]]]:
        """The forms of the rows of `part` in `given`, each with the path at which it stands."""
        if given is None:
            return []
        if part.single:
            if isinstance(given, Mapping):
                return [(path, given)]
            self.problems.append((path, "should be a mapping of fields."))
            return []
        if part.keyed_by:
            if not isinstance(given, Mapping):
                self.problems.append((path, "should be a mapping: one line for each, “key: as printed”."))
                return []
            return [((*path, key), _from_shorthand(part, key, value)) for key, value in given.items()]
        if not isinstance(given, list):
            self.problems.append((path, "should be a list, each part beginning with “-”."))
            return []
        result: list[tuple[Path, Mapping[str, Any]]] = []
        for index, item in enumerate(given):
            if isinstance(item, Mapping):
                result.append(((*path, index), item))
            else:
                self.problems.append(((*path, index), f"“{item}” should be a mapping of fields."))
        return result

    # -------------------------------------------------------------- writing

    def commit(self, record: Record) -> None:
        """Writes what was prepared; FormError when the database refuses it."""
        is_new = record.pk is None
        self.save(record, ())
        for part in self.parts:
            self.write(record, part)
        if is_new and (batch := batches.present()) is not None:
            batch.held[type_of(type(record)).model, record.pk] = record.status
        derive(record, parts={type(row) for part in self.parts for row in part.rows()} if is_new else None)

    def write(self, owner: models.Model, rows: PartRows) -> None:
        model = rows.part.model
        for row in rows.gone:
            row.delete()
        new = [one for one in rows.kept if one.is_new]
        refers_to_itself = any(column.related_model is model for column in model._meta.fields)
        if len(new) > 1 and not refers_to_itself:
            try:
                model._default_manager.bulk_create([one.row for one in new])
            except IntegrityError as error:
                raise FormError([(new[0].path[:-1], refusal(new[0].row, error))]) from error
        for one in rows.kept:
            if one.row._state.adding or (one.changed and not one.is_new):
                self.save(one.row, one.path)
            for inner in one.parts:
                self.write(one.row, inner)
        keep_in_memory(owner, rows)

    def save(self, row: models.Model, path: Path) -> None:
        try:
            row.save()
        except IntegrityError as error:
            raise FormError([(path, refusal(row, error))]) from error


def _items(column: ArrayField[Any, Any], given: Any) -> list[Any]:
    """`given` as the list that `column` holds, lists in it likewise."""
    if not isinstance(given, list):
        raise ValidationError(f"“{given}” should be a list: [a, b].")
    base = column.base_field
    if isinstance(base, ArrayField):
        return [_items(base, item) for item in given]
    for number, item in enumerate(given, 1):
        if isinstance(item, (list, dict)):
            raise ValidationError(f"Item {number} should be one text or number, not a list or mapping.")
    return [_scalar(base, item) for item in given]


def _scalar(column: models.Field[Any, Any], given: Any) -> Any:
    if given is None:  # in a list: no error bar at that end
        return None
    if isinstance(column, (models.CharField, models.TextField)) and not isinstance(given, str):
        # not turned into one: 1.50 would lose the digit that was printed
        said = str(given).lower() if isinstance(given, bool) else given
        raise ValidationError(f"should be a text, not {said}; write it in quotes: “{said}”.")
    try:
        if isinstance(column, models.FloatField):
            return read_number(given)
        return read_whole(given) if isinstance(column, models.IntegerField) else column.to_python(given)
    except TypedError as error:
        raise ValidationError(str(error)) from error


def refusal(row: models.Model, error: IntegrityError) -> str:
    """What the database says against `row`, in the words of the constraint that it broke."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    for constraint in row._meta.constraints:
        if constraint.name == name:
            return str(constraint.get_violation_error_message())
    detail = getattr(diagnosis, "message_detail", None) or str(error)
    if name.endswith("_pkey"):  # numbers that the database itself gives
        table = getattr(diagnosis, "table_name", "")
        return f"the database's counter for {table} is behind ({detail}); an operator runs manage.py prepare"
    if taken := re.match(r"Key \(.*?\)=\((.*)\) already exists", detail):
        return f"“{taken[1]}” is taken: another {row._meta.verbose_name} has it. Give another, or change that one."
    return f"the database refuses it ({name}): {detail}"


def _first_print(form: Mapping[str, Any]) -> str:
    reports = form.get("reports")
    first = reports[0] if isinstance(reports, list) and reports else {}
    return str(first.get("reading") or first.get("printed_value") or "") if isinstance(first, Mapping) else ""


def _from_shorthand(part: Part, key: str, value: Any) -> Mapping[str, Any]:
    status = STATUS_WORDS.get(str(value), "reported")
    return {part.keyed_by: key, "status": status, part.shorthand: value if status == "reported" else ""}


def _identity(row: models.Model, part: Part) -> tuple[Any, ...]:
    return tuple(getattr(row, _attribute(row, name)) for name in part.identity)


def _attribute(row: models.Model, name: str) -> str:
    column = row._meta.get_field(name)
    assert isinstance(column, models.Field)
    return column.attname


def _copy(draft: models.Model, row: models.Model, fields: Iterable[Field]) -> bool:
    """Takes the columns of `draft` over into the stored `row`, derived ones too; whether anything changed."""
    before = [getattr(row, column.attname) for column in row._meta.concrete_fields]
    for one in fields:
        setattr(row, one.column, getattr(draft, one.column))
    row.clean()
    return before != [getattr(row, column.attname) for column in row._meta.concrete_fields]


def keep_in_memory(owner: models.Model, rows: PartRows) -> None:
    """Lets `owner` know its parts without asking the database for them."""
    kept = [one.row for one in rows.kept]
    if rows.part.single:
        if not kept and not rows.gone:
            owner._meta.get_field(rows.part.name).set_cached_value(owner, None)  # type: ignore[union-attr]
        return
    if not rows.part.has_position:
        kept.sort(key=lambda row: row.pk)
    queryset = getattr(owner, rows.part.name).all()
    queryset._result_cache, queryset._prefetch_done = kept, True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[rows.part.name] = queryset
