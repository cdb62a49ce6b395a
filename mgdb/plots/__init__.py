"""Numbers → Plotly figures, one module per plot.

A plot is a module of this package that has what `model.Plot` asks for. It takes plain points and returns a figure as a
plain dictionary: no query, no request, and no import of plotly. To add a plot, add its module and its test: pages list
it and the API serves it.
"""

from .axes import Axis
from .caption import captioned
from .chemistry import EVERY, MAGNESIUM
from .drawing import can_number, draw, number_drawn, options_of
from .evaluation import Evaluation, evaluated
from .model import (
    AUTOMATIC,
    COUNTS,
    FACTORS,
    RANGE,
    VALUES,
    WHOLE,
    Against,
    BadOption,
    Count,
    Drawing,
    Drawn,
    NothingToDraw,
    Option,
    Plot,
    Point,
    PointCondition,
    Reasons,
    ResultTable,
    merged,
    outside_text,
    takes,
    tally,
)
from .offering import plots_for
from .own import OwnEnds, OwnPoint, OwnSeries, additions, panels_of, with_own
from .picture import Picture, pictured
from .registry import UnknownPlot, get, plots
from .script import script_of
from .style import OWN

__all__ = [
    "AUTOMATIC",
    "COUNTS",
    "EVERY",
    "FACTORS",
    "MAGNESIUM",
    "OWN",
    "RANGE",
    "VALUES",
    "WHOLE",
    "Against",
    "Axis",
    "BadOption",
    "Count",
    "Drawing",
    "Drawn",
    "Evaluation",
    "NothingToDraw",
    "Option",
    "OwnEnds",
    "OwnPoint",
    "OwnSeries",
    "Picture",
    "Plot",
    "Point",
    "PointCondition",
    "Reasons",
    "ResultTable",
    "UnknownPlot",
    "additions",
    "can_number",
    "captioned",
    "draw",
    "evaluated",
    "get",
    "merged",
    "number_drawn",
    "options_of",
    "outside_text",
    "panels_of",
    "pictured",
    "plots",
    "plots_for",
    "script_of",
    "takes",
    "tally",
    "with_own",
]
