"""What is stated beside a print, and what several prints say of one thing: where they can be read, they agree.

A print that can be read says what it says. Whoever states a reading beside it may add a word that stands elsewhere in
the sentence (≈, up to, an order of magnitude), and decides where the print has several readings or none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from mgdb.science import quantity, units
from mgdb.science.conditions import Condition
from mgdb.science.judgement import Doubt, Judgement, Reading, Refusal, judge
from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity, QuantityError, format_text

_SAME = 1e-9  # of two numbers that differ by their arithmetic alone
_ABOUT = 0.02  # “≈ 120” and 118 are one value, as two values within 2 % are the same wherever values are compared


def judge_report(
    entry: Property | Condition,
    printed: str,
    printed_unit: str = "",
    *,
    reading: str = "",
    assumed_unit: str = "",
    remark: str = "",
) -> Judgement:
    """What a report says of `entry`: by its print, or by the `reading` and `assumed_unit` stated beside it.

    The unit of a print stands. A reading that contradicts a print is refused, or doubted where the `remark` quotes the
    print, for the document itself may be misprinted.

    Worked: "~2.37", "V", reading "-2.37" → refused; with the remark "“~2.37”: a lost minus" → −2.37 V with a doubt;
    "10-5", "S/cm", reading "10^-5" → 10⁻⁵ S cm⁻¹.
    """
    if not entry.dimension:
        return judge(entry, reading or printed, assumed_unit or printed_unit)
    number, unit = _with_its_unit(entry, printed, printed_unit)
    if assumed_unit and (reason := _names_its_unit(entry, unit, assumed_unit)):
        return Refusal("impossible", "assumed_unit", reason)
    unit = assumed_unit or printed_unit
    judged = judge(entry, reading or printed, unit)
    if isinstance(judged, Refusal):
        if judged.field == "unit":
            return replace(judged, field="assumed_unit") if assumed_unit else judged
        return replace(judged, field="reading") if reading else judged
    if not reading or judged.quantity is None:
        return judged
    said = list(_sayings(entry, number, unit))
    if not said or any(adds_to(judged.quantity, one) for one in said):
        return judged
    shown = " or ".join(dict.fromkeys(format_text(one, unit or None) for one in said))
    stated = format_text(judged.quantity, judged.unit or None)
    if printed.strip() in remark:
        against = Doubt(stated, f"which says {shown}", fault=f"not what is printed, “{printed}”")
        return replace(judged, doubts=(*judged.doubts, against))
    reason = (
        f"“{printed}” says {shown}; the reading “{reading}” says {stated} instead. Correct the one that is wrong: a "
        f"print that can be read needs no reading. If the document itself is misprinted, say so in the remark, with "
        f"“{printed}” in it"
    )
    return Refusal("impossible", "reading", reason)


def adds_to(stated: Quantity, printed: Quantity) -> bool:
    """Whether `stated` says what `printed` says, and of its qualifiers at most more: the same numbers in one unit, the
    bound and the ≈ that are printed.

    Worked: "up to 5", "≈5" and "order of 5" add to "5"; "5" does not add to "<5", nor "−5" or "5 ± 1" to "5".
    """
    one, other = _numbers(stated), _numbers(printed)
    return (
        len(one) == len(other)
        and all(map(_equal, one, other))
        and printed.bound in ("=", stated.bound)
        and (not printed.approximate or stated.approximate or stated.range_kind == "order_of_magnitude")
        and (not printed.range_kind or bool(stated.range_kind))
        and _equal(stated.uncertainty or 0.0, printed.uncertainty or 0.0)
    )


def contradicts(one: Quantity, other: Quantity) -> bool:
    """Whether two statements of one value in one unit cannot both hold, as far as their digits, bounds, ± and ≈ tell.

    Worked: 312.9 and 313.84 contradict each other; ≈75 and 75.122, "up to 0.25" and 0.25, 25 and 24.6 ± 0.5 do not.
    """
    slack = max(_slack(one), _slack(other))
    a, b = quantity.search_interval(one), quantity.search_interval(other)
    return not any(outer[0] - slack <= inner[0] and inner[1] <= outer[1] + slack for inner, outer in ((a, b), (b, a)))


def _slack(stated: Quantity) -> float:
    """How far the number meant may lie from `stated`: half of its last digit, its ±, or what ≈ leaves open."""
    size = max((abs(number) for number in _numbers(stated)), default=0.0)
    digit = max((0.5 * 10.0**-member.decimals for member in stated.members if member.digits), default=0.0)
    about = _ABOUT * size if stated.approximate else 0.0
    return max(digit, about, stated.uncertainty or 0.0, _SAME * size) * (1 + _SAME)


def _numbers(stated: Quantity) -> tuple[float, ...]:
    ends = (stated.value,) if stated.value is not None else (stated.low, stated.high)
    return tuple(number for number in ends if number is not None)


def _equal(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_SAME, abs_tol=0.0)


def _with_its_unit(entry: Property | Condition, printed: str, printed_unit: str) -> tuple[str, str]:
    """The number and the unit of a print, the unit that stands behind the number where none stands apart."""
    if printed_unit.strip():
        return printed, printed_unit
    try:
        number, behind = quantity.split(printed)
    except QuantityError:
        return printed, printed_unit
    return (number, behind) if behind and _is_unit(entry, behind) else (printed, printed_unit)


def _is_unit(entry: Property | Condition, unit: str) -> bool:
    try:
        units.to_canonical(1.0, unit, entry.dimension or "number")
    except units.UnitError:
        return False
    return bool(unit.strip())


def _names_its_unit(entry: Property | Condition, printed: str, assumed: str) -> str:
    """Why `assumed` is no unit to assume: the print names its own, another one; empty where it does not."""
    if not (_is_unit(entry, printed) and _is_unit(entry, assumed)):
        return ""
    dimension = entry.dimension or "number"
    if all(
        _equal(units.to_canonical(x, printed, dimension), units.to_canonical(x, assumed, dimension)) for x in (1.0, 2.0)
    ):
        return ""
    return (
        f"“{assumed}” is assumed, while the print names its unit: “{printed}”. A unit is assumed only where none is "
        "printed; leave it empty, and where the printed one is wrong, flag the record with the reason"
    )


def _sayings(entry: Property | Condition, printed: str, unit: str) -> Iterator[Quantity]:
    """All that a print may say, in its unit; nothing where it cannot be read."""
    by_print = judge(entry, printed, unit)
    if isinstance(by_print, Reading):
        if by_print.quantity is not None:
            yield by_print.quantity
    elif by_print.outcome == "ambiguous":
        for spelling in by_print.spellings:
            again = judge(entry, spelling, unit)
            if isinstance(again, Reading) and again.quantity is not None:
                yield again.quantity
    elif by_print.outcome == "impossible":  # it can be read, though it cannot be
        try:
            yield quantity.parse(printed)
        except QuantityError:
            return
