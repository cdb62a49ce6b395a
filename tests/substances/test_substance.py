"""What is known of a substance meets on its page: values like with like, effects, statements, sources."""

import re
from copy import copy

import pytest
from django.db.models import Count, Q

from mgdb import substances
from mgdb.models import Flag, Material, Measurement, Pair, Phase, ReportedFactor, Statement
from mgdb.models.flags import SUSPECT
from mgdb.science.properties import PROPERTIES
from mgdb.search.record_types import published_rows
from mgdb.search.representative import RepresentativeValues
from mgdb.search.snapshot import Snapshot
from mgdb.views.addresses import address
from tests.search.rows import ask
from tests.statements import statements
from tests.views.test_every_page import MOST_QUERIES, check

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase():
    return Phase.objects.get(name="MgSc2Se4 (spinel)")


def of(phase):
    return substances.substance_of(substances.specimens_of(phase), phase)


def test_nine_values_four_statements_and_two_reviews_of_mgsc2se4_meet_on_one_page(client, phase):
    page = client.get(address(phase.public_id)).content.decode()
    values = Measurement.objects.published().filter(material__phase=phase)
    numbers = values.exclude(property_key="space_group")
    assert numbers.count() == 9
    assert all(f'href="{address(one.public_id)}"' in page for one in values)
    about = Statement.objects.published().filter(material__phase=phase)
    assert (
        about.filter(subject__contains="MgSc2Se4").count() + about.filter(subject="chalcogenide spinels").count() == 4
    )
    assert all(f'href="{address(one.public_id)}"' in page for one in about)
    reviews = {report.document for one in values for report in one.reports.all()}
    assert sorted(one.short for one in reviews) == ["Guo et al. 2022", "Salado et al. 2025"]
    assert all(f'href="{address(one.public_id)}"' in page for one in reviews)
    assert all(f'href="{address(one.public_id)}"' in page for one in Material.objects.published().filter(phase=phase))


def test_ionic_and_electronic_conductivity_and_temperatures_are_rows_of_their_own(phase):
    spreads = of(phase).spreads
    rows = [(one.entry.key, one.count, one.lowest.text, one.not_stated) for one in spreads if one.is_number]
    assert ("ionic_conductivity", 3, "2.7 × 10⁻⁵ S cm⁻¹".replace(" × ", "\u202f×\u202f").replace("⁵ ", "⁵\u00a0"),
            ["temperature"]) in [(key, count, text, missing) for key, count, text, missing in rows]  # fmt: skip
    by_key = [key for key, *_ in rows]
    assert by_key.count("ionic_conductivity") == 2, "at 25 °C, and at no stated temperature"
    assert by_key.count("electronic_conductivity") == 1
    assert all(one.median is None for one in spreads), "no three of them are known to be alike"


def test_key_figures_are_chosen_of_all_specimens_by_the_rule_of_lists(client, phase):
    """Measured before computed, of magnesium, nearest to 25 °C: of the values of all specimens together."""
    substance = of(phase)
    shown = Phase.objects.annotate(keys=RepresentativeValues("material__phase")).get(pk=phase.pk).keys
    figures = substances.key_figures_of(substance.roles, substance.values, shown)
    assert [one.entry.key for one in figures][:2] == ["ionic_conductivity", "activation_energy"]
    ionic = [one for one in substance.values if one.property_key == "ionic_conductivity"]
    assert figures[0].count == len(ionic) > 1
    assert figures[0].value.text.startswith("~10⁻⁴")
    page = client.get(address(phase.public_id)).content.decode()
    head = page[page.index('class="key-figures"') : page.index('class="facts"')]
    assert f'href="{address(figures[0].value.id)}"' in head
    assert f"/measurements/?phase={phase.public_id}&amp;property=ionic_conductivity" in head


def test_a_suspect_value_is_counted_apart(phase):
    before = next(one for one in of(phase).spreads if one.count == 3)
    Flag.objects.create(measurement_id=before.lowest.pk, code="other", severity=SUSPECT, reason="Of another specimen.")
    after = next(one for one in of(phase).spreads if one.entry == before.entry and one.suspect)
    assert (after.count, len(after.suspect)) == (2, 1)
    assert after.lowest.id == before.values[1].id


def test_a_median_is_of_three_papers_that_say_all_that_matters_alike():
    values = of(Phase.objects.get(public_id="pha-nxyjtpr")).spreads
    one = next(v for spread in values for v in spread.values if v.id == "mea-nggym9f")

    def spread(*numbers, papers):
        copies = [copy(one) for _ in numbers]
        sources = [copy(one.source) for _ in numbers]
        for number, own, source, paper in zip(numbers, copies, sources, papers, strict=True):
            source.id = paper
            own.source, own.value, own.low, own.high = source, number, number, number
        return substances.Spread(PROPERTIES["migration_barrier"], tuple(copies))

    found = spread(0.311, 0.425, 0.562, papers=("src-1", "src-2", "src-3")).median
    assert found is not None
    assert re.sub("<[^>]+>", "", found).startswith("0.425")
    assert spread(0.311, 0.425, 0.562, papers=("src-1", "src-1", "src-2")).median is None


