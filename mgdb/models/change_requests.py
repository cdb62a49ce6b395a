"""Changes of records that others read: proposed by one person, decided by another."""

from __future__ import annotations

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .base import person_field


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    """Questions about change requests."""

    def open(self) -> Self:
        """Not decided yet."""
        return self.filter(status=ChangeRequest.Status.OPEN)

    def of(self, public_id: str) -> Self:
        """Those of one record."""
        return self.filter(public_id=public_id)

    def without_forms(self) -> Self:
        """For lists: the two whole records that each holds are read when they are asked for."""
        return self.defer("form", "base_form")


class ChangeRequest(models.Model):
    """A record as somebody proposes that it should be, or what else should happen to it, and why.

    `form` is the whole record as proposed, `base_form` and `base_revision` the one that the proposal started from.
    Without an author the loader of dataset files proposed it: a file says otherwise than what was edited here. To
    confirm is to say that one has compared the record with its document: what readers see is then one reading more.
    """

    class Kind(models.TextChoices):
        EDIT = "edit", "edit"
        WITHDRAW = "withdraw", "withdraw"
        REINSTATE = "reinstate", "reinstate"
        MERGE = "merge", "merge"
        CONFIRM = "confirm", "confirm"

    class Status(models.TextChoices):
        OPEN = "open", "open"
        ACCEPTED = "accepted", "accepted"
        RETURNED = "returned", "returned to its author"
        REJECTED = "rejected", "rejected"
        SUPERSEDED = "superseded", "superseded"

    kind = models.CharField(max_length=20, choices=Kind)
    record_type = models.CharField(max_length=40, help_text="The name of the record type: measurement.")
    public_id = models.CharField("record", max_length=16, db_index=True)
    into = models.CharField("duplicate of", max_length=16, blank=True)
    into_revision = models.PositiveIntegerField(
        null=True, blank=True, help_text="The revision of the record that stays which the author saw."
    )
    form = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    base_form = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    base_revision = models.PositiveIntegerField()
    reason = models.TextField(help_text="Why, as a reader of the history will see it.")
    author = person_field()
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)
    decided_by = person_field()
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True, help_text="What the reviewer says to it.")
    self_reviewed = models.BooleanField("accepted by its own author", default=False)
    revision = models.PositiveIntegerField(null=True, blank=True, help_text="The revision that it made.")

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(self_reviewed=True) | ~Q(decided_by=F("author")),
                name="change_request_four_eyes",
                violation_error_message="Nobody accepts their own change; a second person does.",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(decided_by__isnull=False), name="change_request_accepted_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(status="open", decided_at__isnull=True) | ~Q(status="open") & Q(decided_at__isnull=False),
                name="change_request_decided_has_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="change_request_says_why"),
            models.UniqueConstraint(
                fields=["public_id", "author"],
                condition=Q(status="open"),
                name="change_request_one_open_of_an_author",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"
