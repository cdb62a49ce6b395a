"""Digitised curves."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from mgdb.formats import webplotdigitizer
from mgdb.models import Curve
from mgdb.science.properties import PROPERTIES

from .forms import PointsField, PropertyField, RecordForm
from .measurements import PropertyFilter
from .records import RecordAdmin, typeset_html
from .site import site


class DigitisedField(PointsField):
    """Points, one a line, or what WebPlotDigitizer saves of one curve."""

    def to_python(self, value: Any) -> list[list[float]]:  # type: ignore[override]  # one text becomes a list
        if not isinstance(value, str) or not webplotdigitizer.looks_like_it(value):
            return super().to_python(value)
        return [list(point) for point in digitised(value).points]


def digitised(text: str) -> webplotdigitizer.Dataset:
    """The one data set in `text`. Raises ValidationError where there are several, or none."""
    try:
        found = webplotdigitizer.read(text)
    except webplotdigitizer.NotDigitised as error:
        raise ValidationError(str(error)) from None
    if len(found) > 1:
        names = ", ".join(f"“{one.name}”" for one in found[:8])
        raise ValidationError(
            f"There are {len(found)} curves in it ({names}), and this record is one: delete the others in "
            "WebPlotDigitizer and save again, or paste the points of one."
        )
    return found[0]


class CurveForm(RecordForm):
    property_key = PropertyField(help_text="The property along y.")
    points = DigitisedField(
        help_text="One point a line, x and y with decimal points: 0.1, 355.3 – or paste the CSV or the project (JSON) "
        "that WebPlotDigitizer saves. For plots, x is a temperature (°C or K), 1000/T (K⁻¹), a cycle number, a "
        "current density or a capacity; y has a unit of the property, or log10 of one: log10 S cm⁻¹."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = self.data.get(self.add_prefix("points"), "")
        if "points" in cleaned and not cleaned.get("digitiser") and webplotdigitizer.looks_like_it(text):
            cleaned["digitiser"] = digitised(text).digitiser
        return cleaned


@admin.register(Curve, site=site)
class CurveAdmin(RecordAdmin):
    form = CurveForm
    list_display = ("name", "subject_shown", "property_shown", "count", "document_shown")
    list_filter = (PropertyFilter,)
    list_select_related = ("material", "cell", "document")
    autocomplete_fields = ("material", "cell", "source", "document")
    derived = ("property_shown",)
    shown_instead = {"property_key": "property_shown"}
    content = (
        (None, {"fields": ("name", ("material", "cell"), "source")}),
        ("Axes and points", {"fields": (("property_key", "y_unit"), ("x_label", "x_unit"), "points", "digitiser")}),
        ("Where it was read", {"fields": (("document", "locator", "citation_key"), "remarks")}),
    )

    @admin.display(description="property", ordering="property_key")
    def property_shown(self, curve: Curve) -> str:
        return PROPERTIES[curve.property_key].label if curve.property_key in PROPERTIES else curve.property_key

    @admin.display(description="of")
    def subject_shown(self, curve: Curve) -> SafeString:
        return typeset_html(str(curve.material or curve.cell))

    @admin.display(description="points")
    def count(self, curve: Curve) -> int:
        return len(curve.points)

    @admin.display(description="document", ordering="document__year")
    def document_shown(self, curve: Curve) -> str:
        return str(curve.document.short)
