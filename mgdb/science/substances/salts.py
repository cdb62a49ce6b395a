"""Salts, each with every usual way to write its anion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .ions import ANIONS
from .model import DEFECTS, FACETS, FRAMEWORKS, GENERAL, SOLID, Substance


def _spellings(name: str) -> Iterator[str]:
    """`name` with the other symbols of its anion, in round, square and no brackets: Mg(NTf2)2, MgTFSI2, Li[FSI]."""
    for anion in ANIONS:
        for metal in ("Mg", "Li", "Na"):
            count = "2" if metal == "Mg" else ""
            if name == (f"Mg({anion.name})2" if count else f"{metal}{anion.name}"):
                for symbol in (anion.name, *anion.symbols):
                    yield from (f"{metal}({symbol}){count}", f"{metal}[{symbol}]{count}", f"{metal}{symbol}{count}")


def _salt(
    name: str, full_name: str, carrier: str, *symbols: str, source: str = GENERAL, chloride: bool = False
) -> Substance:
    spelled = tuple(one for one in dict.fromkeys((*symbols, *_spellings(name))) if one != name)
    return Substance(
        name, full_name, name, "salt", spelled, (carrier,) if carrier else (), chloride=chloride, source=source
    )


SALTS: Final = (
    _salt("Mg(TFSI)2", "magnesium bis(trifluoromethanesulfonyl)imide", "Mg", "MgTFSI", source=DEFECTS),
    _salt("Mg(ClO4)2", "magnesium perchlorate", "Mg", source=DEFECTS),
    _salt("Mg(BH4)2", "magnesium borohydride", "Mg", source=SOLID),
    _salt("Mg(OTf)2", "magnesium trifluoromethanesulfonate", "Mg", "magnesium triflate", "Mg(CF3SO3)2", source=SOLID),
    _salt("Mg(NO3)2", "magnesium nitrate", "Mg", source=SOLID),
    _salt("Mg(HMDS)2", "magnesium bis(hexamethyldisilazide)", "Mg"),
    _salt("Mg[B(hfip)4]2", "magnesium tetrakis(hexafluoroisopropoxy)borate", "Mg", "Mg(B(hfip)4)2", source=FRAMEWORKS),
    _salt("Mg(CB11H12)2", "magnesium monocarborane", "Mg", "Mg[CB11H12]2", source=FRAMEWORKS),
    _salt("Mg(AlCl2BuEt)2", "magnesium bis(dichlorobutylethylaluminate)", "Mg", chloride=True, source=FRAMEWORKS),
    _salt("MgCl2", "magnesium chloride", "Mg", chloride=True, source=DEFECTS),
    _salt("MgF2", "magnesium fluoride", "Mg", source=DEFECTS),
    _salt("PhMgCl", "phenylmagnesium chloride", "Mg", chloride=True, source=FACETS),
    _salt("EtMgBr", "ethylmagnesium bromide", "Mg", source=FRAMEWORKS),
    _salt("HMDSMgCl", "hexamethyldisilazide magnesium chloride", "Mg", chloride=True, source=SOLID),
    # aluminium enters complex anions here and is no carrier
    _salt("AlCl3", "aluminium chloride", "", "aluminum chloride", chloride=True, source=SOLID),
    _salt("LiCl", "lithium chloride", "Li", chloride=True, source=FACETS),
    _salt("LiTFSI", "lithium bis(trifluoromethanesulfonyl)imide", "Li", source=DEFECTS),
    _salt("LiFSI", "lithium bis(fluorosulfonyl)imide", "Li", source=SOLID),
    _salt("LiBH4", "lithium borohydride", "Li", source=SOLID),
    _salt("LiPF6", "lithium hexafluorophosphate", "Li"),
    _salt("NaTFSI", "sodium bis(trifluoromethanesulfonyl)imide", "Na", source=FRAMEWORKS),
    _salt("Li[B(hfip)4]", "lithium tetrakis(hexafluoroisopropoxy)borate", "Li", source=FRAMEWORKS),
)
