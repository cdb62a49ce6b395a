"""What the admin of every record shares: typeset names, a status that only review changes, history, no deletion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb.models import ChangeRequest, Problem, Record, ReviewNote
from mgdb.review.actors import may, writes_in_place
from mgdb.review.change_requests import open_requests, propose
from mgdb.review.doubts import open_doubts, unanswered
from mgdb.review.edits import saved, sign
from mgdb.review.history import changes_of
from mgdb.review.readings import form_of
from mgdb.science import typeset

from .bulk import problems_in
from .forms import RecordForm, WholeRowForm, confirmed_problems, is_key
from .generic import (
    BaseInlineFormSet,
    ModelForm,
    RecordRequest,
)
from .parts import Parts, RecordFields, focus_of
from .searching import Searching
from .shown_state import FIELD, State
from .sign_in import refusal
from .surviving import SurvivingAdmin
from .transitions import Transitions, actor_of, seen_input

SHOWN_PROBLEMS = 3
SHOWN_CHANGES = 12


def typeset_html(text: str) -> SafeString:
    """`text` as formula or name with sub- and superscripts; `science.typeset` escapes all else."""
    return SafeString(typeset.html(text))  # which stays safe where a list takes it as a text


def status_tag(record: Record) -> SafeString:
    return format_html('<span class="status status-{}">{}</span>', record.status, record.get_status_display())


class TitledList(SurvivingAdmin):
    """A list whose heading is what it lists; `group` is the heading that it stands under where none is declared."""

    group = ""
    list_per_page = 50
    show_full_result_count = False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            if not is_key(key):
                raise SuspiciousOperation(f"“{key[:40]}” is the key of no row; choose rows in their list.")
        asked = request.POST.get("action", "")
        if asked and self.has_view_or_change_permission(request) and asked not in self.get_actions(request):
            # Django only says that none was chosen.
            messages.error(request, f"Nothing is done. {refusal(request)}")
            return redirect(request.get_full_path())
        name = str(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": typeset.capital(name), **(extra_context or {})})


class WholeRowAdmin(RecordFields, TitledList):
    """A form whose rows the database will accept."""

    form = WholeRowForm
    list_select_related: ClassVar[tuple[str, ...]] = ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.asked_problems = tuple(request.GET.getlist("problem"))
        form.focus = ".".join(focus_of(request))
        return cast("type[ModelForm]", form)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        options: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, Parts) and (key := inline.wanted_key(request, obj)):
            options["initial"] = [{"key": key}]
        return options

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        locking = getattr(request, "locking", False)
        rows = super().get_queryset(request)
        return rows if locking else self.with_shown(rows)

    def with_shown(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` with all that lists and choices show of each, in a fixed number of queries."""
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows


