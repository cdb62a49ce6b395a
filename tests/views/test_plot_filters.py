"""The facets of a plot are those of the list of measurements, and offer what the plot can draw."""

import re
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from mgdb import plot_input, plots
from mgdb.models import Measurement
from mgdb.search import FILTER_SETS, Query
from tests.statements import statements

pytestmark = pytest.mark.django_db


def facets(page):
    return {group.facet.name: group for group in page.context["filters"].facets}


def listed(question):
    return Query(FILTER_SETS["measurements"], QueryDict(question), Measurement.objects.published()).queryset


def drawn(page):
    drawing = page.context["drawing"]
    return len(drawing.drawn) if drawing else 0


@pytest.mark.parametrize("question", ["", "?origin=measured", "?ion=Mg2%2B", "?electrolyte_class=oxide&chemistry=all"])
@pytest.mark.parametrize("plot", [one for one in plots.plots().values() if plots.takes(one) != plots.COUNTS])
@pytest.mark.sampled(8)
def test_every_value_that_is_offered_says_how_many_a_click_draws(client, plot, question, some):
    """Of each facet and of the periodic table, where values are chosen and where none are."""
    page = client.get(f"/plots/{plot.SLUG}/{question}")
    filters = page.context["filters"]
    choices = [(one.href, one.value.after_click) for group in filters.facets for one in group.choices if not one.chosen]
    squares = [(one.href, one.count) for one in filters.elements.squares if one.href and not one.chosen]
    assert all(count for _, count in (*choices, *squares))
    for href, count in [*(some(choices, 3) if choices else ()), *(some(squares, 1) if squares else ())]:
        assert drawn(client.get(f"/plots/{plot.SLUG}/{href}")) == count, href


def test_a_value_of_which_nothing_is_drawn_is_not_offered(client):
    asked = client.get("/plots/arrhenius/?carrier_cations=Li")
    assert not drawn(asked)
    offered = facets(client.get("/plots/arrhenius/")).get("carrier_cations")
    assert "Li" not in [one.value.value for one in offered.choices]
    # what is chosen stays, to be taken back
    assert [one.value.value for one in facets(asked)["carrier_cations"].choices if one.chosen] == ["Li"]


def test_its_total_is_that_of_the_list_of_its_properties(client):
    page = client.get("/plots/arrhenius/?origin=measured")
    assert {"electrolyte_class", "ion", "year"} <= set(facets(page))
    assert page.context["filters"].total == listed("property=ionic_conductivity&origin=measured").count()


def test_a_choice_of_a_facet_keeps_the_options_and_leads_to_what_it_counts(client):
    page = client.get("/plots/arrhenius/?form=sigmaT&chemistry=all&highlight=mea-0000000")
    choice = next(one for one in facets(page)["electrolyte_class"].choices if one.value.value == "oxide")
    assert "form=sigmaT" in choice.href
    assert "highlight" not in choice.href
    then = client.get(f"/plots/arrhenius/{choice.href}")
    assert drawn(then) == choice.value.count
    assert {item.point.electrolyte_class for item in then.context["drawing"].drawn} == {"oxide"}
    assert next(one for one in facets(then)["electrolyte_class"].choices if one.chosen).value.value == "oxide"


def test_elements_and_temperatures_are_asked_for_as_on_lists(client):
    page = client.get("/plots/arrhenius/?elements_all=Zr&temperature_min=100&temperature_unit=°C")
    filters = page.context["filters"]
    zirconium = next(one for one in filters.elements.squares if one.symbol == "Zr")
    assert zirconium.chosen == "all"
    assert filters.temperature.minimum == "100"
    drawn = page.context["drawing"].drawn
    assert drawn
    assert all(item.x <= 1000 / 373.15 for item in drawn)
    kept = dict(page.context["kept"])
    assert kept == {"elements_all": "Zr"}  # the fields have the rest


def test_one_chemistry_is_counted_alone(client):
    every, lithium = (
        client.get(f"/plots/arrhenius/?chemistry={one}").context["filters"].total for one in ("all", "Li")
    )
    assert 0 < lithium < every
    assert lithium == listed("property=ionic_conductivity&chemistry=Li").count()


