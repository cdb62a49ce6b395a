"""Two records of one thing become one: both ids stay, and the one given up leads to the other for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from mgdb.models import Material, Measurement, Record, Source
from mgdb.records import Part, type_of

from .actors import Actor, NotAllowed, Operator, context_of, user_of, writers
from .derivation import derive
from .publication import Reference, all_references, lock
from .serialization import form_of_part
from .status import withdraw_locked

# Two records that differ here are two things, whatever else they share.
TELLS_APART: dict[type[Record], tuple[str, ...]] = {
    Source: ("doi",),
    Material: ("source",),
    Measurement: ("source", "property_key", "material", "cell"),
}


@transaction.atomic
def merge(old: Record, into: Record, *, by: Actor) -> None:
    """Makes `into` the record of what `old` records too.

    What refers to `old` refers to `into` from then on, its parts that `into` lacks move there, its id is kept among
    `into.merged_ids`, and its row stays as a tombstone whose address leads to `into`. The fields of `into` stay as
    they are. All or nothing. A command does so at once; a person proposes it (`review.propose`), and a second accepts.

    Raises NotAllowed for a person, ValidationError in words where the two are no two records of one thing or where what
    they hold cannot stand in one record.
    """
    if not isinstance(by, Operator):
        raise NotAllowed("One person alone merges nothing: propose it, and a second person accepts.")
    if old.status != "published" and writers(old) and into.status == "published":
        raise NotAllowed(
            f"A person wrote {old.public_id}, which nobody has reviewed; a command publishes nothing of it."
        )
    merge_locked(old, into, by)


def merge_locked(old: Record, into: Record, by: Actor, *, alone: bool = False) -> None:
    """As `merge`, in a transaction of the caller, who knows that two people want it.

    `alone`: whether `by` reviews here what they wrote themselves (`second_person`).
    """
    if type_of(type(old)) is not type_of(type(into)):
        raise ValidationError(f"A {old.type_name()} and a {into.type_name()} are not records of one thing.")
    with pghistory.context(**context_of(by)):
        _Merge(old, into, by, alone).run()


def current_id(model: type[models.Model], public_id: str) -> str:
    """The id of the published record of `model` that the record `public_id` was merged into; "" where it was not."""
    if not issubclass(model, Record):
        return ""
    rows: Any = model._default_manager  # a RecordQuerySet's
    return str(rows.published().merged_from([public_id]).values_list("public_id", flat=True).first() or "")


def _refuse_what_is_not_one(old: Record, into: Record) -> None:
    if old.pk == into.pk:
        raise ValidationError(f"{old.public_id} cannot be merged into itself.")
    for record in (old, into):
        if record.status == "withdrawn":
            raise ValidationError(f"{record.public_id} is withdrawn; only records that stand are merged.")
    if old.status == "published" and into.status != "published":
        raise ValidationError(
            f"{old.public_id} is published and {into.public_id} is {into.get_status_display()}: publish it first, or "
            "merge the other way."
        )
    for name in TELLS_APART.get(type(into), ()):
        mine, other = getattr(into, name), getattr(old, name)
        if mine != other and mine not in ("", None) and other not in ("", None):
            words = into._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            raise ValidationError(
                f"The {words} differs: {mine} of {into.public_id}, {other} of {old.public_id}. Records of one thing "
                "have the same; correct it first where it is wrong."
            )


class _Merge:
    """One merge, in a transaction."""

    def __init__(self, old: Record, into: Record, by: Actor, alone: bool) -> None:
        self.old, self.into, self.by, self.alone = old, into, by, alone
        self.problems: list[str] = []

    def run(self) -> None:
        old, into = self.old, self.into
        referring = [one for one in all_references() if one.target is type_of(type(into)).model and not one.up]
        owners = {(type(one), one.pk): one for one in self._owners(referring)}
        lock([*owners.values(), old, into])
        old.refresh_from_db()
        into.refresh_from_db()
        _refuse_what_is_not_one(old, into)
        for one in referring:
            self._move(one.model._base_manager.filter(**{one.column: old}), one.column)
        for part in type_of(type(into)).parts:
            self._move_part(part)
        if self.problems:
            raise ValidationError(self.problems)
        into.merged_ids = list(dict.fromkeys([*into.merged_ids, old.public_id, *old.merged_ids]))
        into.save(update_fields=["merged_ids", "updated_at", *self._sign()])
        old.merged_ids = []
        old.save(update_fields=["merged_ids"])
        reason = f"Merged into {into.public_id} ({into}), which records the same {into.type_name()}."
        withdraw_locked(old, reason, self.by)
        for record in (*owners.values(), into, old):
            record.refresh_from_db()  # its words may name the other record
            derive(record)

    def _sign(self) -> list[str]:
        """Has the record know who wrote what moves there unreviewed; the columns to save."""
        old, into = self.old, self.into
        if old.status == "published":
            return []
        into.editors = [*into.editors, *sorted(writers(old) - set(into.editors))]
        if into.status != "published" or not into.editors:
            return ["editors"]
        if isinstance(self.by, Operator):  # tried, to show what would move; `merge` refuses it
            return []
        into.published_by, into.self_reviewed, into.published_editors = user_of(self.by), self.alone, []
        return ["editors", "published_by", "self_reviewed", "published_editors"]

    def _owners(self, referring: Iterable[Reference]) -> Iterator[Record]:
        """The records that refer to the old one, themselves or by a part."""
        for one in referring:
            rows = one.record_type.model._base_manager.filter(**{one.lookup: self.old}).distinct()
            for row in rows.exclude(public_id=self.old.public_id):
                assert isinstance(row, Record)
                yield row

    def _move_part(self, part: Part) -> None:
        """Moves the rows of `part` that the record lacks; a row that it has alike stays with the tombstone."""
        rows = part.model._default_manager
        held = {_key(row, part): row for row in rows.filter(**{part.parent: self.into})}
        position = len(held)
        for row in rows.filter(**{part.parent: self.old}):
            twin = held.get(_key(row, part))
            if twin is None and not part.single:
                more = {"position": position} if part.has_position else {}
                self._move([row], part.parent, **more)
                position += 1
            elif twin is None or form_of_part(twin, part) != form_of_part(row, part):
                words = f"{self.old.public_id} and {self.into.public_id} differ in {part.name.replace('_', ' ')}: {row}"
                self.problems.append(f"{words}. Make them alike first.")

    def _move(self, rows: Iterable[models.Model], column: str, **more: Any) -> None:
        for row in rows:
            for name, value in {column: self.into, **more}.items():
                setattr(row, name, value)
            names = [column, *more, *(["updated_at"] if isinstance(row, Record) else [])]
            try:
                row.validate_constraints()
                with transaction.atomic():
                    row.save(update_fields=names)
            except (ValidationError, IntegrityError) as error:
                reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error).splitlines()[0]
                self.problems.append(f"{row._meta.verbose_name} {getattr(row, 'public_id', row)}: {reason}")


def _key(row: models.Model, part: Part) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in part.identity)
