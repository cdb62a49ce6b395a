"""What the usual names of electrolytes, salts, solvents and other components stand for.

Each entry says where it is from. "general usage" marks what every paper of the field takes for granted. A name
that is used for different things is left out (glyme, TG, GEN1); asking for it is an error that offers the near
ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

DEFECTS: Final = "10.1007/s40820-024-01495-1"
SOLID: Final = "10.1002/smll.202106981"
OLIGOLAYERS: Final = "10.1002/anie.202414119"
FACETS: Final = "10.1007/s40820-025-01861-7"
FRAMEWORKS: Final = (
    "Salado, Kar, Lanceros-Mendez, Forsyth: Progress and Perspective of Metal–Organic Frameworks as Solid Electrolyte "
    "Interphase Instability Mitigator in Magnesium Batteries"
)
GENERAL: Final = "general usage"


@dataclass(frozen=True, slots=True)
class Substance:
    """A component by itself. `name` is what pages print; `symbols` are further ways to write it.

    `role` is its usual one: salt, solvent, additive or host. `carriers` are the mobile metal cations that it brings.
    """

    name: str
    full_name: str
    formula: str
    role: str
    symbols: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    chloride: bool = False
    source: str = GENERAL


@dataclass(frozen=True, slots=True)
class NamedElectrolyte:
    """An electrolyte known by a name.

    `constituents` are (substance name, molar ratio or None where none is standard). `solvent` is the one that the
    name implies unless another is printed. `chloride` is None where no source says. `spelled` are ways to print it
    by its constituents.
    """

    name: str
    full_name: str
    constituents: tuple[tuple[str, float | None], ...]
    carriers: tuple[str, ...]
    chloride: bool | None
    source: str
    solvent: str = ""
    symbols: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()


NAMED: Final = (
    NamedElectrolyte(
        "APC",
        "all-phenyl complex: two phenylmagnesium chloride and one aluminium chloride in tetrahydrofuran",
        (("PhMgCl", 2), ("AlCl3", 1)),
        ("Mg",),
        True,
        f"PhMgCl, AlCl3 and THF: {SOLID}, {FACETS}; MgCl+ in it: {DEFECTS}; ratio 2:1: {GENERAL}",
        solvent="THF",
        symbols=("all-phenyl complex", "all phenyl complex"),
    ),
    NamedElectrolyte(
        "MACC",
        "magnesium aluminium chloride complex",
        (("MgCl2", None), ("AlCl3", None)),
        ("Mg",),
        True,
        f"MgCl2-AlCl3 (MACC): {FRAMEWORKS}",
        spelled=("MgCl2-AlCl3", "MgCl2/AlCl3", "MgCl2+AlCl3"),
    ),
    NamedElectrolyte(
        "DCC",
        "dichloro complex: Mg(AlCl2BuEt)2 in tetrahydrofuran",
        (("Mg(AlCl2BuEt)2", None),),
        ("Mg",),
        True,
        f"Mg(AlCl2BuEt)2 in THF: {FRAMEWORKS}; the name: {GENERAL}",
        solvent="THF",
    ),
    NamedElectrolyte(
        "MTB",
        "electrolyte based on magnesium trifluoromethanesulfonate",
        (("Mg(OTf)2", None),),
        ("Mg",),
        None,
        f"{OLIGOLAYERS}, which names no other component",
    ),
    NamedElectrolyte(
        "MgBOR",
        "magnesium tetrakis(hexafluoroisopropoxy)borate electrolyte",
        (("Mg[B(hfip)4]2", None),),
        ("Mg",),
        False,
        f"Mg[B(hfip)4]2: {FRAMEWORKS}; the name: {GENERAL}",
    ),
    NamedElectrolyte(
        "MMC",
        "magnesium monocarborane electrolyte",
        (("Mg(CB11H12)2", None),),
        ("Mg",),
        False,
        f"Mg[CB11H12]2: {FRAMEWORKS}; the name: {GENERAL}",
    ),
)


def _salt(name: str, full_name: str, carrier: str, symbols: tuple[str, ...] = (), **more: str | bool) -> Substance:
    return Substance(
        name,
        full_name,
        name,
        "salt",
        symbols,
        (carrier,) if carrier else (),
        chloride=bool(more.get("chloride", False)),
        source=str(more.get("source", GENERAL)),
    )


SALTS: Final = (
    _salt("Mg(TFSI)2", "magnesium bis(trifluoromethanesulfonyl)imide", "Mg", ("MgTFSI",), source=DEFECTS),
    _salt("Mg(ClO4)2", "magnesium perchlorate", "Mg", source=DEFECTS),
    _salt("Mg(BH4)2", "magnesium borohydride", "Mg", source=SOLID),
    _salt("Mg(OTf)2", "magnesium trifluoromethanesulfonate", "Mg", source=SOLID),
    _salt("Mg(NO3)2", "magnesium nitrate", "Mg", source=SOLID),
    _salt("Mg(HMDS)2", "magnesium bis(hexamethyldisilazide)", "Mg"),
    _salt("Mg[B(hfip)4]2", "magnesium tetrakis(hexafluoroisopropoxy)borate", "Mg", source=FRAMEWORKS),
    _salt("Mg(CB11H12)2", "magnesium monocarborane", "Mg", source=FRAMEWORKS),
    _salt("Mg(AlCl2BuEt)2", "magnesium bis(dichlorobutylethylaluminate)", "Mg", chloride=True, source=FRAMEWORKS),
    _salt("MgCl2", "magnesium chloride", "Mg", chloride=True, source=DEFECTS),
    _salt("MgF2", "magnesium fluoride", "Mg", source=DEFECTS),
    _salt("PhMgCl", "phenylmagnesium chloride", "Mg", chloride=True, source=FACETS),
    _salt("EtMgBr", "ethylmagnesium bromide", "Mg", source=FRAMEWORKS),
    _salt("HMDSMgCl", "hexamethyldisilazide magnesium chloride", "Mg", chloride=True, source=SOLID),
    # aluminium enters complex anions here and is no carrier
    _salt("AlCl3", "aluminium chloride", "", chloride=True, source=SOLID),
    _salt("LiCl", "lithium chloride", "Li", chloride=True, source=FACETS),
    _salt("LiTFSI", "lithium bis(trifluoromethanesulfonyl)imide", "Li", source=DEFECTS),
    _salt("LiFSI", "lithium bis(fluorosulfonyl)imide", "Li", source=SOLID),
    _salt("LiBH4", "lithium borohydride", "Li", source=SOLID),
    _salt("LiPF6", "lithium hexafluorophosphate", "Li"),
    _salt("NaTFSI", "sodium bis(trifluoromethanesulfonyl)imide", "Na", source=FRAMEWORKS),
    _salt("Li[B(hfip)4]", "lithium tetrakis(hexafluoroisopropoxy)borate", "Li", source=FRAMEWORKS),
)

SOLVENTS: Final = tuple(
    Substance(name, full_name, formula, "solvent", symbols, source=source)
    for name, full_name, formula, symbols, source in (
        ("THF", "tetrahydrofuran", "C4H8O", ("oxolane",), DEFECTS),
        ("DME", "1,2-dimethoxyethane", "C4H10O2", ("G1", "monoglyme", "dimethoxyethane"), DEFECTS),
        ("diglyme", "bis(2-methoxyethyl) ether", "C6H14O3", ("DG", "DGM", "DEGDME", "G2"), FRAMEWORKS),
        ("triglyme", "triethylene glycol dimethyl ether", "C8H18O4", ("G3", "TREGDME"), GENERAL),
        ("tetraglyme", "tetraethylene glycol dimethyl ether", "C10H22O5", ("G4", "TEGDME"), DEFECTS),
        ("PC", "propylene carbonate", "C4H6O3", (), DEFECTS),
        ("EC", "ethylene carbonate", "C3H4O3", (), GENERAL),
        ("DMC", "dimethyl carbonate", "C3H6O3", (), SOLID),
        ("DEC", "diethyl carbonate", "C5H10O3", (), GENERAL),
        ("EMC", "ethyl methyl carbonate", "C4H8O3", (), GENERAL),
        ("acetonitrile", "acetonitrile", "C2H3N", ("AN", "ACN", "MeCN", "CH3CN"), f"{DEFECTS}; AN: {OLIGOLAYERS}"),
        ("DMSO", "dimethyl sulfoxide", "C2H6OS", (), FRAMEWORKS),
        ("DMF", "N,N-dimethylformamide", "C3H7NO", (), FRAMEWORKS),
        ("DMAc", "N,N-dimethylacetamide", "C4H9NO", (), GENERAL),
        ("DOL", "1,3-dioxolane", "C3H6O2", (), GENERAL),
        ("2-MeTHF", "2-methyltetrahydrofuran", "C5H10O", ("2-methyltetrahydrofuran", "MeTHF"), GENERAL),
        ("TMP", "trimethyl phosphate", "C3H9O4P", (), GENERAL),
        ("diethyl ether", "diethyl ether", "C4H10O", ("Et2O",), GENERAL),
        ("water", "water", "H2O", ("H2O", "aqueous", "aq"), GENERAL),
    )
)

ADDITIVES: Final = (
    Substance(
        "THFPB",
        "tris(1,1,1,3,3,3-hexafluoroisopropyl) borate, an anion receptor",
        "B(hfip)3",
        "additive",
        source=f"with MgF2 in DME: {DEFECTS}; what it is: {GENERAL}",
    ),
    Substance(
        "PP14Cl",
        "1-butyl-1-methylpiperidinium chloride",
        "PP14Cl",
        "additive",
        chloride=True,
        source=DEFECTS,
    ),
)

HOSTS: Final = tuple(
    Substance(name, full_name, formula, "host", symbols, source=SOLID)
    for name, full_name, formula, symbols in (
        ("PEO", "poly(ethylene oxide)", "C2H4O", ()),
        ("PEG", "poly(ethylene glycol)", "C2H4O", ()),
        ("PVA", "poly(vinyl alcohol)", "C2H4O", ()),
        ("PVP", "poly(vinyl pyrrolidone)", "C6H9NO", ()),
        ("PAN", "polyacrylonitrile", "C3H3N", ()),
        ("PEC", "poly(ethylene carbonate)", "C3H4O3", ()),
        ("PVAc", "poly(vinyl acetate)", "C4H6O2", ()),
        ("PVDF", "poly(vinylidene fluoride)", "C2H2F2", ("PVdF",)),
        ("PVDF-HFP", "poly(vinylidene fluoride-co-hexafluoropropylene)", "", ("PVdF-HFP",)),
    )
)

# Ionic liquids are any of these cations with any of these anions: [DEME][TFSI], DEME-TFSA, EMIMBF4.
CATIONS: Final[dict[str, tuple[str, str]]] = {
    "EMIM": ("1-ethyl-3-methylimidazolium", "C6H11N2"),
    "BMIM": ("1-butyl-3-methylimidazolium", "C8H15N2"),
    "DEME": ("N,N-diethyl-N-(2-methoxyethyl)-N-methylammonium", "C8H20NO"),
    "PP13": ("N-methyl-N-propylpiperidinium", "C9H20N"),
    "PP14": ("1-butyl-1-methylpiperidinium", "C10H22N"),
    "Pyr13": ("N-methyl-N-propylpyrrolidinium", "C8H18N"),
    "Pyr14": ("1-butyl-1-methylpyrrolidinium", "C9H20N"),
    "C2mpyr": ("N-ethyl-N-methylpyrrolidinium", "C7H16N"),
}
CATION_SYMBOLS: Final[dict[str, str]] = {
    "C3mpyr": "Pyr13",
    "C4mpyr": "Pyr14",
    "Bmpyr": "Pyr14",
    "BMPyr": "Pyr14",
}
ANIONS: Final[dict[str, tuple[str, str]]] = {
    "TFSI": ("bis(trifluoromethanesulfonyl)imide", "TFSI"),
    "FSI": ("bis(fluorosulfonyl)imide", "FSI"),
    "BF4": ("tetrafluoroborate", "BF4"),
    "PF6": ("hexafluorophosphate", "PF6"),
    "OTf": ("trifluoromethanesulfonate", "OTf"),
    "Cl": ("chloride", "Cl"),
}
ANION_SYMBOLS: Final[dict[str, str]] = {"TFSA": "TFSI", "TfSA": "TFSI", "TfSI": "TFSI", "NTf2": "TFSI", "FSA": "FSI"}


def _index(substances: Iterable[Substance]) -> dict[str, Substance]:
    return {symbol.casefold(): s for s in substances for symbol in (s.name, s.full_name, *s.symbols)}


SUBSTANCES: Final = _index((*SALTS, *SOLVENTS, *ADDITIVES, *HOSTS))
"""Every substance by each way to write it, letter case folded."""

NAMED_BY_SYMBOL: Final = {symbol.casefold(): e for e in NAMED for symbol in (e.name, *e.symbols, *e.spelled)}
"""Every named electrolyte by each way to write it, letter case folded."""
