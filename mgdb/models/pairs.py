"""Pairs of a modified subject and its control, and the factors that sources report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from mgdb.science import properties as property_catalogue
from mgdb.science import recorded, vocabulary
from mgdb.science.conditions import Condition
from mgdb.science.typed import Typed, bare_factor

from .base import IS_INTERVAL, Provenance, Record, RecordQuerySet, term_field, text_list_field, tracked
from .conditions import catalogue_key
from .ions import IonField
from .numbers import BesidePrint, HasNumbers, RecordNumber


class PairQuerySet(RecordQuerySet["Pair"]):
    def with_materials(self) -> Self:
        return self.select_related("modified__source", "control__source", "source", "document")


@tracked
class Pair(Record, Provenance):
    """A modified material and the control that the source names for it."""

    PREFIX = "pai"

    modified = models.ForeignKey("Material", on_delete=models.PROTECT, related_name="controls")
    control = models.ForeignKey("Material", on_delete=models.PROTECT, related_name="controlled")
    kind = term_field(vocabulary.PAIR_KINDS, default="pristine")
    properties = text_list_field(help_text="Property keys for which this control holds; empty: all.")
    source = models.ForeignKey(
        "Source", on_delete=models.PROTECT, related_name="pairs", help_text="The paper that made the comparison."
    )
    remarks = models.TextField(blank=True)

    objects = PairQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["modified", "control"],
                name="pair_once",
                violation_error_message="This control is given for this material already.",
            ),
            models.CheckConstraint(
                condition=~Q(modified=F("control")),
                name="pair_of_two",
                violation_error_message="A material is not its own control.",
            ),
        ]

    @property
    def label(self) -> str:
        return f"{self.modified} against {self.control}"

    def clean(self) -> None:
        super().clean()
        for key in self.properties:
            catalogue_key(property_catalogue, key, "properties")

    def covers(self, key: str) -> bool:
        """Whether this control holds for the property `key`."""
        return not self.properties or key in self.properties


@tracked
class ReportedFactor(HasNumbers, Record, Provenance):
    """“Six times”, “+90.24 %”, “three orders of magnitude”: a comparison that a source states as a number."""

    PREFIX = "fac"

    property_key = models.CharField("property", max_length=60, db_index=True)
    material = models.ForeignKey("Material", on_delete=models.PROTECT, related_name="factors")
    relative_kind = term_field(vocabulary.RELATIVE_KINDS, default="material")
    relative_to = models.ForeignKey(
        "Material", on_delete=models.PROTECT, null=True, blank=True, related_name="factors_as_reference"
    )
    relative_text = models.CharField("relative to, in words", max_length=200, blank=True)
    form = term_field(vocabulary.FACTOR_FORMS, default="times")
    printed = models.CharField(max_length=200)
    value = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    approximate = models.BooleanField(default=False)
    bound = term_field(vocabulary.BOUNDS, default="=")
    unit = models.CharField(max_length=40, blank=True, help_text="Only for a difference.")
    ion = IonField()
    source = models.ForeignKey("Source", on_delete=models.PROTECT, related_name="factors")
    remarks = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=IS_INTERVAL, name="factor_low_at_most_high"),
            models.CheckConstraint(
                condition=Q(relative_to__isnull=False) | ~Q(relative_text=""),
                name="factor_relative_to_something",
                violation_error_message="A factor is relative to a material, or to something in words.",
            ),
        ]

    @property
    def label(self) -> str:
        entry = property_catalogue.PROPERTIES.get(self.property_key)
        return f"{self.printed} ({entry.label.lower() if entry else self.property_key})"

    def numbers(self) -> Iterator[RecordNumber]:
        entry, unit = self._expected()
        for column in ("value", "low", "high"):
            yield RecordNumber(column, entry, unit)

    def beside_prints(self) -> Iterator[BesidePrint]:
        entry, unit = self._expected()
        number, _ = bare_factor(self.printed)
        bound = self.bound if self.value is not None else ""
        typed = Typed(self.value, self.low, self.high, bound, self.approximate)
        field = next((name for name in ("value", "low", "high") if getattr(self, name) is not None), "value")
        yield BesidePrint(field, entry, unit, number, typed, self.printed)

    def _expected(self) -> tuple[Condition, str]:
        """What is expected of its numbers, and their unit; a difference is in the unit of its property."""
        entry = recorded.FACTORS.get(self.form, recorded.FACTORS["times"])
        of = property_catalogue.PROPERTIES.get(self.property_key)
        return (recorded.difference_of(of), self.unit) if self.form == "difference" and of else (entry, entry.unit)

    def clean(self) -> None:
        catalogue_key(property_catalogue, self.property_key, "property_key")
        if self.unit and self.form != "difference":
            raise ValidationError({"unit": "Only a difference has a unit; “times”, “percent” and the like have none."})
        if self.form == "difference" and (reason := recorded.no_unit_of(self._expected()[0], self.unit)):
            raise ValidationError({"unit": reason})
        _, named = bare_factor(self.printed)
        if named == "orders" and self.form != "orders":
            raise ValidationError({"form": f"“{self.printed}” speaks of orders of magnitude; choose that form."})
        super().clean()
        if self.value is None and self.low is None and self.high is None:
            raise ValidationError({"value": "A reported factor needs its number (six → 6; three orders → 3)."})
