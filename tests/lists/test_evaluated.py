"""The column of conductivities at a temperature: the same on page, in files, by the API and in the Arrhenius plot."""

import csv
import io
import re

import pytest
from django.http import QueryDict

from mgdb.lists import LIST_TYPES, ListPage, evaluated
from mgdb.lists.list_page import PAGE_SIZE
from mgdb.models import Measurement
from mgdb.plot_input import drawing_of, plot_points
from mgdb.presentation import measurement_views
from mgdb.science import units
from mgdb.science.quantity import format_text
from mgdb.search import Query
from mgdb.search.measurements import MEASUREMENTS
from mgdb.search.record_types import published_rows
from mgdb.search.snapshot import Snapshot
from tests.statements import statements

pytestmark = pytest.mark.django_db
QUESTION = "property=ionic_conductivity&ordering=id"


def by_page(celsius, question=QUESTION):
    """id → the words of its cell on the pages of the list."""
    found, number = {}, 1
    while True:
        page = ListPage(LIST_TYPES["measurements"], QueryDict(f"{question}&at_celsius={celsius}&page={number}"))
        for _, cells in page.rows:
            named = {column.key: cell for column, cell in cells}
            spans = named["evaluated"].spans
            found[named["value"].spans[0].id] = [span.text for span in spans]
        if number == page.pages:
            return found
        number += 1


@pytest.mark.parametrize("celsius", [25, 60, -10])
def test_page_file_and_api_say_the_same_of_every_row(client, celsius):
    shown = by_page(celsius)
    text = client.get(f"/measurements/?{QUESTION}&at_celsius={celsius}&format=csv").content.decode("utf-8-sig")
    lines = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    address = f"/api/v1/measurements/?{QUESTION}&at_celsius={celsius}&page_size=1000"
    answered = {row["id"]: row["evaluated"] for row in client.get(address).json()["results"]}
    same = client.get(f"{address}&format=csv").content.decode("utf-8-sig")
    assert {row["id"]: row for row in csv.DictReader(io.StringIO(same))} == lines
    assert shown.keys() == lines.keys() == answered.keys()
    hows = set()
    for key, words in shown.items():
        line, answer = lines[key], answered[key]
        hows.add(answer["how"])
        assert (line["evaluated_how"] or None) == answer["how"]
        if not words:
            assert answer["how"] is None
            assert {line[name] for name in line if name.startswith("evaluated")} == {""}
            continue
        assert words[1] == answer["how"]
        assert float(line["at_celsius"]) == celsius
        for name in ("value", "value_min", "value_max"):
            column = {"value": "evaluated"}.get(name, name.replace("value", "evaluated"))
            assert (float(line[column]) if line[column] else None) == pytest.approx(answer[name])
    assert hows >= {None, "extrapolated"}
    assert ("as reported" in hows) == (celsius > 0)


def test_what_is_as_reported_is_the_value_itself():
    shown = by_page(25)
    rows = Measurement.objects.filter(public_id__in=[key for key, words in shown.items() if "as reported" in words])
    assert rows.count() > 20
    for view in measurement_views(rows):
        assert shown[view.id][0] == format_text(view.quantity)
        assert abs(view.conditions["temperature"].low - 298.15) <= 1


def test_what_is_read_on_a_line_stands_in_the_table_of_the_arrhenius_plot():
    """The plot of all values and curves, which has all lines; its table says σ with two digits."""
    points = plot_points("arrhenius", Measurement.objects.published())
    drawing = drawing_of("arrhenius", points, {"at_celsius": 60.0, "chemistry": "all"})
    table = next(one for one in drawing.tables if one.key == "readings")
    there = {(row[1].removesuffix("S cm⁻¹").strip(), row[3].split(", ")[0]) for row in table.rows}
    read = [words for words in by_page(60).values() if words and words[1] != "as reported"]
    assert len(read) > 5
    assert {(words[0], words[2]) for words in read if not words[2].endswith("energies")} <= there


