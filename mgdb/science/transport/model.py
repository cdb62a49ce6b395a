"""What the transport laws share: constants, checked input, Student's t."""

from __future__ import annotations

import math
from collections.abc import Sequence

BOLTZMANN = 1.380649e-23 / 1.602176634e-19
"""k_B in eV K⁻¹, from the exact k and e of the SI (2019): 8.617333 × 10⁻⁵."""

Interval = tuple[float, float]


class TransportError(ValueError):
    """Numbers that a transport law cannot be applied to; the message names them and suggests a correction."""


def checked(temperatures: Sequence[float], conductivities: Sequence[float]) -> tuple[list[float], list[float]]:
    """Temperatures (K) and conductivities (S cm⁻¹) as lists; raises TransportError where they are no such numbers."""
    if len(temperatures) != len(conductivities):
        raise TransportError(
            f"{len(temperatures)} temperatures and {len(conductivities)} conductivities; give one for each"
        )
    for name, values, unit in (("temperature", temperatures, "K"), ("conductivity", conductivities, "S cm⁻¹")):
        for value in values:
            if not (math.isfinite(value) and value > 0):
                raise TransportError(f"{name} {value} {unit} is not positive and finite; leave the point out")
    return [float(value) for value in temperatures], [float(value) for value in conductivities]


def refuse_across(transitions: Sequence[float], temperatures: Sequence[float], what: str) -> None:
    """Raises TransportError where a transition (K) has some of `temperatures` (K) on either side."""
    for transition in transitions:
        if min(temperatures) < transition < max(temperatures):
            raise TransportError(
                f"{what} from {min(temperatures):g} to {max(temperatures):g} K crosses the transition at "
                f"{transition:g} K; treat each side by itself"
            )


def student_t(confidence: float, degrees_of_freedom: int) -> float:
    """Two-sided quantile of Student's t. Worked: 95 %, 3 degrees of freedom → 3.182."""
    if not 0 < confidence < 1:
        raise TransportError(f"a confidence level lies between 0 and 1, not at {confidence:g}")
    from scipy.special import stdtrit  # here: importing scipy takes longer than most pages need

    return float(stdtrit(degrees_of_freedom, (1 + confidence) / 2))


def exponential(exponent: float) -> float:
    """exp, infinite where it overflows: bounds of σ far outside the data may."""
    try:
        return math.exp(exponent)
    except OverflowError:
        return math.inf
