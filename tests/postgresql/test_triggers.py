"""The indexed register of triggers answers as pgtrigger's own does and refuses what that refuses; migrations say the
same of each model."""

from __future__ import annotations

import pgtrigger
import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger import registry
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from mgdb.models import Material, Phase
from mgdb.postgresql.triggers import IndexedRegistry


@pytest.fixture
def own(monkeypatch):
    """A register of a test's own, and pgtrigger's beside it, both with all triggers of the application."""
    plain = registry._Registry()
    plain.data.update(registry._registry.data)
    indexed = IndexedRegistry(plain)
    monkeypatch.setattr(registry, "_registry", indexed)
    monkeypatch.setattr("pgtrigger.features.migrations", lambda: False)  # the models' own lists stay as they are
    return indexed, plain


def trigger(name):
    return pgtrigger.Protect(name=name, operation=pgtrigger.Truncate)


def test_the_application_uses_it():
    assert isinstance(registry._registry, IndexedRegistry)
    assert len(registry._registry) > 200


def test_its_indexes_are_what_pgtrigger_would_look_up(own):
    indexed, plain = own
    added = trigger("tried")
    pgtrigger.register(added)(Phase)
    assert indexed.by_db_table == plain.by_db_table | {("mgdb_phase", "tried"): added}
    assert indexed.pg_function_names == plain.pg_function_names | {added.get_pgid(Phase)}
    registry.delete("mgdb.Phase:tried")
    assert (dict(indexed), indexed.by_db_table, indexed.pg_function_names) == (
        dict(plain), plain.by_db_table, plain.pg_function_names,
    )  # fmt: skip


def test_a_name_that_is_taken_is_refused_and_the_same_trigger_is_not(own):
    added = trigger("tried")
    pgtrigger.register(added)(Phase)
    pgtrigger.register(added)(Phase)
    with pytest.raises(KeyError, match='"tried" already'):
        pgtrigger.register(trigger("tried"))(Phase)
    pgtrigger.register(trigger("tried"))(Material)


@pytest.mark.parametrize("made", [False, True], ids=["a state alone", "with models made of it"])
def test_a_migration_adds_and_takes_triggers_without_rebuilding_models(made):
    state = ProjectState()
    state.add_model(ModelState("tried", "Thing", [("id", models.AutoField(primary_key=True))]))
    thing = state.apps.get_model("tried", "thing") if made else None
    first, second = trigger("first"), trigger("second")
    AddTrigger("thing", first).state_forwards("tried", state)
    before = state.clone()
    AddTrigger("thing", second).state_forwards("tried", state)
    assert state.models["tried", "thing"].options["triggers"] == [first, second]
    RemoveTrigger("thing", "first").state_forwards("tried", state)
    assert state.models["tried", "thing"].options["triggers"] == [second]
    assert before.models["tried", "thing"].options["triggers"] == [first]
    now = state.apps.get_model("tried", "thing")
    assert now._meta.triggers == [second]
    assert thing in (None, now)
