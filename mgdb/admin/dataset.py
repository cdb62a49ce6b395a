"""Bookkeeping of loading, to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from mgdb.models import CatalogueEntry, DatasetEntry, DatasetFile

from .records import TitledList
from .site import site


class ReadOnlyAdmin(TitledList):
    """Written by programs alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DecidedAdmin(ReadOnlyAdmin):
    """Rows that nobody edits: on the page of one somebody decides about it."""

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        if found is None or not self.has_view_permission(request, found):
            return super().change_view(request, object_id, form_url, extra_context)
        return self.decide(request, found) if request.method == "POST" else self.page(request, found)

    def page(self, request: HttpRequest, found: Any) -> HttpResponse:
        """What there is to decide."""
        raise NotImplementedError

    def decide(self, request: HttpRequest, found: Any) -> HttpResponse:
        """What follows when the page of `found` is sent."""
        raise NotImplementedError


@admin.register(DatasetFile, site=site)
class DatasetFileAdmin(ReadOnlyAdmin):
    group = "Work"
    list_display = ("name", "document", "loaded_at")
    list_select_related = ("document",)
    search_fields = ("name",)


@admin.register(DatasetEntry, site=site)
class DatasetEntryAdmin(ReadOnlyAdmin):
    group = "Work"
    list_display = ("public_id", "record_type", "file", "position")
    list_filter = ("record_type", "file")
    search_fields = ("public_id", "file")


@admin.register(CatalogueEntry, site=site)
class CatalogueEntryAdmin(ReadOnlyAdmin):
    group = "Work"
    list_display = ("key", "fingerprint")
    search_fields = ("key",)
