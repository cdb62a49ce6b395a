"""The entrance of the curators' site: the places where work waits, one declared list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse

from mgdb.models import ChangeRequest, Finding, Job, Problem, Record
from mgdb.review import queue

from .desk import judges
from .importing import may_import
from .missing_dois import may_look
from .my_records import STATES
from .papers import may_enter
from .site import site
from .transitions import actor_of


@dataclass(frozen=True)
class HomeEntry:
    """A place to work: its name and address, what it is for, and what waits there (count, words, address)."""

    title: str
    address: str
    about: str
    waiting: tuple[tuple[int, str, str], ...] = ()


def others(rows: QuerySet[Any], own: Q) -> QuerySet[Any]:
    """`rows` that somebody else is to decide about; where one person may, all."""
    return rows if settings.SELF_REVIEW else rows.exclude(own)


def records_in_review(request: HttpRequest) -> tuple[tuple[int, str, str], ...]:
    """How many records of each type, by one query, and change requests of others wait for review.

    What is one's own waits for somebody else, and stands under “My records”.
    """
    by = actor_of(request)
    models = [
        model
        for model, model_admin in site._registry.items()
        if issubclass(model, Record) and model_admin.has_view_permission(request)
    ]
    counts = [
        others(model._default_manager.filter(status="in_review"), queue.is_own(by))
        .order_by()
        .values("status")
        .annotate(record_type=Value(model._meta.model_name), count=Count("pk"))
        .values("record_type", "count")
        for model in models
    ]
    if not counts:
        return ()
    by_type = {row["record_type"]: row["count"] for row in counts[0].union(*counts[1:], all=True)}
    found = []
    if requests := others(ChangeRequest.objects.open(), Q(author=by)).count():
        address = f"{reverse('admin:mgdb_changerequest_changelist')}?status__exact=open"
        found.append((requests, "change request" if requests == 1 else "change requests", address))
    for model in models:
        if count := by_type.get(model._meta.model_name):
            words = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            address = reverse(f"admin:mgdb_{model._meta.model_name}_changelist")
            found.append((count, str(words), f"{address}?status__exact=in_review"))
    return tuple(found)


def review_entry(request: HttpRequest) -> HomeEntry | None:
    waiting = records_in_review(request)
    if not judges(actor_of(request)):
        address = f"{reverse('admin:mgdb_changerequest_changelist')}?status__exact=open"
    else:
        address = reverse("admin:review")
    about = "Waits for a second person:" if waiting else "Nothing waits for review."
    return HomeEntry("Review", address, about, waiting)


def own_entry(request: HttpRequest) -> HomeEntry | None:
    address = reverse("admin:my_records")
    counts = queue.own_states(actor_of(request))
    waiting = tuple(
        (counts[state], STATES[state], f"{address}?state={state}")
        for state in ("returned", "rejected", "draft", "in_review")
        if counts[state]
    )
    return HomeEntry("My records", address, "What became of what you entered and proposed.", waiting)


def problems_entry(request: HttpRequest) -> HomeEntry | None:
    if not request.user.has_perm("mgdb.view_problem"):
        return None
    address = reverse("admin:mgdb_problem_changelist")
    states = Problem.objects.undecided().order_by().values_list("state").annotate(count=Count("pk"))
    waiting = tuple((count, state, f"{address}?state__exact={state}") for state, count in sorted(states, reverse=True))
    about = "What readers found wrong." if waiting else "Nothing that readers found wrong waits."
    return HomeEntry("Reported problems", address, about, waiting)


def missing_entry(request: HttpRequest) -> HomeEntry | None:
    if not request.user.has_perm("mgdb.view_finding"):
        return None
    address = reverse("admin:mgdb_finding_changelist")
    count = Finding.objects.open().count()
    waiting = ((count, "open", address),) if count else ()
    if count:
        about = "Found by the audit."
    elif Job.objects.audits().filter(status=Job.Status.SUCCEEDED).exists():
        about = "The audit finds nothing."
    else:
        about = "No audit has been made yet; one is made each night."
    return HomeEntry("What is missing", address, about, waiting)


def import_entry(request: HttpRequest) -> HomeEntry | None:
    if not may_import(request):
        return None
    return HomeEntry("Import a dataset file", reverse("admin:import_dataset"), "Its new records become your drafts.")


def bibliography_entry(request: HttpRequest) -> HomeEntry | None:
    if not (may_import(request) and may_enter(request)):
        return None
    return HomeEntry(
        "Papers from a bibliography", reverse("admin:bibliography"), "BibTeX, RIS or CSL-JSON, many at once."
    )


def dois_entry(request: HttpRequest) -> HomeEntry | None:
    if not may_look(request):
        return None
    about = "Each is looked up by its reference; you confirm the candidate."
    return HomeEntry("Sources without DOI", reverse("admin:missing_dois"), about)


def table_entry(request: HttpRequest) -> HomeEntry | None:
    if not may_import(request):
        return None
    return HomeEntry("Import a table", reverse("admin:import_table"), "CSV, XLSX, ODS: checked line by line.")


def operations_entry(request: HttpRequest) -> HomeEntry | None:
    """What an upgrade changed and kept, and whether there is a backup: for administrators, who see no log."""
    if not request.user.has_perm("auth.change_user"):
        return None
    found = list(Job.objects.of_operations().values_list("pk", "kind", "status", "created_at", "message"))
    words = []
    for _, kind, status, at, message in found:
        failed = " failed" if status == Job.Status.FAILED else ""
        words.append(f"{Job.Kind(kind).label.capitalize()} of {at:%Y-%m-%d}{failed}: {message}")
    if settings.BACKUP_DIR and Job.Kind.BACKUP not in {kind for _, kind, *_ in found}:
        words.append("No backup was made yet.")
    address = f"{reverse('admin:mgdb_job_changelist')}?kind__exact="
    upgrade = next((pk for pk, kind, *_ in found if kind == Job.Kind.UPGRADE), None)
    where = reverse("admin:mgdb_job_change", args=[upgrade]) if upgrade else f"{address}{Job.Kind.BACKUP}"
    return HomeEntry("Operation", where, " ".join(words)) if words else None


# In this order; an entry that does not concern whoever looks is None.
ENTRIES: tuple[Callable[[HttpRequest], HomeEntry | None], ...] = (
    review_entry,
    own_entry,
    problems_entry,
    missing_entry,
    bibliography_entry,
    dois_entry,
    table_entry,
    import_entry,
    operations_entry,
)


def entries(request: HttpRequest) -> list[HomeEntry]:
    """What the entrance offers to whoever looks."""
    return [found for entry in ENTRIES if (found := entry(request)) is not None]
