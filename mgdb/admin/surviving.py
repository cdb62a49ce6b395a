"""Forms that survive: what is typed is never lost, and never written over what somebody else saved meanwhile.

Every form of the admin carries the state that it showed (`shown_state`). Where its row has moved, nothing is written:
the form comes back filled, brought up to date where it was not touched, with what changed meanwhile above it and the
present value at each field that both changed. It comes back in the same way when it is only to be filled again
(`sent_forms.is_restoring`), and where the database refuses what the form had let pass.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.helpers import AdminErrorList
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb import sent_forms

from .generic import BaseInlineFormSet, ModelForm, RecordRequest
from .lookups import DeclaredLookups
from .shown_state import FIELD, Difference, State, merged, state_of, touched

RESTORED = "What you typed is back in the form; nothing is saved yet."
REFUSED = (
    "The database refuses this, and nothing is written: {}. Somebody may have saved the same just now; two rows that "
    "exchange their values are saved in two steps."
)


class Refused:
    """Lets a form come back, whatever was typed; `refusal` says why."""

    refusal = ""

    def clean(self) -> Any:
        super().clean()  # type: ignore[misc]  # it stands before a form
        raise ValidationError(self.refusal)


def shown_input(state: State) -> SafeString:
    """The hidden field by which a form says what its page showed."""
    return format_html('<input type="hidden" name="{}" value="{}" data-mark="{}">', FIELD, state.packed(), state.mark)


def now_text() -> str:
    return timezone.now().isoformat(timespec="seconds")


class SurvivingAdmin(DeclaredLookups):
    """An admin whose forms survive. Every registered one is of this class."""

    # ---------------------------------------------------------------- what its rows say of themselves

    def mark_of(self, row: Any) -> str:
        """What moves whenever `row` is saved; "": its shown values."""
        return ""

    def who_saved(self, row: Any, base: State) -> str:
        """Who saved `row` since `base`, and when, in words."""
        entries = LogEntry.objects.filter(
            content_type__app_label=self.opts.app_label, content_type__model=self.opts.model_name, object_id=str(row.pk)
        )
        last = entries.filter(action_time__gte=base.at).select_related("user").first() if base.at else None
        return f"{last.user.get_username()} saved it at {last.action_time:%H:%M} (UTC)" if last else "Somebody saved it"

    # ---------------------------------------------------------------- the row, locked while it is looked at

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        # While a form is being saved nobody else saves the same row.
        if request.method == "POST" and connection.in_atomic_block:
            cast("RecordRequest", request).locking = True
        return super().get_object(request, object_id, from_field)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if getattr(request, "locking", False):
            cast("RecordRequest", request).locking = False
            return rows.select_for_update(of=("self",))
        return rows

    # ---------------------------------------------------------------- the form

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if refusal := getattr(request, "refusal", ""):
            form = type(form)(form.__name__, (Refused, form), {"refusal": refusal})
        return cast("type[ModelForm]", form)

    def get_formset_kwargs(self, request: HttpRequest, *args: Any) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, *args)
        if getattr(request, "looking", False):
            for name in ("data", "files", "save_as_new"):
                kwargs.pop(name, None)
        return kwargs

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                response = self.answer(request, object_id, form_url, extra_context)
                connection.check_constraints()  # now, where it can still be said on the form
                return response
        except IntegrityError as error:  # two curators at once, or two rows that exchange their names
            cast("RecordRequest", request).refusal = REFUSED.format(str(error).splitlines()[0])
            with transaction.atomic():
                return self.answer(request, object_id, form_url, extra_context)

    def answer(self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any) -> HttpResponse:
        """What a sent form is answered with: saved, or shown again."""
        found = self.moved(request, object_id) if object_id is not None else None
        restoring = sent_forms.is_restoring(request)
        if found is not None:
            if not self.has_change_permission(request, found.row):
                return self.typed_beside(request, object_id, form_url, found)
            request.POST = found.data
        own = cast("RecordRequest", request)
        real = getattr(request, "refusal", "")
        if found is not None or restoring:
            own.refusal = real or RESTORED
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if found is not None or restoring:
            show_again(response, found, keep_errors=bool(real))
        if restoring:
            messages.info(request, RESTORED)
        return response

    def typed_beside(self, request: HttpRequest, object_id: str | None, form_url: str, found: Moved) -> HttpResponse:
        """The row as it is, which this person changes no longer, with what they typed above it, to be copied."""
        request.method = "GET"
        return super().changeform_view(request, object_id, form_url, {"moved": found})

    def moved(self, request: HttpRequest, object_id: str) -> Moved | None:
        """What changed since the page was made whose form was sent; None where nothing did."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_view_permission(request, row):
            return None
        base = State.unpacked(request.POST.get(FIELD, ""))
        if base is None:
            if not self.has_change_permission(request, row):
                return None
            base = State("none", "")
        mark = self.mark_of(row)
        if mark and mark == base.mark:
            return None
        if not self.has_change_permission(request, row):
            return Moved(row, request.POST, touched(base, request.POST), self.who_saved(row, base))
        form, formsets = self.as_it_is(request, row)
        now = state_of(form, formsets, at=now_text(), mark=mark)
        if now.mark == base.mark:
            return None
        data, differences = merged(base, form, formsets, request.POST)
        data[FIELD] = now.packed()
        return Moved(row, data, differences, self.who_saved(row, base))

    def as_it_is(self, request: HttpRequest, row: Any) -> tuple[ModelForm, list[BaseInlineFormSet]]:
        """The form and the formsets of the stored `row`, unbound."""
        cast("RecordRequest", request).looking = True
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, row, change=True, fields=fields)(instance=row)
        formsets, _ = self._create_formsets(request, row, change=True)  # type: ignore[attr-defined]
        cast("RecordRequest", request).looking = False
        return form, formsets

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.in_popup(request, obj, super().response_add(request, obj, *args, **kwargs))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.in_popup(request, obj, super().response_change(request, obj))

    def in_popup(self, request: HttpRequest, row: Any, response: HttpResponse) -> HttpResponse:
        """`response`, which in a window that chooses a row for another form is no redirection."""
        if IS_POPUP_VAR not in request.POST:
            return response
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
        return sent_forms.wrote(response, f"{address}?{IS_POPUP_VAR}=1")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row, state = context.get("original"), State.unpacked(request.POST.get(FIELD, ""))
        if row is not None and request.method != "POST" and self.has_change_permission(request, row):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            form = context["adminform"].form
            state = state_of(form, formsets, at=now_text(), mark=self.mark_of(row))
        context["shown_state"] = shown_input(state) if state else ""
        return super().render_change_form(request, context, *args, **kwargs)


