"""Electrolytes by name: what APC, MACC or "0.3 M Mg(TFSI)2/acetonitrile" consists of, and which of them are one."""

from .catalogue import ADDITIVES, HOSTS, NAMED, SALTS, SOLVENTS, NamedElectrolyte, Substance
from .components import Component
from .expansion import ElectrolyteError, Expansion, expand
from .identity import Part, identity_of

__all__ = [
    "ADDITIVES",
    "HOSTS",
    "NAMED",
    "SALTS",
    "SOLVENTS",
    "Component",
    "ElectrolyteError",
    "Expansion",
    "NamedElectrolyte",
    "Part",
    "Substance",
    "expand",
    "identity_of",
]
