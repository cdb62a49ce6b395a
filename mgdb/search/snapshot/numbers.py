"""A column of numbers that are intervals: of the rows that have one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Integers
from .labels import BLOCK, NONE, Mask, Places, spans


@dataclass(frozen=True)
class Numbers:
    """Intervals in the canonical unit, of which nearly all are single numbers: their upper ends are not stored.

    rows: the place of the row of each, ascending; a row may have several. low: the lower ends, NaN where open. wide:
    which are more than one number, ascending; high: the upper ends of these, NaN where open.
    """

    rows: Places
    low: Floats
    wide: Places
    high: Floats

    @classmethod
    def of(cls, rows: Places, low: Floats, high: Floats) -> Numbers:
        """Those from each of `low` to `high`."""
        wide = np.flatnonzero(low != high).astype(np.int32)  # NaN is unequal to everything
        return cls(rows, low, wide, high[wide])

    def highs(self) -> Floats:
        """The upper ends of all."""
        high = self.low.copy()
        high[self.wide] = self.high
        return high

    def part(self, which: Integers) -> Numbers:
        """Those at the places `which`, ascending."""
        at = np.searchsorted(self.wide, which)
        is_wide = at < len(self.wide)
        is_wide[is_wide] = self.wide[at[is_wide]] == which[is_wide]
        wide = np.flatnonzero(is_wide).astype(np.int32)
        return Numbers(self.rows[which], self.low[which], wide, self.high[at[is_wide]])

    def middles_of(self, places: Places | None, *, log: bool) -> Floats:
        """`middles` of those of the rows at `places`, ascending; None: of all.

        Block by block: on the way each takes several times its own memory.
        """
        chosen = None if places is None else self._of(places)
        size = len(self.rows) if chosen is None else len(chosen)
        drawn = np.empty(size)
        for start in range(0, size, BLOCK):
            stop = min(start + BLOCK, size)
            which = np.arange(start, stop) if chosen is None else chosen[start:stop]
            drawn[start:stop] = self.part(which).middles(log=log)
        return drawn

    def _of(self, places: Places) -> Integers:
        """Which are those of the rows at `places`."""
        if len(places) * 8 > len(self.rows):
            mask = np.zeros(
                max(int(self.rows[-1]) if len(self.rows) else 0, int(places[-1]) if len(places) else 0) + 1, bool
            )
            mask[places] = True
            return np.flatnonzero(mask[self.rows])
        starts = np.searchsorted(self.rows, places, side="left")
        return spans(starts, np.searchsorted(self.rows, places, side="right"))

    @classmethod
    def joined(cls, parts: Sequence[Numbers]) -> Numbers:
        """Those of all `parts`."""
        rows = np.concatenate([part.rows for part in parts])
        order = np.argsort(rows, kind="stable")
        low, high = (
            np.concatenate(ends)[order] for ends in zip(*((part.low, part.highs()) for part in parts), strict=True)
        )
        return cls.of(rows[order], low, high)

    def moved(self, places: Places) -> Numbers:
        """The same where the row at place n has moved to places[n]; those that are at NONE then are gone."""
        rows = places[self.rows]
        kept = rows != NONE
        return Numbers.of(rows[kept], self.low[kept], self.highs()[kept])

    def meeting(self, minimum: float | None, maximum: float | None, *, strict: bool) -> Mask:
        """Those that meet [minimum, maximum]; with `strict`, lie in it whole: `values.interval_overlaps`."""
        found = _meet(self.low, self.low, minimum, maximum, strict=strict)
        found[self.wide] = _meet(self.low[self.wide], self.high, minimum, maximum, strict=strict)
        return found

    def middles(self, *, log: bool) -> Floats:
        """Where each is drawn, as a logarithm if so; NaN where it cannot be."""
        drawn = _middle(self.low, self.low, log=log)
        drawn[self.wide] = _middle(self.low[self.wide], self.high, log=log)
        return drawn


def _meet(low: Floats, high: Floats, minimum: float | None, maximum: float | None, *, strict: bool) -> Mask:
    """Which of the intervals `low` to `high` meet [minimum, maximum], or with `strict` lie in it."""
    found = np.ones(len(low), bool)
    with np.errstate(invalid="ignore"):
        if strict:
            if minimum is not None:
                found &= low >= minimum
            if maximum is not None:
                found &= high <= maximum
            return found
        if minimum is not None:
            found &= (high >= minimum) | (np.isnan(high) & ~np.isnan(low))
        if maximum is not None:
            found &= (low <= maximum) | (np.isnan(low) & ~np.isnan(high))
    return found


def _middle(low: Floats, high: Floats, *, log: bool) -> Floats:
    """Where the intervals `low` to `high` are drawn; an open one at its other end."""
    either = np.where(np.isnan(low), high, low)
    with np.errstate(invalid="ignore", divide="ignore"):
        if not log:
            return np.where(np.isnan(low) | np.isnan(high), either, (low + high) / 2)
        both = (low > 0) & (high > 0)
        middle = np.where(both, np.sqrt(low) * np.sqrt(high), either)
        drawn: Floats = np.log(np.where(middle > 0, middle, np.nan))
    return drawn


NO_NUMBERS = Numbers(np.zeros(0, np.int32), np.zeros(0), np.zeros(0, np.int32), np.zeros(0))
