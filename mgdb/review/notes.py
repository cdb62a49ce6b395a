"""What people say to one another in a review: comments, reasons, and the steps with what was said to them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from mgdb.models import ChangeRequest, Record, ReviewNote
from mgdb.models.typed_text import unfit

from .actors import Actor, is_author, may, require, user_of

Step = ReviewNote.Step
LONGEST = 5000  # characters of what is said at once
WHY = "Say why; its author has to know."


def said(given: str, name: str = "comment", *, missing: str = WHY, most: int = LONGEST) -> str:
    """What was typed in the field `name`, without blanks around it.

    ValidationError for that field where nothing is said (`missing`; "" where nothing needs to be), where it has more
    than `most` characters, or a sign that no text may hold.
    """
    text = given.strip()
    if not text and missing:
        raise ValidationError({name: missing})
    if len(text) > most:
        raise ValidationError({name: f"It has {len(text):,} characters; write at most {most:,}."})
    if reason := unfit(text):
        raise ValidationError({name: reason})
    return text


def note(public_id: str, step: str, by: Actor, comment: str = "", request: ChangeRequest | None = None) -> ReviewNote:
    """Takes down that `by` took `step` and what they said."""
    text = said(comment, missing="")
    return ReviewNote.objects.create(public_id=public_id, request=request, step=step, by=user_of(by), text=text)


@transaction.atomic
def comment(record: Record, text: str, *, by: Actor, request: ChangeRequest | None = None) -> ReviewNote:
    """Adds a comment to the review of `record`, or of a change `request` of it.

    NotAllowed to who has no role in it; ValidationError where nothing is said or there is no review.
    """
    if not is_author(by, record) and not may(by, "publish", type(record)):
        require(by, "change", type(record))
    if request is None and record.status not in ("draft", "in_review"):
        raise ValidationError(
            f"It is {record.get_status_display()}, and no review goes on: propose a change and say there why."
        )
    return note(record.public_id, Step.COMMENT, by, said(text), request)
