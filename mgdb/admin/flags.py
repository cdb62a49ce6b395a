"""Flags: set on the page of what they doubt, looked up here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.utils.safestring import SafeString

from mgdb.models import Flag
from mgdb.models.flags import FLAGGABLE

from .records import PartAdmin, record_link
from .site import site


@admin.register(Flag, site=site)
class FlagAdmin(PartAdmin):
    group = "Doubts"
    list_display = ("severity", "code", "reason", "belongs_to")
    list_filter = ("severity", "code")
    list_select_related = (
        "measurement__material", "measurement__cell", "material", "cell", "factor", "curve", "citation__document",
        "citation__cited", "source",
    )  # fmt: skip
    search_fields = ("reason", "measurement__search_text", "material__search_text")

    @admin.display(description="on")
    def belongs_to(self, part: Any) -> SafeString:
        doubted: Model = next(row for row in (getattr(part, name) for name in FLAGGABLE) if row is not None)
        return record_link(doubted)
