"""Says, document by document, what was read and what is missing, doubtful, implausible or not printed there."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mgdb import audit
from mgdb.audit import DocumentAudit


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", type=Path, help="a folder with the documents as *.txt, to look prints up in")
        parser.add_argument("--brief", action="store_true", help="counts only, without the list of each finding")

    def handle(self, *args: Any, **options: Any) -> None:
        texts = None
        if folder := options["documents"]:
            texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
            if not texts:
                raise CommandError(f"{folder} holds no *.txt files.")
        findings = audit.audit(texts)
        if not findings:
            raise CommandError("The database holds no published measurements; load some first (load_dataset).")
        for found in findings:
            self.show(found, options["brief"])
        absent = sum(len(found.prints.absent) for found in findings if found.prints)
        if absent:
            raise CommandError(f"{absent} printed strings do not stand in their documents.")

    def show(self, found: DocumentAudit, brief: bool) -> None:
        document = found.document
        self.stdout.write(f"\n{document} · {document.doi or document.reference} · {found.total} values")
        self.counter("by property", found.counts)
        self.counter("flags", found.flags)
        self.counter("needed and not reported", found.unreported)
        self.stdout.write(f"  answered once for all: {found.answered}")
        lists = found.lists()
        if found.prints:
            self.stdout.write(f"  printed strings found at their place: {found.prints.near}")
            lists |= {
                "printed strings found elsewhere": found.prints.elsewhere,
                "printed strings not found": found.prints.absent,
            }
        for title, lines in lists.items():
            self.stdout.write(f"  {title}: {len(lines)}")
            for line in () if brief else lines:
                self.stdout.write(f"    {line}")

    def counter(self, title: str, counts: Counter[str]) -> None:
        words = ", ".join(f"{key} {count}" for key, count in counts.most_common())
        self.stdout.write(f"  {title}: {words or 'none'}")
