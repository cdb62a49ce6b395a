"""What whole lists count, kept from the last publication: a page without a question counts nothing.

A summary names the state of the data that it was counted from. While that is the present state it is right; else the
page counts by itself, and the next round of `refresh` recomputes the summary.
"""

from __future__ import annotations

from dataclasses import asdict

from django.http import QueryDict

from mgdb import data_version
from mgdb.models import Summary
from mgdb.projection.lists.list_type import ListType
from mgdb.search import Counts, FacetValue, Query, Spread, snapshots
from mgdb.search.snapshot import Outdated


def recall(list_type: ListType, token: str) -> tuple[Counts, dict[str, Spread]] | None:
    """The counts and histograms of the whole list of `list_type` in the version `token` of the data, if stored."""
    kept = Summary.objects.filter(list_key=list_type.key, state=token).first()
    if kept is None:
        return None
    values = {name: [FacetValue(*one) for one in rows] for name, rows in kept.facets.items()}
    if set(values) != {facet.name for facet in list_type.filters.facets}:
        return None
    return Counts(kept.total, values), {
        row["name"]: Spread(**row | {"bins": tuple(row["bins"])}) for row in kept.spreads
    }


def total(key: str, token: str) -> int | None:
    """How many rows the whole list of the list type `key` has in the version `token` of the data, if that is stored."""
    return Summary.objects.filter(list_key=key, state=token).values_list("total", flat=True).first()


def refresh(list_types: dict[str, ListType]) -> int:
    """Counts the lists whose summaries are void; how many were counted."""
    token, _ = data_version.current()
    right = set(Summary.objects.filter(state=token).values_list("list_key", flat=True))
    void = [list_type for key, list_type in list_types.items() if key not in right]
    counted = 0
    for list_type in void:
        try:
            whole = snapshots.present(list_type.key)
        except Outdated:
            continue  # the data have changed meanwhile; so has what the next round counts
        counted += 1
        query = Query(list_type.filters, QueryDict(""), list_type.rows(), snapshot=whole)
        counts = query.counts()
        facets = {name: [[one.value, one.label, one.count] for one in rows] for name, rows in counts.values.items()}
        spreads = [asdict(spread) for spread in query.spreads().values()]
        Summary.objects.update_or_create(
            list_key=list_type.key,
            defaults={"state": token, "total": counts.total, "facets": facets, "spreads": spreads},
        )
    return counted
