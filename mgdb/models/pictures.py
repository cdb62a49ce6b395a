"""Small pictures of plots, made by a worker when the data have changed, so that pages show them without drawing."""

from __future__ import annotations

from django.db import models


class PlotPicture(models.Model):
    """A plot of all published values as two small SVGs, and where in the smaller each value stands."""

    slug = models.CharField(max_length=60, unique=True)
    state = models.TextField(help_text="The state of the data; another one makes the picture void.")
    small = models.TextField(blank=True, help_text="Content of the SVG; empty where nothing is drawn.")
    wide = models.TextField(blank=True)
    places = models.JSONField(default=dict, help_text="Public id → where it stands in the smaller one.")
    legend = models.JSONField(default=list, help_text="Place in the palette and name, for each of them.")
    values = models.CharField(max_length=200, blank=True, help_text="How many values it shows, in words.")
    reason = models.TextField(blank=True, help_text="Why it shows none.")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = "picture of a plot"
        verbose_name_plural = "pictures of plots"

    def __str__(self) -> str:
        return self.slug
