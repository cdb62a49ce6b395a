"""Records that are not published yet: entered, corrected, handed in and reviewed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db.models import CharField, Q, QuerySet, Value
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import envelope
from mgdb import review
from mgdb.models import ApiToken, Measurement, Record, ReviewNote
from mgdb.models.new_ids import new_id
from mgdb.records import BY_NAME, BY_PREFIX, SECTIONS, Part, RecordType, type_of
from mgdb.review.actors import is_author
from mgdb.review.difference import plain
from mgdb.review.outcomes import stored
from mgdb.review.readings import form_of
from mgdb.review.serialization import to_dict, with_parts
from mgdb.review.status import steps
from mgdb.search import suggestion

from .base import WHOSE, CurationViewSet, Refused, Texts, address_of, may_view, missing, record_of, refused
from .parsing import merged
from .schema import DraftSchema

STATUSES = ("draft", "in_review")
TYPES = tuple(one.name for one in SECTIONS.values())
Steps = Callable[[Record], list[str]]
HANDLE = re.compile(r"([a-z]{3}):[A-Za-z0-9][\w.+-]*")


class Drafts(CurationViewSet):
    """Records that are not published yet, whole: what they say, their doubts, and what may be done with them."""

    schema = DraftSchema()
    scopes = {"publish": ApiToken.Scope.REVIEW, "send_back": ApiToken.Scope.REVIEW, "reject": ApiToken.Scope.REVIEW}

    # ---- reading
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked, page = self.parameters(request, whose=WHOSE, status=STATUSES, type=TYPES)
        names = [name for name in TYPES if asked["type"] in ("", name) and may_view(self.user, BY_NAME[name])]
        if not names:
            return Response(envelope(request, page, 0, []))
        first, *others = [self.keys(BY_NAME[name], asked) for name in names]
        keys = first.union(*others, all=True).order_by("-updated_at", "public_id")
        count = keys.count()
        wanted = [(name, public_id) for name, public_id, _ in keys[page.slice(count)]]
        return Response(envelope(request, page, count, shown_all(wanted, self.user, self.steps_of)))

    def keys(self, record_type: RecordType, asked: Mapping[str, str]) -> Any:
        """Type, id and time of the drafts of `record_type` that are asked for."""
        rows: QuerySet[Any] = record_type.model._base_manager.filter(
            status__in=[asked["status"]] if asked["status"] else STATUSES
        )
        mine = Q(entered_by=self.user) | Q(editors__contains=[self.user.pk])
        if asked["whose"] != "all":
            rows = rows.exclude(mine) if asked["whose"] == "others" else rows.filter(mine)
        named = rows.annotate(type=Value(record_type.name, output_field=CharField())).order_by()
        return named.values_list("type", "public_id", "updated_at")

    def retrieve(self, request: Request, id: str = "", *args: Any, **kwargs: Any) -> Response:
        self.no_parameters(request)
        return self.show(id)

    # ---- writing
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.only("type", "form")
        name, form = self.member("type"), self.member("form", kind=dict)
        if name not in TYPES:
            sentence, _ = suggestion(name, TYPES)
            raise refused([(("type",), f"is no record type; {sentence}")], self.data)
        if "id" in form:
            raise refused([(("id",), "is given by the server; take it out.")], form, ("form",))
        record_type = BY_NAME[name]

        def write() -> str:
            record = record_type.model()
            assert isinstance(record, Record)
            review.apply(record, with_ids(form, record_type.parts), stored, by=self.user)
            return record.public_id

        response = self.write(write, self.show, created=True)
        response["Location"] = address_of(request, "draft", id=response.data["id"])
        return response

    def update(self, request: Request, id: str = "", *args: Any, **kwargs: Any) -> Response:
        """Replaces what the draft says by the whole form."""
        self.only("form")
        return self.change(id, self.member("form", kind=dict))

    def partial_update(self, request: Request, id: str = "", *args: Any, **kwargs: Any) -> Response:
        """Changes the members given (JSON Merge Patch); null takes one away, a list is replaced whole."""
        self.only("form")
        patch = self.member("form", kind=dict)
        return self.change(id, merged(plain(form_of(self.draft(id))), patch))

    def change(self, public_id: str, form: Mapping[str, Any]) -> Response:
        record = self.draft(public_id)
        parts = type_of(type(record)).parts
        review.apply(record, with_ids(form, parts), stored, by=self.user, seen=self.seen(record))
        return self.show(public_id)

    def destroy(self, request: Request, id: str = "", *args: Any, **kwargs: Any) -> Response:
        """Discards a draft of one's own: it was never public, and leaves no trace."""
        self.only()
        record = self.draft(id)
        review.discard(record, by=self.user, seen=self.seen(record))
        return Response(status=204)

    # ---- steps
    def submit(self, request: Request, id: str = "") -> Response:
        """Hands the draft in for review."""
        return self.step(id, lambda record, seen, said: review.submit(record, by=self.user, seen=seen, comment=said))

    def take_back(self, request: Request, id: str = "") -> Response:
        """Takes back what was handed in; it is a draft again."""

        def act(record: Record, seen: int, said: str) -> None:
            if not is_author(self.user, record):
                raise review.NotAllowed("Its author takes it back; a reviewer sends it back and says why.")
            review.send_back(record, by=self.user, seen=seen, comment=said)

        return self.step(id, act)

    def send_back(self, request: Request, id: str = "") -> Response:
        """Returns what was handed in to its author, with a comment that says why."""
        return self.step(id, lambda record, seen, said: review.send_back(record, by=self.user, seen=seen, comment=said))

    def reject(self, request: Request, id: str = "") -> Response:
        """Refuses what was handed in, with a comment that says why."""
        return self.step(id, lambda record, seen, said: review.reject(record, by=self.user, seen=seen, comment=said))

    def publish(self, request: Request, id: str = "") -> Response:
        """Publishes what somebody else entered and handed in; `as_printed` lists the doubts answered by it."""
        answered = self.texts("as_printed")
        return self.step(
            id,
            lambda record, seen, said: review.publish(record, by=self.user, seen=seen, answered=answered, comment=said),
            "as_printed",
        )

    def comments(self, request: Request, id: str = "") -> Response:
        """Adds a comment to its review."""
        self.only("comment")
        record = self.draft(id)

        def write() -> str:
            review.comment(record, self.member("comment"), by=self.user)
            return record.public_id

        return self.write(write, self.show, created=True)

    def answers(self, request: Request, id: str = "") -> Response:
        """Answers a doubt: the document does say so."""
        self.only("doubt", "comment")
        doubt, said, record = self.member("doubt"), self.member("comment", needed=False), self.draft(id)

        def write() -> str:
            review.answer_doubt(record, doubt, by=self.user, seen=self.seen(record), comment=said)
            return record.public_id

        return self.write(write, self.show, created=True)

    def step(self, public_id: str, act: Any, *members: str) -> Response:
        self.only("comment", *members)
        said, record = self.member("comment", needed=False), self.draft(public_id)

        def write() -> str:
            act(record, self.seen(record), said)
            return record.public_id

        return self.write(write, self.show)

    # ---- what is shown
    def draft(self, public_id: str) -> Record:
        """The record, which is not public. Raises Refused with where a published one is changed."""
        record = record_of(public_id, self.user)
        if record.status not in STATUSES and self.request.method not in ("GET", "HEAD"):
            # A repeated request is told what became of the first.
            if "Idempotency-Key" in self.request.headers:
                return record
            there = address_of(self.request, "change-requests")
            raise Refused(f"It is {record.get_status_display()}: propose a change at {there}.")
        return record

    def steps_of(self, record: Record) -> Texts:
        """What the person may try on `record` now and this token is made for."""
        token = self.request.auth
        assert isinstance(token, ApiToken)
        return [name for name in steps(record, self.user) if token.allows(self.scopes.get(name, ApiToken.Scope.WRITE))]

    def show(self, public_id: str) -> Response:
        record = record_of(public_id, self.user)
        if record.status == "withdrawn" and self.request.method in ("GET", "HEAD"):
            missing(f"{record.public_id} is withdrawn; its public address says why.")
        (row,) = shown_all([(type_of(type(record)).name, record.public_id)], self.user, self.steps_of)
        return Response(row, headers={"ETag": f'"{row["revision"]}"'})


