"""The page of a material: key figures first, ratios of one compound alone, and the substance where it has no phase."""

import re

import pytest
from django.db.models import Count

from mgdb import substances
from mgdb.compare import material_relations_of
from mgdb.models import Flag, Material, Pair, Phase
from mgdb.models.flags import SUSPECT
from mgdb.science.representative import SHOWN
from mgdb.search.representative import chosen
from mgdb.views import material_parts
from mgdb.views.addresses import address
from tests.statements import statements
from tests.views.test_every_page import MOST_QUERIES, check

pytestmark = pytest.mark.django_db


def page_of(client, material) -> str:
    return client.get(address(material.public_id)).content.decode()


def shown(material) -> set[int]:
    """The keys of the values that lists show of it."""
    return {pk for pk, _ in chosen([material.pk], list(SHOWN)).values()}


def order_of(page: str, *ids: str) -> bool:
    places = [page.index(f'id="{one}"') for one in ids]
    return places == sorted(places)


def test_a_page_opens_with_key_figures_and_contents_and_has_its_plot_near_the_top(client):
    found = Material.objects.get(name="B-TiO2-x", source__doi__gt="", controls__isnull=False)
    page = page_of(client, found)
    assert page.index('class="key-figures"') < page.index('class="contents') < page.index('id="plots"')
    assert order_of(page, "plots", "plot-rate", "composition", "defects", "controls", "values", "sources", "history")
    linked = re.findall(r'<li><a href="#([\w-]+)"', page[page.index('class="contents') :].split("</nav>")[0])
    assert linked
    assert all(f'id="{one}"' in page for one in linked)


def test_key_figures_are_those_of_its_lists_and_none_is_suspect():
    found = Phase.objects.get(name="MgSc2Se4 (spinel)").materials.get(name="MgSc2Se4")
    values = material_relations_of(found).values
    figures = substances.key_figures_of(found.roles, values, shown(found))
    assert [one.entry.key for one in figures][:2] == ["ionic_conductivity", "activation_energy"]
    assert [re.sub("<[^>]+>", "", one) for one in figures[0].conditions] == ["25\xa0°C (assumed)"]
    Flag.objects.create(measurement_id=figures[0].value.pk, code="other", severity=SUSPECT, reason="Of another one.")
    again = substances.key_figures_of(found.roles, material_relations_of(found).values, shown(found))
    assert "ionic_conductivity" not in [one.entry.key for one in again]


def test_the_values_that_stand_for_a_material_are_those_that_lists_show():
    for row in Material.objects.annotate(**material_parts.INCLUDED).order_by("pk")[:40]:
        assert material_parts.parts_of(row).shown == shown(row)


def test_two_different_compounds_stand_side_by_side_without_a_factor(client):
    pairs = Pair.objects.published().filter(kind="different_compound").select_related("modified")
    pair = next(pair for pair in pairs if _would_have_a_factor(pair))
    page = page_of(client, pair.modified)
    section = page[page.index('id="compounds"') :].split("<h2")[0]
    assert "beside" in section
    assert 'class="factor"' not in section
    assert 'id="controls"' not in page or 'class="factor"' not in page[page.index('id="controls"') :].split("<h2")[0]


def _would_have_a_factor(pair) -> bool:
    controls = material_relations_of(pair.modified).controls
    return any(one.pair == pair.public_id and any(item.is_factor for item in one.improvements) for one in controls)


def test_a_material_without_a_phase_has_the_substance_on_its_own_page(client):
    first, *others = Material.objects.published().filter(phase=None, formula="Mg2+").order_by("pk")
    page = page_of(client, first)
    assert "Specimens of this formula" in page
    assert all(f'href="{address(one.public_id)}"' in page for one in others)
    values = [one for other in others for one in other.measurements.filter(status="published")]
    assert values
    assert all(f'href="{address(one.public_id)}"' in page for one in values)


def test_specimens_beyond_those_that_are_named_are_said(client, monkeypatch):
    found = Phase.objects.get(name="MgSc2Se4 (spinel)").materials.get(name="MgSc2Se4")
    monkeypatch.setattr("mgdb.views.material_parts.MOST_SIBLINGS", 2)
    said = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", page_of(client, found)))
    assert "one of more than 3 of the substance MgSc2Se4 (spinel)" in said
    assert "All of them are on MgSc2Se4 (spinel)" in said


def test_every_kind_of_material_page_is_small_and_needs_few_queries(client):
    rows = Material.objects.published().annotate(values=Count("measurements")).order_by("-values", "pk")
    twins = rows.filter(phase=None, formula__in=["Mg2+", "Li+"])
    for found in [*rows[:3], *rows.filter(phase=None)[:2], *twins]:
        with statements(most=MOST_QUERIES):
            response = client.get(address(found.public_id))
        check(response)


def test_each_value_of_a_table_can_be_reported_where_it_stands(client):
    found = Material.objects.published().filter(measurements__status="published").first()
    page = page_of(client, found)
    for value in found.measurements.filter(status="published"):
        row = page[page.index(f'<tr id="{value.public_id}"') :].split("</th>")[0]
        assert f'href="/problems/report/{value.public_id}/"' in row


def test_the_page_of_the_material_with_most_values_leaves_room(client):
    most = Material.objects.published().annotate(n=Count("measurements")).order_by("-n", "pk")[0]
    assert len(client.get(address(most.public_id)).content) < 165_000
