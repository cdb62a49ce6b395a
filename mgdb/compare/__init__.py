"""What a comparison shows, as plain data: for pages, the API and exports alike.

`values` says what one measurement shows, `contexts` under which conditions it was taken, `factors` how a modified
material stands to its controls. `standing` shows one material, `table` several side by side, in groups, rows and
columns; `series` hands measurements to plots.
"""

from .contexts import context_of
from .factors import Improvement, improvements, improvements_of
from .series import drawing_of, plot_points, points_of, read_options
from .standing import Against, Standing, standing_of
from .table import (
    FEWEST,
    MOST,
    Column,
    Group,
    NoComparison,
    Placed,
    Row,
    Table,
    chosen_materials,
    compare_materials,
    compare_rows,
    table_of,
)
from .values import Quote, Shown, ShownCondition, ShownFlag, ShownReport, show, show_flag

__all__ = [
    "FEWEST",
    "MOST",
    "Against",
    "Column",
    "Group",
    "Improvement",
    "NoComparison",
    "Placed",
    "Quote",
    "Row",
    "Shown",
    "ShownCondition",
    "ShownFlag",
    "ShownReport",
    "Standing",
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
    "read_options",
    "show",
    "show_flag",
    "standing_of",
    "table_of",
]
