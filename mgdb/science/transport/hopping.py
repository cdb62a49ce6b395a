"""Hopping between sites: from a barrier to a diffusion coefficient.

Equations 1 and 2 of 10.1007/s40820-024-01495-1, for hosts whose barrier does not depend on the local order of ions.
"""

from __future__ import annotations

import math

from mgdb.science.transport.model import BOLTZMANN, TransportError, exponential


def _positive(**numbers: float) -> None:
    for name, number in numbers.items():
        if not (math.isfinite(number) and number > 0):
            raise TransportError(f"{name.replace('_', ' ')} {number} is not positive and finite")


def geometric_factor(coordination_number: float, dimensions: int) -> float:
    """ρ = z/(2d), z sites around a site, d the dimensions (1, 2, 3) of the sublattice.

    Raises TransportError for other numbers. Worked: simple cubic, z = 6, d = 3 → 1.
    """
    _positive(coordination_number=coordination_number)
    if dimensions not in (1, 2, 3):
        raise TransportError(f"a lattice has 1, 2 or 3 dimensions, not {dimensions}")
    return coordination_number / (2 * dimensions)


def hop_rate(barrier: float, temperature: float, attempt_frequency: float = 1e13) -> float:
    """Γ = ν*·exp(−ΔE/k_B T) in s⁻¹; barrier ΔE in eV, temperature in K, attempt frequency ν* in s⁻¹.

    Raises TransportError for a negative barrier, or a temperature or frequency that is not positive.
    Worked: 0.5 eV, 298.15 K, 10¹³ s⁻¹ → 3.5 × 10⁴ s⁻¹.
    """
    _positive(temperature=temperature, attempt_frequency=attempt_frequency)
    if not (math.isfinite(barrier) and barrier >= 0):
        raise TransportError(f"barrier {barrier} eV is negative or not finite")
    return attempt_frequency * exponential(-barrier / (BOLTZMANN * temperature))


def hopping_diffusion_coefficient(
    barrier: float,
    temperature: float,
    *,
    hop_distance: float,
    attempt_frequency: float = 1e13,
    factor: float = 1.0,
) -> float:
    """D = ρ·λ²·Γ in cm² s⁻¹; hop distance λ in Å, `factor` ρ as of `geometric_factor`, the rest as `hop_rate`.

    Raises TransportError as `hop_rate` does. Worked: 0.5 eV, 298.15 K, λ = 3 Å, ρ = 1, ν* = 10¹³ s⁻¹ →
    3.2 × 10⁻¹¹ cm² s⁻¹.
    """
    _positive(hop_distance=hop_distance, factor=factor)
    return factor * (hop_distance * 1e-8) ** 2 * hop_rate(barrier, temperature, attempt_frequency)
