"""Who writes to a record, beside which revision: asked and noted here before `review.writer` writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pghistory
from django.contrib.auth.models import User

from mgdb.models import Record

from . import batches
from .actors import Actor, NotAllowed, context_of, require, user_of, writes_in_place
from .derivation import derive
from .locking import lock_seen
from .readings import Method, form_of, record_first, record_reading
from .serialization import to_dict, written_by_review
from .writer import FormError, Resolve, write


@batches.step()
def apply(
    record: Record,
    form: Mapping[str, Any],
    resolve: Resolve,
    *,
    by: Actor,
    seen: int | None = None,
    status: str = "",
    method: Method = Method.ENTERED,
) -> None:
    """Writes `form` to `record` (new or stored) and its parts (`writer.write`).

    A person's new record is a draft, the operator's starts with `status`. Of a stored record `seen` is the revision
    that `by` looked at: StaleRevision when it has moved, NotAllowed where `by` may only propose a change. What a person
    writes is one reading, by `method`; the operator's loader records those of its files (`readings.record_files`).
    Raises FormError, and nothing is written.
    """
    is_new = record.pk is None
    if is_new:
        require(by, "add", type(record))
    else:
        lock_seen(record, seen)
        if not writes_in_place(by, record):
            raise NotAllowed(f"It is {record.get_status_display()}, not written in place: propose a change.")
    form = signed(record, form, by)
    person = user_of(by)
    with pghistory.context(**context_of(by)):
        write(record, form, resolve, status=status if person is None else "draft")
        if person is not None:
            (record_first if is_new else record_reading)(record, to_dict(record), method, person)


def signed(record: Record, form: Mapping[str, Any], by: Actor) -> Mapping[str, Any]:
    """Notes on `record`, about to be saved, that `by` writes `form` to it; returns the form that is written."""
    person = user_of(by)
    if person is None:
        record.published_by, record.published_editors, record.self_reviewed = None, [], False
        return form
    form = without_counted(record, form)
    sign(record, person)
    return form


def sign(record: Record, editor: User) -> None:
    """Notes on `record`, about to be saved, that `editor` wrote to it."""
    if record.pk is None:
        record.entered_by = editor
    if editor.pk not in record.editors:
        record.editors = [*record.editors, editor.pk]


def saved(record: Record, *, by: User) -> None:
    """What follows when a form wrote to the stored `record`, which it had signed: words for search, a reading."""
    derive(record)
    record_reading(record, form_of(record), Method.ENTERED, by)


def without_counted(record: Record, form: Mapping[str, Any]) -> dict[str, Any]:
    """`form` with what review alone writes (readings, merged ids) as it is; FormError when it claims otherwise."""
    present = written_by_review(record)
    for name, value in present.items():
        if name in form and _plain(form[name]) != _plain(value):
            raise FormError([((name,), f"“{form[name]}” is not typed; it is {value} here. Take the line out.")])
    return {**form, **present}


def _plain(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
