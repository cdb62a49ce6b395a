"""Solvents, additives, polymers and other molecules.

A name that is used for different things is left out (glyme, TG, GEN1); asking for it is an error that offers the near
ones.
"""

from __future__ import annotations

from typing import Final

from .model import DEFECTS, FRAMEWORKS, GENERAL, OLIGOLAYERS, SOLID, STRUCTURE, Substance


def _solvent(
    name: str,
    full_name: str,
    formula: str,
    source: str,
    *symbols: str,
    groups: tuple[str, ...] = (),
    alone: bool = False,
) -> Substance:
    return Substance(name, full_name, formula, "solvent", symbols, source=source, groups=groups, alone=alone)


SOLVENTS: Final = (
    _solvent("THF", "tetrahydrofuran", "C4H8O", DEFECTS, "oxolane", groups=("THF",)),
    _solvent("DME", "1,2-dimethoxyethane", "C4H10O2", DEFECTS, "G1", "monoglyme", "dimethoxyethane", groups=("DME",)),
    _solvent(
        "diglyme", "bis(2-methoxyethyl) ether", "C6H14O3", FRAMEWORKS, "DG", "DGM", "DEGDME", "G2", groups=("diglyme",)
    ),
    _solvent(
        "triglyme", "triethylene glycol dimethyl ether", "C8H18O4", GENERAL, "G3", "TREGDME", groups=("triglyme",)
    ),
    _solvent(
        "tetraglyme",
        "tetraethylene glycol dimethyl ether",
        "C10H22O5",
        DEFECTS,
        "G4",
        "TEGDME",
        groups=("tetraglyme", "TEGDME"),
    ),
    _solvent("PC", "propylene carbonate", "C4H6O3", f"{DEFECTS}; [Mg(PC)6]2+ there too", groups=("PC",), alone=True),
    _solvent("EC", "ethylene carbonate", "C3H4O3", GENERAL, groups=("EC",)),
    _solvent("DMC", "dimethyl carbonate", "C3H6O3", SOLID, groups=("DMC",)),
    _solvent("DEC", "diethyl carbonate", "C5H10O3", GENERAL),
    _solvent("EMC", "ethyl methyl carbonate", "C4H8O3", GENERAL),
    _solvent(
        "acetonitrile",
        "acetonitrile",
        "C2H3N",
        f"{DEFECTS}; AN: {OLIGOLAYERS}",
        "AN",
        "ACN",
        "MeCN",
        "CH3CN",
        groups=("MeCN", "ACN"),
    ),
    _solvent("DMSO", "dimethyl sulfoxide", "C2H6OS", FRAMEWORKS, groups=("DMSO",)),
    _solvent("DMF", "N,N-dimethylformamide", "C3H7NO", FRAMEWORKS, groups=("DMF",)),
    _solvent("DMAc", "N,N-dimethylacetamide", "C4H9NO", GENERAL),
    _solvent("DOL", "1,3-dioxolane", "C3H6O2", GENERAL),
    _solvent("2-MeTHF", "2-methyltetrahydrofuran", "C5H10O", GENERAL, "MeTHF"),
    _solvent("TMP", "trimethyl phosphate", "C3H9O4P", GENERAL),
    _solvent("diethyl ether", "diethyl ether", "C4H10O", GENERAL, "Et2O"),
    _solvent("water", "water", "H2O", GENERAL, "H2O", "aqueous", "aq"),
)
# In a bracket of a complex the number of the glyme is no element: [Mg(G3)]2+.
LIGANDS: Final = (
    Substance("G3", "triethylene glycol dimethyl ether (triglyme)", "C8H18O4", "ligand", groups=("G3",), alone=True),
    Substance(
        "G4", "tetraethylene glycol dimethyl ether (tetraglyme)", "C10H22O5", "ligand", groups=("G4",), alone=True
    ),
)

ADDITIVES: Final = (
    Substance(
        "THFPB", "tris(1,1,1,3,3,3-hexafluoroisopropyl) borate, an anion receptor", "B(hfip)3", "additive",
        source=f"with MgF2 in DME: {DEFECTS}; what it is: {GENERAL}",
    ),
    Substance("PP14Cl", "1-butyl-1-methylpiperidinium chloride", "PP14Cl", "additive", chloride=True, source=DEFECTS),
)  # fmt: skip


def _host(name: str, full_name: str, formula: str, *symbols: str, in_formulas: bool = False) -> Substance:
    """A polymer, its formula that of the repeat unit."""
    return Substance(
        name, full_name, formula, "host", symbols, source=SOLID, groups=(name,) if in_formulas else (), charge=None
    )


HOSTS: Final = (
    _host("PEO", "poly(ethylene oxide)", "C2H4O", in_formulas=True),
    _host("PEG", "poly(ethylene glycol)", "C2H4O"),
    _host("PVA", "poly(vinyl alcohol)", "C2H4O", in_formulas=True),
    _host("PVP", "poly(vinyl pyrrolidone)", "C6H9NO", "polyvinylpyrrolidone"),
    _host("PAN", "polyacrylonitrile", "C3H3N"),
    _host("PEC", "poly(ethylene carbonate)", "C3H4O3", in_formulas=True),
    _host("PVAc", "poly(vinyl acetate)", "C4H6O2"),
    _host("PVDF", "poly(vinylidene fluoride)", "C2H2F2", "PVdF"),
    _host("PVDF-HFP", "poly(vinylidene fluoride-co-hexafluoropropylene)", "", "PVdF-HFP", "P(VDF-HFP)", "P(VdF-HFP)"),
)

OTHERS: Final = (
    Substance("phenylamine", "aniline", "C6H7N", "molecule", source=STRUCTURE),
    Substance("carbon", "carbon", "C", "molecule", source=STRUCTURE),
    Substance("graphene", "graphene", "C", "molecule", source=STRUCTURE),
)
