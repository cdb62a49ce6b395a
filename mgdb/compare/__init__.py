"""What a comparison shows, as plain data: for pages, the API and exports alike.

`values` says what one measurement shows, `contexts` under which conditions it was taken, `factors` how a modified
material stands to its controls. `standing` shows one material, `table` several side by side, in groups, rows and
columns; `series` hands measurements to plots.
"""

from .chosen import (
    FEWEST,
    MOST,
    Chosen,
    NoComparison,
    Way,
    arranged,
    choose,
    compare_materials,
    split_ids,
)
from .columns import Column, NoColumn, Offer
from .contexts import context_of
from .factors import Improvement, improvements, improvements_of
from .curves import curves_for
from .series import drawing_of, plot_points, points_of, read_options
from .standing import Against, Standing, standing_of
from .table import Group, Placed, Row, Table, compare_rows, table_of
from .values import Quote, Shown, ShownCondition, ShownFlag, ShownReport, show, show_flag

__all__ = [
    "FEWEST",
    "MOST",
    "Against",
    "Chosen",
    "Column",
    "Group",
    "Improvement",
    "NoColumn",
    "NoComparison",
    "Offer",
    "Placed",
    "Quote",
    "Row",
    "Shown",
    "ShownCondition",
    "ShownFlag",
    "ShownReport",
    "Standing",
    "Table",
    "Way",
    "arranged",
    "choose",
    "compare_materials",
    "compare_rows",
    "context_of",
    "curves_for",
    "drawing_of",
    "improvements",
    "improvements_of",
    "plot_points",
    "points_of",
    "read_options",
    "show",
    "show_flag",
    "split_ids",
    "standing_of",
    "table_of",
]
