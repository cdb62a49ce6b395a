"""pgtrigger for hundreds of triggers, as the history and the records need.

Its register looks through all triggers for each that is added, twice: a tenth of what every process takes to start.
Its migrations render again all models that are related to a model whenever a trigger is added to it or taken from it,
and here all are related: two thirds of what a first start takes.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.state import ProjectState
from pgtrigger import migrations, registry


class IndexedRegistry(registry._Registry):
    """The same register: a name or a function that is taken is refused as before."""

    def __init__(self, triggers: registry._Registry) -> None:
        self._by_table: dict[tuple[str, str], Any] = {}
        self._functions: set[str] = set()
        super().__init__()
        for uri, (model, trigger) in triggers.items():
            self._note(model, trigger)
            self.data[uri] = (model, trigger)

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        return self._by_table

    @property
    def pg_function_names(self) -> set[str]:
        return self._functions

    def _note(self, model: Any, trigger: Any) -> None:
        self._by_table[model._meta.db_table, trigger.name] = trigger
        self._functions.add(trigger.get_pgid(model))

    def __setitem__(self, uri: str, value: tuple[Any, Any]) -> None:
        super().__setitem__(uri, value)  # type: ignore[no-untyped-call]
        self._note(*value)

    def __delitem__(self, uri: str) -> None:
        model, trigger = self[uri]
        super().__delitem__(uri)  # type: ignore[no-untyped-call]
        del self._by_table[model._meta.db_table, trigger.name]
        self._functions.discard(trigger.get_pgid(model))


def set_triggers(app_label: str, model_name: str, state: ProjectState, triggers: list[Any]) -> None:
    """Have `model_name` these triggers in `state`, and in the model that is made of it: nothing else looks at them."""
    state.models[app_label, model_name].options["triggers"] = triggers
    if "apps" in state.__dict__:  # else no models are made of it yet
        state.apps.get_model(app_label, model_name)._meta.triggers = triggers


def _add(self: migrations.AddTrigger, app_label: str, state: ProjectState) -> None:
    before = state.models[app_label, self.model_name].options.get("triggers", [])
    set_triggers(app_label, self.model_name, state, [*before, self.trigger])


def _remove(self: migrations.RemoveTrigger, app_label: str, state: ProjectState) -> None:
    before = state.models[app_label, self.model_name].options.get("triggers", [])
    set_triggers(app_label, self.model_name, state, [one for one in before if one.name != self.name])


def use() -> None:
    """Have pgtrigger do so from now on; the triggers that it has stay."""
    if not isinstance(registry._registry, IndexedRegistry):
        registry._registry = IndexedRegistry(registry._registry)
        migrations.AddTrigger.state_forwards = _add  # type: ignore[method-assign]
        migrations.RemoveTrigger.state_forwards = _remove  # type: ignore[method-assign]
