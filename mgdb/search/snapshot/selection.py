"""A query answered from a snapshot: which rows match, what each facet counts, how numbers are spread, which come first.

The answers are those of the statements in `facets`, `ranges` and `query`, which stand in where there is no snapshot.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from mgdb.search.facets import FacetValue, joins, leaves_out
from mgdb.search.filters import Condition, Facet, FilterSet
from mgdb.search.params import Params, to_query_values
from mgdb.search.ranges import BINS, VALUE, Spread
from mgdb.search.values import Values

from .arrays import Integers
from .labels import Labels, Mask, Places, TwinLabels
from .masks import mask_of
from .numbers import Numbers
from .owned_values import OwnedValues
from .snapshot import Snapshot

FEW = 2_000  # rows that the database sorts faster than all rows of a long list are sorted once
SHORT = 20_000  # rows of a list that is read, and sorted, whole in no time


class Ordering(NamedTuple):
    """A name for an order, and all rows in it; or, where it is one of numbers alone, what makes these of a snapshot,
    and whether downwards."""

    name: object
    rows: QuerySet[Any] | None
    numbers: Callable[[Snapshot], Numbers] | None = None
    descending: bool = False


class Selection:
    """The rows of `snapshot` that match `conditions`, all made of `params` by `filters`; `values`: the snapshot of all
    values, where something is asked of those of the rows."""

    def __init__(
        self,
        snapshot: Snapshot,
        filters: FilterSet,
        params: Params,
        conditions: Sequence[Condition],
        values: Snapshot | None = None,
    ) -> None:
        self.snapshot, self.filters, self.params, self.conditions = snapshot, filters, params, conditions
        about = filters.about_values
        self.values = OwnedValues(about, values, snapshot) if about is not None and values is not None else None
        self._places: dict[tuple[int, ...], Places | None] = {}
        self._masks: dict[int, Mask] = {}

    def _mask_at(self, number: int) -> Mask:
        if number not in self._masks:
            one = self.conditions[number]
            self._masks[number] = mask_of(self.snapshot, self.filters, self.params, one)
        return self._masks[number]

    def _matching(self, kept: Callable[[Condition], bool]) -> Places | None:
        """The places of rows that match the conditions that are kept; None: all rows."""
        chosen = tuple(number for number, condition in enumerate(self.conditions) if kept(condition))
        if chosen not in self._places:
            places = None
            if chosen:
                mask = self._holding(chosen)
                if np.count_nonzero(mask) < len(mask):
                    places = np.flatnonzero(mask).astype(np.int32)
            self._places[chosen] = places
        return self._places[chosen]

    def _holding(self, numbers: Sequence[int]) -> Mask:
        """The rows for which the conditions of these numbers hold, several questions about values of one value."""
        asked = [number for number in numbers if self.conditions[number].of_value is not None]
        if self.values is None or len(asked) < 2:
            return reduce(and_, map(self._mask_at, numbers))
        together = [self.conditions[number] for number in asked]
        owners = self.values.owners(self.values.matching(together))
        if (own := self._by_themselves(together)) is not None:
            owners |= own
        return reduce(and_, (self._mask_at(number) for number in numbers if number not in asked), owners)

    def _by_themselves(self, conditions: Sequence[Condition]) -> Mask | None:
        """The rows whose own detail answers these questions about values; None where it does not say."""
        about = self.filters.about_values
        keys = about.by_themselves(conditions) if about is not None else None
        return None if keys is None else self.snapshot.mask(Q(pk__in=keys))

    def _kept(self, kept: Callable[[Condition], bool]) -> list[Condition]:
        """The questions about values among the conditions that are kept."""
        return [one for one in self.conditions if one.of_value is not None and kept(one)]

    def _size(self, places: Places | None) -> int:
        return len(self.snapshot) if places is None else len(places)

    def total(self) -> int:
        return self._size(self._matching(lambda condition: True))

    def keys(self, ordering: Ordering | None) -> Integers:
        """The keys of all rows that match, in the order; None: that of the keys."""
        self.snapshot.check()  # memory alone may answer, and a transaction sees no later version than its own
        return self._keys(ordering)

    def page(self, start: int, stop: int, ordering: Ordering | None) -> list[int]:
        """Those from `start` to before `stop`."""
        return self._keys(ordering)[start:stop].tolist()  # type: ignore[no-any-return]

    def _keys(self, ordering: Ordering | None) -> Integers:
        places = self._matching(lambda condition: True)
        keys = self.snapshot.pks
        if ordering is None:
            return keys if places is None else keys[places]
        if ordering.numbers is not None:
            return keys[self._by_number(ordering.numbers(self.snapshot), places, descending=ordering.descending)]
        assert ordering.rows is not None
        is_few = len(self.snapshot) > SHORT and places is not None and len(places) <= FEW
        if is_few and not self.snapshot.has_order(ordering.name):
            # one parameter, where each key as one would take longer than the statement
            wanted = RawSQL("SELECT unnest(%s::bigint[])", [f"{{{','.join(map(str, keys[places].tolist()))}}}"])
            rows = ordering.rows.filter(pk__in=wanted)
            return np.array(rows.values_list("pk", flat=True), np.int64)
        chosen = self.snapshot.order(ordering.name, ordering.rows)
        if places is not None:
            mask = np.zeros(len(self.snapshot), bool)
            mask[places] = True
            chosen = chosen[mask[chosen]]
        return keys[chosen]

    def _by_number(self, numbers: Numbers, places: Places | None, *, descending: bool) -> Places:
        """The places of all rows or of these, in the order of their numbers: then those that are open to the side
        that comes first, by their other end; those without any come last."""
        mask = np.zeros(len(self.snapshot), bool)
        mask[slice(None) if places is None else places] = True
        mine = np.flatnonzero(mask[numbers.rows])
        part = numbers.part(mine)
        sure, other = (-part.low, -part.highs()) if descending else (part.highs(), part.low)
        anything = np.where(np.isnan(sure), other, sure)
        first = part.rows[np.lexsort((anything, sure))]  # stable; NaN is last
        mask[first] = False
        return np.concatenate([first, np.flatnonzero(mask).astype(np.int32)])

    def without_each(self) -> list[int]:
        """How many rows would match if one condition were dropped, for each."""
        return [self._size(self._matching(lambda one, dropped=each: one is not dropped)) for each in self.conditions]  # type: ignore[misc]

    # ---- facets
    def counted(self, facet: Facet) -> list[FacetValue]:
        """The values of a facet that rows have, with their counts; the most frequent where they are many."""
        values, asked = self.filters.values_of(facet), to_query_values(self.params.get(facet.name))
        places = self._matching(lambda condition: not leaves_out(facet, condition))
        labels = self.filters.filters[facet.name].parameter.labels
        about = self._kept(lambda condition: not leaves_out(facet, condition))
        if self.values is not None and about and facet.name in self.values.about.names:
            column = self.values.labels(facet.name, self.values.matching(about))
            own = self.values.about.own
            if own is not None and facet.name in own.values and (rows := self._by_themselves(about)) is not None:
                mine = self.snapshot.labels(own.values[facet.name])
                assert isinstance(column, Labels)  # neither holds electrolytes
                assert isinstance(mine, Labels)
                column = column.joined(mine, rows)
        else:
            column = self.snapshot.labels(values)
        names: Mapping[str, str] = column.names if isinstance(column, TwinLabels) else {}
        found = self._counted(column, places, asked)
        together: Mapping[str, int] = {}
        if joined := joins(facet, self.params):
            having = column.having(joined)
            others = np.flatnonzero(~having).astype(np.int32) if places is None else places[~having[places]]
            # equal electrolytes may stand under another one of them there
            shared: Mapping[str, str] = column.shared if isinstance(column, TwinLabels) else {}
            more = {shared.get(value, value): number for value, number in self._counted(column, others, asked)}
            before = self._size(places) - len(others)
            together = {
                value: before + more.get(shared.get(value, value), 0) for value, _ in found if value not in joined
            }
        if not values.is_single and len(found) > values.limit:
            found = sorted(found, key=lambda one: (one[0] not in asked, -one[1], one[0]))[: values.limit]
        return [
            FacetValue(value, labels.get(value) or names.get(value) or value, number, together.get(value))
            for value, number in found
        ]

    @staticmethod
    def _counted(column: Labels | TwinLabels, places: Places | None, asked: Sequence[str]) -> list[tuple[str, int]]:
        """How many of the rows at `places` have each value; equal electrolytes under the one that is asked for."""
        return column.count(places, asked) if isinstance(column, TwinLabels) else column.counted(places)

    def grouped(self, values: Values) -> list[tuple[str, int]]:
        """How many of the rows that match have each of `values`."""
        column = self.snapshot.labels(values)
        assert isinstance(column, Labels)  # of electrolytes there are no groups
        return column.counted(self._matching(lambda condition: True))

    # ---- numbers
    def spread(self, name: str, scale: str) -> Spread | None:
        """How the numbers of one quantity are spread over the rows that match all but its own limits."""
        limits = {f"{name}_min", f"{name}_max"}
        places = self._matching(lambda condition: limits.isdisjoint(condition.names))
        about = self._kept(lambda condition: limits.isdisjoint(condition.names))
        if name == VALUE:
            key = self.params.texts("property")[0]
            numbers = self.snapshot.numbers("value", key)
            if self.values is not None and about:
                numbers = self.values.numbers(key, self.values.matching(about))
        else:
            numbers = self.snapshot.numbers("condition", name)
        is_log = scale == "log"
        drawn = numbers.middles_of(places, log=is_log)
        drawn = drawn[~np.isnan(drawn)]
        if not len(drawn):
            return None
        low, high = float(drawn.min()), float(drawn.max())
        if high > low:
            steps = np.minimum((BINS * ((drawn - low) / (high - low))).astype(np.int64), BINS - 1)
        else:
            steps = np.zeros(len(drawn), np.int64)
        bins = tuple(np.bincount(steps, minlength=BINS).tolist())
        first, last = (math.exp(end) if is_log else end for end in (low, high))
        return Spread(name, first, last, bins, is_log)
