"""What a reader sees of records, as plain data: pages, lists, comparisons, plots, files and the API are made from it.

`measurements` is the one view of a measurement, with `records` as measurements name them; `reading` makes such views
from the database. `spans` are typeset words and table cells, `typeset_cells` the same in print, `problems` what readers
have reported.
"""

from .measurements import TERMS_NOT_SHOWN, ConditionView, MeasurementView, ReportView
from .problems import ProblemView, ReportedProblems
from .reading import SHOWN, LeftOut, Part, leaving_out, measurement_views, readable
from .records import CellView, FlagView, MaterialView, SourceView
from .spans import Kind, Line, Named, RecordLink, Scalar, TableCell, TextSpan, link_span, plain_span, text_span
from .typeset_cells import cell_lines, line_latex, typeset_cell

__all__ = [
    "SHOWN",
    "TERMS_NOT_SHOWN",
    "CellView",
    "ConditionView",
    "FlagView",
    "Kind",
    "LeftOut",
    "Line",
    "MaterialView",
    "MeasurementView",
    "Named",
    "Part",
    "ProblemView",
    "RecordLink",
    "ReportView",
    "ReportedProblems",
    "Scalar",
    "SourceView",
    "TableCell",
    "TextSpan",
    "cell_lines",
    "leaving_out",
    "line_latex",
    "link_span",
    "measurement_views",
    "plain_span",
    "readable",
    "text_span",
    "typeset_cell",
]
