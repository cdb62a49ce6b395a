"""What a comparison shows, as plain data: for pages, the API and exports alike.

`values` says what one measurement shows, `contexts` under which conditions it was taken, `factors` how a modified
material stands to its controls, `marks` whether it may. `standing` shows one material, `table` several side by side, in
groups, rows and `columns`, `chosen` those that a reader picked. `sheet` prints a table cell by cell, `single` does the
same for single values; `printed` makes files of what is shown, `citing` its citation. `series` hands measurements to
plots.
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
from .citing import Citing, DatasetVersion, bibliography, dataset_version
from .columns import Column, NoColumn, Offer
from .contexts import context_of
from .curves import curves_for
from .factors import Improvement, improvements, improvements_of
from .marks import Mark
from .printed import WRITERS, cell_lines, tidy
from .series import drawing_beside, drawing_of, plot_points, points_of, read_options
from .sheet import Heading, Item, Sheet, sheet_of
from .single import sheet_of_values
from .standing import Against, Standing, standing_of
from .table import Group, Placed, Row, Table, compare_rows, table_of
from .values import Quote, Shown, ShownCondition, ShownFlag, ShownReport, show, show_flag

__all__ = [
    "FEWEST",
    "MOST",
    "WRITERS",
    "Against",
    "Chosen",
    "Citing",
    "Column",
    "DatasetVersion",
    "Group",
    "Heading",
    "Improvement",
    "Item",
    "Mark",
    "NoColumn",
    "NoComparison",
    "Offer",
    "Placed",
    "Quote",
    "Row",
    "Sheet",
    "Shown",
    "ShownCondition",
    "ShownFlag",
    "ShownReport",
    "Standing",
    "Table",
    "Way",
    "arranged",
    "bibliography",
    "cell_lines",
    "choose",
    "compare_materials",
    "compare_rows",
    "context_of",
    "curves_for",
    "dataset_version",
    "drawing_beside",
    "drawing_of",
    "improvements",
    "improvements_of",
    "plot_points",
    "points_of",
    "read_options",
    "sheet_of",
    "sheet_of_values",
    "show",
    "show_flag",
    "split_ids",
    "standing_of",
    "table_of",
    "tidy",
]
