"""The workbench of a paper: one page of grids, and the addresses that its script asks.

What the script sends is a request of rows (`mgdb.workbench.limits`); what it gets says of each row how it is read, what
stands in its way and what became of it. Nothing here publishes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from mgdb import workbench
from mgdb.accounts.limits import Limit, TooManyAttempts, reserve_of_person
from mgdb.models import Cell, Curve, JobRow, Material, Measurement, Phase, Record, Source, WorkbenchRow
from mgdb.records import type_of
from mgdb.review.actors import is_alone, may
from mgdb.workbench import GRIDS, Bench, Told

from .bulk import ask
from .curve_import import ENDINGS, FileForm
from .records import typeset_html
from .transitions import actor_of

# By number key: what stands on each tab of the page.
TABS = (
    ("specimens", "Specimens", ("specimens",)),
    ("media", "Electrolytes and cells", ("electrolytes", "cells")),
    ("values", "Values", ("values",)),
    ("curves", "Curves", ("curves",)),
    ("relations", "Pairs and factors", ("pairs", "factors")),
    ("statements", "Statements", ("statements",)),
    ("check", "Check", ()),
)
LIMIT = Limit("workbench", 300, 0.2, "The workbench is asked too often")
MOST_OTHERS = 500  # records of others that a page names
MOST_PHASES = 300  # that a page offers; others are found by what is typed
CURVES_SHOWN = 100
# What of rows and names comes with the page, as JSON; its script asks for the rest, so many rows and bytes at a time.
WITH_PAGE_BYTES, AT_ONCE_BYTES = 50_000, 500_000


def bench_of(request: HttpRequest, paper: str) -> Bench:
    """The bench of whoever asks; refused who may not enter values, and a paper that is not there."""
    by = actor_of(request)
    if not may(by, "add", Measurement):
        raise PermissionDenied
    source = workbench.paper_of(paper)
    if source is None:
        raise Http404(f"There is no source {paper}.")
    return Bench(source, by)


# ------------------------------------------------------------------------------------------------------------- page
def workbench_page(site: AdminSite, request: HttpRequest, paper: str) -> HttpResponse:
    """All that one person enters of one paper."""
    bench = bench_of(request, paper)
    rows = workbench.rows_of(bench)
    own = {public_id for row in rows for public_id in row.record_ids}
    others = _others(bench.paper, own)
    is_short = len(json.dumps(others)) <= WITH_PAGE_BYTES
    stored, after = _piece(bench, rows, WITH_PAGE_BYTES)
    data = {
        "grids": [_grid(key) for key in GRIDS],
        "tabs": [{"key": key, "label": label, "grids": grids} for key, label, grids in TABS],
        "rows": stored,
        "others": others if is_short else [],
        "more": None if is_short and after is None else {"after": after or _last(rows), "others": int(not is_short)},
        "most": workbench.MOST_SENT,
        "longest": workbench.MOST_BYTES // 3,  # characters of rows; one of UTF-8 has up to three bytes
        "user": bench.user.pk,
        "paper": bench.paper.public_id,
        "addresses": {
            name: reverse(f"admin:workbench_{name}", args=[bench.paper.public_id])
            for name in ("rows", "read", "save", "answer", "curves")
        },
    }
    of_paper = Curve.objects.filter(document=bench.paper).exclude(status="withdrawn").exclude(public_id__in=own)
    curves = reverse("admin:mgdb_curve_several", current_app=site.name)
    context = {
        **site.each_context(request),
        "title": f"Workbench: {bench.paper}",
        "paper": bench.paper,
        "name": typeset_html(bench.paper.title or bench.paper.reference or str(bench.paper)),
        "paper_address": _address(bench.paper),
        "tabs": [(place, key, label) for place, (key, label, _) in enumerate(TABS, 1)],
        "data": data,
        "curves": of_paper.order_by("name")[:CURVES_SHOWN],
        "more_curves": max(0, of_paper.count() - CURVES_SHOWN),
        "endings": ENDINGS,
        "curves_address": f"{curves}?source={bench.paper.pk}&document={bench.paper.pk}",
        "plain_forms": [
            (model._meta.verbose_name, reverse(f"admin:mgdb_{model._meta.model_name}_add"))
            for model in (Material, Cell, Measurement)
        ],
    }
    return TemplateResponse(request, "admin/mgdb/workbench.html", context)


def _piece(bench: Bench, rows: list[WorkbenchRow], most_bytes: int) -> tuple[list[dict[str, Any]], int | None]:
    """The first of `rows`, in the order of their keys, that have no more than so many bytes as JSON, but one at least;
    and the key of the last of these where others follow.
    """
    rows = sorted(rows, key=lambda row: row.pk)
    told = {one.key: one for one in workbench.tell(bench, rows[: workbench.MOST_SENT])}
    found: list[dict[str, Any]] = []
    size = 0
    for row in rows[: workbench.MOST_SENT]:
        one = {"grid": row.tab, "position": row.position, "payload": row.payload}
        one |= _answer(told[row.key], row.revision)
        size += len(json.dumps(one))
        if found and size > most_bytes:
            break
        found.append(one)
    return found, rows[len(found) - 1].pk if len(found) < len(rows) else None


def _last(rows: list[WorkbenchRow]) -> int:
    return max((row.pk for row in rows), default=0)


def more_rows(site: AdminSite, request: HttpRequest, paper: str) -> HttpResponse:
    """The rows after the one with the key `after`, as the page's script asks for those that did not come with it."""
    bench = bench_of(request, paper)
    after = request.GET.get("after", "0")
    if not (after.isascii() and after.isdecimal() and len(after) < 19):
        return JsonResponse({"error": "`after` should be the number of a row."}, status=400)
    rows = workbench.rows_of(bench)
    stored, last = _piece(bench, [row for row in rows if row.pk > int(after)], AT_ONCE_BYTES)
    own = {public_id for row in rows for public_id in row.record_ids}
    others = _others(bench.paper, own) if request.GET.get("others") == "1" else []
    more = None if last is None else {"after": last, "others": 0}
    return JsonResponse({"rows": stored, "others": others, "more": more})


