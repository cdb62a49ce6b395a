"""Ready-made comparisons."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from mgdb.models import Comparison, ComparisonRow

from .fields import PropertyLinesField
from .forms import RecordForm
from .parts import PartInline
from .records import PartAdmin, RecordAdmin
from .site import site


class ComparisonForm(RecordForm):
    properties = PropertyLinesField(
        required=False, help_text="Property keys, one a line, in the order of the columns: specific_capacity"
    )


class RowInline(PartInline):
    model = ComparisonRow
    fields = ("group", "material", "position")
    autocomplete_fields = ("material",)
    verbose_name_plural = "materials, in groups"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ComparisonRow]:
        return super().get_queryset(request).select_related("material__source")


@admin.register(Comparison, site=site)
class ComparisonAdmin(RecordAdmin):
    form = ComparisonForm
    list_display = ("title", "layout", "document_shown", "locator", "materials")
    list_filter = ("layout",)
    list_select_related = ("document",)
    autocomplete_fields = ("document",)
    prepopulated_fields = {"slug": ("title",)}
    inlines = (RowInline,)
    content = (
        (None, {"fields": ("title", "slug", "description", "layout")}),
        ("What it shows", {"fields": (("document", "locator"), "properties")}),
    )

    def with_shown(self, rows: QuerySet[Comparison]) -> QuerySet[Comparison]:
        counted: QuerySet[Comparison] = super().with_shown(rows).annotate(material_count=Count("rows"))
        return counted

    @admin.display(description="materials", ordering="material_count")
    def materials(self, comparison: Any) -> int:
        return int(comparison.material_count)

    @admin.display(description="document", ordering="document__year")
    def document_shown(self, comparison: Comparison) -> str:
        return comparison.document.short if comparison.document else ""


@admin.register(ComparisonRow, site=site)
class ComparisonRowAdmin(PartAdmin):
    owner = "comparison"
    list_display = ("material", "group", "belongs_to", "position")
    list_select_related = ("material", "comparison")
    search_fields = ("group", "material__search_text")
