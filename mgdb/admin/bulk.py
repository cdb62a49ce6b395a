"""Steps that many records take at once: asked on a page of their own, done at once or by a job, told in one report.

The revisions that count are those that the page showed: what was saved after it is refused, not taken along unseen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from mgdb import sent_forms, tasks
from mgdb.models import Job, JobRow, Problem
from mgdb.models.base import read_id
from mgdb.records import BY_NAME
from mgdb.review import bulk
from mgdb.review.bulk import ACTIONS, NOTHING_SAID, Action, Said
from mgdb.review.by_id import records_by_id
from mgdb.review.notes import said

AT_ONCE = 200  # rows that a page does itself; more are a job
MOST = 20_000  # rows of one job
NAMED = 10  # records that a page names
SELECTION_AGE = 24 * 3600  # s for which a page that was left open can still be sent


def pack(rows: Iterable[JobRow], by: User) -> str:
    """`rows` as the page that shows them sends them back."""
    plain = [[row.record_type, row.public_id, row.seen, row.request_id] for row in rows]
    return signing.dumps(plain, salt=f"selection of {by.pk}", compress=True)


def unpack(text: str, by: User) -> list[JobRow] | None:
    """The rows that a page of `by` sent back; None where it is none, or too old."""
    try:
        plain = signing.loads(text, salt=f"selection of {by.pk}", max_age=SELECTION_AGE)
    except signing.BadSignature:
        return None
    return [
        JobRow(record_type=record_type, public_id=public_id, seen=seen, request_id=request)
        for record_type, public_id, seen, request in plain
    ]


def said_in(request: HttpRequest) -> Said:
    """What a page that asked was told; ValidationError for what no reason can be."""
    return Said(said(request.POST.get("reason", ""), "reason", missing=""), problems_in(request))


def problems_in(request: HttpRequest) -> tuple[str, ...]:
    """The reported problems that were chosen, by their ids."""
    return tuple(known for one in request.POST.getlist("problem") if (known := read_id(one)))


def confirmed_of(public_ids: Iterable[str]) -> QuerySet[Problem]:
    """The confirmed problems of records by their ids."""
    return Problem.objects.confirmed().filter(record__in=list(public_ids))


def counted(rows: Iterable[JobRow]) -> str:
    """“1,200 measurements, 3 materials, 1 change request”."""
    found = Counter("change request" if row.request_id else row.record_type for row in rows)
    words = []
    for name, count in found.most_common():
        if name == "change request":
            words.append(f"{count:,} change request{'s' if count > 1 else ''}")
        else:
            words.append(f"{count:,} {BY_NAME[name].label if count == 1 else BY_NAME[name].label_plural}")
    return ", ".join(words)


def links(rows: Iterable[JobRow]) -> dict[str, SafeString]:
    """Public id → the name of the record as a link to its page here, of those that stand."""
    from .records import record_link

    found = records_by_id(row.public_id for row in rows)
    return {public_id: record_link(record) for public_id, record in found.items()}


def ask(
    site: AdminSite, request: HttpRequest, name: str, rows: Sequence[JobRow], onward: str, *, missing: bool = False
) -> HttpResponse:
    """The page that says what is about to happen to `rows`, and asks for what it needs; `onward` is where it leads."""
    by, action = request.user, ACTIONS[name]
    assert isinstance(by, User)
    if not rows or len(rows) > MOST:
        words = f"Choose up to {MOST:,} records at once; these are {len(rows):,}." if rows else "No record is chosen."
        messages.error(request, words)
        return redirect(onward)
    context = {
        **site.each_context(request),
        "title": action.words,
        "action": action,
        "name": name,
        "counted": counted(rows),
        "count": len(rows),
        "named": list(links(rows[:NAMED]).items()),
        "more": max(0, len(rows) - NAMED),
        "is_job": len(rows) > AT_ONCE,
        "selection": pack(rows, by),
        "onward": onward,
        "missing": missing,
        "reason": request.POST.get("reason", ""),
        "problems": confirmed_of(row.public_id for row in rows) if action.reason == "required" else (),
    }
    return TemplateResponse(request, "admin/mgdb/bulk.html", context)


def bulk_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Where the page of `ask` is sent."""
    by = request.user
    action = ACTIONS.get(request.POST.get("action", ""))
    given = request.POST.get("onward", "")
    local = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    onward = given if local and given.startswith("/") else reverse("admin:index")
    if request.method != "POST" or not isinstance(by, User):
        return redirect(onward)
    rows = unpack(request.POST.get("selection", ""), by)
    if action is None or not rows:
        messages.error(request, "Nothing is done: this page was left open too long; choose the records again.")
        return redirect(onward)
    name = request.POST["action"]
    if sent_forms.is_restoring(request):
        return ask(site, request, name, rows, onward)
    try:
        told = said_in(request)
    except ValidationError as error:
        messages.error(request, f"Nothing is done: {' '.join(error.messages)}")
        return ask(site, request, name, rows, onward)
    if action.reason == "required" and not told.reason:
        return ask(site, request, name, rows, onward, missing=True)
    if len(rows) > MOST:
        raise PermissionDenied(f"At most {MOST:,} records at once.")
    whole = request.POST.get("whole") == "yes"
    if len(rows) > AT_ONCE:
        return hand_over(request, name, rows, said=told, whole=whole)
    do_now(request, action, rows, said=told, whole=whole)
    return redirect(onward)


