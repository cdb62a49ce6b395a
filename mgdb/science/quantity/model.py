"""What a quantity is, and its conversion to another unit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

BOUNDS = ("=", "<", "≤", ">", "≥", "up to")
RANGE_KINDS = ("", "interval", "list", "samples", "charge_state", "temperature", "spread", "order_of_magnitude")


class QuantityError(ValueError):
    """Text that is no quantity; `position` is the index of the character at fault."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        self.text, self.position, self.reason = text, position, reason
        shown = text if len(text) <= 80 else text[:77] + "…"
        super().__init__(f"“{shown}”, character {position + 1}: {reason}")


class AmbiguousQuantity(QuantityError):
    """Text with several readings: `question` asks which, `spellings` are ways to write each so that it has one.

    way_out: what to write, where the spellings alone do not say it.
    """

    def __init__(self, text: str, position: int, question: str, spellings: tuple[str, ...], way_out: str = "") -> None:
        self.question, self.spellings = question, spellings
        super().__init__(text, position, f"{question} write {way_out or either(spellings)}")

    def __reduce__(self) -> tuple[type[AmbiguousQuantity], tuple[object, ...]]:
        way_out = self.reason.removeprefix(f"{self.question} write ")
        return AmbiguousQuantity, (self.text, self.position, self.question, self.spellings, way_out)


def either(spellings: Iterable[str]) -> str:
    """“1073” or “1.073”."""
    return " or ".join(f"“{spelling}”" for spelling in spellings)


@dataclass(frozen=True, slots=True)
class Printed:
    """One number of a quantity: its value, its significant digits (0: not known) and whether only 10ⁿ was printed."""

    value: float
    digits: int = 0
    decimals: int = 0
    bare_power: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated quantity, in whatever unit stands beside it.

    value: the number; None for a range, which has no one number. low, high: the interval that the statement covers,
    None where it is open: x → x, x; "<x" → None, x; "≥x" → x, None; "a to b" and lists → least, greatest. Left out,
    they follow from value and bound. uncertainty: the printed ±. range_kind: "" for one number, else one of
    RANGE_KINDS. digits: significant digits as printed, of a range the most of its
    numbers (0: not known). decimals: places after the decimal point of the
    last printed digit (negative for 1.5 × 10¹³). members: each printed number. typeset: the numbers as they are shown,
    where a shift of the zero (K → °C) gave the exact ones digits that nobody printed; see `in_unit`.

    Raises ValueError for a quantity without a number, an unknown bound, low > high, or a number that is not finite.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound: str = "="
    approximate: bool = False
    uncertainty: float | None = None
    range_kind: str = ""
    digits: int = 0
    decimals: int = 0
    members: tuple[Printed, ...] = ()
    typeset: tuple[Printed, ...] = ()

    def __post_init__(self) -> None:
        if self.bound not in BOUNDS:
            raise ValueError(f"bound “{self.bound}” is none of {', '.join(BOUNDS)}")
        if self.value is not None and self.low is None and self.high is None:
            if self.bound in ("=", ">", "≥"):
                object.__setattr__(self, "low", self.value)
            if self.bound in ("=", "<", "≤", "up to"):
                object.__setattr__(self, "high", self.value)
        if self.low is None and self.high is None:
            raise ValueError("a quantity needs a value, a least or a greatest number")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"the least number {self.low:g} is above the greatest {self.high:g}")
        for number in (self.value, self.low, self.high, self.uncertainty):
            if number is not None and not math.isfinite(number):
                raise ValueError(f"{number} is not a finite number")

    def scale(self, factor: float | Callable[[float], float]) -> Quantity:
        """This quantity with every number multiplied by `factor`, or put through it; see the function `scale`."""
        return scale(self, factor)


def scale(quantity: Quantity, factor: float | Callable[[float], float]) -> Quantity:
    """`quantity` with every number multiplied by `factor` (> 0), or put through it where it is a function.

    A function must rise (a unit conversion). Digits as printed are kept; where the function shifts the zero (°C → K)
    they are not known any more. The uncertainty is scaled without the shift.

    Raises ValueError for a factor that is not positive, a falling function, or a result that is no finite number.
    Worked: ≈ 0.3 A g⁻¹ scaled by 1000 → ≈ 300 mA g⁻¹, one significant digit.
    """
    if callable(factor):
        convert = factor
    else:
        if not factor > 0 or math.isinf(factor):
            raise ValueError(f"a quantity is scaled by a positive number, not {factor}")
        exact = Decimal(repr(float(factor)))

        def convert(value: float) -> float:
            return float(f"{Decimal(repr(float(value))) * exact:.15g}")

    # the quantity's own number first: an error of the conversion then names it
    convert(next(number for number in (quantity.value, quantity.low, quantity.high) if number is not None))
    if not convert(1.0) > convert(0.0):
        raise ValueError("a quantity is converted by a rising function")
    zero = convert(0.0)

    def width(value: float) -> float:
        """Twelve digits: taking the shift off again leaves noise in the last ones."""
        return convert(value) if zero == 0 else float(f"{convert(value) - zero:.12g}")

    def number(member: Printed) -> Printed:
        value = convert(member.value)
        if zero != 0 or not member.digits:
            return Printed(value)
        # a value that keeps its digits moves them: 0.10 (2 digits) × 1000 = 100, known to the tens
        shift = magnitude(value) - magnitude(member.value) if member.value else 0
        return replace(member, value=value, decimals=member.decimals - shift, bare_power=_is_power(value, member))

    def optional(value: float | None) -> float | None:
        return None if value is None else convert(value)

    members = tuple(number(member) for member in quantity.members)
    return replace(
        quantity,
        value=optional(quantity.value),
        low=optional(quantity.low),
        high=optional(quantity.high),
        uncertainty=None if quantity.uncertainty is None else width(quantity.uncertainty),
        digits=quantity.digits if zero == 0 else 0,
        decimals=max((member.decimals for member in members), default=0) if zero == 0 else 0,
        members=members,
        typeset=(),
    )


def magnitude(value: float) -> int:
    """The power of ten of the first digit of `value`, a number other than zero: 35 → 1, 0.02 → −2."""
    return Decimal(repr(abs(value))).adjusted()


def _is_power(value: float, member: Printed) -> bool:
    return member.bare_power and value == float(f"1e{magnitude(value)}")


def middle(quantity: Quantity) -> float | None:
    """The number of a quantity; of a range the middle of its logarithm, of an open one its end.

    Those that are not above 0 have none there: 2 to 8 is 4, ≥3 is 3.
    """
    if quantity.value is not None:
        return quantity.value if quantity.value > 0 else None
    ends = [end for end in (quantity.low, quantity.high) if end is not None and end > 0]
    return math.exp(sum(map(math.log, ends)) / len(ends)) if ends else None


def search_interval(quantity: Quantity) -> tuple[float, float]:
    """The interval that a query by range compares with: (low or −∞, high or ∞).

    "<x" is (−∞, x], "≈x" is x, an order of magnitude half a decade either way, a range is its ends. Worked: "< 5" →
    (−inf, 5.0).
    """
    low = -math.inf if quantity.low is None else quantity.low
    high = math.inf if quantity.high is None else quantity.high
    return low, high
