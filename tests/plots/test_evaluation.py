"""Conductivities at a temperature that is chosen: what is read where, and how it is marked."""

import math
from dataclasses import replace

import pytest

from mgdb.plots import evaluated
from mgdb.science.quantity import Quantity, format_text
from mgdb.science.transport import BOLTZMANN

from .test_arrhenius import at, other, series


def one(points, celsius, id="p"):
    return evaluated(points, celsius).get(id)


def named(points):
    return [replace(point, id=f"p{number}") for number, point in enumerate(points)]


def test_a_reported_energy_leads_from_one_value_to_another_temperature():
    # MgSc2Se4, 10⁻⁴ S cm⁻¹ at 25 °C, 0.37 eV: ln ratio = 0.37 / 8.617e-5 · (1/298.15 − 1/373.15) = 2.894; × 18.1
    points = [at(298.15, 1e-4, id="p"), other("activation_energy", 0.37)]
    found = one(points, 100)
    assert found.quantity.value == pytest.approx(1.81e-3, rel=0.005)
    assert (found.how, found.by, found.assumed) == ("extrapolated", "reported activation energy", False)
    assert format_text(found.quantity) == "≈\u202f0.0018"


def test_what_is_read_has_the_interval_that_the_prints_span():
    # “~10⁻⁴”, of one digit, and 0.370 ± 0.090 eV: exp(0.09 / 8.617e-5 · (1/298.15 − 1/333.15)) = 1.445 to either side
    printed = Quantity(value=1e-4, low=3.2e-5, high=3.2e-4, approximate=True, digits=1)
    energy = other("activation_energy", 0.37, quantity=Quantity(value=0.37, uncertainty=0.09))
    found = one([at(298.15, 1e-4, id="p", quantity=printed), energy], 60).quantity
    assert found.value == pytest.approx(4.54e-4, rel=0.005)
    assert (found.low, found.high) == (
        pytest.approx(4.54e-4 * 0.32 / 1.445, rel=0.005),
        pytest.approx(4.54e-4 * 3.2 * 1.445, rel=0.005),
    )
    assert format_text(found) == "≈\u202f5\u202f×\u202f10⁻⁴"


def test_a_value_within_one_kelvin_is_said_as_reported_with_its_bound_and_nothing_is_read_on_a_line():
    bound = at(298.15, 1e-4, id="p", quantity=Quantity(value=1e-4, bound="<"))
    for celsius in (24.0, 25.0, 26.0):
        found = one([bound, other("activation_energy", 0.37)], celsius)
        assert (found.quantity.bound, found.quantity.value, found.how, found.by) == ("<", 1e-4, "as reported", "")
    assert one([bound, other("activation_energy", 0.37)], 26.1) is None  # a bound makes no line


def test_a_series_is_interpolated_between_its_temperatures_and_extrapolated_outside():
    points = named(series(0.5, 10.0, (300.0, 320.0, 350.0, 400.0)))
    for celsius, how in ((40.0, "interpolated"), (120.0, "interpolated"), (140.0, "extrapolated"), (0, "extrapolated")):
        found = evaluated(points, celsius)
        law = 10.0 * math.exp(-0.5 / (BOLTZMANN * (celsius + 273.15)))
        assert len(found) == 4
        for each in found.values():
            assert each.quantity.value == pytest.approx(law, rel=1e-6)
            assert (each.how, each.by) == (how, "Arrhenius fit")


def test_what_is_of_another_ion_or_specimen_has_no_part_in_a_line():
    points = named(series())
    lithium = at(330.0, 1e-1, id="lithium", ion="Li⁺")
    found = evaluated([*points, lithium], 60)
    assert "lithium" not in found
    assert found["p0"].quantity == evaluated(points, 60)["p0"].quantity


@pytest.mark.parametrize(
    "points",
    [
        [at(298.15, id="p", suspect=True), other("activation_energy", 0.4)],
        [at(298.15, id="p"), other("activation_energy", 0.4, suspect=True)],
        [at(298.15, id="p"), other("activation_energy", 9.0)],  # in doubt
        [at(298.15, id="p")],
        [at(298.15, id="p"), at(350.0, id="q"), other("activation_energy", 0.4)],  # two to start from, too few to fit
        [at(298.15, id="p"), other("activation_energy", 0.4), other("phase_transition_temperature", 320.0)],
    ],
    ids=["suspect", "suspect energy", "doubtful energy", "no line", "two values", "beyond a transition"],
)
def test_nothing_is_said_where_nothing_is_known(points):
    assert one(points, 60) is None


def test_a_suspect_value_is_not_said_at_its_own_temperature_either():
    assert one([at(298.15, id="p", suspect=True)], 25) is None


def test_an_assumed_temperature_is_told():
    value = at(298.15, 1e-4, id="p", assumed=True)
    assert one([value], 25).assumed
    found = one([value, other("activation_energy", 0.37)], 100)
    assert (found.how, found.assumed) == ("extrapolated", True)


def test_two_reported_energies_give_the_ends_of_a_range():
    energies = [other("activation_energy", 0.3), replace(other("activation_energy", 0.4), id="other")]
    found = one([at(298.15, 1e-4, id="p"), *energies], 100)
    ends = [1e-4 * math.exp(-each / BOLTZMANN * (1 / 373.15 - 1 / 298.15)) for each in (0.3, 0.4)]
    assert (found.quantity.low, found.quantity.high) == pytest.approx(tuple(ends))
    assert found.by == "2 reported activation energies"
