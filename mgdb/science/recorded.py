"""Numbers of records that are neither the value of a property nor a condition: windows, loadings, amounts, years.

Each has possible and plausible limits like any other number, and is put to the same judgement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from mgdb.science import units
from mgdb.science.conditions import Condition
from mgdb.science.conditions.relevance import Relevance
from mgdb.science.expectations import Scale
from mgdb.science.limits import ANY, POSITIVE, Limits


def _number(
    label: str,
    dimension: str,
    plausible: tuple[float, float],
    definition: str,
    *,
    because: str,
    unit: str = "",
    possible: Limits | None = None,
    scale: Scale = "linear",
    whole: bool = False,
) -> Condition:
    entry = units.DIMENSIONS[dimension]
    return Condition(
        key=label.lower().replace(" ", "_"),
        label=label,
        symbol="",
        definition=definition,
        kind="number",
        relevance=Relevance(because="It describes a record, and is no condition of a value.", is_compared=False),
        dimension=dimension,
        unit=entry.canonical,
        display_unit=unit or entry.display or entry.canonical,
        accepted_units=entry.accepted,
        plausible=plausible,
        plausible_reason=because,
        possible=possible or entry.possible,
        scale=scale,
        whole=whole,
    )


WINDOW: Final = _number(
    "Voltage window",
    "voltage",
    (-5, 7),
    "An end of the window in which a cell is cycled, in V on its scale.",
    because="No electrolyte of a cell stands more than 7 V; mV entered as V lie far outside.",
)
LOADING: Final = _number(
    "Loading",
    "areal_mass",
    (1e-3, 200),
    "Mass of active material on the electrode, in mg cm⁻².",
    because="From sputtered films of 1 μg cm⁻² to pressed electrodes of 1 mm; μg entered as mg lie beyond.",
    possible=POSITIVE,
    scale="log",
)
SHARE: Final = _number(
    "Share of the electrode",
    "mass_percent",
    (0, 100),
    "Share of a constituent in the mass of the electrode, in wt%.",
    because="Every share is met, from binder-free films to mere traces.",
)
YEAR: Final = _number(
    "Year",
    "number",
    (1850, 2100),
    "Year in which a source appeared.",
    because="Works on conductors and salts are cited back to the middle of the 19th century.",
    possible=Limits(1665, 2100, reason="the first scientific journals appeared in 1665"),
    whole=True,
)
NUMBER_IN_LIST: Final = _number(
    "Number in the document’s list",
    "number",
    (1, 100),
    "Number of a statement in the list of its document.",
    because="Lists of statements have some ten members.",
    possible=Limits(1, reason="lists are counted from 1"),
    whole=True,
)

# What a litre or a kilogram can hold: pure water is 55.3 M, which is 55.5 mol kg⁻¹.
_MOLAR: Final = Limits(0.0, 100.0, open_low=True, reason="no pure liquid of an electrolyte has 100 mol in a litre")
_OF_ALL: Final = Limits(0.0, 100.0, open_low=True, reason="a share of the whole is 100 % at most")

AMOUNTS: Final[Mapping[str, tuple[Condition, str]]] = {
    "M": (
        _number(
            "Concentration",
            "concentration",
            (1e-7, 25),
            "Amount of a component in a litre of the solution.",
            because="From traces of an additive to water-in-salt electrolytes; mM entered as M lie beyond.",
            possible=_MOLAR,
            scale="log",
        ),
        "M",
    ),
    "mol/kg": (
        _number(
            "Molality",
            "molality",
            (1e-7, 70),
            "Amount of a component for a kilogram of the solvent.",
            because="Hydrate melts reach 63 mol kg⁻¹ (Li and K salts together).",
            possible=POSITIVE,
            scale="log",
        ),
        "mol kg⁻¹",
    ),
    "ppm": (
        _number(
            "Content",
            "mass_ppm",
            (0.1, 1e5),
            "Mass of a component in a million parts of the electrolyte.",
            because="More than a tenth is stated in percent.",
            possible=Limits(0.0, 1e6, open_low=True, reason="a share of the whole is a million parts at most"),
            scale="log",
        ),
        "ppm",
    ),
    **{
        unit: (
            _number(
                "Share of a component",
                dimension,
                (1e-3, 100),
                "Share of a component in the electrolyte.",
                because="Less than 10 ppm is stated in ppm.",
                unit=unit,
                possible=_OF_ALL,
            ),
            unit,
        )
        for unit, dimension in (("wt%", "mass_percent"), ("mol%", "atomic_percent"), ("vol%", "volume_percent"))
    },
    **{
        f"EO:{cation}": (
            _number(
                "Ether oxygens per cation",
                "ratio",
                (1, 200),
                "Ether units of the polymer for each cation of the salt.",
                because="Below one there is more salt than polymer; the ratio upside down, 1:20, is 0.05.",
                possible=POSITIVE,
            ),
            "1",
        )
        for cation in ("Mg", "Li", "Na", "Ca", "Zn")
    },
    "per_formula": (
        _number(
            "Amount per formula unit",
            "number",
            (1e-4, 60),
            "Amount of a component for each formula unit of the host.",
            because="Frameworks take up some ten molecules for each formula unit.",
            possible=POSITIVE,
        ),
        "1",
    ),
    "ratio": (
        _number(
            "Share in a ratio",
            "number",
            (1e-3, 1000),
            "Share of a component in a ratio to the others.",
            because="Ratios are printed in small numbers, or in percent.",
            possible=POSITIVE,
        ),
        "1",
    ),
}
"""By the unit of the amount of a component of an electrolyte: what is expected, and the unit as judgement knows it."""

_CONCENTRATION_PERCENT: Final = _number(
    "Concentration of the defect",
    "percent",
    (1e-4, 100),
    "Share of sites, or content, that a defect stands for.",
    because="A few ppm are seen by magnetic resonance; beyond 100 % no site is left.",
    possible=Limits(0.0, 100.0, reason="a share of sites is 100 % at most"),
)
_CONCENTRATION: Final = _number(
    "Concentration of the defect",
    "number",
    (1e-6, 60),
    "Amount of the defect, in the unit that stands beside it.",
    because="Per formula unit some ten molecules are taken up at most.",
)

FACTORS: Final[Mapping[str, Condition]] = {
    "times": _number(
        "Factor",
        "ratio",
        (1e-20, 1e20),
        "Ratio of two values.",
        because="Conductivities of one phase differ by 18 orders of magnitude between ions.",
        possible=POSITIVE,
        scale="log",
    ),
    "percent": _number(
        "Relative change",
        "percent",
        (-100, 1e4),
        "Change of a value as a share of the other.",
        because="A change of more than a hundred times is stated as a factor.",
        possible=Limits(-100.0, reason="a value that falls by 100 % is zero"),
    ),
    "percentage_points": _number(
        "Difference in percentage points",
        "percent",
        (-100, 100),
        "Difference of two percentages.",
        because="Shares differ by 100 points at most; a retention above 100 % may differ by more.",
        possible=ANY,
    ),
    "orders": _number(
        "Orders of magnitude",
        "number",
        (0.1, 20),
        "Power of ten between two values.",
        because="Conductivities of one phase differ by 18 orders of magnitude between ions.",
        possible=ANY,
    ),
    "difference": _number(
        "Difference",
        "number",
        (-1e6, 1e6),
        "Absolute change, in the unit that stands beside it.",
        because="Numbers of more than six digits are printed with a prefix of the unit.",
        possible=ANY,
    ),
}
"""By the form of a reported factor."""


def of_defect(unit: str) -> tuple[Condition, str]:
    """What is expected of the concentration of a defect in `unit`, as it is printed: “% of Zr sites”, “at%”."""
    if re.match(r"(?:at|mol|wt|vol)?\.?\s?%", unit.strip()):
        return _CONCENTRATION_PERCENT, "%"
    return _CONCENTRATION, "1"
