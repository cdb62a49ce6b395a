"""What curators call a condition in front of its value, or behind it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from mgdb.science.conditions import CONDITIONS

# Short names beside key and label; one that fits several conditions leaves the choice to the unit, or is asked.
_SHORT: Final[dict[str, tuple[str, ...]]] = {
    "temperature": ("T", "temp", "temp."),
    "current_density": ("current", "i", "specific current"),
    "areal_current_density": ("current", "current density", "i", "j"),
    "c_rate": ("rate", "C rate"),
    "cycle_number": ("cycle", "cycles", "cycle no", "cycle no.", "n"),
    "test_step": ("step", "test"),
    "potential_scale": ("scale", "reference scale", "reference"),
    "scan_rate": ("scan", "sweep rate", "rate", "v"),
    "areal_capacity": ("capacity",),
    "stack_pressure": ("pressure", "p"),
    "pelletising_pressure": ("pressure", "p", "pelletizing pressure", "pressing pressure"),
    "pellet_density": ("density", "relative density"),
    "pellet_thickness": ("thickness", "membrane thickness", "film thickness"),
    "solvent_content": ("solvent", "residual solvent"),
    "cutoff_energy": ("cutoff", "cut-off", "cutoff energy", "Ecut"),
    "k_points": ("k points", "k-mesh", "k mesh", "k-grid", "kpoints"),
    "functional": ("XC",),
    "radius_convention": ("radius", "radii"),
    "coordination": ("CN",),
    "atmosphere": ("gas",),
    "path": ("site",),
}
_SEPARATOR: Final = r"(?:\s*[:=]\s*|\s+)"


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Each name with the keys that it may mean; one letter is a symbol, whose case counts."""
    table: dict[str, list[str]] = {}
    for key, entry in CONDITIONS.items():
        for name in dict.fromkeys((key, key.replace("_", " "), entry.label, *_SHORT.get(key, ()))):
            table.setdefault(_folded(name), []).append(key)
    return {name: tuple(dict.fromkeys(keys)) for name, keys in table.items()}


def _folded(name: str) -> str:
    return name if len(name) == 1 else " ".join(name.casefold().split())


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    ordered = sorted(_names(), key=lambda name: (-len(name), name))
    words = "|".join(re.escape(name) if len(name) == 1 else f"(?i:{re.escape(name)})" for name in ordered)
    return (
        re.compile(rf"(?P<name>{words}){_SEPARATOR}(?P<rest>\S.*)", re.DOTALL),
        re.compile(rf"(?P<rest>.*?\S)\s+(?P<name>{words})", re.DOTALL),
    )


def named_before(token: str) -> tuple[tuple[str, ...], str] | None:
    """The conditions that the name before the value may mean, and the value: "current 0.25 A/g"."""
    return _named(_patterns()[0].fullmatch(token))


def named_behind(token: str) -> tuple[tuple[str, ...], str] | None:
    """As `named_before`, of a name behind the value: "1 MPa stack pressure"."""
    return _named(_patterns()[1].fullmatch(token))


def _named(match: re.Match[str] | None) -> tuple[tuple[str, ...], str] | None:
    return (_names()[_folded(match["name"])], match["rest"]) if match else None


def is_name(token: str) -> bool:
    """Whether `token` is a name alone."""
    return _folded(token) in _names()


def name_of(key: str) -> str:
    """The name to write in front of a value, so that it means this condition alone: "stack pressure"."""
    label = CONDITIONS[key].label
    name = label.lower() if label[1:2].islower() else label  # “C-rate” keeps its symbol
    return name if _names()[_folded(name)] == (key,) else key
