"""Units: the one canonical unit of each dimension, the units accepted beside it, and every printed spelling of them.

A *dimension* here is finer than a physicist's: "Å" lengths (atoms) and "nm" lengths (particles) are two, because each
has its own canonical unit and its own property group. Conversions are done by pint in decimal arithmetic, so powers of
ten come out clean: 0.1 A g⁻¹ is 100.0 mA g⁻¹ exactly. Importing this package does not load pint; its registry is built
at the first conversion that needs it, or when `load` is called.

Source: The International System of Units, 9th edition, BIPM 2019 (exact e, N_A; °C = K − 273.15).
"""

from mgdb.science.units.catalogue import DIMENSIONS, Dimension, UnitError, dimension_of
from mgdb.science.units.conversion import converter, from_canonical, load, shifts, to_canonical
from mgdb.science.units.spelling import known_unit, normalise
from mgdb.science.units.typesetting import LATEX_PREAMBLE, html, identifier, latex, latex_macros, unicode

__all__ = [
    "DIMENSIONS",
    "LATEX_PREAMBLE",
    "Dimension",
    "UnitError",
    "converter",
    "dimension_of",
    "from_canonical",
    "html",
    "identifier",
    "known_unit",
    "latex",
    "latex_macros",
    "load",
    "normalise",
    "shifts",
    "to_canonical",
    "unicode",
]
