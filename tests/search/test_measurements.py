"""Filters of measurements that are more than a column."""

import pytest

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
