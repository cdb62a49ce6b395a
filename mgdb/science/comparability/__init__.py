"""Two measurements' contexts → same, differs or unknown, dimension by dimension; and the factor between them, if any.

A factor is given only where like was measured alike, of sound values, and where one side of the property is the better
one; else a difference. It is withheld where property, origin, kind of method, ion, battery chemistry, carrier cations
or mass basis differ, or a condition that decides for the property: what a condition means each entry of the catalogue
of conditions says (`conditions.relevance`). Only where the modified one was cycled longer is it given as a lower bound,
since a capacity does not grow by cycling on. What differs otherwise, and what is not known, is marked. Qualifiers carry
through: 77 over ≈ 35 is ≈ 2.2.
"""

from mgdb.science.comparability.alike import FEWEST, groups, have_a_median, kind_of
from mgdb.science.comparability.factors import FactorResult, deciding, factor
from mgdb.science.comparability.verdicts import (
    DIMENSIONS_COMPARED,
    NOT_APPLICABLE,
    TOLERANCE,
    Compared,
    Context,
    Outcome,
    Verdict,
    tolerances_in_words,
    verdict,
)

__all__ = [
    "DIMENSIONS_COMPARED",
    "FEWEST",
    "NOT_APPLICABLE",
    "TOLERANCE",
    "Compared",
    "Context",
    "FactorResult",
    "Outcome",
    "Verdict",
    "deciding",
    "factor",
    "groups",
    "have_a_median",
    "kind_of",
    "tolerances_in_words",
    "verdict",
]
