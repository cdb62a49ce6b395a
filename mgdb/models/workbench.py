"""What is being typed on the workbench of a paper, before and beside the drafts that it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from .sources import Source


class WorkbenchRowQuerySet(models.QuerySet["WorkbenchRow"]):
    def own_ids(self, paper: Source, user: User) -> list[str]:
        """The ids of all drafts that the rows of `user` about `paper` became."""
        rows = self.filter(paper=paper, user=user).exclude(records={})
        return [public_id for row in rows.only("records") for public_id in row.record_ids]


class WorkbenchRow(models.Model):
    """One row of one person's grids about one paper, as it is typed.

    It is no record: no history, search or answer to readers knows of it. `records` are the drafts that it became, by
    what each is of the row: {"measurement": ["mea-7h3k9qa", 2]}, the id and the revision that the row last wrote.
    """

    paper = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, help_text="Minted by the page: the same row sent twice is one row.")
    tab = models.CharField(max_length=20)
    position = models.FloatField(default=0)
    payload = models.JSONField(default=dict, help_text="Column → text as typed.")
    revision = models.PositiveIntegerField(default=1)
    records = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True, help_text="What stands in its way: [column, reason].")
    at = models.DateTimeField(default=timezone.now)

    objects = WorkbenchRowQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "paper", "key"], name="workbench_row_once")]

    def __str__(self) -> str:
        return f"{self.tab} {self.key}"

    @property
    def record_ids(self) -> list[str]:
        """The public ids of the drafts that it became."""
        return [public_id for public_id, _ in self.records.values()]
