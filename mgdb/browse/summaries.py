"""What whole lists count, kept from the last publication: a page without a question counts nothing.

A summary names the state of the data that it was counted from. While that is the present state it is right; else the
page counts by itself, and the next round of `refresh` makes the summary anew.
"""

from __future__ import annotations

from dataclasses import asdict

from django.http import QueryDict

from mgdb.answers import state
from mgdb.models import Summary
from mgdb.search import Counts, FacetValue, Query, Spread

from .noun import Noun


def recall(noun: Noun) -> tuple[Counts, dict[str, Spread]] | None:
    """The counts and histograms of the whole list of `noun`, if they are right at this moment."""
    token, _ = state.current()
    kept = Summary.objects.filter(list_key=noun.key, state=token).first()
    if kept is None:
        return None
    values = {name: [FacetValue(*one) for one in rows] for name, rows in kept.facets.items()}
    if set(values) != {facet.name for facet in noun.filters.facets}:
        return None
    return Counts(kept.total, values), {
        row["name"]: Spread(**row | {"bins": tuple(row["bins"])}) for row in kept.spreads
    }


def total(key: str) -> int | None:
    """How many rows the whole list of the noun `key` has, if that is kept and right at this moment."""
    token, _ = state.current()
    return Summary.objects.filter(list_key=key, state=token).values_list("total", flat=True).first()


def refresh(nouns: dict[str, Noun]) -> int:
    """Counts the lists whose summaries are void; how many these were."""
    token, _ = state.current()
    right = set(Summary.objects.filter(state=token).values_list("list_key", flat=True))
    void = [noun for key, noun in nouns.items() if key not in right]
    for noun in void:
        query = Query(noun.filters, QueryDict(""), noun.rows())
        counts = query.counts()
        facets = {name: [[one.value, one.label, one.count] for one in rows] for name, rows in counts.values.items()}
        spreads = [asdict(spread) for spread in query.spreads().values()]
        Summary.objects.update_or_create(
            list_key=noun.key, defaults={"state": token, "total": counts.total, "facets": facets, "spreads": spreads}
        )
    return len(void)
