"""Forms that were sent and written, so that the same one is not written again."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class SentForm(models.Model):
    """One form, as one page showed it to one person, and what came of sending it. Kept for `sent_forms.KEPT`."""

    key = models.CharField(max_length=64, primary_key=True, help_text="A hash of the key that the page held.")
    content = models.CharField(max_length=64, help_text="A hash of what was sent.")
    address = models.TextField(blank=True, help_text="Where its answer led.")
    said = models.TextField(blank=True, help_text="What its answer said.")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.address}"
