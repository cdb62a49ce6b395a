"""Whether all parts work that the site is made of, each asked now."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from kombu.exceptions import OperationalError as BrokerError

from mgdb.models import WorkerHeartbeat
from mgdb.models.jobs import HEARTBEAT_SILENCE

from . import broker, disk

Answer = tuple[bool, str]


@dataclass(frozen=True)
class Part:
    """A part of the site: whether it works, and what it says."""

    name: str
    works: bool
    says: str


def look() -> list[Part]:
    """All parts, each asked by itself. What does not answer is not asked again for what depends on it."""
    parts = [_part("database", _database)]
    if parts[0].works:
        parts += [_part("migrations", _migrations), _part("worker", _worker)]
    if parts[0].works or not broker.is_in_database():
        parts.append(_part("queue", _queue))
    return [*parts, _part("disk", _disk)]


def _part(name: str, ask: Callable[[], Answer]) -> Part:
    try:
        works, says = ask()
    except (DatabaseError, InterfaceError, BrokerError, psycopg.Error, OSError) as error:
        works, says = False, f"{type(error).__name__}: {error}".strip()
    return Part(name, works, says)


def _database() -> Answer:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, "answers"


def _migrations() -> Answer:
    applied = MigrationRecorder(connection).applied_migrations()
    if missing := sorted(on_disk() - {(app, name) for app, name in applied}):
        words = ", ".join(f"{app}.{name}" for app, name in missing[:5])
        return False, f"{len(missing)} not applied: {words}; run manage.py prepare"
    return True, "all applied"


def on_disk() -> set[tuple[str, str]]:
    """The migrations of all apps, by their files; those that replace others count by those that they replace."""
    found = set()
    for config in apps.get_app_configs():
        module, _ = MigrationLoader.migrations_module(config.label)
        if module and config.module is not None:
            try:
                folder = getattr(import_module(module), "__path__", [])
            except ModuleNotFoundError:
                continue  # an app without tables
            found |= {(config.label, name) for _, name, package in pkgutil.iter_modules(folder) if not package}
    return {(app, name) for app, name in found if name[0] not in "_~" and "squashed" not in name}


def _worker() -> Answer:
    beats = WorkerHeartbeat.objects.answering()
    if not beats:
        return (
            False,
            f"no heartbeat was done for {HEARTBEAT_SILENCE.seconds} s; are beat and a worker running?",
        )
    return True, ", ".join(beat.worker for beat in beats)


def _queue() -> Answer:
    return True, f"answers, {broker.messages()} messages wait"


def _disk() -> Answer:
    free, needed = disk.free_bytes() // 1_000_000, settings.DISK_NEEDED_MB
    return free >= needed, f"{free} MB free" + ("" if free >= needed else f", {needed} MB are needed")
