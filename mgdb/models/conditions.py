"""Conditions of what was measured: child rows of a measurement or a curve, as printed and as read."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.constraints import BaseConstraint

from mgdb.science import conditions as condition_catalogue
from mgdb.science import vocabulary
from mgdb.science.judgement import Judgement, Reading, Refusal, judge

from .base import IS_INTERVAL, Path, term_field


def catalogue_key(catalogue: object, key: str, field: str) -> str:
    """`key` if the catalogue declares it; else a ValidationError at `field` with the nearest keys."""
    try:
        catalogue.get(key)  # type: ignore[attr-defined]
    except KeyError as error:
        raise ValidationError({field: str(error.args[0])}) from error
    return key


def condition_constraints(owner: str, prefix: str) -> list[BaseConstraint]:
    """What always holds of the conditions of `owner`; the names in the database begin with `prefix`."""
    return [
        models.UniqueConstraint(
            fields=[owner, "key"],
            name=f"{prefix}_once_per_{owner}",
            violation_error_message="This condition is given twice.",
        ),
        models.CheckConstraint(
            condition=IS_INTERVAL,
            name=f"{prefix}_low_at_most_high",
            violation_error_message="The low end of the condition lies above the high end.",
        ),
        models.CheckConstraint(
            condition=(Q(status="reported") & ~Q(printed=""))
            | (~Q(status="reported") & Q(printed="", low__isnull=True, high__isnull=True, text="")),
            name=f"{prefix}_reported_has_print",
            violation_error_message="A reported condition has its printed text; another status has none.",
        ),
    ]


def condition_doubts(rows: Iterable[ConditionRow]) -> list[tuple[Path, str]]:
    """What is merely implausible about conditions, each with its place in the form of their record."""
    return [(("conditions", row.key), doubt) for row in rows for doubt in row.doubts]


class ConditionRow(models.Model):
    """One condition, as printed and as a number; no entry means that nobody has checked yet."""

    key = models.CharField(max_length=40)
    status = term_field(vocabulary.CONDITION_STATUSES, default="reported")
    printed = models.CharField(max_length=160, blank=True, help_text="As printed, with its unit: 300 mA g⁻¹, 25 °C.")
    low = models.FloatField(null=True, blank=True, editable=False)
    high = models.FloatField(null=True, blank=True, editable=False)
    text = models.CharField(max_length=160, blank=True, editable=False)
    unit = models.CharField(max_length=40, blank=True, editable=False)
    approximate = models.BooleanField(default=False, editable=False, help_text="Printed with ≈, ~, about …")
    uncertainty = models.FloatField(null=True, blank=True, editable=False, help_text="The printed ±, in the same unit.")
    assumed = models.BooleanField(default=False, editable=False, help_text="Number set by convention, not printed.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.key}: {self.printed or self.get_status_display()}"

    @property
    def entry(self) -> condition_catalogue.Condition:
        return condition_catalogue.get(self.key)

    @property
    def value(self) -> float | None:
        """The number, when it is a single one (canonical unit)."""
        return self.low if self.low is not None and self.low == self.high else None

    def clean(self) -> None:
        super().clean()
        catalogue_key(condition_catalogue, self.key, "key")
        self.derive()

    def judged(self) -> Judgement:
        """What the print says of the condition."""
        return judge(self.entry, self.printed)

    @property
    def doubts(self) -> list[str]:
        """What is merely implausible about it; said, never refused."""
        judged = self.judged() if self.status == "reported" else None
        return [str(doubt) for doubt in judged.doubts] if isinstance(judged, Reading) else []

    def derive(self) -> None:
        """Reads the printed text into numbers of the canonical unit, or a choice; the one place where this is done."""
        self.low = self.high = self.uncertainty = None
        self.text, self.unit, self.approximate, self.assumed = "", "", False, False
        if self.status != "reported":
            return
        judged = self.judged()
        if isinstance(judged, Refusal):
            raise ValidationError({"printed": judged.reason})
        read = judged.condition
        assert read is not None
        if read.status != self.status:  # “n.r.”, “unknown”: words for a status, however they are written
            self.status, self.printed = read.status, ""
            return
        self.low, self.high, self.text = read.low, read.high, read.text or ""
        self.unit, self.assumed = read.unit or "", read.assumed
        self.approximate, self.uncertainty = read.approximate, read.uncertainty
