"""Measurements (one reported result each), and the reports in which they were read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from mgdb.science import ions, vocabulary
from mgdb.science import properties as property_catalogue
from mgdb.science import quantity as quantities
from mgdb.science.agreement import contradicts, judge_report
from mgdb.science.field_names import element_words, words_of
from mgdb.science.judgement import Judgement, Reading
from mgdb.science.quantity import Quantity

from .base import IS_INTERVAL, Path, Provenance, Record, RecordQuerySet, SearchableRecord, term_field, tracked
from .conditions import ConditionRow, catalogue_key, condition_constraints, condition_doubts
from .ions import IonField


def quantity_of(row: Any) -> Quantity | None:
    """The canonical value in the columns of `row`, a measurement or what was read of it, with its qualifiers.

    None for texts, relations and numbers of unknown unit.
    """
    if row.kind != "number" or (row.low is None and row.high is None):
        return None
    return Quantity(
        value=row.value,
        low=row.low,
        high=row.high,
        bound=row.bound,
        approximate=row.approximate,
        uncertainty=row.uncertainty,
        range_kind=row.range_kind,
        digits=row.digits,
    )


class MeasurementQuerySet(RecordQuerySet["Measurement"]):
    """Questions in a curator's words."""

    def of(self, *properties: str) -> Self:
        return self.filter(property_key__in=properties)

    def read_in(self, doi: str, locator: str = "") -> Self:
        """Measurements with a report in the document `doi`, at `locator` or inside it (“Table 1, VS4”)."""
        reports = Report.objects.filter(document__doi=doi.lower())
        if locator:
            reports = reports.at(locator)
        return self.filter(pk__in=reports.values("measurement"))

    def with_source(self) -> Self:
        return self.select_related("source")

    def with_subject(self) -> Self:
        return self.select_related(
            "material__source",
            "material__phase",
            "material__electrolyte",
            "cell__electrolyte__electrolyte",
            "measured_in__electrolyte__electrolyte",
            "relative_to",
        )

    def with_details(self) -> Self:
        """All that a list shows of each measurement, in a fixed number of queries."""
        return (
            self.with_source()
            .with_subject()
            .prefetch_related(
                "conditions", models.Prefetch("reports", queryset=Report.objects.select_related("document")), "flags"
            )
        )


