"""Makes a backup of the database, looks whether it can be read, and deletes those that are outdated."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError

from mgdb import backups


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = [Tags.models]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, help="where to (MGDB_BACKUP_DIR)")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or settings.BACKUP_DIR
        if not folder:
            raise CommandError("Where to? Set MGDB_BACKUP_DIR, or name a --folder.")
        try:
            made = backups.make(folder)
        except backups.BackupError as error:
            raise CommandError(str(error)) from None
        if made is None:
            raise CommandError("Another backup is being made.")
        file, contents = made
        self.stdout.write(
            f"{file}: {sum(contents.rows.values())} rows of {len(contents.rows)} tables, "
            f"{file.stat().st_size / 1e6:.1f} MB, read back"
        )
        for gone in backups.prune(folder):
            self.stdout.write(f"{gone}: outdated, deleted")
