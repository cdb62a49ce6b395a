"""How records look in an answer, one class for each record type."""

from .catalogue import Condition, Property
from .comparisons import ChosenComparison, ComparisonWithTable, Figure, Plot
from .materials import Defect, Material, Phase
from .measurements import Measurement
from .records import Cell, Comparison, Curve, Factor, Pair, Source, Statement

__all__ = [
    "Cell",
    "ChosenComparison",
    "Comparison",
    "ComparisonWithTable",
    "Condition",
    "Curve",
    "Defect",
    "Factor",
    "Figure",
    "Material",
    "Measurement",
    "Pair",
    "Phase",
    "Plot",
    "Property",
    "Source",
    "Statement",
]
