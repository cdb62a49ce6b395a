"""The page of a placed result, its states, its files, and that the API answers the same."""

from __future__ import annotations

import csv
import io

import pytest

from tests.statements import statements

pytestmark = pytest.mark.django_db

SIGMA = {"property": "ionic_conductivity", "value": "1.2e-5", "unit": "S/cm", "temperature": "25 °C"}
CAPACITY = {"property": "specific_capacity", "value": "185 mAh/g", "current_density": "100 mA/g", "test_step": "rate"}


def test_the_start_offers_every_property_and_the_form_of_one_is_no_error(client):
    html = client.get("/benchmark/").content.decode()
    for key in ("specific_capacity", "electrochemical_window", "interlayer_spacing"):
        assert f"/benchmark/?property={key}" in html
    answer = client.get("/benchmark/", {"property": "specific_capacity", "role": "cathode"})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'name="current_density"' in html
    assert 'aria-invalid="true"' not in html
    assert '<option value="cathode" selected>' in html


def test_a_result_says_where_it_stands_in_words_table_and_figure(client):
    html = client.get("/benchmark/", SIGMA).content.decode()
    for words in ("comparable values: the", "percentile", "yours included", "cannot be ordered against it",
                  "What is uncertain", 'id="figure-benchmark"', 'id="yours"', "The same:", "Not known:"):  # fmt: skip
        assert words in html, words
    assert 'value="http://testserver/benchmark/?property=ionic_conductivity&amp;value=1.2e-5' in html


def test_what_is_wrong_stands_at_its_field_with_the_way_out(client):
    answer = client.get("/benchmark/", SIGMA | {"value": "10-5", "temperature": "-300"})
    assert answer.status_code == 400
    html = answer.content.decode()
    assert html.count('aria-invalid="true"') == 2
    assert "10⁻⁵, or 5–10? write" in html
    assert 'value="10-5"' in html  # what was typed is not lost
    for query in ({"property": "capcity", "value": "5"}, SIGMA | {"temprature": "25"}):
        assert client.get("/benchmark/", query).status_code == 400


@pytest.mark.parametrize("page", ["0", "99", "x", "٣"])
def test_a_page_that_is_none_is_refused(client, page):
    answer = client.get("/benchmark/", SIGMA | {"page": page})
    assert answer.status_code == 400
    assert "there are pages 1 to" in answer.content.decode()


def test_the_form_keeps_what_no_field_of_it_shows(client):
    html = client.get("/benchmark/", SIGMA | {"sort": "value", "scan_rate": "1 mV/s"}).content.decode()
    assert '<input type="hidden" name="sort" value="value">' in html
    assert '<input type="hidden" name="scan_rate" value="1 mV/s">' in html
    assert 'type="hidden" name="temperature"' not in html


def test_nothing_to_stand_beside_is_said(client):
    html = client.get("/benchmark/", {"property": "band_gap", "value": "2 eV", "structure_family": "chevrel"})
    assert "Nothing is reported that could stand beside it" in html.content.decode()


def test_pages_are_small_and_take_few_queries(client):
    for query in (SIGMA, CAPACITY, CAPACITY | {"sort": "value", "page": "2"}):
        client.get("/benchmark/", query | {"suspect": "1"})
        with statements() as sent:
            answer = client.get("/benchmark/", query)
        assert answer.status_code == 200
        assert len(sent) <= 6
        assert len(answer.content) < 200_000


def test_the_reader_s_own_row_stands_once_on_one_page(client):
    for sort in ("nearest", "value"):
        answers = [client.get("/benchmark/", SIGMA | {"sort": sort, "page": str(page)}) for page in (1, 2, 3)]
        assert answers[-1].context["pages"].after is None
        assert sum(answer.content.decode().count('id="yours"') for answer in answers) == 1, sort


def test_nothing_of_a_result_is_run_as_markup(client):
    html = client.get("/benchmark/", SIGMA | {"atmosphere": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_csv_has_every_value_in_the_order_of_the_page(client):
    shown = client.get("/benchmark/", SIGMA).context["values"]
    answer = client.get("/benchmark/", SIGMA | {"format": "csv"})
    assert answer["Content-Disposition"] == 'attachment; filename="mgdb-benchmark.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows[: len(shown)]] == [value.view.id for value in shown]
    assert {row["verdict"] for row in rows} == {"comparable", "compare with caution", "not comparable"}
    figure = client.get("/benchmark/", SIGMA | {"format": "json"}).json()
    assert figure["data"][-1]["name"] == "your value"
    assert figure["data"][-1]["x"] == [1.2e-5]
    assert client.get("/benchmark/", SIGMA | {"format": "pdf"}).status_code == 400


@pytest.mark.parametrize("query", [SIGMA, CAPACITY, CAPACITY | {"sort": "value"}], ids=["sigma", "capacity", "value"])
def test_the_api_answers_what_the_page_shows(client, query):
    page = client.get("/benchmark/", query).context
    answer = client.get("/api/v1/benchmark/", query | {"page_size": "1000"}).json()
    placement = page["placement"]
    assert answer["headline"] == page["headline"]
    assert answer["uncertain"] == page["uncertain"]
    assert answer["count"] == len(placement.values) == len(answer["results"])
    assert [row["measurement"] for row in answer["results"]] == [value.view.id for value in placement.values]
    assert [row["verdict"] for row in answer["results"]] == [value.mark.word for value in placement.values]
    for name, found in (("comparable", placement.comparable), ("with_care", placement.counted)):
        stated = answer[name]
        assert [stated[key] for key in ("lower", "equal", "higher", "open")] == [
            found.lower, found.equal, found.higher, found.open,
        ]  # fmt: skip
        assert (stated["percentile"], stated["rank_best"]) == (found.percentile, found.ranks and found.ranks[0])
    assert answer["figure"]["layout"] == page["drawing"].figure["layout"]


def test_the_api_refuses_in_the_words_of_the_page_and_answers_in_pages(client):
    answer = client.get("/api/v1/benchmark/", {"property": "ionic_conductivity"})
    assert answer.status_code == 400
    assert answer.json()["parameters"][0]["parameter"] == "value"
    two = client.get("/api/v1/benchmark/", SIGMA | {"page_size": "2"}).json()
    assert len(two["results"]) == 2
    assert "page=2" in two["next"]


def test_readers_find_it_where_they_need_it(client):
    from mgdb.models import Measurement

    value = Measurement.objects.published().of("specific_capacity").filter(material__isnull=False).first()
    for path in ("/", "/plots/", f"/measurements/{value.public_id}/", f"/materials/{value.material.public_id}/"):
        assert "/benchmark/" in client.get(path).content.decode()
    html = client.get(f"/materials/{value.material.public_id}/").content.decode()
    assert "/benchmark/?property=specific_capacity" in html
