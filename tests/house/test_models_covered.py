"""No model without a page for curators and an address for programs."""

import pytest
from django.apps import apps
from django.db.models import Model
from pghistory.models import Event

from api.router import router
from mgdb.admin import site
from mgdb.records import RECORD_TYPES

MODELS = [model for model in apps.get_app_config("mgdb").get_models() if not issubclass(model, Event)]
WITHOUT_ADMIN = {
    "Cathode": "a view of Material; the list of materials filters by role",
    "Anode": "a view of Material; the list of materials filters by role",
    "Person": "Django's user, whose admin it has",
    "Membership": "shown with Django's user",
    "Summary": "counted from the records; nobody edits it",
    "PlotPicture": "drawn of the records; nobody edits it",
    "Account": "what its user's page shows",
    "DataVersion": "bookkeeping of what is cached",
    "PublicChange": "bookkeeping of what is cached",
    "ChangedRow": "a log that triggers write",
    "PublicForm": "made of the records; nobody edits it",
    "RateLimit": "hashes, which nobody can read",
    "SentForm": "hashes, which nobody can read",
    "ProblemContact": "people, whom reviewers see beside what they reported",
    "JobRow": "shown in the report of its job",
    "TableUpload": "shown and deleted on the pages that import it",
    "TableLine": "the report of the check of a table",
    "TableProfile": "chosen on the page of a table",
    "ReviewNote": "the thread that the page of a review shows",
    "ShortAddress": "made by readers; none is changed or taken away",
    "WorkbenchRow": "the page of a paper's workbench shows each person's own",
}
WITHOUT_ENDPOINT = {
    "Cathode": "a view of Material; its list has an address of its own",
    "Anode": "a view of Material; its list has an address of its own",
    "DataVersion": "operation, not data",
    "PublicChange": "operation, not data",
    "ChangedRow": "operation, not data",
    "PublicForm": "what the addresses of records answer",
    "DatasetEntry": "bookkeeping of loading",
    "DatasetFile": "bookkeeping of loading",
    "CatalogueEntry": "bookkeeping of the catalogue, which the properties endpoint serves",
    "Job": "curators' work, not data",
    "JobRow": "curators' work, not data",
    "ReviewNote": "curators' work, not public",
    "ShortAddress": "addresses of questions, which lead to them",
    "TableUpload": "curators' work, not data",
    "TableLine": "curators' work, not data",
    "TableProfile": "curators' work, not data",
    "ChangeRequest": "curators' work; what came of it stands in the history of its record",
    "AnsweredFinding": "curators' work",
    "Finding": "curators' work",
    "RecordedReading": "counted as `readings` of its record",
    "WorkerHeartbeat": "operation, not data",
    "Summary": "counts that the lists show",
    "PlotPicture": "what pages show of the plots, which have their own addresses",
    "Account": "people, not data",
    "Person": "people, not data",
    "Membership": "people, not data",
    "ApiToken": "secrets, not data",
    "Invitation": "secrets, not data",
    "RateLimit": "operation, not data",
    "SentForm": "operation, not data",
    "ProblemContact": "people, not data",
    "SignIn": "people, not data",
    "WorkbenchRow": "what curators are typing, not data",
}
# Parts are shown in their record, but for those that are a record type themselves.
IN_THEIR_RECORD = {part.model for record_type in RECORD_TYPES for part in record_type.all_parts()} - {
    record_type.model for record_type in RECORD_TYPES
}


def served() -> set[type[Model]]:
    """The models whose rows some address of the API lists."""
    found = set()
    for _, viewset, _ in router.registry:
        model = getattr(viewset, "model", None) or getattr(getattr(viewset, "queryset", None), "model", None)
        if model is not None:
            found.add(model)
    return found


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_has_an_admin(model):
    assert (model in site._registry) != (model.__name__ in WITHOUT_ADMIN)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_has_an_endpoint(model):
    assert (model in served()) != (model in IN_THEIR_RECORD or model.__name__ in WITHOUT_ENDPOINT)


def test_exemptions_are_of_models_that_exist_and_are_no_parts_of_records():
    names = {model.__name__ for model in MODELS if model not in IN_THEIR_RECORD}
    assert set(WITHOUT_ADMIN) | set(WITHOUT_ENDPOINT) <= names
