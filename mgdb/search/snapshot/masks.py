"""The rows of a snapshot for which one condition holds."""

from __future__ import annotations

from functools import reduce
from operator import and_

from mgdb.search.filters import Condition, FilterSet
from mgdb.search.params import Params, to_query_values
from mgdb.search.values import ArrayValues

from .labels import Mask
from .snapshot import Snapshot


def mask_of(snapshot: Snapshot, filters: FilterSet, params: Params, condition: Condition) -> Mask:
    """The rows of `snapshot` for which `condition` holds, made of `params` by `filters`."""
    if condition.mask is not None and (mask := condition.mask(snapshot)) is not None:
        return mask
    facet = next((one for one in filters.facets if condition.names == (one.name,)), None)
    if facet is not None:
        values, wanted = filters.values_of(facet), to_query_values(params[facet.name])
        if not facet.narrows:
            return snapshot.labels(values).having(wanted)
        if isinstance(values, ArrayValues) and values.at_one_place:
            column = snapshot.labels(values)
            return reduce(and_, [column.having([value]) for value in wanted])
    return snapshot.mask(condition.where)