@tracked
class Measurement(SearchableRecord):
    """One reported result about a material or a cell: a number, a text or a relation."""

    PREFIX = "mea"

    material = models.ForeignKey(
        "Material", on_delete=models.PROTECT, null=True, blank=True, related_name="measurements"
    )
    cell = models.ForeignKey(
        "Cell",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measurements",
        help_text="Only for a result about the device as a whole.",
    )
    property_key = models.CharField("property", max_length=60, db_index=True)
    kind = term_field(vocabulary.MEASUREMENT_KINDS, default="number")
    value = models.FloatField(null=True, blank=True, editable=False)
    low = models.FloatField(null=True, blank=True, editable=False)
    high = models.FloatField(null=True, blank=True, editable=False)
    bound = term_field(vocabulary.BOUNDS, default="=", editable=False)
    approximate = models.BooleanField(default=False, editable=False)
    range_kind = term_field(vocabulary.RANGE_KINDS, blank=True)
    uncertainty = models.FloatField(null=True, blank=True, editable=False)
    digits = models.PositiveSmallIntegerField("significant digits", default=0, editable=False)
    search_low = models.FloatField(null=True, blank=True, editable=False)
    search_high = models.FloatField(null=True, blank=True, editable=False)
    text_value = models.CharField("text or relation", max_length=300, blank=True)
    relative_to = models.ForeignKey(
        "Material",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="relations",
        help_text="For a relation: the material that the subject is compared with.",
    )
    origin = term_field(vocabulary.ORIGINS, default="not_stated", db_index=True)
    method = term_field(vocabulary.METHODS, default="not_stated", db_index=True)
    method_detail = models.CharField(max_length=120, blank=True)
    ion = IonField(db_index=True)
    measured_in = models.ForeignKey(
        "Cell",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measured",
        help_text="The cell in which the material was measured.",
    )
    source = models.ForeignKey(
        "Source", on_delete=models.PROTECT, related_name="measurements", help_text="Who measured it."
    )
    remarks = models.TextField(blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta(SearchableRecord.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(material__isnull=False) ^ Q(cell__isnull=False),
                name="measurement_has_one_subject",
                violation_error_message="A measurement is about a material or about a cell: give exactly one.",
            ),
            models.CheckConstraint(
                condition=(Q(kind="number", text_value=""))
                | (
                    Q(kind__in=("text", "relation"), value__isnull=True, low__isnull=True, high__isnull=True)
                    & ~Q(text_value="")
                ),
                name="measurement_number_text_or_relation",
                violation_error_message="A number has no text; a text or relation has text and no number.",
            ),
            models.CheckConstraint(
                condition=IS_INTERVAL,
                name="measurement_low_at_most_high",
                violation_error_message="The low end of the value lies above the high end.",
            ),
        ]
        indexes = [
            *SearchableRecord.Meta.indexes,
            models.Index(fields=["property_key", "search_low", "search_high"], name="measurement_interval"),
            models.Index(fields=["property_key", "value"], name="measurement_value"),
        ]

    @property
    def subject(self) -> Record:
        """The material or the cell that it is about; a constraint sees to it that there is one."""
        return self.material or self.cell  # type: ignore[return-value]

    @property
    def property_entry(self) -> property_catalogue.Property:
        return property_catalogue.get(self.property_key)

    @property
    def quantity(self) -> Quantity | None:
        """The canonical value with its qualifiers; None for texts, relations and numbers of unknown unit."""
        return quantity_of(self)

    @property
    def label(self) -> str:
        subject = self.material or self.cell
        return f"{self.property_entry.label} of {subject}" if subject else self.property_key

    @property
    def doubts(self) -> list[str]:
        """What is merely implausible about the value and its conditions, each once; said, never refused."""
        return list(dict.fromkeys(doubt for _, doubt in self.placed_doubts()))

    def placed_doubts(self) -> list[tuple[Path, str]]:
        doubts: list[tuple[Path, str]] = [
            (("reports", place, "reading" if report.reading else "printed_value"), doubt)
            for place, report in enumerate(self.reports.all())
            for doubt in report.doubts
        ]
        return doubts + list(self.contradictions(self.reports.all())) + condition_doubts(self.conditions.all())

    def contradictions(self, reports: Iterable[Report]) -> Iterator[tuple[Path, str]]:
        """Those of its `reports` that say another value than the first, each with its place."""
        entry = property_catalogue.PROPERTIES.get(self.property_key)
        if entry is None or not entry.dimension or self.kind != "number":
            return
        judged = [(place, one.locator, one.judged()) for place, one in enumerate(reports)]
        said = [(n, where, one.canonical) for n, where, one in judged if isinstance(one, Reading) and one.canonical]
        for place, where, value in said[1:]:
            _, first, expected = said[0]
            if contradicts(value, expected):
                shown, other = (quantities.format_text(one, entry.unit) for one in (value, expected))
                reason = (
                    f"{shown} ({where}) contradicts {other} ({first}), which is the value shown. Two values are two "
                    "measurements; where documents contradict each other about one, flag it."
                )
                yield ("reports", place, "printed_value"), reason

    def clean(self) -> None:
        super().clean()
        catalogue_key(property_catalogue, self.property_key, "property_key")
        entry = self.property_entry
        if (self.material and "material" not in entry.applies_to) or (self.cell and "cell" not in entry.applies_to):
            raise ValidationError(
                {"property_key": f"{entry.label} is a property of a {' or '.join(entry.applies_to)}."}
            )
        if entry.kind == "text" and self.kind == "number":
            raise ValidationError({"kind": f"{entry.label} is a text, not a number."})
        if self.kind == "relation" and not self.relative_to:
            raise ValidationError({"relative_to": "A relation names the material that it compares with."})

    def clean_parts(self, rows: Iterable[models.Model]) -> None:
        self.derive([row for row in rows if isinstance(row, Report)])

    def derive(self, reports: Iterable[Report] | None = None) -> None:
        """Sets the canonical value from the first report; the one place where it is computed.

        It is approximate when any report of the same value says so: the table has 155, the text “about 155”.
        `reports` are the ones about to be saved (a form's); without them, the stored ones. The caller saves.
        Raises ValidationError naming report and problem.
        """
        all_reports = list(self.reports.all() if reports is None else reports)
        self.value = self.low = self.high = self.uncertainty = self.search_low = self.search_high = None
        self.bound, self.approximate, self.digits = "=", False, 0
        if not all_reports:
            raise ValidationError({"reports": "A measurement needs a report: the document and the place in it."})
        report, *others = all_reports
        if self.kind != "number":
            self.text_value = self.text_value or report.reading or report.printed_value
            return
        self.text_value = ""
        quantity = report.canonical()
        if quantity is None:
            return
        self.value, self.low, self.high = quantity.value, quantity.low, quantity.high
        self.bound, self.uncertainty = quantity.bound, quantity.uncertainty
        said_again = [again for other in others if (again := other.canonical()) and again.value == quantity.value]
        self.approximate = quantity.approximate or any(again.approximate for again in said_again)
        self.digits = quantity.digits
        self.range_kind = self.range_kind or quantity.range_kind
        self.search_low, self.search_high = quantities.search_interval(quantity)

    search_reads = ("material__phase", "material__electrolyte")

    def search_words(self) -> list[str]:
        words = [self.public_id, self.property_entry.label, self.text_value, self.source.short, self.source.doi]
        for subject in filter(None, (self.material, self.cell)):  # the database has still to refuse one without any
            words += [subject.label, getattr(subject, "formula", ""), *element_words(getattr(subject, "elements", ()))]
        words += words_of("methods", self.method)
        if self.material:
            words += words_of("roles", *self.material.roles) + words_of("structure-families", self.material.family)
            if "electrolyte" in self.material.roles and (detail := getattr(self.material, "electrolyte", None)):
                words += words_of("electrolyte-classes", detail.electrolyte_class)
        if self.measured_in and self.measured_in.electrolyte:
            words.append(self.measured_in.electrolyte.name)
        if ions.is_formula(self.ion):  # those of the vocabulary are filtered for, and in every second record
            words.append(self.ion)
        return words


