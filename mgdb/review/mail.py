"""Mail about reviews: who has a part in a review hears what others said and decided, some minutes later and once.

The notes themselves are what is still to be mailed. A worker that dies while it sends may send the same again, never
nothing.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from mgdb.models import Record, ReviewNote
from mgdb.records import BY_PREFIX

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

    Raises OSError where the server cannot be reached: it is tried again the next time.
    """
    with transaction.atomic():
        notes = list(
            ReviewNote.objects.filter(mailed_at__isnull=True, at__gt=timezone.now() - NEWS)
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("by", "request")
            .order_by("at", "pk")[:AT_ONCE]
        )
        records = _records_of(notes)
        sent = 0
        with get_connection() as server:
            for user, own in _by_person(notes, records).items():
                mail = EmailMessage(_subject(own), _body(own, records), to=[user.email], connection=server)
                try:
                    sent += mail.send()
                except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
                    logger.warning("The mail server does not take mail for user %s: %s", user.pk, error)
        ReviewNote.objects.filter(pk__in=[note.pk for note in notes]).update(mailed_at=timezone.now())
        return sent


def _records_of(notes: Iterable[ReviewNote]) -> dict[str, Record]:
    """The records that `notes` are about, by their ids; one query for each type."""
    ids: dict[str, set[str]] = {}
    for note in notes:
        ids.setdefault(note.public_id.partition("-")[0], set()).add(note.public_id)
    return {
        record.public_id: record
        for prefix, wanted in ids.items()
        for record in cast("list[Record]", list(BY_PREFIX[prefix].model._base_manager.filter(public_id__in=wanted)))
    }


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
        about = f"Change request about {name}" if note.request_id else name[:1].upper() + name[1:]
        said = f"\n  {note.text}".replace("\n", "\n  ").rstrip() if note.text else ""
        lines.append(f"{about}: {note.get_step_display()} by {note.by or 'a command'}.{said}")
    if len(notes) > LINES:
        lines.append(f"… and {len(notes) - LINES} more.")
    where = settings.SITE_ADDRESS or "the site"
    lines.append(
        f"All of it is under “My records” at {where}. Mail like this is switched off under “Your account” there."
    )
    return "\n\n".join(lines)