def own_form(request: HttpRequest, form_class: type[ModelForm], row: Any) -> tuple[Any, State, Moved | None]:
    """The form of a page of its own for `row`, as sent or empty; the state to send back; what moved, where it did.

    A form that moved, or that is only to be filled, is not valid.
    """
    unbound = form_class(instance=row)
    now = state_of(unbound, [], at=now_text())
    if request.method != "POST":
        return unbound, now, None
    base = State.unpacked(request.POST.get(FIELD, "")) or State("none", "")
    moved = None
    data: QueryDict = request.POST
    if base.mark != now.mark:
        data, differences = merged(base, unbound, [], data)
        moved = Moved(row, data, differences, "It was saved in another window")
    form = form_class(data, instance=row)
    if moved is not None:
        say_conflicts([form], moved)
    if moved is not None or sent_forms.is_restoring(request):
        form.add_error(None, RESTORED)
    return form, now, moved


class Moved:
    """A row that is no longer as the page showed it: what was sent, brought up to date, and what differs."""

    def __init__(self, row: Any, data: Any, differences: list[Difference], who: str) -> None:
        self.row, self.data, self.differences, self.who = row, data, differences, who


def show_again(response: HttpResponse, found: Moved | None, *, keep_errors: bool = False) -> None:
    """Makes of the answer to a form that was held back the form filled again, with what changed meanwhile beside it."""
    context = getattr(response, "context_data", None)
    if not context or "adminform" not in context:
        return
    form = context["adminform"].form
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [form, *(one for formset in formsets for one in formset.forms)]
    if not keep_errors:
        for one in forms:
            one._errors = type(one.errors)()
        for formset in formsets:
            formset._errors = [one._errors for one in formset.forms]
            formset._non_form_errors = type(formset.non_form_errors())()
    if found is not None:
        context["moved"] = found
        say_conflicts(forms, found)
    # What both changed stands at its field and above the form: it is no fault to be corrected.
    context["errors"] = AdminErrorList(form, formsets) if keep_errors else []


def say_conflicts(forms: list[Any], found: Moved) -> None:
    """Sets the present value beside each field that both changed."""
    by_name = {one.add_prefix(name): (one, name) for one in forms for name in one.fields}
    for difference in found.differences:
        if difference.kept and difference.name in by_name:
            form, name = by_name[difference.name]
            form.add_error(name, f"Changed meanwhile too: it is now “{difference.now}”. Yours is kept here.")
