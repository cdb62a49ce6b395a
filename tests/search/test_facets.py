"""Facets say what a click would give, all from one query; so do histograms and the suggestions for an empty answer."""

import pytest
from django.http import QueryDict

from mgdb import review
from mgdb.lists import LIST_TYPES
from mgdb.models import Defect, Material, Measurement
from mgdb.search import Query, to_query_values
from mgdb.search.materials import MATERIALS
from mgdb.search.measurements import MEASUREMENTS
from tests.statements import statements

from .rows import material, measure

pytestmark = pytest.mark.django_db
QUESTIONS = {
    "materials": "elements_any=O,S&elements_all=V&structure_family=layered&structure_family=spinel&year_min=2010",
    "cathodes": "defect=anion_vacancy&defect=interlayer_water&origin=measured",
    "anodes": "role=interphase",
    "electrolytes": "electrolyte_class=organic_liquid&chloride=no&carrier_cations=Mg",
    "phases": "structure_family=layered&elements_all=O",
    "defects": "kind=cation_substitution&year_min=2000",
    "measurements": "property=specific_capacity&value_min=50&origin=measured&ion=Mg2%2B&ion=not_stated&chloride=yes",
    "sources": "kind=article&year_min=2019",
    "cells": "counter=mg_metal&configuration=not_stated",
    "pairs": "kind=pristine",
    "statements": "topic=mechanism&sign=%2B",
}


def ask(key: str, question: str | QueryDict) -> Query:
    data = question if isinstance(question, QueryDict) else QueryDict(question)
    query = Query(LIST_TYPES[key].filters, data, LIST_TYPES[key].rows())
    assert query.problems == []
    return query


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_count_is_what_the_click_gives(key):
    query = ask(key, QUESTIONS[key])
    counts = query.counts()
    assert counts.total == query.queryset.count()
    checked = 0
    for facet in LIST_TYPES[key].filters.facets:
        for value in counts.values[facet.name][:6]:
            click = QueryDict(QUESTIONS[key], mutable=True)
            for name in facet.drops:
                click.pop(name, None)
            click.setlist(facet.name, [value.value])
            if facet.name == "elements_all":  # one more that must be there, beside those that must
                click.setlist(facet.name, [*to_query_values(query.params.get(facet.name)), value.value])
            assert ask(key, click).queryset.count() == value.count, (facet.name, value)
            checked += 1
    assert checked > len(LIST_TYPES[key].filters.facets) // 2


@pytest.mark.parametrize("key", QUESTIONS)
def test_all_facets_of_a_list_come_from_one_query(key):
    query = ask(key, QUESTIONS[key])
    with statements() as queries:
        query.counts()
    assert len(queries) == 1


def test_within_a_facet_or_between_facets_and():
    layered, spinel = material(structure_family="layered"), material(structure_family="spinel")
    other = material(structure_family="layered", roles=["anode"])
    query = ask("materials", "structure_family=layered&structure_family=spinel&role=cathode")
    answer = set(query.queryset)
    assert {layered, spinel} <= answer
    assert other not in answer
    # the other roles are counted as though no role were asked for, families under the role
    counts = {value.value: value.count for value in query.counts().values["role"]}
    assert (
        counts["anode"]
        == ask("materials", "structure_family=layered&structure_family=spinel&role=anode").counts().total
    )


def test_a_chosen_value_that_finds_nothing_stays_to_be_taken_out():
    counts = ask("materials", "structure_family=garnet&role=separator&elements_all=Xe").counts()
    assert [(one.value, one.label, one.count) for one in counts.values["structure_family"]] == [("garnet", "garnet", 0)]


def test_a_row_counts_once_in_a_facet_however_often_it_has_the_value():
    made = material(name="twice doped")
    for species in ("Mo", "W"):
        Defect.objects.create(material=made, kind="antisite", species=species)
    review.index_for_search(made)
    counts = ask("materials", "q=twice doped").counts()
    assert [(one.value, one.count) for one in counts.values["defect"]] == [("antisite", 1)]


