"""A term of a vocabulary is one entry in science: no migration, no change of the database."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from mgdb.models.base import VocabularyField
from mgdb.science.vocabulary import Term


def changes():
    loader = MigrationLoader(None)
    found = MigrationAutodetector(
        loader.project_state(), ProjectState.from_apps(apps), NonInteractiveMigrationQuestioner()
    )
    return found.changes(graph=loader.graph)


def test_a_new_term_needs_no_migration(monkeypatch):
    fields = [
        column
        for model in apps.get_app_config("mgdb").get_models()
        for column in model._meta.get_fields()
        if isinstance(column, VocabularyField)
    ]
    assert len(fields) > 20
    new = Term("a_new_term", "a new term", "Made up for this test.")
    for column in fields:
        monkeypatch.setattr(column, "terms", (*column.terms, new))
        monkeypatch.setattr(column, "choices", [*(column.choices or ()), (new.key, new.label)])
    assert changes() == {}
