"""How records look in an answer: one class for each record type, made of its declaration where none is written."""

from mgdb.records import BY_NAME

from .base import ReadOnlySerializer
from .benchmark import Placement, ReportedValue
from .catalogue import Condition, Property
from .comparisons import COMPARISON, ChosenComparison, ComparisonWithTable, Figure, Plot
from .derived import serializer_from
from .materials import Defect, Material
from .measurements import Measurement
from .problems import NewProblem, ReportedProblem
from .records import CHANGES
from .versions import RecordVersion

# Record types whose serializer is not simply made of the declaration.
WRITTEN: dict[str, type[ReadOnlySerializer]] = {
    "comparison": COMPARISON,
    "defect": Defect,
    "material": Material,
    "measurement": Measurement,
}
SERIALIZERS: dict[str, type[ReadOnlySerializer]] = {
    name: WRITTEN.get(name) or serializer_from(record_type, CHANGES.get(name)) for name, record_type in BY_NAME.items()
}

__all__ = [
    "SERIALIZERS",
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
