"""Quantities as printed: "≈ 35", "< 0.1", "1.10 × 10⁻¹² to 15.70 × 10⁻¹²", read into numbers and typeset again.

A quantity keeps what its text states: the number, the interval that the statement covers, whether it is a bound or an
approximation, and how many digits were printed. Nothing is rounded or guessed; text that is no number is refused with
the position of the fault.
"""

from mgdb.science.quantity.alternatives import Alternative, alternatives, ambiguous, parse
from mgdb.science.quantity.model import (
    BOUNDS,
    AmbiguousQuantity,
    Printed,
    Quantity,
    QuantityError,
    either,
    middle,
    scale,
    search_interval,
)
from mgdb.science.quantity.proportion import proportion
from mgdb.science.quantity.reading import is_date, split
from mgdb.science.quantity.repeats import split_repeats, without_repeats
from mgdb.science.quantity.typesetting import (
    format_html,
    format_latex,
    format_text,
    in_unit,
    number_html,
    number_text,
    rounded,
)

__all__ = [
    "BOUNDS",
    "Alternative",
    "AmbiguousQuantity",
    "Printed",
    "Quantity",
    "QuantityError",
    "alternatives",
    "ambiguous",
    "either",
    "format_html",
    "format_latex",
    "format_text",
    "in_unit",
    "is_date",
    "middle",
    "number_html",
    "number_text",
    "parse",
    "proportion",
    "rounded",
    "scale",
    "search_interval",
    "split",
    "split_repeats",
    "without_repeats",
]
