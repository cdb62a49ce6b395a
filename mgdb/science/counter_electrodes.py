"""Kinds of counter electrode, told from the printed words: what was put against the material that was studied."""

from __future__ import annotations

import re

from mgdb.science.vocabulary import Term

KINDS = (
    Term("mg_metal", "Mg metal", "Magnesium metal: foil, disc, ribbon, rod."),
    Term("mg_treated", "treated Mg metal", "Magnesium metal with an artificial layer on it: MOF@Mg."),
    Term("mg_alloy", "Mg alloy", "An alloy or intermetallic compound of magnesium: AZ31, Mg3Bi2."),
    Term("carbon", "activated carbon or graphite", "A capacitive or other carbon electrode."),
    Term("li_metal", "Li metal", "Lithium metal."),
    Term("na_metal", "Na metal", "Sodium metal."),
    Term("zn_metal", "Zn metal", "Zinc metal."),
    Term("other", "other", "Another electrode, as printed."),
    Term("not_stated", "not stated", "The document does not say."),
)

_FORM = r"([ -](metal|foil|disc|disk|ribbon|plate|strip|rod|sheet|anode|electrode|powder))*"
_STATE = r"(fresh(ly)?|polished|scratched|ultrathin|thin|pure|bare|pristine|commercial)"
# In this order: the first that fits. Symbols of metals stand alone, so that “Mg” is none of “MgO” or “Mg3Bi2”.
_PATTERNS = (
    ("mg_treated", r"@ ?(mg|magnesium)\b"),
    ("mg_alloy", r"\balloy|\baz(31|61|91)|\bmg[0-9]"),
    ("mg_metal", rf"^({_STATE} )*(mg|magnesium){_FORM}($|[ ,;(])"),
    ("mg_alloy", r"^mg[-–][a-z]"),
    ("carbon", r"\b(activated carbon|carbon|graphite|ac)\b"),
    ("li_metal", rf"^({_STATE} )*(li|lithium){_FORM}($|[ ,;(])"),
    ("na_metal", rf"^({_STATE} )*(na|sodium){_FORM}($|[ ,;(])"),
    ("zn_metal", rf"^({_STATE} )*(zn|zinc){_FORM}($|[ ,;(])"),
)


def kind_of(printed: str) -> str:
    """The key of the kind of counter electrode that is called `printed`; the first pattern that fits decides.

    Worked: kind_of("freshly polished Mg") is "mg_metal", kind_of("MOF@Mg") is "mg_treated", kind_of("") is
    "not_stated".
    """
    if not printed:
        return "not_stated"
    return next((kind for kind, pattern in _PATTERNS if re.search(pattern, printed, re.IGNORECASE)), "other")
