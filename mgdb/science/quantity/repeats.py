"""A range or a list that prints its unit with every number: “−5 °C to 60 °C”, “1.75 V to 2.6” of volts."""

from __future__ import annotations

import re

from mgdb.science import units
from mgdb.science.quantity.model import QuantityError
from mgdb.science.quantity.reading import split

# What stands between two numbers, if a number follows.
_JOIN = re.compile(r"\s*(?:\b(?:to|and|or)\b|[,;…–—−~-])\s*(?=[^0-9A-Za-z]*(?:ca\.?\s*|about\s+|~)?[-+−–]?\s*\.?[0-9])")
_MOST = 20  # numbers of one print


def without_repeats(text: str, unit: str) -> str:
    """`text`, the number of a print, without `unit` where the print has it between or behind its numbers as well.

    Anything else between them stays, for the reader to refuse. Worked: "1.75 V to 2.6" with "V" → "1.75 to 2.6".
    """
    if not unit.strip():
        return text
    for _ in range(_MOST):
        try:
            value, rest = split(text)
        except QuantityError:
            return text
        if not rest:
            return text
        if _same(rest, unit):
            return value
        at = text.rindex(rest)
        join = next((join for join in _JOIN.finditer(rest) if _same(rest[: join.start()], unit)), None)
        if join is None:
            return text
        text = f"{text[:at].rstrip()} {rest[join.start() :].strip()}"
    return text


def split_repeats(text: str) -> tuple[str, str]:
    """As `split`, where the unit may stand with every number: "0.005 C and 0.01 C" → ("0.005 and 0.01", "C")."""
    value, rest = split(text)
    if _is_unit(rest):  # “5 h-1” is a rate, and no range of hours
        return value, rest
    for join in reversed(
        list(_JOIN.finditer(rest))
    ):  # the longest unit first: of “h-1 and 2 h-1” the dash joins nothing
        unit = rest[: join.start()].strip()
        if unit and (alone := without_repeats(text, unit)) != text:
            again, left = split(alone)
            if not left:
                return again, unit
    return value, rest


def _is_unit(printed: str) -> bool:
    try:
        return bool(units.normalise(printed))
    except units.UnitError:
        return False


def _same(printed: str, unit: str) -> bool:
    try:
        return bool(printed.strip()) and units.normalise(printed) == units.normalise(unit)
    except units.UnitError:
        return False
