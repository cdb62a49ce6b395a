"""The factor between a modified specimen and its control, where there is one."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mgdb.science import properties
from mgdb.science.comparability.verdicts import Compared, Context, Outcome, Verdict, verdict
from mgdb.science.markup import Html
from mgdb.science.quantity import Quantity, format_html, format_text

FORBIDDING = ("property", "origin", "method", "ion", "carrier_cations", "mass_basis", "test_step")
"""Where one of these differs, like is not compared with like and no factor is given."""

FORBIDDING_BEYOND_TOLERANCE = ("temperature", "current_density", "cycle_number")

# what fades as a cell is cycled, so that a later cycle understates it; efficiencies and resistances may go either way
_FADES = {
    *("specific_capacity", "areal_capacity", "volumetric_capacity", "cell_capacity"),
    *("capacity_retention", "specific_energy", "energy_density"),
}

# values on a scale whose zero is a convention: twice 300 K or twice 1 V against magnesium means nothing
_ARBITRARY_ZERO = {"redox_potential", "anodic_limit"}


@dataclass(frozen=True, slots=True)
class FactorResult:
    """A factor, or the reason why there is none.

    value: the factor with its qualifiers; None where not allowed. direction: "higher" where it is modified over
    control, "lower" where it is control over modified (a property for which less is better, and is less). at_least:
    only the modified one was cycled longer. reason: why there is none, or at which cycles it holds. marks: what else
    differs or is not known.
    """

    value: Quantity | None
    allowed: bool
    at_least: bool
    reason: str
    marks: tuple[tuple[str, Outcome], ...]
    direction: Literal["higher", "lower"] = "higher"

    @property
    def text(self) -> str:
        """The factor to print: "≈2.2×", "5.6× lower"; empty where there is none."""
        return "" if self.value is None else _close(format_text(self.value)) + "×" + self._suffix

    @property
    def html(self) -> Html:
        """The factor as HTML; empty where there is none."""
        return Html("" if self.value is None else _close(format_html(self.value)) + "×" + self._suffix)

    @property
    def _suffix(self) -> str:
        return " lower" if self.direction == "lower" else ""


def _close(body: str) -> str:
    """`body` with its signs close to the number: a factor stands in narrow columns."""
    return re.sub(r"(≈|≥|≤|[<>]|&[lg]t;)\u202f", r"\1", body)


def factor(modified: Context, control: Context) -> FactorResult:
    """The improvement factor of `modified` over `control`, by the rules of the package.

    Both values must be positive and in the same canonical unit. A property for which less is better gives control over
    modified, "times lower"; if the modified one is in fact higher, modified over control. Bounds and ranges are
    divided as intervals: ≥ 140 over ≈ 74 is ≥≈ 1.9, a number over < 5 is >, range over range is a range, and bounds
    that leave the factor open (≥ over ≥) give none. The factor has the digits of the less precise number, 2 or 3.

    Worked: 77 over ≈ 35, both at cycle 400 and 300 mA g⁻¹ → ≈ 2.2; 140 at cycle 600 over 74 at cycle 185, both at
    50 mA g⁻¹ → ≥ 1.9, "at cycle 600 against 185".
    """
    compared = verdict(modified, control)
    marks = tuple((row.dimension, row.outcome) for row in compared.rows if row.outcome in ("differs", "unknown"))

    def none(reason: str) -> FactorResult:
        return FactorResult(None, False, False, reason, marks)

    if reason := _unlike(compared, modified, control):
        return none(reason)
    if reason := _no_ratio(modified, control):
        return none(reason)
    assert modified.value is not None  # _no_ratio has seen to both
    assert control.value is not None
    entry = properties.PROPERTIES.get(modified.property or control.property or "")
    lower_is_better = entry is not None and entry.better == "lower"

    cycles = compared.of("cycle_number")
    longer = cycles.outcome == "differs"
    if longer and (entry is None or entry.key not in _FADES):
        return none(f"{_differs(cycles)}, and only capacities are known to fade with cycling")
    above, below = _interval(modified.value), _interval(control.value)
    if longer:
        # at the control's cycle the modified one had faded less: at least as good as what is reported
        above = _Interval(above.low, math.inf, above.open_low)
    falls = lower_is_better and _middle(modified.value) <= _middle(control.value)
    ratio = _divide(below, above) if falls else _divide(above, below)
    value = _quantity(ratio, modified.value, control.value)
    if value is None:
        return none(
            f"the bounds leave the factor open: {format_text(modified.value)} against {format_text(control.value)}"
            + (" (and the modified one was cycled longer)" if longer else "")
        )
    return FactorResult(
        value,
        True,
        longer,
        f"at cycle {cycles.a} against {cycles.b}" if longer else "",
        marks,
        "lower" if falls else "higher",
    )


def _differs(row: Compared) -> str:
    return f"{row.label} differs: {row.a} against {row.b}"


def _unlike(compared: Verdict, modified: Context, control: Context) -> str:
    """Why the contexts allow no factor; empty where they do."""
    reasons = [_differs(compared.of(key)) for key in FORBIDDING if compared.of(key).outcome == "differs"]
    for key in FORBIDDING_BEYOND_TOLERANCE:
        row = compared.of(key)
        if row.outcome != "differs":
            continue
        if key == "cycle_number" and modified.cycle_number is not None and control.cycle_number is not None:
            if modified.cycle_number > control.cycle_number:
                if reasons:
                    reasons.append(_differs(row))
                continue
            reasons.append(f"{_differs(row)} (the control was cycled longer)")
        else:
            reasons.append(_differs(row))
    return "; ".join(reasons)


def _no_ratio(modified: Context, control: Context) -> str:
    """Why the numbers have no ratio; empty where they have one."""
    for name, context in (("modified", modified), ("control", control)):
        if context.value is None:
            return f"the {name} one has no number"
    entry = properties.PROPERTIES.get(modified.property or control.property or "")
    if entry is not None and (entry.dimension == "temperature" or entry.key in _ARBITRARY_ZERO):
        return f"{entry.label.lower()} has an arbitrary zero: differences count, ratios mean nothing"
    for name, context in (("modified", modified), ("control", control)):
        numbers = [] if context.value is None else [context.value.value, context.value.low, context.value.high]
        known = [number for number in numbers if number is not None]
        if min(known) < 0:
            return f"the {name} value is negative, and negative numbers have no meaningful ratio"
        if min(known) == 0:
            return f"the {name} value is zero: no ratio"
    return ""


# ------------------------------------------------------------------------------------------------- interval division


@dataclass(frozen=True, slots=True)
class _Interval:
    """What a statement leaves possible of a positive number; open_low and open_high for "<" and ">"."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False


