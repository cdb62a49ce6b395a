"""Capacities and energies against numbers worked by hand."""

import math

import pytest

from mgdb.science import electrochemistry as ec
from mgdb.science.formula import parse

MG = 24.305


def mass(formula: str) -> float:
    found = parse(formula).molar_mass
    assert found is not None
    return found


def test_the_faraday_constant_is_the_product_of_the_exact_constants() -> None:
    assert pytest.approx(1.602176634e-19 * 6.02214076e23, rel=1e-14) == ec.FARADAY


@pytest.mark.parametrize(
    ("host", "z", "x", "capacity"),
    [
        ("Mg", 2, 1, 2205),  # 2 × 26801.48 / 24.305
        ("V2O5", 2, 1, 294.7),  # 53602.96 / 181.879
        ("Mo6S8", 2, 2, 128.8),  # 107205.9 / 832.18
        ("MgMn2O4", 2, 1, 270.5),  # 53602.96 / 198.177
        ("Mn2O4", 2, 1, 308.3),  # 53602.96 / 173.872
        ("Li4Ti5O12", 1, 3, 175.1),  # 80404.4 / 459.083
    ],
)
def test_theoretical_capacity_of(host: str, z: float, x: float, capacity: float) -> None:
    digits = 0 if capacity == 2205 else 1
    assert round(ec.theoretical_capacity(mass(host), z, x), digits) == capacity


def test_crystal_water_lowers_the_theoretical_capacity() -> None:
    dry = ec.theoretical_capacity(mass("Mg0.3V2O5"), 2, 1)
    wet = ec.theoretical_capacity(mass("Mg0.3V2O5·1.1H2O"), 2, 1)
    assert round(dry, 1) == 283.4  # 53602.96 / 189.1705
    assert round(wet, 1) == 256.5  # 53602.96 / 208.987


def test_both_denominators_of_a_spinel_agree_with_the_two_formulas() -> None:
    assert ec.filled_molar_mass(mass("Mn2O4"), 1, MG) == pytest.approx(mass("MgMn2O4"))
    assert round(ec.theoretical_capacity(ec.filled_molar_mass(mass("Mn2O4"), 1, MG), 2, 1), 1) == 270.5


@pytest.mark.parametrize(
    ("x", "filled", "capacity"),
    [
        (0.5, "Mg0.5V2O5", 138.1),  # 26801.48 / (181.879 + 12.1525) = 138.13
        (2, "Mg2V2O5", 465.2),  # 107205.92 / (181.879 + 48.61) = 465.12
    ],
)
def test_the_filled_host_holds_as_many_ions_as_were_asked_for(x, filled, capacity) -> None:
    mass_of_all = ec.filled_molar_mass(mass("V2O5"), x, MG)
    assert mass_of_all == pytest.approx(mass(filled))
    assert ec.theoretical_capacity(mass_of_all, 2, x) == pytest.approx(capacity, abs=0.1)


def test_magnesium_holds_3833_mah_per_cubic_centimetre() -> None:
    assert round(ec.volumetric_capacity(ec.theoretical_capacity(MG, 2, 1), 1.738)) == 3833


def test_c_rate_and_current_density_undo_each_other() -> None:
    assert ec.current_density(0.1, 294.7) == pytest.approx(29.47)
    assert ec.c_rate(29.47, 294.7) == pytest.approx(0.1)


def test_energies_and_areal_capacity_of_a_hand_worked_electrode() -> None:
    assert ec.specific_energy(128.8, 1.1) == pytest.approx(141.68)
    assert ec.energy_density(1000, 1.5) == pytest.approx(1500)
    assert ec.areal_capacity(150, 2) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("capacity", "exceeds"), [(290.0, False), (294.7, False), (300.0, False), (310.0, True), (355.3, True)]
)
def test_a_capacity_above_theory_is_told_beyond_two_percent(capacity: float, exceeds: bool) -> None:
    assert ec.exceeds_theory(capacity, 294.7) is exceeds


def test_polarizing_power_of_magnesium_is_more_than_twice_that_of_lithium() -> None:
    # Kang et al., ACS Appl. Energy Mater. 2020, 3, 9143, print 3.85 and 1.73 e/Å² for radii 0.72 and 0.76 Å
    assert ec.polarizing_power(2, 0.72) == pytest.approx(3.85, abs=0.01)
    assert round(ec.polarizing_power(1, 0.76), 2) == 1.73


def test_a_capacity_of_zero_is_a_value() -> None:
    assert ec.specific_energy(0, 1.1) == 0
    assert ec.volumetric_capacity(0, 3.4) == ec.areal_capacity(0, 2) == 0
    assert not ec.exceeds_theory(0, 294.7)


@pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf])
@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda v: ec.theoretical_capacity(v, 2, 1), "molar_mass"),
        (lambda v: ec.theoretical_capacity(100, v, 1), "z"),
        (lambda v: ec.theoretical_capacity(100, 2, v), "x"),
        (lambda v: ec.filled_molar_mass(100, v, MG), "x"),
        (lambda v: ec.volumetric_capacity(100, v), "density"),
        (lambda v: ec.areal_capacity(100, v), "loading"),
        (lambda v: ec.current_density(v, 100), "c_rate"),
        (lambda v: ec.c_rate(100, v), "basis"),
        (lambda v: ec.specific_energy(v, 1), "capacity"),
        (lambda v: ec.exceeds_theory(100, v), "theoretical"),
        (lambda v: ec.polarizing_power(2, v), "radius"),
    ],
)
def test_an_impossible_argument_is_named(call, name, wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=f"^{name} is "):
        call(wrong)


@pytest.mark.parametrize(("molar_mass", "z", "x"), [(0, 2, 1), (100, 0, 1), (100, 2, 0)])
def test_theoretical_capacity_needs_a_host_an_ion_and_an_amount(molar_mass: float, z: float, x: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        ec.theoretical_capacity(molar_mass, z, x)


def test_voltage_and_tolerance_must_be_finite() -> None:
    with pytest.raises(ValueError, match="mean_voltage"):
        ec.specific_energy(100, math.nan)
    with pytest.raises(ValueError, match="tolerance"):
        ec.exceeds_theory(100, 100, -0.1)
