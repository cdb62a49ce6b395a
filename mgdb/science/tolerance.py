"""How far two numbers may lie apart and still count as the same; each condition of the catalogue says it of itself."""

from __future__ import annotations

from dataclasses import dataclass

_CONVERTED = 1e-9  # relative: what a conversion of units leaves


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Either a share of the larger number, or an absolute difference in the canonical unit: a scale whose zero is far
    from all that is measured (a temperature), or that is a share itself, has no use for a share of it."""

    share: float = 0.0
    absolute: float = 0.0

    def holds(self, first: float, second: float) -> bool:
        """Whether the two are the same. Worked: a share of 0.02 for 100 and 98 yes, 100 and 97 no."""
        largest = max(abs(first), abs(second))
        return abs(first - second) <= max(self.share * largest, self.absolute) + _CONVERTED * largest

    def in_words(self, unit: str = "") -> str:
        """“2 %” of the larger number, or “2 K”; a share that may be off absolutely is so by percentage points."""
        if not self.absolute:
            return f"{self.share * 100:g} %"
        return f"{self.absolute:g} {'percentage points' if unit == '%' else unit}".strip()


RELATIVE = Tolerance(share=0.02)
"""Of numbers whose zero means nothing of it: a current, a number of cycles, a pressure."""
