"""Compares what is stored for the public to read of each record with what is made of the record now."""

from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError

from mgdb.projection import checking


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = [Tags.models]

    def handle(self, *args: Any, **options: Any) -> None:
        report = checking.check(self.tell)
        for found in (*report.differences, *report.faults):
            self.stdout.write(str(found))
        self.stdout.write(str(report))
        problems = []
        if report.differences:
            problems.append(f"{len(report.differences)} public forms are wrong; run rebuild.")
        if report.faults:
            problems.append(f"{len(report.faults)} records cannot be shown; correct what is stored of them.")
        if problems:
            raise CommandError(" ".join(problems))

    def tell(self, plural: str, done: int, public_id: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"{plural}: {done}, to {public_id}", ending="\r")