def _grid(key: str) -> dict[str, Any]:
    grid = GRIDS[key]
    columns = []
    for column in grid.columns:
        shown: dict[str, Any] = {"key": column.key, "label": column.label, "kind": column.kind, "help": column.help}
        if column.choices:
            shown["choices"] = [label for _, label in column.choices]
            shown["keys"] = [key for key, _ in column.choices]
        for name in ("names", "more", "fills", "wide", "said"):
            if value := getattr(column, name):
                shown[name] = value
        columns.append(shown)
    return {"key": grid.key, "label": grid.label, "about": grid.about, "columns": columns, "of_files": grid.of_files}


def _others(paper: Source, own: Iterable[str]) -> list[dict[str, str]]:
    """Materials and cells of the paper that are none of one's own rows: names for the grids, and links; and phases."""
    found = []
    materials = Material.objects.filter(source=paper).select_related("entered_by").order_by("name", "id")
    cells = Cell.objects.filter(source=paper).select_related("entered_by").order_by("name", "id")
    for grid, rows in (("", materials), ("cells", cells)):
        for row in rows.exclude(status="withdrawn").exclude(public_id__in=own)[:MOST_OTHERS]:
            named = grid or ("electrolytes" if "electrolyte" in getattr(row, "roles", ()) else "specimens")
            by = row.entered_by.get_username() if row.entered_by else ""
            found.append({"grid": named, "name": str(row), "by": by, **_link(row)})
    counted = Measurement.objects.filter(Q(source=paper) | Q(reports__document=paper)).exclude(public_id__in=own)
    phases = Phase.objects.exclude(status="withdrawn").order_by("name")[:MOST_PHASES]
    found += [{"grid": "phases", "name": name} for name in phases.values_list("name", flat=True)]
    if count := counted.exclude(status="withdrawn").distinct().count():
        found.append({"grid": "values", "name": f"{count}", "by": "", "id": "", "status": "", "url": ""})
    return found


def _address(record: Record) -> str:
    return reverse(f"admin:mgdb_{record._meta.model_name}_change", args=[record.pk])


def _link(record: Record) -> dict[str, str]:
    return {"id": record.public_id, "status": record.status, "url": _address(record)}


# -------------------------------------------------------------------------------------------------- what is asked of it
def _answer(told: Told, revision: int) -> dict[str, Any]:
    """What is told of a row, for the script."""
    return {
        "key": told.key,
        "revision": revision,
        "state": told.state,
        "html": str(told.reading.said),
        "notes": told.notes,
        "records": [_link(record) for record in told.records],
        "known": [{**_link(record), "name": str(record)} for record in told.known],
    }


