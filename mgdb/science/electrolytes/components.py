"""Components of electrolytes by their names: listed substances, ionic liquids, salts by their formulas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ..formula import Formula, FormulaError, parse
from ..substances import ANIONS, CATIONS, OF_IONIC_LIQUIDS
from . import amounts
from .catalogue import SALTS, SUBSTANCES, NamedElectrolyte, Substance

CARRIERS: Final = ("Mg", "Li", "Na", "K", "Ca", "Zn")
"""Metals that a salt of unlisted formula brings as mobile cations."""


@dataclass(frozen=True, slots=True)
class Component:
    """One component of an electrolyte.

    `amount` is in `unit` (M, mol/kg, wt%, mol%, vol%, EO:Mg, EO:Li …, ppm or ratio), None where none is printed.
    `from_name` marks what is known from the usual meaning of a name and was not printed. `crystal_water` is the water
    printed in the salt's formula, "6" for ·6H2O.
    """

    name: str
    full_name: str
    formula: str
    role: str
    amount: float | None = None
    amount_printed: str = ""
    unit: str = ""
    from_name: bool = False
    carriers: tuple[str, ...] = ()
    chloride: bool | None = False
    crystal_water: str = ""
    source: str = ""


def component_of(substance: Substance) -> Component:
    return Component(
        substance.name,
        substance.full_name,
        substance.formula,
        substance.role,
        carriers=substance.carriers,
        chloride=substance.chloride,
        source=substance.source,
    )


def component_as(name: str, role: str) -> Component:
    """A component of which is known what it is called, what it serves as, and its formula where the name is one."""
    formula = _read(name)
    return Component(name, name, name if formula else "", role, chloride="Cl" in formula.elements if formula else None)


def constituents_of(named: NamedElectrolyte, *, spelled: bool) -> Iterator[Component]:
    """The named electrolyte, then what it consists of; `spelled` where the constituents are what was printed."""
    yield Component(
        named.name,
        named.full_name,
        "",
        "salt",
        carriers=named.carriers,
        chloride=named.chloride,
        source=named.source,
        from_name=spelled,
    )
    for symbol, ratio in named.constituents:
        yield replace(
            component_of(SUBSTANCES[symbol.casefold()]),
            from_name=not spelled,
            amount=None if ratio is None else float(ratio),
            unit="" if ratio is None else "ratio",
        )


def ionic_liquid(name: str) -> Substance | None:
    """An ionic liquid by its two ions: [DEME][TFSI], DEME-TFSA, EMIMBF4."""
    return _ionic_liquids().get(name.casefold())


@cache
def _ionic_liquids() -> dict[str, Substance]:
    """Each way of writing one; where two are written alike, the first."""
    found: dict[str, Substance] = {}
    for cation in CATIONS:
        for anion in ANIONS:
            if anion.name not in OF_IONIC_LIQUIDS:
                continue
            liquid = Substance(
                f"{cation.name}-{anion.name}",
                f"{cation.full_name} {anion.full_name}",
                f"[{cation.name}][{anion.name}]",
                "solvent",
                chloride=anion.chloride,
            )
            for typed in cation.names:
                for rest in anion.names:
                    for written in (f"[{typed}][{rest}]", f"{typed}-{rest}", f"{typed}{rest}", f"{typed} {rest}"):
                        found.setdefault(written.casefold(), liquid)
    return found


def _read(text: str) -> Formula | None:
    try:
        return parse(text)
    except FormulaError:
        return None


@cache
def listed_salts() -> dict[str, Substance]:
    """The listed salts by composition: Mg(N(SO2CF3)2)2 and Mg(TFSA)2 are Mg(TFSI)2."""
    return {composition_of(parse(salt.formula)): salt for salt in SALTS}


def composition_of(formula: Formula) -> str:
    """Elements and amounts in a fixed order, the same however a formula is written."""
    return " ".join(f"{symbol}{amount.text}" for symbol, amount in sorted(formula.amounts))


def without_charges(name: str) -> str:
    """The formula of a salt whose ions are written with their charges: [Mg2Cl3(THF)6]⁺ [AlCl4]⁻; else `name`."""
    charges = re.findall(r"([0-9]?)([⁺⁻])", name)
    total = sum(int(number or 1) * (1 if sign == "⁺" else -1) for number, sign in charges)
    return re.sub(r"[0-9]?[⁺⁻] ?", "", name) if charges and not total else name


def salt_of(name: str) -> Component | None:
    """A salt by its formula, with the water that is printed in it; None if it is no salt that brings a carrier."""
    water = amounts.HYDRATE.fullmatch(name)
    formula = _read(water[1] if water else name)
    if formula is None or formula.charge:
        return None
    listed = listed_salts().get(composition_of(formula))
    if listed:
        component = component_of(listed)
    else:
        metals = tuple(sorted(set(CARRIERS) & set(formula.elements)))
        if not metals or not set(formula.elements) & {"H", "B", "C", "N", "O", "F", "P", "S", "Cl", "Se", "Br", "I"}:
            return None
        typed = water[1] if water else name
        # Chlorine bound to oxygen (perchlorate) is no chloride.
        chloride = "Cl" in formula.elements and re.search(r"Cl(?!O)", typed) is not None
        component = Component(typed, typed, typed, "salt", carriers=metals, chloride=chloride)
    if water:
        count = water[2] or "1"
        component = replace(component, crystal_water=count, formula=f"{component.formula}·{water[2]}H2O")
    return component
