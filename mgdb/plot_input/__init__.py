"""From records to plots: measurements and digitised curves as points, parameters as options, points as drawings."""

from .curves import curves_for
from .drawings import drawing_beside, drawing_of, read_options
from .points import plot_points, points_of

__all__ = ["curves_for", "drawing_beside", "drawing_of", "plot_points", "points_of", "read_options"]