class GuardedAdmin(WholeRowAdmin):
    """Pages whose saving writes to a record: by review's rules, with who and what they saw.

    What is published is not written: the whole is tried, taken back, and kept as a change request.
    """

    def guarded(self, row: Any) -> Record | None:
        """The record that saving `row` writes to."""
        assert isinstance(row, Record)
        return row

    def mark_of(self, row: Any) -> str:
        record = self.guarded(row)
        return str(record.revision) if record is not None else ""

    def who_saved(self, row: Any, base: State) -> str:
        record = self.guarded(row)
        assert record is not None
        last = changes_of(record, 1)
        who = f"{last[0].who} saved it at {last[0].when:%H:%M} (UTC)" if last else "Somebody saved it"
        now = f"it is now at revision {record.revision}, {record.get_status_display()}"
        return f"{who}: you saw revision {base.mark}, {now}"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        record = obj and self.guarded(obj)
        return record is None or record.status == "published" or writes_in_place(actor_of(request), record)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except _Tried as tried:  # and rolled back
            try:
                asked = propose(
                    ChangeRequest.Kind.EDIT,
                    tried.record,
                    by=actor_of(request),
                    seen=seen_in_form(request),
                    reason=request.POST.get("reason", ""),
                    form=tried.form,
                    problems=problems_in(request),
                )
            except ValidationError as error:
                cast("RecordRequest", request).refusal = " ".join(error.messages)
                return super().changeform_view(request, *args, **kwargs)
            messages.success(request, "Proposed. Readers see the published values until a second person accepts it.")
            if others := open_requests(asked):
                messages.warning(request, f"Others have proposed changes of it too: {others}. Look at them.")
            return redirect(reverse("admin:mgdb_changerequest_change", args=[asked.pk]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        record = self.guarded(row) if row is not None else None
        if record is not None:
            context["proposing"] = record.status == "published" and self.has_change_permission(request, row)
            context["belongs_to"] = record if record is not row else None
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        record = self.guarded(obj)
        if record is obj and record is not None and record.status != "published":
            sign(record, actor_of(request))
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list[BaseInlineFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        guarded = self.guarded(form.instance)
        assert guarded is not None
        record = type(guarded)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=guarded.pk)
        if record.status == "published":
            raise _Tried(record, form_of(record))
        if guarded is not form.instance:  # a part with a page of its own
            if not writes_in_place(actor_of(request), record):
                raise PermissionDenied
            sign(record, actor_of(request))
            record.save(update_fields=["editors", "updated_at"])
        saved(record, by=actor_of(request))


def seen_in_form(request: HttpRequest) -> int | None:
    """The revision that the page showed whose form is sent."""
    shown = State.unpacked(request.POST.get(FIELD, ""))
    return int(shown.mark) if shown and shown.mark.isdecimal() and len(shown.mark) < 10 else None


class _Tried(Exception):
    """Takes back what was written to see whether it can be; `form` is the record as it would be."""

    def __init__(self, record: Record, form: Mapping[str, Any]) -> None:
        self.record = record
        self.form = form


class RecordAdmin(Searching, Transitions, GuardedAdmin):
    """A reviewed unit. Subclasses give `content`, the fieldsets of what it says."""

    form = RecordForm
    search_fields = ("search_text",)
    search_help_text = "Words of the name, formula or id, of a title or an author, or a DOI, in any order."
    linked_lookups = ("public_id__in",)  # the two records of a finding
    content: tuple[tuple[str | None, dict[str, Any]], ...] = ()
    examples: Mapping[str, str] = {}  # help texts with a worked example, in place of the model's
    derived: tuple[str, ...] = ()
    shown_instead: Mapping[str, str] = {}
    change_form_template = "admin/mgdb/change_record.html"
    object_history_template = "admin/mgdb/record_history.html"

    # ---------------------------------------------------------------- what is shown

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        return super().get_form(request, obj, change, help_texts=dict(self.examples), **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Record | None = None) -> Any:
        if obj is None:
            content = [
                (heading, {**options, "fields": [name for name in map(self.entered, options["fields"]) if name]})
                for heading, options in self.content
            ]
            return [(heading, options) for heading, options in content if options["fields"]]
        editable = self.has_change_permission(request, obj)
        content = [
            (heading, options if editable else {**options, "fields": [self.view_only(n) for n in options["fields"]]})
            for heading, options in self.content
        ]
        state: list[Any] = [("public_id", "status", "revision"), ("readings", "people"), ("created_at", "updated_at")]
        if obj.withdrawn_reason:
            state.insert(1, "withdrawn_reason")
        if editable and obj.status == "published":
            why = ("reason", "problem") if confirmed_problems(obj) else ("reason",)
            content.append(("Why it is to change", {"fields": why}))
        return [*content, ("Record", {"fields": state})]

    def entered(self, name: Any) -> Any:
        """What of the row or field `name` is entered and not derived; empty if nothing is."""
        if isinstance(name, tuple):
            return tuple(part for part in name if part not in self.derived)
        return "" if name in self.derived else name

    def view_only(self, name: Any) -> Any:
        """The column that stands for field `name` where nothing can be edited."""
        if isinstance(name, tuple):
            return tuple(self.view_only(part) for part in name)
        return self.shown_instead.get(name, name)

    def get_readonly_fields(self, request: HttpRequest, obj: Record | None = None) -> tuple[str, ...]:
        return (
            *self.derived, "public_id", "status", "revision", "withdrawn_reason", "readings", "people", "created_at",
            "updated_at",
        )  # fmt: skip

    @admin.display(description="entered and published by")
    def people(self, record: Record) -> str:
        wrote = record.editors or record.published_editors
        names = ", ".join(sorted(user.get_username() for user in User.objects.filter(pk__in=wrote)))
        found = [names or "a dataset file"]
        if record.published_by:
            alone = ", who wrote it: reviewed by nobody else" if record.self_reviewed else ""
            found.append(f"published by {record.published_by.get_username()}{alone}")
        return "; ".join(found)

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*self.list_display, "state", "public_id")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return ("status", *self.list_filter)

    @admin.display(description="status", ordering="status")
    def state(self, record: Record) -> SafeString:
        open_now = getattr(record, "open_doubts", ())
        doubt = '<span class="severity severity-suspect" title="{}">in doubt</span>'
        shown = format_html(doubt, " ".join(open_now)) if open_now else ""
        return format_html("{} {}{}", status_tag(record), shown, seen_input(record))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changes = super().get_changelist_instance(request)
        if hasattr(self.model, "doubts"):
            found = open_doubts(list(changes.result_list))
            for record in changes.result_list:
                record.open_doubts = found[record.public_id]
        return changes

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context.get("original")
        if record is not None:
            context |= {
                "changes": changes_of(record, SHOWN_CHANGES),
                "notes": ReviewNote.objects.of_record(record.public_id).select_related("by"),
                "may_comment": record.status in ("draft", "in_review") and may(actor_of(request), "change", self.model),
                "steps": self.steps(request, record),
                "state": status_tag(record),
                "seen": seen_input(record),
                "doubts_open": unanswered(record),  # of what is stored: a form that was refused may say anything
                # What the public reads is answered by a reviewer (mgdb/review/answers.py).
                "may_answer": may(
                    actor_of(request), "publish" if record.status == "published" else "change", self.model
                ),
                "requests": ChangeRequest.objects.open().without_forms().of(record.public_id).select_related("author"),
                "reported": Problem.objects.of(record).undecided()[:SHOWN_PROBLEMS],
                "reported_count": Problem.objects.of(record).undecided().count(),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        changes = changes_of(record) if record is not None and self.has_view_permission(request, record) else []
        more: dict[str, Any] = {"changes": changes, "original": record}
        if changes and record is not None:
            more["notes"] = ReviewNote.objects.filter(public_id=record.public_id).select_related("by")
        if record is not None and record.status == "published" and self.has_change_permission(request, record):
            more |= {"again": True, "seen": seen_input(record)}
        return super().history_view(request, object_id, {**more, **(extra_context or {})})

    # ---------------------------------------------------------------- saving

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list[BaseInlineFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        for doubt in self.doubts(self.model._base_manager.get(pk=form.instance.pk)):
            messages.warning(request, doubt)

    def doubts(self, record: Any) -> list[str | SafeString]:
        """What is merely implausible about `record` as saved: said, never refused."""
        return []


class PartAdmin(Searching, TitledList):
    """Parts of records, to look up across records; they are edited on the page of their record."""

    owner = ""  # the column that leads to the record

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="belongs to")
    def belongs_to(self, part: Any) -> SafeString:
        record = getattr(part, self.owner)
        return record_link(record)


def record_link(record: models.Model) -> SafeString:
    """A link to the record's page here."""
    address = reverse(f"admin:mgdb_{record._meta.model_name}_change", args=[record.pk])
    return format_html('<a href="{}">{}</a>', address, getattr(record, "name_html", None) or str(record))
