"""Which state of what the public reads is the present one."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from .changed_rows import XidField

# The sign of a change brings itself to the end of the commit: the trigger that it fires there comes after every other
# check of the transaction, so that the one row that all writers share is locked for the shortest time.
TO_THE_END = "UPDATE mgdb_publicchange SET last = TRUE WHERE id = NEW.id; RETURN NULL;"
# A transaction that ends its constraints early (SET CONSTRAINTS … IMMEDIATE) and goes on leaves another sign with its
# next change of anything (mgdb/review/public_changes.py).
ENDED = "ended"
# No two versions are of one second, of which HTTP tells no parts: many within a second are dated ahead.
NEXT = "version = gen_random_uuid(), changed_at = greatest(clock_timestamp(), changed_at + interval '1 second')"
BEGIN_VERSION = f"""
UPDATE mgdb_dataversion
    SET {NEXT};
DELETE FROM mgdb_publicchange WHERE id = NEW.id;
PERFORM set_config('mgdb.public_changes', '{ENDED}', TRUE);
RETURN NULL;
"""  # noqa: S608 - our own words

# A state that was never before: nothing that was kept of another, columns in memory and in files included, is taken for
# it.
RESET = f"UPDATE public.mgdb_dataversion SET {NEXT}, log_from = pg_current_xact_id()"  # noqa: S608 - our own words


class DataVersion(models.Model):
    """The one row of the present version: another id whenever a transaction that changed what is public has ended.

    No number: a database restored from a backup would count the same numbers again, for other data.
    """

    version = models.UUIDField(default=uuid.uuid4)
    # When it began, or the code was replaced that responses are made by: another second each time.
    changed_at = models.DateTimeField(db_default=Now())
    # The code (mgdb/data_version.py) that was prepared last: only responses by it are of that time.
    code = models.CharField(max_length=16, default="", db_default="")
    # The log of changed records (ChangedRow) is complete from this transaction on.
    log_from = XidField(db_default=models.Value("0"))
    # The code by which the stored public forms were made (PublicForm), all of them.
    forms_made_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="one_data_version", violation_error_message="There is one data version."
            )
        ]

    def __str__(self) -> str:
        return str(self.version)


class PublicChange(models.Model):
    """The sign of an open transaction that it has changed what is public; gone when the transaction has ended."""

    last = models.BooleanField(default=False, db_default=False)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="to_the_end",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=TO_THE_END,
            ),
            pgtrigger.Trigger(
                name="begin_version",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=BEGIN_VERSION,
            ),
        ]

    def __str__(self) -> str:
        return f"change {self.pk}"