def test_strict_mg_leaves_out_what_is_not_about_magnesium_alone():
    query = ask("measurements", "strict_mg=1")
    rows = list(query.queryset.select_related("measured_in__electrolyte__electrolyte").prefetch_related("flags"))
    assert rows
    for row in rows:
        assert row.ion == "Mg2+"
        assert row.measured_in.counter_kind == "mg_metal"
        assert row.measured_in.electrolyte.electrolyte.electrolyte_class != "aqueous"
        assert row.measured_in.electrolyte.electrolyte.carrier_cations in (["Mg"], None)
        assert not row.is_suspect


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Mg", "mg_metal"), ("Mg foil", "mg_metal"), ("freshly polished Mg", "mg_metal"), ("Mg-metal", "mg_metal"),
        ("ultrathin Mg metal (0.2 mm)", "mg_metal"), ("magnesium foil, cut into strips", "mg_metal"),
        ("MOF@Mg", "mg_treated"), ("PA-Al@Mg", "mg_treated"), ("Mg alloy AZ31", "mg_alloy"), ("Mg3Bi2", "mg_alloy"),
        ("activated carbon cloth (AC)", "carbon"), ("Li", "li_metal"), ("Na", "na_metal"), ("Zn foil", "zn_metal"),
        ("MgMn2O4", "other"), ("Gd", "other"), ("Mo6S8", "other"), ("", "not_stated"),
    ],
)  # fmt: skip
def test_the_kind_of_a_counter_electrode_is_told_from_its_words(printed, kind):
    from mgdb.models import Cell

    row = Cell(name=f"counter {printed}", source=material().source, counter_electrode=printed)
    row.full_clean()
    row.save()
    row.refresh_from_db()
    assert row.counter_kind == kind


def test_a_histogram_holds_each_value_once_and_reaches_from_the_smallest_to_the_largest():
    subject = material(name="spread")
    for printed in ("10", "20", "30", "< 40", "≈ 50", "60–80"):
        measure(subject, printed)
    query = ask("measurements", f"material={subject.public_id}&property=specific_capacity")
    spread = query.spreads()["value"]
    # “< 40” stands at its one end, “60–80” in its middle
    assert (spread.low, spread.high, spread.count, spread.log) == (10.0, 70.0, 6, False)
    assert spread.bins[0] == spread.bins[-1] == 1
    assert (spread.edge(0), spread.edge(len(spread.bins))) == (10.0, 70.0)


def test_a_histogram_leaves_its_own_limits_out_and_keeps_the_others():
    subject = material(name="spread")
    measure(subject, "10", conditions={"temperature": "25 °C"})
    measure(subject, "20", conditions={"temperature": "60 °C"})
    measure(subject, "30", conditions={"temperature": "60 °C"})
    query = ask(
        "measurements",
        f"material={subject.public_id}&property=specific_capacity&value_min=25&temperature_min=50&temperature_unit=°C",
    )
    with statements() as queries:
        spreads = query.spreads()
    assert len(queries) == 1
    assert spreads["value"].count == 2  # those at 60 °C
    assert spreads["temperature"].count == 1  # those of at least 25 mAh/g


def test_a_histogram_is_logarithmic_where_the_catalogue_says_so():
    subject = material(name="conductor", roles=["electrolyte"])
    for printed in ("1e-8", "1e-5", "1e-2"):
        measure(subject, printed, "S/cm", property_key="ionic_conductivity")
    spread = ask("measurements", f"material={subject.public_id}&property=ionic_conductivity").spreads()["value"]
    assert spread.log
    assert spread.edge(len(spread.bins) // 2) == pytest.approx(1e-5)
    assert [place for place, count in enumerate(spread.bins) if count] == [
        0,
        len(spread.bins) // 2,
        len(spread.bins) - 1,
    ]


def test_an_empty_answer_says_what_each_condition_costs():
    material(name="lone", structure_family="garnet", formula="CaXeO4")
    query = ask("materials", "structure_family=garnet&elements_all=Xe&role=electrolyte")
    assert query.queryset.count() == 0
    with statements() as queries:
        ways = query.counts_without_each()
    assert len(queries) == 1
    assert {condition.names: count for condition, count in ways}[("role",)] == 1
    for condition, count in ways:
        rest = QueryDict("structure_family=garnet&elements_all=Xe&role=electrolyte", mutable=True)
        for name in condition.names:
            rest.pop(name)
        assert ask("materials", rest).queryset.count() == count


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("oxygen vacncy", {"vacncy": "vacancy"}),
        ("spinle", {"spinle": "spinel"}),
        ("V2O3x", {}),  # a formula is another compound, and no slip
        ("γ-mno2", {}),
        ("vacancy", {}),
    ],
)
def test_a_slip_in_a_word_is_forgiven_and_told(typed, read):
    data = QueryDict(mutable=True)
    data["q"] = typed
    query = Query(MATERIALS, data, Material.objects.published())
    assert query.corrections == read
    assert bool(query.queryset.count()) == (typed not in ("V2O3x", "γ-mno2"))


