"""pgtrigger's register of declared triggers, with indexes.

Its own looks through all triggers for each that is added, twice: with the hundreds that the history and the records
need, a tenth of what every process takes to start.
"""

from __future__ import annotations

from typing import Any

from pgtrigger import registry


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


def use() -> None:
    """Have pgtrigger keep its triggers in an `IndexedRegistry` from now on; those that it has stay."""
    if not isinstance(registry._registry, IndexedRegistry):
        registry._registry = IndexedRegistry(registry._registry)
