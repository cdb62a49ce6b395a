"""Measurements with their conditions, reports and flags."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mgdb.models import Flag, Measurement, MeasurementCondition, Report
from mgdb.models.flags import is_suspect
from mgdb.science import quantity as quantities
from mgdb.science import units
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES

from .forms import ConditionField, PropertyField, RecordForm, WholeRowForm, WholeRowFormSet
from .parts import PartInline, WidePartInline, flag_inline
from .records import PartAdmin, RecordAdmin, record_link, typeset_html
from .site import site

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
        return super().doubts() + [doubt for _, doubt in self.instance.contradictions(rows)]


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
                    ("document", "locator", "citation_key"),
                    ("printed_value", "printed_unit", "printed_conditions"),
                    ("reading", "assumed_unit", "remark"),
                )
            },
        ),
    )
    verbose_name_plural = "reports: where it was read, as printed (the first gives the canonical value)"

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


@admin.register(Measurement, site=site)
class MeasurementAdmin(RecordAdmin):
    form = MeasurementForm
    list_display = ("subject_shown", "property_shown", "value_shown", "conditions_shown", "source_shown", "doubted")
    list_display_links = ("subject_shown", "value_shown")
    list_filter = (PropertyFilter, DoubtFilter, "origin", "method", "ion")
    list_select_related = ("material", "cell", "source")
    autocomplete_fields = ("material", "cell", "source", "measured_in", "relative_to")
    inlines = (ConditionInline, ReportInline, flag_inline("measurement"))
    derived = ("value_shown", "interval_shown", "search_interval_shown", "property_shown")
    shown_instead = {"property_key": "property_shown"}
    examples = {
        "material": "The specimen that the result is about. Exactly one of material and cell.",
        "source": "Who measured it: the primary paper, also where only a review was read.",
        "method_detail": "What the list cannot say: PBE+U, 10 mV amplitude, 0.1 MHz–0.1 Hz.",
        "ion": "As claimed by the source; “not stated” when it leaves it open. Never guessed.",
        "text_value": "Only for a text (a space group) or a relation (“far above”); a number comes from the report.",
        "range_kind": "What a printed range runs over: charge states, samples …; empty for one number.",
    }
    content = (
        (None, {"fields": (("material", "cell"), "property_key", "source")}),
        ("How it was obtained", {"fields": (("origin", "method", "method_detail"), ("ion", "measured_in"))}),
        (
            "Value",
            {
                "fields": (
                    ("value_shown", "interval_shown", "search_interval_shown"),
                    ("kind", "range_kind"),
                    "text_value",
                    "relative_to",
                ),
                "description": "A number is read from the first report below when you save; it is not typed here.",
            },
        ),
        ("More", {"fields": ("remarks",), "classes": ("collapse",)}),
    )

    def with_shown(self, rows: QuerySet[Measurement]) -> QuerySet[Measurement]:
        return super().with_shown(rows).prefetch_related("conditions", "flags", "reports")

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
