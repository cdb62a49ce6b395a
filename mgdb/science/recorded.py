"""Numbers of records that are neither the value of a property nor a condition: windows, loadings, amounts, years.

Each has possible and plausible limits like any other number, and is put to the same judgement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from mgdb.science import units
from mgdb.science.conditions import Condition
from mgdb.science.conditions.relevance import Relevance
from mgdb.science.expectations import Scale
from mgdb.science.limits import ANY, POSITIVE, Limits
from mgdb.science.properties import Property


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

_CONCENTRATION_PPM: Final = _number(
    "Concentration of the defect",
    "mass_ppm",
    (1e-3, 1e5),
    "Content that a defect stands for, in millionths.",
    because="More than a tenth is stated in percent.",
)
_NUMBER_DENSITY: Final = _number(
    "Concentration of the defect",
    "number",
    (1e6, 1e30),
    "Number of defects in a volume.",
    because="No solid has more than some 10²³ atoms in a cubic centimetre.",
    scale="log",
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


SHARE_UNITS: Final = ("wt%", "mol%", "vol%")
_WHOLE: Final = 101.0  # percent, of shares that are rounded


def over_whole(amounts: Iterable[tuple[str, float | None]]) -> str:
    """Why components of these amounts, (unit, number) each, are no one electrolyte; empty where they may be.

    Worked: [("wt%", 60), ("wt%", 60)] → 120 wt% together, more than the whole.
    """
    totals = dict.fromkeys(SHARE_UNITS, 0.0)
    for unit, number in amounts:
        if unit in totals:
            totals[unit] += number or 0.0
    found = [f"{total:g} {unit}" for unit, total in totals.items() if total > _WHOLE]
    if not found:
        return ""
    return f"The components are {' and '.join(found)} together, more than the whole; shares of the host are ratios."


DEFECT_UNITS: Final = "%, at%, mol%, wt%, ppm, “% of Zr sites”, per formula unit or cm⁻³"
_PERCENT_OF: Final = re.compile(r"(?:at|mol|wt|vol)?\.?\s?%(?: of \S.*)?")
_PER_FORMULA: Final = re.compile(r"(?:mol )?(?:per|/) ?(?:formula(?: unit)?|f\.?u\.?)")
_PER_VOLUME: Final = re.compile(r"(?:per )?c?m(?:⁻³|-3|−3|\^-3|\^\{-3\}|³)")


def is_unit_of_defect(unit: str) -> bool:
    """Whether `unit` is one in which the concentration of a defect is printed."""
    return any(known.fullmatch(unit.strip()) for known in (_PERCENT_OF, _PER_FORMULA, _PER_VOLUME)) or unit == "ppm"


def of_defect(unit: str) -> tuple[Condition, str]:
    """What is expected of the concentration of a defect in `unit`, as it is printed: “% of Zr sites”, “at%”."""
    if _PERCENT_OF.fullmatch(unit.strip()):
        return _CONCENTRATION_PERCENT, "%"
    if unit == "ppm":
        return _CONCENTRATION_PPM, "ppm"
    return (_NUMBER_DENSITY if _PER_VOLUME.fullmatch(unit.strip()) else _CONCENTRATION), "1"


def print_of_defect(printed: str, unit: str) -> str:
    """The number of a concentration as printed: without the unit, and without the formula in which it may stand.

    Worked: "1 at%", "at%" → "1"; "F_{0.40}", "per formula unit" → "0.40"; "Ce0.2Zr1.8" → as it is, of several numbers.
    """
    text = printed.strip().removesuffix(unit.strip()).removesuffix("%").strip()
    if _PER_FORMULA.fullmatch(unit.strip()) and (alone := _IN_FORMULA.fullmatch(text)):
        return alone["behind"] or alone["before"] or "1"
    return text


# one number, before or behind what it counts: Mg_{0.3}, (OH)_{0.48}, ·1.37H2O, Cr3
_IN_FORMULA: Final = re.compile(
    r"·?(?P<before>[0-9]+(?:\.[0-9]+)?)?(?:H_?\{?2\}?O|H₂O|\([A-Za-z]+[⁺⁻+-]?\)|[A-Z][a-z]?)"
    r"_?\{?(?P<behind>[0-9]+(?:\.[0-9]+)?)?\}?"
)


def difference_of(entry: Property) -> Condition:
    """What is expected of a difference of two values of `entry`: any number, in its units."""
    return replace(
        FACTORS["difference"],
        dimension=entry.dimension or "number",
        unit=entry.unit,
        display_unit=entry.display_unit,
        accepted_units=entry.accepted_units,
    )


def no_unit_of(entry: Condition, unit: str) -> str:
    """Why `unit` is none of `entry`; empty where it is one."""
    if not unit.strip() and entry.unit == "1":
        return ""
    try:
        units.to_canonical(1.0, unit, entry.dimension or "number")
    except units.UnitError as error:
        return f"{error}."
    return ""
