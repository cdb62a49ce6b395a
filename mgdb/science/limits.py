"""Least and greatest numbers that something can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # quantities know units, and units their limits
    from mgdb.science.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Limits:
    """Least and greatest number in the canonical unit, None where there is none; `open_low`: the least is excluded.

    reason: why the limits lie where they do, for a reader who doubts them.
    """

    low: float | None = None
    high: float | None = None
    open_low: bool = False
    reason: str = ""

    def holds(self, number: float) -> bool:
        """Whether `number` lies within. Worked: Limits(0, open_low=True).holds(0) is False."""
        if self.low is not None and (number < self.low or (self.open_low and number == self.low)):
            return False
        return self.high is None or number <= self.high

    def holds_all(self, quantity: Quantity) -> bool:
        """Whether every number that `quantity` states lies within."""
        stated = (quantity.value, quantity.low, quantity.high)
        return all(self.holds(number) for number in stated if number is not None)

    def misses(self, quantity: Quantity) -> bool:
        """Whether nothing that a bound leaves lies within: > the greatest number, < the least one."""
        if quantity.bound == ">" and quantity.low is not None:
            return self.high is not None and quantity.low >= self.high
        if quantity.bound == "<" and quantity.high is not None:
            return self.low is not None and quantity.high <= self.low
        return False


ANY = Limits()
NOT_NEGATIVE = Limits(0.0)
POSITIVE = Limits(0.0, open_low=True)
SHARE = Limits(0.0, 1.0)
PERCENT = Limits(0.0, 100.0)
