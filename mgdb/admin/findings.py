"""What is missing: the findings of the audit as a work list; each leads to its field, or is answered once for all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb import review, sent_forms, tasks
from mgdb.audit import KINDS
from mgdb.models import AnsweredFinding, Finding, Job, Record, Source
from mgdb.records import BY_NAME
from mgdb.review.by_id import records_by_id
from mgdb.science import typeset

from .bulk import AT_ONCE
from .dataset import ReadOnlyAdmin
from .records import typeset_html
from .site import site
from .transitions import actor_of

Answer = AnsweredFinding.Answer
# Found by comparing two records: what is done about it begins in their list.
OF_TWO = ("duplicate_value", "contradiction", "duplicate_source")


def in_short(kind: str) -> str:
    return kind.replace("_", " ")


class KindFilter(admin.SimpleListFilter):
    """One kind of finding."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, typeset.capital(title)) for kind, title in KINDS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        return queryset.filter(kind=self.value()) if self.value() in KINDS else queryset


class PaperFilter(admin.SimpleListFilter):
    """The documents in which something is missing, those with most first."""

    title = "paper"
    parameter_name = "document"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = Finding.objects.exclude(document="").order_by().values("document").annotate(n=Count("pk"))
        ids = list(found.order_by("-n", "document").values_list("document", flat=True)[:30])
        names = {source.public_id: source.short for source in Source.objects.filter(public_id__in=ids)}
        return [(public_id, names.get(public_id, public_id)) for public_id in ids]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        return queryset.filter(document=self.value()) if self.value() else queryset


class TypeFilter(admin.SimpleListFilter):
    title = "record type"
    parameter_name = "record_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, one.label) for name, one in BY_NAME.items() if issubclass(one.model, Record)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        return queryset.filter(record_type=self.value()) if self.value() else queryset


class AnsweredFilter(admin.SimpleListFilter):
    """What nobody has answered, unless asked otherwise."""

    title = "answered"
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Answered once for all"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Open"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        rows: Any = queryset  # annotated
        return (
            queryset
            if self.value() == "all"
            else cast("QuerySet[Finding]", rows.filter(is_answered=self.value() == "yes"))
        )