def test_ranges_together_reach_from_the_least_to_the_greatest_of_their_ends_with_no_digit_more():
    """VS4: 6.3 × 10⁻¹³ to 2.87 × 10⁻¹² and 1.82 × 10⁻¹² to 5.75 × 10⁻¹² cm² s⁻¹."""
    spreads = of(Phase.objects.get(public_id="pha-dt8yv49")).spreads
    ends = [one.ends for one in spreads if one.entry.key == "diffusion_coefficient" and one.highest]
    plain = [tuple(re.sub(r"<[^>]+>|\s", "", end) for end in pair) for pair in ends]
    assert ("6.3×10−13", "5.75×10−12cm2s−1") in plain


def test_effects_are_ratios_of_one_compound_alone():
    """A pair of different compounds has no factor on the page of either."""
    unlike = Pair.objects.published().filter(kind="different_compound", modified__phase__isnull=False)
    assert unlike
    for pair in unlike:
        found = of(pair.modified.phase)
        assert pair.public_id not in {effect.pair for one in found.effects for effect in one.effects}


def test_what_defects_did_is_told_with_its_factor():
    found = of(Phase.objects.get(name="VS4"))
    told = {one.specimen.text: one for one in found.effects}
    molybdenum = next(one for name, one in told.items() if name.startswith("Mo-VS"))
    assert any("vacancy" in words for words in molybdenum.done)
    assert any(topic.first.is_factor for effect in molybdenum.effects for topic in effect.topics)


def test_factors_of_unlike_values_are_no_range():
    """Barriers of Mg²⁺ and of Li⁺ on facets of anatase, computed; measured capacities; each has a line of its own."""
    seen = set()
    for phase in Phase.objects.published():
        for specimen in of(phase).effects:
            for effect in specimen.effects:
                for topic in effect.topics:
                    values = [item.modified for item in topic.items]
                    for name in ("origin_key", "ion_key", "chemistry_key", "property_key"):
                        assert len({getattr(one, name) for one in values}) == 1, (specimen.specimen.text, topic.topic)
                    assert len({item.is_factor for item in topic.items}) == 1
                    assert topic.kind[0] in (values[0].origin, "data type not stated")
                    seen.add((effect.pair, topic.topic, topic.kind))
    told = {}
    for pair, topic, kind in seen:
        told.setdefault((pair, topic), set()).add(kind)
    apart = [kinds for kinds in told.values() if len(kinds) > 1]
    assert apart
    assert any({"Mg²⁺", "Li⁺"} <= {word for kind in kinds for word in kind} for kinds in apart)


def test_the_page_says_of_what_kind_each_factor_is(client):
    phase = Phase.objects.get(materials__public_id="mat-ahhqwyw")
    page = re.sub(r"<[^>]+>|\s+", " ", client.get(address(phase.public_id)).content.decode())
    assert re.search(r"\( *computed,.{0,40}Li", page)
    assert re.search(r"\( *computed,.{0,40}Mg", page)


def test_a_plot_is_named_with_the_number_of_values_that_it_draws(client, phase):
    for one in of(phase).plots:
        said = client.get(f"/plots/{one.plot.SLUG}/?phase={phase.public_id}").content.decode()
        assert re.search(rf"\b{one.count} (?:values?|points?|\w+) (?:drawn|\w+)", said), one.plot.SLUG


def test_specimens_without_a_phase_are_one_substance_by_their_formula():
    first, *others = Material.objects.published().filter(phase=None, formula="Mg2+").order_by("pk")
    assert others
    assert set(substances.specimens_of(first)) == {first, *others}
    bare = Material.objects.published().filter(phase=None, formula="").first()
    assert list(substances.specimens_of(bare)) == [bare]


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)])
def test_the_page_of_any_substance_is_small_and_needs_few_queries(client, every):
    rows = Phase.objects.published().annotate(values=Count("materials__measurements")).order_by("-values", "pk")
    for found in rows if every else [*rows[:3], *rows.reverse()[:2]]:
        with statements(most=MOST_QUERIES):
            response = client.get(address(found.public_id))
        check(response)


@pytest.mark.parametrize("query", [{"x": "abc"}, {"ion": "Xe+"}, {"y": "1"}])
def test_a_capacity_of_nonsense_is_refused(client, phase, query):
    assert client.get(address(phase.public_id), query).status_code == 400


