"""Every number of the coverage plot is the count of the list that its cell leads to."""

import json
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from mgdb import plot_input, plots
from mgdb.lists import LIST_TYPES
from mgdb.models import Measurement
from mgdb.search import FILTER_SETS, Query
from tests.statements import statements

pytestmark = pytest.mark.django_db
COVERAGE = plots.get("coverage")
TABLES = ["class", "family", "condition"]


def counts(table, query=""):
    asked = Query(FILTER_SETS["measurements"], QueryDict(query), Measurement.objects.published())
    return plot_input.points_for(COVERAGE, asked, {"table": table})


def listed(url):
    """How many rows the list at `url` has, asked as its page asks."""
    parts = urlsplit(url)
    plural = parts.path.strip("/")
    return Query(FILTER_SETS[plural], QueryDict(parts.query), LIST_TYPES[plural].rows()).queryset.count()


@pytest.mark.parametrize(
    ("table", "query"),
    [
        *((table, "") for table in TABLES),
        ("class", "electrolyte_class=polymer&electrolyte_class=gel&origin=measured"),
        ("family", "chemistry=Mg&property=specific_capacity&property=ionic_conductivity"),
        ("condition", "strict_mg=1&year_min=2015"),
    ],
)
def test_every_cell_counts_what_its_list_shows(table, query, some):
    cells = counts(table, query)
    assert [cell for cell in cells if not cell.url and cell.number and cell.column] == []
    leading = [cell for cell in cells if cell.url]
    assert len(leading) > 20
    wrong = [
        (cell.row, cell.column, cell.number, cell.missing, cell.url)
        for cell in some(leading, 12)
        if listed(cell.url) != (cell.number or cell.missing)
    ]
    assert wrong == []


@pytest.mark.parametrize("table", TABLES)
def test_values_in_cells_and_beside_them_are_all_there_are(table):
    """A value in two classes stands in both: the cells hold at least what is not beside them."""
    cells = counts(table)
    everything = Measurement.objects.published().count()
    beside = sum(one.number for one in cells if not one.column)
    if table != "condition":
        assert sum(one.number for one in cells) >= everything
    assert 0 < beside < everything


@pytest.mark.parametrize("table", TABLES)
def test_it_costs_a_few_queries_however_many_cells(table):
    with statements(most=8):
        counts(table)


def test_page_api_and_files_hold_the_same_cells(client):
    drawing = client.get("/plots/coverage/?table=family").context["drawing"]
    answer = json.loads(client.get("/api/v1/plots/coverage/?table=family").content)
    assert answer["lines"] == [dict(line) for line in drawing.lines]
    assert answer["figure"] == drawing.figure
    said = client.get("/plots/coverage/?table=family").content.decode()
    assert 'href="/measurements/?property=specific_capacity&amp;structure_family=anatase"' in said
    assert 'href="/materials/?structure_family=' in said


def test_the_list_of_what_could_fill_a_cell_says_what_it_is(client):
    said = client.get("/electrolytes/?electrolyte_class=gel&without_property=transference_number").content.decode()
    assert "without a value of transference number" in said


def test_nothing_that_matches_says_so(client):
    assert "No value to count" in client.get("/plots/coverage/?chemistry=Al").content.decode()
