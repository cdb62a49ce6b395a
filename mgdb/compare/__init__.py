"""What a comparison shows, as plain data: for pages, the API and exports alike.

`values` says what one measurement shows, `contexts` under which conditions it was taken, `factors` how a modified
material stands to its controls, `table` puts materials into groups, rows and columns, and `series` hands measurements
to plots.
"""

from .contexts import context_of
from .factors import Improvement, improvements, improvements_of
from .series import drawing_of, plot_points, points_of
from .table import (
    FEWEST,
    MOST,
    Column,
    Group,
    NoComparison,
    Row,
    Table,
    chosen_materials,
    compare_materials,
    compare_rows,
    table_of,
)
from .values import Quote, Shown, ShownCondition, ShownFlag, ShownReport, show

__all__ = [
    "FEWEST",
    "MOST",
    "Column",
    "Group",
    "Improvement",
    "NoComparison",
    "Quote",
    "Row",
    "Shown",
    "ShownCondition",
    "ShownFlag",
    "ShownReport",
    "Table",
    "chosen_materials",
    "compare_materials",
    "compare_rows",
    "context_of",
    "drawing_of",
    "improvements",
    "improvements_of",
    "plot_points",
    "points_of",
    "show",
    "table_of",
]