def _interval(quantity: Quantity) -> _Interval:
    low = 0.0 if quantity.low is None else quantity.low
    high = math.inf if quantity.high is None else quantity.high
    return _Interval(low, high, quantity.bound == ">", quantity.bound == "<")


def _divide(numerator: _Interval, denominator: _Interval) -> _Interval:
    return _Interval(
        0.0 if math.isinf(denominator.high) else numerator.low / denominator.high,
        math.inf if denominator.low == 0 else numerator.high / denominator.low,
        numerator.open_low or denominator.open_high,
        numerator.open_high or denominator.open_low,
    )


def _middle(quantity: Quantity) -> float:
    """One number for asking which of two is larger: the value, else the middle of the range."""
    if quantity.value is not None:
        return quantity.value
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return sum(ends) / len(ends)


def _quantity(ratio: _Interval, modified: Quantity, control: Quantity) -> Quantity | None:
    """`ratio` with qualifiers and sensible digits; None where it is open at both ends."""
    approximate = modified.approximate or control.approximate
    digits = min(3, max(2, min(_digits(modified), _digits(control))))
    if approximate:
        digits = 2

    def rounded(number: float) -> float:
        return float(f"{number:.{digits - 1}e}")

    low, high = ratio.low, ratio.high
    if low == 0 and math.isinf(high):
        return None
    if math.isinf(high):
        return Quantity(
            value=rounded(low), bound=">" if ratio.open_low else "≥", approximate=approximate, digits=digits
        )
    if low == 0:
        up_to = "up to" in (modified.bound, control.bound)
        bound = "<" if ratio.open_high else ("up to" if up_to else "≤")
        return Quantity(value=rounded(high), bound=bound, approximate=approximate, digits=digits)
    if rounded(low) == rounded(high):
        return Quantity(value=rounded(low), approximate=approximate, digits=digits)
    return Quantity(low=rounded(low), high=rounded(high), approximate=approximate, range_kind="interval", digits=digits)


def _digits(quantity: Quantity) -> int:
    """Significant digits: as printed, else of the shortest decimal form."""
    if quantity.digits:
        return quantity.digits
    numbers = [number for number in (quantity.value, quantity.low, quantity.high) if number]
    return min((len(Decimal(repr(number)).normalize().as_tuple().digits) for number in numbers), default=1)
