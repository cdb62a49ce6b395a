"""Rebuilds what the public reads of each record: the answers of the API and the cells of lists."""

from argparse import ArgumentParser
from typing import Any

from django.core.checks import Tags
from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from mgdb.projection import filling


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = [Tags.models]  # that of the forms themselves fails until they are made

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--after", default="", metavar="ID", help="go on after the record that was told last")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = filling.rebuild(everything=True, after=options["after"], progress=self.tell)
        except (KeyError, ObjectDoesNotExist):
            raise CommandError(f"“{options['after']}” is not an id of a record.") from None
        self.stdout.write(f"{count} public forms made")
        for fault in filling.faults():
            self.stderr.write(str(fault))
        if not filling.are_current():
            raise CommandError(
                f"Forms before {options['after']} are still those of other code: run rebuild without --after."
            )

    def tell(self, plural: str, done: int, public_id: str) -> None:
        self.stdout.write(f"{plural}: {done}, to {public_id}", ending="\r" if self.stdout.isatty() else "\n")
