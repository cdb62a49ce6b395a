"""Numbers → Plotly figures, one module per plot.

A plot is a module of this package that has what `model.Plot` asks for. It takes plain points and returns a figure as a
plain dictionary: no query, no request, and no import of plotly. To add a plot, add its module and its test: pages list
it and the API serves it.
"""

from .drawing import draw, options_of
from .model import (
    AUTOMATIC,
    COUNTS,
    FACTORS,
    RANGE,
    VALUES,
    WHOLE,
    Against,
    Axis,
    AxisUnit,
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
from .registry import UnknownPlot, get, plots
from .script import script_of

__all__ = [
    "AUTOMATIC",
    "COUNTS",
    "FACTORS",
    "RANGE",
    "VALUES",
    "WHOLE",
    "Against",
    "Axis",
    "AxisUnit",
    "BadOption",
    "Count",
    "Drawing",
    "Drawn",
    "NothingToDraw",
    "Option",
    "Plot",
    "Point",
    "PointCondition",
    "Reasons",
    "ResultTable",
    "UnknownPlot",
    "draw",
    "get",
    "merged",
    "options_of",
    "outside_text",
    "plots",
    "script_of",
    "takes",
    "tally",
]
