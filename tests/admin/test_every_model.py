"""Every model has its pages, and they stay cheap."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from mgdb import review
from mgdb.accounts import invitations, sign_ins, tokens
from mgdb.admin import site
from mgdb.admin.searching import MOST_WORDS
from mgdb.models import AnsweredFinding, Finding, Job, Measurement, SignIn, WorkerHeartbeat
from mgdb.models.base import Record
from mgdb.review import problems
from tests.records.examples import fill_gaps
from tests.statements import statements

from .conftest import person

pytestmark = pytest.mark.django_db
MODELS = sorted(site._registry, key=lambda model: model._meta.label)
MOST_QUERIES = 12


@pytest.fixture(scope="module")
def curator(module_db: None) -> Client:
    """Somebody who may all; each model has a row."""
    fill_all()
    return person("root", is_superuser=True)


def fill_all():
    """Makes what the curated records have none of, so that each model has a row."""
    fill_gaps()
    job = Job(kind="import_dataset", arguments={"file": "a.yaml"})
    job.save()
    value = Measurement.objects.published().first()
    form = review.to_dict(value)
    changed = form | {"reports": [form["reports"][0] | {"printed_value": "999"}, *form["reports"][1:]]}
    by = User.objects.create_superuser("author")
    AnsweredFinding.objects.create(
        public_id=value.public_id, subject="28 S cm⁻¹ is outside the plausible range.", by=by
    )
    gap = {"kind": "missing_condition", "subject": "temperature", "words": "nobody has looked for temperature"}
    Finding.objects.create(record_type="measurement", public_id=value.public_id, **gap)
    review.propose("edit", value, by=by, seen=value.revision, reason="Misread.", form=changed)
    told = {"kind": "value", "text": "Table 1 prints 999."}
    problems.report(value, told, seen=value.revision, address="")
    person = User.objects.create_user("emilie")
    tokens.make(person, "a script", ["write"], 30)
    invitations.invite(person, Group.objects.get(name="reviewer"))
    sign_ins.note(SignIn.Outcome.SIGNED_IN, "192.0.2.7", person)
    WorkerHeartbeat.objects.get_or_create(worker="celery@here")


@pytest.mark.sampled(5)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_has_a_list_a_form_and_a_history(model, curator):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    with statements(most=MOST_QUERIES):
        response = curator.get(reverse(f"{name}_changelist"))
    assert response.status_code == 200
    assert curator.get(reverse(f"{name}_changelist"), {"q": "VS₄ 10.1007"}).status_code == 200
    request = response.wsgi_request
    expected = 200 if site._registry[model].has_add_permission(request) else 403
    assert curator.get(reverse(f"{name}_add")).status_code == expected
    row = model._default_manager.first()
    assert row is not None, "give `fill_all` one of it"
    assert curator.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
    assert curator.get(reverse(f"{name}_history", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("words", [MOST_WORDS, 1000])
def test_whatever_a_list_is_searched_for_stays_cheap(words, curator, some):
    """As much as may be looked for is answered; more is refused in a sentence that does not repeat it."""
    for model in some(MODELS, 8):
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        with statements(most=MOST_QUERIES):
            answer = curator.get(address, {"q": " ".join(f"w{n:03}" for n in range(words))})
        assert (answer.status_code, len(answer.content) < 200_000) == (200 if words == MOST_WORDS else 400, True), model
    assert words == MOST_WORDS or ("At most 200 characters" in answer.text and "w001" not in answer.text)


def test_an_autocomplete_is_asked_for_as_much_as_a_list(curator):
    field = {"app_label": "mgdb", "model_name": "measurement", "field_name": "material"}
    statuses = [
        curator.get(reverse("admin:autocomplete"), field | {"term": term}).status_code
        for term in ("x" * 200, "x" * 201, "x " * MOST_WORDS, "x " * (MOST_WORDS + 1))
    ]
    assert statuses == [200, 400, 200, 400]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("model", [model for model in MODELS if issubclass(model, Record)], ids=lambda m: m.__name__)
def test_a_draft_of_a_record_opens_for_editing(model, curator):
    record = model._default_manager.first()
    model._default_manager.filter(pk=record.pk).update(status="draft")
    response = curator.get(reverse(f"admin:mgdb_{model._meta.model_name}_change", args=[record.pk]))
    assert 'name="_save"' in response.content.decode()
    assert "Hand in for review" in response.content.decode()


def test_pages_carry_no_inline_style_or_script(curator):
    paths = [
        "admin:index", "admin:mgdb_measurement_changelist", "admin:mgdb_measurement_add", "admin:mgdb_material_add",
        "admin:import_dataset",
    ]  # fmt: skip
    for path in map(reverse, paths):
        content = curator.get(path).content.decode()
        assert not re.search(r"<[^>]+\sstyle=", content), path
        assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", content), path
        assert not re.search(r"<[^>]+\son\w+=", content), path
