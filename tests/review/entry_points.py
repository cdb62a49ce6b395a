"""The entry points through which a record is changed, the curators' pages and the API, and what went through them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mgdb.accounts import tokens
from mgdb.models import ApiToken, ChangeRequest, Record, ReviewNote
from mgdb.records import type_of
from tests.admin.browsers_part import FIELD, filled, seen_before
from tests.review.people import person

ROLES = ("contributor", "reviewer", "administrator")
STATES = ("draft", "in_review", "published", "withdrawn")
JUDGES = ("reviewer", "administrator")
GONE, ASKED, COUNTED, WRITTEN, SAID = "gone", "asked", "counted", "written", "said"


@dataclass(frozen=True)
class Case:
    """Who comes, to a record in which state, of whom, beside a fresh or an old page."""

    role: str
    state: str
    own: bool
    fresh: bool

    def __str__(self) -> str:
        return f"{self.role}, {self.state}, {'own' if self.own else 'other’s'}, {'fresh' if self.fresh else 'stale'}"


CASES = [Case(*case) for case in product(ROLES, STATES, (True, False), (True, False))]


@dataclass
class Curator:
    """Somebody of a role, at a browser and with a program."""

    role: str
    user: User = field(init=False)
    browser: Client = field(init=False)
    program: Client = field(init=False)

    def __post_init__(self) -> None:
        self.user, self.browser = person(f"the {self.role}", self.role), Client()
        self.browser.force_login(self.user)
        _, text = tokens.make(self.user, "a script", ApiToken.Scope.values, 30)
        self.program = Client(headers={"Authorization": f"Token {text}"})


class Undo(Exception):
    """Takes one case back."""


@dataclass(frozen=True)
class EntryPoint:
    """One way to take a step: `send(curator, record, seen)` gives the answer of the server."""

    step: str
    name: str
    send: Callable[[Curator, Record, int], Any]

    def __str__(self) -> str:
        return f"{self.step} by {self.name}"


# ---------------------------------------------------------------------------------------------------- the pages
def by_action(action: str) -> Callable[[Curator, Record, int], Any]:
    """An action of the list of records, as the page of one of them sends it."""

    def send(who: Curator, record: Record, seen: int) -> Any:
        data = {
            "action": action, "_selected_action": [record.pk], f"seen-{record.pk}": seen, "confirmed": "y",
            "reason": "x", "comment": "x",
        }  # fmt: skip
        return who.browser.post(reverse(f"admin:mgdb_{record._meta.model_name}_changelist"), data)

    return send


def by_form(who: Curator, record: Record, seen: int) -> Any:
    """The form of the record, with other remarks."""
    address = reverse(f"admin:mgdb_{record._meta.model_name}_change", args=[record.pk])
    page = who.browser.get(address)
    if page.status_code != 200:
        return page
    data = filled(page) | {column_to_change(record): other_text(record), "reason": "The table says so."}
    if FIELD in data:
        data = seen_before(data, seen)
    data |= {f"{one.formset.prefix}-as_printed": "on" for one in page.context["inline_admin_formsets"]}
    return who.browser.post(address, data)


def column_to_change(record: Record) -> str:
    """A column of words that every form of this record type shows and that nothing follows from."""
    columns = [one.column for one in type_of(type(record)).fields]
    return next(name for name in ("remarks", "method_detail", "text", "title", "name") if name in columns)


def other_text(record: Record) -> str:
    return f"{getattr(record, column_to_change(record))} Read again.".strip()


# ---------------------------------------------------------------------------------------------------- the API
def by_api(method: str, path: str, body: Callable[[Record], Any] = lambda record: {}) -> Any:
    """A request to the draft's address, beside the revision that was seen."""

    def send(who: Curator, record: Record, seen: int) -> Any:
        media = "application/merge-patch+json" if method == "patch" else "application/json"
        address = f"/api/v1/drafts/{record.public_id}/{path}"
        headers = {"If-Match": f'"{seen}"'}
        return who.program.generic(method.upper(), address, json.dumps(body(record)), media, headers=headers)

    return send


def proposed(kind: str) -> Callable[[Curator, Record, int], Any]:
    """A change request by the API."""

    def send(who: Curator, record: Record, seen: int) -> Any:
        body = {"record": record.public_id, "kind": kind, "reason": "x", "base_revision": max(seen, 0)}
        if kind == "edit":
            body["changes"] = changes(record)
        if kind == "merge":
            other = type(record)._base_manager.exclude(pk=record.pk).first()
            body |= {"into": other.public_id, "into_revision": other.revision} if other else {}
        return who.program.post("/api/v1/change-requests/", body, content_type="application/json")

    return send


def changes(record: Record) -> dict[str, str]:
    column = column_to_change(record)
    names = {one.column: one.name for one in type_of(type(record)).fields}
    return {names[column]: other_text(record)}


def of_form(record: Record) -> dict[str, Any]:
    return {"form": changes(record)}


# ---------------------------------------------------------------------------------------------------- what happened
def put(record: Record, case: Case, user: User, author: User) -> Record:
    """`record` as `case` has it."""
    writer = user if case.own else author
    reason = "Entered twice." if case.state == "withdrawn" else ""
    rows = type(record)._base_manager.filter(pk=record.pk)
    rows.update(status="draft")
    columns: dict[str, Any] = {"status": case.state, "withdrawn_reason": reason, "entered_by": writer}
    columns["published_by"] = author if case.own else user  # whoever did not write it
    rows.update(**columns, editors=[writer.pk])
    return type(record)._base_manager.get(pk=record.pk)


def happened(before: Record, requests: int, notes: int) -> str:
    now = type(before)._base_manager.filter(pk=before.pk).first()
    if now is None:
        return GONE
    if ChangeRequest.objects.count() > requests:
        assert (now.status, now.revision) == (before.status, before.revision)
        return ASKED
    if now.status != before.status:
        return str(now.status)
    column = column_to_change(before)
    if getattr(now, column) != getattr(before, column):
        return WRITTEN
    if ReviewNote.objects.count() > notes:
        return SAID
    return COUNTED if now.readings != before.readings else ""


def tried(entry_point: EntryPoint, record: Record, case: Case, who: Curator, author: User) -> tuple[str, str]:
    """What `entry_point` does in `case`, and what its answer says; all is taken back."""
    found = words = ""
    try:
        with transaction.atomic():
            before = put(record, case, who.user, author)
            requests, notes = ChangeRequest.objects.count(), ReviewNote.objects.count()
            response = entry_point.send(who, before, before.revision if case.fresh else before.revision - 1)
            assert response.status_code < 500, (str(entry_point), str(case), type(record).__name__)
            found = happened(before, requests, notes)
            words = response.content.decode()[:500] if entry_point.name.startswith("API") else ""
            if found == WRITTEN:
                assert who.user.pk in type(record)._base_manager.get(pk=record.pk).editors
            # A refusal has words.
            if not found and entry_point.name.startswith("API"):
                assert 400 <= response.status_code < 500, (str(entry_point), str(case), response.content)
                assert len(json.loads(response.content)["detail"]) > 10, words
            raise Undo
    except Undo:
        return found, words
