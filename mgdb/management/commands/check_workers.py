"""Tells whether beat, the queue and a worker work together, or whether one worker is there: for health checks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mgdb.models import Job, WorkerHeartbeat
from mgdb.models.jobs import HEARTBEAT_SILENCE


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--worker", help="Look at this worker alone, by its name: worker@host.")

    def handle(self, *args: Any, worker: str | None = None, **options: Any) -> None:
        if worker:
            beat = WorkerHeartbeat.objects.alive().filter(worker=worker).first()
            if beat is None:
                raise CommandError(
                    f"{worker} has given no sign of life for {HEARTBEAT_SILENCE.seconds} s: is it running, and is the "
                    "queue reachable?"
                )
            self.stdout.write(f"{beat.worker}: last sign of life at {beat.seen_at:%H:%M:%S} UTC")
            return
        answering = WorkerHeartbeat.objects.answering()
        if not answering:
            raise CommandError(
                f"no worker has done a heartbeat for {HEARTBEAT_SILENCE.seconds} s: is beat running, is the queue "
                "reachable, is a worker alive?"
            )
        for beat in answering:
            self.stdout.write(f"{beat.worker}: last heartbeat at {beat.answered_at:%H:%M:%S} UTC")
        self.stdout.write(f"{Job.objects.unfinished().count()} jobs waiting or running")
