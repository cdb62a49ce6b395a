"""Changes of what is published: proposed by one person, decided by another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.html import strip_tags
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import envelope
from mgdb import review
from mgdb.models import ApiToken, ChangeRequest, Record
from mgdb.records import BY_NAME, type_of
from mgdb.review import change_requests, outcomes
from mgdb.review.change_requests import may_decide
from mgdb.review.difference import plain
from mgdb.review.outcomes import Proposal, stored
from mgdb.review.readings import form_of
from mgdb.review.wording import lines

from .base import WHOSE, CurationViewSet, Refused, address_of, may_view, missing, record_of, refused
from .drafts import TYPES, note_shown, with_ids
from .parsing import merged
from .schema import RequestSchema

KINDS = tuple(ChangeRequest.Kind.values)
STATUSES = tuple(ChangeRequest.Status.values)


class ChangeRequests(CurationViewSet):
    """Changes that were proposed of what is published, and what became of them."""

    schema = RequestSchema()
    scopes = dict.fromkeys(("accept", "send_back", "reject"), ApiToken.Scope.REVIEW)

    # ---- reading
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked, page = self.parameters(request, whose=WHOSE, status=STATUSES, kind=KINDS, type=TYPES)
        rows = ChangeRequest.objects.without_forms().select_related("author", "decided_by")
        rows = rows.order_by("-created_at", "-pk")
        rows = rows.filter(record_type__in=[name for name in TYPES if may_view(self.user, BY_NAME[name])])
        if asked["whose"] != "all":
            rows = rows.exclude(author=self.user) if asked["whose"] == "others" else rows.filter(author=self.user)
        for name, column in (("status", "status"), ("kind", "kind"), ("type", "record_type")):
            if asked[name]:
                rows = rows.filter(**{column: asked[name]})
        count = rows.count()
        return Response(envelope(request, page, count, [brief(one) for one in rows[page.slice(count)]]))

    def retrieve(self, request: Request, number: int = 0, *args: Any, **kwargs: Any) -> Response:
        self.no_parameters(request)
        return self.show(str(number))

    # ---- writing
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Proposes a change of a published record; `form` is the whole of it, `changes` only what differs."""
        self.only("record", "kind", "reason", "base_revision", "form", "changes", "into", "into_revision")
        kind, reason, record = self.member("kind"), self.member("reason"), record_of(self.member("record"), self.user)
        if kind not in KINDS:
            raise refused([(("kind",), f"should be one of {', '.join(KINDS)}.")], self.data)
        seen = self.revision("base_revision")
        merges = kind == ChangeRequest.Kind.MERGE
        into, into_seen = (self.member("into"), self.revision("into_revision")) if merges else ("", None)

        def write() -> str:
            if kind == ChangeRequest.Kind.CONFIRM:
                asked = review.confirm(record, by=self.user, seen=seen, reason=reason)
                if asked is None:
                    raise Refused("It is not public: confirm it on its page.")
                return str(asked.pk)
            wanted = None
            if kind == ChangeRequest.Kind.EDIT:
                if record.revision != seen:
                    raise review.StaleRevision(record, seen)
                wanted = review.trial(record, self.wanted(record), stored)
            told: dict[str, Any] = {"reason": reason, "form": wanted, "into": into, "into_seen": into_seen}
            return str(review.propose(kind, record, by=self.user, seen=seen, **told).pk)

        response = self.write(write, self.show, created=True)
        response["Location"] = address_of(request, "change-request", number=response.data["number"])
        return response

    def revision(self, name: str) -> int:
        """The revision that the member `name` of the body names."""
        given = self.member(name)
        if not given.isascii() or not given.isdecimal() or len(given) > 9:
            raise refused([((name,), "should be the number of the revision that you saw.")], self.data)
        return int(given)

    def wanted(self, record: Record) -> dict[str, Any]:
        """The whole form that is proposed."""
        given = [name for name in ("form", "changes") if name in self.data]
        if len(given) != 1:
            raise refused([(("form",), "give the whole form, or “changes” with what differs; one of them.")], {})
        form = self.member(given[0], kind=dict)
        if given == ["changes"]:
            form = merged(plain(form_of(record)), form)
        return with_ids(review.without_counted(record, form), type_of(type(record)).parts)

    def accept(self, request: Request, number: int = 0) -> Response:
        """Carries out what somebody else proposed; `as_printed` lists the doubts answered by it."""
        answered = self.texts("as_printed")

        def act(found: ChangeRequest, said: str) -> None:
            seen = self.seen(outcomes.record_of(found))
            change_requests.accept(found, by=self.user, seen=seen, comment=said, answered=answered)

        return self.step(number, act, "as_printed")

    def send_back(self, request: Request, number: int = 0) -> Response:
        """Returns it to its author, with a comment that says why."""
        return self.step(number, self.decision(change_requests.send_back))

    def reject(self, request: Request, number: int = 0) -> Response:
        """Refuses it, with a comment that says why."""
        return self.step(number, self.decision(change_requests.reject))

    def take_back(self, request: Request, number: int = 0) -> Response:
        """Gives up a request of one's own."""

        def act(found: ChangeRequest, said: str) -> None:
            change_requests.take_back(found, by=self.user, seen=self.seen(outcomes.record_of(found)))

        return self.step(number, act)

    def comments(self, request: Request, number: int = 0) -> Response:
        """Adds a comment to its review."""
        self.only("comment")
        found = self.found(number)

        def write() -> str:
            record = outcomes.record_of(found)
            review.comment(record, self.member("comment"), by=self.user, request=found)
            return str(found.pk)

        return self.write(write, self.show, created=True)

    def decision(self, decide: Callable[..., object]) -> Callable[[ChangeRequest, str], None]:
        """`decide`, about a request as it was seen beside the revision that If-Match names."""

        def act(found: ChangeRequest, said: str) -> None:
            decide(found, by=self.user, seen=self.seen(outcomes.record_of(found)), comment=said)

        return act

    def step(self, number: int, act: Callable[[ChangeRequest, str], None], *members: str) -> Response:
        self.only("comment", *members)
        said, found = self.member("comment", needed=False), self.found(number)

        def write() -> str:
            act(found, said)
            return str(found.pk)

        return self.write(write, self.show)

    # ---- what is shown
    def found(self, number: int) -> ChangeRequest:
        rows = ChangeRequest.objects.select_related("author", "decided_by")
        found = rows.filter(pk=number).first() if number < 2**63 else None
        if found is None or not may_view(self.user, BY_NAME[found.record_type]):
            missing(f"There is no change request {number}.")
        return found

    def show(self, number: str) -> Response:
        found = self.found(int(number))
        try:
            proposal = Proposal(found)
        except ObjectDoesNotExist as error:
            raise Refused(f"{found.public_id} is gone; the request means nothing any more.") from error
        record, is_open = proposal.record, proposal.is_open
        row = {
            **brief(found),
            "present_revision": record.revision,
            "form": found.form,
            "base_form": found.base_form,
            "changes": [
                {"field": _text(line.where), "old": _text(line.old), "new": _text(line.new)}
                for line in lines(proposal.changes)
            ],
            "conflicts": [places(one) for one in (proposal.merged.conflicts if is_open else [])],
            "doubts": proposal.doubts if is_open else [],
            "may_decide": is_open and may_decide(found, self.user) and found.author_id != self.user.pk,
            "thread": [note_shown(one) for one in found.notes.select_related("by")],
        }
        return Response(row, headers={"ETag": f'"{record.revision}"'})


def brief(found: ChangeRequest) -> dict[str, Any]:
    return {
        "number": found.pk,
        "record": found.public_id,
        "type": found.record_type,
        "kind": found.kind,
        "into": found.into,
        "into_revision": found.into_revision,
        "reason": found.reason,
        "author": found.author and found.author.get_username(),
        "base_revision": found.base_revision,
        "created_at": found.created_at,
        "status": found.status,
        "decided_by": found.decided_by and found.decided_by.get_username(),
        "decided_at": found.decided_at,
        "comment": found.comment,
        "revision": found.revision,
        "self_reviewed": found.self_reviewed,
    }


def places(steps: Iterable[Any]) -> str:
    return ".".join(str(step) if isinstance(step, str) else " ".join(map(str, step)) for step in steps)


def _text(shown: object) -> str:
    return strip_tags(str(shown))
