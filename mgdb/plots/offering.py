"""Which plots can draw given values, by how many there are of each property."""

from __future__ import annotations

from collections.abc import Mapping

from .model import VALUES, Plot, takes
from .registry import plots


def plots_for(counts: Mapping[str, int]) -> dict[str, int]:
    """The plots of values, by slug, that take any of so many values of each property, with how many they take.

    A plot that needs one of certain properties says so by NEEDS, one that needs several at once by FEWEST; whether
    conditions stand at the values is seen when they are drawn.
    """
    return {
        slug: sum(counts.get(key, 0) for key in plot.PROPERTIES)
        for slug, plot in plots().items()
        if _takes(plot, counts)
    }


def _takes(plot: Plot, counts: Mapping[str, int]) -> bool:
    needed: tuple[str, ...] = getattr(plot, "NEEDS", plot.PROPERTIES)
    there = [key for key in plot.PROPERTIES if counts.get(key)]
    return takes(plot) == VALUES and any(counts.get(key) for key in needed) and len(there) >= getattr(plot, "FEWEST", 1)
