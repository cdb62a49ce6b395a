"""Django's own, which no stored row keeps from migrating: what rows need after it, other commands do."""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.core.management.commands import migrate


class Command(migrate.Command):
    def check(self, *args: Any, **kwargs: Any) -> None:
        """As always; what is wrong with rows of the database is told, with the command that mends it."""
        databases = kwargs.pop("databases", None)
        super().check(*args, **kwargs)
        super().check(tags=[checks.Tags.database], databases=databases, fail_level=checks.CRITICAL)