def shown_all(wanted: Iterable[tuple[str, str]], by: User, steps_of: Steps) -> list[dict[str, Any]]:
    """The records (type, id) as answers show them to `by`, in their order."""
    ordered = list(wanted)
    by_type: dict[str, list[str]] = defaultdict(list)
    for name, public_id in ordered:
        by_type[name].append(public_id)
    found: dict[str, dict[str, Any]] = {}
    for name, ids in by_type.items():
        records = list(with_parts(BY_NAME[name]).filter(public_id__in=ids).select_related("entered_by"))
        doubts, threads = review.open_doubts(records), threads_of(ids)
        for record in records:
            found[record.public_id] = shown(record, doubts[record.public_id], threads[record.public_id], by, steps_of)
    return [found[public_id] for _, public_id in ordered if public_id in found]


def shown(
    record: Record, open_doubts: list[str], thread: list[dict[str, Any]], by: User, steps_of: Steps
) -> dict[str, Any]:
    """One record with what concerns its review."""
    places = {doubt: ".".join(map(str, path)) for path, doubt in reversed(record.placed_doubts())}
    return {
        "id": record.public_id,
        "type": type_of(type(record)).name,
        "name": str(record),
        "status": record.status,
        "revision": record.revision,
        "form": plain(to_dict(record)),
        "canonical": canonical(record),
        "doubts": [{"field": places.get(doubt, ""), "doubt": doubt} for doubt in open_doubts],
        "entered_by": record.entered_by and record.entered_by.get_username(),
        "is_mine": is_author(by, record),
        "steps": steps_of(record),
        "thread": thread,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
    }


