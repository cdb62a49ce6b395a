"""What reviewers and authors say to one another about a record, and the steps of its review."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .base import person_field


class ReviewNoteQuerySet(models.QuerySet["ReviewNote"]):
    """Questions about the threads of reviews."""

    def of_record(self, public_id: str) -> Self:
        """The thread of the record itself, without those of change requests."""
        return self.filter(public_id=public_id, request__isnull=True)


class ReviewNote(models.Model):
    """One entry in the thread of a review: a comment, or a step with what was said to it. Curators alone read it.

    It belongs to a record, or to the change `request` of one. Nothing that was said is changed afterwards.
    """

    class Step(models.TextChoices):
        COMMENT = "comment", "commented"
        HANDED_IN = "handed_in", "handed in"
        TAKEN_BACK = "taken_back", "taken back"
        RETURNED = "returned", "returned"
        REJECTED = "rejected", "rejected"
        PUBLISHED = "published", "published"
        ACCEPTED = "accepted", "accepted"

    public_id = models.CharField("record", max_length=16, db_index=True)
    request = models.ForeignKey(
        "ChangeRequest", on_delete=models.CASCADE, null=True, blank=True, related_name="notes", editable=False
    )
    step = models.CharField(max_length=20, choices=Step, default=Step.COMMENT)
    text = models.TextField(blank=True)
    by = person_field()
    at = models.DateTimeField(default=timezone.now)
    # To whom it was mailed (users' keys), and when it was to all whom it concerns.
    mailed_to = ArrayField(models.IntegerField(), default=list, blank=True, editable=False)
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewNoteQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(step="comment") | ~Q(text=""), name="review_note_says_something"),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(mailed_at__isnull=True), name="review_note_to_mail")]
        triggers = [
            pgtrigger.Protect(
                name="said_is_said",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("public_id", "request", "step", "text", "by", "at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.get_step_display()}"
