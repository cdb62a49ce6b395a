"""Which of the conditions that are printed beside a value it can have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mgdb.science.conditions import CONDITIONS
from mgdb.science.conditions.relevance import IN_CELLS
from mgdb.science.properties import PROPERTIES
from mgdb.science.properties.model import COMPOSITION, SPECTRA, STRUCTURE, TEXTURE

KEPT: Final = frozenset(("capacity_retention", "coulombic_efficiency", "plating_stripping_efficiency"))
"""What is said of many cycles together."""
# of a cell under current; what is looked at after some cycles may be a structure, too
_OF_CELLS: Final = frozenset(("current_density", "areal_current_density", "c_rate", "scan_rate", "areal_capacity"))
_AFTER_CYCLES: Final = frozenset((STRUCTURE, TEXTURE, COMPOSITION, SPECTRA))


def holds(condition: str, key: str) -> bool:
    """Whether a value of the property `key` can have `condition`: a barrier has neither a current nor a cycle."""
    entry = PROPERTIES.get(key)
    if entry is None or key == condition:
        return entry is None
    asked = condition in entry.needed_conditions or CONDITIONS[condition].relevance.asked.holds(entry)
    if condition in _OF_CELLS:
        return asked or IN_CELLS.holds(entry)
    if condition == "cycle_number":
        return asked or entry.group in _AFTER_CYCLES
    return True


def holding(stated: Iterable[tuple[str, str]], key: str) -> tuple[tuple[str, str], ...]:
    """Those of the conditions `stated` that a value of the property `key` can have."""
    return tuple(one for one in stated if holds(one[0], key))
