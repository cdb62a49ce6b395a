"""What HTTP promises: wanted formats, parameters without a value, ids in any letter case, enumerations as they are."""

import csv
import io

import pytest

from mgdb.formats.table import inert
from mgdb.models import Measurement
from mgdb.science import vocabulary

pytestmark = pytest.mark.django_db
TERMS = [
    term.key
    for terms in vars(vocabulary).values()
    if isinstance(terms, tuple)
    for term in terms
    if hasattr(term, "key")
]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/json;q=0.5, text/csv;q=0.9", "text/csv"),
        ("text/csv;q=0.5, application/json;q=0.9", "application/json"),
        ("text/csv, application/json", "text/csv"),
        ("*/*;q=0.1, application/x-bibtex", "application/x-bibtex"),
        ("text/*", "text/csv"),
        ("application/json;q=0, text/csv;q=0.1", "text/csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
    ],
)
def test_the_format_is_the_one_most_wanted(get, accept, media_type):
    answer = get("measurements/?property=transference_number", headers={"accept": accept})
    assert answer["Content-Type"].split(";")[0] == media_type


def test_an_answer_that_nobody_wants_is_refused(get):
    assert get("measurements/", 406, headers={"accept": "image/png"})["Content-Type"] == "application/problem+json"
    assert get("measurements/", 406, headers={"accept": "application/json;q=0"}).status_code == 406


@pytest.mark.parametrize("endpoint", ["measurements", "materials", "properties", "plots", "plots/arrhenius", "phases"])
@pytest.mark.parametrize("empty", ["property=", "value_min=", "q=%20", "property=voltage&property="])
def test_a_parameter_without_a_value_is_refused_by_its_name(get, endpoint, empty):
    problem = get(f"{endpoint}/?{empty}", 400).data
    [named] = [one for one in problem["parameters"] if "is empty" in one["reason"]]
    assert named["parameter"] == empty.split("=")[0]


def test_a_parameter_without_a_value_is_refused_at_a_record_too(get):
    row = Measurement.objects.published().first()
    problem = get(f"measurements/{row.public_id}/?unit=", 400).data
    assert problem["parameters"][0]["parameter"] == "unit"


def test_pages_take_the_empty_fields_of_their_forms_for_not_filled_in(client):
    assert client.get("/measurements/?property=&value_min=&q=").status_code == 200


def test_ids_are_found_in_any_letter_case(get, client):
    row = Measurement.objects.published().first()
    shouted = row.public_id.upper()
    assert get(f"measurements/{shouted}/").data["id"] == row.public_id
    moved = client.get(f"/measurements/{shouted}/")
    assert (moved.status_code, moved["Location"]) == (301, f"/measurements/{row.public_id}/")
    assert client.get(f"/search/?q={shouted}")["Location"] == f"/measurements/{row.public_id}/"
    assert get(f"measurements/?q={shouted}").data["count"] == 1
    material = row.material.public_id
    assert client.get(f"/cathodes/{material.upper()}/", follow=True).redirect_chain[-1][0] == f"/materials/{material}/"


def test_files_have_the_words_of_vocabularies_as_they_are(get):
    assert {"=", "+", "-", "0"} <= set(TERMS)
    assert [term for term in TERMS if inert(term) != term] == []
    for path, column, allowed in (
        ("measurements", "bound", vocabulary.BOUNDS),
        ("statements", "sign", vocabulary.EFFECT_SIGNS),
    ):
        text = get(f"{path}/?format=csv&fields=id,{column}").content.decode("utf-8-sig")
        found = {row[column] for row in csv.DictReader(io.StringIO(text))}
        assert found - {""} <= {term.key for term in allowed}
        assert found & {"=", "+"}


@pytest.mark.parametrize("asked", ["?format=csv", "?format=nonsense", ""])
@pytest.mark.parametrize("path", ["properties/Answered%20requests./", "nothing/"])
def test_that_there_is_nothing_at_an_address_is_said_whatever_format_it_is_asked_for_in(get, path, asked):
    answer = get(f"{path}{asked}", 404, headers={"accept": "image/png"})
    assert answer["Content-Type"] == "application/problem+json"
