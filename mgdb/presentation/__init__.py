"""What a reader sees of records, as plain data: pages, lists, comparisons, plots and files are made from it.

`measurements` makes the one view of a measurement, `spans` are typeset words and table cells.
"""

from .measurements import (
    ConditionView,
    FlagView,
    MeasurementView,
    ReportView,
    condition_view,
    flag_view,
    view_of,
)
from .spans import Kind, Line, RecordLink, Scalar, TableCell, TextSpan, link_span, text_span

__all__ = [
    "ConditionView",
    "FlagView",
    "Kind",
    "Line",
    "MeasurementView",
    "RecordLink",
    "ReportView",
    "Scalar",
    "TableCell",
    "TextSpan",
    "condition_view",
    "flag_view",
    "link_span",
    "text_span",
    "view_of",
]
