"""What the admin of every record shares: typeset names, a status that only review changes, history, no deletion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mgdb import review
from mgdb.models import Record
from mgdb.records.shared import flags
from mgdb.review.history import changes_of
from mgdb.science import typeset
from mgdb.search import folded

from .forms import NamedChoiceField, RecordForm, WholeRowForm, WholeRowFormSet
from .generic import (
    BaseInlineFormSet,
    BaseModelAdmin,
    ModelAdmin,
    ModelForm,
    RecordRequest,
    StackedInline,
    TabularInline,
)

# Records that stand in the open are not edited in place: what was cited must not change unseen.
PUBLIC_STATUSES = ("published", "withdrawn")
SHOWN_CHANGES = 12


def typeset_html(text: str) -> SafeString:
    """`text` as formula or name with sub- and superscripts; `science.typeset` escapes all else."""
    return mark_safe(typeset.html(text))  # noqa: S308


def status_tag(record: Record) -> SafeString:
    return format_html('<span class="status status-{}">{}</span>', record.status, record.get_status_display())


class TitledList(ModelAdmin):
    """A list whose heading is what it lists."""

    list_per_page = 50
    show_full_result_count = False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        name = str(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": name[:1].upper() + name[1:], **(extra_context or {})})


class Searching(ModelAdmin):
    """Search as the site does it: folded words, so that V₂O₅ finds V2O5."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, folded(search_term))


class NamedRelations(BaseModelAdmin):
    """Relations are chosen by words that tell the rows apart."""

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", NamedChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PartInline(NamedRelations, TabularInline):
    """Rows that belong to a record, in a grid."""

    extra = 0
    form = WholeRowForm
    formset = WholeRowFormSet


class WidePartInline(NamedRelations, StackedInline):
    """Rows that belong to a record and have too many columns for a grid."""

    extra = 0
    form = WholeRowForm
    formset = WholeRowFormSet


def flag_inline(column: str) -> type[PartInline]:
    """The doubts about a record to which `column` of a flag leads."""
    part = flags(column)
    names = tuple(one.column for one in part.fields)
    return type("FlagInline", (PartInline,), {"model": part.model, "fk_name": part.parent, "fields": names})


