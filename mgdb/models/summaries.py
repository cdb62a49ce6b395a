"""Counts of whole lists, made when records are published, so that a page without a question counts nothing."""

from __future__ import annotations

from django.db import models


class Summary(models.Model):
    """What one list counts without a filter, and the state of the data that it was counted from."""

    list_key = models.CharField(max_length=60, unique=True)
    state = models.TextField(help_text="The state of the data; another one makes the summary void.")
    total = models.PositiveBigIntegerField(default=0)
    facets = models.JSONField(default=dict)
    spreads = models.JSONField(default=list, help_text="Histograms of its quantities.")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["list_key"]
        verbose_name_plural = "summaries"

    def __str__(self) -> str:
        return self.list_key