def test_the_unit_of_the_question_is_that_of_the_column(client):
    question = "property=ionic_conductivity&unit=mS cm⁻¹&at_celsius=60&page_size=200"
    plain = client.get("/api/v1/measurements/?property=ionic_conductivity&at_celsius=60&page_size=200").json()
    asked = client.get(f"/api/v1/measurements/?{question}").json()
    pairs = [(a["evaluated"], b["evaluated"]) for a, b in zip(plain["results"], asked["results"], strict=True)]
    known = [(a, b) for a, b in pairs if a["value"]]
    assert len(known) > 5
    for a, b in known:
        assert b["unit"] == units.normalise("mS cm⁻¹", "conductivity")
        assert b["value"] == pytest.approx(a["value"] * 1000)
    html = client.get("/measurements/?property=ionic_conductivity&unit=mS cm⁻¹&at_celsius=60").content.decode()
    assert re.search(r"σ at 60\s°C</a>\s*<span class=\"unit\">mS cm⁻¹</span>", html)


def test_a_page_with_it_needs_few_queries_and_says_its_question(client):
    with statements(most=12):
        html = client.get(f"/measurements/?{QUESTION}&at_celsius=60").content.decode()
    assert re.search(r"conductivities evaluated at 60\s°C", html)
    assert len(re.findall(r"<tr>", html)) == PAGE_SIZE + 1
    with statements(most=12):
        client.get("/api/v1/measurements/?property=ionic_conductivity&at_celsius=60")


def test_rows_that_are_no_conductivities_have_none_and_ask_for_nothing(client):
    page = ListPage(LIST_TYPES["measurements"], QueryDict("property=specific_capacity&at_celsius=60"))
    assert page.columns[1].key == "evaluated"
    assert not any(cells[1][1] for _, cells in page.rows)


def test_answers_without_a_temperature_have_none_and_stay_stored(client):
    row = client.get("/api/v1/measurements/?property=ionic_conductivity&page_size=1").json()["results"][0]
    assert row["evaluated"] is None


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/measurements/?at_celsius=hot", "is not a number from -200 to 2000 in °C"),
        ("/measurements/?at_celsius=-300", "is not a number from -200 to 2000 in °C"),
        ("/api/v1/measurements/?at_celsius=hot", "is not a number from -200 to 2000 in °C"),
        ("/cathodes/?at_celsius=60", "unknown parameter"),
        ("/api/v1/cathodes/?at_celsius=60", "unknown parameter"),
    ],
)
def test_a_temperature_that_cannot_be_or_has_no_meaning_is_refused(client, path, told):
    response = client.get(path)
    assert response.status_code == 400
    assert told in response.content.decode()


def test_the_file_of_chosen_members_has_the_same_columns_whatever_its_rows_hold(client):
    text = client.get("/api/v1/measurements/?at_celsius=60&fields=id,evaluated&format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"evaluated_value", "evaluated_how", "evaluated_by"} <= rows[0].keys()
    assert {row["evaluated_how"] for row in rows} >= {"", "as reported", "extrapolated"}


def numbers_of(client, question):
    """(number, whether it is known) of the rows of a file in their order, in the unit of the question."""
    text = client.get(f"/measurements/?{question}&format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    return [row["id"] for row in rows], [
        float(row["evaluated"] or 0) or (float(row["evaluated_min"]) * float(row["evaluated_max"])) ** 0.5
        if row["evaluated_how"]
        else None
        for row in rows
    ]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "question", ["", "property=ionic_conductivity", "chemistry=Mg&unit=mS cm⁻¹&property=ionic_conductivity"]
)
@pytest.mark.parametrize("ordering", ["", "-evaluated", "evaluated"])
def test_rows_are_sorted_by_it_and_those_without_it_stand_last(client, question, ordering):
    asked = f"{question}&at_celsius=60" + (f"&ordering={ordering}" if ordering else "")
    ids, numbers = numbers_of(client, asked)
    known = [number for number in numbers if number is not None]
    assert len(known) > 5
    assert numbers[: len(known)] == known
    assert known == sorted(known, reverse=ordering != "evaluated")
    # page, API and file have the same rows in the same order, however they are cut
    page = ListPage(LIST_TYPES["measurements"], QueryDict(asked))
    keys = dict(Measurement.objects.values_list("public_id", "pk"))
    assert [row.pk for row, _ in page.rows] == [keys[one] for one in ids[:PAGE_SIZE]]
    found, address = [], f"/api/v1/measurements/?{asked}&page_size=300"
    while address and len(found) < 900:
        answer = client.get(address).json()
        found += [row["id"] for row in answer["results"]]
        address = answer["next"]
    assert found == ids[: len(found)]


