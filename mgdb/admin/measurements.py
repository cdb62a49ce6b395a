"""Measurements with their conditions, reports and flags."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mgdb.models import Measurement, MeasurementCondition, Report
from mgdb.review.repeats import repeat_doubt, repeats
from mgdb.science import quantity as quantities
from mgdb.science import units
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES

from .fields import ConditionField, PropertyField
from .forms import RecordForm, WholeRowForm, WholeRowFormSet
from .list_filters import DoubtFilter, IonFilter, PropertyFilter
from .parts import PartInline, WidePartInline, flag_inline
from .records import PartAdmin, RecordAdmin, record_link, typeset_html
from .site import site

ION_HELP = (
    "As claimed by the source: one of the list, or the formula of another with its charge, MgCl3-; “not stated” where "
    "it leaves it open."
)
# What the next value of a paper has in common with the last.
KEPT = ("source", "origin", "method", "method_detail", "ion", "measured_in")
OPEN_CONDITIONS = 2  # rows of a new value, without a script too
KEPT_OF_REPORT = ("document", "locator", "citation_key")
six_digits = partial(quantities.number_text, digits=6)


class MeasurementForm(RecordForm):
    property_key = PropertyField(help_text="With the canonical unit; any accepted unit may be printed in the report.")

    def _get_validation_exclusions(self) -> set[str]:
        # What follows from the reports is not known yet; ReportFormSet validates the whole row once it is.
        derived = {"value", "low", "high", "bound", "approximate", "uncertainty", "digits", "text_value"}
        return super()._get_validation_exclusions() | derived


class ConditionForm(WholeRowForm):
    key = ConditionField()


class ConditionInline(PartInline):
    model = MeasurementCondition
    form = ConditionForm
    readonly_fields = ("read_as", "key_shown")
    verbose_name = "condition"
    verbose_name_plural = "conditions, as printed"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return OPEN_CONDITIONS if obj is None else super().get_extra(request, obj, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Measurement | None = None) -> tuple[str, ...]:
        editable = obj is None or site._registry[Measurement].has_change_permission(request, obj)
        return ("key" if editable else "key_shown", "status", "printed", "read_as")

    @admin.display(description="condition")
    def key_shown(self, condition: MeasurementCondition) -> str:
        return CONDITIONS[condition.key].label if condition.key in CONDITIONS else condition.key

    @admin.display(description="read as")
    def read_as(self, condition: MeasurementCondition) -> SafeString | str:
        return condition_shown(condition) if condition.pk else ""


class ReportFormSet(WholeRowFormSet):
    """Reads the canonical value from the reports before anything is written, and validates the whole measurement."""

    conditions: WholeRowFormSet | None = None  # of the same measurement; set by the admin

    def clean(self) -> None:
        super().clean()
        measurement = self.instance
        if any(self.errors) or measurement.property_key not in PROPERTIES:
            return
        try:
            measurement.derive([form.instance for form in self.live_forms()])
            # Relations were checked by the form; a missing one must not be reported twice.
            measurement.full_clean(exclude={"material", "cell", "source"} | set(_missing_relations(measurement)))
        except ValidationError as error:
            raise ValidationError(
                [
                    message if name in (NON_FIELD_ERRORS, "reports") else f"{name}: {message}"
                    for name, messages in error.update_error_dict({}).items()
                    for message in ValidationError(messages).messages
                ]
            ) from error

    def doubts(self) -> list[str]:
        rows = [form.instance for form in self.live_forms()] if self.has_changed() else []
        return super().doubts() + [doubt for _, doubt in self.instance.contradictions(rows)] + self.repeated()

    def repeated(self) -> list[str]:
        """That the value stands in another record already, where it is new or said under other conditions now."""
        beside = self.conditions
        if not (self.has_changed() or (beside is not None and beside.has_changed())):
            return []
        if self.instance.property_key not in PROPERTIES or (beside is not None and not beside.is_valid()):
            return []  # what they are is not known yet; the form comes back for it
        try:
            self.instance.derive([form.instance for form in self.live_forms()])
        except ValidationError:
            return []  # which `clean` tells
        stated = [form.instance for form in beside.live_forms()] if beside is not None else []
        (found,) = repeats([(self.instance, stated)])
        return [repeat_doubt(self.instance, other) for other in found]


def _missing_relations(measurement: Measurement) -> list[str]:
    return [name for name in ("relative_to", "measured_in") if getattr(measurement, f"{name}_id") is None]


class ReportInline(WidePartInline):
    model = Report
    formset = ReportFormSet
    autocomplete_fields = ("document",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("printed_value", "printed_unit", "locator"),
                    ("document", "citation_key", "printed_conditions"),
                    ("reading", "assumed_unit", "remark"),
                )
            },
        ),
    )
    verbose_name_plural = "reports: where it was read, as printed (the first gives the canonical value)"

    def get_min_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0  # a new value has one: it stands open, without a script too

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        examples = {
            "printed_value": "With every mark: ≈ 35, &lt; 0.1, 1.10×10⁻¹², 0.5–2.1.",
            "printed_unit": "mAh g−1, S cm-1, mS/cm; empty: none is printed.",
            "printed_conditions": "at 300 mA g⁻¹ after 400 cycles",
        }
        if field is not None and db_field.name in examples:
            field.help_text = examples[db_field.name]
        if field is not None and db_field.name == "remark":
            field.widget.attrs |= {"rows": 1}
        return field


@admin.register(Measurement, site=site)
class MeasurementAdmin(RecordAdmin):
    form = MeasurementForm
    list_display = ("subject_shown", "property_shown", "value_shown", "conditions_shown", "source_shown", "doubted")
    list_display_links = ("subject_shown", "value_shown")
    list_filter = (PropertyFilter, DoubtFilter, "origin", "method", IonFilter)
    list_select_related = ("material", "cell", "source")
    autocomplete_fields = ("material", "cell", "source", "measured_in", "relative_to")
    inlines = (ConditionInline, ReportInline, flag_inline("measurement"))
    derived = ("value_shown", "interval_shown", "search_interval_shown", "property_shown")
    shown_instead = {"property_key": "property_shown"}
    examples = {
        "material": "The specimen that the result is about. Exactly one of material and cell.",
        "source": "Who measured it: the primary paper, also where only a review was read.",
        "method_detail": "What the list cannot say: PBE+U, 10 mV amplitude, 0.1 MHz–0.1 Hz.",
        "ion": ION_HELP,
        "text_value": "Only for a text (a space group) or a relation (“far above”); a number comes from the report.",
        "range_kind": "What a printed range runs over: charge states, samples …; empty for one number.",
    }
    content = (
        (None, {"fields": (("material", "property_key", "cell"),)}),
        (
            "Source, and how it was obtained",
            {"fields": (("source", "ion", "measured_in"), ("origin", "method", "method_detail"))},
        ),
        (
            "Value",
            {
                "fields": (
                    ("value_shown", "interval_shown", "search_interval_shown"),
                    ("kind", "range_kind"),
                    "text_value",
                    "relative_to",
                ),
                "description": "A number is read from the first report when you save; it is not typed here.",
            },
        ),
        ("More", {"fields": ("remarks",), "classes": ("collapse",)}),
    )

    change_form_template = "admin/mgdb/change_measurement.html"
    change_list_template = "admin/mgdb/measurements.html"

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, ReportInline) and obj.pk is None:
            kept = {name: request.GET[name] for name in KEPT_OF_REPORT if name in request.GET}
            options["initial"] = [kept] if kept else None
        return options

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self.with_kept(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.with_kept(request, obj, super().response_change(request, obj))

    def with_kept(self, request: HttpRequest, measurement: Measurement, response: HttpResponse) -> HttpResponse:
        """`response`; where it leads to the next value, with what that has in common with `measurement`."""
        if "_addanother" not in request.POST or response.status_code != HTTPStatus.FOUND:
            return response
        kept = {name: measurement.serializable_value(name) for name in KEPT}
        if report := measurement.reports.first():
            kept |= {name: report.serializable_value(name) for name in KEPT_OF_REPORT}
        address, _, given = response["Location"].partition("?")
        query = QueryDict(given, mutable=True)
        query.update({name: value for name, value in kept.items() if value not in (None, "", "not_stated")})
        response["Location"] = f"{address}?{query.urlencode()}"
        return response

    def get_urls(self) -> list[URLPattern]:
        from .several_values import several_values

        view = self.admin_site.admin_view(partial(several_values, self))
        return [path("several/", view, name="mgdb_measurement_several"), *super().get_urls()]

    def with_shown(self, rows: QuerySet[Measurement]) -> QuerySet[Measurement]:
        return super().with_shown(rows).prefetch_related("conditions", "flags", "reports")

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]  # not in the stubs
        by_model = {formset.model: formset for formset in formsets}
        if Report in by_model:  # a value is said again only under the same conditions
            by_model[Report].conditions = by_model.get(MeasurementCondition)
        return formsets, inlines

    def doubts(self, record: Any) -> list[str | SafeString]:
        found: list[str | SafeString] = []
        found += [
            format_html(
                "Saved, but {} If the document really says so, leave it as printed and add a flag with the reason. "
                '<a href="#flags-group">Flags of this measurement</a>',
                doubt,
            )
            for doubt in record.doubts
        ]
        noted = {condition.key for condition in record.conditions.all()}
        missing = [CONDITIONS[key].label for key in record.property_entry.needed_conditions if key not in noted]
        if missing:
            found.append(
                f"Nothing is said yet about: {', '.join(missing)}. Enter each as printed, or with the status “not "
                "reported” when you have looked."
            )
        return found

    # ---------------------------------------------------------------- columns

    @admin.display(description="of", ordering="material__name")
    def subject_shown(self, measurement: Measurement) -> SafeString:
        if measurement.material:
            return typeset_html(measurement.material.markup or measurement.material.name)
        return typeset_html(str(measurement.cell or "–"))

    @admin.display(description="property", ordering="property_key")
    def property_shown(self, measurement: Measurement) -> str:
        entry = PROPERTIES.get(measurement.property_key)
        return entry.label if entry else measurement.property_key

    @admin.display(description="canonical value", ordering="value")
    def value_shown(self, measurement: Measurement) -> SafeString | str:
        return value_html(measurement)

    @admin.display(description="interval stated")
    def interval_shown(self, measurement: Measurement) -> SafeString | str:
        return interval_html(measurement.low, measurement.high, measurement.property_key)

    @admin.display(description="found by searches in")
    def search_interval_shown(self, measurement: Measurement) -> SafeString | str:
        return interval_html(measurement.search_low, measurement.search_high, measurement.property_key)

    @admin.display(description="conditions")
    def conditions_shown(self, measurement: Measurement) -> SafeString:
        parts = (
            (shorthand(condition),) for condition in measurement.conditions.all() if condition.status == "reported"
        )
        return format_html_join(" · ", "{}", parts)

    @admin.display(description="source", ordering="source__year")
    def source_shown(self, measurement: Measurement) -> str:
        return measurement.source.short

    @admin.display(description="doubts")
    def doubted(self, measurement: Measurement) -> SafeString:
        return format_html_join(
            " ",
            '<span class="severity severity-{}" title="{}">{}</span>',
            ((flag.severity, flag.reason, flag.get_code_display()) for flag in measurement.flags.all()),
        )


def shorthand(condition: MeasurementCondition) -> str:
    """As printed; a bare number with the name of the condition before it."""
    entry = CONDITIONS.get(condition.key)
    if entry is None or any(letter.isalpha() for letter in condition.printed):
        return condition.printed
    return f"{entry.label.lower()} {condition.printed}"


def value_html(measurement: Measurement) -> SafeString | str:
    """The canonical value typeset with its unit; the text of a text."""
    if measurement.kind != "number":
        return measurement.text_value
    entry = PROPERTIES.get(measurement.property_key)
    if entry is None or (shown := measurement.quantity) is None:
        return ""
    return SafeString(quantities.format_html(shown, entry.unit))


def interval_html(low: float | None, high: float | None, key: str) -> SafeString | str:
    entry = PROPERTIES.get(key)
    if entry is None or (low is None and high is None):
        return ""
    # An open end is stored as infinity or as nothing.
    ends = [("…" if end is None or abs(end) == float("inf") else six_digits(end)) for end in (low, high)]
    return format_html("{} to {} {}", *ends, SafeString(units.html(entry.unit)))


def condition_shown(condition: MeasurementCondition) -> SafeString | str:
    """What a condition's printed text was read as."""
    if condition.low is None and condition.high is None:
        entry = CONDITIONS.get(condition.key)
        return dict(entry.choices or ()).get(condition.text, condition.text) if entry else condition.text
    ends = [six_digits(end) for end in dict.fromkeys((condition.low, condition.high)) if end is not None]
    words = f"{'≈ ' if condition.approximate else ''}{' to '.join(ends)}"
    words += f" ± {six_digits(condition.uncertainty)}" if condition.uncertainty is not None else ""
    assumed = " (assumed)" if condition.assumed else ""
    return format_html("{} {}{}", words, SafeString(units.html(condition.unit or "1")), assumed)


