"""Named groups: ions, ligands, solvents and repeat units that formulas abbreviate (TFSI, hfip, PEO).

Each carries its own composition, so that TFSI is bis(trifluoromethanesulfonyl)imide and never T, F, S, I with
tritium in it, and OAc is acetate and holds no actinium. Compositions follow from the structures named; where a
document settles what its abbreviation means, `source` says which. The groups are those of the table of substances.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..substances import TABLE


@dataclass(frozen=True, slots=True)
class AtomGroup:
    """A named group. `charge` is that of the free ion (0: a molecule), None where it is none (a repeat unit).

    `alone` groups are read only as the whole content of a bracket, because their letters are elements too.
    """

    symbols: tuple[str, ...]
    name: str
    formula: str
    charge: int | None
    source: str
    alone: bool = False

    @property
    def composition(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for symbol, count in re.findall(r"([A-Z][a-z]?)([0-9]*)", self.formula):
            found[symbol] = found.get(symbol, 0) + int(count or 1)
        return found


GROUPS: Final = tuple(
    AtomGroup(one.groups, one.full_name, one.formula, one.charge, one.source, one.alone) for one in TABLE if one.groups
)
"""Every named group that a formula may hold: those of the table of substances."""

# Letters of elements that stand for a substance when they stand alone; they are no formula then.
BY_ABBREVIATION: Final[dict[str, str]] = {
    **{symbol: group.name for group in GROUPS if group.alone for symbol in group.symbols},
    "PI": "polyimide",
    "PBI": "polybenzimidazole",
    "PS": "polystyrene",
    "PVP": "poly(vinylpyrrolidone)",
    "CNF": "cellulose or carbon nanofibre",
    "CNFs": "cellulose or carbon nanofibres",
    "CNC": "cellulose nanocrystals",
    "SPE": "solid polymer electrolyte",
    "SPEs": "solid polymer electrolytes",
    "NaN": "“not a number”, a spreadsheet's empty cell",
    "PCN": "porous coordination network, or carbon nitride",
    "SN": "succinonitrile",
    "VC": "vinylene carbonate",
    "KB": "Ketjen black",
    "CB": "carbon black",
    "SP": "Super P carbon",
    "PP": "polypropylene",
    "PU": "polyurethane",
    "PB": "Prussian blue",
    "NP": "nanoparticle",
    "CP": "carbon paper",
    "CV": "cyclic voltammetry",
    "UV": "ultraviolet",
}

# Words and answers that are letters of elements too; the element or compound is written with its amount (In1).
WORDS: Final = frozenset(
    (
        *("I", "In", "As", "At", "No", "He", "Be", "Am", "NO", "ON", "SO", "OF", "IF", "IN", "IS", "US", "UP", "BY"),
        *("HI", "OK", "ION", "COIN", "PIN", "BIN", "CON", "SIN", "SON", "NOON"),
    )
)

# Compounds whose formula is letters alone; others of three capitals and more are names (NVP, BOB, PVC).
ALL_CAPITALS: Final = frozenset(
    ("HCN", "HNC", "KCN", "KOH", "KSCN", "KNCS", "KNCO", "HNCO", "HSCN", "HOF", "NOF", "KHS")
)

# Symbols of elements that nobody handles, and that stand for groups in the formulas of organic chemists.
ALSO_GROUPS: Final = {"Ac": "acetate is OAc", "Ts": "tosyl has no symbol here", "Am": "amyl is C5H11"}

MOLECULES: Final = sorted(
    (symbol for group in GROUPS if group.charge == 0 for symbol in group.symbols), key=len, reverse=True
)
"""The symbols of neutral molecules: solvents and ligands."""

BY_SYMBOL: Final[dict[str, AtomGroup]] = {symbol: group for group in GROUPS for symbol in group.symbols}


def _pattern(groups: Iterable[AtomGroup], alone: bool) -> re.Pattern[str]:
    symbols = sorted((s for g in groups if g.alone == alone for s in g.symbols), key=len, reverse=True)
    # A symbol ends where neither a small letter nor, after its own digit, another digit carries on.
    ends = [re.escape(s) + ("(?![a-z0-9])" if s[-1].isdigit() else "(?![a-z])") for s in symbols]
    return re.compile("|".join(ends))


ANYWHERE: Final = _pattern(GROUPS, alone=False)
BRACKETED: Final = _pattern(GROUPS, alone=True)
