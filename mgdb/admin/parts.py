"""The parts of a record on its page: rows in a grid or one below the other, their relations chosen by name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.forms.utils import pretty_name
from django.http import HttpRequest
from django.utils.text import capfirst

from mgdb.models.ions import IonField
from mgdb.records.shared import flags

from .fields import IonFormField
from .forms import MOST_PARTS, NamedChoiceField, NamedSelect, WholeRowForm, WholeRowFormSet
from .generic import BaseModelAdmin, InlineModelAdmin, StackedInline, TabularInline
from .numbers import NUMBER_INPUT, NumberField, WholeField


class RecordFields(BaseModelAdmin):
    """Relations are chosen by words that tell the rows apart; numbers are read as those of files are."""

    formfield_overrides: ClassVar[dict[Any, Any]] = {
        models.FloatField: {"form_class": NumberField, "widget": NUMBER_INPUT},
        models.IntegerField: {"form_class": WholeField, "widget": NUMBER_INPUT},
    }

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not isinstance(db_field, IonField):
            return super().formfield_for_choice_field(db_field, request, **kwargs)
        own = {"required": False, "initial": db_field.get_default(), "help_text": db_field.help_text}
        return IonFormField(**{"label": capfirst(db_field.verbose_name), **own, **kwargs})

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", NamedChoiceField)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def focus_of(request: HttpRequest) -> tuple[str, ...]:
    """The place in the form that the address asks to begin at: a field, or (parts, number or key of the row, field)."""
    return tuple(request.GET.get("focus", "")[:200].split("."))


class Parts(RecordFields, InlineModelAdmin):
    """Rows that belong to a record; a key that the address asks to begin at, and that has no row yet, gets one."""

    extra = 0
    max_num = MOST_PARTS
    form = WholeRowForm
    formset = WholeRowFormSet

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **{"absolute_max": MOST_PARTS, **kwargs})
        formset.focus, formset.asked = focus_of(request), request.GET
        formset.sent = request.POST if request.method == "POST" else None
        return formset

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if self.wanted_key(request, obj) else super().get_extra(request, obj, **kwargs)

    def wanted_key(self, request: HttpRequest, record: models.Model | None) -> str:
        """The key of the row that is to be entered; empty where none is asked for, or where it stands."""
        asked = focus_of(request)
        names = {column.name for column in self.model._meta.fields}
        if len(asked) != 3 or record is None or "key" not in names or asked[1].isdecimal():
            return ""
        relation = next((one for one in record._meta.related_objects if one.related_model is self.model), None)
        if relation is None or relation.get_accessor_name() != asked[0] or "\x00" in asked[1]:
            return ""
        rows = self.model._default_manager.filter(**{relation.field.name: record}, key=asked[1])
        return "" if rows.exists() else asked[1]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, NamedChoiceField):  # in hundreds of rows, links that stand on the chosen record's page
            field.widget.can_change_related = field.widget.can_view_related = False
        return field


class PartInline(Parts, TabularInline):
    """Parts in a grid, whose fields have the heads of its columns as names for who does not see them."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        for name, field in formset.form.base_fields.items():
            field.widget.attrs.setdefault("aria-label", field.label or pretty_name(name))
        return formset


class WidePartInline(Parts, StackedInline):
    """Parts that have too many columns for a grid."""


def flag_inline(column: str) -> type[PartInline]:
    """The doubts about a record to which `column` of a flag leads."""
    part = flags(column)
    names = tuple(one.column for one in part.fields)
    return type("FlagInline", (PartInline,), {"model": part.model, "fk_name": part.parent, "fields": names})
