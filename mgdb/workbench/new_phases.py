"""Phases that rows make: one of a name, whoever makes it at the same time, kept as long as a row names it."""

from __future__ import annotations

from hashlib import blake2b

from django.core.exceptions import ValidationError
from django.db import connection

from mgdb.models import Phase, WorkbenchRow

from .phases import NEW, Phases
from .reading import RowError, folded
from .subjects import PHASE


def made_meanwhile(phases: Phases, name: str) -> str:
    """The id of the phase of this name if somebody has made it since it was looked for; empty where nobody has.

    Who makes one of the same name waits here for the end of this transaction. Raises ValidationError where several are
    called so by now.
    """
    key = int.from_bytes(blake2b(f"phase {folded(name)}".encode(), digest_size=8).digest(), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
    phases.forget()
    try:
        found = phases.named(f"{NEW} {name}", "phase")
    except RowError as error:
        raise ValidationError(str(error)) from error
    return found if isinstance(found, str) else ""


def is_of_others(phase: Phase, row: WorkbenchRow) -> bool:
    """Whether a record that is not of this row names `phase`: its draft is not this row's alone to rewrite."""
    own = row.record_ids
    return any(named.exclude(public_id__in=own).exists() for named in (phase.materials.all(), phase.statements.all()))


def hand_on(phase: Phase, row: WorkbenchRow) -> None:
    """Gives the draft of a phase to another row of the same person that names it, which takes it along when it goes."""
    naming = {*phase.materials.values_list("public_id", flat=True)}
    others = WorkbenchRow.objects.select_for_update(no_key=True, skip_locked=True).filter(user=row.user)
    for other in others.filter(records__has_key="material").exclude(pk=row.pk).order_by("pk"):
        if PHASE not in other.records and naming.intersection(other.record_ids):
            other.records[PHASE] = [phase.public_id, phase.revision]
            other.save(update_fields=["records"])
            return
