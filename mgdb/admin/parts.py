"""The parts of a record on its page: rows in a grid or one below the other, their relations chosen by name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest

from mgdb.records.shared import flags

from .forms import MOST_PARTS, NamedChoiceField, NamedSelect, WholeRowForm, WholeRowFormSet
from .generic import BaseModelAdmin, InlineModelAdmin, StackedInline, TabularInline


class NamedRelations(BaseModelAdmin):
    """Relations are chosen by words that tell the rows apart."""

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", NamedChoiceField)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Parts(NamedRelations, InlineModelAdmin):
    """Rows that belong to a record."""

    extra = 0
    max_num = MOST_PARTS
    form = WholeRowForm
    formset = WholeRowFormSet

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **{"absolute_max": MOST_PARTS, **kwargs})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, NamedChoiceField):  # in hundreds of rows, links that stand on the chosen record's page
            field.widget.can_change_related = field.widget.can_view_related = False
        return field


class PartInline(Parts, TabularInline):
    """Parts in a grid."""


class WidePartInline(Parts, StackedInline):
    """Parts that have too many columns for a grid."""


def flag_inline(column: str) -> type[PartInline]:
    """The doubts about a record to which `column` of a flag leads."""
    part = flags(column)
    names = tuple(one.column for one in part.fields)
    return type("FlagInline", (PartInline,), {"model": part.model, "fk_name": part.parent, "fields": names})
