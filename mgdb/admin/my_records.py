"""What became of one's own: drafts, returned with a comment, in review, published, rejected; change requests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString

from mgdb.models import ChangeRequest, Record, ReviewNote
from mgdb.review import queue
from mgdb.science.vocabulary import RECORD_STATUSES

from .records import record_link
from .transitions import actor_of

ON_A_PAGE = 50
STATES = {"returned": "returned to you", "rejected": "rejected", **{one.key: one.label for one in RECORD_STATUSES}}
REQUESTS = "requests"


@dataclass
class Mine:
    """One of one's own: a record or a change request, and what was last said to it."""

    record: Record | None
    request: ChangeRequest | None
    last: ReviewNote | None

    @property
    def link(self) -> SafeString:
        return record_link(self.record) if self.record else SafeString("")


def my_records(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The records and change requests of whoever looks, by what became of them."""
    by = actor_of(request)
    counts = queue.own_states(by)
    requests = ChangeRequest.objects.without_forms().filter(author=by).exclude(status=ChangeRequest.Status.SUPERSEDED)
    asked = Counter(requests.order_by().values_list("status", flat=True))
    tabs = [(key, STATES[key], counts[key]) for key in queue.STATES if counts[key]]
    if asked:
        tabs.append((REQUESTS, "change requests", asked.total()))
    shown = request.GET.get("state", "")
    if shown not in [key for key, _, _ in tabs]:
        shown = tabs[0][0] if tabs else ""
    page: Page[Any]
    if shown == REQUESTS:
        page = Paginator(requests.select_related("decided_by"), ON_A_PAGE).get_page(request.GET.get("page"))
        found = [Mine(None, one, None) for one in page.object_list]
    else:
        page = Paginator(queue.own_in(shown, by), ON_A_PAGE).get_page(request.GET.get("page"))
        records = queue.fetched(page.object_list)
        last = {}
        for note in (
            ReviewNote.objects.filter(public_id__in=[record.public_id for record in records], request__isnull=True)
            .exclude(text="")
            .select_related("by")
        ):
            last[note.public_id] = note
        found = [Mine(record, None, last.get(record.public_id)) for record in records]
    context = {
        **site.each_context(request),
        "title": "My records",
        "tabs": tabs,
        "shown": shown,
        "page": page,
        "found": found,
        "asked": [(words, asked[value]) for value, words in ChangeRequest.Status.choices if value in asked],
    }
    return TemplateResponse(request, "admin/mgdb/my_records.html", context)
