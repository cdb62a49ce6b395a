"""The page of a curve and its answer in the API."""

import json
import re

import pytest
from django.http import QueryDict

from mgdb.models import Cell, Curve
from mgdb.search import FILTER_SETS, Query
from tests.ingest.test_curve_files import CURVE, load
from tests.ingest.test_load import NEW
from tests.views.test_every_page import check

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored():
    assert load(f"{NEW}\n{CURVE}").ok
    return Curve.objects.get()


def test_the_page_draws_the_curve_and_says_what_is_known_of_it(client, stored):
    response = client.get("/curves/cur-0000001/")
    check(response)
    said = " ".join(response.content.decode().split())
    assert 'data-plot="figure-curve"' in said
    assert "Higher than in the text." in said
    assert "argon" in said
    assert "−4.1 (−0.1, +0.2)" in said or "-4.1 (−0.1, +0.2)" in said
    assert "&lt; −4.8" in said
    assert ">Arrhenius plot</a> (3 points)" in said
    assert "log₁₀ (σion / S cm⁻¹)" in said


def test_the_api_gives_points_as_printed_and_canonical(client, stored):
    answer = json.loads(client.get("/api/v1/curves/cur-0000001/").content)
    assert (answer["x_axis"], answer["x_transform"], answer["y_transform"]) == ("temperature", "inverse_1e3", "log10")
    assert answer["points"][0] == [2.8, -4.1]
    assert answer["canonical"]["x_unit"] == "K"
    assert answer["canonical"]["points"][0] == pytest.approx([1000 / 2.8, 10**-4.1])
    assert answer["y_errors"][1] == [None, None]
    assert answer["conditions"]["atmosphere"] == {
        "status": "reported", "value": None, "value_min": None, "value_max": None, "unit": None, "printed": "argon",
        "text": "argon", "assumed": False, "approximate": False, "uncertainty": None,
    }  # fmt: skip
    assert [flag["code"] for flag in answer["flags"]] == ["magnitude"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("property=ionic_conductivity", 1),
        ("property=voltage", 0),
        ("ion=Mg2%2B&method=eis&origin=measured", 1),
        ("ion=Li%2B", 0),
        ("suspect=1", 0),
        ("flag=magnitude", 1),
        ("q=conductivity tester", 1),
        ("document=10.1234/test.1&locator=Fig. 3", 1),
    ],
)
def test_curves_are_asked_for_as_measurements_are(client, stored, query, count):
    assert json.loads(client.get(f"/api/v1/curves/?{query}").content)["count"] == count


def test_a_filter_of_a_plot_finds_curves_too(client, stored):
    answer = json.loads(client.get("/api/v1/plots/arrhenius/?ion=Mg2%2B&method=eis&q=tester").content)
    assert [one["measurement"] for one in answer["drawn"]] == ["cur-0000001"] * 3


def test_curves_are_asked_for_by_battery_chemistry_and_strictness(stored):
    """By what a curve was measured in, else by its ion; strict Mg at its two levels."""

    def asked(**changes):
        Curve.objects.update(**{"measured_in": None, "ion": "Mg2+", **changes})
        keys = ("chemistry=Mg", "chemistry=Mg-Li", "chemistry=Li", "strict_mg=no_departure", "strict_mg=all_stated")
        return [
            Query(FILTER_SETS["curves"], QueryDict(key), Curve.objects.published()).queryset.count() for key in keys
        ]

    cells = Cell.objects.published().filter(counter_kind="mg_metal")
    alone = cells.filter(electrolyte__electrolyte__carrier_cations=["Mg"], chemistry_kind="Mg").first()
    dual = cells.filter(chemistry_kind="Mg-Li").first()
    assert asked() == [1, 0, 0, 1, 0]
    assert asked(ion="Li+") == [0, 0, 1, 0, 0]
    assert asked(measured_in=alone) == [1, 0, 0, 1, 1]
    assert asked(measured_in=dual) == [0, 1, 0, 0, 0]


def test_a_picture_of_a_curve_says_what_it_shows(client, stored):
    page = client.get("/curves/cur-0000001/").content.decode()
    figure = json.loads(re.search(r'id="figure-curve">(.*?)</script>', page, re.DOTALL)[1])
    caption = figure["layout"]["meta"]["caption"]
    assert caption["title"] == "σ(T) of Fig. 3"
    assert caption["question"].endswith(", digitised from Tester 2020, Fig. 3.")
    assert caption["values"] == "3 points drawn"
    assert [(one["text"], one["doi"]) for one in caption["sources"]] == [("Tester 2020", "10.1234/test.1")]
