"""A column of keys: which of a list of values each row has, one at most or several."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Integers

Mask = NDArray[np.bool_]
Places = NDArray[np.int32]
Codes = NDArray[np.signedinteger[Any]]  # as narrow as there are values
NONE = -1
RUNS = 6  # of codes one after another; to compare all rows with so many is faster than to look each up
BLOCK = 2**16  # rows that are counted at once: what that takes stays in the processor's cache


def _kind(values: int) -> type[np.signedinteger[Any]]:
    """The narrowest integers for the places of so many values, and NONE."""
    return np.int8 if values < 2**7 else np.int16 if values < 2**15 else np.int32


def spans(starts: NDArray[Any], stops: NDArray[Any]) -> Integers:
    """The whole numbers from each of `starts` to before its stop, one span after another."""
    lengths = stops - starts
    ends = np.cumsum(lengths)
    numbers: Integers = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)
    return numbers


class Labels:
    """The values that rows have.

    values: each once. codes: of each row the place of its value in `values`, or NONE; with `starts` those of row n
    stand from starts[n] to starts[n + 1], each once.
    """

    def __init__(self, values: Sequence[str], codes: Codes, starts: Places | None) -> None:
        self.values, self.codes, self.starts = list(values), codes, starts
        self.place_of = {value: place for place, value in enumerate(self.values)}

    @classmethod
    def of_groups(cls, size: int, groups: Iterable[tuple[str, Places]]) -> Labels:
        """Of `size` rows; each group is a value with the places of rows that have it."""
        named = list(groups)
        places = np.concatenate([np.zeros(0, np.int32), *(found for _, found in named)])
        codes = np.repeat(np.arange(len(named), dtype=_kind(len(named))), [len(found) for _, found in named])
        return cls._of_entries(size, [value for value, _ in named], places, codes)

    def renamed(self, names: Mapping[str, str]) -> Labels:
        """The same with other names of values, of which several may have one."""
        values = list(dict.fromkeys(names.get(value, value) for value in self.values))
        place_of = {value: place for place, value in enumerate(values)}
        renamed = np.array([place_of[names.get(value, value)] for value in self.values], _kind(len(values)))
        places, codes = self._entries()
        return self._of_entries(self.size, values, places, renamed[codes])

    def _entries(self) -> tuple[Places, Codes]:
        """The places of rows that have a value with the code of it; a row with several stands there as often."""
        if self.starts is not None:
            return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.starts)), self.codes
        places = np.flatnonzero(self.codes != NONE).astype(np.int32)
        return places, self.codes[places]

    def renewed(self, places: Places, fresh: Labels) -> Labels:
        """The same where the row at place n has moved to places[n], those at NONE are gone, and `fresh` has others."""
        values = [*self.values, *(value for value in fresh.values if value not in self.place_of)]
        place_of = {value: place for place, value in enumerate(values)}
        kind = _kind(len(values))
        rows, codes = self._entries()
        rows = places[rows]
        kept = rows != NONE
        new_rows, new_codes = fresh._entries()
        renamed = np.array([place_of[value] for value in fresh.values], kind)
        return self._of_entries(
            fresh.size,
            values,
            np.concatenate([rows[kept], new_rows]),
            np.concatenate([codes[kept].astype(kind), renamed[new_codes]]),
        )

    def joined(self, other: Labels, rows: Mask) -> Labels:
        """The same, and what `other` has of those `rows` of the same list."""
        values = [*self.values, *(value for value in other.values if value not in self.place_of)]
        place_of = {value: place for place, value in enumerate(values)}
        kind = _kind(len(values))
        renamed = np.array([place_of[value] for value in other.values], kind)
        (mine, codes), (theirs, more) = self._entries(), other._entries()
        kept = rows[theirs]
        return self._of_entries(
            self.size,
            values,
            np.concatenate([mine, theirs[kept]]),
            np.concatenate([codes.astype(kind), renamed[more[kept]]]),
        )

    def of_owners(self, rows: Places, owners: Places, size: int) -> Labels:
        """The values of each of `rows` as those of its owner, of `size` ones: that of rows[n] is at owners[n]."""
        if self.starts is None:
            codes = self.codes[rows]
            kept = codes != NONE
            return self._of_entries(size, self.values, owners[kept], codes[kept])
        starts, stops = self.starts[rows], self.starts[rows + 1]
        return self._of_entries(size, self.values, np.repeat(owners, stops - starts), self.codes[spans(starts, stops)])

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.codes) if self.starts is None else len(self.starts) - 1

    @classmethod
    def _of_entries(cls, size: int, values: Sequence[str], places: Places, codes: Codes) -> Labels:
        """The row at each of `places` has the value of that code; whatever stands twice counts once."""
        order = np.lexsort((codes, places))
        places, codes = places[order], codes[order]
        if len(places):
            first = np.ones(len(places), bool)
            first[1:] = (places[1:] != places[:-1]) | (codes[1:] != codes[:-1])
            places, codes = places[first], codes[first]
        counted = np.bincount(places, minlength=size)
        if not len(places) or counted.max() <= 1:
            single = np.full(size, NONE, codes.dtype)
            single[places] = codes
            return cls(values, single, None)
        starts = np.zeros(size + 1, np.int32)
        np.cumsum(counted, out=starts[1:])
        return cls(values, codes, starts)

    def having(self, wanted: Collection[str]) -> Mask:
        """Rows that have one of the values `wanted`."""
        codes = [self.place_of[value] for value in wanted if value in self.place_of]
        wanted_codes = np.zeros(len(self.values) + 1, bool)  # the last is that of NONE
        wanted_codes[codes] = True
        ends = np.flatnonzero(np.diff(wanted_codes, prepend=False)).reshape(-1, 2)  # NONE is never wanted
        if len(ends) <= RUNS:
            found: Mask = np.zeros(len(self.codes), bool)
            for first, end in ends.tolist():
                found |= (self.codes >= first) & (self.codes < end)
        else:
            found = wanted_codes.take(self.codes)
        if self.starts is None:
            return found
        before = np.zeros(len(found) + 1, np.int32)
        np.cumsum(found, out=before[1:])
        mask: Mask = np.diff(before[self.starts]) > 0
        return mask

    def count(self, rows: Places | None) -> Integers:
        """How many of `rows` (None: all) have each of the values."""
        found = np.zeros(len(self.values) + 1, np.int64)
        if rows is None:
            for start in range(0, len(self.codes), BLOCK):
                found += self._count(self.codes[start : start + BLOCK])
        else:
            for start in range(0, len(rows), BLOCK):
                found += self._count(self._codes_of(rows[start : start + BLOCK]))
        return found[1:]

    def counted(self, rows: Places | None) -> list[tuple[str, int]]:
        """(value, how many of `rows` have it) of each that some have."""
        numbers = self.count(rows)
        return [(self.values[place], int(numbers[place])) for place in np.flatnonzero(numbers)]

    def _count(self, codes: Codes) -> Integers:
        return np.bincount(codes.astype(np.int64) + 1, minlength=len(self.values) + 1)

    def _codes_of(self, rows: Places) -> Codes:
        if self.starts is None:
            return self.codes[rows]
        return self.codes[spans(self.starts[rows], self.starts[rows + 1])]


class TwinLabels:
    """Electrolytes by their public ids, those that are one by what is in them (twins) counted as one.

    single: by id. together: by what equal ones share, or the id of what has no twin.
    """

    def __init__(self, single: Labels, together: Labels, shared: Mapping[str, str], names: Mapping[str, str]) -> None:
        self.single, self.together, self.shared, self.names = single, together, shared, names

    @property
    def values(self) -> list[str]:
        return self.single.values

    def of_owners(self, rows: Places, owners: Places, size: int) -> TwinLabels:
        """As of Labels."""
        single, together = (one.of_owners(rows, owners, size) for one in (self.single, self.together))
        return TwinLabels(single, together, self.shared, self.names)

    def having(self, wanted: Collection[str]) -> Mask:
        return self.together.having({self.shared.get(value, value) for value in wanted})

    def count(self, rows: Places | None, asked: Collection[str]) -> list[tuple[str, int]]:
        """(id, rows) of each: the id that was asked for, or else the first of those that the rows have."""
        numbers = dict(self.together.counted(rows))
        first: dict[str, str] = {}
        for value, _ in sorted(self.single.counted(rows)):
            key = self.shared.get(value, value)
            if key not in first or (value in asked and first[key] not in asked):
                first[key] = value
        return [(value, numbers[key]) for key, value in first.items()]
