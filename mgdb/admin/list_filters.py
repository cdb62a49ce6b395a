"""Filters of the lists of values, each with what there is to choose."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from mgdb.models import Flag, Measurement
from mgdb.models.flags import is_suspect
from mgdb.science import ions
from mgdb.science.properties import PROPERTIES


class PropertyFilter(admin.SimpleListFilter):
    """The properties that have rows."""

    title = "property"
    parameter_name = "property"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = set(model_admin.model._base_manager.order_by().values_list("property_key", flat=True).distinct())
        return [(key, entry.label) for key, entry in PROPERTIES.items() if key in used]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(property_key=self.value()) if self.value() else queryset


class DoubtFilter(admin.SimpleListFilter):
    title = "doubts"
    parameter_name = "doubts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("suspect", "suspect"), ("any", "flagged"), ("none", "not flagged"), ("no_value", "no canonical value")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Measurement]) -> QuerySet[Measurement]:
        flagged = Flag.objects.filter(measurement__isnull=False)
        if self.value() == "suspect":
            return queryset.filter(is_suspect("measurement"))
        if self.value() == "any":
            return queryset.filter(pk__in=flagged.values("measurement"))
        if self.value() == "none":
            return queryset.exclude(pk__in=flagged.values("measurement"))
        if self.value() == "no_value":
            return queryset.filter(kind="number", low__isnull=True, high__isnull=True)
        return queryset


class IonFilter(admin.SimpleListFilter):
    """The ions that rows are about, those given by formulas among them."""

    title = "ion"
    parameter_name = "ion"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = set(model_admin.model._base_manager.order_by().values_list("ion", flat=True).distinct())
        return sorted(((key, ions.label(key)) for key in used), key=lambda one: (ions.is_formula(one[0]), one[1]))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(ion=self.value()) if self.value() else queryset
