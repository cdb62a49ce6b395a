"""The factors of the plot are those that comparisons and pairs show: all of them, and no other."""

import json
from collections import Counter

import pytest
from django.http import QueryDict

from mgdb import compare, plot_input, plots
from mgdb.models import Comparison, Measurement, Pair
from mgdb.science.quantity import parse
from mgdb.search import FILTER_SETS, Query
from tests.statements import statements

pytestmark = pytest.mark.django_db
EFFECTS = plots.get("effects")


def points(query="", **options):
    asked = Query(FILTER_SETS["measurements"], QueryDict(query), Measurement.objects.published())
    return plot_input.points_for(EFFECTS, asked, options)


def told(point):
    against = point.against
    return (against.pair, point.id, against.control, against.text, against.verdict)


def shown_on_pages():
    """Every factor that the page of a pair shows: (pair, modified value, control, factor, verdict)."""
    found = Counter()
    for pair in Pair.objects.published().select_related("modified", "control"):
        for against in compare.material_relations_of(pair.modified).controls:
            found.update(
                (pair.public_id, item.modified.id, item.against.id, item.factor_text, item.mark().word)
                for item in against.improvements
                if against.pair == pair.public_id and item.is_factor
            )
    return found


def test_every_factor_of_every_pair_is_a_row_once_and_there_is_no_other():
    drawing = plot_input.drawing_of("effects", points(), {"of": "all", "chemistry": "all"})
    drawn = Counter(told(item.point) for item in drawing.drawn)
    assert drawn == shown_on_pages()
    assert set(drawn.values()) == {1}
    assert len(drawn) > 80


def test_every_factor_of_the_ready_made_comparisons_is_a_row():
    rows = {told(point)[:4] for point in points() if point.against}
    missing = [
        (comparison.slug, item.pair, item.modified.id, item.against.id, item.factor_text)
        for comparison in Comparison.objects.published().select_related("document")
        for row in compare.table_of(comparison).rows
        for item in row.improvements
        if item.is_factor and (item.pair, item.modified.id, item.against.id, item.factor_text) not in rows
    ]
    assert missing == []


def test_x_is_the_printed_factor_or_its_inverse_where_more_is_worse():
    for point in points():
        if point.against is None or point.against.factor.value is None:
            continue
        text = point.against.text
        printed = parse(text.removesuffix(" lower").removesuffix("×")).value
        worse = point.against.is_inverted and not text.endswith(" lower")
        assert point.against.factor.value == pytest.approx(1 / printed if worse else printed, rel=0.05)


def test_suspect_values_have_factors_only_when_asked_for():
    assert not any(point.suspect for point in points() if point.against)
    asked = [point for point in points(doubtful="1") if point.against and point.suspect]
    assert asked
    drawing = plot_input.drawing_of("effects", points(doubtful="1"), {"of": "all", "doubtful": "1", "chemistry": "all"})
    [medians] = [table for table in drawing.tables if table.key == "medians"]
    plain = plot_input.drawing_of("effects", points(), {"of": "all", "chemistry": "all"})
    [same] = [table for table in plain.tables if table.key == "medians"]
    assert {row[:2]: row[3:] for row in medians.rows}.items() >= {row[:2]: row[3:] for row in same.rows}.items()


def test_a_filter_chooses_modified_values_and_never_another_control():
    everything = {told(point) for point in points() if point.against}
    dual = {told(point) for point in points("chemistry=Mg-Li") if point.against}
    assert dual
    assert dual < everything
    assert {told(point) for point in points("property=band_gap") if point.against} == {
        told(point) for point in points() if point.against and point.property_key == "band_gap"
    }


def test_strategies_are_what_the_control_has_not_and_nobody_brought_about():
    found = {(point.name, point.against.control_name): point.against for point in points() if point.against}
    assert found["B-TiO₂₋ₓ", "W-TiO₂"].strategies == ("vacancy",)  # its Ti³⁺ follows from the vacancy
    assert found["B-TiO₂₋ₓ", "W-TiO₂"].defects == ("anionic vacancy", "self-doping")
    assert found["HMoOF", "MoOF"].species == ("H⁺",)  # both have fluorine


def test_it_costs_a_fixed_number_of_queries():
    with statements(most=10):
        points()


def test_page_and_files_hold_a_line_for_each_factor(client):
    page = client.get("/plots/effects/?of=all")
    drawing = page.context["drawing"]
    said = page.content.decode()
    answer = json.loads(client.get("/api/v1/plots/effects/?of=all").content)
    assert len(answer["lines"]) == len(drawing.drawn) == len(answer["drawn"])
    assert answer["lines"][0]["pair"].startswith("pai-")
    for line in drawing.lines:
        assert f'href="/pairs/{line["pair"]}/"' in said


def test_a_filter_that_leaves_nothing_says_so(client):
    said = client.get("/plots/effects/?chemistry=Al").content.decode()
    assert "No factor to draw" in said