def test_the_theoretical_capacity_of_a_substance_is_by_both_masses(client):
    page = client.get(address(Phase.objects.get(name="V2O5 (α)").public_id)).content.decode().replace("\xa0", " ")
    said = re.sub(r"<[^>]+>", "", page)
    # M = 181.88; 2 × 26801.48 / 181.88 = 294.7; with 24.305 of Mg 260.0
    assert "294.7 mAh g−1" in said
    assert "260 mAh g−1" in said


def test_page_list_and_api_count_the_same_statements_of_a_substance(client, some):
    """Those about the phase itself and those about its specimens; counted by the database and by a snapshot."""
    snapshot = Snapshot(published_rows("statements"))
    by_specimens = 0
    for one in some(Phase.objects.published().order_by("pk"), 8):
        said = re.search(r"\b(\d+) statements?,", " ".join(client.get(address(one.public_id)).content.decode().split()))
        answer = client.get("/api/v1/statements/", {"phase": one.public_id}).json()
        asked, kept = (ask("statements", f"phase={one.public_id}") for _ in range(2))
        kept.snapshot = snapshot
        assert int(said[1]) == answer["count"] == asked.queryset.count() == asked.total() == kept.total(), one
        assert asked.counts() == kept.counts(), one
        by_specimens += answer["count"] - one.statements.published().count()
    assert by_specimens > 0 or not some.every


def test_the_page_of_a_substance_leads_to_the_list_of_its_statements(client, phase):
    listed = f"/statements/?phase={phase.public_id}"
    page = client.get(address(phase.public_id)).content.decode()
    assert f'href="{listed}"' in page
    assert f"{len(of(phase).statements)} statements" in re.sub(r"\s+", " ", page)
    assert f"{len(of(phase).statements)} statements" in client.get(listed).content.decode()


def test_what_is_no_page_of_all_is_said(client, phase, monkeypatch):
    monkeypatch.setattr("mgdb.substances.substance.MOST_SPECIMENS", 2)
    monkeypatch.setattr("mgdb.substances.substance.MOST_STATEMENTS", 1)
    found = of(phase)
    assert (len(found.specimens), found.more_specimens) == (2, 3)
    assert (len(found.statements), found.more_statements) == (1, 1)
    assert "3 more:" in re.sub(r"\s+", " ", client.get(address(phase.public_id)).content.decode())


def test_all_that_is_stated_of_a_substance_stands_on_its_page(client, some):
    """Factors as stated, pairs with other compounds, and the sources that statements cite."""
    told = {"stated": 0, "unlike": 0, "cited": 0}
    for one in some(Phase.objects.published().order_by("pk"), 12):
        own = Material.objects.published().filter(phase=one)
        found = of(one)
        stated = ReportedFactor.objects.published().filter(material__in=own)
        assert {factor.id for factor in found.stated} == set(stated.values_list("public_id", flat=True))
        pairs = Pair.objects.published().filter(Q(modified__in=own) | Q(control__in=own), kind="different_compound")
        assert {pair.public_id for pair in found.unlike} == set(pairs.values_list("public_id", flat=True))
        cited = {said.source.public_id for said in found.statements if said.source}
        assert cited <= {use.source.id for use in found.sources}
        told["stated"] += len(found.stated)
        told["unlike"] += len(found.unlike)
        told["cited"] += len(cited)
    page = client.get(address("pha-5n94bzr")).content.decode()
    assert f'href="{address("fac-cz2pew7")}"' in page
    assert f'href="{address("pai-6d3gdhy")}"' in page
    assert any(told.values())


@pytest.mark.parametrize("public_id", ["pha-qf9xhhm", "mat-nb43mn2", "mat-yf6kc1z", "pha-adh9sqx"])
def test_where_plots_are_named_one_of_them_is_shown(client, public_id):
    page = client.get(address(public_id)).content.decode()
    named = re.findall(r'<a href="/plots/(\w+)/\?(?:phase|material)=[\w-]+">[^<]+</a>\s*<span class="count">', page)
    shown = re.findall(r'<svg[^>]*aria-labelledby="(?:own-)?picture-(\w+)-title', page)
    assert bool(named) == bool(shown)
    assert set(shown) <= set(named) or "own-picture" not in page


def test_a_material_names_its_plots_with_the_number_of_values_that_each_draws(client):
    public_id = "mat-ahhqwyw"
    page = client.get(address(public_id)).content.decode()
    named = re.findall(rf'<a href="(/plots/\w+/\?material={public_id})">[^<]+</a>\s*<span class="count">(\d+) ', page)
    assert len(named) > 2
    for href, count in named[:3]:
        account = client.get(href).content.decode().split('class="account"')[1]
        assert re.search(rf">\s*{count} \w+(?: \w+)? drawn", account), href
