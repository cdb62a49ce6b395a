"""The queue, asked as a client of it: whether it answers, and how much waits in it."""

from __future__ import annotations

from typing import Any

from mgdb.celery import app

SECONDS = 2


def messages() -> int:
    """How many messages wait. Raises kombu's OperationalError when the queue does not answer within seconds."""
    with app.connection_for_read(connect_timeout=SECONDS) as connection:
        connection.ensure_connection(max_retries=1, timeout=SECONDS)
        queue = app.amqp.queues[app.conf.task_default_queue]
        with connection.channel() as channel:
            declared: Any = queue.bind(channel).queue_declare(passive=True)
            return int(declared.message_count)
