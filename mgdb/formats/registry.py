"""Finds the formats: the modules of this package that have a FORMAT."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

import mgdb.formats as package

from .model import Format

AnyFormat = TypeVar("AnyFormat", bound=Format)


def find() -> dict[str, Format]:
    """Every format by its key, in the order of menus. Raises ValueError where two have one key."""
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}") for info in pkgutil.iter_modules(package.__path__)
    ]
    found: dict[str, Format] = {}
    for one in sorted(
        (module.FORMAT for module in modules if hasattr(module, "FORMAT")), key=lambda one: (one.order, one.label)
    ):
        if one.key in found:
            raise ValueError(f"“{one.key}” is the key of two formats: {found[one.key].label}, {one.label}.")
        found[one.key] = one
    return found


FORMATS: Mapping[str, Format] = MappingProxyType(find())
"""Every format by its key, in the order of menus."""


def taking(*kinds: type[AnyFormat]) -> dict[str, AnyFormat]:
    """The formats of these kinds by their keys, in the order of menus."""
    return {key: one for key, one in FORMATS.items() if isinstance(one, kinds)}
