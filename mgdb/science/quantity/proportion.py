"""Two parts, as a ratio is printed: 4:1."""

from __future__ import annotations

import re

from mgdb.science.quantity.model import QuantityError

_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_PARTS = re.compile(rf"(?P<before>[^0-9.:]*)(?P<parts>{_NUMBER}(?:\s*[:∶：]\s*{_NUMBER})+)")


def proportion(text: str) -> tuple[str, float]:
    """What `text` says as a number and what it is divided by: “≈ 4:1” → ("≈ 4", 1.0); 1 behind any other text.

    Raises QuantityError for more than two parts, and where the second is zero.
    """
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return text, 1.0
    one, other, *more = re.split(r"\s*[:∶：]\s*", found["parts"])
    if more:
        reason = "has several ratios: enter that of two parts, or the whole as a value of the kind “text”"
        raise QuantityError(text, found.start("parts"), reason)
    if float(other) == 0:
        raise QuantityError(text, found.end() - len(other), "divides by zero")
    return f"{found['before']}{one}", float(other)
