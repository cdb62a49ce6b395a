"""What is asked of the values of materials is asked of one and the same value: rows, counts, and what rows show."""

import csv
import io

import pytest
from django.http import QueryDict

from mgdb.lists import LIST_TYPES, ListPage
from mgdb.models import Measurement
from mgdb.search import FILTER_SETS, Query, snapshots
from mgdb.search.of_values import NAMES, RULE
from mgdb.search.snapshot import Snapshot

from .rows import ask, material, measure

pytestmark = pytest.mark.django_db
ORGANIC = "electrolyte_class=organic_liquid"
# what a material says by its own electrolyte detail, too, whether or not it has values
OF_DETAILS = [
    ("materials", ORGANIC),
    ("materials", f"{ORGANIC}&carrier_cations=Mg"),
    ("materials", "chloride=no&role=electrolyte"),
]
QUESTIONS = [
    ("materials", "property=ionic_conductivity&chemistry=Mg"),
    ("cathodes", "property=specific_capacity&chemistry=Mg-Li&counter=mg_metal"),
    ("cathodes", "property=specific_capacity&chemistry_not=Li&value_min=150"),
    ("materials", "property=migration_barrier&origin=computed&ion=Mg2%2B"),
    ("electrolytes", "property=ionic_conductivity&method=not_stated"),
    ("electrolytes", "property=ionic_conductivity&strict_mg=no_departure"),
    ("materials", "property=diffusion_coefficient&strict_mg=no_departure"),
    ("materials", "property=specific_capacity&property=voltage&origin=measured"),
    ("materials", "property=specific_capacity&document=10.1007/s40820-024-01495-1&chloride=yes"),
    ("materials", "property=ionic_conductivity"),
]
# those that few or none answer, or that ask for no property
MORE = [
    ("materials", "property=specific_capacity&chemistry=Mg-Li&value_min=100"),
    ("materials", "chemistry=Li&chemistry=Mg&method=eis&elements_all=O"),
    ("cathodes", "property=specific_capacity&chemistry=Mg&counter=mg_metal&chloride=no"),
    ("cathodes", "property=diffusion_coefficient&chemistry_not=Li&origin=measured&document=10.1007/s40820-024-01495-1"),
    (
        "electrolytes",
        "property=ionic_conductivity&chemistry=Mg&electrolyte_class=organic_liquid&strict_mg=no_departure",
    ),
    ("anodes", "electrolyte_class=organic_liquid&carrier_cations=Mg&strict_mg=1"),
    *OF_DETAILS,
    ("anodes", "carrier_cations=Mg"),
    ("cathodes", "carrier_cations=Mg&chloride=yes"),
]


def cells(key, question):
    """Of each row of a list the cells of the properties that are asked for."""
    number, found = 1, []
    while True:
        page = ListPage(LIST_TYPES[key], QueryDict(f"{question}&page={number}"))
        asked = page.query.params.texts("property")
        found += [[cell for column, cell in row if column.property_key in asked] for _, row in page.rows]
        if number == page.pages:
            return page, found
        number += 1


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("key", "question"), QUESTIONS)
def test_every_row_shows_a_value_of_what_was_asked_for(client, key, question):
    page, found = cells(key, question)
    assert page.total == len(found) > 2
    assert all(any(own) for own in found)
    text = client.get(f"/{key}/?{question}&format=csv").content.decode("utf-8-sig")
    names = [f"{name}_id" for name in page.query.params.texts("property")]
    lines = list(csv.DictReader(io.StringIO(text)))
    assert len(lines) == page.total
    shown = [next(line[name] for name in names if line[name]) for line in lines]
    # and what is shown is one that answers all of it
    asked = QueryDict(question, mutable=True)
    own = Query(FILTER_SETS["measurements"], asked, Measurement.objects.published())
    if key != "electrolytes":  # which are asked themselves whether they are of magnesium alone
        assert own.queryset.filter(public_id__in=shown).count() == len(set(shown))


@pytest.mark.sampled(6)
@pytest.mark.parametrize(("key", "question"), [*QUESTIONS, *OF_DETAILS])
@pytest.mark.parametrize("kept", [True, False], ids=["memory", "database"])
def test_a_count_is_what_the_click_gives(key, question, kept, some):
    query = ask(key, question)
    if kept:
        query.snapshot = Snapshot(snapshots.published_rows(key))
        query.values = Snapshot(snapshots.published_rows("measurements"))
    counts = query.counts()
    assert (query._selection is not None) == kept
    about = FILTER_SETS[key].about_values.names
    facets = {facet.name: facet for facet in FILTER_SETS[key].facets if facet.name in about}
    counted = {(name, one.value): one.count for name in facets for one in counts.values[name][:6]}
    assert len(counted) > 8
    for name, value in some(counted, 6):
        click = QueryDict(question, mutable=True)
        for dropped in facets[name].drops:
            click.pop(dropped, None)
        click.setlist(name, [value])
        assert ask(key, click).total() == counted[name, value], (name, value)


def test_two_values_of_a_material_do_not_answer_for_one():
    both, apart = material(), material()
    for subject, (first, second) in ((both, ("eis", "dc")), (apart, ("dc", "eis"))):
        measure(subject, "1e-4", "S/cm", property_key="ionic_conductivity", method=first)
        measure(subject, "0.3", "eV", property_key="activation_energy", method=second)
    answer = set(ask("materials", "property=ionic_conductivity&method=eis").queryset)
    assert both in answer
    assert apart not in answer
    # either question by itself is answered by both
    for one in ("property=ionic_conductivity", "method=eis"):
        assert {both, apart} <= set(ask("materials", one).queryset)


def test_an_electrolyte_answers_by_its_own_detail():
    question = f"{ORGANIC}&carrier_cations=Mg"
    own = set(ask("electrolytes", question).queryset.values_list("pk", flat=True))
    assert len(own) > 2
    assert own <= set(ask("materials", question).queryset.values_list("pk", flat=True))


def test_the_limits_choose_the_value_that_is_shown():
    subject = material(name="limited")
    for printed in ("120", "300"):
        measure(subject, printed, "mAh/g", property_key="specific_capacity")
    question = "q=limited&property=specific_capacity&value_max=200&ordering=-specific_capacity"
    [[cell]] = cells("cathodes", question)[1]
    assert cell.data["specific_capacity"] == 120
    assert cells("cathodes", "q=limited&property=specific_capacity")[1][0][0].data["specific_capacity"] == 300


@pytest.mark.parametrize("key", ["materials", "cathodes", "anodes", "electrolytes"])
def test_the_rule_stands_with_each_question_that_it_holds_for(key):
    filters = FILTER_SETS[key]
    for name in filters.about_values.names - {"value_min", "value_max", "unit", "strict"}:
        assert RULE in filters.filters[name].help_text, name
        assert name in FILTER_SETS["measurements"].filters
    assert RULE not in filters.filters["structure_family"].help_text
    assert filters.about_values.names <= NAMES
