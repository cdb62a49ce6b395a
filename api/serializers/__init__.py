"""How records look in an answer, one class for each noun."""

from .catalogue import Condition, Property
from .materials import Defect, Material, Phase
from .measurements import Measurement
from .records import Cell, Comparison, Curve, Factor, Pair, Source, Statement

__all__ = [
    "Cell",
    "Comparison",
    "Condition",
    "Curve",
    "Defect",
    "Factor",
    "Material",
    "Measurement",
    "Pair",
    "Phase",
    "Property",
    "Source",
    "Statement",
]
