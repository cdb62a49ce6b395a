"""Search: every filter and facet, once, for pages and API alike.

A filter set says what may be asked about a noun; a `Question` puts a request's parameters to it. The same question
has the same answer, and the same count, at every door.
"""

from .faults import Fault, ParameterFault, Refused, hint, nearest
from .filters import ParameterFilter, SearchFilterSet
from .materials import Anodes, Cathodes, Defects, Electrolytes, Materials, Phases
from .measurements import Measurements, dimension_asked
from .question import Question, unknown_parameters
from .records import Cells, Comparisons, Curves, Factors, Pairs, Sources, Statements

__all__ = [
    "Anodes",
    "Cathodes",
    "Cells",
    "Comparisons",
    "Curves",
    "Defects",
    "Electrolytes",
    "Factors",
    "Fault",
    "Materials",
    "Measurements",
    "Pairs",
    "ParameterFault",
    "ParameterFilter",
    "Phases",
    "Question",
    "Refused",
    "SearchFilterSet",
    "Sources",
    "Statements",
    "dimension_asked",
    "hint",
    "nearest",
    "unknown_parameters",
]
