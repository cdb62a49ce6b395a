"""Doubts stay on a record until somebody answers them: corrected, flagged for readers, or “as printed”."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from mgdb.models import AnsweredFinding, Measurement, Record

from .actors import Actor, user_of
from .answers import DOUBT, answer_finding, answers_to
from .repeats import repeat_doubts

TELL_OF_CONTRADICTIONS = frozenset({"contradiction", "misprint", "other"})
"""Codes of flags."""


def doubts_about(record: Record) -> list[str]:
    """What is implausible about `record` as it is, in sentences; a flag tells readers of it and is an answer.

    That two documents contradict each other is told by a flag that says so, not by one about something else.
    """
    found: Iterable[object] = getattr(record, "doubts", ())
    told = list(dict.fromkeys(map(str, found)))
    codes = {flag.code for flag in record.flags.all()} if told and hasattr(record, "flags") else set()
    if not codes:
        return told
    if codes & TELL_OF_CONTRADICTIONS or not isinstance(record, Measurement):
        return []
    return list(dict.fromkeys(reason for _, reason in record.contradictions(record.reports.all())))


def open_doubts(records: Collection[Record]) -> dict[str, list[str]]:
    """Public id → the doubts about it that nobody has answered; one query for all answers.

    That a draft repeats another value is one of them, whatever its flags say.
    """
    found = {record.public_id: doubts_about(record) for record in records}
    for public_id, repeated in repeat_doubts(records).items():
        found[public_id] += repeated
    answered = answers_to(DOUBT, [public_id for public_id, doubts in found.items() if doubts])
    return {
        public_id: [doubt for doubt in doubts if (public_id, doubt) not in answered]
        for public_id, doubts in found.items()
    }


def unanswered(record: Record) -> list[str]:
    """The doubts about `record` as it is stored now that nobody has answered."""
    stored = type(record)._base_manager.get(pk=record.pk)
    return open_doubts([stored])[record.public_id]


@transaction.atomic
def answer_doubt(record: Record, doubt: str, *, by: Actor, seen: int | None, comment: str = "") -> None:
    """Notes that the document does say what `doubt` finds implausible. ValidationError where there is no such doubt."""
    if doubt not in unanswered(record):
        raise ValidationError("This doubt is not open: it was answered, or the record says something else now.")
    answer_finding(record, DOUBT, doubt, by=by, seen=seen, comment=comment)


def settle(record: Record, answered: Collection[str], by: Actor, stored: Record | None = None) -> None:
    """Takes down that `by` answers `answered` as printed; ValidationError while a doubt about `record` stays open.

    `stored` is the record as it is stored, with its parts, where it was read already.
    """
    left = []
    for doubt in open_doubts([stored])[record.public_id] if stored else unanswered(record):
        if doubt in answered:
            AnsweredFinding.objects.create(kind=DOUBT, public_id=record.public_id, subject=doubt, by=user_of(by))
        else:
            left.append(doubt)
    if left:
        raise ValidationError([f"Unanswered: {doubt} Correct it, flag it, or answer “as printed”." for doubt in left])
