"""The queue, asked as a client of it: whether it answers, and how much waits in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from kombu.transport import virtual

from mgdb.celery import app

SECONDS = 2


def is_in_database() -> bool:
    """Whether the queue is in the database: where that is away nobody asks for the queue."""
    return str(settings.CELERY_BROKER_URL).startswith("pgmq")


def messages() -> int:
    """How many messages wait. Raises kombu's OperationalError or psycopg.Error when the queue does not answer."""
    with app.connection_for_read(connect_timeout=SECONDS) as connection:
        connection.ensure_connection(max_retries=1, timeout=SECONDS)
        name = app.conf.task_default_queue
        opened: Any = connection.channel()
        with opened as channel:
            if isinstance(channel, virtual.Channel):
                return int(channel._size(name))  # a declaration would make the queue, even a passive one
            declared = channel.queue_declare(name, passive=True)
            return int(declared.message_count)
