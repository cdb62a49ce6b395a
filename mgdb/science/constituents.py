"""What a material is made of, as far as it is known, and the elements of each: a material without an overall formula is
not without elements.

A constituent is the material's formula, or else that of its phase; a component of an electrolyte; a dopant or guest of
a defect record; a substance that a modification added. Only what reads as a formula as a whole, or is a known substance
by its whole name, gives elements: nothing is guessed from a part of a name, and what is missing (a vacancy) gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from . import vocabulary
from .elements import ELEMENTS
from .formula import FormulaError, parse
from .substances import by_name

KINDS: Final[Mapping[str, str]] = {
    "formula": "formula",
    "phase": "phase",
    "component": "component",
    "defect": "dopant or guest",
    "modification": "added by a modification",
}
KINDS_OF_CELL: Final[Mapping[str, str]] = {
    "working_electrode": "working electrode",
    "counter_electrode": "counter electrode",
    "electrolyte": "electrolyte",
}
# Defects that bring something in; the others take away or disorder.
ADDING: Final = frozenset(term.key for term in vocabulary.DEFECT_KINDS if term.kind == "doping")


@dataclass(frozen=True, slots=True)
class Constituent:
    """`kind`: a key of KINDS, of a cell of KINDS_OF_CELL. `name` as it is recorded. `elements`: symbols in alphabetical
    order."""

    kind: str
    name: str
    elements: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        return {"kind": self.kind, "name": self.name, "elements": list(self.elements)}


def elements_of(text: str) -> tuple[str, ...]:
    """The elements of a formula or of a known substance; none where `text` is neither.

    Worked: "Mo⁴⁺" → Mo; "In" → In; "THF" → C, H, O; "MoS2 nanosheets" → none.
    """
    if text.strip() in ELEMENTS:
        return (text.strip(),)
    substance = by_name(text)
    try:
        return tuple(sorted(parse(substance.formula if substance and substance.formula else text).elements))
    except FormulaError:
        return ()


def constituents_of(
    *,
    formula: str = "",
    phase: str = "",
    components: Iterable[tuple[str, str]] = (),
    defects: Iterable[tuple[str, str]] = (),
    additions: Iterable[str] = (),
) -> list[Constituent]:
    """The constituents of a material that give elements, each once.

    `phase`: the formula of its phase, asked where it has no formula itself: a phase may be a series of compositions, of
    which the specimen is one. `components`: (name, formula) of an electrolyte. `defects`: (kind, species); several
    species are separated by commas. `additions`: formulas of what modifications added.
    """
    found = [("formula", formula, formula)] if formula else [("phase", phase, phase)]
    found += [("component", name, given or name) for name, given in components]
    found += [
        ("defect", one.strip(), one.strip())
        for kind, species in defects
        if kind in ADDING
        for one in species.split(",")
    ]
    found += [("modification", one, one) for one in additions]
    made = (Constituent(kind, name, elements_of(text)) for kind, name, text in found if text)
    return list(dict.fromkeys(one for one in made if one.elements))


def all_elements(found: Iterable[Constituent]) -> list[str]:
    """The elements of all constituents, in alphabetical order."""
    return sorted({symbol for one in found for symbol in one.elements})
