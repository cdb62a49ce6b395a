"""Merges one record into another of the same thing: both ids stay, the address of the first leads to the second."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from mgdb import review
from mgdb.models import Record
from mgdb.models.base import read_id
from mgdb.records import BY_PREFIX


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", help="id of the record that is given up")
        parser.add_argument("into", help="id of the record that remains")

    def handle(self, *args: Any, **options: Any) -> None:
        old, into = self._record(options["old"]), self._record(options["into"])
        try:
            review.merge(old, into, by=review.OPERATOR)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"{old.public_id} is merged into {into.public_id} ({into})")

    def _record(self, public_id: str) -> Record:
        known = read_id(public_id)
        record_type = BY_PREFIX.get(known[:3])
        if record_type is None or not issubclass(record_type.model, Record):
            raise CommandError(f"“{public_id}” is not an id of a record that can be merged.")
        record = record_type.model._base_manager.filter(public_id=known).first()
        if not isinstance(record, Record):
            raise CommandError(f"No {record_type.label} has the id “{public_id}”.")
        return record
