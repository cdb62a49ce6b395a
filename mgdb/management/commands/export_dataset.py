"""Writes the dataset files as the database has them; those that nobody edited come out as they were loaded."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mgdb import ingest
from mgdb.management.files import FIXTURES


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES, help="where to write (fixtures/)")
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a file would change")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            texts = ingest.export()
        except ingest.ExportError as error:
            raise CommandError(str(error)) from error
        if not texts:
            raise CommandError("The database holds no records; load some first (load_dataset).")
        changed = [
            name
            for name, text in texts.items()
            if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
        ]
        if options["check"]:
            if changed:
                raise CommandError(f"These files differ from the database: {', '.join(changed)}.")
            self.stdout.write(f"{len(texts)} files agree with the database")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in changed:
            (folder / name).write_text(texts[name], encoding="utf-8")
        self.stdout.write(f"{len(changed)} of {len(texts)} files written to {folder}")