def test_it_can_stand_among_other_orders_and_groups(client):
    ids, numbers = numbers_of(client, "at_celsius=60&property=ionic_conductivity&ordering=electrolyte_class,-evaluated")
    page = ListPage(
        LIST_TYPES["measurements"],
        QueryDict("at_celsius=60&property=ionic_conductivity&group=electrolyte_class"),
    )
    keys = dict(Measurement.objects.values_list("public_id", "pk"))
    assert [row.pk for row, _ in page.rows] == [keys[one] for one in ids[:PAGE_SIZE]]
    assert any(number is not None for number in numbers)


def test_memory_and_database_sort_alike():
    rows, data = Measurement.objects.published(), QueryDict("at_celsius=60&ordering=-evaluated&chemistry=Mg")
    given = evaluated.given(60.0)
    for ordering in ("-evaluated", "evaluated", "-evaluated,year", "method,evaluated"):
        data = QueryDict(f"at_celsius=60&ordering={ordering}&chemistry=Mg")
        kept = Query(MEASUREMENTS, data, rows, own=("at_celsius",), given=given)
        kept.snapshot = Snapshot(published_rows("measurements"))
        fresh = Query(MEASUREMENTS, data, rows, own=("at_celsius",), given=given)
        assert kept.page(0, 400) == fresh.page(0, 400)
        assert kept._selection is not None


def test_what_is_known_at_a_temperature_is_made_once(monkeypatch):
    asked = []
    made = evaluated.evaluations
    monkeypatch.setattr(evaluated, "evaluations", lambda keys, celsius: asked.append(len(keys)) or made(keys, celsius))
    rows = Measurement.objects.published()
    evaluated._known.forget()
    first = evaluated.numbers(rows, 61.0)
    assert sum(asked) == rows.filter(property_key="ionic_conductivity", material__isnull=False).count()
    asked.clear()
    assert evaluated.numbers(rows, 61.0) == first
    assert asked == []


def test_more_than_can_be_sorted_are_refused_with_the_way_out(client, monkeypatch):
    monkeypatch.setattr(evaluated, "MOST", 10)
    for path in ("/measurements/", "/api/v1/measurements/"):
        response = client.get(f"{path}?at_celsius=60")
        assert response.status_code == 400
        told = response.content.decode()
        assert "more than 10 conductivities match" in told
        assert "ordering=id" in told
        assert client.get(f"{path}?at_celsius=60&ordering=id").status_code == 200


@pytest.mark.parametrize("path", ["/measurements/", "/api/v1/measurements/"])
def test_an_order_by_it_needs_its_temperature(client, path):
    response = client.get(f"{path}?ordering=-evaluated")
    assert response.status_code == 400
    assert "needs at_celsius=" in response.content.decode()


def test_the_heading_sorts_and_says_how_it_is_sorted(client):
    html = client.get("/measurements/?property=ionic_conductivity&at_celsius=60").content.decode()
    [(sort, href)] = re.findall(r'aria-sort="(\w+)"><a href="([^"]*)"', html)
    assert sort == "descending"
    assert "ordering=evaluated" in href
