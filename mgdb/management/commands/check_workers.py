"""Tells whether beat, the queue and a worker work together: for health checks and for operators."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mgdb.models import Job, WorkerHeartbeat
from mgdb.models.jobs import HEARTBEAT_SILENCE


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        alive = WorkerHeartbeat.objects.alive()
        if not alive:
            raise CommandError(
                f"no worker has done a heartbeat for {HEARTBEAT_SILENCE.seconds} s: is beat running, is the queue "
                "reachable, is a worker alive?"
            )
        for beat in alive:
            self.stdout.write(f"{beat.worker}: last heartbeat at {beat.seen_at:%H:%M:%S} UTC")
        self.stdout.write(f"{Job.objects.unfinished().count()} jobs waiting or running")
