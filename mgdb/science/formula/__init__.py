"""Chemical formulas: one parser, the whole text or an error that points at the character.

>>> from mgdb.science.formula import parse
>>> hydrate = parse("Mg0.3V2O5·1.1H2O")
>>> hydrate.elements, hydrate.molar_mass, hydrate.reduced
(('H', 'Mg', 'O', 'V'), 208.987, 'H22Mg3O61V20')
"""

from functools import lru_cache

from .amounts import Amount
from .groups import GROUPS, AtomGroup
from .labels import Labelled, split_label
from .model import Formula, FormulaError
from .parser import Parser

__all__ = [
    "GROUPS",
    "Amount",
    "AtomGroup",
    "Formula",
    "FormulaError",
    "Labelled",
    "is_formula",
    "parse",
    "split_label",
]


def parse(text: str, *, isotopes: bool = False) -> Formula:
    """Read `text` as a chemical formula.

    Plain typing (V2O5), Unicode (V₂O₅), _{} and ^{} markup, LaTeX and HTML subscripts are read alike; so are
    hydrates and adducts (·nH2O), nested brackets, fractions and ranges as amounts, unknown amounts (TiO2-x),
    vacancies (□, [] or Vac), charges, bridging ligands (μ-Cl), named groups (TFSI, hfip, PEO), sums with blanks
    (Al11 Fe16 O32) and mixtures (A+0.4B, 60A–40B). D and T are deuterium and tritium only with `isotopes`.

    Raises FormulaError, with `position`, when any character does not fit.
    """
    return _parsed(text, isotopes)


@lru_cache(maxsize=4096)
def _parsed(text: str, isotopes: bool) -> Formula:
    """What is entered names one formula a dozen times: columns, constituents, words for search."""
    return Parser(text, isotopes).whole()


def is_formula(text: str, *, isotopes: bool = False) -> bool:
    """Whether `parse` reads the whole of `text`."""
    try:
        parse(text, isotopes=isotopes)
    except FormulaError:
        return False
    return True
