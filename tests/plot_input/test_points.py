"""What points say of doubt, chemistry and electrolyte, for every plot alike."""

import pytest

from mgdb import plot_input
from mgdb.models import Measurement

pytestmark = pytest.mark.django_db


@pytest.fixture
def points():
    read = Measurement.objects.published().of("specific_capacity")
    return {point.id: point for point in plot_input.plot_points("rate", read)}


def test_what_a_flag_calls_impossible_is_suspect(points):
    """Cu-S5HHTP: 500 mAh/g would be 15 electrons where nine exist."""
    point = points["mea-7t1fxzp"]
    assert point.suspect
    assert "15 electrons" in point.suspect_because


def test_a_point_is_suspect_by_its_electrolyte(points):
    point = points["mea-44tj498"]  # ZnMnO3 in a lithium salt
    assert point.suspect
    assert point.suspect_because.startswith("its electrolyte is suspect: ")


def test_points_tell_chemistry_and_electrolyte(points):
    told = {
        (point.chemistry, point.electrolyte_key) for point in points.values() if point.electrolyte == "0.4 M APC/THF"
    }
    assert told == {("Mg", "salt:APC 0.4 M; solvent:THF")}
    assert {"Mg", "Mg-Li", "Li"} <= {point.chemistry for point in points.values()}
