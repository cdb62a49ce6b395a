"""The two jobs of a table: its check and its loading, each with whether it is good, a sentence, and a report."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mgdb.formats.sheets import UnreadableSheet
from mgdb.models import Job, TableLine, TableUpload
from mgdb.records import BY_NAME

from ..turns import Busy
from .running import Progress, TableFault, check, load

Outcome = tuple[bool, str, dict[str, Any]]


def check_for(job: Job, progress: Progress) -> Outcome | None:
    """Says of each line of an uploaded table what loading it would give; None when time is up before the last one."""
    upload = TableUpload.objects.filter(pk=job.arguments["upload"], owner=job.created_by).first()
    if upload is None or job.created_by is None:
        return False, "The table, or the account that sent it, is gone.", {}
    try:
        with transaction.atomic():
            tally = check(upload, by=job.created_by, progress=progress, job=job.pk)
    except (UnreadableSheet, ValidationError) as error:
        upload.lines.all().delete()  # of an earlier piece
        return False, f"Nothing was checked: {error}", {}
    if tally is None:
        return None
    counts = ", ".join(f"{tally.states[state]:,} {label}" for state, label in TableLine.State.choices)
    return True, f"{sum(tally.states.values()):,} lines: {counts}. Nothing was loaded.", {}


def load_for(job: Job, progress: Progress) -> Outcome:
    """Loads the lines of a checked table that were chosen as one batch of drafts, all of them or nothing."""
    upload = TableUpload.objects.filter(pk=job.arguments["upload"], owner=job.created_by).first()
    if upload is None or job.created_by is None:
        return False, "Nothing was loaded: the table, or the account that sent it, is gone.", {}
    try:
        with transaction.atomic():
            counts = load(upload, job, by=job.created_by, states=job.arguments["states"], progress=progress)
    except TableUpload.DoesNotExist:
        return False, "Nothing was loaded: the table was deleted while this waited for its turn.", {}
    except (TableFault, UnreadableSheet, ValidationError) as error:
        return False, f"Nothing was loaded: {error}", {}
    except Busy:
        return False, "Nothing was loaded: another import has not ended yet. Load again when it has.", {}
    labels = {name: BY_NAME[name].label if count == 1 else BY_NAME[name].label_plural for name, count in counts.items()}
    drafts = ", ".join(f"{count:,} {labels[name]}" for name, count in counts.items())
    return True, f"Drafts: {drafts}.", {"counts": counts}
