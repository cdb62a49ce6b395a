"""Loads curated dataset files as published records, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mgdb import ingest, review
from mgdb.management.files import FIXTURES, dataset_texts
from mgdb.projection import filling


class Command(BaseCommand):
    help = __doc__
    report: ingest.LoadReport

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, default=[FIXTURES], help="files or folders (fixtures/)")
        parser.add_argument("--dry-run", action="store_true", help="validate and report, keep nothing")
        parser.add_argument("--leave-forms", action="store_true", help="leave what is stored for readers to a worker")
        parser.add_argument("--prune", action="store_true", help="withdraw records that are gone from their file")

    def handle(self, *args: Any, **options: Any) -> None:
        texts = {path.name: text for path, text in dataset_texts(options["paths"]).items()}
        report = ingest.load(texts, by=review.OPERATOR, prune=options["prune"], dry_run=options["dry_run"])
        self.report = report  # for `prepare`, which tells administrators
        for problem in report.problems:
            self.stderr.write(str(problem))
        for doubt in report.doubts:
            self.stdout.write(f"doubt: {doubt}")
        if not report.ok:
            raise CommandError(f"{len(report.problems)} faults; nothing was loaded.")
        if not options["dry_run"] and (report.created or report.updated):
            review.store_fingerprint()
            if not options["leave_forms"]:
                filling.fill()
        kept = "kept, edited here since; what the file says waits among the change requests"
        for word, ids in ((kept, report.kept), ("gone from its file", report.gone)):
            for public_id in ids:
                self.stdout.write(f"{public_id}: {word}")
        self.stdout.write(f"{'would load' if options['dry_run'] else 'loaded'}: {report}")
