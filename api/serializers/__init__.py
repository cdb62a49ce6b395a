"""How answers look that are no records as they are; those of records are made in `mgdb.projection`."""

from .benchmark import Placement, ReportedValue
from .catalogue import Condition, Property
from .comparisons import ChosenComparison, ComparisonWithTable, Figure, Plot
from .problems import NewProblem, ReportedProblem
from .versions import RecordVersion

__all__ = [
    "ChosenComparison",
    "ComparisonWithTable",
    "Condition",
    "Figure",
    "NewProblem",
    "Placement",
    "Plot",
    "Property",
    "RecordVersion",
    "ReportedProblem",
    "ReportedValue",
]  # fmt: skip