@pytest.mark.sampled(6)
@pytest.mark.parametrize("plot", plots.plots().values(), ids=lambda plot: plot.SLUG)
def test_every_plot_has_filters_in_few_statements_and_few_bytes(client, plot):
    client.get(f"/plots/{plot.SLUG}/?year_min=1900")
    with statements() as sent:
        page = client.get(f"/plots/{plot.SLUG}/?year_min=1901")
    assert page.status_code == 200
    assert page.context["filters"].facets or not page.context["drawing"]
    assert len(sent) <= 12
    assert len(page.content) < 200_000


@pytest.mark.parametrize(("asked", "status"), [("more=year", 200), ("more=no_facet", 400), ("picker=some", 400)])
def test_what_unfolds_a_facet_is_checked_and_is_in_no_file(client, asked, status):
    page = client.get(f"/plots/arrhenius/?{asked}")
    assert page.status_code == status
    if status == 200:
        assert all("more=" not in href for href, _ in page.context["exports"])
        assert "more" not in urlsplit(page.context["listed"]).query
        assert len(facets(page)["year"].choices) > 10


def test_every_plot_says_its_question_and_leads_to_its_rows(client):
    def said(path):
        content = client.get(path).content.decode()
        return re.sub(
            r"<[^>]+>|\s+", " ", re.search(r'<p class="small soft question">(.*?)</p>', content, re.S)[1]
        ).split()

    assert " ".join(said("/plots/rate/")) == "Of all published measurements · list these rows"
    assert " ".join(said("/plots/rate/?origin=measured")).endswith("· all · list these rows")
    assert "list these rows" not in " ".join(said("/plots/coverage/"))


def test_a_plot_of_any_two_properties_of_which_it_finds_none_says_so(client):
    page = client.get("/plots/scatter/", {"electrolyte_class": "composite_polymer", "chemistry": "all"})
    assert page.status_code == 200
    assert page.context["reason"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("slug", ["scatter", "plating", "records", "arrhenius", "rate", "windows", "cycling"])
def test_its_facets_and_its_list_are_of_the_same_values(client, slug):
    page = client.get(f"/plots/{slug}/")
    assert page.context["filters"].total == listed(urlsplit(page.context["listed"]).query).count()


def test_what_is_left_out_is_of_the_property_that_the_plot_chose(client):
    chosen = client.get("/plots/records/").context["drawing"]
    named = client.get("/plots/records/", {"ranked": chosen.chosen["ranked"]}).context["drawing"]
    assert chosen.left_out == named.left_out


@pytest.mark.parametrize("slug", plots.plots())
def test_a_question_that_no_value_answers_is_answered_where_the_plot_would_be(client, slug):
    page = client.get(f"/plots/{slug}/", {"phase_name": "no such phase"})
    assert page.status_code == 200
    if page.context["drawing"] is None:
        text = page.content.decode()
        assert text.index('class="notice"') > text.index('id="filters"')
        assert 'id="filters" open' not in text
        assert f'<a href="/plots/{slug}/">Start from all values</a>' in text


@pytest.mark.parametrize(
    ("slug", "question"),
    [
        *((slug, question) for slug in ("scatter", "effects") for question in ("", "origin=measured", "chemistry=all")),
        ("effects", "of=all&doubtful=1&by=nothing"),
        ("scatter", "x=activation_energy&y=ionic_conductivity&at_celsius=60&ion=Mg2%2B"),
    ],
)
def test_a_plot_that_says_how_many_it_draws_draws_as_many(slug, question):
    plot, data = plots.get(slug), QueryDict(question)
    options, _ = plot_input.read_options(plot, data)
    own = [option.key for option in plots.options_of(plot)]
    query = Query(plot_input.filters_of(plot), data, Measurement.objects.published(), own=own)
    points = plot_input.points_for(plot, query, options)
    values = [one for one in points if not one.curve]
    for some in (values, values[::2], values[:40], []):
        try:
            drawn = len(plot_input.drawing_of(slug, some, options).drawn)
        except plots.NothingToDraw:
            drawn = 0
        assert plot_input.number_of(plot, some, options) == drawn
