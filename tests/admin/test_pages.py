"""The entrance, lists and forms as a curator finds them."""

import re
from functools import reduce
from operator import or_

import pytest
from django.db.models import Q
from django.test import RequestFactory
from django.urls import reverse

from mgdb import review
from mgdb.admin import site
from mgdb.admin.searching import Searching, ways_to_papers
from mgdb.models import (
    Comparison,
    Material,
    Measurement,
    Source,
)
from mgdb.models.sources import family_name

pytestmark = pytest.mark.django_db


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


def test_every_list_of_records_and_parts_is_searched_by_author_and_doi(contributor):
    """By the paper of each kind of row; 28 lists in few requests, so that a new one is searched too."""
    paper = Source.objects.get(doi="10.1007/s40820-024-01495-1")
    author = family_name(paper.authors[-1])
    assert author.lower() not in paper.short.lower()  # of several, the first is in the labels of rows already
    unsearched = []
    for model, model_admin in site._registry.items():
        if not isinstance(model_admin, Searching) or model is Source:
            continue
        request = RequestFactory().get("/")
        request.user = contributor.user
        rows = model._base_manager.all()
        for words in (author, f"https://doi.org/{paper.doi.upper()}."):
            found, _ = model_admin.get_search_results(request, rows, words)
            ways = ways_to_papers(model)
            expected = rows.filter(reduce(or_, (Q(**{way: paper}) for way in ways))).values("pk")
            if not set(expected.values_list("pk", flat=True)) <= set(found.values_list("pk", flat=True)):
                unsearched.append((model.__name__, words))
    assert unsearched == []
    of_author = {"q": f"{author} VS4"}
    rows = contributor.get(reverse("admin:mgdb_pair_changelist"), of_author).context["cl"].result_list
    assert len(rows) == len({row.pk for row in rows}) > 0
    assert all("vs4" in row.search_text for row in rows)


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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("material", "electrolyte"),
        ("source", "measurements"),
        ("cell", "flags"),
        ("phase", "materials"),
        ("phase", "no"),
    ],
)
def test_a_relation_from_elsewhere_is_no_field_that_offers_choices(contributor, model, field):
    query = {"app_label": "mgdb", "model_name": model, "field_name": field, "term": "a"}
    assert contributor.get(reverse("admin:autocomplete"), query).status_code == 403


def test_a_form_offers_every_property_with_its_unit(contributor):
    content = contributor.get(reverse("admin:mgdb_measurement_add")).content.decode()
    assert '<optgroup label="Transport">' in content
    assert "Ionic conductivity (S cm⁻¹)" in content


def test_fields_in_a_grid_are_named_as_its_columns(contributor):
    content = contributor.get(reverse("admin:mgdb_measurement_add")).content.decode()
    for name, label in (("key", "Key"), ("status", "Status"), ("printed", "Printed")):
        field = re.search(f'<(select|input)[^>]* name="conditions-0-{name}"[^>]*>', content)
        assert field is not None
        assert f'aria-label="{label}"' in field[0]


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
