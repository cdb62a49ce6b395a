"""Which records each transaction has changed, for whatever keeps something that is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.functions import Now

if TYPE_CHECKING:  # only the stubs of Django's fields take type parameters
    Integer = models.Field[int, int]
else:
    Integer = models.Field


class XidField(Integer):
    """The number of a transaction, which is never used again; `pg_visible_in_snapshot` tells whether it is seen."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else str(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)


class ChangedRow(models.Model):
    """A record that a transaction wrote, or of which it wrote a part; published or not.

    Written by triggers (mgdb/projection/changed_rows.py), once for each record and transaction; kept for a while.
    """

    pk = models.CompositePrimaryKey("xid", "record_type", "record_pk")
    xid = XidField(db_default=models.Func(function="pg_current_xact_id"))
    record_type = models.CharField(max_length=20)
    record_pk = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_pk} in transaction {self.xid}"
