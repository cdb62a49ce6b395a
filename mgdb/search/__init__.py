"""Search: every filter and facet, once, for pages and API alike.

A filter set says what may be asked about a noun; a `Query` puts a request's parameters to it. The same question
has the same answer, and the same count, at every entry point.
"""

from .errors import InvalidQuery, ParameterError, ParameterProblem, nearest, suggestion
from .facets import Counts, Facet, FacetValue, to_query_values
from .filters import Condition, ParameterFilter, SearchFilterSet
from .materials import Anodes, Cathodes, Defects, Electrolytes, Materials, Phases
from .measurements import Measurements, dimension_asked
from .query import Query, unknown_parameters
from .ranges import Spread
from .records import Cells, Comparisons, Curves, Factors, Pairs, Sources, Statements
from .timeout import QueryTimeout, statement_timeout

__all__ = [
    "Anodes",
    "Cathodes",
    "Cells",
    "Comparisons",
    "Condition",
    "Counts",
    "Curves",
    "Defects",
    "Electrolytes",
    "Facet",
    "FacetValue",
    "Factors",
    "InvalidQuery",
    "Materials",
    "Measurements",
    "Pairs",
    "ParameterError",
    "ParameterFilter",
    "ParameterProblem",
    "Phases",
    "Query",
    "QueryTimeout",
    "SearchFilterSet",
    "Sources",
    "Spread",
    "Statements",
    "dimension_asked",
    "nearest",
    "statement_timeout",
    "suggestion",
    "to_query_values",
    "unknown_parameters",
]
