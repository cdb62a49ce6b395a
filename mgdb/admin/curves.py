"""Digitised curves: the form with the curve drawn beside it, and the address that draws it before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from csp.decorators import csp_update
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString

from mgdb import plot_input
from mgdb.formats.curves import points_text
from mgdb.models import Curve, CurveCondition, Material, Source
from mgdb.science import axes
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES

from .curve_forms import AxesForm
from .forms import RecordForm
from .list_filters import IonFilter
from .measurements import ION_HELP, ConditionInline, MeasurementConditionAdmin
from .parts import flag_inline
from .records import RecordAdmin, typeset_html
from .site import site

with_plots = csp_update({"style-src-attr": ["'unsafe-inline'"]})
MOST_CONDITIONS = 40


class CurveForm(AxesForm, RecordForm):
    """A curve. The title of an axis says what was not chosen; what the points bring with them goes to their columns."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            row = self.instance
            self.initial["points"] = points_text(row.points, row.x_errors, row.y_errors, row.bounds)

    def placed(self, errors: ValidationError) -> ValidationError:
        """`errors` without those of fields that are at fault already: what follows from a fault is no second one."""
        found = super().placed(errors)
        if not hasattr(found, "error_dict"):
            return found
        return ValidationError({name: texts for name, texts in found.error_dict.items() if name not in self.errors})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, value in self.parts.items():
            if name != "digitiser":
                setattr(self.instance, name, value)
            elif value and not cleaned.get("digitiser"):
                cleaned["digitiser"] = value
        return cleaned


class CurveConditionInline(ConditionInline):
    model = CurveCondition  # type: ignore[assignment]  # another row of the same kind


class AlongY(admin.SimpleListFilter):
    """What runs along y of the curves that there are."""

    title = "along y"
    parameter_name = "y_axis"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = set(Curve._base_manager.order_by().values_list("y_axis", flat=True).distinct())
        return [(key, entry.label) for key, entry in axes.ENTRIES.items() if key in used]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(y_axis=self.value()) if self.value() else queryset


@admin.register(Curve, site=site)
class CurveAdmin(RecordAdmin):
    form = CurveForm
    list_display = ("name", "subject_shown", "axes_shown", "count", "document_shown")
    list_filter = (AlongY, "origin", "method", IonFilter)
    list_select_related = ("material", "cell", "document")
    autocomplete_fields = ("material", "cell", "measured_in", "source", "document")
    inlines = (CurveConditionInline, flag_inline("curve"))
    derived = ("axes_shown",)
    change_form_template = "admin/mgdb/change_curve.html"
    change_list_template = "admin/mgdb/curves.html"
    examples = {
        "ion": ION_HELP,
        "locator": "The figure: Fig. 3b.",
    }
    content = (
        (None, {"fields": ("name", ("material", "cell"), "source")}),
        ("How it was obtained", {"fields": (("origin", "method", "method_detail"), ("ion", "measured_in"))}),
        (
            "Axes and points",
            {
                "fields": (
                    ("x_label", "x_axis", "x_transform", "x_unit"),
                    ("y_label", "y_axis", "y_transform", "y_unit"),
                    "points",
                    "digitiser",
                ),
                "classes": ("axes",),
            },
        ),
        ("Where it was read", {"fields": (("document", "locator", "citation_key"), "remarks")}),
    )

    def with_shown(self, rows: QuerySet[Curve]) -> QuerySet[Curve]:
        return super().with_shown(rows).prefetch_related("conditions", "flags")

    def get_urls(self) -> list[URLPattern]:
        from .curve_import import several_curves

        return [
            path("preview/", self.admin_site.admin_view(self.preview), name="mgdb_curve_preview"),
            path(
                "several/",
                self.admin_site.admin_view(with_plots(lambda request: several_curves(self, request))),
                name="mgdb_curve_several",
            ),
            *super().get_urls(),
        ]

    @method_decorator(with_plots)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(request, *args, **kwargs)

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What the posted form would draw, the plots that take it, what is wrong or doubtful; saves nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        form = AxesForm(request.POST, prefix=request.POST.get("preview_prefix") or None)
        subject = Material(name="this curve", public_id="mat-preview")
        source = Source(public_id="src-preview")
        if not form.is_valid():
            return JsonResponse(
                {"problems": _named({name: list(map(str, found)) for name, found in form.errors.items()})}
            )
        curve = form.curve(name="this curve", public_id="cur-preview", material=subject, source=source)
        try:
            curve.clean_fields(exclude=["name", "material", "cell", "source", "document", "locator", "public_id"])
            curve.check_axes_and_points()
        except ValidationError as error:
            return JsonResponse({"problems": _named(error.message_dict)})
        takings = plot_input.taken_by(curve, _conditions(request))
        return JsonResponse(
            {
                "figure": plot_input.figure_of(curve),
                "axes": {name: curve.axis(name).text for name in ("x", "y")},
                "count": len(curve.points),
                "plots": [
                    {"title": one.plot.TITLE, "drawn": one.drawn, "reason": one.reason.rstrip(".")} for one in takings
                ],
                "doubts": curve.axis_doubts(),
            }
        )

    def doubts(self, record: Any) -> list[str | SafeString]:
        found: list[str | SafeString] = [
            f"Saved, but {doubt} If the figure really says so, leave it and add a flag with the reason."
            for doubt in record.doubts
        ]
        noted = {condition.key for condition in record.conditions.all()} | {record.x_axis}
        needed = PROPERTIES[record.y_axis].needed_conditions if record.y_axis in PROPERTIES else ()
        if missing := [CONDITIONS[key].label for key in needed if key not in noted]:
            found.append(
                f"Nothing is said yet about: {', '.join(missing)}. Enter each as printed, or with the status “not "
                "reported” when you have looked."
            )
        drawn = [one for one in plot_input.taken_by(record, record.conditions.all()) if one.drawn]
        if not drawn:
            found.append("Saved, but no plot draws it; below the axes it is said why. Its own page shows it.")
        return found

    @admin.display(description="axes", ordering="y_axis")
    def axes_shown(self, curve: Curve) -> str:
        try:
            return f"{curve.axis('y').text} against {curve.axis('x').text}"
        except axes.AxisError as error:
            return str(error)

    @admin.display(description="of")
    def subject_shown(self, curve: Curve) -> SafeString:
        return typeset_html(str(curve.subject))

    @admin.display(description="points")
    def count(self, curve: Curve) -> int:
        return len(curve.points)

    @admin.display(description="document", ordering="document__year")
    def document_shown(self, curve: Curve) -> str:
        return str(curve.document.short)


def _named(errors: Mapping[str, Iterable[str]]) -> list[dict[str, str]]:
    """Each problem with the field that it is about."""
    return [{"field": name, "message": message} for name, messages in errors.items() for message in messages]


def _conditions(request: HttpRequest) -> list[CurveCondition]:
    """The conditions of the posted form that can be read; what is wrong with others the form says when it is saved."""
    found = []
    for number in range(MOST_CONDITIONS):
        key, printed = (request.POST.get(f"conditions-{number}-{name}", "") for name in ("key", "printed"))
        row = CurveCondition(key=key, printed=printed)
        if not key or not printed:
            continue
        try:
            row.clean()
        except ValidationError:
            continue
        found.append(row)
    return found


@admin.register(CurveCondition, site=site)
class CurveConditionAdmin(MeasurementConditionAdmin):
    owner = "curve"
    list_select_related = ("curve__material", "curve__cell")
    search_fields = ("key", "printed", "curve__search_text")