def test_gamma_is_not_delta_and_accents_do_not_matter():
    gamma, delta = material(name="γ-MnO2 of Müller"), material(name="δ-MnO2")
    for row in (gamma, delta):
        review.index_for_search(row)

    def found(text: str) -> set[Material]:
        data = QueryDict(mutable=True)
        data["q"] = text
        return set(Query(MATERIALS, data, Material.objects.published()).queryset) & {gamma, delta}

    assert found("γ-MnO₂") == {gamma}
    assert found("δ-mno2") == {delta}
    assert found("MnO_2") == {gamma, delta}
    assert found("muller") == found("MÜLLER") == {gamma}


@pytest.mark.parametrize(
    ("asked", "formulas"),
    [
        ("V2O5", {"V2O5", "V4O10"}),
        ("“V4O10”", {"V4O10"}),
        ('"O5V2"', {"V2O5"}),
        ("Mg*Se4", {"MgSc2Se4"}),
        ("*V2O5*", {"V2O5", "Mg0.3V2O5·1.1H2O"}),
        ("*V₂O₅*", {"V2O5", "Mg0.3V2O5·1.1H2O"}),
        ("*S4", {"VS4"}),
        ("*S*", {"VS4"}),  # and no Se or Sc
        ("V*", {"V2O5", "V4O10", "VS4"}),
        ("Mg-Sc-Se", {"MgSc2Se4"}),
        ("O-V", {"V2O5", "V4O10"}),
        ("AB2C4", {"MgSc2Se4"}),
        ("A4B2C", {"MgSc2Se4"}),
        ("A5B2", {"V2O5", "V4O10"}),
        ("AB4", {"VS4"}),
    ],
)
def test_a_formula_is_asked_in_many_ways(asked, formulas):
    own = material().source
    made = ["V2O5", "V4O10", "MgSc2Se4", "Mg0.3V2O5·1.1H2O", "VS4"]
    rows = [material(formula=formula, name=f"formula {formula}", source=own) for formula in made]
    data = QueryDict(f"source={own.public_id}", mutable=True)
    data["formula"] = asked
    answer = Query(MATERIALS, data, Material.objects.filter(pk__in=[row.pk for row in rows]))
    assert answer.problems == []
    assert {row.formula for row in answer.queryset} == formulas


@pytest.mark.parametrize("asked", ["*", "*2*", "Mg**Xx", "*V2O5;", "A0B", "ABA2"])
def test_a_pattern_that_means_nothing_is_refused(asked):
    data = QueryDict(mutable=True)
    data["formula"] = asked
    assert [problem.parameter for problem in Query(MATERIALS, data, Material.objects.all()).problems] == ["formula"]


@pytest.mark.parametrize(
    ("typed", "told", "nearest"),
    [
        ("2,5e-5", "decimal comma", "2.5e-5"),
        ("1,5", "decimal comma", "1.5"),
        ("2.5×10⁻⁵", "powers of ten", "2.5e-5"),
        ("2.5 x 10^-5", "powers of ten", "2.5e-5"),
    ],
)
def test_a_number_written_otherwise_is_explained(typed, told, nearest):
    data = QueryDict(mutable=True)
    data["value_min"] = typed
    [problem] = Query(MEASUREMENTS, data, Measurement.objects.none()).problems
    assert told in problem.reason
    assert problem.nearest == (nearest,)
