"""Comparisons of one's choice: the API gives what the page shows."""

import re

import pytest

from mgdb import compare, presentation
from mgdb.models import Measurement
from tests.corpus import REVIEW, ids

pytestmark = pytest.mark.django_db

CHOSEN = "/api/v1/comparisons/chosen/"


def test_chosen_materials_are_answered_cell_by_cell_as_on_the_page(client):
    chosen = ids("VS4", "Mo-VS4/N-TG")
    answer = client.get(CHOSEN, {"ids": ",".join(chosen), "columns": "rate,improvement"}).json()
    assert answer["noun"] == "material"
    assert [item["id"] for item in answer["items"]] == chosen
    assert [column["key"] for column in answer["columns"]] == ["rate", "improvement"]
    sheet = compare.grid_of(compare.compare_materials(compare.choose(chosen).records, ["rate", "improvement"]))
    shown = [[presentation.cell_lines(cell) for cell in cells] for _, cells in sheet.filled()]
    assert [[cell["lines"] for cell in item["cells"]] for item in answer["items"]] == shown
    assert shown[1][0] == ["76.6 at 500"]
    assert re.fullmatch(r"rate 3\.81× ✓ comparable \[[a-z]\]", shown[1][1][0])
    assert [(note["letter"], note["words"]) for note in answer["notes"]] == list(sheet.notes)
    assert {"cycling", "reference"} <= set(answer["offered_columns"])


def test_chosen_values_are_answered_against_the_first(client):
    chosen = list(Measurement.objects.published().read_in(REVIEW, "Table 1").values_list("public_id", flat=True)[:3])
    answer = client.get(CHOSEN, {"ids": ",".join(chosen)}).json()
    assert answer["noun"] == "measurement"
    against = [cell["lines"] for item in answer["items"] for cell in item["cells"] if cell["column"] == "factor"]
    assert against[0] == ["the first"]
    assert all(
        re.match(r".*(✓ comparable|! compare with caution|≠ not comparable) \[", lines[0]) for lines in against[1:]
    )


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("", "ids", "Nothing is chosen"),
        ("ids=mat-0000000", "ids", "Only mat-0000000 is chosen"),
        ("ids=mat-0000000,mea-0000000", "ids", "do not stand in one table"),
        ("ids=mat-0000000,mat-0000001,x", "ids", "is not an id of a material"),
        ("ids=%00,mat-0000001", "ids", "is not an id of a material"),
        ("colour=red", "colour", "unknown parameter"),
    ],
)
def test_what_cannot_be_compared_is_a_400_that_names_the_parameter(client, query, parameter, words):
    response = client.get(f"{CHOSEN}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    [fault] = response.json()["parameters"]
    assert fault["parameter"] == parameter
    assert words in fault["reason"]


def test_an_unknown_column_is_refused_with_a_hint(client):
    response = client.get(CHOSEN, {"ids": ",".join(ids("VS4", "Mo-VS4/N-TG")), "columns": "cyclin"})
    assert response.status_code == 400
    assert "did you mean cycling" in str(response.json())


def test_an_unchanged_comparison_is_not_sent_again(client):
    query = {"ids": ",".join(ids("VS4", "Mo-VS4/N-TG"))}
    first = client.get(CHOSEN, query)
    again = client.get(CHOSEN, query, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
