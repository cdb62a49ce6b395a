"""The chemistry of a battery, from what is stated of it: which cations move, and between which electrodes.

Stated are the chemistry of the cell (“Mg”, “Mg–Li”), the cations that the salts of its electrolyte bring, and the ion
that is said to move. Electrode and salt both count: a magnesium electrode in a lithium salt is a dual-salt cell, since
magnesium dissolves and lithium intercalates. The ion decides only where neither is known, as of a computed barrier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from . import ions, vocabulary

MAGNESIUM: Final = "Mg"
DUAL: Final = tuple(term.key for term in vocabulary.CHEMISTRIES if term.key.startswith(f"{MAGNESIUM}-"))
"""Cells with a second salt beside that of magnesium."""
KEYS: Final = frozenset(term.key for term in vocabulary.CHEMISTRIES)
SYMBOL: Final = re.compile(r"(?<![A-Za-z])(Mg|Li|Na|K|Zn|Ca|Al|H)(?![a-z])")
OF_IONS: Final = {
    "Mg2+": "Mg",
    "MgCl+": "Mg",
    "Li+": "Li",
    "Na+": "Na",
    "K+": "K",
    "Zn2+": "Zn",
    "Ca2+": "Ca",
    "Al3+": "Al",
    "H+": "H",
    "Cu+": "other",
    "Mg2++Li+": "Mg-Li",
    # protons from water or solvent come along uncounted; the ion says so
    "Mg2++H+": "Mg",
}
"""Chemistry by the ion that a value is about; other terms of the vocabulary tell none."""


def of_cations(cations: Iterable[str]) -> str:
    """The key of vocabulary.CHEMISTRIES for these cations; empty for none.

    >>> of_cations(["Li", "Mg"])
    'Mg-Li'
    """
    found = sorted(set(cations), key=lambda symbol: (symbol != "Mg", symbol))
    key = "-".join(found)
    if key in KEYS or not found:
        return key
    return "other" if len(found) == 1 else "mixed"


def _formulas() -> dict[str, str]:
    """Chemistry by the pattern of an ion that is given by its formula, as `science.ions` spells it; the first counts.

    Magnesium moves in anions too (MgCl₃⁻); another metal is a carrier in a cation alone, for AlCl₄⁻ is in many salts.
    """
    magnesium = "Mg(?![a-z])"
    cations = {one: f"{one}(?![a-z])[^⁺⁻]*⁺" for one in ("Li", "Na", "K", "Zn", "Ca", "Al")}
    return {
        **{f"^(?=.*{magnesium})(?=.*{one})": of_cations(["Mg", metal]) for metal, one in cations.items()},
        magnesium: "Mg",
        **{one: of_cations([metal]) for metal, one in cations.items()},
        "^H₃O⁺$": "H",
    }


OF_FORMULAS: Final = _formulas()


def of_cell(stated: str, carriers: Iterable[str] | None) -> str:
    """The chemistry of a cell: `stated` in words, `carriers` brought by the salts of its electrolyte (None: unknown).

    Empty where neither tells. Words without a known cation are another chemistry.

    >>> of_cell("Mg", ["Li"]), of_cell("Mg–Li", None), of_cell("", ["Mg"])
    ('Mg-Li', 'Mg-Li', 'Mg')
    """
    named = SYMBOL.findall(stated)
    if stated.strip() and not named:
        return "other"
    return of_cations([*named, *(carriers or ())])


def of_value(cell: str, electrolyte: str, ion: str) -> str:
    """The chemistry that a value belongs to: of its `cell`, else of the `electrolyte` that it is about, else by its
    `ion`, a key of `science.ions`; empty where none of them tells."""
    return cell or electrolyte or of_ion(ion)


def of_ion(ion: str) -> str:
    """The chemistry that an ion tells by itself.

    >>> of_ion("Li+"), of_ion("[Mg₂(μ-Cl)₃(THF)₆]⁺"), of_ion("MgCl⁺ + Li⁺"), of_ion("AlCl₄⁻"), of_ion("not_stated")
    ('Li', 'Mg', 'Mg-Li', '', '')
    """
    if ions.is_formula(ion):
        return next((said for pattern, said in OF_FORMULAS.items() if re.search(pattern, ion)), "")
    return OF_IONS.get(ion, "")
