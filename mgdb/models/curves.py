"""Digitised curves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from mgdb.science import properties as property_catalogue

from .base import Provenance, Record, RecordQuerySet, tracked
from .measurements import catalogue_key


@tracked
class Curve(Record, Provenance):
    """Points read from a figure, with their units; they feed the same plots as single values."""

    PREFIX = "cur"

    name = models.CharField(max_length=200)
    material = models.ForeignKey("Material", on_delete=models.PROTECT, null=True, blank=True, related_name="curves")
    cell = models.ForeignKey("Cell", on_delete=models.PROTECT, null=True, blank=True, related_name="curves")
    property_key = models.CharField("property", max_length=60, db_index=True, help_text="The property along y.")
    x_label = models.CharField(max_length=120, help_text="What runs along x: temperature, capacity, cycle number …")
    x_unit = models.CharField(max_length=40, blank=True)
    y_unit = models.CharField(max_length=40, blank=True)
    points = ArrayField(ArrayField(models.FloatField(), size=2))
    digitiser = models.JSONField(default=dict, blank=True, help_text="Program, version, axis calibration.")
    source = models.ForeignKey("Source", on_delete=models.PROTECT, related_name="curves")
    remarks = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(material__isnull=False) ^ Q(cell__isnull=False),
                name="curve_has_one_subject",
                violation_error_message="A curve is about a material or about a cell: give exactly one.",
            ),
        ]

    @property
    def label(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        catalogue_key(property_catalogue, self.property_key, "property_key")
        if len(self.points or []) < 2 or any(len(point) != 2 for point in self.points):
            raise ValidationError({"points": "A curve has at least two points, each of two numbers: [x, y]."})
        for name, value in (("points", self.points), ("digitiser", self.digitiser)):
            if not _is_finite(value):
                raise ValidationError({name: "Infinity and NaN are no numbers of a curve; take them out."})


def _is_finite(value: Any) -> bool:
    """Whether every number in `value`, lists and mappings of any depth, is finite."""
    if isinstance(value, Mapping):
        return all(map(_is_finite, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)