class WholeRowAdmin(NamedRelations, TitledList):
    """A form whose rows the database will accept; where it does not, the form says so and keeps what was typed."""

    form = WholeRowForm
    list_select_related: ClassVar[tuple[str, ...]] = ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return cast("type[ModelForm]", form)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:  # two curators at once, or two rows that exchange their names
            cast("RecordRequest", request).refusal = (
                f"The database refuses this, and nothing is written: {str(error).splitlines()[0]}. Somebody may have "
                "saved the same just now; two rows that exchange their values are saved in two steps."
            )
            return super().changeform_view(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        # While a form is being saved nobody else saves the same record.
        if request.method == "POST" and transaction.get_connection().in_atomic_block:
            cast("RecordRequest", request).locking = True
        return super().get_object(request, object_id, from_field)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if getattr(request, "locking", False):
            cast("RecordRequest", request).locking = False
            return rows.select_for_update(of=("self",))
        return self.with_shown(rows)

    def with_shown(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` with all that lists and choices show of each, in a fixed number of queries."""
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows


class RecordAdmin(Searching, WholeRowAdmin):
    """A reviewed unit. Subclasses give `content`, the fieldsets of what it says."""

    form = RecordForm
    search_fields = ("search_text",)
    search_help_text = "Words of the name, formula, source, DOI or id, in any order."
    content: tuple[tuple[str | None, dict[str, Any]], ...] = ()
    examples: Mapping[str, str] = {}  # help texts with a worked example, in place of the model's
    derived: tuple[str, ...] = ()
    shown_instead: Mapping[str, str] = {}
    actions = ("submit_selected", "publish_selected", "withdraw_selected", "merge_selected")
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
            filled = [(heading, options) for heading, options in content if options["fields"]]
            return [*filled, ("Record", {"fields": ("readings",)})]
        if not self.has_change_permission(request, obj):
            content = [
                (heading, {**options, "fields": [self.view_only(name) for name in options["fields"]]})
                for heading, options in self.content
            ]
        else:
            content = list(self.content)
        state = [("public_id", "status", "revision"), "readings", ("created_at", "updated_at")]
        if obj.withdrawn_reason:
            state.insert(1, "withdrawn_reason")
        if self.has_change_permission(request, obj):
            state.append("base")
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
            *self.derived, "public_id", "status", "revision", "withdrawn_reason", "created_at", "updated_at",
        )  # fmt: skip

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*self.list_display, "state", "public_id")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return ("status", *self.list_filter)

    @admin.display(description="status", ordering="status")
    def state(self, record: Record) -> SafeString:
        return status_tag(record)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context.get("original")
        if record is not None:
            context |= {
                "changes": changes_of(record, SHOWN_CHANGES),
                "steps": self.steps(request, record),
                "state": status_tag(record),
                "is_public": record.status in PUBLIC_STATUSES,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def steps(self, request: HttpRequest, record: Record) -> list[tuple[str, str]]:
        """The actions that this person may take on `record` now: (name, words)."""
        found = []
        if record.status == "draft" and self.has_change_permission(request, record):
            found.append(("submit_selected", "Hand in for review"))
        if record.status == "in_review" and self.has_publish_permission(request):
            found.append(("publish_selected", "Publish"))
        if record.status != "withdrawn" and self.has_withdraw_permission(request):
            found.append(("withdraw_selected", "Withdraw …"))
        return found

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        changes = changes_of(record) if record is not None and self.has_view_permission(request, record) else []
        return super().history_view(request, object_id, {"changes": changes, **(extra_context or {})})

    # ---------------------------------------------------------------- who may do what

    def has_change_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj is not None and obj.status in PUBLIC_STATUSES)

    def has_delete_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return False

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"mgdb.publish_{self.opts.model_name}")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"mgdb.withdraw_{self.opts.model_name}")

    # ---------------------------------------------------------------- saving

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list[BaseInlineFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        record = self.model._base_manager.get(pk=form.instance.pk)
        review.index_for_search(record)
        for doubt in self.doubts(record):
            messages.warning(request, doubt)

    def doubts(self, record: Any) -> list[str | SafeString]:
        """What is merely implausible about `record` as saved: said, never refused."""
        return []

    # ---------------------------------------------------------------- status, by review alone

    @admin.action(description="Hand in for review", permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.step(request, queryset, review.submit, "handed in for review")

    @admin.action(description="Publish", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        return self.step(request, queryset, publish_reviewed, "published")

    @admin.action(description="Withdraw, with a reason", permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        reason = request.POST.get("reason", "").replace("\x00", "").strip()
        if "confirmed" in request.POST and reason:
            return self.step(request, queryset, lambda record: review.withdraw(record, reason), "withdrawn")
        context = {
            **self.admin_site.each_context(request),
            "title": "Withdraw",
            "opts": self.opts,
            "records": queryset[:200],
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "from_page": request.POST.get("from_page", ""),
            "missing": "confirmed" in request.POST,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/mgdb/withdraw.html", context)

    @admin.action(description="Merge two records of one thing", permissions=["publish", "withdraw"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        records = list(queryset.order_by("pk")[:3])
        if len(records) != 2:
            messages.error(request, "Choose the two records that are of one thing.")
            return None
        if request.POST.get("into") in {str(record.pk) for record in records}:
            into, old = sorted(records, key=lambda record: str(record.pk) != request.POST["into"])
            try:
                review.merge(old, into, by=request.user)
            except ValidationError as error:
                messages.error(request, f"Nothing is merged: {' '.join(error.messages)}")
            else:
                messages.success(request, f"{old.public_id} is merged into {into.public_id} ({into}).")
            return None
        forms = [review.to_dict(record) for record in records]
        names = [name for name in dict.fromkeys([*forms[0], *forms[1]]) if name != "id"]
        values = {name: [str(form.get(name, "")) for form in forms] for name in names}
        context = {
            **self.admin_site.each_context(request),
            "title": "Merge",
            "opts": self.opts,
            "records": records,
            "differences": [(name.replace("_", " "), both) for name, both in values.items() if both[0] != both[1]],
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "missing": "into" in request.POST,
        }
        return TemplateResponse(request, "admin/mgdb/merge.html", context)

    def step(self, request: HttpRequest, queryset: QuerySet[Record], act: Any, done: str) -> HttpResponse | None:
        """Takes each record through `act`; each stands for itself, and its refusal is shown."""
        keys = list(queryset.values_list("pk", flat=True))
        count = 0
        for key in keys:
            with transaction.atomic():
                record = self.model._base_manager.select_for_update(of=("self",)).get(pk=key)
                try:
                    act(record)
                except ValidationError as error:
                    messages.error(request, f"{record} ({record.public_id}) is not {done}: {' '.join(error.messages)}")
                else:
                    count += 1
        if count:
            name = self.opts.verbose_name if count == 1 else self.opts.verbose_name_plural
            messages.success(request, f"{count} {name} {done}.")
        if request.POST.get("from_page") == "record" and len(keys) == 1:
            return redirect(
                reverse(f"admin:mgdb_{self.opts.model_name}_change", args=keys, current_app=self.admin_site.name)
            )
        return None


def publish_reviewed(record: Record) -> None:
    """Publishes what was handed in; review says what else is missing."""
    if record.status != "in_review":
        raise ValidationError(
            f"it is {record.get_status_display()}; only a record that was handed in for review is published."
        )
    review.publish(record)


class PartAdmin(TitledList):
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
