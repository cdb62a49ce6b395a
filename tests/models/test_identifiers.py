"""Identifiers of phases in other databases: reviewed as all fields, searched, exported, and never what they are not."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mgdb import review
from mgdb.models import Phase
from mgdb.review.readings import form_of
from mgdb.views.addresses import address
from tests.review.people import by_id, person

pytestmark = pytest.mark.django_db
GIVEN = {"materials_project": "https://next-gen.materialsproject.org/materials/mp-1234", "cod": "1234567"}


@pytest.fixture
def phase():
    found = Phase.objects.get(name="MgSc2Se4 (spinel)")
    for name, value in GIVEN.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()
    return found


def test_an_address_is_kept_as_the_identifier_in_it(phase):
    assert (phase.materials_project, phase.cod, phase.pubchem) == ("mp-1234", "1234567", "")
    assert phase.search_words()[-2:] == ["mp-1234", "1234567"]


@pytest.mark.parametrize("name", ["materials_project", "cod", "pubchem"])
def test_neither_the_form_nor_the_table_takes_another_word(name):
    phase = Phase.objects.first()
    setattr(phase, name, "spinel")
    with pytest.raises(ValidationError, match="it looks like"):
        phase.full_clean()
    with pytest.raises(IntegrityError, match=f"phase_{name}_is_one"), transaction.atomic():
        Phase.objects.filter(pk=phase.pk).update(**{name: "spinel"})


def test_page_api_and_file_show_them(phase, client):
    page = client.get(address(phase.public_id)).content.decode()
    assert 'href="https://next-gen.materialsproject.org/materials/mp-1234"' in page
    assert 'href="https://www.crystallography.net/cod/1234567.html"' in page
    assert "PubChem" not in page
    found = client.get("/api/v1/phases/", {"materials_project": "mp-1234"}).json()["results"]
    assert [(one["id"], one["cod"], one["pubchem"]) for one in found] == [(phase.public_id, "1234567", None)]
    asked = {"cod": "1234567", "columns": ["name", "cod"], "format": "csv"}
    rows = csv.DictReader(io.StringIO(client.get("/phases/", asked).content.decode("utf-8-sig")))
    assert [row["cod"] for row in rows] == ["1234567"]


def test_one_that_is_given_to_a_published_phase_waits_for_another_person(client):
    phase = Phase.objects.get(name="MgSc2Se4 (spinel)")
    form = review.trial(phase, form_of(phase) | {"cod": "COD 1234567"}, by_id)
    ada = person("ada", "contributor")
    request = review.propose("edit", phase, by=ada, seen=phase.revision, reason="The entry of the spinel.", form=form)
    phase.refresh_from_db()
    assert phase.cod == ""
    review.accept(request, by=person("eve", "reviewer"), seen=phase.revision)
    phase.refresh_from_db()
    assert phase.cod == "1234567"
