"""Steps that curators take with records, in lists and on their pages; review alone says who may and whether."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb import review
from mgdb.models import ChangeRequest, Problem, Record
from mgdb.review.actors import may
from mgdb.review.status import steps
from mgdb.review.versions import form_at

from .generic import ModelAdmin

# What the buttons on a record's page say, by the function of review.
BUTTONS = {
    "submit": "Hand in for review",
    "publish": "Publish",
    "send_back": "Send back as a draft",
    "discard": "Discard this draft",
    "confirm": "I compared it with the document",
    "withdraw": "Propose withdrawal …",
    "reinstate": "Propose reinstatement …",
}
REASONED = {"withdraw": ("published", "withdrawal"), "reinstate": ("withdrawn", "reinstatement")}


class Step(Protocol):
    """A function of review that takes one record on."""

    def __call__(self, record: Any, /, *, by: User, seen: int | None) -> object: ...


def seen_input(record: Record) -> SafeString:
    """Tells the next request which revision of `record` this page shows."""
    return format_html('<input type="hidden" name="seen-{}" value="{}">', record.pk, record.revision)


def seen_of(request: HttpRequest, key: object) -> int | None:
    """The revision that the page showed of the record with this key; None where it showed none."""
    given = request.POST.get(f"seen-{key}", "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


def actor_of(request: HttpRequest) -> User:
    """Who acts; pages of the admin are for people who have logged in."""
    assert isinstance(request.user, User)
    return request.user


def confirmed_of(records: Iterable[Record]) -> QuerySet[Problem]:
    """The confirmed problems of any of `records`."""
    ids = [public_id for record in records for public_id in (record.public_id, *record.merged_ids)]
    return Problem.objects.confirmed().filter(record__in=ids)


class Transitions(ModelAdmin):
    """Actions that change the status of records."""

    actions = (
        "submit_selected", "publish_selected", "send_back_selected", "confirm_selected", "discard_selected",
        "withdraw_selected", "reinstate_selected", "merge_selected", "answer_selected",
        "again_selected",
    )  # fmt: skip

    def steps(self, request: HttpRequest, record: Record) -> list[tuple[str, str]]:
        """The actions that this person may try on `record` now: (name, words)."""
        by = actor_of(request)
        found = steps(record, by)
        if may(by, "change", self.model):
            found += [name for name, (status, _) in REASONED.items() if record.status == status]
        return [(f"{name}_selected", BUTTONS[name]) for name in found]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(actor_of(request), "publish", self.model)

    @admin.action(description="Hand in for review", permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.step(request, queryset, review.submit, "handed in for review")

    @admin.action(description="Publish", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.step(request, queryset, review.publish, "published")

    @admin.action(description="Send back as drafts", permissions=["change"])
    def send_back_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.step(request, queryset, review.send_back, "sent back")

    @admin.action(description="Compared with the document, and it agrees", permissions=["change"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.step(request, queryset, review.confirm, "confirmed")

    @admin.action(description="Discard own drafts", permissions=["change"])
    def discard_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        answer = self.step(request, queryset, review.discard, "discarded")
        if answer is not None and not self.model._base_manager.filter(pk__in=request.POST.getlist("_selected_action")):
            return redirect(reverse(f"admin:mgdb_{self.opts.model_name}_changelist"))
        return answer

    @admin.action(description="Doubt answered: as printed", permissions=["change"])
    def answer_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        doubt = request.POST.get("doubt", "")

        def answer(record: Record, /, *, by: User, seen: int | None) -> None:
            if not doubt:
                raise ValidationError("Which doubt? They are answered one by one, on the page of the record.")
            review.answer_doubt(record, doubt, by=by, seen=seen, comment=request.POST.get("comment", ""))

        return self.step(request, queryset, answer, "answered")

    @admin.action(description="Propose an earlier version again", permissions=["change"])
    def again_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        given = request.POST.get("revision", "")

        def again(record: Record, /, *, by: User, seen: int | None) -> None:
            form = form_at(record, int(given)) if given.isdecimal() and len(given) < 10 else None
            if form is None:
                raise ValidationError(f"it has no revision “{given}”; choose one in the history on its page.")
            reason = request.POST.get("reason", "") or f"As it was in revision {given}."
            review.propose("edit", record, by=by, seen=seen, reason=reason, form=form)

        return self.step(request, queryset, again, "proposed again")

    @admin.action(description="Propose withdrawal, with a reason", permissions=["change"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.reasoned(request, queryset, "withdraw")

    @admin.action(description="Propose reinstatement, with a reason", permissions=["change"])
    def reinstate_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.reasoned(request, queryset, "reinstate")

    @admin.action(description="Propose merging two records of one thing", permissions=["change"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        records = list(queryset.order_by("pk")[:3])
        if len(records) != 2:
            messages.error(request, "Choose the two records that are of one thing.")
            return None
        if request.POST.get("into") in {str(record.pk) for record in records}:
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
                    problems=request.POST.getlist("problem"),
                )
            except ValidationError as error:
                messages.error(request, f"Nothing is proposed: {' '.join(error.messages)}")
                return None
            return redirect(reverse("admin:mgdb_changerequest_change", args=[asked.pk]))
        forms = [review.to_dict(record) for record in records]
        names = [name for name in dict.fromkeys([*forms[0], *forms[1]]) if name != "id"]
        values = {name: [str(form.get(name, "")) for form in forms] for name in names}
        context = {
            **self.admin_site.each_context(request),
            "title": "Propose merging",
            "opts": self.opts,
            "records": [(record, seen_input(record)) for record in records],
            "differences": [(name.replace("_", " "), both) for name, both in values.items() if both[0] != both[1]],
            "problems": confirmed_of(records),
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "missing": "into" in request.POST,
        }
        return TemplateResponse(request, "admin/mgdb/merge.html", context)

    def reasoned(self, request: HttpRequest, queryset: QuerySet[Record], kind: str) -> HttpResponse | None:
        """Asks for a reason, then makes a change request of each record."""
        reason = request.POST.get("reason", "").replace("\x00", "").strip()
        _, name = REASONED[kind]
        if "confirmed" in request.POST and reason:
            ticked = set(request.POST.getlist("problem"))

            def propose(record: Record, /, *, by: User, seen: int | None) -> ChangeRequest:
                corrects = [one.public_id for one in Problem.objects.of(record) if one.public_id in ticked]
                return review.propose(kind, record, by=by, seen=seen, reason=reason, problems=corrects)

            return self.step(request, queryset, propose, f"proposed for {name}")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Propose {name}",
            "opts": self.opts,
            "kind": kind,
            "name": name,
            "records": [
                (record, seen_of(request, record.pk) or record.revision) for record in queryset.order_by("pk")[:200]
            ],
            "problems": confirmed_of(queryset.order_by("pk")[:200]),
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "from_page": request.POST.get("from_page", ""),
            "missing": "confirmed" in request.POST,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/mgdb/propose.html", context)

    def step(self, request: HttpRequest, queryset: QuerySet[Record], act: Step, done: str) -> HttpResponse | None:
        """Takes each record through `act`; each stands for itself, and its refusal is shown."""
        found = list(queryset.order_by("pk"))
        count = 0
        for record in found:
            name = f"{record} ({record.public_id})"
            try:
                with transaction.atomic():
                    act(record, by=actor_of(request), seen=seen_of(request, record.pk))
            except ValidationError as error:
                messages.error(request, f"{name} is not {done}: {' '.join(error.messages)}")
            else:
                count += 1
        if count:
            kind = self.opts.verbose_name if count == 1 else self.opts.verbose_name_plural
            messages.success(request, f"{count} {kind} {done}.")
        if request.POST.get("from_page") == "record" and len(found) == 1:
            address = reverse(
                f"admin:mgdb_{self.opts.model_name}_change", args=[found[0].pk], current_app=self.admin_site.name
            )
            return redirect(address)
        return None
