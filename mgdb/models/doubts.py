"""Answers to what is implausible about a record."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from .base import person_field


class AnsweredDoubt(models.Model):
    """Somebody has looked at a doubt about a record: the document does say so.

    `doubt` is the sentence, which names the value and what would be expected: another value is another doubt. A doubt
    that turns out right is answered by correcting the record.
    """

    public_id = models.CharField("record", max_length=16)
    doubt = models.TextField()
    comment = models.TextField(blank=True, help_text="Where the document says so, or why it may be right.")
    by = person_field()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["public_id", "doubt"], name="doubt_answered_once")]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.doubt}"
