"""Bookkeeping of loading, to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

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
