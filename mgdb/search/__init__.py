"""Search: every filter and facet, once, for pages and API alike.

A filter set has the parameters of a record type; a `Query` puts those of a request to it. The same query has the same
answer, and the same count, at every entry point.
"""

from . import snapshots
from .cross_counts import cross_counts
from .errors import InvalidQuery, ParameterError, ParameterProblem, nearest, quoted, suggestion
from .exclusions import excluding
from .facets import Counts, FacetValue, rows_by_value
from .filters import Condition, Facet, FilterSet, ParameterFilter
from .limits import unit_problems
from .parameters import folded, looked_for
from .params import Params, to_query_values
from .quantities import interval_of
from .query import ORDERING, Query, unknown_parameters
from .ranges import Spread
from .record_types import FILTER_SETS, roles_of
from .timeout import NotReady, QueryTimeout, catch_timeout

__all__ = [
    "FILTER_SETS",
    "ORDERING",
    "Condition",
    "Counts",
    "Facet",
    "FacetValue",
    "FilterSet",
    "InvalidQuery",
    "NotReady",
    "ParameterError",
    "ParameterFilter",
    "ParameterProblem",
    "Params",
    "Query",
    "QueryTimeout",
    "Spread",
    "catch_timeout",
    "cross_counts",
    "excluding",
    "folded",
    "interval_of",
    "looked_for",
    "nearest",
    "quoted",
    "roles_of",
    "rows_by_value",
    "snapshots",
    "suggestion",
    "to_query_values",
    "unit_problems",
    "unknown_parameters",
]