def hand_over(request: HttpRequest, name: str, rows: Sequence[JobRow], *, said: Said, whole: bool) -> HttpResponse:
    """Makes a job of it, and leads to its page."""
    assert isinstance(request.user, User)
    job = tasks.submit(
        Job.Kind.BULK_ACTION,
        arguments={
            "action": name,
            "reason": said.reason,
            "problems": said.problems,
            "whole": whole,
            "title": f"{ACTIONS[name].words}: {counted(rows)}",
        },
        created_by=request.user,
        rows=rows,
    )
    return redirect(reverse("admin:mgdb_job_change", args=[job.pk]))


def do_now(
    request: HttpRequest, action: Action, rows: Sequence[JobRow], *, said: Said = NOTHING_SAID, whole: bool = False
) -> list[JobRow]:
    """Does it here, and tells what became of it in one message for what was done and one for what was not."""
    assert isinstance(request.user, User)
    found = bulk.run(action, rows, by=request.user, said=said, whole=whole)
    done = [row for row in found if row.outcome == JobRow.Outcome.DONE]
    refused = [row for row in found if row.outcome == JobRow.Outcome.REFUSED]
    if done:
        messages.success(request, f"{counted(done)} {action.done}.")
    else:
        sent_forms.wrote_nothing(request)
    if refused:
        named = links(refused)
        lines = format_html_join(
            "", "<li>{} ({}): {}</li>", ((named.get(row.public_id, ""), row.public_id, row.message) for row in refused)
        )
        kept = " Nothing is kept, as all or nothing was asked for." if whole else ""
        messages.error(request, format_html("{} not {}.{}<ul>{}</ul>", counted(refused), action.done, kept, lines))
    return found


def context_of_job(job: Job) -> dict[str, Any]:
    """What the report of a bulk action shows: its rows, those that were refused first, with their records."""
    shown = 500
    rows = job.rows
    counts = Counter(rows.order_by().values_list("outcome", flat=True))
    refused = list(rows.filter(outcome=JobRow.Outcome.REFUSED)[:shown])
    others = list(rows.exclude(outcome=JobRow.Outcome.REFUSED)[:shown])
    named = links([*refused, *others])
    return {
        "action": ACTIONS[job.arguments["action"]],
        "whole": job.arguments.get("whole"),
        "reason": job.arguments.get("reason"),
        "counts": [(label, counts[value]) for value, label in JobRow.Outcome.choices if value in counts],
        "groups": [
            {
                "title": title,
                "rows": [(row, named.get(row.public_id, "")) for row in some],
                "more": max(0, total - len(some)),
            }
            for title, some, total in (
                ("Refused", refused, counts[JobRow.Outcome.REFUSED]),
                ("Not refused" if refused else "Records", others, counts.total() - counts[JobRow.Outcome.REFUSED]),
            )
            if some
        ],
    }
