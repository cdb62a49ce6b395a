"""Readings of documents on which records rest."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .base import person_field


class RecordedReading(models.Model):
    """Somebody, or an independent extraction, read this content of a record in its document.

    `content_hash` says of which content: once the record says something else, the reading counts no more.
    """

    class Method(models.TextChoices):
        DATASET_FILE = "dataset_file", "extractions behind a dataset file"
        ENTERED = "entered", "entered by hand"
        IMPORTED = "imported", "entered by a file"
        CONFIRMED = "confirmed", "compared with the document"

    public_id = models.CharField("record", max_length=16)
    content_hash = models.CharField(max_length=64, editable=False)
    method = models.CharField(max_length=20, choices=Method)
    count = models.PositiveSmallIntegerField(default=1, help_text="How many; more than one of a dataset file alone.")
    by = person_field()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["public_id", "content_hash", "by"], name="reading_once_by_a_person", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(method="dataset_file", by__isnull=True) | Q(by__isnull=False, count=1),
                name="reading_by_somebody",
                violation_error_message="A person reads a document once; several readings come with a dataset file.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.get_method_display()}"
