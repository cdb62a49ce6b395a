"""Questions about the values of records, answered from the snapshot of all values: each of one and the same value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, reduce
from operator import and_

import numpy as np

from mgdb.search.filters import AboutValues, Condition

from .labels import Labels, Mask, Places, TwinLabels
from .masks import mask_of
from .numbers import Numbers
from .snapshot import OWNER, Snapshot


class OwnedValues:
    """The values (`values`) that the records of `records` own."""

    def __init__(self, about: AboutValues, values: Snapshot, records: Snapshot) -> None:
        self.about, self.values, self.size = about, values, len(records)
        owned = values.numbers(OWNER)
        owners, known = records.places_of(owned.low.astype(np.int64))
        self._rows, self._owners = owned.rows[known], owners

    def matching(self, conditions: Sequence[Condition]) -> Mask:
        """The values for which all of `conditions` on their records hold."""
        masks = [
            mask_of(self.values, self.about.filters, one.of_value.params, part)
            for one in conditions
            if one.of_value is not None
            for part in one.of_value.conditions
        ]
        return reduce(and_, masks, np.ones(len(self.values), bool))

    def owners(self, matching: Mask) -> Mask:
        """The records with a value of these."""
        mask = np.zeros(self.size, bool)
        mask[self._owners[matching[self._rows]]] = True
        return mask

    def labels(self, name: str, matching: Mask) -> Labels | TwinLabels:
        """What the facet `name` says of these values, as values of their records."""
        chosen = matching[self._rows]
        return self.values.labels(self.about.values_of(name)).of_owners(
            self._rows[chosen], self._owners[chosen], self.size
        )

    def numbers(self, key: str, matching: Mask) -> Numbers:
        """The numbers of the property `key` of these values, by the places of their records."""
        numbers = self.values.numbers("value", key)
        owners = self._owner_of[numbers.rows]
        chosen = np.flatnonzero(matching[numbers.rows] & (owners >= 0))
        chosen = chosen[np.argsort(owners[chosen], kind="stable")]
        return Numbers.of(owners[chosen], numbers.low[chosen], numbers.highs()[chosen])

    @cached_property
    def _owner_of(self) -> Places:
        """Of each value the place of its record; -1 where it has none here."""
        places: Places = np.full(len(self.values), -1, np.int32)
        places[self._rows] = self._owners
        return places
