"""What a worker does for itself while it is connected: it says that it lives, and ends when its pool hangs."""

from __future__ import annotations

import logging
import os
import signal
import time
from contextlib import suppress
from typing import Any

from celery import bootsteps
from celery.worker import state
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError as BrokerError

from mgdb.celery import app
from mgdb.models import WorkerHeartbeat

logger = logging.getLogger(__name__)

SIGN_SECONDS = 20
LOOK_SECONDS = 5
# A task that a free process of the pool does not take for so long is never taken.
HANGS_AFTER = 15
FIRST_TASKS = ("mgdb.tasks.heartbeat", "mgdb.tasks.refresh_pictures")


class SignOfLife(bootsteps.StartStopStep):
    """Notes in the database that this worker is connected to the queue."""

    requires = ("celery.worker.consumer.tasks:Tasks",)
    seconds = SIGN_SECONDS
    timer: Any = None

    def start(self, consumer: Any) -> None:
        self.timer = consumer.timer.call_repeatedly(self.seconds, self.look, (consumer,))
        consumer.timer.call_after(0, self.look, (consumer,))

    def stop(self, consumer: Any) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def look(self, consumer: Any) -> None:
        try:
            WorkerHeartbeat.objects.note(consumer.hostname)
        except DatabaseError as error:
            logger.warning("The database does not take the sign of life of %s: %s", consumer.hostname, error)
        finally:
            connection.close()


class FirstTasks(bootsteps.StartStopStep):
    """Sends once what beat sends every half minute: that the queue leads to a worker is known from the start, and a new
    site has its small figures as soon as it has a worker."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def start(self, consumer: Any) -> None:
        try:
            for name in FIRST_TASKS:
                app.send_task(name, expires=SIGN_SECONDS, retry=False)
        except BrokerError as error:
            logger.warning("The queue does not take the first tasks: %s", error)


class Watch(SignOfLife):
    """Ends this worker when its pool takes nothing any more, for whoever started it to start it again.

    The processes of a pool read from one pipe, one at a time: one that is killed while it has its turn keeps the others
    from theirs for good.
    """

    seconds = LOOK_SECONDS

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self.untaken: dict[str, float] = {}

    def look(self, consumer: Any) -> None:
        now = time.monotonic()
        waiting = {request.id for request in state.reserved_requests} - {one.id for one in state.active_requests}
        if len(state.active_requests) >= consumer.pool.num_processes:
            waiting = set()  # all are busy
        self.untaken = {task: self.untaken.get(task, now) for task in waiting}
        if any(since < now - HANGS_AFTER for since in self.untaken.values()):
            logger.critical("The pool takes no task although a process is free; this worker ends, to be started again.")
            for process in consumer.pool._pool._pool:
                with suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)
            os._exit(1)


app.steps["consumer"].update({SignOfLife, FirstTasks, Watch})
