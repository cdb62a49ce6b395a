"""Problems that readers report with what is published, and the addresses of those who want an answer."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .base import Record, person_field, tracked
from .new_ids import new_id

TEXT_LEAST, TEXT_MOST = 10, 2000


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Questions about reported problems."""

    def published(self) -> Self:
        """What the public sees: of every one at least that it was reported."""
        return self

    def undecided(self) -> Self:
        """Those that wait for a curator, or for the change that corrects them."""
        return self.filter(state__in=(Problem.State.OPEN, Problem.State.CONFIRMED))

    def confirmed(self) -> Self:
        """Those that a change is to correct."""
        return self.filter(state=Problem.State.CONFIRMED)

    def of(self, record: Record) -> Self:
        """Those of a record, and of the records that were merged into it: a problem follows its record."""
        return self.filter(record__in=[record.public_id, *record.merged_ids])


@tracked
class Problem(models.Model):
    """Something that a reader found wrong with a published record, and what came of it.

    What the public reads of it (`state`, `answer`, `words_withheld`) changes by two people: `proposed_by` proposes the
    `proposed_…` columns, `decided_by` agrees. `record` is the record as it was reported. Who reported it is nobody's
    business and stands nowhere here; whoever wants an answer leaves an address (`ProblemContact`).
    """

    PREFIX = "prb"

    class Kind(models.TextChoices):
        VALUE = "value", "value"
        UNIT = "unit", "unit"
        CONDITION = "condition", "condition"
        FORMULA = "formula", "formula or name"
        CITATION = "citation", "citation or source"
        DUPLICATE = "duplicate", "duplicate"
        OTHER = "other", "something else"

    class State(models.TextChoices):
        OPEN = "open", "open"
        CONFIRMED = "confirmed", "confirmed"
        CORRECTED = "corrected", "corrected"
        ANSWERED = "answered", "answered"
        REJECTED = "rejected", "rejected"

    public_id = models.CharField("id", max_length=16, unique=True, editable=False)
    record_type = models.CharField(max_length=40, help_text="The name of the record type: measurement.")
    record = models.CharField(max_length=16, db_index=True)
    seen = models.PositiveIntegerField("revision seen", help_text="The revision of the record that the reporter saw.")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField("what is wrong", validators=[MinLengthValidator(TEXT_LEAST), MaxLengthValidator(TEXT_MOST)])
    document_says = models.TextField("what the document says", blank=True, validators=[MaxLengthValidator(1000)])
    locator = models.CharField("where in the document", max_length=200, blank=True)
    times = models.PositiveIntegerField(
        "times reported", default=1, help_text="How often the same was reported within a day."
    )
    state = models.CharField(max_length=20, choices=State, default=State.OPEN, db_index=True)
    answer = models.TextField(blank=True, help_text="What readers are told.")
    words_withheld = models.BooleanField(
        "the reporter’s words are not shown", default=False, help_text="They name a person, or are no fit reading."
    )
    change_request = models.ForeignKey(
        "mgdb.ChangeRequest", on_delete=models.SET_NULL, null=True, blank=True, related_name="problems"
    )
    created_at = models.DateTimeField("reported", default=timezone.now)
    proposed_state = models.CharField(
        "proposed",
        max_length=20,
        choices=State,
        blank=True,
        help_text="Waits for a second person; empty: nothing does.",
    )
    proposed_answer = models.TextField(blank=True)
    proposed_withheld = models.BooleanField(default=False)
    proposed_by = person_field()
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = person_field()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_alone = models.BooleanField(default=False, help_text="By who proposed it, as MGDB_SELF_REVIEW allows.")

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        verbose_name = "reported problem"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="problem_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("answered", "rejected")) | ~Q(answer=""),
                name="problem_answered_in_words",
                violation_error_message="Readers are told why: write the answer.",
            ),
            models.CheckConstraint(
                condition=Q(proposed_state="") | Q(proposed_by__isnull=False, proposed_at__isnull=False),
                name="problem_proposed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(proposed_state="")
                | Q(proposed_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(proposed_by=F("decided_by"))
                | Q(decided_alone=True),
                name="problem_decided_by_two",
                violation_error_message="Who proposed it does not decide it; a second person does.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} about {self.record}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.public_id:
            self.public_id = new_id(self.PREFIX)
        super().save(*args, **kwargs)

    @property
    def stamp(self) -> str:
        """What a page that shows it says has been seen: its state, and the proposal that waits."""
        return f"{self.state} {self.proposed_at:%Y-%m-%dT%H:%M:%S.%f}" if self.proposed_state else self.state

    @property
    def is_told(self) -> bool:
        """Whether the public may read what the reporter wrote: once two curators have confirmed or answered it."""
        told = (self.State.CONFIRMED, self.State.CORRECTED, self.State.ANSWERED)
        return self.state in told and not self.words_withheld


class ProblemContact(models.Model):
    """Where to send the answer to a problem: never public, kept no longer than it is needed.

    It stands beside the problem and not in it, so that no history keeps it.
    """

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField("e-mail address")
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the outcome was mailed.")

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["problem", "email"], name="problem_contact_once")]

    def __str__(self) -> str:
        return self.email
