"""Search: every filter and facet, once, for pages and API alike.

A filter set says what may be asked about a noun; a `Question` puts a request's parameters to it. The same question
has the same answer, and the same count, at every door.
"""

from .facets import Counts, Facet, FacetValue, spelt
from .faults import Fault, ParameterFault, Refused, hint, nearest
from .filters import ParameterFilter, Part, SearchFilterSet
from .materials import Anodes, Cathodes, Defects, Electrolytes, Materials, Phases
from .measurements import Measurements, dimension_asked
from .question import Question, unknown_parameters
from .ranges import Spread
from .records import Cells, Comparisons, Curves, Factors, Pairs, Sources, Statements
from .timing import TooBroad, patience

__all__ = [
    "Anodes",
    "Cathodes",
    "Cells",
    "Comparisons",
    "Counts",
    "Curves",
    "Defects",
    "Electrolytes",
    "Facet",
    "FacetValue",
    "Factors",
    "Fault",
    "Materials",
    "Measurements",
    "Pairs",
    "ParameterFault",
    "ParameterFilter",
    "Part",
    "Phases",
    "Question",
    "Refused",
    "SearchFilterSet",
    "Sources",
    "Spread",
    "Statements",
    "TooBroad",
    "dimension_asked",
    "hint",
    "nearest",
    "patience",
    "spelt",
    "unknown_parameters",
]
