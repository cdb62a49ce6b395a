"""What the public reads of each published record, made once."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class PublicForm(models.Model):
    """The finished answer of the API and the finished cells of lists of one published record.

    Triggers keep a row for each record that is published, and empty it (`made_by`) when the transaction ends that
    changed what it is made of (mgdb/projection/emptying.py); `mgdb.projection.filling` recomputes it. An empty one is
    never read.

    body: the members, as JSON, each on a line of its own. cells, data: by the key of each list that shows the record,
    its typeset cells, and the same for files (mgdb/projection/stored_cells.py). shape: a hash of the columns that the
    body has in a file. line: its line of a CSV file. refs: the public ids that these name.
    made_by: the fingerprint of the code that it was made by.
    """

    pk = models.CompositePrimaryKey("record_type", "record_pk")
    record_type = models.CharField(max_length=20)
    record_pk = models.BigIntegerField()
    public_id = models.CharField(max_length=16)
    body = models.TextField(default="", db_default="")
    cells = models.TextField(default="", db_default="")
    data = models.TextField(default="", db_default="")
    shape = models.CharField(max_length=16, default="", db_default="")
    line = models.TextField(default="", db_default="")
    refs = ArrayField(models.CharField(max_length=16), default=list, db_default=models.Value("{}"))
    made_by = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["public_id"], name="publicform_public_id"),
            GinIndex(fields=["refs"], name="publicform_refs", fastupdate=False),
            models.Index(
                fields=["record_type", "record_pk"], condition=models.Q(made_by__isnull=True), name="publicform_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
