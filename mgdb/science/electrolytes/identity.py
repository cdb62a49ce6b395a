"""What makes two electrolytes one: species, role, concentration and solvent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..formula import FormulaError, parse
from ..substances import by_name
from .catalogue import NAMED, NAMED_BY_SYMBOL, NamedElectrolyte
from .components import composition_of, ionic_liquid, listed_salts

SEPARATOR: Final = "; "
UNKNOWN: Final = ""
"""The amount of what has none stated."""


@dataclass(frozen=True, slots=True)
class Part:
    """One component: role, name, formula, amount (least and greatest, None: no number) in `unit`, and as printed."""

    role: str
    name: str
    formula: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    printed: str = ""
    from_name: bool = False


@dataclass(frozen=True, slots=True)
class _Species:
    role: str
    species: str
    amount: str
    from_name: bool = False

    @property
    def text(self) -> str:
        return " ".join(filter(None, (f"{self.role}:{self.species}", self.amount)))


def identity_of(parts: Iterable[Part], *, name: str = "") -> str:
    """A key that is the same for two electrolytes of the same species, roles, concentrations and solvents.

    A substance is known by whichever name or formula it has. What a named electrolyte stands for says no more than its
    name does, whether it was printed, expanded from the name, or weighed in; salts that make up a named electrolyte in
    its ratio are that electrolyte. Masses of a recipe are no concentration. Without components the `name` tells.

    >>> identity_of([Part("salt", "APC", low=0.4, high=0.4, unit="M"), Part("salt", "PhMgCl"), Part("solvent", "THF")])
    'salt:APC 0.4 M; solvent:THF'
    """
    found = [_species(part) for part in parts]
    for named in NAMED:
        found = _without_constituents(found, named)
    if not found:
        return " ".join(name.split()).casefold()
    return SEPARATOR.join(sorted({one.text for one in found}))


def _species(part: Part) -> _Species:
    return _Species(part.role, species_of(part.name, part.formula), _amount(part), part.from_name)


def species_of(name: str, formula: str = "") -> str:
    """What a component is called in a key: the listed name of its substance, else its formula, else its own name."""
    folded = " ".join(name.split())
    if named := NAMED_BY_SYMBOL.get(folded.casefold()):
        return named.name
    for text in (folded, formula):
        if text and (substance := by_name(text) or ionic_liquid(text)):
            return substance.name
    for text in (formula, folded):
        try:
            composition = composition_of(parse(text)) if text else ""
        except FormulaError:
            continue
        if salt := listed_salts().get(composition):
            return salt.name
        if composition and text == folded:
            return composition
    return folded.casefold()


def _amount(part: Part) -> str:
    if part.low is None and part.high is None:
        return " ".join(part.printed.split()).casefold()
    low, high = (f"{end:.4g}" if end is not None else "" for end in (part.low, part.high))
    return f"{low if low == high else f'{low}–{high}'} {part.unit}".strip()


def _without_constituents(found: list[_Species], named: NamedElectrolyte) -> list[_Species]:
    """`found` with the constituents of a named electrolyte taken together under its name, where they are all there."""
    ratios = {species_of(symbol): ratio for symbol, ratio in named.constituents}
    its = [one for one in found if one.species in ratios and one.role in ("salt", "additive")]
    whole = next((one for one in found if one.species == named.name), None)
    rest = [one for one in found if one not in its]
    if whole is not None:
        if len(ratios) > 1:
            return rest
        # one substance under two names is that substance
        [species] = ratios
        return [*(one for one in rest if one is not whole), _Species("salt", species, whole.amount)]
    if len(ratios) < 2 or {one.species for one in its} != set(ratios):
        return found
    amounts = [_per_ratio(one.amount, ratios[one.species]) for one in its]
    if len(set(amounts)) != 1 or (None in ratios.values() and amounts[0]):
        return found
    return [*rest, _Species("salt", named.name, amounts[0] or UNKNOWN)]


def _per_ratio(amount: str, ratio: float | None) -> str | None:
    """The concentration of the whole that `amount` of a constituent makes; None where that cannot be told."""
    if not amount:
        return UNKNOWN
    number = re.fullmatch(r"([0-9.e+-]+) (M|mol/kg)", amount)
    if number is None or ratio is None:
        return None
    return f"{float(number[1]) / ratio:.4g} {number[2]}"
