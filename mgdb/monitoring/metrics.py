"""Metrics in the format of Prometheus: counted by all web processes together, the state of the data asked when read.

Counts are kept in files that the processes of a web server share (prometheus_client's multiprocess mode); the folder is
of one start of the server (mgdb/web_server.py).
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError, connection
from django.db.backends.signals import connection_created
from django.db.models import Count, Max, Min
from kombu.exceptions import OperationalError as BrokerError
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily

from mgdb.models import DataVersion, Job, PublicForm, WorkerHeartbeat

from . import broker, disk

logger = logging.getLogger(__name__)

PAGE = os.sysconf("SC_PAGE_SIZE")

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the name is the library's
if folder := os.environ.get(FOLDER):
    os.makedirs(folder, mode=0o700, exist_ok=True)  # what is declared below is kept there

REQUESTS = Counter("mgdb_requests", "Answered requests.", ["method", "route", "status"])
SECONDS = Histogram(
    "mgdb_request_seconds",
    "Time until a response was sent.",
    ["part"],
    buckets=(0.001, 0.005, 0.02, 0.1, 0.3, 1, 3, 10, 30),
)
QUERIES = Counter("mgdb_queries", "Statements sent to the database by web processes.")
QUERY_SECONDS = Counter("mgdb_query_seconds", "Time that web processes waited for the database.")


def count_queries() -> None:
    """From now on statements are counted, on every connection that is opened."""
    connection_created.connect(_count_on, dispatch_uid="mgdb.monitoring")


def _count_on(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Counts where the driver waits for an answer: what reads forms and columns passes by Django's cursors."""
    driver, wait = connection.connection, connection.connection.wait

    def counted(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return wait(*arguments, **named)
        finally:
            QUERIES.inc()
            QUERY_SECONDS.inc(time.perf_counter() - begun)

    driver.wait = counted


class State:
    """A collector of what is asked when somebody reads the metrics; what does not answer is left out and said."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        is_up = True
        try:
            yield from _data()
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The database does not answer for the metrics: %s", error)
            is_up = False
        yield gauge("mgdb_database_up", "Whether the database answers.", is_up)
        if is_up or not broker.is_in_database():
            yield from _queue()
        yield gauge("mgdb_disk_free_bytes", "Free space where MgDB keeps its files.", disk.free_bytes())
        yield gauge("mgdb_web_memory_bytes", "Resident memory of the web processes.", web_memory())


def _queue() -> list[GaugeMetricFamily]:
    try:
        waiting = gauge("mgdb_queue_messages", "Messages that wait in the queue.", broker.messages())
    except (BrokerError, psycopg.Error) as error:
        logger.warning("The queue does not answer for the metrics: %s", error)
        return [gauge("mgdb_broker_up", "Whether the queue answers.", 0)]
    return [waiting, gauge("mgdb_broker_up", "Whether the queue answers.", 1)]


def _data() -> list[GaugeMetricFamily]:
    """What the database says of work and data."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM statement_timestamp())")
        [now] = map(float, cursor.fetchone())
    jobs = GaugeMetricFamily("mgdb_jobs", "Jobs by kind and status.", labels=["kind", "status"])
    for row in Job.objects.order_by().values("kind", "status").annotate(count=Count("pk")):
        jobs.add_metric([row["kind"], row["status"]], row["count"])
    oldest = Job.objects.filter(status=Job.Status.WAITING).aggregate(at=Min("created_at"))["at"]
    version = DataVersion.objects.aggregate(at=Max("changed_at"))["at"]
    workers = GaugeMetricFamily("mgdb_worker_seen_seconds", "Time since a sign of life.", labels=["worker"])
    for beat in WorkerHeartbeat.objects.all():
        workers.add_metric([beat.worker], max(0.0, now - beat.seen_at.timestamp()))
    empty = PublicForm.objects.filter(made_by=None).count()
    since = {
        "mgdb_oldest_waiting_job_seconds": ("Age of the job that waits for longest; 0 without one.", oldest),
        "mgdb_data_changed_seconds": ("Time since what the public reads was last changed.", version),
    }
    return [
        jobs,
        workers,
        *(gauge(name, words, max(0.0, now - at.timestamp()) if at else 0) for name, (words, at) in since.items()),
        gauge(
            "mgdb_forms_to_make",
            "Records whose public form is to be made.",
            empty,
        ),
    ]


def gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=value)


def web_memory() -> int:
    """Bytes in memory of all processes of this web server, shared pages counted once for each; 0 where /proc is not."""
    parent, bytes_held = os.getppid(), 0
    with contextlib.suppress(FileNotFoundError):
        for process in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            with contextlib.suppress(FileNotFoundError):  # it has ended meanwhile
                bytes_held += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    return bytes_held


def latest() -> bytes:
    """All metrics, as Prometheus reads them."""
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        for metric in (REQUESTS, SECONDS, QUERIES, QUERY_SECONDS):
            registry.register(metric)
    registry.register(State())
    return generate_latest(registry)