@admin.register(Finding, site=site)
class FindingAdmin(ReadOnlyAdmin):
    """Newest first; each leads to the form in which it is put right, or is answered once for all."""

    group = "Review"
    list_display = ("what", "kind_shown", "record", "paper", "found_at")
    list_display_links = None
    list_filter = (KindFilter, PaperFilter, TypeFilter, AnsweredFilter)
    search_fields = ("public_id", "words", "document")
    actions = ("answer_selected",)
    change_list_template = "admin/mgdb/findings.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Finding]:
        rows: Any = super().get_queryset(request)  # a FindingQuerySet
        return cast("QuerySet[Finding]", rows.with_answer())

    def get_urls(self) -> list[URLPattern]:
        look = path("look/", self.admin_site.admin_view(self.look), name="mgdb_finding_look")
        return [look, *super().get_urls()]

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("mgdb.publish_measurement")

    # ---------------------------------------------------------------- the list
    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changes = super().get_changelist_instance(request)
        rows = list(changes.result_list)
        records = records_by_id(row.public_id for row in rows)
        papers = {
            source.public_id: source for source in Source.objects.filter(public_id__in={r.document for r in rows})
        }
        for row in rows:
            row.about, row.paper_read = records.get(row.public_id), papers.get(row.document)
        changes.result_list = rows
        return changes

    @admin.display(description="what is missing", ordering="words")
    def what(self, row: Finding) -> SafeString:
        record = getattr(row, "about", None)
        if record is None:
            return format_html("{}", row.words)
        words = format_html('<a href="{}">{}</a>', address_of(row, record), row.words)
        if record.revised_at > row.looked_at:
            note = "changed since; looked at again within a minute"
            return format_html('{} <span class="quiet">({})</span>', words, note)
        return words

    @admin.display(description="kind", ordering="kind")
    def kind_shown(self, row: Finding) -> str:
        return in_short(row.kind)

    @admin.display(description="record", ordering="public_id")
    def record(self, row: Finding) -> SafeString:
        return format_html("<code>{}</code>", row.public_id)

    @admin.display(description="paper", ordering="document")
    def paper(self, row: Finding) -> SafeString:
        source = getattr(row, "paper_read", None)
        return typeset_html(source.short) if source else SafeString("–")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        counts = dict(Finding.objects.open().order_by().values_list("kind").annotate(n=Count("pk")))
        more = {
            "latest_audit": Job.objects.audits().filter(status=Job.Status.SUCCEEDED).first(),
            "counts": [(kind, in_short(kind), counts[kind]) for kind in KINDS if kind in counts],
            "asked_kind": request.GET.get("kind", ""),
        }
        return super().changelist_view(request, {**more, **(extra_context or {})})

    def look(self, request: HttpRequest) -> HttpResponse:
        """Hands an audit to a worker; its page shows how far it is."""
        if request.method != "POST" or not self.has_view_permission(request):
            raise PermissionDenied("The audit is asked for from the list of what is missing.")
        waiting = Job.objects.audits().unfinished().first()
        job = waiting or tasks.submit(Job.Kind.AUDIT_CORPUS, arguments={}, created_by=actor_of(request))
        return redirect(reverse("admin:mgdb_job_change", args=[job.pk]))

    # ---------------------------------------------------------------- answered once for all
    @admin.action(description="Answer once for all …", permissions=["answer"])
    def answer_selected(self, request: HttpRequest, queryset: QuerySet[Finding]) -> HttpResponse | None:
        rows = list(queryset[: AT_ONCE + 1])
        if len(rows) > AT_ONCE:
            self.message_user(
                request,
                f"More than {AT_ONCE} findings are chosen, and none is answered: an answer is to what somebody "
                f"looked up. Filter the list, and choose {AT_ONCE} at most.",
                messages.ERROR,
            )
            return None
        records = records_by_id(row.public_id for row in rows)
        reason, given = request.POST.get("reason", "").strip(), request.POST.get("answer", "")
        sent = "confirmed" in request.POST and not sent_forms.is_restoring(request)
        if sent and reason and given in Answer.values:
            self.keep(request, rows, records, given, reason)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Answer once for all",
            "opts": self.opts,
            "rows": [(row, records[row.public_id]) for row in rows if row.public_id in records],
            "answers": Answer.choices,
            "given": given,
            "reason": reason,
            "missing": sent,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/mgdb/answer.html", context)

    def keep(
        self, request: HttpRequest, rows: Iterable[Finding], records: dict[str, Record], given: str, reason: str
    ) -> None:
        """Each stands for itself, and its refusal is shown."""
        count = 0
        for row in rows:
            seen = request.POST.get(f"seen-{row.pk}", "")
            try:
                record = records.get(row.public_id)
                if record is None or record.revised_at > row.looked_at:
                    raise ValidationError("the record was changed since the audit looked; it looks again in a minute.")
                review.answer_finding(
                    record,
                    row.kind,
                    row.subject,
                    by=actor_of(request),
                    seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None,
                    content_hash=row.content_hash,
                    answer=given,
                    comment=reason,
                )
            except ValidationError as error:
                messages.error(request, f"{row} is not answered: {' '.join(error.messages)}")
            else:
                count += 1
        if not count:
            sent_forms.wrote_nothing(request)
        else:
            messages.success(request, f"{count} answered: {'it is' if count == 1 else 'they are'} not asked again.")


def address_of(row: Finding, record: Record) -> str:
    """Where it is put right: the form with the field, or the list with the two records."""
    name = record._meta.model_name
    if row.kind in OF_TWO:
        both = urlencode({"public_id__in": f"{row.public_id},{row.subject}"})
        return f"{reverse(f'admin:mgdb_{name}_changelist')}?{both}"
    if row.kind == "missing_amount":
        name = "electrolyte"  # the material's, which has the same key
    form = reverse(f"admin:mgdb_{name}_change", args=[record.pk])
    return f"{form}?{urlencode({'focus': row.place})}" if row.place else form
