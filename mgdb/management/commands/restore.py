"""Puts a backup in place of what is in the database, rebuilds what follows from it, and looks whether all is well."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mgdb import backups
from mgdb.lists import LIST_TYPES, summaries


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = [Tags.models]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a .dump of `manage.py backup`, its .json beside it")
        parser.add_argument("--replace", action="store_true", help="the database is not empty: replace what it holds")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            contents = backups.contents_of(options["file"])
            self._refuse_what_is_later(contents)
            if not options["replace"] and "mgdb_measurement" in connection.introspection.table_names():
                raise CommandError("The database holds records; with --replace they give way to the backup's.")
            backups.restore(options["file"], contents)
        except backups.BackupError as error:
            raise CommandError(str(error)) from None
        connection.close()  # what this session knew of the tables is of those before
        self.stdout.write(f"{sum(contents.rows.values())} rows of {contents.made_at} are in place")
        call_command("prepare", "--no-records", stdout=self.stdout)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        summaries.refresh(LIST_TYPES)
        call_command("check_data", stdout=self.stdout)

    def _refuse_what_is_later(self, contents: backups.Contents) -> None:
        loader = MigrationLoader(None)
        known = {f"{app}.{name}" for app, name in loader.disk_migrations}
        known |= {f"{app}.{name}" for one in loader.disk_migrations.values() for app, name in one.replaces}
        if later := [name for name in contents.migrations if name not in known]:
            raise CommandError(f"The backup is of a later version of MgDB (it has {later[-1]}); restore it with that.")
