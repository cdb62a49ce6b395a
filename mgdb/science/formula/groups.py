"""Named groups: ions, ligands, solvents and repeat units that formulas abbreviate (TFSI, hfip, PEO).

Each carries its own composition, so that TFSI is bis(trifluoromethanesulfonyl)imide and never T, F, S, I with
tritium in it, and OAc is acetate and holds no actinium. Compositions follow from the structures named; where a
document settles what its abbreviation means, `source` says which. Abbreviations with more than one meaning in use
(PA: phenylamine or phytic acid; Me: methyl or any metal; Cp; G2) are left out on purpose.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SMALL_2022: Final = "10.1002/smll.202106981"
DEFECTS_2025: Final = "10.1007/s40820-024-01495-1"
_STRUCTURE: Final = "composition from the structure named"


@dataclass(frozen=True, slots=True)
class Group:
    """A named group. `charge` is that of the free ion (0: a molecule), None where it is none (a repeat unit).

    `alone` groups are read only as the whole content of a bracket, because their letters are elements too.
    """

    symbols: tuple[str, ...]
    name: str
    formula: str
    charge: int | None
    source: str = _STRUCTURE
    alone: bool = False

    @property
    def composition(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for symbol, count in re.findall(r"([A-Z][a-z]?)([0-9]*)", self.formula):
            found[symbol] = found.get(symbol, 0) + int(count or 1)
        return found


GROUPS: Final = (
    # anions
    Group(
        ("TFSI", "TFSA", "TfSI", "TfSA", "NTf2", "Tf2N", "NTF2"),
        "bis(trifluoromethanesulfonyl)imide",
        "C2F6NO4S2",
        -1,
        f"N(SO2CF3)2: {SMALL_2022}",
    ),
    Group(("FSI", "FSA"), "bis(fluorosulfonyl)imide", "F2NO4S2", -1),
    Group(("BETI",), "bis(pentafluoroethanesulfonyl)imide", "C4F10NO4S2", -1),
    Group(
        ("OTf", "Otf", "TfO", "Tf"),
        "trifluoromethanesulfonate",
        "CF3O3S",
        -1,
        f"CF3SO3; Mg(Tf)2 so in {SMALL_2022}",
    ),
    Group(("OAc",), "acetate", "C2H3O2", -1),
    Group(("hfip", "HFIP", "Ohfip", "OHFIP"), "1,1,1,3,3,3-hexafluoropropan-2-olate", "C3HF6O", -1),
    Group(("BOB",), "bis(oxalato)borate", "C4BO8", -1),
    Group(("DFOB", "ODFB"), "difluoro(oxalato)borate", "C2BF2O4", -1),
    Group(("OPhCF3",), "4-(trifluoromethyl)phenolate", "C7H4F3O", -1, f"Mg(OPhCF3)2: {SMALL_2022}"),
    Group(("HMDS",), "hexamethyldisilazide, N(Si(CH3)3)2", "C6H18NSi2", -1),
    Group(("acac",), "acetylacetonate", "C5H7O2", -1),
    # linkers of frameworks
    Group(
        ("ttpm", "tppm"),
        "tetrakis(4-tetrazolylphenyl)methane, fourfold deprotonated: C(C6H4CN4)4",
        "C29H16N16",
        -4,
        f"H4ttpm: {SMALL_2022}",
    ),
    Group(("dobdc",), "2,5-dioxidobenzene-1,4-dicarboxylate", "C8H2O6", -4),
    Group(
        ("dobpdc",),
        "4,4'-dioxidobiphenyl-3,3'-dicarboxylate",
        "C14H6O6",
        -4,
        f"named in {SMALL_2022}",
    ),
    Group(("BTDD", "btdd"), "bis(1,2,3-triazolo)dibenzo[1,4]dioxin, twofold deprotonated", "C12H4N6O2", -2),
    Group(("bdc", "BDC"), "benzene-1,4-dicarboxylate", "C8H4O4", -2),
    Group(("btc", "BTC"), "benzene-1,3,5-tricarboxylate", "C9H3O6", -3),
    # hydrocarbon groups
    Group(("Ph",), "phenyl", "C6H5", -1),
    Group(("Et",), "ethyl", "C2H5", -1),
    Group(("iPr",), "isopropyl", "C3H7", -1),
    Group(("Bu", "tBu", "iBu"), "butyl", "C4H9", -1),
    # molecules
    Group(("THF",), "tetrahydrofuran", "C4H8O", 0),
    Group(("DME",), "1,2-dimethoxyethane", "C4H10O2", 0),
    Group(("diglyme",), "bis(2-methoxyethyl) ether", "C6H14O3", 0),
    Group(("triglyme",), "triethylene glycol dimethyl ether", "C8H18O4", 0),
    Group(("tetraglyme", "TEGDME"), "tetraethylene glycol dimethyl ether", "C10H22O5", 0),
    Group(("G3",), "triethylene glycol dimethyl ether (triglyme)", "C8H18O4", 0, alone=True),
    Group(("G4",), "tetraethylene glycol dimethyl ether (tetraglyme)", "C10H22O5", 0, alone=True),
    Group(("PC",), "propylene carbonate", "C4H6O3", 0, f"[Mg(PC)6]2+: {DEFECTS_2025}", alone=True),
    Group(("EC",), "ethylene carbonate", "C3H4O3", 0),
    Group(("DMC",), "dimethyl carbonate", "C3H6O3", 0),
    Group(("DMF",), "N,N-dimethylformamide", "C3H7NO", 0),
    Group(("DMSO",), "dimethyl sulfoxide", "C2H6OS", 0),
    Group(("MeCN", "ACN"), "acetonitrile", "C2H3N", 0),
    Group(("en",), "ethane-1,2-diamine", "C2H8N2", 0, f"Mg(en)(BH4)2: {SMALL_2022}"),
    Group(("py",), "pyridine", "C5H5N", 0),
    # cations of ionic liquids
    Group(("EMIM", "Emim", "emim"), "1-ethyl-3-methylimidazolium", "C6H11N2", 1),
    Group(("BMIM", "Bmim", "bmim"), "1-butyl-3-methylimidazolium", "C8H15N2", 1),
    Group(("DEME",), "N,N-diethyl-N-(2-methoxyethyl)-N-methylammonium", "C8H20NO", 1),
    Group(("PP13",), "N-methyl-N-propylpiperidinium", "C9H20N", 1),
    Group(("PP14",), "1-butyl-1-methylpiperidinium", "C10H22N", 1, f"PP14Cl: {DEFECTS_2025}"),
    Group(("Pyr13", "PYR13", "C3mpyr"), "N-methyl-N-propylpyrrolidinium", "C8H18N", 1),
    Group(("Pyr14", "PYR14", "BMPyr", "Bmpyr", "C4mpyr"), "1-butyl-1-methylpyrrolidinium", "C9H20N", 1),
    Group(("C2mpyr",), "N-ethyl-N-methylpyrrolidinium", "C7H16N", 1),
    # repeat units of polymers
    Group(("PEO",), "poly(ethylene oxide), per repeat unit CH2CH2O", "C2H4O", None),
    Group(("PVA",), "poly(vinyl alcohol), per repeat unit", "C2H4O", None),
    Group(("PEC",), "poly(ethylene carbonate), per repeat unit", "C3H4O3", None),
)
"""Every named group that a formula may hold."""

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
}

BY_SYMBOL: Final[dict[str, Group]] = {symbol: group for group in GROUPS for symbol in group.symbols}


def _pattern(groups: Iterable[Group], alone: bool) -> re.Pattern[str]:
    symbols = sorted((s for g in groups if g.alone == alone for s in g.symbols), key=len, reverse=True)
    # A symbol ends where neither a small letter nor, after its own digit, another digit carries on.
    ends = [re.escape(s) + ("(?![a-z0-9])" if s[-1].isdigit() else "(?![a-z])") for s in symbols]
    return re.compile("|".join(ends))


ANYWHERE: Final = _pattern(GROUPS, alone=False)
BRACKETED: Final = _pattern(GROUPS, alone=True)
