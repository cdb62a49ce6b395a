"""A column of numbers that are intervals: of the rows that have one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Integers
from .labels import BLOCK, NONE, Mask, Places, spans


@dataclass(frozen=True)
class Numbers:
    """Intervals low to high in the canonical unit, NaN for an open end.

    rows: the place of the row of each, ascending; a row may have several.
    """

    rows: Places
    low: Floats
    high: Floats

    def middles_of(self, places: Places | None, *, log: bool) -> Floats:
        """`middles` of those of the rows at `places`, ascending; None: of all.

        Block by block: on the way each takes several times its own memory.
        """
        chosen = None if places is None else self._of(places)
        size = len(self.rows) if chosen is None else len(chosen)
        drawn = np.empty(size)
        for start in range(0, size, BLOCK):
            part = slice(start, start + BLOCK)
            which = part if chosen is None else chosen[part]
            drawn[part] = Numbers(self.rows[which], self.low[which], self.high[which]).middles(log=log)
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
        low, high = (np.concatenate([getattr(part, end) for part in parts])[order] for end in ("low", "high"))
        return cls(rows[order], low, high)

    def moved(self, places: Places) -> Numbers:
        """The same where the row at place n has moved to places[n]; those that are at NONE then are gone."""
        rows = places[self.rows]
        kept = rows != NONE
        return Numbers(rows[kept], self.low[kept], self.high[kept])

    def meeting(self, minimum: float | None, maximum: float | None, *, strict: bool) -> Mask:
        """Those that meet [minimum, maximum]; with `strict`, lie in it whole: `values.interval_overlaps`."""
        found = np.ones(len(self.rows), bool)
        with np.errstate(invalid="ignore"):
            if strict:
                if minimum is not None:
                    found &= self.low >= minimum
                if maximum is not None:
                    found &= self.high <= maximum
                return found
            if minimum is not None:
                found &= (self.high >= minimum) | (np.isnan(self.high) & ~np.isnan(self.low))
            if maximum is not None:
                found &= (self.low <= maximum) | (np.isnan(self.low) & ~np.isnan(self.high))
        return found

    def middles(self, *, log: bool) -> Floats:
        """Where each is drawn, as a logarithm if so; NaN where it cannot be."""
        low, high = self.low, self.high
        either = np.where(np.isnan(low), high, low)
        with np.errstate(invalid="ignore", divide="ignore"):
            if not log:
                return np.where(np.isnan(low) | np.isnan(high), either, (low + high) / 2)
            both = (low > 0) & (high > 0)
            middle = np.where(both, np.sqrt(low) * np.sqrt(high), either)
            drawn: Floats = np.log(np.where(middle > 0, middle, np.nan))
        return drawn


NO_NUMBERS = Numbers(np.zeros(0, np.int32), np.zeros(0), np.zeros(0))
