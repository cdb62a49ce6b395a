"""Says how many of the curated values the extraction finds in the documents' texts, document by document."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mgdb.audit import extraction


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", type=Path, required=True, help="a folder with the documents as *.txt")
        parser.add_argument("--labels", type=Path, help="labelled paragraphs: benchmarks/extraction_labels.yaml")
        parser.add_argument("--missed", action="store_true", help="each value that is not found, and what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["documents"]
        texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
        if not texts:
            raise CommandError(f"{folder} holds no *.txt files.")
        labels = extraction.labels_in(options["labels"]) if options["labels"] else None
        measured = 0
        self.stdout.write("document · values · marked with value and unit · with property · with subject · candidates")
        for found in extraction.measured(texts, labels):
            measured += 1
            shares = " · ".join(f"{found.recall.share(what):.3f}" for what in ("value", "property", "subject"))
            self.stdout.write(f"{found.document} · {found.recall.total} · {shares} · {found.candidates}")
            if found.proposed:
                share = found.right / found.proposed
                self.stdout.write(
                    f"  in labelled paragraphs: {found.right} of {found.proposed} values right, {share:.3f}"
                )
            for one, lacks in found.recall.missed if options["missed"] else ():
                self.stdout.write(f"  {lacks}: {one.key} {one.property} {one.value} {one.unit}")
        if not measured:
            raise CommandError(f"No text in {folder} is one of a document that values were read from.")
