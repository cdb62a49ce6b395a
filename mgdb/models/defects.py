"""What was done to a material: defects of its lattice, and modifications that are no defect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from mgdb.science import formula as formulas
from mgdb.science import recorded, typeset, vocabulary
from mgdb.science.elements import no_element
from mgdb.science.markup import Html
from mgdb.science.typed import Typed

from .base import IS_INTERVAL, term_field, tracked
from .new_ids import new_id
from .numbers import BesidePrint, HasNumbers, RecordNumber


def is_formula(text: str) -> None:
    """Raises ValidationError where `text` is no formula."""
    try:
        formulas.parse(text)
    except formulas.FormulaError as error:
        raise ValidationError(str(error)) from error


class DefectQuerySet(models.QuerySet["Defect"]):
    def published(self) -> Self:
        """A defect is public with its material."""
        return self.filter(material__status="published")

    def visible(self) -> Self:
        return self.filter(material__status__in=("published", "withdrawn"))

    def with_material(self) -> Self:
        return self.select_related("material__source", "material__phase", "induced_by")


@tracked
class Defect(HasNumbers, models.Model):
    """A deviation from the ideal lattice that the source introduced or found."""

    PREFIX = "def"

    public_id = models.CharField("id", max_length=16, unique=True, editable=False)
    material = models.ForeignKey("Material", on_delete=models.CASCADE, related_name="defects")
    kind = term_field(vocabulary.DEFECT_KINDS)
    species = models.CharField(
        max_length=80, blank=True, help_text="What is missing or added: O, Ti, Mo, F⁻, H₂O, PEO."
    )
    site = models.CharField(max_length=80, blank=True, help_text="Where: V site, interlayer, 16d.")
    concentration_printed = models.CharField("concentration as printed", max_length=80, blank=True)
    low = models.FloatField("concentration, low", null=True, blank=True)
    high = models.FloatField("concentration, high", null=True, blank=True)
    unit = models.CharField("unit of concentration", max_length=40, blank=True)
    induced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="induces")
    route = term_field(vocabulary.ROUTES, default="not_stated")
    document = models.ForeignKey("Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    locator = models.CharField(max_length=200, blank=True)
    remarks = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = DefectQuerySet.as_manager()

    class Meta:
        ordering = ["material", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=IS_INTERVAL, name="defect_low_at_most_high"),
            models.CheckConstraint(condition=~Q(induced_by=F("id")), name="defect_not_induced_by_itself"),
        ]
        indexes = [
            models.Index(fields=["kind"], name="defect_kind"),
            models.Index(fields=["route"], name="defect_route"),
        ]

    def __str__(self) -> str:
        return f"{self.species} {self.get_kind_display()}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.public_id:
            self.public_id = new_id(self.PREFIX)
        super().save(*args, **kwargs)

    def numbers(self) -> Iterator[RecordNumber]:
        entry, unit = recorded.of_defect(self.unit)
        for end in ("low", "high"):
            yield RecordNumber(end, entry, unit)

    def beside_prints(self) -> Iterator[BesidePrint]:
        entry, unit = recorded.of_defect(self.unit)
        typed = Typed(low=self.low, high=self.high)
        printed = recorded.print_of_defect(self.concentration_printed, self.unit)
        yield BesidePrint(
            "low" if self.low is not None else "high", entry, unit, printed, typed, self.concentration_printed
        )

    def clean(self) -> None:
        super().clean()
        if word := no_element(self.species):
            reason = f"“{word}” is not an element; write its symbol, a formula, or a name in small letters."
            raise ValidationError({"species": reason})
        if not self.unit and (self.low is not None or self.high is not None):
            raise ValidationError({"unit": f"A concentration needs its unit: {recorded.DEFECT_UNITS}."})
        if self.unit and not recorded.is_unit_of_defect(self.unit):
            raise ValidationError(
                {"unit": f"“{self.unit}” is not a unit of a concentration; give {recorded.DEFECT_UNITS}."}
            )

    @property
    def species_html(self) -> Html:
        return typeset.html(self.species)


@tracked
class Modification(models.Model):
    """A change that is no lattice defect: facet, size, composite, coating, second phase …"""

    material = models.ForeignKey("Material", on_delete=models.CASCADE, related_name="modifications")
    kind = term_field(vocabulary.MODIFICATION_KINDS)
    description = models.CharField(max_length=300, blank=True)
    formula = models.CharField(
        "formula of what was added",
        max_length=200,
        blank=True,
        validators=[is_formula],
        help_text="Where a substance was added that has one: Al2O3 of a coating, C of carbon. No names.",
    )
    document = models.ForeignKey("Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    locator = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["material", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["material", "kind", "description"], name="modification_once")]

    def __str__(self) -> str:
        return self.description or self.get_kind_display()
