"""Where one value stands among others: above, below, level, or not to be ordered; ranks and percentiles.

A value is what it states: a number, an interval, or a bound that is open to one side. Two are ordered only where every
number that the one may be lies on one side of every number that the other may be. What cannot be ordered is counted
apart, and tells how far rank and percentile may move; it is never put to either side.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mgdb.science.comparability import Context, Verdict
from mgdb.science.comparability.verdicts import tolerance_of
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties.model import Better
from mgdb.science.quantity import Quantity

Order = Literal["lower", "equal", "higher", "open"]

FEWEST = 10
"""Values that can be ordered, under which no percentile is given: one more would move it by more than ten points."""

_STRICT = ("<", ">")
_SAME = 1e-9  # relative: one number after a conversion of units


def order(reported: Quantity, own: Quantity) -> Order:
    """How `reported` stands to `own`, both in one unit; "open" where what they state leaves it open.

    ≈ x counts as x; x ± u as the interval from x − u to x + u; a range as its interval. Two numbers that differ by no
    more than a conversion leaves are equal; all else that only touches is open, since ≤ 5 beside 5 may be either.

    Worked: > 5000 beside 4000 → "higher", beside 5000 → "higher", beside 6000 → "open"; 3 to 7 beside 5 → "open".
    """
    (low, high), (own_low, own_high) = _ends(reported), _ends(own)
    if low == high and own_low == own_high and math.isclose(low, own_low, rel_tol=_SAME):
        return "equal"
    if _is_below(high, own_low, strict=_is_strict(reported) or _is_strict(own)):
        return "lower"
    if _is_below(own_high, low, strict=_is_strict(reported) or _is_strict(own)):
        return "higher"
    return "open"


def _ends(quantity: Quantity) -> tuple[float, float]:
    """Least and greatest number that `quantity` may be, infinite where it is open."""
    low = -math.inf if quantity.low is None else quantity.low
    high = math.inf if quantity.high is None else quantity.high
    if quantity.uncertainty is not None and quantity.value is not None:
        low, high = min(low, quantity.value - quantity.uncertainty), max(high, quantity.value + quantity.uncertainty)
    return low, high


def _is_strict(quantity: Quantity) -> bool:
    """Whether the end of a bound is none of the numbers that it may be."""
    return quantity.bound in _STRICT


def _is_below(high: float, low: float, *, strict: bool) -> bool:
    """Whether `high`, the end of one, lies below `low`, the end of the other; or at it, where one is `strict`."""
    if math.isclose(high, low, rel_tol=_SAME):
        return strict
    return high < low


@dataclass(frozen=True, slots=True)
class Standing:
    """A value among others: how many are lower, equal, higher, and how many cannot be ordered against it (`open`).

    side: which direction is better; None where neither is, or nobody knows. is_doubted: the value itself is in doubt,
    and has neither rank nor percentile.
    """

    side: Better | None
    lower: int = 0
    equal: int = 0
    higher: int = 0
    open: int = 0
    is_doubted: bool = False

    @property
    def count(self) -> int:
        """All others, those that cannot be ordered among them."""
        return self.ordered + self.open

    @property
    def ordered(self) -> int:
        return self.lower + self.equal + self.higher

    @property
    def better(self) -> int | None:
        """How many others are better; None without a better side."""
        return None if self.side is None else self.higher if self.side == "higher" else self.lower

    @property
    def worse(self) -> int | None:
        """How many others are less good; None without a better side."""
        return None if self.side is None else self.lower if self.side == "higher" else self.higher

    @property
    def ranks(self) -> tuple[int, int] | None:
        """The best and the worst rank that the value may have, 1 being the best; equal values share theirs.

        Both are the same where all others can be ordered. None without a better side, without others, or of
        a doubted value.
        """
        if self.better is None or not self.count or self.is_doubted:
            return None
        return self.better + 1, self.better + self.open + 1

    @property
    def percentile(self) -> float | None:
        """The share of the others, in %, that is less good, equal ones counted half; of those that can be ordered.

        None without a better side, of a doubted value, or where fewer than FEWEST can be ordered. Worked: 12 less
        good, 2 equal and 6 better → (12 + 1) / 20 = 65.
        """
        if self.worse is None or self.ordered < FEWEST or self.is_doubted:
            return None
        return 100 * (self.worse + self.equal / 2) / self.ordered

    @property
    def percentiles(self) -> tuple[float, float] | None:
        """The least and the greatest percentile, whichever way those fall that cannot be ordered; None where there is
        none."""
        if self.worse is None or self.percentile is None:
            return None
        least = self.worse + self.equal / 2
        return 100 * least / self.count, 100 * (least + self.open) / self.count


def standing(orders: Iterable[Order], side: Better | None, *, is_doubted: bool = False) -> Standing:
    """The standing of a value to which others have these `orders`."""
    counted = Counter(orders)
    return Standing(side, counted["lower"], counted["equal"], counted["higher"], counted["open"], is_doubted)


Nearness = tuple[int, int, float, int, int]


def nearness(compared: Verdict, own: Context, reported: Context, *, deciding: Iterable[str]) -> Nearness:
    """How far the conditions of `reported` are from those of `own`; the nearest sorts first.

    In this order: how many dimensions of `deciding` differ, how many others do, how far apart the numbers of conditions
    are that both state, how many of those are assumed and not stated, and how many dimensions are known of one alone.
    The source is left out: it always differs.
    """
    rows = [row for row in compared.rows if row.dimension != "source"]
    differing = {row.dimension for row in rows if row.outcome == "differs"}
    decided = differing & set(deciding)
    shared = _numbers(own) & _numbers(reported)
    apart = sum(_apart(key, own.conditions[key], reported.conditions[key]) for key in shared)
    unknown = sum(row.outcome == "unknown" and (row.a != "unknown" or row.b != "unknown") for row in rows)
    return len(decided), len(differing - decided), apart, len(shared & reported.assumed), unknown


def _numbers(context: Context) -> set[str]:
    """The conditions that `context` states as numbers."""
    stated = context.conditions.items()
    return {key for key, value in stated if not isinstance(value, str) and CONDITIONS[key].kind == "number"}


def _apart(key: str, own: object, reported: object) -> float:
    """How far apart two numbers of a condition are, in its own tolerance: 0 within it and where ranges meet.

    By their ratio where the tolerance is a share, of which a zero is as far as a millionth; else by their difference.
    """
    (low, high), (other_low, other_high) = _span(own), _span(reported)
    if low <= other_high and other_low <= high:
        return 0.0
    near, far = sorted((high, other_low) if high < other_low else (other_high, low))
    tolerance = tolerance_of(key)
    if tolerance.holds(near, far):
        return 0.0
    if tolerance.absolute:
        return (far - near) / tolerance.absolute
    return math.log(max(far, 1e-6) / max(near, 1e-6)) / -math.log1p(-tolerance.share)


def _span(stated: object) -> tuple[float, float]:
    if isinstance(stated, tuple):
        low, high = stated
        return (-math.inf if low is None else low, math.inf if high is None else high)
    assert isinstance(stated, (int, float))
    return stated, stated
