"""Doubts: recorded, never hidden, with a severity and a reason."""

from __future__ import annotations

from functools import reduce
from operator import xor

from django.db import models
from django.db.models import Q

from mgdb.science import vocabulary

from .base import term_field, tracked

SUSPECT = "suspect"
FLAGGABLE = ("measurement", "material", "cell", "factor", "citation", "curve", "source")


# record type → the column of each record behind one of its rows, with what a flag on that record is said of
BEHIND: dict[str, dict[str, str]] = {
    "measurement": {
        "material": "material",
        "cell": "cell",
        "measured_in": "cell",
        "cell__electrolyte": "material",
        "measured_in__electrolyte": "material",
        "source": "source",
    },
    "material": {"source": "source"},
    "cell": {"electrolyte": "material", "source": "source"},
    "factor": {"material": "material", "relative_to": "material", "source": "source"},
    "curve": {
        "material": "material",
        "cell": "cell",
        "measured_in": "cell",
        "cell__electrolyte": "material",
        "measured_in__electrolyte": "material",
        "source": "source",
    },
}
"""A row is suspect by a flag on itself or on what stands behind it."""


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
    source = models.ForeignKey("Source", on_delete=models.CASCADE, null=True, blank=True, related_name="flags")

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


def suspect_through(kind: str) -> list[models.QuerySet[models.Model]]:
    """The rows of the record type `kind` (a key of BEHIND) that are suspect by what stands behind them, one queryset
    for each way."""
    model = Flag._meta.get_field(kind).related_model
    assert isinstance(model, type)
    suspect = Flag.objects.filter(severity=SUSPECT).order_by()
    return [
        model._base_manager.filter(**{f"{path}__in": suspect.filter(**{f"{of}__isnull": False}).values(of)})
        for path, of in BEHIND.get(kind, {}).items()
    ]


def is_suspect(kind: str) -> Q:
    """Rows of the record type `kind` that are suspect by a flag on themselves or on what stands behind them."""
    own = Flag.objects.filter(severity=SUSPECT, **{f"{kind}__isnull": False}).order_by().values(kind)
    ways = [rows.order_by().values("pk") for rows in suspect_through(kind)]
    return Q(pk__in=own.union(*ways, all=True) if ways else own)
