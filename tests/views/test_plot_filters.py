"""The facets of a plot are those of the list of measurements, and offer what the plot can draw."""

import re
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from mgdb import plots
from mgdb.models import Measurement
from mgdb.search import FILTER_SETS, Query
from tests.statements import statements

pytestmark = pytest.mark.django_db


def facets(page):
    return {group.facet.name: group for group in page.context["filters"].facets}


def listed(question):
    return Query(FILTER_SETS["measurements"], QueryDict(question), Measurement.objects.published()).queryset


def test_counts_are_those_of_the_list_of_what_the_plot_draws(client):
    page = client.get("/plots/arrhenius/?origin=measured")
    found = facets(page)
    assert {"electrolyte_class", "carrier_cations", "chloride", "ion", "year"} <= set(found)
    for name in ("electrolyte_class", "ion", "carrier_cations"):
        for choice in found[name].choices:
            question = QueryDict(mutable=True)
            question.update({"property": "ionic_conductivity", "origin": "measured", name: choice.value.value})
            assert listed(question.urlencode()).count() == choice.value.count, (name, choice)
    assert page.context["filters"].total == listed("property=ionic_conductivity&origin=measured").count()


def test_a_choice_of_a_facet_keeps_the_options_and_leads_to_what_it_counts(client):
    page = client.get("/plots/arrhenius/?form=sigmaT&chemistry=all&highlight=mea-0000000")
    choice = next(one for one in facets(page)["electrolyte_class"].choices if one.value.value == "oxide")
    assert "form=sigmaT" in choice.href
    assert "highlight" not in choice.href
    then = client.get(f"/plots/arrhenius/{choice.href}")
    assert then.context["filters"].total == choice.value.count
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
    assert page.context["filters"].facets
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


@pytest.mark.parametrize("slug", ["scatter", "plating", "records"])
def test_a_facet_of_a_plot_that_chose_its_axes_leads_to_what_it_counts(client, slug, some):
    page = client.get(f"/plots/{slug}/")
    groups = [[one for one in group.choices if one.value.count][:4] for group in page.context["filters"].facets]
    counts = {one.href: one.value.count for group in groups for one in group}
    assert len(counts) > 6
    for href in some(counts, 6):
        chosen = client.get(f"/plots/{slug}/{href}")
        assert chosen.status_code == 200, href
        assert chosen.context["filters"].total == counts[href], href


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
