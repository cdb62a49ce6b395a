"""For which properties a condition tells two values apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mgdb.science.properties import PROPERTIES, Property
from mgdb.science.properties.model import CAPACITY, INTERFACE, VOLTAGE

Origins = Literal["measured", "computed", "any"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Some of the properties: by key, by group, or all."""

    keys: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    is_all: bool = False

    def holds(self, entry: Property) -> bool:
        return self.is_all or entry.key in self.keys or entry.group in self.groups


def of(*keys: str) -> Scope:
    return Scope(keys=frozenset(keys))


ALL = Scope(is_all=True)
NONE = Scope()
IN_CELLS = Scope(keys=frozenset({"diffusion_coefficient"}), groups=frozenset({CAPACITY, VOLTAGE, INTERFACE}))
"""What only a cell under current has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """What it means that two values differ in a condition, or that one of them does not state it.

    asked: the properties for which it is told where nobody states it; those whose entry needs the condition belong to
    them always. decides: those for which like is not compared with like where it differs, so that there is no factor;
    for every other property the difference is marked. origins: what can have the condition at all. is_compared is
    False for one that tells no values apart. because: why, in a sentence.
    """

    because: str
    asked: Scope = NONE
    decides: Scope = NONE
    origins: Origins = "any"
    is_compared: bool = True

    def is_asked(self, key: str, entry: Property | None, origins: Iterable[str | None]) -> bool:
        """Whether it is told of values of `entry` that neither states the condition `key`.

        origins: those of the values; None, for one that is not known, leaves room for either.
        """
        known = set(origins)
        computed = known <= {"computed", "theoretical"}
        if not self.is_compared or (self.origins == "measured" and computed):
            return False
        if self.origins == "computed" and not known & {"computed", None}:
            return False
        return entry is None or key in entry.needed_conditions or self.asked.holds(entry)

    @property
    def in_words(self) -> str:
        """What follows from a difference: “Decides.”, “Decides for anodic limit, voltage; marked for others.”"""
        if not self.is_compared:
            return "Not compared."
        if self.decides.is_all:
            return "Decides."
        labels = [PROPERTIES[key].label.lower() for key in sorted(self.decides.keys)]
        return f"Decides for {', '.join(labels)}; marked for others." if labels else "Marked."
