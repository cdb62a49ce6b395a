"""Axes of figures: what runs along them, how figures print their titles, and what the numbers there stand for.

An axis is a quantity (a property or condition of the catalogues, or time, potential, intensity), its transform (as it
is, logarithm, times T, reciprocal, 1000/T) and the unit of the numbers on it.
"""

from .catalogue import (
    ENTRIES,
    TRANSFORMS,
    USUAL,
    Axis,
    AxisError,
    Entry,
    Transform,
    accepted_units,
    axis,
    entry_of,
    temperatures,
    transforms_of,
)
from .headings import Heading, read_heading
from .judgement import AxisNumbers, fits, judge_axis
from .reading import AmbiguousAxis, contradiction, potential_scale, read

__all__ = [
    "ENTRIES",
    "TRANSFORMS",
    "USUAL",
    "AmbiguousAxis",
    "Axis",
    "AxisError",
    "AxisNumbers",
    "Entry",
    "Heading",
    "Transform",
    "accepted_units",
    "axis",
    "contradiction",
    "entry_of",
    "fits",
    "judge_axis",
    "potential_scale",
    "read",
    "read_heading",
    "temperatures",
    "transforms_of",
]
