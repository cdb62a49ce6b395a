"""Tables that curators import: what was uploaded, how it is read, what a check of it found, and saved mappings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from mgdb.formats.sheets import Choice

from .base import text_list_field
from .jobs import Job

MOST_UPLOADS = 20  # of one person that are kept
KEPT = timedelta(days=30)  # after they were last used


class TableUploadQuerySet(models.QuerySet["TableUpload"]):
    def bare(self) -> Self:
        """Without the files themselves."""
        return self.defer("content")

    def expired(self) -> Self:
        """Those that nobody has used for long, and that no job works on."""
        old = self.filter(used_at__lt=timezone.now() - KEPT)
        return old.exclude(job__status__in=(Job.Status.WAITING, Job.Status.RUNNING))

    def of(self, user: Any) -> Self:
        return self.bare().filter(owner=user)


class TableUpload(models.Model):
    """A file with a table, as it was sent: what is looked at, checked and loaded is this very file.

    checked: the state (`fingerprint`) that the lines and the report are of; empty once they are of none.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField(editable=False)
    size = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    choice = models.JSONField(default=dict, help_text="How the file is read: sheet, encoding, sign between columns.")
    look = models.JSONField(default=dict, help_text="Its first lines read so, and what is said of it.")
    mapping = models.JSONField(default=dict, help_text="What the columns are, and what holds for all lines.")
    choices = models.JSONField(default=dict, help_text="Which sources, materials and terms its texts mean.")
    report = models.JSONField(default=dict, help_text="What the check counted.")
    checked = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = TableUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-used_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def expires_at(self) -> Any:
        return self.used_at + KEPT

    @property
    def as_choice(self) -> Choice:
        return Choice(**self.choice)


class TableLine(models.Model):
    """What the check of an uploaded table found of one of its lines."""

    class State(models.TextChoices):
        FAULT = "fault", "fault"
        DOUBT = "doubt", "doubt"
        DUPLICATE = "duplicate", "duplicate"
        SOUND = "sound", "sound"
        LEFT_OUT = "left_out", "left out"

    upload = models.ForeignKey(TableUpload, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State)
    material = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    properties = text_list_field()
    printed = models.TextField(blank=True)
    reading = models.TextField(blank=True)
    about = text_list_field(help_text="Which fields the faults and doubts are about.")
    said = text_list_field(help_text="The faults and doubts, and why it is left out.")

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "number"],
                name="table_line_once",
                violation_error_message="This line of the table is kept already.",
            )
        ]
        indexes = [models.Index(fields=["upload", "state"], name="table_line_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_state_display()}"


class TableProfile(models.Model):
    """A saved way of reading tables of one kind: what its columns are, by their heads, and what holds for all lines."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    heads = text_list_field()
    mapping = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="table_profile_once",
                violation_error_message="You have a mapping of this name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name
