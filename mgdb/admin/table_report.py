"""The report of the check of a table, what is still to be chosen, its loading, and the batch that it brings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, Count, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from mgdb import tasks
from mgdb.formats.sheets import Line, UnreadableSheet
from mgdb.ingest import tables
from mgdb.ingest.tables.building import LEFT
from mgdb.models import Job, Source, TableLine, TableUpload
from mgdb.models.base import read_id
from mgdb.records import BY_NAME
from mgdb.review import bulk
from mgdb.science import papers, properties
from mgdb.sent_forms import is_restoring

from .importing import may_import
from .table_forms import ChoiceGroup, ChoiceRow, cell_fields, read_choices, term_typed

if TYPE_CHECKING:
    from .site import CuratorSite

ON_A_PAGE = 50
UNREADABLE_LENGTH = 500
ASKED = ("state", "property", "about")
State = TableLine.State
# What loading takes; faults and what is left out never.
LOADED: tuple[tuple[str, bool], ...] = ((State.SOUND, True), (State.DOUBT, True), (State.DUPLICATE, False))


def owner_of(request: HttpRequest) -> User:
    if not may_import(request) or not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def upload_of(request: HttpRequest, key: int, *, whole: bool = False) -> TableUpload:
    """The upload `key` of whoever asks; with its file only where it is `whole`."""
    rows = TableUpload.objects.filter(owner=owner_of(request))
    found = (rows if whole else rows.bare()).select_related("job").filter(pk=key).first()
    if found is None:
        raise Http404("There is no such table of yours; it may have been deleted. Upload it again.")
    return found


def lines_in(upload: TableUpload) -> list[Line]:
    """The first lines of an upload, as they were looked at."""
    return [Line(number, list(cells)) for number, cells in upload.look.get("lines", ())]


def hand_over(request: HttpRequest, upload: TableUpload, kind: str, title: str, **arguments: Any) -> Job | None:
    """A job of `kind` on `upload`; None, which is said, where one is under way, whatever was clicked twice."""
    with transaction.atomic():
        locked = TableUpload.objects.bare().select_for_update(of=("self",)).select_related("job").get(pk=upload.pk)
        if locked.job is not None and not locked.job.is_finished:
            messages.info(request, f"Job {locked.job.pk} works on this table already; nothing more is begun.")
            return None
        job = tasks.submit(
            kind,
            arguments={"upload": upload.pk, **arguments, "title": f"{title} {upload.name}"},
            created_by=upload.owner,
        )
        of_check = {"checked": ""} if kind == Job.Kind.CHECK_TABLE else {}
        TableUpload.objects.filter(pk=upload.pk).update(job=job, used_at=timezone.now(), **of_check)
    return job


def check_again(request: HttpRequest, upload: TableUpload) -> HttpResponse:
    """Hands the check of `upload` to a worker, and leads to its report."""
    hand_over(request, upload, Job.Kind.CHECK_TABLE, "check the table")
    return redirect(reverse("admin:table_check", args=[upload.pk]))


def table_check(site: CuratorSite, request: HttpRequest, key: int) -> HttpResponse:
    """What the check says of each line, what is still to be chosen, and the button that loads."""
    upload = upload_of(request, key)
    if request.method == "POST" and not is_restoring(request):
        if "correct" in request.POST:
            return _correct(request, upload)
        return _load(request, upload) if "load" in request.POST else _choose(request, upload)
    job = upload.job
    running = job is not None and not job.is_finished
    nothing = not running and not upload.checked and not upload.lines.exists()
    if nothing and (job is None or job.kind == Job.Kind.CHECK_TABLE):
        if job is not None and job.message:
            messages.error(request, job.message)
        return redirect(reverse("admin:table", args=[upload.pk]))
    rows = asked_lines(upload, request.GET).order_by(GRAVITY, "number")
    report = upload.report
    counts = report.get("states", {})
    current = bool(upload.checked) and upload.checked == tables.fingerprint(upload)
    choices = read_choices(report, upload.choices)
    context = {
        **site.each_context(request),
        "title": f"Check of {upload.name}",
        "upload": upload,
        "job": job,
        "running": running,
        "current": current,
        "loaded": job if job is not None and job.kind == Job.Kind.IMPORT_TABLE else None,
        "states": [(value, label, counts.get(value, 0)) for value, label in State.choices],
        "facets": facets(report, request.GET),
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "asked": {name: request.GET.get(name, "") for name in ASKED},
        "query": urlencode({name: request.GET[name] for name in ASKED if name in request.GET}),
        "loads": [(value, State(value).label, counts.get(value, 0), on) for value, on in LOADED],
        "needed": [group for group in choices if group.needed],
        "optional": [group for group in choices if not group.needed],
        "corrected": len(upload.choices.get("cells", ())),
        **(_correcting(request, upload) if current and not running else {}),
        "new": report.get("new", {}),
        "matched": report.get("matched_count", 0),
        "blanks": report.get("blanks", 0),
    }
    return TemplateResponse(request, "admin/mgdb/table_check.html", context)


def asked_lines(upload: TableUpload, asked: Mapping[str, str]) -> QuerySet[TableLine]:
    """The lines of the report that `asked` is about, in the order of the table."""
    rows = upload.lines.order_by("number")
    if (state := asked.get("state")) in State.values:
        rows = rows.filter(state=state)
    if asked.get("property"):
        rows = rows.filter(properties__contains=[asked["property"]])
    if asked.get("about"):
        rows = rows.filter(about__contains=[asked["about"]])
    return rows


# The graver ones first.
GRAVITY = Case(*(When(state=state, then=place) for place, state in enumerate(State.values)), default=9)


def facets(report: Mapping[str, Any], asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """Counts over all lines: by property, and by what faults and doubts are about."""
    said: tuple[tuple[str, str, str, Callable[[str], str]], ...] = (
        ("property", "properties", "Property", _property),
        ("about", "about", "Faults and doubts about", lambda key: key.replace("_", " ")),
    )
    found = []
    for name, counted, title, label in said:
        counts: dict[str, int] = report.get(counted, {})
        ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        values = [(key, label(key), count, asked.get(name) == key) for key, count in ranked]
        if values:
            found.append({"name": name, "title": title, "values": values})
    return found


def _property(key: str) -> str:
    return properties.get(key).label if key in properties.PROPERTIES else key


def table_file(site: CuratorSite, request: HttpRequest, key: int) -> HttpResponse:
    """The report as CSV: the lines that the page would show."""
    upload = upload_of(request, key)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("line", "state", "material", "source", "property", "printed", "read_as", "about", "said"))
    for one in asked_lines(upload, request.GET).iterator():
        cells = (
            one.number, one.get_state_display(), one.material, one.source, "; ".join(one.properties), one.printed,
            one.reading, "; ".join(one.about), " ".join(one.said),
        )  # fmt: skip
        writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@\t" and cell else cell for cell in cells])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="check-{upload.pk}.csv"'
    return response


def _choose(request: HttpRequest, upload: TableUpload) -> HttpResponse:
    """Takes over which sources, materials and terms are meant, and checks again."""
    found: dict[str, Any] = {kind: dict(some) for kind, some in upload.choices.items()}
    wrong = False
    for group in read_choices(upload.report, upload.choices):
        if (default := request.POST.get(f"default-{group.key}")) in {key for key, _ in group.defaults}:
            found.setdefault("default", {})[group.target or group.kind] = default
        for one in group.rows:
            given = request.POST.get(one.field)
            if given is None:
                continue
            value = given.strip()[:UNREADABLE_LENGTH]
            meant = _meant(group, one, value)
            if meant is None:
                messages.error(request, f"{group.title}, “{one.text[:60]}”: “{value[:60]}” {WRONG[group.kind]}")
                wrong = True
                continue
            into = found.setdefault(group.kind, {})
            (into.setdefault(group.target, {}) if group.target else into)[one.text] = meant
    if wrong:
        return redirect(reverse("admin:table_check", args=[upload.pk]))
    found["term"] = tables.choices_of(found.get("term", {}))
    TableUpload.objects.filter(pk=upload.pk).update(choices=tables.choices_of(found), used_at=timezone.now())
    return check_again(request, upload)


WRONG = {
    "source": "is neither a DOI nor the id of a source of this database; correct it, or choose to leave the line out.",
    "term": "is not a term of it; choose one of the list, or leave the field empty.",
    "material": "is not one of the choices; choose one of them.",
}


def _meant(group: ChoiceGroup, row: ChoiceRow, value: str) -> str | None:
    """What a choice means; None where it means nothing that may be chosen."""
    if group.kind == "source":
        return (source_meant(value) or None) if value else ""
    if group.kind == "term":
        return term_typed(group, value)
    return value if value in {option for option, _ in row.options} else None


# ------------------------------------------------------------------------------------------------- cells
def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _correcting(request: HttpRequest, upload: TableUpload) -> dict[str, Any]:
    """The line whose cells are asked for, with its cells."""
    row = upload.lines.filter(number=_number(request.GET.get("line", ""))).first()
    if row is None:
        return {}
    whole = upload_of(request, upload.pk, whole=True)
    try:
        cells = cell_fields(whole, lines_in(whole), row.number, row.about)
    except (tables.TableFault, UnreadableSheet) as error:
        messages.error(request, str(error))
        return {}
    return {"line": row, "cells": cells}


def _correct(request: HttpRequest, upload: TableUpload) -> HttpResponse:
    """Takes over the cells of one line, and checks that line at once."""
    number = _number(request.POST.get("line", ""))
    texts = {
        _number(name.removeprefix("cell-")): text
        for name, text in request.POST.items()
        if isinstance(text, str) and re.fullmatch("cell-[0-9]{1,3}", name)
    }
    query = urlencode({name: request.GET[name] for name in (*ASKED, "page") if request.GET.get(name)})
    here = reverse("admin:table_check", args=[upload.pk])
    try:
        row = tables.correct(upload, number, texts, by=owner_of(request))
    except (tables.TableFault, UnreadableSheet, ValidationError) as error:
        messages.error(request, f"Nothing is corrected: {error}")
        return redirect(f"{here}?{urlencode({'line': number})}&{query}#line-{number}")
    said = f" {' '.join(row.said)}" if row.state != State.SOUND else ""
    level = messages.SUCCESS if row.state != State.FAULT else messages.WARNING
    messages.add_message(request, level, f"Line {number} is checked again: {row.get_state_display()}.{said}")
    still = {"line": number} if row.state == State.FAULT else {}
    return redirect(f"{here}?{urlencode(still)}{'&' if still and query else ''}{query}#line-{number}")


def source_meant(text: str) -> str:
    """The public id or the DOI of the source that a curator names, or the word that leaves it out; empty: none."""
    if text == LEFT:
        return text
    if public_id := read_id(text):
        rows = Source._base_manager.exclude(status="withdrawn").filter(public_id=public_id)
        return str(rows.values_list("public_id", flat=True).first() or "")
    readings = papers.doi_readings(text)
    return readings[0] if len(readings) == 1 else ""


def _load(request: HttpRequest, upload: TableUpload) -> HttpResponse:
    """Hands the lines that were chosen to a job, if the check is of what stands there now."""
    here = redirect(reverse("admin:table_check", args=[upload.pk]))
    states = [value for value, _ in LOADED if value in request.POST.getlist("state")]
    if not upload.checked or upload.checked != tables.fingerprint(upload):
        messages.error(request, "Nothing is loaded: what is read of the table has changed since it was checked.")
        return here
    if not upload.lines.filter(state__in=states).exists():
        messages.error(request, "Nothing is loaded: no line is of what is ticked.")
        return here
    job = hand_over(request, upload, Job.Kind.IMPORT_TABLE, "import the table", states=states)
    return here if job is None else redirect(reverse("admin:mgdb_job_change", args=[job.pk]))


# ------------------------------------------------------------------------------------------------- batch
def batch(site: CuratorSite, request: HttpRequest, job: int) -> HttpResponse:
    """Hands all drafts of a batch in, or undoes it, with one click: a job, as there may be a hundred thousand."""
    by = owner_of(request)
    found = Job.objects.filter(pk=job, kind=Job.Kind.IMPORT_TABLE, created_by=by).first()
    if found is None:
        raise PermissionDenied("Only who imported a table hands in or undoes what it brought.")
    onward = redirect(reverse("admin:mgdb_job_change", args=[found.pk]))
    name = next((name for name in ("submit", "undo") if name in request.POST), "")
    if request.method != "POST" or not name:
        return onward
    states = ("draft",) if name == "submit" else ("draft", "in_review")
    if not {state for state, _ in states_of(found)}.intersection(states):
        messages.error(request, "Nothing is done: no draft of this import is left.")
        return onward
    title = f"{bulk.ACTIONS[name].words}: {found}"
    with transaction.atomic():
        Job.objects.select_for_update().only("pk").get(pk=found.pk)  # a second click waits here for the first
        under_way = Job.objects.filter(kind=Job.Kind.BULK_ACTION, arguments__batch=found.pk).unfinished().first()
        if under_way is not None:
            messages.info(request, f"Job {under_way.pk} works on this import already; nothing more is begun.")
            return redirect(reverse("admin:mgdb_job_change", args=[under_way.pk]))
        new = tasks.submit(
            Job.Kind.BULK_ACTION,
            arguments={"action": name, "reason": "", "problems": [], "whole": False, "title": title, "batch": found.pk},
            created_by=by,
        )
        bulk.add_batch(new, found, states)
    return redirect(reverse("admin:mgdb_job_change", args=[new.pk]))


def states_of(job: Job) -> list[tuple[str, int]]:
    """How many records of a batch are in which status now."""
    counts: dict[str, int] = {}
    for name in job.rows.order_by().values_list("record_type", flat=True).distinct():
        own = job.rows.filter(record_type=name).order_by().values("public_id")
        rows = BY_NAME[name].model._base_manager.filter(public_id__in=own).order_by()
        for status, count in rows.values_list("status").annotate(count=Count("pk")):
            counts[status] = counts.get(status, 0) + count
    return sorted(counts.items())
