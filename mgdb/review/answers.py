"""What is missing or implausible is answered once for all: by whom, when, why, and of which content."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from mgdb.models import AnsweredFinding, Record

from .actors import Actor, require, second_person, user_of, writers
from .locking import lock_seen
from .notes import said

Answer = AnsweredFinding.Answer
DOUBT = "doubt"


@transaction.atomic
def answer_finding(
    record: Record,
    kind: str,
    subject: str,
    *,
    by: Actor,
    seen: int | None,
    content_hash: str = "",
    answer: str = Answer.AS_PRINTED,
    comment: str = "",
) -> None:
    """Notes that `by` has looked up what is found missing or implausible about `record`, and that it stays so.

    What the public reads is answered by a reviewer who neither entered nor edited it, for nobody looks at it after
    them; before it is published, by whoever may change it, for a reviewer will. ValidationError where it is answered
    already.
    """
    lock_seen(record, seen)
    if record.status == "published":
        require(by, "publish", type(record))
        second_person(by, {*writers(record), *record.published_editors}, "answered")
    else:
        require(by, "change", type(record))
    row = AnsweredFinding(
        kind=kind,
        public_id=record.public_id,
        subject=subject,
        content_hash=content_hash,
        answer=answer,
        comment=said(comment, missing=""),
        by=user_of(by),
    )
    row.full_clean(validate_constraints=False)
    if AnsweredFinding.objects.filter(
        kind=kind, public_id=record.public_id, subject=subject, content_hash=content_hash
    ).exists():
        raise ValidationError("It is answered already.")
    row.save()


def answers_to(kind: str, public_ids: list[str]) -> set[tuple[str, str]]:
    """(Public id, subject) of the findings of a kind that need no hash and were answered; one query."""
    if not public_ids:
        return set()
    rows = AnsweredFinding.objects.filter(kind=kind, public_id__in=public_ids)
    return set(rows.values_list("public_id", "subject"))
