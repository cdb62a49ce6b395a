"""Digitised curves."""

from __future__ import annotations

from django.contrib import admin
from django.utils.safestring import SafeString

from mgdb.models import Curve
from mgdb.science.properties import PROPERTIES

from .forms import PointsField, PropertyField, RecordForm
from .measurements import PropertyFilter
from .records import RecordAdmin, typeset_html
from .site import site


class CurveForm(RecordForm):
    property = PropertyField(help_text="The property along y.")
    points = PointsField(help_text="One point a line, x and y with decimal points: 0.1, 355.3")


@admin.register(Curve, site=site)
class CurveAdmin(RecordAdmin):
    form = CurveForm
    list_display = ("name", "subject_shown", "property_shown", "count", "document_shown")
    list_filter = (PropertyFilter,)
    list_select_related = ("material", "cell", "document")
    autocomplete_fields = ("material", "cell", "source", "document")
    derived = ("property_shown",)
    shown_instead = {"property": "property_shown"}
    content = (
        (None, {"fields": ("name", ("material", "cell"), "source")}),
        ("Axes and points", {"fields": (("property", "y_unit"), ("x_label", "x_unit"), "points", "digitiser")}),
        ("Where it was read", {"fields": (("document", "locator", "citation_key"), "remarks")}),
    )

    @admin.display(description="property", ordering="property")
    def property_shown(self, curve: Curve) -> str:
        return PROPERTIES[curve.property].label if curve.property in PROPERTIES else curve.property

    @admin.display(description="of")
    def subject_shown(self, curve: Curve) -> SafeString:
        return typeset_html(str(curve.material or curve.cell))

    @admin.display(description="points")
    def count(self, curve: Curve) -> int:
        return len(curve.points)

    @admin.display(description="document", ordering="document__year")
    def document_shown(self, curve: Curve) -> str:
        return curve.document.short
