"""Kinds of counter electrode, told from the printed words: what was put against the material that was studied."""

from __future__ import annotations

from django.db.models import Case, CharField, Expression, Value, When

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
    ("mg_treated", r"@ ?(mg|magnesium)\y"),
    ("mg_alloy", r"\yalloy|\yaz(31|61|91)|\ymg[0-9]"),
    ("mg_metal", rf"^({_STATE} )*(mg|magnesium){_FORM}($|[ ,;(])"),
    ("mg_alloy", r"^mg[-–][a-z]"),
    ("carbon", r"\y(activated carbon|carbon|graphite|ac)\y"),
    ("li_metal", rf"^({_STATE} )*(li|lithium){_FORM}($|[ ,;(])"),
    ("na_metal", rf"^({_STATE} )*(na|sodium){_FORM}($|[ ,;(])"),
    ("zn_metal", rf"^({_STATE} )*(zn|zinc){_FORM}($|[ ,;(])"),
)


def kind_of(column: str) -> Expression:
    """The kind of the counter electrode whose printed words stand in `column`."""
    return Case(
        When(**{column: ""}, then=Value("not_stated")),
        *(When(**{f"{column}__iregex": pattern}, then=Value(kind)) for kind, pattern in _PATTERNS),
        default=Value("other"),
        output_field=CharField(),
    )
