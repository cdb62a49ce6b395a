"""Statements."""

from __future__ import annotations

from django.contrib import admin

from mgdb.models import Statement

from .records import RecordAdmin
from .site import site


@admin.register(Statement, site=site)
class StatementAdmin(RecordAdmin):
    list_display = ("subject", "topic", "sign", "document_shown", "locator")
    list_filter = ("topic", "sign", "defect_kind", "electrolyte_class")
    list_select_related = ("document",)
    autocomplete_fields = ("document", "source", "material", "phase")
    examples = {"equation": "A law as printed: σ = σ0·exp[−B/(T − T0)]."}
    content = (
        (None, {"fields": (("topic", "sign", "number"), "subject", "text", "equation")}),
        ("Where it was read", {"fields": (("document", "locator", "citation_key"), "source")}),
        (
            "What it is about, where a record stands for it",
            {"fields": (("material", "phase"), ("defect_kind", "electrolyte_class", "structure_family"))},
        ),
        ("More", {"fields": ("remarks",), "classes": ("collapse",)}),
    )

    @admin.display(description="document", ordering="document__year")
    def document_shown(self, statement: Statement) -> str:
        return str(statement.document.short)
