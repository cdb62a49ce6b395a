"""Two measurements' contexts → same, differs or unknown, dimension by dimension; and the factor between them, if any.

A factor is given only where like was measured alike. It is withheld where property, origin, kind of method, ion,
carrier cations, mass basis or test step differ, or where current, temperature or cycle differ by more than 2 %; only
where the modified one was cycled longer is it given as a lower bound, since a capacity does not grow by cycling on.
What differs otherwise, and what is not known, is marked. Qualifiers carry through: 77 over ≈ 35 is ≈ 2.2.
"""

from mgdb.science.comparability.factors import FactorResult, factor
from mgdb.science.comparability.verdicts import (
    DIMENSIONS_COMPARED,
    NOT_APPLICABLE,
    TOLERANCE,
    Compared,
    Context,
    Outcome,
    Verdict,
    verdict,
)

__all__ = [
    "DIMENSIONS_COMPARED",
    "NOT_APPLICABLE",
    "TOLERANCE",
    "Compared",
    "Context",
    "FactorResult",
    "Outcome",
    "Verdict",
    "factor",
    "verdict",
]
