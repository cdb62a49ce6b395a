"""Every model has its pages, and they stay cheap."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from mgdb import review
from mgdb.accounts import invitations, sign_ins, tokens
from mgdb.admin import site
from mgdb.models import (
    AnsweredFinding,
    Comparison,
    Finding,
    Job,
    Material,
    Measurement,
    SignIn,
    Source,
    WorkerHeartbeat,
)
from mgdb.models.base import Record
from mgdb.review import problems
from tests.records.examples import fill_gaps
from tests.statements import statements

pytestmark = pytest.mark.django_db
MODELS = sorted(site._registry, key=lambda model: model._meta.label)
MOST_QUERIES = 12


@pytest.fixture
def rows(db):
    fill_all()


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


@pytest.fixture
def curator(superuser: Client) -> Client:
    return superuser


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_has_a_list_a_form_and_a_history(model, curator, rows):
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


@pytest.mark.parametrize("model", [model for model in MODELS if issubclass(model, Record)], ids=lambda m: m.__name__)
def test_a_draft_of_a_record_opens_for_editing(model, curator, rows):
    record = model._default_manager.first()
    model._default_manager.filter(pk=record.pk).update(status="draft")
    response = curator.get(reverse(f"admin:mgdb_{model._meta.model_name}_change", args=[record.pk]))
    assert 'name="_save"' in response.content.decode()
    assert "Hand in for review" in response.content.decode()


def test_the_entrance_groups_models_as_a_curator_works(contributor):
    content = contributor.get(reverse("admin:index")).content.decode()
    assert content.index("Literature") < content.index("What is measured") < content.index("What was found")
    assert "Import a dataset file" in content


def test_no_model_is_left_without_a_heading(superuser):
    groups = superuser.get(reverse("admin:index")).context["app_list"]
    assert "Other" not in {group["name"] for group in groups}
    assert {entry["model"] for group in groups for entry in group["models"]} == set(site._registry)


def test_the_entrance_says_what_waits(reviewer, contributor):
    material = Material.objects.create(name="VS4 x", source=Source.objects.first(), roles=["cathode"])
    assert "Nothing waits for review" in reviewer.get(reverse("admin:index")).content.decode()
    review.submit(material, by=contributor.user, seen=material.revision)
    assert "1 material</a>" in reviewer.get(reverse("admin:index")).content.decode()


def test_names_in_lists_are_typeset(contributor):
    content = contributor.get(reverse("admin:mgdb_material_changelist"), {"q": "VS4"}).content.decode()
    assert "VS<sub>4</sub>" in content


def test_values_in_lists_keep_their_qualifier_and_unit(contributor):
    content = contributor.get(reverse("admin:mgdb_measurement_changelist"), {"q": "W-TiO2"}).content.decode()
    shown = re.sub(r"<[^>]+>|\s|\u2009|\u202f|\xa0", "", content)
    assert "≈48mAhg−1" in shown


def test_search_folds_what_was_typed(contributor):
    plain = contributor.get(reverse("admin:mgdb_material_changelist"), {"q": "V2O5"})
    typeset = contributor.get(reverse("admin:mgdb_material_changelist"), {"q": "V₂O₅"})
    assert plain.context["cl"].result_count == typeset.context["cl"].result_count > 0


def test_filters_narrow_the_list(contributor):
    everything = contributor.get(reverse("admin:mgdb_material_changelist")).context["cl"].result_count
    electrolytes = contributor.get(reverse("admin:mgdb_material_changelist"), {"role": "electrolyte"})
    expected = Material.objects.with_role("electrolyte").count()
    assert 0 < electrolytes.context["cl"].result_count == expected < everything


def test_choices_are_told_apart_and_fit_the_field(contributor):
    address = reverse("admin:autocomplete")
    asked = {"app_label": "mgdb", "model_name": "cell", "term": ""}
    choices = contributor.get(address, asked | {"field_name": "electrolyte"}).json()["results"]
    assert {int(choice["id"]) for choice in choices} <= set(
        Material.objects.with_role("electrolyte").values_list("pk", flat=True)
    )
    twins = contributor.get(address, asked | {"field_name": "working_material", "term": "VS4"}).json()["results"]
    texts = [choice["text"] for choice in twins]
    assert len(texts) == len(set(texts)) > 1
    assert all("mat-" in text and " · " in text for text in texts)


def test_what_no_text_column_can_hold_is_refused(contributor):
    assert contributor.get(reverse("admin:mgdb_material_changelist") + "?q=%00").status_code == 400
    assert contributor.get(reverse("admin:autocomplete") + "?term=%00").status_code == 400


def test_a_form_offers_every_property_with_its_unit(contributor):
    content = contributor.get(reverse("admin:mgdb_measurement_add")).content.decode()
    assert '<optgroup label="Transport">' in content
    assert "Ionic conductivity (S cm⁻¹)" in content


def test_pages_carry_no_inline_style_or_script(superuser, rows):
    paths = [
        "admin:index", "admin:mgdb_measurement_changelist", "admin:mgdb_measurement_add", "admin:mgdb_material_add",
        "admin:import_dataset",
    ]  # fmt: skip
    for path in map(reverse, paths):
        content = superuser.get(path).content.decode()
        assert not re.search(r"<[^>]+\sstyle=", content), path
        assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", content), path
        assert not re.search(r"<[^>]+\son\w+=", content), path


def test_a_published_measurement_opens_for_a_proposal(contributor):
    record = Measurement.objects.published().first()
    content = contributor.get(reverse("admin:mgdb_measurement_change", args=[record.pk])).content.decode()
    assert "what you change below is proposed" in content
    assert 'value="Propose this change"' in content
    assert 'name="_continue"' not in content


def test_the_list_of_comparisons_counts_their_materials(contributor):
    comparison = Comparison.objects.order_by("slug").first()
    content = contributor.get(reverse("admin:mgdb_comparison_changelist")).content.decode()
    assert comparison.rows.count() > 1
    assert f'<td class="field-materials">{comparison.rows.count()}</td>' in content