def canonical(record: Record) -> dict[str, Any] | None:
    """What the print of a measurement was read as, in the canonical unit; null where there is no number."""
    read = record.quantity if isinstance(record, Measurement) and record.kind == "number" else None
    if read is None or not isinstance(record, Measurement):
        return None
    return {
        "value": read.value,
        "value_min": read.low,
        "value_max": read.high,
        "bound": read.bound,
        "approximate": read.approximate,
        "uncertainty": read.uncertainty,
        "unit": record.property_entry.unit,
    }


def threads_of(public_ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Id → what was said and done in the review of the record, the first first."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    notes = ReviewNote.objects.filter(public_id__in=list(public_ids), request__isnull=True).select_related("by")
    for one in notes:
        found[one.public_id].append(note_shown(one))
    return found


def note_shown(one: ReviewNote) -> dict[str, Any]:
    return {"step": one.step, "text": one.text, "by": one.by and one.by.get_username(), "at": one.at}


def with_ids(form: Mapping[str, Any], parts: Iterable[Part]) -> dict[str, Any]:
    """`form` with an id for each part that takes one and has none; a word in its place (“def:first”) is one id."""
    words: dict[str, str] = {}

    def named(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: named(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [named(inner) for inner in value]
        match = HANDLE.fullmatch(value) if isinstance(value, str) else None
        return words.setdefault(value, new_id(match[1])) if match and match[1] in minted else value

    def given(rows: Any, part: Part) -> Any:
        if not isinstance(rows, list):
            return rows
        prefix = part.model.PREFIX  # type: ignore[attr-defined]
        return [{"id": new_id(prefix), **row} if isinstance(row, Mapping) else row for row in rows]

    own = [part for part in parts if part.has_public_id]
    minted = {part.model.PREFIX for part in own} & set(BY_PREFIX)  # type: ignore[attr-defined]
    found: dict[str, Any] = dict(form)
    for part in own:
        if part.name in found:
            found[part.name] = given(found[part.name], part)
    return {name: named(value) for name, value in found.items()} if minted else found
