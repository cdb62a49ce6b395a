"""Ions, ligands and organic groups: what salts, complexes and frameworks are written with.

Abbreviations with more than one meaning in use (PA: phenylamine or phytic acid; Me: methyl or any metal; Cp) are left
out on purpose.
"""

from __future__ import annotations

from typing import Final

from .model import DEFECTS, SOLID, STRUCTURE, Substance


def _ion(
    role: str,
    charge: int | None,
    formula: str,
    full_name: str,
    *symbols: str,
    source: str = STRUCTURE,
    alone: bool = False,
) -> Substance:
    """An ion or group of which every symbol may stand in a formula; the first one is its name."""
    return Substance(symbols[0], full_name, formula, role, symbols[1:], source=source, groups=symbols, charge=charge)


ANIONS: Final = (
    _ion(
        "anion",
        -1,
        "C2F6NO4S2",
        "bis(trifluoromethanesulfonyl)imide",
        "TFSI",
        "TFSA",
        "TfSI",
        "TfSA",
        "NTf2",
        "Tf2N",
        "NTF2",
        source=f"N(SO2CF3)2: {SOLID}",
    ),
    _ion("anion", -1, "F2NO4S2", "bis(fluorosulfonyl)imide", "FSI", "FSA"),
    _ion("anion", -1, "C4F10NO4S2", "bis(pentafluoroethanesulfonyl)imide", "BETI"),
    _ion(
        "anion",
        -1,
        "CF3O3S",
        "trifluoromethanesulfonate",
        "OTf",
        "Otf",
        "TfO",
        "Tf",
        source=f"CF3SO3; Mg(Tf)2 so in {SOLID}",
    ),
    _ion("anion", -1, "C2H3O2", "acetate", "OAc"),
    _ion("anion", -1, "C3HF6O", "1,1,1,3,3,3-hexafluoropropan-2-olate", "hfip", "HFIP", "Ohfip", "OHFIP"),
    _ion("anion", -1, "C4BO8", "bis(oxalato)borate", "BOB"),
    _ion("anion", -1, "C2BF2O4", "difluoro(oxalato)borate", "DFOB", "ODFB"),
    _ion("anion", -1, "C7H4F3O", "4-(trifluoromethyl)phenolate", "OPhCF3", source=f"Mg(OPhCF3)2: {SOLID}"),
    _ion("anion", -1, "C6H18NSi2", "hexamethyldisilazide, N(Si(CH3)3)2", "HMDS"),
    _ion("anion", -1, "C5H7O2", "acetylacetonate", "acac"),
    # written with their elements, so that no group of a formula is needed
    Substance("BF4", "tetrafluoroborate", "BF4", "anion", charge=-1, source=STRUCTURE),
    Substance("PF6", "hexafluorophosphate", "PF6", "anion", charge=-1, source=STRUCTURE),
    Substance("Cl", "chloride", "Cl", "anion", charge=-1, chloride=True, source=STRUCTURE),
)
# Those of ionic liquids, with any of the cations below.
OF_IONIC_LIQUIDS: Final = ("TFSI", "FSI", "BF4", "PF6", "OTf", "Cl")

CATIONS: Final = (
    _ion("cation", 1, "C6H11N2", "1-ethyl-3-methylimidazolium", "EMIM", "Emim", "emim"),
    _ion("cation", 1, "C8H15N2", "1-butyl-3-methylimidazolium", "BMIM", "Bmim", "bmim"),
    _ion("cation", 1, "C8H20NO", "N,N-diethyl-N-(2-methoxyethyl)-N-methylammonium", "DEME"),
    _ion("cation", 1, "C9H20N", "N-methyl-N-propylpiperidinium", "PP13"),
    _ion("cation", 1, "C10H22N", "1-butyl-1-methylpiperidinium", "PP14", source=f"PP14Cl: {DEFECTS}"),
    _ion("cation", 1, "C8H18N", "N-methyl-N-propylpyrrolidinium", "Pyr13", "PYR13", "C3mpyr"),
    _ion("cation", 1, "C9H20N", "1-butyl-1-methylpyrrolidinium", "Pyr14", "PYR14", "BMPyr", "Bmpyr", "C4mpyr"),
    _ion("cation", 1, "C7H16N", "N-ethyl-N-methylpyrrolidinium", "C2mpyr"),
)

GROUPS: Final = (
    # linkers of frameworks
    _ion(
        "linker",
        -4,
        "C29H16N16",
        "tetrakis(4-tetrazolylphenyl)methane, fourfold deprotonated: C(C6H4CN4)4",
        "ttpm",
        "tppm",
        source=f"H4ttpm: {SOLID}",
    ),
    _ion("linker", -4, "C8H2O6", "2,5-dioxidobenzene-1,4-dicarboxylate", "dobdc"),
    _ion(
        "linker",
        -4,
        "C14H6O6",
        "4,4'-dioxidobiphenyl-3,3'-dicarboxylate",
        "dobpdc",
        source=f"named in {SOLID}",
    ),
    _ion("linker", -2, "C12H4N6O2", "bis(1,2,3-triazolo)dibenzo[1,4]dioxin, twofold deprotonated", "BTDD", "btdd"),
    _ion("linker", -2, "C8H4O4", "benzene-1,4-dicarboxylate", "bdc", "BDC"),
    _ion("linker", -3, "C9H3O6", "benzene-1,3,5-tricarboxylate", "btc", "BTC"),
    # hydrocarbon groups
    _ion("group", -1, "C6H5", "phenyl", "Ph"),
    _ion("group", -1, "C2H5", "ethyl", "Et"),
    _ion("group", -1, "C3H7", "isopropyl", "iPr"),
    _ion("group", -1, "C4H9", "butyl", "Bu", "tBu", "iBu"),
    # ligands that are no solvents here
    _ion("molecule", 0, "C2H8N2", "ethane-1,2-diamine", "en", source=f"Mg(en)(BH4)2: {SOLID}"),
    _ion("molecule", 0, "C5H5N", "pyridine", "py"),
)