def _answered(request: HttpRequest, answer: Callable[[], dict[str, Any]]) -> JsonResponse:
    """What `answer` gives; what is wrong with what was sent in words."""
    try:
        reserve_of_person(LIMIT, actor_of(request))
        return JsonResponse(answer())
    except TooManyAttempts as error:
        return JsonResponse({"error": str(error)}, status=429, headers={"Retry-After": str(round(error.wait))})
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)


def _asked(request: HttpRequest, answer: Callable[[Any], dict[str, Any]]) -> JsonResponse:
    """`answer` to the JSON that was sent."""

    def of_json() -> dict[str, Any]:
        if int(request.META.get("CONTENT_LENGTH") or 0) > workbench.MOST_BYTES:
            raise ValidationError(f"More than {workbench.MOST_BYTES:,} bytes are sent at once; send the rows in parts.")
        if request.content_type != "application/json":  # a form's body is read by then, to look for its token
            raise ValidationError("Rows are sent as JSON (Content-Type: application/json).")
        try:
            sent = json.loads(request.body)
        except (ValueError, RecursionError) as error:
            raise ValidationError("What is sent is not JSON; send a mapping with “rows”.") from error
        return answer(sent)

    return _answered(request, of_json)


def _told_of(bench: Bench, rows: Iterable[Any]) -> dict[str, Told]:
    return {one.key: one for one in workbench.tell(bench, rows)}


def read_rows(site: AdminSite, request: HttpRequest, paper: str) -> HttpResponse:
    """How rows are read; nothing is written."""
    bench = bench_of(request, paper)

    def answer(sent: Any) -> dict[str, Any]:
        rows = workbench.sent_rows(sent)
        return {
            "rows": [_answer(one, row.revision) for row, one in zip(rows, workbench.tell(bench, rows), strict=True)]
        }

    return _asked(request, answer)


def save_rows(site: AdminSite, request: HttpRequest, paper: str) -> HttpResponse:
    """Keeps rows as they are typed, and says what became of each, and of those that had waited for them."""
    bench = bench_of(request, paper)

    def answer(sent: Any) -> dict[str, Any]:
        saved = workbench.save(bench, workbench.sent_rows(sent))
        told = _told_of(bench, [one.row for one in saved if one.row is not None])
        rows = []
        for one in saved:
            row: dict[str, Any] = {"key": one.key, "outcome": one.outcome, "reason": one.reason}
            if one.row is not None:
                row |= _answer(told[one.key], one.row.revision)
                if one.outcome == "moved":
                    row["payload"] = one.row.payload
            rows.append(row)
        return {"rows": rows}

    return _asked(request, answer)


def dropped_curves(site: AdminSite, request: HttpRequest, paper: str) -> HttpResponse:
    """The data sets of a file that was dropped, as the rows that they would be; nothing is written."""
    bench = bench_of(request, paper)

    def answer() -> dict[str, Any]:
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            raise ValidationError([str(message) for messages in form.errors.values() for message in messages])
        upload = form.cleaned_data["upload"]
        payloads, left_out = workbench.rows_of_file(bench, form.found, upload.name if upload else "pasted table")
        return {"curves": payloads, "left_out": left_out}

    return _answered(request, answer)


def answer_row(site: AdminSite, request: HttpRequest, paper: str) -> HttpResponse:
    """A doubt about a row's draft is answered: the document says so."""
    bench = bench_of(request, paper)

    def answer(sent: Any) -> dict[str, Any]:
        key, doubt = (sent.get(name) if isinstance(sent, dict) else None for name in ("key", "doubt"))
        if not isinstance(key, str) or not isinstance(doubt, str):
            raise ValidationError("Send the key of the row and the doubt that is answered.")
        row = workbench.answer(bench, key[:40], doubt[:2000])
        return {"rows": [{"outcome": "saved", **_answer(_told_of(bench, [row])[row.key], row.revision)}]}

    return _asked(request, answer)


def hand_in(site: AdminSite, request: HttpRequest, paper: str) -> HttpResponse:
    """Hands in all drafts of one's rows about the paper, and the paper itself, after a page that asks."""
    bench = bench_of(request, paper)
    onward = reverse("admin:workbench", args=[bench.paper.public_id])
    records = [record for one in workbench.tell(bench, workbench.rows_of(bench)) for record in one.records]
    drafts = [
        JobRow(record_type=type_of(type(record)).name, public_id=record.public_id, seen=record.revision)
        for record in ([bench.paper] if is_alone(bench.user, bench.paper) else []) + records
        if record.status == "draft"
    ]
    return ask(site, request, "submit", drafts, onward) if drafts else redirect(onward)
