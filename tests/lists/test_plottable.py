"""From a list to the plots that draw its rows, and back to the same rows."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from mgdb import plots
from mgdb.lists import LIST_TYPES, ListPage
from mgdb.models import Measurement
from mgdb.search import FILTER_SETS, Query
from mgdb.search.snapshot import Snapshot
from tests.statements import statements

pytestmark = pytest.mark.django_db


def listed(key, question=""):
    return ListPage(LIST_TYPES[key], QueryDict(question))


def slugs(page):
    return [urlsplit(href).path.split("/")[2] for _, href, _ in page.plots]


@pytest.mark.parametrize(
    "question",
    [
        "",
        "property=ionic_conductivity&electrolyte_class=oxide&ordering=-value&columns=value,ion&page=1",
        "chemistry=Mg&q=V2O5",
        "elements_all=Mg,Se&origin=measured&temperature_min=20&temperature_max=30&temperature_unit=°C",
    ],
)
def test_every_plot_of_a_list_of_values_draws_nothing_but_its_rows(client, question, some):
    page = listed("measurements", question)
    rows = set(page.query.queryset.values_list("public_id", flat=True))
    assert page.plots
    drew = 0
    for _, href, count in some(page.plots, 3):
        answer = client.get(href)
        assert answer.status_code == 200, href
        assert 0 < count <= len(rows)
        if drawing := answer.context["drawing"]:
            drew += 1
            drawn = {item.point.id for item in drawing.drawn if not item.point.curve}
            assert drawn <= rows, href
    assert drew


def test_the_list_of_a_plot_holds_what_the_plot_draws(client):
    _, href, _ = next(
        one for one in listed("measurements", "property=ionic_conductivity").plots if "arrhenius" in one[1]
    )
    page = client.get(href)
    assert "Of " in page.content.decode()
    back = urlsplit(page.context["listed"])
    query = Query(FILTER_SETS["measurements"], QueryDict(back.query), Measurement.objects.published())
    assert query.ok
    rows = set(query.queryset.values_list("public_id", flat=True))
    assert {item.point.id for item in page.context["drawing"].drawn} <= rows


def test_values_of_materials_are_asked_for_with_their_role_and_the_same_conditions():
    page = listed("cathodes", "elements_all=V&with_values=1&ordering=name")
    _, href, count = next(one for one in page.plots if "/plots/rate/" in one[1])
    assert parse_qs(urlsplit(href).query) == {"elements_all": ["V"], "role": ["cathode"], "chemistry": ["all"]}
    assert 0 < count <= page.total


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("sources", "read=0"),
        ("cathodes", "role=electrolyte"),
        ("materials", "without_property=voltage"),
        ("measurements", "chemistry=Mg&chemistry=Li"),
        ("measurements", "chemistry_not=Li"),
        ("measurements", "property=space_group"),
    ],
)
def test_nothing_is_offered_where_a_plot_could_not_draw_these_rows(key, question):
    assert listed(key, question).plots == []


def test_a_plot_that_needs_a_property_or_two_is_not_offered_without():
    assert "arrhenius" not in plots.plots_for({"activation_energy": 5})
    assert "barriers" in plots.plots_for({"activation_energy": 5})
    assert plots.plots_for({"ionic_conductivity": 3, "activation_energy": 2})["arrhenius"] == 5
    assert "scatter" not in plots.plots_for({"voltage": 9})
    assert "scatter" in plots.plots_for({"voltage": 9, "specific_capacity": 1})
    assert plots.plots_for({}) == {}
    assert "arrhenius" not in slugs(listed("measurements", "property=activation_energy"))


def test_the_temperature_of_a_list_is_that_of_the_plots_that_evaluate():
    page = listed("measurements", "property=ionic_conductivity&at_celsius=60")
    asked = {
        urlsplit(href).path.split("/")[2]: parse_qs(urlsplit(href).query).get("at_celsius") for _, href, _ in page.plots
    }
    assert asked["arrhenius"] == ["60"]
    assert asked["records"] is None


OF_A_ROW = {
    "phases": ("material__phase", "pk"),
    "sources": ("reports__document", "pk"),
    "cells": ("measured_in", "pk"),
    "defects": ("material", "material"),
    "pairs": ("material", "modified"),
    "statements": ("material", "material"),
}


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("phases", ""),
        ("phases", "elements_all=V"),
        ("sources", ""),
        ("cells", ""),
        ("cells", "counter=mg_metal"),
        ("defects", ""),
        ("defects", "kind=anion_vacancy"),
        ("pairs", ""),
        ("pairs", "property=ionic_conductivity&ordering=-factors&columns=factors"),
        ("statements", ""),
    ],
)
def test_other_lists_lead_to_plots_of_what_belongs_to_their_rows_by_their_question(client, key, question):
    page = listed(key, question)
    path, column = OF_A_ROW[key]
    rows = page.query.queryset.order_by()
    own = Measurement.objects.published().filter(**{f"{path}__in": rows.exclude(**{column: None}).values(column)})
    allowed = set(own.values_list("public_id", flat=True))
    assert page.plots
    drew = 0
    for title, href, count in page.plots[:3]:
        assert len(href) < 200
        answer = client.get(href)
        assert answer.status_code == 200, href
        assert 0 < count <= len(allowed), title
        assert answer.context["query"].conditions[0].description in answer.content.decode()
        if drawing := answer.context["drawing"]:
            drew += 1
            assert {item.point.id for item in drawing.drawn if not item.point.curve} <= allowed, href
    assert drew
    assert page.plotted.endswith("rows")
    asked = parse_qs(urlsplit(page.plots[0][1]).query)["rows_of"][0]
    back = Query(FILTER_SETS["measurements"], query_of(rows_of=asked), Measurement.objects.published())
    assert set(back.queryset.values_list("public_id", flat=True)) == allowed


def query_of(**parameters):
    data = QueryDict(mutable=True)
    data.update(parameters)
    return data


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("materials", "is not a list whose rows have values"),
        ("pairs?kind=nothing", "kind"),
        ("pairs?unknown=1", "unknown"),
        ("pairs?rows_of=pairs", "rows_of"),
        ("pairs?kind=" + "x" * 2000, "longer"),
    ],
)
def test_a_question_of_another_list_is_checked(client, asked, told):
    response = client.get("/api/v1/measurements/", {"rows_of": asked})
    assert response.status_code == 400
    assert told in response.content.decode()


def test_the_values_of_another_lists_rows_are_listed_in_words(client):
    page = ListPage(LIST_TYPES["measurements"], query_of(rows_of="pairs?kind=pristine"))
    assert page.words.endswith("measurements of the modified specimens of pairs of kind pristine")
    kept = Query(FILTER_SETS["measurements"], query_of(rows_of="sources?read=1"), Measurement.objects.published())
    whole = Snapshot(Measurement.objects.published())
    memory = Query(FILTER_SETS["measurements"], query_of(rows_of="sources?read=1"), kept.rows, snapshot=whole)
    assert memory.total() == kept.total() > 0


@pytest.mark.parametrize("key", OF_A_ROW)
def test_such_a_list_needs_few_statements_and_bytes(client, key):
    with statements(most=12):
        response = client.get(f"/{key}/")
    assert "/plots/" in response.content.decode().split("plot-rows")[1]
    assert len(response.content) < 200_000


@pytest.mark.parametrize("question", ["", "defect=anion_vacancy", "of=specific_capacity"])
def test_factors_lead_to_the_list_of_their_values(client, question):
    page = client.get(f"/plots/effects/?{question}")
    back = urlsplit(page.context["listed"])
    assert back.path == "/measurements/"
    query = Query(FILTER_SETS["measurements"], QueryDict(back.query), Measurement.objects.published())
    assert query.ok
    rows = set(query.queryset.values_list("public_id", flat=True))
    assert {item.point.id for item in page.context["drawing"].drawn} <= rows
    assert "list these rows" in page.content.decode()