@tracked
class MeasurementCondition(ConditionRow):
    """One condition of a measurement, as printed and as a number; no entry means that nobody has checked yet."""

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="conditions")

    class Meta:
        ordering = ["measurement", "id"]
        constraints = condition_constraints("measurement", "condition")
        indexes = [models.Index(fields=["key", "low", "high"], name="condition_interval")]


def is_at(locator: str) -> Q:
    """Rows with a locator at `locator` or inside it: “Table 1” holds “Table 1, VS4” and not “Table 10”."""
    wanted = re.sub(r"\s+", " ", locator).strip().rstrip(",")
    return Q(locator__iexact=wanted) | Q(locator__istartswith=f"{wanted},")


class ReportQuerySet(models.QuerySet["Report"]):
    def at(self, locator: str) -> Self:
        """Reports at `locator` or inside it."""
        return self.filter(is_at(locator))


@tracked
class Report(Provenance):
    """Where a measurement was read: document, locator, and value, unit and conditions as printed."""

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="reports")
    printed_value = models.CharField("value as printed", max_length=200)
    printed_unit = models.CharField("unit as printed", max_length=60, blank=True, help_text="Empty: none is printed.")
    printed_conditions = models.CharField("conditions as printed", max_length=200, blank=True)
    reading = models.CharField(
        max_length=120,
        blank=True,
        help_text="Only where the print cannot be read as it is (a lost exponent): the number meant, 1.5e13.",
    )
    assumed_unit = models.CharField(
        max_length=60,
        blank=True,
        help_text="Only where no unit is printed, or a wrong one: the unit assumed; add a flag.",
    )
    low = models.FloatField(null=True, blank=True, editable=False)
    high = models.FloatField(null=True, blank=True, editable=False)
    remark = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["measurement", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "document", "locator"],
                name="report_once_per_place",
                violation_error_message="This measurement has a report of this place already.",
            ),
            models.CheckConstraint(condition=IS_INTERVAL, name="report_low_at_most_high"),
            models.CheckConstraint(
                condition=~Q(locator=""),
                name="report_has_locator",
                violation_error_message="A report says where in the document: table and row, section or figure.",
            ),
        ]
        indexes = [models.Index(fields=["document", "locator"], name="report_place")]

    def __str__(self) -> str:
        return f"{self.document}: {self.locator}"

    def clean(self) -> None:
        super().clean()
        self.locator = re.sub(r"\s+", " ", self.locator).strip()
        self.low = self.high = None
        # An unknown property is a problem of the measurement itself, and is reported there.
        if self.measurement.kind == "number" and self.measurement.property_key in property_catalogue.PROPERTIES:
            quantity = self.canonical()
        else:
            quantity = None
        if quantity is not None:
            self.low, self.high = quantity.low, quantity.high

    @property
    def printed(self) -> str:
        """Value and unit as printed."""
        return f"{self.printed_value} {self.printed_unit}".strip()

    def judged(self) -> Judgement:
        """What it says of the property."""
        entry = property_catalogue.get(self.measurement.property_key)
        return judge_report(
            entry,
            self.printed_value,
            self.printed_unit,
            reading=self.reading,
            assumed_unit=self.assumed_unit,
            remark=self.remark,
        )

    @property
    def doubts(self) -> list[str]:
        """What is merely implausible about it; said, never refused."""
        entry = property_catalogue.PROPERTIES.get(self.measurement.property_key)
        if entry is None or not entry.dimension or self.measurement.kind != "number":
            return []
        judged = self.judged()
        return [str(doubt) for doubt in judged.doubts] if isinstance(judged, Reading) else []

    def canonical(self) -> Quantity | None:
        """The number in the property's canonical unit; None when no unit is printed and none is assumed."""
        judged = self.judged()
        if isinstance(judged, Reading):  # of a text too: that it was called a number is a problem of the measurement
            return judged.canonical
        if judged.field == "printed":
            raise ValidationError({"printed_value": f"{judged.reason}; or give the number meant in “reading”."})
        raise ValidationError({"printed_unit" if judged.field == "unit" else judged.field: judged.reason})
