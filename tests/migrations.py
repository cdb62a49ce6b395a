"""Databases as earlier versions made them, migration by migration: the one that replaces them all is passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from tests.servers import DatabaseServer, application_on


class EachMigration(MigrationLoader):
    """Every migration for itself, none replaced by a squashed one."""

    def build_graph(self) -> None:
        self.replace_migrations = False
        super().build_graph()
        for key, squashed in self.replacements.items():
            self.graph.remove_replacement_node(key, squashed.replaces)
            self.applied_migrations.pop(key, None)


def migrate(name: str | None = None, *, fake: bool = False) -> None:
    """What `manage.py migrate` did on a database of before the migrations were squashed, ours up to `name` or all."""
    executor = MigrationExecutor(connection)
    executor.loader = EachMigration(connection)
    targets = executor.loader.graph.leaf_nodes()
    if name:
        targets = [*(one for one in targets if one[0] != "mgdb"), ("mgdb", name)]
    if not fake:
        with triggers_beside_models():
            executor.migrate(targets)
        return
    # Django would make the models of every step on the way, for a minute, and look at none of them.
    recorder = executor.recorder
    for migration, backwards in executor.migration_plan(targets):
        record = recorder.record_unapplied if backwards else recorder.record_applied
        record(migration.app_label, migration.name)


@contextmanager
def triggers_beside_models() -> Iterator[None]:
    """No model is rebuilt for a trigger, which in the state of migrations is an option that no operation reads.

    Django would make it and all around it again, hundreds of times.
    """

    def without_models(forwards: Callable[..., None]) -> Callable[..., None]:
        def state_forwards(operation: Operation, app_label: str, state: ProjectState) -> None:
            with mock.patch.object(state, "reload_model"):
                forwards(operation, app_label, state)

        return state_forwards

    with ExitStack() as stack:
        for kind in (AddTrigger, RemoveTrigger):
            stack.enter_context(mock.patch.object(kind, "state_forwards", without_models(kind.state_forwards)))
        yield


def models_of(name: str) -> Apps:
    """The models as they were after migration `name`."""
    return EachMigration(connection).project_state([("mgdb", name)]).apps


class Steps:
    """Databases as they were after some of the migrations, and after all: one way through every one there has been."""

    def __init__(self, server: DatabaseServer, *stages: str) -> None:
        self.server = server
        self.at: dict[str, str] = {}  # the names of the databases
        name = server.empty("steps")
        with application_on(server, name):
            for stage in stages:
                migrate(stage)
                connection.close()  # nobody may be in what is copied
                self.at[stage] = server.clone("steps", name)
            migrate()
            call_command("pgtrigger", "install", verbosity=0)  # those of today
        self.at["all"] = name

    def drop(self) -> None:
        for name in self.at.values():
            self.server.drop(name)
