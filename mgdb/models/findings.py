"""What the audit finds missing or doubtful in records, and what people answered to it, once for all."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .base import person_field


class AnsweredFinding(models.Model):
    """Somebody has looked at something that is missing or implausible about a record: it is not to be asked again.

    It answers what is said of `content_hash`, a hash of what the record said there; once the record says something else
    it is asked again. A doubt has none: its sentence (`subject`) names the value, and another value is another doubt.
    A finding that turns out right is answered by correcting the record.
    """

    class Answer(models.TextChoices):
        AS_PRINTED = "as_printed", "as printed"
        NOT_STATED = "not_stated", "not stated in the document"
        NO_FAULT = "no_fault", "no fault"

    kind = models.CharField(max_length=40, default="doubt")
    public_id = models.CharField("record", max_length=16)
    subject = models.TextField("what", blank=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.AS_PRINTED)
    comment = models.TextField(blank=True, help_text="Where the document says so, or why it may be right.")
    by = person_field()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "public_id", "subject", "content_hash"], name="finding_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.subject}"


class FindingQuerySet(models.QuerySet["Finding"]):
    """Questions about findings."""

    def with_answer(self) -> Self:
        """Whether somebody has answered each as it is now, as `is_answered`."""
        same = {name: OuterRef(name) for name in ("kind", "public_id", "subject", "content_hash")}
        return self.annotate(is_answered=Exists(AnsweredFinding.objects.filter(**same)))

    def open(self) -> Self:
        """Those that nobody has answered."""
        return self.with_answer().filter(is_answered=False)


class Finding(models.Model):
    """Something that the latest audit found missing or doubtful in a published record.

    `subject` tells it from others of its kind in the record: a condition's key, a doubt's sentence. `place` leads to
    the field of the record's form in which it is put right. `document`: the id of the source that was read.
    """

    kind = models.CharField(max_length=40, db_index=True)
    record_type = models.CharField(max_length=40)
    public_id = models.CharField("record", max_length=16, db_index=True)
    subject = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    words = models.TextField("what is missing")
    place = models.CharField(max_length=100, blank=True)
    document = models.CharField(max_length=16, blank=True, db_index=True)
    found_at = models.DateTimeField(default=timezone.now, db_index=True, help_text="When an audit first found it.")
    looked_at = models.DateTimeField(default=timezone.now, help_text="When it was last looked at.")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "pk"]  # of one audit in the order of their kinds
        default_permissions = ("view",)
        verbose_name = "missing or doubtful"
        verbose_name_plural = "what is missing"
        constraints = [models.UniqueConstraint(fields=["kind", "public_id", "subject"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.words}"
