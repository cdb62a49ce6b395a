"""Brings the database to where this code needs it. Safe to repeat, and safe when several hosts start at once."""

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from mgdb import data_version, review
from mgdb.lists import LIST_TYPES, summaries
from mgdb.management import counters
from mgdb.management.broker import install_queue
from mgdb.management.commands import load_dataset
from mgdb.management.private_file import write_private
from mgdb.models import Job
from mgdb.plot_input import pictures
from mgdb.projection import filling
from mgdb.review import readings
from mgdb.search import snapshots, spelling

# Without the first a mistyped word finds less, without the second some lists take longer to plan than to run.
ROLE_DEFAULTS = {"pg_trgm.word_similarity_threshold": str(spelling.LIKE), "join_collapse_limit": "4"}
# What `load_dataset` says again each time, for as long as it is so.
STANDING = {"kept", "gone", "doubts"}
WORDS = {
    "migrations": "migrations",
    "created": "records new from the files",
    "updated": "records changed by the files",
    "kept": "records kept as they were edited here",
    "proposed": "change requests made of what the files say",
    "gone": "records that no file has any more",
    "doubts": "doubts about what the files say",
    "catalogues": "catalogue changed",
}
# Any fixed number: it names the advisory lock behind which preparations queue up.
PREPARE_LOCK = 0x4D674442


class Command(BaseCommand):
    help = "Migrates, makes the cache table and the task queue, loads the curated records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--curator-file", type=Path, help="make a curator where there is none; keep the login here")
        parser.add_argument("--no-records", action="store_true", help="leave the curated records out")
        parser.add_argument(
            "--leave-forms",
            action="store_true",
            help="leave what is stored for readers to a worker where nothing is stored yet; they can read without",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARE_LOCK])
            try:
                self._prepare(options)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARE_LOCK])

    def _prepare(self, options: dict[str, Any]) -> None:
        before = set(MigrationRecorder(connection).applied_migrations())
        call_command("migrate", interactive=False, verbosity=1)
        changes: dict[str, list[str]] = {
            "migrations": [
                f"{app}.{name}"
                for app, name in MigrationRecorder(connection).applied_migrations()
                if (app, name) not in before
            ]
        }
        # a new database has a row that the migrations numbered themselves
        if (behind := counters.set_right()) and before:
            self.stdout.write(f"counters of rows that were behind, set right: {', '.join(behind)}")
        self._set_role_defaults()
        call_command("createcachetable", verbosity=0)
        if settings.CELERY_BROKER_URL.startswith("pgmq"):
            install_queue(settings.CELERY_BROKER_TRANSPORT_OPTIONS["conn_string"], settings.CELERY_TASK_DEFAULT_QUEUE)
        readings.complete()
        if not options["no_records"]:
            loading = load_dataset.Command()
            call_command(loading, leave_forms=options["leave_forms"])
            changes |= {
                name: getattr(loading.report, name) for name in ("created", "updated", "kept", "proposed", "gone")
            }
            changes["doubts"] = [str(doubt) for doubt in loading.report.doubts]
        if not review.names_are_current():
            call_command("recompute_canonical")
            changes["catalogues"] = ["All canonical numbers and names were computed again."]
        if not options["no_records"]:
            with connection.cursor() as cursor:
                # Not only when autovacuum comes round: without statistics the first questions are planned badly.
                cursor.execute("ANALYZE")
            summaries.refresh(LIST_TYPES)
        data_version.note_code()
        # last: what is read of each record follows from all before
        if not options["leave_forms"] or not filling.begin():
            filling.catch_up(lambda plural, done, _: self.stdout.write(f"public forms: {done} {plural}", ending="\r"))
            pictures.refresh()
        snapshots.store_long()
        if before:
            self._tell(changes)
        if options["curator_file"]:
            self._make_curator(options["curator_file"])

    def _tell(self, changes: dict[str, list[str]]) -> None:
        """Leave for administrators what was changed, and what was kept against the files: once, not at every start."""
        found = {name: items for name, items in changes.items() if items}
        latest = Job.objects.filter(kind=Job.Kind.UPGRADE).first()
        standing = {name: items for name, items in (latest.report if latest else {}).items() if name in STANDING}
        if found.keys() <= STANDING and found == standing:
            return
        counts = [f"{len(items)} {WORDS[name]}" for name, items in found.items()]
        Job.record(Job.Kind.UPGRADE, Job.Status.SUCCEEDED, ", ".join(counts) or "Nothing is kept any more.", found)

    def _set_role_defaults(self) -> None:
        """What tools/roles.sql sets for its roles, for a role that was made without it; for its next sessions."""
        with connection.cursor() as cursor:
            for name, value in ROLE_DEFAULTS.items():
                cursor.execute("SELECT current_setting(%s, true)", [name])
                if cursor.fetchone() != (value,):
                    cursor.execute(
                        sql.SQL("ALTER ROLE CURRENT_USER IN DATABASE {} SET {} = {}").format(
                            sql.Identifier(connection.settings_dict["NAME"]), sql.SQL(name), sql.Literal(value)
                        )
                    )

    def _make_curator(self, file: Path) -> None:
        users = get_user_model().objects
        if users.filter(username="curator").exists():
            return
        password = secrets.token_urlsafe(12)
        # First the file: a login that nobody knows could not be repaired by starting again.
        write_private(file, f"curator {password}\n")
        users.create_superuser("curator", password=password)
        self.stdout.write(f"Curator's login is in {file}.")