@admin.register(MeasurementCondition, site=site)
class MeasurementConditionAdmin(PartAdmin):
    owner = "measurement"
    list_display = ("key", "printed", "read_as", "status", "belongs_to")
    list_filter = ("status", "assumed")
    list_select_related = ("measurement__material", "measurement__cell")
    search_fields = ("key", "printed", "measurement__search_text")

    @admin.display(description="read as")
    def read_as(self, condition: MeasurementCondition) -> SafeString | str:
        return condition_shown(condition)


class UnitFilter(admin.SimpleListFilter):
    title = "unit"
    parameter_name = "unit"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "none printed"), ("assumed", "assumed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        if self.value() == "none":
            return queryset.filter(printed_unit="")
        return queryset.filter(~Q(assumed_unit="")) if self.value() == "assumed" else queryset


@admin.register(Report, site=site)
class ReportAdmin(PartAdmin):
    owner = "measurement"
    list_display = ("document_shown", "locator", "printed", "citation_key", "belongs_to")
    list_filter = (UnitFilter,)
    list_select_related = ("document", "measurement__material", "measurement__cell")
    search_fields = ("locator", "printed_value", "document__search_text", "measurement__search_text")
    search_help_text = "Locator, printed value, or words of the document and the measurement: “Table 1” VS4"

    @admin.display(description="document", ordering="document__year")
    def document_shown(self, report: Report) -> str:
        return str(report.document.short)

    @admin.display(description="as printed", ordering="printed_value")
    def printed(self, report: Report) -> str:
        return f"{report.printed_value} {report.printed_unit}".strip()

    @admin.display(description="measurement")
    def belongs_to(self, part: Any) -> SafeString:
        return record_link(part.measurement)
