"""The words by which texts name a property: a table of the field's vocabulary, as the catalogue of properties is.

The labels of the catalogue are words of it too. Each is a regular expression, of which one that ends with the text
stands right before a number. Words that mean one property alone weigh 1; general ones, marked ~, weigh less, so that a
proper one farther off wins.
"""

from __future__ import annotations

from typing import Final

from .cells import CELLS
from .matter import MATTER

WORDS: Final[dict[str, tuple[str, ...]]] = CELLS | MATTER
