"""Recomputes every stored number from what was printed, with the present catalogue of properties and units."""

from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError

from mgdb import review


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = [Tags.models]

    def handle(self, *args: Any, **options: Any) -> None:
        changed, faults = review.recompute()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} values cannot be computed; nothing was changed.")
        self.stdout.write(f"{changed} rows changed")
