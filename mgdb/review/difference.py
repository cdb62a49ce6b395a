"""What differs between two forms of a record, and what three of them agree on: pure, on plain mappings.

Forms are compared field by field. The rows of a part are matched by what tells them apart (`Part.identity`), so that a
report added by one person and a condition changed by another are two changes and no conflict.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from mgdb.records import Field, Part, RecordType, column_of
from mgdb.records.shared import SHARED_FIELDS

Form: TypeAlias = Mapping[str, Any]
Identity: TypeAlias = tuple[str, ...]
Place: TypeAlias = tuple[str | Identity, ...]
# Written by review alone, nobody's to say.
COUNTED = {field.name for field in SHARED_FIELDS}


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()


@dataclass(frozen=True)
class Step:
    """One step of the way to a value: a row of a part (`part` and what tells it apart), or the column itself."""

    model: type[models.Model]
    column: models.Field[Any, Any] | None = None
    part: Part | None = None
    identity: Identity = ()


@dataclass(frozen=True)
class Difference:
    """One value before and after. `way` leads to its column, through the rows of parts in which it stands.

    Where whole rows change places, there is no column and the values are lists of identities.
    """

    way: tuple[Step, ...]
    old: Any
    new: Any


def plain(form: Form) -> dict[str, Any]:
    """`form` as JSON keeps it, without what is counted."""
    kept = {key: value for key, value in form.items() if key not in COUNTED}
    result: dict[str, Any] = json.loads(json.dumps(kept, cls=DjangoJSONEncoder))
    return result


def differences(record_type: RecordType, old: Form, new: Form) -> list[Difference]:
    """What `new` says otherwise than `old`, in the order of the declaration; both are `plain`."""
    return list(_differences(record_type.model, record_type.fields, record_type.parts, old, new, ()))


def _differences(
    model: type[models.Model],
    fields: tuple[Field, ...],
    parts: tuple[Part, ...],
    old: Form,
    new: Form,
    way: tuple[Step, ...],
) -> Iterator[Difference]:
    for field in fields:
        before, after = old.get(field.name, MISSING), new.get(field.name, MISSING)
        if before != after:
            yield Difference((*way, Step(model, column_of(model, field.column))), before, after)
    for part in parts:
        before_rows, after_rows = rows_of(part, old.get(part.name)), rows_of(part, new.get(part.name))
        for identity in [*before_rows, *(one for one in after_rows if one not in before_rows)]:
            here = (*way, Step(part.model, None, part, identity))
            before, after = before_rows.get(identity, MISSING), after_rows.get(identity, MISSING)
            if part.keyed_by:
                if before != after:
                    column = column_of(part.model, part.shorthand)
                    yield Difference((*here, Step(part.model, column)), before, after)
            else:
                yield from _differences(
                    part.model,
                    part.fields,
                    part.parts,
                    {} if before is MISSING else before,
                    {} if after is MISSING else after,
                    here,
                )
        order = [one for one in before_rows if one in after_rows], [one for one in after_rows if one in before_rows]
        if order[0] != order[1] and not part.keyed_by:
            yield Difference((*way, Step(part.model, None, part)), *order)


def rows_of(part: Part, given: Any) -> dict[Identity, Any]:
    """The rows of `part` in a form by what tells them apart, in their order."""
    if given is None:
        return {}
    if part.single:
        return {(): given}
    if part.keyed_by:
        return {(str(key),): value for key, value in given.items()}
    names = _names(part)
    found: dict[Identity, Any] = {}
    for row in given:
        identity = tuple(str(row.get(name, "")) for name in names)
        while identity in found:  # rows of a form that came from a row are told apart; whatever came otherwise too
            identity = (*identity, "again")
        found[identity] = row
    return found


def _names(part: Part) -> list[str]:
    """The columns that tell rows apart, by their names in forms."""
    by_column = {field.column: field.name for field in part.fields}
    return ["id" if name == "public_id" else by_column.get(name, name) for name in part.identity]


@dataclass(frozen=True)
class Merged:
    """A form in which two people's changes of one base are united, and where they contradict one another.

    Where they do, the form has what is there at present.
    """

    form: dict[str, Any]
    conflicts: list[Place]


def merge(
    record_type: RecordType, base: Form, present: Form, proposed: Form, settled: Mapping[Place, bool] | None = None
) -> Merged:
    """`present` with what `proposed` changes of `base`; all three are `plain`.

    `settled` says of places where both changed whether the proposal is taken; these are no conflicts any more.
    """
    if base == present:  # nobody else changed it: what is proposed, in its order
        return Merged({**proposed, "id": present["id"]}, [])
    found = _Conflicts(dict(settled or {}))
    form = _merge(record_type.fields, record_type.parts, (base, present, proposed), (), found)
    return Merged({"id": present["id"], **form}, found.places)


Three: TypeAlias = tuple[Any, Any, Any]


@dataclass
class _Conflicts:
    """Where both changed: what was settled, and what was not."""

    settled: dict[Place, bool]
    places: list[Place] = dataclasses.field(default_factory=list)


def _merge(
    fields: tuple[Field, ...], parts: tuple[Part, ...], three: Three, place: Place, conflicts: _Conflicts
) -> dict[str, Any]:
    result = {}
    for field in fields:
        values = tuple(form.get(field.name, MISSING) for form in three)
        chosen = _choose((values[0], values[1], values[2]), (*place, field.name), conflicts)
        if chosen is not MISSING:
            result[field.name] = chosen
    for part in parts:
        rows = _anchored(part, *(rows_of(part, form.get(part.name)) for form in three))
        kept: dict[Identity, Any] = {}
        for identity in _order(*rows):
            found = tuple(one.get(identity, MISSING) for one in rows)
            here = (*place, part.name, identity)
            row = _merge_row(part, (found[0], found[1], found[2]), here, conflicts)
            if row is not MISSING:
                kept[identity] = row
        if not kept:
            continue
        if part.single:
            result[part.name] = kept[()]
        elif part.keyed_by:
            result[part.name] = {identity[0]: value for identity, value in kept.items()}
        else:
            result[part.name] = list(kept.values())
    return result


Rows: TypeAlias = dict[Identity, Any]


def _anchored(part: Part, base: Rows, present: Rows, proposed: Rows) -> tuple[Rows, Rows, Rows]:
    """The rows of three forms, each under what told it apart in `base`, though that itself was changed.

    So two corrections of one row's locator meet, and a corrected row keeps its place.
    """
    if part.single or part.keyed_by:
        return base, present, proposed
    names = set(_names(part))
    ours, theirs = _renamed(names, base, present), _renamed(names, base, proposed)
    # What both have as new is one row only where both made it of the same one.
    apart = {one for one in (*ours, *theirs) if one in present and one in proposed and ours.get(one) != theirs.get(one)}

    def under(rows: Rows, known: Mapping[Identity, Identity]) -> Rows:
        return {(one if one in apart else known.get(one, one)): row for one, row in rows.items()}

    return base, under(present, ours), under(proposed, theirs)


def _renamed(names: set[str], base: Rows, rows: Rows) -> dict[Identity, Identity]:
    """New identity → that of the row of `base` which it was made of: alike in all else, or at its position."""
    free = [one for one in rows if one not in base]
    before, after = list(base), list(rows)
    found: dict[Identity, Identity] = {}
    gone = [one for one in before if one not in rows]

    def rest(row: Any) -> dict[str, Any]:
        return {name: value for name, value in row.items() if name not in names and name != "id"}

    def alike(old: Identity, new: Identity) -> bool:
        return rest(base[old]) == rest(rows[new])

    def in_place(old: Identity, new: Identity) -> bool:
        return before.index(old) == after.index(new)

    tests = (lambda old, new: alike(old, new) and in_place(old, new)), alike, in_place
    for test in tests:
        for old in gone:
            if old not in found.values():
                new = next((one for one in free if one not in found and test(old, one)), None)
                if new is not None:
                    found[new] = old
    return found


def _merge_row(part: Part, three: Three, place: Place, conflicts: _Conflicts) -> Any:
    base, present, proposed = three
    if part.keyed_by or present is MISSING or proposed is MISSING:
        return _choose(three, place, conflicts)
    row = _merge(part.fields, part.parts, ({} if base is MISSING else base, present, proposed), place, conflicts)
    return {"id": present["id"], **row} if part.has_public_id else row


def _choose(three: Three, place: Place, conflicts: _Conflicts) -> Any:
    base, present, proposed = three
    if proposed in (base, present):
        return present
    if present == base:
        return proposed
    if place not in conflicts.settled:
        conflicts.places.append(place)
    return proposed if conflicts.settled.get(place) else present


def _order(base: dict[Identity, Any], present: dict[Identity, Any], proposed: dict[Identity, Any]) -> list[Identity]:
    """All rows, in the order of whoever changed it; those that are new to it behind."""
    before = [one for one in base if one in proposed]
    after = [one for one in proposed if one in base]
    first, second = (present, proposed) if before == after else (proposed, present)
    return [*first, *(one for one in second if one not in first)]
