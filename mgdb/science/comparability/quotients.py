"""Quotients and differences of quantities: bounds as intervals, ranges end by end, orders of magnitude as orders."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from mgdb.science.comparability.verdicts import Context, verdict
from mgdb.science.conditions import CONDITIONS
from mgdb.science.quantity import Printed, Quantity, format_text

LIKE_STATES = ("charge_state", "samples", "temperature")
"""Kinds of range whose ends are states, so that the low end of one stands beside the low end of another."""

ORDER = "order_of_magnitude"
HALF_A_DECADE = 0.5


def over(a: Context, b: Context) -> bool | str:
    """Whether the two values are ranges to be taken end by end; False for two single numbers, else why they cannot be.

    They run over like states where both are of one kind of LIKE_STATES, or where both state one and the same condition
    as a range, which is then what they run over.
    """
    kinds = [_kind(context) for context in (a, b)]
    if kinds == ["", ""]:
        return False
    words = f"{_shown(a)} against {_shown(b)}"
    if "" in kinds:
        return f"one is a single value and the other a range: {words}"
    conditions = _ranged(a) & _ranged(b)
    if len(conditions) == 1:
        [key] = conditions
        if verdict(a, b).of(key).outcome == "same":
            return True
    if kinds[0] == kinds[1] and kinds[0] in LIKE_STATES:
        return True
    return f"ranges that are not said to run over like states are not divided: {words}"


def _kind(context: Context) -> str:
    """The kind of range that a value is; empty for one number, a bound and an order of magnitude."""
    value = context.value
    if value is None or value.range_kind == ORDER or value.low is None or value.high is None:
        return ""
    return (value.range_kind or "interval") if value.low < value.high and value.uncertainty is None else ""


def _ranged(context: Context) -> set[str]:
    stated = context.conditions.items()
    return {key for key, value in stated if isinstance(value, tuple) and None not in value and key in CONDITIONS}


def _shown(context: Context) -> str:
    return "" if context.value is None else format_text(context.value)


# ---------------------------------------------------------------------------------------------------------- quotients


@dataclass(frozen=True, slots=True)
class _Interval:
    """What a statement leaves possible of a number; open_low and open_high for "<" and ">"."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False


def _interval(quantity: Quantity, floor: float) -> _Interval:
    if quantity.uncertainty is not None and quantity.value is not None and quantity.bound == "=":
        return _Interval(quantity.value, quantity.value)
    low = floor if quantity.low is None else quantity.low
    high = math.inf if quantity.high is None else quantity.high
    return _Interval(low, high, quantity.bound == ">", quantity.bound == "<")


def divided(above: Quantity, below: Quantity, *, end_by_end: bool = False, at_least: bool = False) -> Quantity | str:
    """`above` over `below`, both positive, with qualifiers and sensible digits; else why there is no quotient.

    end_by_end: low end over low end and high end over high end, as of ranges over like states. at_least: what stands
    above may have been higher. Where one is only an order of magnitude the quotient is one too, and there is none
    within half a decade of one.

    Worked: 77 over ≈ 35 → ≈ 2.2; [1e-11, 1e-9] over [1e-13, 1e-12] end by end → 100 to 1000; ~10⁻¹¹ over
    ~10⁻¹³ → ~10².
    """
    if ORDER in (above.range_kind, below.range_kind):
        return _orders(above, below)
    if end_by_end:
        return _divided_ends(above, below)
    first, second = _interval(above, 0.0), _interval(below, 0.0)
    if at_least:
        first = _Interval(first.low, math.inf, first.open_low)
    ratio = _Interval(
        0.0 if math.isinf(second.high) else first.low / second.high,
        math.inf if second.low == 0 else first.high / second.low,
        first.open_low or second.open_high,
        first.open_high or second.open_low,
    )
    digits = _sensible(_digits(above), _digits(below))

    def rounded(number: float) -> float:
        return _to_digits(number, digits)

    if ratio.low == 0 and math.isinf(ratio.high):
        return f"the bounds leave the factor open: {format_text(above)} against {format_text(below)}"
    return _quantity(ratio, above, below, rounded, floor=0.0, digits=digits)


def _divided_ends(above: Quantity, below: Quantity) -> Quantity:
    """Low end over low end and high end over high end, each with the digits of the less precise of the two."""
    ratios = []
    for place in (0, 1):
        ends = [_end(quantity, place) for quantity in (above, below)]
        known = (_shortest(end, _digits(quantity)) for end, quantity in zip(ends, (above, below), strict=True))
        digits = _sensible(*known)
        ratios.append(Printed(_to_digits(ends[0] / ends[1], digits), digits))
    low, high = sorted(ratios, key=lambda ratio: ratio.value)
    approximate = above.approximate or below.approximate
    if low.value == high.value:
        return Quantity(value=low.value, approximate=approximate, digits=min(low.digits, high.digits))
    kind = above.range_kind if above.range_kind == below.range_kind else "interval"
    return Quantity(
        low=low.value,
        high=high.value,
        approximate=approximate,
        range_kind=kind or "interval",
        digits=min(low.digits, high.digits),
        members=(low, high),
    )


