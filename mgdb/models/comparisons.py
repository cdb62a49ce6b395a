"""Ready-made comparisons: which materials stand beside which, in what order."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Case, Count, Q, When

from mgdb.science.vocabulary import Term

from .base import Record, RecordQuerySet, term_field, text_list_field, tracked

LAYOUTS = (
    Term("table1", "review table", "Strategy, fabrication, electrolyte, rate, cycling, improvement, reference."),
    Term("values", "values", "One column for each of the chosen properties."),
)


class ComparisonQuerySet(RecordQuerySet["Comparison"]):
    """Questions about ready-made comparisons."""

    def flagship_first(self) -> Self:
        """A review's own table before the others, then those with most published `materials`, which each is told."""
        return self.annotate(
            materials=Count("rows", filter=Q(rows__material__status="published")),
            is_other=Case(When(layout="table1", then=0), default=1),
        ).order_by("is_other", "-materials", "slug")


@tracked
class Comparison(Record):
    """A comparison page: materials grouped as a document groups them."""

    PREFIX = "cmp"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    layout = term_field(LAYOUTS, default="values")
    document = models.ForeignKey(
        "Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comparisons",
        help_text="Only values with a report in this document are shown; empty: all.",
    )
    locator = models.CharField(max_length=200, blank=True, help_text="… and at this place in it: Table 1.")
    properties = text_list_field(help_text="Property keys, in the order of the columns.")

    objects = ComparisonQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["slug"]

    @property
    def label(self) -> str:
        return self.title


@tracked
class ComparisonRow(models.Model):
    """One material of a comparison; rows of one group stand together."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="rows")
    material = models.ForeignKey("Material", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=120, help_text="The same word for rows that belong together: 69.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["comparison", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "material"], name="comparison_material_once"),
        ]

    def __str__(self) -> str:
        return str(self.material)
