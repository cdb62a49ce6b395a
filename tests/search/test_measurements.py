"""Filters of measurements that are more than a column."""

import pytest
from django.db.models import Q
from django.http import QueryDict

from mgdb.lists import LIST_TYPES
from mgdb.models import Material, Measurement
from mgdb.presentation import measurement_views
from mgdb.search import Query

from .rows import ask

pytestmark = pytest.mark.django_db


def test_strict_mg_leaves_out_what_is_not_about_magnesium_alone():
    query = ask("measurements", "strict_mg=1")
    rows = list(query.queryset.select_related("measured_in__electrolyte__electrolyte").prefetch_related("flags"))
    assert rows
    for row in rows:
        assert row.ion == "Mg2+"
        assert row.measured_in.counter_kind == "mg_metal"
        assert row.measured_in.electrolyte.electrolyte.electrolyte_class != "aqueous"
        assert row.measured_in.electrolyte.electrolyte.carrier_cations in (["Mg"], None)
        assert not any(flag.severity == "suspect" for flag in row.flags.all())


def test_strict_mg_has_two_levels_and_the_old_value_is_the_stricter():
    stated, known = ask("measurements", "strict_mg=all_stated"), ask("measurements", "strict_mg=no_departure")
    assert set(ask("measurements", "strict_mg=1").queryset) == set(stated.queryset)
    assert len(set(stated.queryset)) < len(set(known.queryset))
    assert not stated.queryset.exclude(pk__in=known.queryset.values("pk")).exists()
    for row in known.queryset.select_related("measured_in", "cell", "material__electrolyte"):
        assert row.ion in ("Mg2+", "not_stated", "not_applicable")
        for cell in filter(None, (row.measured_in, row.cell)):
            assert cell.chemistry_kind in ("Mg", "")
            assert cell.counter_kind in ("mg_metal", "mg_treated", "mg_alloy", "not_stated")
    assert "strict Mg, no known departure" in known.describe_results(2)


def test_a_level_that_there_is_none_of_is_refused_with_those_that_there_are():
    list_type = LIST_TYPES["measurements"]
    [problem] = Query(list_type.filters, QueryDict("strict_mg=2"), list_type.rows()).problems
    assert "no_departure, all_stated or 0" in problem.reason


def test_suspect_values_are_those_by_what_is_behind_them_too():
    electrolyte = Material.objects.get(public_id="mat-cyjscx6")  # 0.5 M LiTfSA/DEME-TfSA, a lithium salt
    behind = Measurement.objects.filter(measured_in__electrolyte=electrolyte)
    assert behind.exists()
    assert not behind.exclude(pk__in=ask("measurements", "suspect=1").queryset.values("pk")).exists()
    assert not behind.filter(pk__in=ask("measurements", "suspect=0").queryset.values("pk")).exists()
    assert not behind.exclude(pk__in=ask("measurements", "severity=suspect").queryset.values("pk")).exists()


def test_equal_electrolytes_are_counted_and_found_as_one():
    """0.4 M APC/THF is four records of four papers, of which one tells the recipe."""
    twins = Material.objects.filter(name="0.4 M APC/THF", electrolyte__isnull=False)
    assert twins.count() == 4
    assert len(set(twins.values_list("electrolyte__identity", flat=True))) == 1
    inside = Q(measured_in__electrolyte__in=twins) | Q(cell__electrolyte__in=twins)
    every = Measurement.objects.published().filter(inside).count()
    for twin in twins:
        query = ask("measurements", f"electrolyte={twin.public_id}")
        assert query.queryset.count() == every
        [value] = [one for one in query.counts().values["electrolyte"] if one.label == "0.4 M APC/THF"]
        assert (value.value, value.count) == (twin.public_id, every)


@pytest.mark.parametrize(("key", "kind"), [("Mg-Li", "Mg-Li"), ("Li", "Li")])
def test_measurements_are_found_by_the_battery_chemistry(key, kind):
    views = measurement_views(ask("measurements", f"chemistry={key}").queryset)
    assert views
    assert {view.chemistry_key for view in views} == {kind}
    found = ask("materials", f"chemistry={key}").queryset.values_list("public_id", flat=True)
    assert {view.material.id for view in views if view.material} == set(found)
