"""The thread of a review: comments of authors and reviewers, and the steps with what was said to them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from mgdb.models import ChangeRequest, Record, ReviewNote

from .actors import Actor, is_author, may, require, user_of

Step = ReviewNote.Step
LONGEST = 5000  # characters of a comment


def said(comment: str) -> str:
    """`comment` without what no text holds; ValidationError where nothing is said."""
    text = comment.replace("\x00", "").strip()
    if not text:
        raise ValidationError({"comment": "Say why; its author has to know."})
    if len(text) > LONGEST:
        raise ValidationError({"comment": f"A comment has at most {LONGEST} characters; this one has {len(text)}."})
    return text


def note(public_id: str, step: str, by: Actor, comment: str = "", request: ChangeRequest | None = None) -> ReviewNote:
    """Takes down that `by` took `step` and what they said."""
    text = said(comment) if comment.strip() else ""
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
