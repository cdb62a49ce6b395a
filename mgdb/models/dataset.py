"""Bookkeeping of dataset files and of the catalogue that the stored numbers were computed with."""

from __future__ import annotations

from django.db import models


class DatasetEntry(models.Model):
    """One record of a dataset file: its place there, and what was last loaded.

    `file_hash` tells whether the file's record has changed since, `row_hash` whether the row has been edited since.
    """

    public_id = models.CharField(max_length=16, unique=True)
    file = models.CharField(max_length=120, db_index=True)
    record_type = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    file_hash = models.CharField(max_length=64)
    row_hash = models.CharField(max_length=64)
    by_operator = models.BooleanField(default=True, help_text="Loaded by load_dataset; else by a curator's import.")

    class Meta:
        ordering = ["file", "record_type", "position"]
        verbose_name_plural = "dataset entries"

    def __str__(self) -> str:
        return f"{self.file}: {self.public_id}"


class DatasetFile(models.Model):
    """A dataset file as last loaded: what it says of itself, and the hash of its text."""

    name = models.CharField(max_length=120, unique=True)
    document = models.ForeignKey("Source", on_delete=models.SET_NULL, null=True, related_name="+")
    text_hash = models.CharField(max_length=64)
    handles = models.JSONField(default=dict, help_text="The ids that an import gave to handles of the file.")
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CatalogueEntry(models.Model):
    """Dimension, unit and kind of a property when the stored numbers were computed; `check` compares with the code."""

    key = models.CharField(max_length=60, unique=True)
    fingerprint = models.CharField(max_length=120)

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "catalogue entries"

    def __str__(self) -> str:
        return self.key
