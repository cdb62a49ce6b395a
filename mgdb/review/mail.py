"""Mail about reviews: who has a part in a review hears what others said and decided, some minutes later and once.

The notes themselves are what is still to be mailed. To whom each is sent is noted before it is, and taken back where
the server does not take the mail: whatever happens to a worker, nobody is told the same twice.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Func, Value
from django.utils import timezone

from mgdb.models import Record, ReviewNote
from mgdb.science import typeset

from .by_id import records_by_id
from .notes import Step

logger = logging.getLogger(__name__)

# What is older was written while no server was set, or could not be sent for days: it is no news.
NEWS = timedelta(days=3)
AT_ONCE = 20_000  # notes
LINES = 50  # of one mail
# Without words these concern nobody else.
SILENT = (Step.HANDED_IN, Step.TAKEN_BACK)


def send_pending() -> int:
    """Mails what was said since the last time, one mail for each person; how many were sent.

    Raises OSError where the server cannot be reached: it is tried again the next time, for those who got nothing yet.
    """
    notes = list(
        ReviewNote.objects.filter(mailed_at__isnull=True, at__gt=timezone.now() - NEWS)
        .select_related("by", "request")
        .defer("request__form", "request__base_form")
        .order_by("at", "pk")[:AT_ONCE]
    )
    records = records_by_id(note.public_id for note in notes)
    sent = 0
    with get_connection() as server:
        for user, concerning in _by_person(notes, records).items():
            taken = _take(concerning, user)
            own = [note for note in concerning if note.pk in taken]
            if not own:
                continue
            mail = EmailMessage(_subject(own), _body(own, records), to=[user.email], connection=server)
            try:
                sent += mail.send()
            except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
                logger.warning("The mail server does not take mail for user %s: %s", user.pk, error)
            except OSError:
                _put_back(taken, user)
                raise
    ReviewNote.objects.filter(pk__in=[note.pk for note in notes]).update(mailed_at=timezone.now())
    return sent


@transaction.atomic
def _take(notes: Iterable[ReviewNote], user: User) -> set[int]:
    """Notes that these are mailed to `user`; the keys of those that were not before, also not by another worker."""
    rows = ReviewNote.objects.filter(pk__in=[note.pk for note in notes]).exclude(mailed_to__contains=[user.pk])
    keys = set(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    _change(keys, user, "array_append")
    return keys


def _put_back(keys: Iterable[int], user: User) -> None:
    _change(keys, user, "array_remove")


def _change(keys: Iterable[int], user: User, function: str) -> None:
    people = Func(F("mailed_to"), Value(user.pk), function=function)
    ReviewNote.objects.filter(pk__in=list(keys)).update(mailed_to=people)


def _by_person(notes: list[ReviewNote], records: dict[str, Record]) -> dict[User, list[ReviewNote]]:
    """Whom each of `notes` concerns: who wrote the record or proposed the change, and who spoke in the thread before;
    never who wrote the note. Without those who have no address or want no mail."""
    threads: dict[tuple[str, int | None], list[tuple[int, int]]] = {}
    ids = {note.public_id for note in notes}
    for key, public_id, request, by in ReviewNote.objects.filter(public_id__in=ids, by__isnull=False).values_list(
        "pk", "public_id", "request", "by"
    ):
        threads.setdefault((public_id, request), []).append((key, by))
    concerned: dict[int, list[ReviewNote]] = {}
    for note in notes:
        if note.step in SILENT and not note.text:
            continue
        people = {by for key, by in threads.get((note.public_id, note.request_id), ()) if key < note.pk}
        record = records.get(note.public_id)
        if note.request:
            people.add(note.request.author_id or 0)
        elif record:
            people |= {record.entered_by_id or 0, *record.editors, *record.published_editors}
        for key in people - {note.by_id, 0}:
            concerned.setdefault(key, []).append(note)
    users = User.objects.filter(pk__in=concerned, is_active=True).exclude(email="").exclude(account__mail_reviews=False)
    return {user: concerned[user.pk] for user in users.order_by("pk")}


def _subject(notes: list[ReviewNote]) -> str:
    count = len({(note.public_id, note.request_id) for note in notes})
    return f"MgDB: news of {'one of your reviews' if count == 1 else f'{count} of your reviews'}"


def _body(notes: list[ReviewNote], records: dict[str, Record]) -> str:
    lines = []
    for note in notes[:LINES]:
        record = records.get(note.public_id)
        name = f"{record.type_name()} {note.public_id} ({record})" if record else note.public_id
        about = f"Change request about {name}" if note.request_id else typeset.capital(name)
        said = f"\n  {note.text}".replace("\n", "\n  ").rstrip() if note.text else ""
        lines.append(f"{about}: {note.get_step_display()} by {note.by or 'a command'}.{said}")
    if len(notes) > LINES:
        lines.append(f"… and {len(notes) - LINES} more.")
    where = settings.SITE_ADDRESS or "the site"
    lines.append(
        f"All of it is under “My records” at {where}. Mail like this is switched off under “Your account” there."
    )
    return "\n\n".join(lines)
