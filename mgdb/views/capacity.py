"""Theoretical capacity: for the ion and the number of ions that a reader states; never guessed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from mgdb.models.materials import HasFormula
from mgdb.science import electrochemistry, vocabulary
from mgdb.science.formula import parse
from mgdb.science.quoting import quoted
from mgdb.science.typed import TypedError, read_number
from mgdb.search import InvalidQuery, ParameterProblem

# ion → charge number and the formula whose mass it has
IONS = {
    "Mg2+": (2, "Mg"),
    "MgCl+": (1, "MgCl"),
    "Li+": (1, "Li"),
    "Na+": (1, "Na"),
    "K+": (1, "K"),
    "Zn2+": (2, "Zn"),
    "Ca2+": (2, "Ca"),
    "Al3+": (3, "Al"),
    "H+": (1, "H"),
}
MOST_IONS = 100.0


@dataclass(frozen=True)
class TheoreticalCapacity:
    """Of `x` ions per formula unit, in mAh/g of the empty host and of the filled one."""

    ion: str
    ion_label: str
    x: float
    empty: float
    filled: float
    is_example: bool


def choices() -> list[tuple[str, str]]:
    """The ions that can be asked for, with their labels."""
    return [(key, vocabulary.label(vocabulary.IONS, key)) for key in IONS]


def theoretical_capacity(host: HasFormula, asked: QueryDict) -> TheoreticalCapacity | None:
    """The capacity for `ion` and `x` of the query; one Mg²⁺ as an example where neither is given.

    None for a host without a molar mass. Raises InvalidQuery for an ion or a number that cannot be.
    """
    ion, text = asked.get("ion", "Mg2+"), asked.get("x", "1").strip()
    if ion not in IONS:
        raise InvalidQuery(
            [ParameterProblem("ion", ion, f"choose from {', '.join(IONS)} (write + as %2B)", tuple(IONS))]
        )
    try:
        x = read_number(text)
    except TypedError:
        x = -1.0
    if not 0 < x <= MOST_IONS:
        reason = (
            f"{quoted(text)} is not a number of ions per formula unit; write one above 0 and up to {MOST_IONS:g}: x=0.5"
        )
        raise InvalidQuery([ParameterProblem("x", text, reason)])
    if not host.molar_mass:
        return None
    charge, formula = IONS[ion]
    ion_mass = parse(formula).molar_mass
    assert ion_mass is not None
    filled = electrochemistry.filled_molar_mass(host.molar_mass, x, ion_mass)
    return TheoreticalCapacity(
        ion=ion,
        ion_label=vocabulary.label(vocabulary.IONS, ion),
        x=x,
        empty=electrochemistry.theoretical_capacity(host.molar_mass, charge, x),
        filled=electrochemistry.theoretical_capacity(filled, charge, x),
        is_example="x" not in asked and "ion" not in asked,
    )