def _sensible(*digits: int) -> int:
    """The significant digits of a factor: those of the less precise number, two or three."""
    return min(3, max(2, min(digits)))


def _to_digits(number: float, digits: int) -> float:
    """`number` with so many significant digits, half away from zero: 3.25 is 3.3."""
    exact = Decimal(f"{number:.12g}")
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), rounding="ROUND_HALF_UP"))


def _shortest(number: float, digits: int) -> int:
    """The digits that `number` needs of the `digits` known of its range: 0.69 of 0.69–1.84 has two of three."""
    return len(Decimal(f"{number:.{digits - 1}e}").normalize().as_tuple().digits) if number else digits


def _orders(above: Quantity, below: Quantity) -> Quantity | str:
    places = []
    for quantity in (above, below):
        if quantity.bound != "=" or (quantity.low is None or quantity.high is None):
            return f"an order of magnitude has no factor with a bound: {format_text(quantity)}"
        places.append(math.log10(quantity.low * quantity.high) / 2)
    apart = places[0] - places[1]
    if abs(apart) < HALF_A_DECADE:
        return f"both are of one order of magnitude: {format_text(above)} against {format_text(below)}"
    # the sign of a tie does not depend on noise in the last digit
    power = 10.0 ** round(round(apart, 9))
    return Quantity(value=power, approximate=True, digits=1, members=(Printed(power, 1, bare_power=True),))


def _end(quantity: Quantity, place: int) -> float:
    end = (quantity.low, quantity.high)[place]
    assert end is not None  # `over` has seen to it
    return end


def _quantity(
    found: _Interval,
    first: Quantity,
    second: Quantity,
    rounded: Callable[[float], float],
    *,
    floor: float,
    digits: int = 0,
) -> Quantity:
    """`found` with the qualifiers of the two quantities that it was made of; not open at both ends."""
    approximate = first.approximate or second.approximate
    low, high = found.low, found.high
    if math.isinf(high):
        bound = ">" if found.open_low else "≥"
        return Quantity(value=rounded(low), bound=bound, approximate=approximate, digits=digits)
    if low == floor:
        up_to = "up to" in (first.bound, second.bound)
        bound = "<" if found.open_high else ("up to" if up_to else "≤")
        return Quantity(value=rounded(high), bound=bound, approximate=approximate, digits=digits)
    if rounded(low) == rounded(high):
        return Quantity(value=rounded(low), approximate=approximate, digits=digits)
    kind = first.range_kind if first.range_kind == second.range_kind else "interval"
    return Quantity(
        low=rounded(low), high=rounded(high), approximate=approximate, range_kind=kind or "interval", digits=digits
    )


def _digits(quantity: Quantity) -> int:
    """Significant digits: as printed, else of the shortest decimal form."""
    if quantity.digits:
        return quantity.digits
    numbers = [number for number in (quantity.value, quantity.low, quantity.high) if number]
    return min((len(Decimal(repr(number)).normalize().as_tuple().digits) for number in numbers), default=1)


# -------------------------------------------------------------------------------------------------------- differences


def difference_of(first: Quantity, second: Quantity, *, end_by_end: bool = False) -> Quantity | str:
    """`first` less `second`, in their unit, to the decimal place that both reach; else why there is none.

    Worked: 14.5 less 6.15 → 8.4 (8.35, of which 14.5 knows one place); 1.61 less 1.65 → −0.04; ≈ 40 less < 20 → > 20.
    """
    if ORDER in (first.range_kind, second.range_kind):
        return "orders of magnitude have no difference"
    if end_by_end:
        low, high = sorted(_end(first, place) - _end(second, place) for place in (0, 1))
        found = _Interval(low, high)
    else:
        a, b = _interval(first, -math.inf), _interval(second, -math.inf)
        found = _Interval(a.low - b.high, a.high - b.low, a.open_low or b.open_high, a.open_high or b.open_low)
    if math.isinf(found.low) and math.isinf(found.high):
        return f"the bounds leave the difference open: {format_text(first)} against {format_text(second)}"
    places = min(_places(first), _places(second))

    def rounded(number: float) -> float:
        # half away from zero, from the decimals as printed: 8.35 is 8.4, whatever its binary form
        return float(Decimal(f"{number:.10g}").quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP"))

    quantity = _quantity(found, first, second, rounded, floor=-math.inf)
    numbers = [end for end in (quantity.value, quantity.low, quantity.high) if end]
    digits = max((math.floor(math.log10(abs(number))) + 1 + places for number in numbers), default=0)
    return Quantity(
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        approximate=quantity.approximate,
        range_kind=quantity.range_kind,
        digits=max(digits, 1),
    )


def _places(quantity: Quantity) -> int:
    """Places behind the decimal point that are known of every number of `quantity`."""
    numbers = [number for number in (quantity.value, quantity.low, quantity.high) if number]
    digits = _digits(quantity)
    if not quantity.digits:  # as shown, where nobody knows what was printed
        found = [-int(Decimal(f"{number:.7g}").normalize().as_tuple().exponent) for number in numbers]
    else:
        found = [digits - 1 - math.floor(math.log10(abs(number))) for number in numbers]
    return min(found, default=0)
