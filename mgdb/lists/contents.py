"""How many rows of a whole list there are of each value of its facets: for pages that show what is here."""

from __future__ import annotations

from django.http import QueryDict

from mgdb.projection.lists.list_type import ListType
from mgdb.search import FacetValue, Query, snapshots

from . import summaries


def facet_counts(list_type: ListType, token: str) -> dict[str, list[FacetValue]]:
    """By the name of the facet, in the version `token` of the data; from the summary of the list where that is kept."""
    if kept := summaries.recall(list_type, token):
        return dict(kept[0].values)
    query = Query(list_type.filters, QueryDict(""), list_type.rows())
    snapshots.answer(query, list_type.key, token)
    return dict(query.counts().values)
