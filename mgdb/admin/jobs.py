"""Jobs and workers, to watch."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb.models import Job, Material, WorkerHeartbeat
from mgdb.records import BY_PREFIX
from mgdb.review.by_id import ids_by_type

from .bulk import context_of_job, counted
from .dataset import ReadOnlyAdmin
from .importing import drafts_of
from .site import site
from .table_report import states_of

REFRESH_SECONDS = 2
RECORD = re.compile(r"\b[a-z]{3}-[0-9a-z]{7}\b")
COUNTS = (
    ("Flags", "flags"),
    ("Needed and not reported", "not_reported"),
    ("Values by property", "properties"),
)
# Findings that a curator should not leave for another night.
URGENT = ("needed condition that nobody looked for", "implausible and not flagged")


def audit_context(report: dict[str, Any]) -> dict[str, Any]:
    """What the page of an audit shows: its report, with the address of each record that it names."""
    documents = report["documents"].values()
    lines = [line for found in documents for some in found["lists"].values() for line in some]
    named = {match[0] for line in [*lines, *report["changes"]] if (match := RECORD.search(line))}
    addresses = {
        public_id: reverse(f"admin:mgdb_{model._meta.model_name}_change", args=[pk])
        for model in {BY_PREFIX[one[:3]].model for one in named if one[:3] in BY_PREFIX}
        for public_id, pk in model._base_manager.filter(public_id__in=named).values_list("public_id", "pk")
    }

    def shown(line: str) -> dict[str, str]:
        match = RECORD.search(line)
        address = addresses.get(match[0]) if match else None
        if match is None or address is None:
            return {"head": line}
        return {"head": line[: match.start()], "id": match[0], "address": address, "tail": line[match.end() :]}

    def in_words(counts: dict[str, int]) -> str:
        # The database keeps the members of a JSON object in an order of its own.
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return ", ".join(f"{word.replace('_', ' ')} {count}" for word, count in ranked) or "none"

    return {
        "before": Job.objects.filter(pk=report["before"]).first(),
        "changes": [shown(line) for line in report["changes"]],
        "documents": [
            {
                "title": found["title"],
                "values": found["values"],
                "counts": [
                    *((title, in_words(found[key])) for title, key in COUNTS),
                    ("Answered once for all", str(found.get("answered", 0))),
                ],
                "lists": [
                    {"title": title, "urgent": title in URGENT, "lines": [shown(line) for line in lines]}
                    for title, lines in sorted(found["lists"].items(), key=lambda item: item[0] not in URGENT)
                ],
            }
            for found in documents
        ],
    }


def brought_and_gone(job: Job) -> tuple[int, int]:
    """How many records an import has entered, and how many of them are not there any more."""
    if job.kind == Job.Kind.IMPORT_TABLE:
        brought = job.rows.count()
        return brought, brought - sum(count for _, count in states_of(job))
    if job.kind != Job.Kind.IMPORT_DATASET or job.arguments.get("dry_run"):
        return 0, 0
    ids = job.report.get("created", ())
    kept = (kind.model._base_manager.filter(public_id__in=own).count() for kind, own in ids_by_type(ids))
    return len(ids), len(ids) - sum(kept)


@admin.register(Job, site=site)
class JobAdmin(ReadOnlyAdmin):
    """What was handed over, how far it is, what came of it; the page looks again while it runs."""

    group = "Work"
    list_display = ("__str__", "state", "progress", "message", "created_by", "created_at")
    list_filter = ("status", "kind")
    list_select_related = ("created_by",)
    fields = (
        "kind",
        "state",
        "progress",
        "message",
        "outcome",
        "attempts",
        ("created_by", "created_at", "finished_at"),
    )
    readonly_fields = ("state", "progress", "outcome")
    change_form_template = "admin/mgdb/job.html"
    change_list_template = "admin/mgdb/jobs.html"

    def has_delete_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        # A job that runs is left alone; its worker would write to a row that is gone.
        return request.user.has_perm("mgdb.delete_job") and (obj is None or obj.is_finished)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        job = context.get("original")
        context["refresh"] = REFRESH_SECONDS if job is not None and not job.is_finished else None
        context["workers_alive"] = bool(job is None or job.is_finished or WorkerHeartbeat.objects.alive().exists())
        if job is not None and job.kind == Job.Kind.IMPORT_DATASET and job.created_by_id == request.user.pk:
            context["drafts"] = counted(drafts_of(job))
            context["created_drafts"] = counted(drafts_of(job, "created"))
            context["updated_drafts"] = counted(drafts_of(job, "updated"))
        context["brought"], context["gone"] = (0, 0) if job is None else brought_and_gone(job)
        if job is not None and job.kind == Job.Kind.IMPORT_TABLE and job.created_by_id == request.user.pk:
            labels = dict(Material._meta.get_field("status").flatchoices)
            context["batch"] = [(labels[state], count) for state, count in states_of(job)]
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        refresh = 2 * REFRESH_SECONDS if Job.objects.unfinished().exists() else None
        latest = Job.objects.audits().filter(status=Job.Status.SUCCEEDED).first()
        return super().changelist_view(request, {"refresh": refresh, "latest_audit": latest, **(extra_context or {})})

    @admin.display(description="status", ordering="status")
    def state(self, job: Job) -> SafeString:
        return format_html('<span class="status job-{}">{}</span>', job.status, job.get_status_display())

    @admin.display(description="progress")
    def progress(self, job: Job) -> SafeString | str:
        if job.percent is None:
            return ""
        return format_html(
            '<progress value="{}" max="{}">{} %</progress> {} of {}',
            job.done,
            job.total,
            job.percent,
            job.done,
            job.total,
        )

    @admin.display(description="outcome")
    def outcome(self, job: Job) -> SafeString | str:
        """Ids by what became of them, and each problem on a line; of an audit, what it found."""
        if job.kind == Job.Kind.AUDIT_CORPUS and job.report:
            return render_to_string("admin/mgdb/audit.html", audit_context(job.report))
        if job.kind == Job.Kind.BULK_ACTION:
            return render_to_string("admin/mgdb/job_rows.html", context_of_job(job))
        lines = []
        for name, found in job.report.items():
            if isinstance(found, list) and found:
                lines.append(f"{name} ({len(found)}):")
                lines += [f"    {item}" for item in found[:200]]
                lines += [f"    … and {len(found) - 200} more"] if len(found) > 200 else []
            elif isinstance(found, dict) and found:
                lines += [f"{name}:", *(f"    {key}: {value}" for key, value in found.items())]
            elif found:
                lines.append(f"{name}: {found}")
        return format_html('<pre class="outcome">{}</pre>', "\n".join(lines)) if lines else ""


@admin.register(WorkerHeartbeat, site=site)
class WorkerHeartbeatAdmin(ReadOnlyAdmin):
    group = "Work"
    list_display = ("worker", "seen_at", "answered_at", "alive")

    @admin.display(description="alive", boolean=True)
    def alive(self, heartbeat: WorkerHeartbeat) -> bool:
        return WorkerHeartbeat.objects.alive().filter(pk=heartbeat.pk).exists()
