"""Steps that curators take with records, in lists and on their pages; review alone says who may and whether."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb import review
from mgdb.models import JobRow, Record
from mgdb.records import type_of
from mgdb.review.actors import may
from mgdb.review.bulk import ACTIONS, Action
from mgdb.review.difference import differences, plain
from mgdb.review.status import steps
from mgdb.review.versions import form_at
from mgdb.review.wording import lines
from mgdb.sent_forms import is_restoring

from .bulk import AT_ONCE, ask, confirmed_of, do_now, problems_in, said_in
from .generic import ModelAdmin

# What the buttons on a record's page say, by the function of review.
BUTTONS = {
    "submit": "Hand in for review",
    "publish": "Publish",
    "take_back": "Take back as a draft",
    "send_back": "Send back as a draft",
    "discard": "Discard this draft",
    "confirm": "I compared it with the document",
    "withdraw": "Propose withdrawal …",
    "reinstate": "Propose reinstatement …",
}
PROPOSED = {"withdraw": "published", "reinstate": "withdrawn"}  # of what is


class Step(Protocol):
    """A function of review that takes one record on."""

    def __call__(self, record: Any, /, *, by: User, seen: int | None) -> object: ...


def seen_input(record: Record) -> SafeString:
    """Tells the next request which revision of `record` this page shows."""
    return format_html('<input type="hidden" name="seen-{}" value="{}">', record.pk, record.revision)


def seen_of(request: HttpRequest, key: object) -> int | None:
    """The revision that the page showed of the record with this key; None where it showed none.

    ValidationError for what is no revision: no page of ours has sent it, so nothing is read into it.
    """
    given = request.POST.get(f"seen-{key}", "")
    if given and not (given.isdecimal() and len(given) < 10):
        raise ValidationError(f"“{given[:40]}” is not a revision that a page can have shown; open the page again.")
    return int(given) if given else None


def seen_of_each(request: HttpRequest, chosen: Iterable[tuple[int, str]]) -> dict[str, int | None]:
    """Public id → the revision that the page showed, of each (key, public id); ValidationError names the others."""
    seen: dict[str, int | None] = {}
    problems = []
    for key, public_id in chosen:
        try:
            seen[public_id] = seen_of(request, key)
        except ValidationError as error:
            problems.append(f"{public_id}: {' '.join(error.messages)}")
    if problems:
        raise ValidationError(problems)
    return seen


def actor_of(request: HttpRequest) -> User:
    """Who acts; pages of the admin are for people who have logged in."""
    assert isinstance(request.user, User)
    return request.user


class Transitions(ModelAdmin):
    """Actions that change the status of records."""

    actions = (
        "submit_selected", "publish_selected", "send_back_selected", "confirm_selected", "discard_selected",
        "withdraw_selected", "reinstate_selected", "merge_selected", "answer_selected",
        "again_selected", "comment_selected",
    )  # fmt: skip

    def steps(self, request: HttpRequest, record: Record) -> list[tuple[str, str]]:
        """The actions that this person may try on `record` now: (name, words)."""
        by = actor_of(request)
        found = [name for name in steps(record, by) if name in BUTTONS]
        if may(by, "change", self.model):
            found += [name for name, status in PROPOSED.items() if record.status == status]
        return [(f"{'send_back' if name == 'take_back' else name}_selected", BUTTONS[name]) for name in found]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(actor_of(request), "publish", self.model)

    @admin.action(description=ACTIONS["submit"].words, permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.bulk(request, queryset, "submit")

    @admin.action(description=ACTIONS["publish"].words, permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.bulk(request, queryset, "publish")

    @admin.action(description=ACTIONS["send_back"].words, permissions=["change"])
    def send_back_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.bulk(request, queryset, "send_back")

    @admin.action(description=ACTIONS["confirm"].words, permissions=["change"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.bulk(request, queryset, "confirm")

    @admin.action(description=ACTIONS["discard"].words, permissions=["change"])
    def discard_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.bulk(request, queryset, "discard")

    @admin.action(description="Doubt answered: as printed", permissions=["change"])
    def answer_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        doubt = request.POST.get("doubt", "")

        def answer(record: Record, /, *, by: User, seen: int | None) -> None:
            if not doubt:
                raise ValidationError("Which doubt? They are answered one by one, on the page of the record.")
            review.answer_doubt(record, doubt, by=by, seen=seen, comment=request.POST.get("comment", ""))

        return self.each(request, queryset, answer, "answered")

    @admin.action(description="Comment, for author and reviewers", permissions=["change"])
    def comment_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        def comment(record: Record, /, *, by: User, seen: int | None) -> None:
            review.comment(record, request.POST.get("comment", ""), by=by)

        return self.each(request, queryset, comment, "commented on")

    @admin.action(description="Propose an earlier version again", permissions=["change"])
    def again_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        given = request.POST.get("revision", "")

        def again(record: Record, /, *, by: User, seen: int | None) -> None:
            form = form_at(record, int(given)) if given.isdecimal() and len(given) < 10 else None
            if form is None:
                raise ValidationError(f"it has no revision “{given}”; choose one in the history on its page.")
            reason = request.POST.get("reason", "") or f"As it was in revision {given}."
            review.propose("edit", record, by=by, seen=seen, reason=reason, form=form)

        return self.each(request, queryset, again, "proposed again")

    @admin.action(description=ACTIONS["withdraw"].words, permissions=["change"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.bulk(request, queryset, "withdraw")

    @admin.action(description=ACTIONS["reinstate"].words, permissions=["change"])
    def reinstate_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.bulk(request, queryset, "reinstate")

    @admin.action(description="Propose merging two records of one thing", permissions=["change"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        records = list(queryset.order_by("pk")[:3])
        if len(records) != 2:
            messages.error(request, "Choose the two records that are of one thing.")
            return None
        chosen = request.POST.get("into") in {str(record.pk) for record in records}
        if chosen and not is_restoring(request):
            into, old = sorted(records, key=lambda record: str(record.pk) != request.POST["into"])
            reason = request.POST.get("reason", "")
            try:
                asked = review.propose(
                    "merge",
                    old,
                    by=actor_of(request),
                    seen=seen_of(request, old.pk),
                    reason=reason,
                    into=into.public_id,
                    into_seen=seen_of(request, into.pk),
                    problems=problems_in(request),
                )
            except ValidationError as error:
                messages.error(request, f"Nothing is proposed: {' '.join(error.messages)}")
            else:
                return redirect(reverse("admin:mgdb_changerequest_change", args=[asked.pk]))
        forms = [plain(review.to_dict(record)) for record in records]
        found = differences(type_of(self.model), forms[0], forms[1])
        context = {
            **self.admin_site.each_context(request),
            "title": "Propose merging",
            "opts": self.opts,
            "records": [(record, seen_input(record)) for record in records],
            "differences": lines(one for one in found if len(one.way) == 1),
            "more_differences": lines(one for one in found if len(one.way) > 1),
            "problems": confirmed_of(one for record in records for one in (record.public_id, *record.merged_ids)),
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "missing": "confirmed" in request.POST and "into" not in request.POST,
            "into": request.POST.get("into", ""),
            "reason": request.POST.get("reason", ""),
        }
        return TemplateResponse(request, "admin/mgdb/merge.html", context)

    def bulk(self, request: HttpRequest, queryset: QuerySet[Record], name: str) -> HttpResponse | None:
        """Takes what was chosen through the action `name`: at once where this page showed each of them and it needs no
        words, else after a page that asks."""
        action, rows = ACTIONS[name], []
        record_type = type_of(self.model).name
        chosen = list(queryset.order_by("pk").values_list("pk", "public_id", "revision"))
        confirmed = "confirmed" in request.POST
        try:
            seen = seen_of_each(request, ((key, public_id) for key, public_id, _ in chosen))
            said = said_in(request)
        except ValidationError as error:
            return self.refused(request, queryset, error)
        unseen = None in seen.values()
        for _, public_id, revision in chosen:
            shown = seen[public_id]
            rows.append(JobRow(record_type=record_type, public_id=public_id, seen=revision if shown is None else shown))
        enough = not action.reason or (confirmed and (said.reason or action.reason == "optional"))
        if not enough or unseen or len(rows) > AT_ONCE:
            missing = confirmed and not enough
            return ask(self.admin_site, request, name, rows, self.onward(request, queryset), missing=missing)
        do_now(request, action, rows, said=said)
        return redirect(self.onward(request, queryset))

    def each(self, request: HttpRequest, queryset: QuerySet[Record], act: Step, done: str) -> HttpResponse:
        """Takes what was chosen, and shown here, through a step that is no bulk action."""
        action = Action("", done, lambda record, by, seen, _: act(record, by=by, seen=seen))
        record_type = type_of(self.model).name
        chosen = queryset.order_by("pk")[: AT_ONCE + 1].values_list("pk", "public_id")
        try:
            seen = seen_of_each(request, chosen)
        except ValidationError as error:
            return self.refused(request, queryset, error)
        rows = [JobRow(record_type=record_type, public_id=public_id, seen=shown) for public_id, shown in seen.items()]
        if len(rows) > AT_ONCE:
            words = f"More than {AT_ONCE} records are chosen, and nothing is done. Choose {AT_ONCE} at most."
            messages.error(request, words)
            return redirect(self.onward(request, queryset))
        do_now(request, action, rows)
        return redirect(self.onward(request, queryset))

    def refused(self, request: HttpRequest, queryset: QuerySet[Record], error: ValidationError) -> HttpResponse:
        messages.error(request, f"Nothing is done: {' '.join(error.messages)}")
        return redirect(self.onward(request, queryset))

    def onward(self, request: HttpRequest, queryset: QuerySet[Record]) -> str:
        """Back to where the action was chosen: the page of the record while it stands, else the list."""
        if request.POST.get("from_page") == "record" and (record := queryset.first()) is not None:
            return reverse(f"admin:mgdb_{self.opts.model_name}_change", args=[record.pk])
        query = request.META.get("QUERY_STRING", "")
        address = reverse(f"admin:mgdb_{self.opts.model_name}_changelist")
        return f"{address}?{query}" if query else address
