"""Pairs of a modified material and its control, and reported factors."""

from __future__ import annotations

from django.contrib import admin
from django.forms import CheckboxSelectMultiple
from django.utils.safestring import SafeString

from mgdb.models import Pair, ReportedFactor
from mgdb.science.properties import PROPERTIES

from .fields import KeysField, PropertyField, property_choices
from .forms import RecordForm
from .list_filters import PropertyFilter
from .parts import flag_inline
from .records import RecordAdmin, typeset_html
from .site import site


class PairForm(RecordForm):
    properties = KeysField(
        choices=lambda: property_choices()[1:],
        required=False,
        widget=CheckboxSelectMultiple,
        help_text="Only where the control differs by property; none ticked: it holds for all.",
    )


@admin.register(Pair, site=site)
class PairAdmin(RecordAdmin):
    form = PairForm
    list_display = ("modified_shown", "control_shown", "kind", "source_shown", "locator")
    list_filter = ("kind",)
    list_select_related = ("modified", "control", "source")
    autocomplete_fields = ("modified", "control", "source", "document")
    content = (
        (None, {"fields": (("modified", "control"), "kind", "source")}),
        ("Where it is stated", {"fields": (("document", "locator", "citation_key"), "remarks")}),
        ("For which properties", {"fields": ("properties",), "classes": ("collapse",)}),
    )

    @admin.display(description="modified", ordering="modified__name")
    def modified_shown(self, pair: Pair) -> SafeString:
        return typeset_html(pair.modified.markup or pair.modified.name)

    @admin.display(description="control", ordering="control__name")
    def control_shown(self, pair: Pair) -> SafeString:
        return typeset_html(pair.control.markup or pair.control.name)

    @admin.display(description="source", ordering="source__year")
    def source_shown(self, pair: Pair) -> str:
        return pair.source.short


class FactorForm(RecordForm):
    property_key = PropertyField()


@admin.register(ReportedFactor, site=site)
class ReportedFactorAdmin(RecordAdmin):
    form = FactorForm
    list_display = ("printed", "property_shown", "material_shown", "relative_shown", "source_shown")
    list_filter = (PropertyFilter, "form", "relative_kind")
    list_select_related = ("material", "relative_to", "source")
    autocomplete_fields = ("material", "relative_to", "source", "document")
    inlines = (flag_inline("factor"),)
    derived = ("property_shown",)
    shown_instead = {"property_key": "property_shown"}
    examples = {
        "printed": "In the document’s words: “six times”, “+90.24 %”, “three orders of magnitude”.",
        "value": "The number meant: six → 6; three orders of magnitude → 3.",
        "relative_text": "Where no material stands for it: “Li⁺ in the same host”.",
    }
    content = (
        (None, {"fields": ("material", "property_key", "ion")}),
        ("Relative to", {"fields": (("relative_kind", "relative_to", "relative_text"),)}),
        ("Factor", {"fields": ("printed", ("form", "value", "low", "high", "unit"), ("bound", "approximate"))}),
        ("Where it was read", {"fields": ("source", ("document", "locator", "citation_key"), "remarks")}),
    )

    @admin.display(description="property", ordering="property_key")
    def property_shown(self, factor: ReportedFactor) -> str:
        return PROPERTIES[factor.property_key].label if factor.property_key in PROPERTIES else factor.property_key

    @admin.display(description="of", ordering="material__name")
    def material_shown(self, factor: ReportedFactor) -> SafeString:
        return typeset_html(factor.material.markup or factor.material.name)

    @admin.display(description="relative to")
    def relative_shown(self, factor: ReportedFactor) -> SafeString | str:
        return typeset_html(factor.relative_to.name) if factor.relative_to else factor.relative_text

    @admin.display(description="source", ordering="source__year")
    def source_shown(self, factor: ReportedFactor) -> str:
        return factor.source.short
