"""Facets say what a click would give, all from one query."""

import pytest
from django.http import QueryDict

from mgdb import review
from mgdb.lists import LIST_TYPES
from mgdb.models import Defect
from mgdb.search import to_query_values
from tests.statements import statements

from .rows import ask, material, source

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


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_count_is_what_the_click_gives(key, some):
    query = ask(key, QUESTIONS[key])
    counts = query.counts()
    assert counts.total == query.queryset.count()
    facets = {facet.name: facet for facet in LIST_TYPES[key].filters.facets}
    counted = {(name, one.value): one.count for name in facets for one in counts.values[name][:6]}
    assert len(counted) > len(facets) // 2
    for name, value in some(counted, 8):
        click = QueryDict(QUESTIONS[key], mutable=True)
        for dropped in facets[name].drops:
            click.pop(dropped, None)
        click.setlist(name, [value])
        if name == "elements_all":  # one more that must be there, beside those that must
            click.setlist(name, [*to_query_values(query.params.get(name)), value])
        assert ask(key, click).queryset.count() == counted[name, value], (name, value)


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
    review.derive(made)
    counts = ask("materials", "q=twice doped").counts()
    assert [(one.value, one.count) for one in counts.values["defect"]] == [("antisite", 1)]


@pytest.fixture(scope="module")
def own_source(module_db):
    return source()


@pytest.mark.sampled(8)
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
def test_the_kind_of_a_counter_electrode_is_told_from_its_words(printed, kind, own_source):
    from mgdb.models import Cell

    row = Cell(name=f"counter {printed}", source=own_source, counter_electrode=printed)
    row.full_clean()
    row.save()
    row.refresh_from_db()
    assert row.counter_kind == kind
