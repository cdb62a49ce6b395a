"""Compares what is stored for the public to read of each record with what is made of the record now."""

from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError

from mgdb.projection import checking


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = [Tags.models]

    def handle(self, *args: Any, **options: Any) -> None:
        report = checking.check()
        for difference in report.differences:
            self.stdout.write(difference)
        self.stdout.write(str(report))
        if report.differences:
            raise CommandError(f"{len(report.differences)} public forms are wrong; run rebuild.")
