"""What the usual names of electrolytes stand for. Their components are those of the table of substances.

Each entry says where it is from. "general usage" marks what every paper of the field takes for granted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..substances import ADDITIVES, COMPONENTS, HOSTS, SALTS, SOLVENTS, Substance, index
from ..substances.model import DEFECTS, FACETS, FRAMEWORKS, GENERAL, OLIGOLAYERS, SOLID


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


SUBSTANCES: Final = index(COMPONENTS)
"""Every component by each way to write it, letter case folded."""

NAMED_BY_SYMBOL: Final = {symbol.casefold(): e for e in NAMED for symbol in (e.name, *e.symbols, *e.spelled)}
"""Every named electrolyte by each way to write it, letter case folded."""

__all__ = [
    "ADDITIVES",
    "HOSTS",
    "NAMED",
    "NAMED_BY_SYMBOL",
    "SALTS",
    "SOLVENTS",
    "SUBSTANCES",
    "NamedElectrolyte",
    "Substance",
]
