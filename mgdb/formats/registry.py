"""Finds the formats: the modules of this package that have a FORMAT, or CURVES that are read from it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import TypeVar

import mgdb.formats as package

from .curves import MOST_BYTES, CurveFile, CurveFormat, UnreadableCurves
from .model import Format

AnyFormat = TypeVar("AnyFormat", bound=Format)


def _modules() -> list[ModuleType]:
    return [
        importlib.import_module(f"{package.__name__}.{info.name}") for info in pkgutil.iter_modules(package.__path__)
    ]


def find() -> dict[str, Format]:
    """Every format by its key, in the order of menus. Raises ValueError where two have one key."""
    modules = _modules()
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


def find_curve_formats() -> dict[str, CurveFormat]:
    """Every format that curves are read from by its key, those that recognise their own before those that take all."""
    found = [module.CURVES for module in _modules() if hasattr(module, "CURVES")]
    return {one.key: one for one in sorted(found, key=lambda one: (one.order, one.label))}


CURVE_FORMATS: Mapping[str, CurveFormat] = MappingProxyType(find_curve_formats())
"""Every format that curves are read from, by its key."""


def read_curves(data: bytes) -> CurveFile:
    """The curves of a file, whose format is known by its content. Raises UnreadableCurves."""
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 1e6:.1f} MB"
        raise UnreadableCurves(f"This is {size}; up to {MOST_BYTES // 1_000_000} MB are taken. Divide the file.")
    return next(one for one in CURVE_FORMATS.values() if one.recognises(data)).read(data)
