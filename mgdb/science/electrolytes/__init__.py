"""Electrolytes by name: what APC, MACC or "0.3 M Mg(TFSI)2/acetonitrile" consists of."""

from .catalogue import ADDITIVES, HOSTS, NAMED, SALTS, SOLVENTS, NamedElectrolyte, Substance
from .expansion import Component, ElectrolyteError, Expansion, expand

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
    "Substance",
    "expand",
]
