"""Doubts: recorded, never hidden, with a severity and a reason."""

from __future__ import annotations

from functools import reduce
from operator import xor

from django.db import models
from django.db.models import Q

from mgdb.science import vocabulary

from .base import term_field, tracked

FLAGGABLE = ("measurement", "material", "cell", "factor", "citation", "curve")


@tracked
class Flag(models.Model):
    """A doubt about one record."""

    code = term_field(vocabulary.FLAG_CODES, db_index=True)
    severity = term_field(vocabulary.SEVERITIES, default="note", db_index=True)
    reason = models.TextField(help_text="What is doubtful and why, so that a chemist can follow.")
    measurement = models.ForeignKey(
        "Measurement", on_delete=models.CASCADE, null=True, blank=True, related_name="flags"
    )
    material = models.ForeignKey("Material", on_delete=models.CASCADE, null=True, blank=True, related_name="flags")
    cell = models.ForeignKey("Cell", on_delete=models.CASCADE, null=True, blank=True, related_name="flags")
    factor = models.ForeignKey("ReportedFactor", on_delete=models.CASCADE, null=True, blank=True, related_name="flags")
    citation = models.ForeignKey("Citation", on_delete=models.CASCADE, null=True, blank=True, related_name="flags")

    curve = models.ForeignKey("Curve", on_delete=models.CASCADE, null=True, blank=True, related_name="flags")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=reduce(xor, (Q(**{f"{name}__isnull": False}) for name in FLAGGABLE)),
                name="flag_on_one_record",
                violation_error_message="A flag belongs to exactly one record.",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="flag_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_severity_display()}: {self.get_code_display()}"
