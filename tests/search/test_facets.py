"""Facets say what a click would give, all from one query."""

import re

import pytest
from django.http import QueryDict

from mgdb import review
from mgdb.lists import LIST_TYPES, ListPage
from mgdb.models import Defect
from mgdb.search import FILTER_SETS, Query, to_query_values
from mgdb.search.record_types import published_rows
from mgdb.search.snapshot import Snapshot
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


@pytest.mark.sampled(4)
@pytest.mark.parametrize("key", FILTER_SETS)
def test_beside_values_that_are_chosen_each_other_one_says_what_a_click_gives(key, some):
    """In every list and every facet, whether the database counts or the memory; rows with several values count once."""
    filters, rows = FILTER_SETS[key], published_rows(key)
    kept = {"snapshot": Snapshot(rows), "values": Snapshot(published_rows("measurements"))}
    whole = Query(filters, QueryDict(), rows, **kept).counts()
    chosen = [(facet, one.value) for facet in filters.facets for one in whole.values[facet.name][:2]]
    for facet, value in some(chosen, 5):
        question = QueryDict(mutable=True)
        question[facet.name] = value
        counts = Query(filters, question, rows, **kept).counts()
        assert counts == Query(filters, question, rows).counts()
        for other in (facet, *some([one for one in filters.facets if one is not facet], 2)):
            for one in [one for one in counts.values[other.name] if (other.name, one.value) != (facet.name, value)][:3]:
                click = question.copy()
                for dropped in other.drops:
                    click.pop(dropped, None)
                click.setlist(other.name, [value, one.value] if other is facet and not facet.single else [one.value])
                assert Query(filters, click, rows, **kept).total() == one.after_click, (facet.name, value, one)


def test_pages_say_what_a_further_value_adds_and_what_an_excluded_element_takes(client):
    page = ListPage(LIST_TYPES["materials"], QueryDict("structure_family=layered"))
    [facet] = [one for one in page.facets if one.facet.name == "structure_family"]
    for choice in facet.choices[:4]:
        if not choice.chosen:
            then = ListPage(LIST_TYPES["materials"], QueryDict(choice.href.removeprefix("?")))
            assert then.total == page.total + choice.added
    html = client.get("/materials/?structure_family=layered").content.decode()
    assert re.search(r'title="\d+ more, \d+ together"><b>[^<]+</b> <i>\+\d+</i>', html)
    for question in ("picker=none&elements_none=O", "picker=any&elements_any=O"):
        page = ListPage(LIST_TYPES["materials"], QueryDict(question))
        for square in [one for one in page.periodic_table.squares if one.href and not one.chosen][:4]:
            then = ListPage(LIST_TYPES["materials"], QueryDict(square.href.removeprefix("?")))
            assert then.total == page.total + square.change, square
