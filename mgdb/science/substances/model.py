"""What is said of one substance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

DEFECTS: Final = "10.1007/s40820-024-01495-1"
SOLID: Final = "10.1002/smll.202106981"
OLIGOLAYERS: Final = "10.1002/anie.202414119"
FACETS: Final = "10.1007/s40820-025-01861-7"
FRAMEWORKS: Final = (
    "Salado, Kar, Lanceros-Mendez, Forsyth: Progress and Perspective of Metal–Organic Frameworks as Solid Electrolyte "
    "Interphase Instability Mitigator in Magnesium Batteries"
)
GENERAL: Final = "general usage"
STRUCTURE: Final = "composition from the structure named"
_POLYMER: Final = re.compile(r"poly\((.+)\)")


@dataclass(frozen=True, slots=True)
class Substance:
    """A substance, ion or ligand by itself, with every way to write it.

    `name` is what pages print; `symbols` are further ways to write it. `role` is its usual one: salt, solvent,
    additive, host, anion, cation, linker, group, molecule or solid. `groups` are those of its symbols that a formula
    may hold as one unit (TFSI, hfip), `charge` that of the free ion (0: a molecule), None for a repeat unit; `alone`
    groups are read only as the whole content of a bracket, because their letters are elements too. `carriers` are the
    mobile metal cations that a salt brings. `source` says which document settles what the name means, or that usage
    does.
    """

    name: str
    full_name: str
    formula: str
    role: str
    symbols: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    chloride: bool = False
    source: str = GENERAL
    groups: tuple[str, ...] = ()
    charge: int | None = 0
    alone: bool = False

    @property
    def names(self) -> Iterator[str]:
        """Every way to write it, each once: poly(ethylene oxide) also as polyethylene oxide."""
        spelled = (self.name, self.full_name, *self.symbols, *self.groups)
        plain = (_POLYMER.sub(r"poly\1", name) for name in spelled)
        return iter(dict.fromkeys((*spelled, *plain)))
