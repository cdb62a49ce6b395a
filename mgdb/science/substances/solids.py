"""Solids by the names that people type for them."""

from __future__ import annotations

from typing import Final

from .model import Substance

SOLIDS: Final = tuple(
    Substance(formula, name, formula, "solid", symbols)
    for formula, name, symbols in (
        ("V2O5", "vanadium pentoxide", ("divanadium pentoxide", "vanadium(V) oxide")),
        ("VO2", "vanadium dioxide", ()),
        ("V2O3", "vanadium sesquioxide", ()),
        ("MnO2", "manganese dioxide", ()),
        ("TiO2", "titanium dioxide", ("titania",)),
        ("MoO3", "molybdenum trioxide", ()),
        ("WO3", "tungsten trioxide", ()),
        ("MgO", "magnesium oxide", ("magnesia",)),
        ("Al2O3", "aluminium oxide", ("alumina", "aluminum oxide")),
        ("SiO2", "silicon dioxide", ("silica",)),
        ("ZnO", "zinc oxide", ()),
        ("MoS2", "molybdenum disulfide", ("molybdenum disulphide",)),
        ("TiS2", "titanium disulfide", ("titanium disulphide",)),
        ("VS2", "vanadium disulfide", ("vanadium disulphide",)),
        ("VS4", "vanadium tetrasulfide", ("vanadium tetrasulphide", "patronite")),
        ("WS2", "tungsten disulfide", ("tungsten disulphide",)),
        ("MoSe2", "molybdenum diselenide", ()),
        ("CuS", "copper sulfide", ("copper monosulfide",)),
    )
)
