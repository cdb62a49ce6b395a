"""Gives new records of the dataset files their ids, mat:w-tio2 becoming mat-7h3k9qa, and new sources BibTeX keys."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from mgdb import ingest
from mgdb.management.files import FIXTURES, dataset_texts


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, default=[FIXTURES], help="files or folders (fixtures/)")

    def handle(self, *args: Any, **options: Any) -> None:
        texts = dataset_texts(options["paths"])
        minted, identifiers = ingest.mint({str(path): text for path, text in texts.items()})
        for path, text in texts.items():
            if minted[str(path)] != text:
                path.write_text(minted[str(path)], encoding="utf-8")
        self.stdout.write(f"{len(identifiers)} ids minted in {len(texts)} files")
