"""From records to plots: measurements and digitised curves as points, parameters as options, points as drawings."""

from .curve_figures import Taking, figure_of, taken_by
from .curves import curves_for, with_parts
from .drawings import EVERY, FILTERS, drawing_beside, drawing_of, filters_of, number_of, read_options
from .effects import factor_points
from .inputs import points_for
from .own_data import OwnData, drawing_with, read_own, unit_choices
from .pictures import MOST, ShownPicture
from .points import plot_points, points_of
from .printed import typeset_table

__all__ = [
    "EVERY",
    "FILTERS",
    "MOST",
    "OwnData",
    "ShownPicture",
    "Taking",
    "curves_for",
    "drawing_beside",
    "drawing_of",
    "drawing_with",
    "factor_points",
    "figure_of",
    "filters_of",
    "number_of",
    "plot_points",
    "points_for",
    "points_of",
    "read_options",
    "read_own",
    "taken_by",
    "typeset_table",
    "unit_choices",
    "with_parts",
]
