"""No model without a page for curators and an address for programs."""

import pytest
from django.apps import apps
from django.db.models import Model
from pghistory.models import Event

from api.router import router
from mgdb.admin import site

MODELS = [model for model in apps.get_app_config("mgdb").get_models() if not issubclass(model, Event)]
WITHOUT_ADMIN = {
    "Cathode": "a view of Material; the list of materials filters by role",
    "Anode": "a view of Material; the list of materials filters by role",
    "Summary": "counted from the records; nobody edits it",
    "Account": "what its user's page shows",
    "LoginLimit": "hashes, which nobody can read",
}
WITHOUT_ENDPOINT = {
    "Cathode": "a view of Material; its list has an address of its own",
    "Anode": "a view of Material; its list has an address of its own",
    "MaterialName": "in the material that it names",
    "Modification": "in its material",
    "Electrolyte": "in its material, which the electrolytes' address lists",
    "Component": "in its electrolyte",
    "Citation": "in the source that cites",
    "MeasurementCondition": "in its measurement",
    "CurveCondition": "in its curve",
    "Report": "in its measurement",
    "Flag": "in what it doubts",
    "ComparisonRow": "in its comparison",
    "DatasetEntry": "bookkeeping of loading",
    "DatasetFile": "bookkeeping of loading",
    "CatalogueEntry": "bookkeeping of the catalogue, which the properties endpoint serves",
    "Job": "curators' work, not data",
    "ChangeRequest": "curators' work; what came of it stands in the history of its record",
    "AnsweredDoubt": "curators' work",
    "RecordedReading": "counted as `readings` of its record",
    "WorkerHeartbeat": "operation, not data",
    "Summary": "counts that the lists show",
    "Account": "people, not data",
    "ApiToken": "secrets, not data",
    "Invitation": "secrets, not data",
    "LoginLimit": "operation, not data",
    "SignIn": "people, not data",
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
    assert (model in served()) != (model.__name__ in WITHOUT_ENDPOINT)


def test_exemptions_are_of_models_that_exist():
    names = {model.__name__ for model in MODELS}
    assert set(WITHOUT_ADMIN) | set(WITHOUT_ENDPOINT) <= names
