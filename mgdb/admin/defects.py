"""Defects and modifications: entered with their material, looked up here across materials."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from mgdb.models import Defect, Modification

from .records import PartAdmin, typeset_html
from .site import site


@admin.register(Defect, site=site)
class DefectAdmin(PartAdmin):
    owner = "material"
    list_display = ("kind", "species_shown", "site", "concentration_printed", "route", "belongs_to", "public_id")
    list_filter = ("kind", "route")
    search_fields = ("public_id", "kind", "species", "site", "material__search_text")
    search_help_text = "Species, site, or words of the material."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Defect]:
        return super().get_queryset(request).select_related("material__source")

    @admin.display(description="species", ordering="species")
    def species_shown(self, defect: Defect) -> SafeString:
        return typeset_html(defect.species)


@admin.register(Modification, site=site)
class ModificationAdmin(PartAdmin):
    owner = "material"
    list_display = ("kind", "description", "belongs_to", "locator")
    list_filter = ("kind",)
    list_select_related = ("material__source",)
    search_fields = ("kind", "description", "material__search_text")
