"""The queue of reported problems, and the page of one: a curator proposes what becomes of it, a reviewer agrees."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import truncatechars
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb.models import Problem, Record
from mgdb.presentation import ProblemView
from mgdb.review import problems
from mgdb.review.problems import may_agree, may_decide, may_propose, record_of
from mgdb.sent_forms import is_restoring

from .dataset import DecidedAdmin
from .records import record_link, status_tag
from .site import site
from .transitions import actor_of

State = Problem.State
# What is said when somebody has agreed.
DONE = {
    State.CONFIRMED: "Confirmed. Propose the change that corrects it; the problem is closed when it is accepted.",
    State.ANSWERED: "Answered: readers see it on the page of the record.",
    State.REJECTED: "Rejected: readers see the reason on the page of the record.",
}
PROPOSED = "Proposed. Readers see it when a second person, a reviewer, has agreed."
# The buttons by which it is proposed.
BUTTONS = (
    (State.CONFIRMED, "Propose to confirm"),
    (State.ANSWERED, "Propose this answer"),
    (State.REJECTED, "Propose to reject"),
)
SHOWN = 5  # others with the same record that the page names
WAITING_FIRST = Case(
    When(state=State.OPEN, then=Value(0)), When(state=State.CONFIRMED, then=Value(1)), default=Value(2)
)


def state_tag(problem: Problem) -> SafeString:
    waits = f", proposed: {problem.get_proposed_state_display()}" if problem.proposed_state else ""
    return format_html('<span class="status problem-{}">{}{}</span>', problem.state, problem.get_state_display(), waits)


@admin.register(Problem, site=site)
class ProblemAdmin(DecidedAdmin):
    """What readers reported: those first that wait, the oldest of them on top."""

    group = "Review"
    list_display = ("public_id", "now", "words", "record", "kind", "times", "created_at", "decided_by")
    list_filter = ("state", "proposed_state", "kind", "record_type")
    list_select_related = ("decided_by",)
    search_fields = ("public_id", "record", "text", "answer")
    ordering = (WAITING_FIRST.asc(), "created_at")

    @admin.display(description="state", ordering="state")
    def now(self, problem: Problem) -> SafeString:
        return state_tag(problem)

    @admin.display(description="what is wrong", ordering="text")
    def words(self, problem: Problem) -> str:
        return truncatechars(problem.text, 120)

    def page(self, request: HttpRequest, found: Problem, **typed: Any) -> HttpResponse:
        """The problem as it is now, with what was typed about it."""
        return TemplateResponse(request, "admin/mgdb/problem.html", self.context(request, found) | typed)

    def decide(self, request: HttpRequest, found: Problem) -> HttpResponse:
        by, seen = actor_of(request), request.POST.get("seen", "")
        state = next((state for state in DONE if state.value in request.POST), None)
        answer, withhold = request.POST.get("answer", ""), "withhold" in request.POST
        typed = {"answer": answer, "withhold": withhold}
        if is_restoring(request):
            return self.page(request, found, **typed)
        try:
            if "agree" in request.POST:
                problems.agree(found, by=by, seen=seen)
                words = DONE[State(found.state)]
            elif "decline" in request.POST:
                problems.decline(found, by=by, seen=seen)
                words = "What was proposed is dropped; readers see nothing of it."
            elif state is not None:
                problems.propose(found, state, by=by, seen=seen, answer=answer, withhold=withhold)
                words = PROPOSED
            else:
                raise PermissionDenied("Choose what is to be done with it.")
        except ValidationError as error:
            messages.error(request, f"Nothing is done: {' '.join(error.messages)}")
            return self.page(request, found, **typed)
        messages.success(request, words)
        return redirect(reverse("admin:mgdb_problem_change", args=[found.pk]))

    def context(self, request: HttpRequest, found: Problem) -> dict[str, Any]:
        found = Problem.objects.select_related("change_request", "decided_by", "proposed_by").get(pk=found.pk)
        record, by = record_of(found), actor_of(request)
        judges = may_decide(found, by)
        others = Problem.objects.of(record).exclude(pk=found.pk)
        steps = [(state.value, words) for state, words in BUTTONS if found.state in problems.STARTS_FROM[state]]
        return {
            **self.admin_site.each_context(request),
            "title": f"Problem {found.public_id}",
            "opts": self.opts,
            "problem": found,
            "state": state_tag(found),
            "record": record,
            "record_state": status_tag(record),
            "link": record_link(record),
            "others": others[:SHOWN],
            "more_others": max(0, others.count() - SHOWN),
            "way": way_to_correct(found, record),
            "contacts": found.contacts.all() if judges else [],
            "steps": steps if may_propose(found, by) else [],
            "agrees": judges and may_agree(found, by),
            "declines": judges or found.proposed_by == by,
            "shown": ProblemView.of(found),
            "events": events_of(found),
            "answer": found.proposed_answer or found.answer,
            "withhold": found.proposed_withheld if found.proposed_state else found.words_withheld,
            "media": self.media,
        }


def way_to_correct(problem: Problem, record: Record) -> str:
    """Where the change that corrects a confirmed problem is proposed; empty where there is nothing to correct."""
    if problem.state != State.CONFIRMED:
        return ""
    address = reverse(f"admin:mgdb_{record._meta.model_name}_change", args=[record.pk])
    return f"{address}?problem={problem.public_id}"


def events_of(problem: Problem) -> list[tuple[Any, str, str]]:
    """When what was proposed or came of it, by whom, oldest first."""
    events: Any = problem._meta.get_field("events").related_model
    found: list[tuple[Any, str, int]] = []
    last = ("", "")
    for event in events.objects.filter(pgh_obj=problem.pk).select_related("pgh_context").order_by("pgh_id"):
        now = (event.state, event.proposed_state)
        if now != last:
            user = (event.pgh_context.metadata if event.pgh_context else {}).get("user")
            words = event.get_state_display()
            if event.state == last[0]:
                proposed = event.get_proposed_state_display()
                words = f"proposed as {proposed}" if proposed else "the proposal dropped"
            found.append((event.pgh_created_at, words, user if last[0] and user else 0))
            last = now
    names = {user.pk: user.get_username() for user in User.objects.filter(pk__in=[who for _, _, who in found])}
    return [(when, state, names.get(who, "")) for when, state, who in found]
