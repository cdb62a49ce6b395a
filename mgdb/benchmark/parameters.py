"""The parameters of a placed result: what each means, which terms it may name, and what of them says something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.http import QueryDict

from mgdb.science import vocabulary
from mgdb.science.conditions import CONDITIONS
from mgdb.search import FILTER_SETS, FilterSet

# what the result stands among; the filters are those of measurements
AMONG = ("role", "electrolyte_class", "structure_family", "strict_mg")
_MEASUREMENTS = FILTER_SETS["measurements"]
FILTERS = FilterSet(
    _MEASUREMENTS.names, {name: _MEASUREMENTS.filters[name] for name in AMONG}, orderings={}, default_order=()
)
TERMS = {
    "origin": vocabulary.ORIGINS,
    "method": vocabulary.METHODS,
    "ion": vocabulary.IONS,
    "chemistry": vocabulary.CHEMISTRIES,
    "mass_basis": vocabulary.MASS_BASES,
}
NEAREST, BY_VALUE = "nearest", "value"
SORTS = {NEAREST: "nearest conditions first", BY_VALUE: "by value, the comparable ones first"}
DEFAULT_CHEMISTRY = "Mg"
UNSAID = ("", "not_stated")

CELL = {
    "counter_electrode": "Counter electrode of its cell, in words: Mg foil.",
    "reference_electrode": "Reference electrode of its cell, in words.",
    "window": "Voltage window of its cell: 0.2 to 2.2, in V on the scale of `potential_scale`.",
    "formulation": "Active material, carbon and binder of its electrode: 80 : 10 : 10.",
    "water": "Water content of its electrolyte, in words.",
}
"""What is compared of a cell, in words but for the window."""

_CONDITIONS = {
    name: text
    for key, entry in CONDITIONS.items()
    if entry.relevance.is_compared
    for name, text in (
        (key, f"Of your result: {entry.definition[0].lower()}{entry.definition[1:]}"),
        *([(f"{key}_unit", f"Unit of `{key}`, where none stands behind the number; nothing is guessed.")]
          if entry.kind == "number" and entry.unit != "1" else []),
    )
}  # fmt: skip
PARAMETERS: Mapping[str, str] = {
    "property": "Key of the property that your result is of; needed.",
    "value": "Your result, as you would print it: 185, ≈ 35, > 5, 1.2e-5 S/cm, 10 to 15, 3.5(2)e-3; needed.",
    "unit": "Unit of `value`, where none stands behind the number; nothing is guessed.",
    "origin": "Where your result comes from; measured when not given, of a migration barrier computed, of a diffusion "
    "coefficient derived.",
    "method": "Method of your result.",
    "ion": "The ion that your result is claimed for; write + as %2B in an address.",
    "chemistry": f"Battery chemistry of your result; when not given that of the salts of "
    f"its electrolyte, else of its ion, else {DEFAULT_CHEMISTRY}. Values of it and of all "
    "magnesium chemistries are looked at.",
    "electrolyte": "Electrolyte that your result was measured in: in words (0.4 M APC/THF), or the id of one here.",
    **CELL,
    "mass_basis": "What a capacity or energy is per mass of.",
    **_CONDITIONS,
    "confirmed": "1: your numbers are right though they are implausible; only then they have a rank and a percentile.",
    "other_chemistries": "1: values of other battery chemistries (Li, Na, Zn …) too.",
    "suspect": "1: suspect values too.",
    "sort": "nearest: the values with the nearest conditions first; value: by value, the best first, what is "
    "comparable before what is not.",
}
"""Every parameter that is no filter, with what it means; nothing else is read."""


def minimal(data: QueryDict) -> QueryDict:
    """The parameters that say something: none that is empty, no unit without a number, no order that holds unasked."""
    found = QueryDict(mutable=True)
    for name, values in data.lists():
        said = [value for value in values if value.strip()]
        number = name.removesuffix("_unit") if name.endswith("_unit") else "value" if name == "unit" else ""
        if said and not (number and not data.get(number, "").strip()) and (name, said) != ("sort", [NEAREST]):
            found.setlist(name, said)
    return found


def choices_of(name: str) -> Iterator[tuple[str, str]]:
    """The keys and labels of a term that the reader may say."""
    return ((term.key, term.label) for term in TERMS[name] if term.key not in UNSAID)
