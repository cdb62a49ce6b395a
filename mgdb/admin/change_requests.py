"""The queue of change requests, and the page on which a second person decides about one; recorded readings."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb.models import AnsweredFinding, ChangeRequest, Record, RecordedReading
from mgdb.records import BY_PREFIX
from mgdb.review import change_requests, dependants, notes
from mgdb.review.change_requests import may_decide
from mgdb.review.outcomes import Proposal, record_of
from mgdb.review.wording import canonical_values, lines
from mgdb.sent_forms import is_restoring

from .dataset import DecidedAdmin, ReadOnlyAdmin
from .records import record_link
from .site import site
from .transitions import actor_of, seen_input, seen_of

FILE = "a dataset file"
DONE = {
    "accept": "Accepted: readers now see it.",
    "send_back": "Returned to its author.",
    "reject": "Rejected.",
    "take_back": "Taken back.",
    "comment_only": "Commented.",
    "settle": "Proposed again, beside what the record says now.",
}
CHOICES = ("present", "proposed")


@admin.register(ChangeRequest, site=site)
class ChangeRequestAdmin(DecidedAdmin):
    """Proposed changes, the open ones first; each is decided on its page."""

    group = "Review"
    list_display = ("__str__", "reason", "proposed_by", "state", "created_at", "decided_by")
    list_filter = ("status", "kind", "record_type")
    list_select_related = ("author", "decided_by")
    search_fields = ("public_id", "reason", "comment", "author__username")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChangeRequest]:
        rows: Any = super().get_queryset(request)  # a ChangeRequestQuerySet
        return cast("QuerySet[ChangeRequest]", rows.without_forms())

    @admin.display(description="proposed by", ordering="author")
    def proposed_by(self, request: ChangeRequest) -> str:
        return request.author.get_username() if request.author else FILE

    @admin.display(description="status", ordering="status")
    def state(self, request: ChangeRequest) -> SafeString:
        return format_html('<span class="status request-{}">{}</span>', request.status, request.get_status_display())

    def page(self, request: HttpRequest, found: ChangeRequest) -> HttpResponse:
        """The request as it is now, with what was typed about it."""
        found.refresh_from_db()
        typed = {"comment": request.POST.get("comment", ""), "as_printed": request.POST.getlist("as_printed")}
        return TemplateResponse(request, "admin/mgdb/change_request.html", {**self.context(request, found), **typed})

    def decide(self, request: HttpRequest, found: ChangeRequest) -> HttpResponse:
        by, comment = actor_of(request), request.POST.get("comment", "")
        if is_restoring(request):
            return self.page(request, found)
        asked, again = next((name for name in DONE if name in request.POST), ""), found
        try:
            with transaction.atomic():
                seen = seen_of(request, record_of(found).pk)
                if asked == "accept":
                    answered = request.POST.getlist("as_printed")
                    change_requests.accept(found, by=by, seen=seen, comment=comment, answered=answered)
                elif asked == "send_back":
                    change_requests.send_back(found, by=by, seen=seen, comment=comment)
                elif asked == "reject":
                    change_requests.reject(found, by=by, seen=seen, comment=comment)
                elif asked == "settle":
                    again = self.settled(request, found)
                elif asked == "take_back":
                    change_requests.take_back(found, by=by, seen=seen)
                elif asked == "comment_only":
                    notes.comment(record_of(found), comment, by=by, request=found)
                else:
                    raise PermissionDenied
        except ValidationError as error:
            messages.error(request, f"Nothing is done: {' '.join(error.messages)}")
            return self.page(request, found)
        messages.success(request, DONE[asked])
        return redirect(reverse("admin:mgdb_changerequest_change", args=[again.pk]))

    def settled(self, request: HttpRequest, found: ChangeRequest) -> ChangeRequest:
        """The request that takes the place of `found`, each of its conflicts settled as its author chose."""
        record = record_of(found)
        chosen = {
            number: request.POST.get(f"conflict-{number}", "")
            for number in range(len(Proposal(found, record).merged.conflicts))
        }
        if open_still := [number + 1 for number, choice in chosen.items() if choice not in CHOICES]:
            raise ValidationError(f"Choose what is to stand at {', '.join(map(str, open_still))}.")
        return change_requests.settle_conflicts(
            found,
            [number for number, choice in chosen.items() if choice == "proposed"],
            by=actor_of(request),
            seen=seen_of(request, record.pk),
            reason=request.POST.get("reason", ""),
        )

    def context(self, request: HttpRequest, found: ChangeRequest) -> dict[str, Any]:
        proposal = Proposal(found)
        record, is_open = proposal.record, proposal.is_open
        by = actor_of(request)
        shown = lines(proposal.changes)
        before = proposal.present if is_open else found.base_form
        if found.record_type == "measurement" and shown and (read := canonical_values(before, proposal.wanted)):
            shown.insert(0, read)
        return {
            **self.admin_site.each_context(request),
            "title": f"{found.get_kind_display().capitalize()} {found.public_id}",
            "opts": self.opts,
            "request_": found,
            "proposed_by": self.proposed_by(found),
            "state": self.state(found),
            "record": record,
            "link": record_link(record),
            "lines": shown,
            "other": proposal.other,
            "other_link": record_link(proposal.other) if proposal.other else "",
            "apart": lines(proposal.apart) if is_open else [],
            "records": [(one, "") for one in (record, proposal.other) if one],
            "moved": is_open and record.revision != found.base_revision,
            "conflicts": [
                (number, lines(one), request.POST.get(f"conflict-{number}", ""))
                for number, one in enumerate(proposal.conflicts if is_open else [])
            ],
            "reason": request.POST.get("reason", found.reason),
            "touched": [(one.type_name(), record_link(one)) for one in dependants(record)] if is_open else [],
            "doubts": proposal.doubts if is_open else [],
            "seen": seen_input(record),
            "notes": found.notes.select_related("by"),
            "may_decide": is_open and may_decide(found, by),
            "is_own": found.author_id == by.pk,
            "is_open": is_open,
            "media": self.media,
        }


@admin.register(RecordedReading, site=site)
class RecordedReadingAdmin(ReadOnlyAdmin):
    """Which readings are behind the number that a record shows."""

    group = "Review"
    list_display = ("named", "method", "count", "by", "at")
    list_filter = ("method",)
    list_select_related = ("by",)
    search_fields = ("public_id",)

    @admin.display(description="record", ordering="public_id")
    def named(self, reading: RecordedReading) -> str:
        declared = BY_PREFIX.get(reading.public_id.partition("-")[0])
        return f"{declared.label if declared and issubclass(declared.model, Record) else ''} {reading.public_id}"


@admin.register(AnsweredFinding, site=site)
class AnsweredFindingAdmin(ReadOnlyAdmin):
    """What was found missing or implausible and answered once for all: by whom, when, why."""

    group = "Review"
    list_display = ("public_id", "kind", "subject", "answer", "comment", "by", "at")
    list_filter = ("kind", "answer")
    list_select_related = ("by",)
    search_fields = ("public_id", "subject", "comment")
