"""Capacities, C-rates and energies from charge, mass and voltage.

Charge is counted in mAh, mass in g: F/3.6 = 26801.48 mAh/mol. Constants are exact by the SI of 2019
(CODATA 2018, https://physics.nist.gov/constants).
"""

import math
from typing import Final

from mgdb.science.quoting import quoted

FARADAY: Final = 96485.33212331001  # C/mol = e × N_A, both exact
MAH_PER_MOL: Final = FARADAY / 3.6  # mAh/mol


def theoretical_capacity(molar_mass: float, z: float, x: float) -> float:
    """Gravimetric capacity of a host that takes up `x` ions of charge `z`, in mAh/g.

    C = z·x·F/(3.6·M).

    `molar_mass`: M in g/mol of the formula unit that the capacity is counted by, its crystal water included. The
    convention must be said: the empty host, or the filled one (`filled_molar_mass`). `z`: charge number of the ion
    (2 for Mg2+, 1 for MgCl+, Li+, H+). `x`: ions per formula unit. Raises ValueError unless all are finite and
    above zero. V2O5 + 1 Mg by the empty host: theoretical_capacity(181.879, 2, 1) = 294.7.
    """
    _above_zero(molar_mass=molar_mass, z=z, x=x)
    return z * x * MAH_PER_MOL / molar_mass


def filled_molar_mass(host_molar_mass: float, x: float, ion_molar_mass: float) -> float:
    """Molar mass of the host with `x` ions in it, M + x·M_ion, in g/mol: the other denominator.

    Masses in g/mol. Raises ValueError unless all are finite and above zero.
    Mn2O4 + 1 Mg: 173.872 + 24.305 = 198.177.
    """
    _above_zero(host_molar_mass=host_molar_mass, x=x, ion_molar_mass=ion_molar_mass)
    return host_molar_mass + x * ion_molar_mass


def volumetric_capacity(gravimetric_capacity: float, density: float) -> float:
    """C·ρ in mAh/cm³ from `gravimetric_capacity` in mAh/g and `density` in g/cm³.

    Raises ValueError unless both are finite and above zero; the capacity may be zero.
    Mg metal: 2205.4 × 1.738 = 3833.
    """
    _not_negative(gravimetric_capacity=gravimetric_capacity)
    _above_zero(density=density)
    return gravimetric_capacity * density


def areal_capacity(gravimetric_capacity: float, loading: float) -> float:
    """C·m in mAh/cm² from `gravimetric_capacity` in mAh/g and active `loading` in mg/cm².

    Raises ValueError unless both are finite and above zero; the capacity may be zero. 150 mAh/g at 2 mg/cm²: 0.3.
    """
    _not_negative(gravimetric_capacity=gravimetric_capacity)
    _above_zero(loading=loading)
    return gravimetric_capacity * loading / 1000


def current_density(c_rate: float, basis: float) -> float:
    """Current density in mA/g of a `c_rate` in 1/h, given what 1C is in mA/g (`basis`).

    Raises ValueError unless both are finite and above zero. C/10 with 1C = 294.7 mA/g: 29.47.
    """
    _above_zero(c_rate=c_rate, basis=basis)
    return c_rate * basis


def c_rate(current_density: float, basis: float) -> float:
    """C-rate in 1/h of a `current_density` in mA/g, given what 1C is in mA/g (`basis`).

    A C-rate without its basis says nothing; the theoretical capacity in mAh/g is the usual one. Raises ValueError
    unless both are finite and above zero. 100 mA/g with 1C = 294.7 mA/g: 0.339.
    """
    _above_zero(current_density=current_density, basis=basis)
    return current_density / basis


def specific_energy(capacity: float, mean_voltage: float) -> float:
    """E = C·U in Wh/kg from `capacity` in mAh/g and the mean discharge voltage in V (mAh/g · V = Wh/kg).

    By the mass that `capacity` is counted by: usually the cathode material alone, not the cell. Raises ValueError
    unless the capacity is finite and not negative and the voltage finite. Mo6S8, 128.8 mAh/g at 1.1 V: 141.7.
    """
    _not_negative(capacity=capacity)
    if not math.isfinite(mean_voltage):
        raise ValueError(f"mean_voltage is {quoted(mean_voltage)}; a finite number of volts is needed")
    return capacity * mean_voltage


def energy_density(volumetric_capacity: float, mean_voltage: float) -> float:
    """E = C·U in Wh/L from `volumetric_capacity` in mAh/cm³ and the mean discharge voltage in V.

    Raises ValueError as `specific_energy`. 1000 mAh/cm³ at 1.5 V: 1500.
    """
    return specific_energy(volumetric_capacity, mean_voltage)


def exceeds_theory(capacity: float, theoretical: float, tolerance: float = 0.02) -> bool:
    """Whether a reported `capacity` lies above the `theoretical` one (same unit, same denominator) by more than
    the relative `tolerance`, which covers rounding in print.

    A capacity above theory is a reason to look again (surface storage, carbon, another x), not an error. Raises
    ValueError unless all are finite, the theoretical capacity above zero, the others not negative.
    exceeds_theory(300.0, 294.7) is False, exceeds_theory(310.0, 294.7) is True.
    """
    _not_negative(capacity=capacity, tolerance=tolerance)
    _above_zero(theoretical=theoretical)
    return capacity > theoretical * (1 + tolerance)


def polarizing_power(z: float, radius: float) -> float:
    """z/r² in e/Å² of an ion of charge number `z` and `radius` in Å.

    Raises ValueError unless both are finite and above zero. Mg2+ with r = 0.72 Å: 3.86; Li+ with 0.76 Å: 1.73.
    (Kang et al., https://doi.org/10.1021/acsaem.0c01530, print 3.85 for Mg2+.)
    """
    _above_zero(z=z, radius=radius)
    return z / radius**2


def _not_negative(**values: float) -> None:
    for name, value in values.items():
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{name} is {quoted(value)}; a finite number, zero or more, is needed")


def _above_zero(**values: float) -> None:
    for name, value in values.items():
        if not (math.isfinite(value) and value > 0):
            raise ValueError(f"{name} is {quoted(value)}; a finite number above zero is needed")
