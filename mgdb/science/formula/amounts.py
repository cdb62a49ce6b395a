"""Amounts in a formula: exact numbers, ranges, and expressions in unknown letters such as 2-x.

An amount is kept as a polynomial in its letters with exact rational, possibly interval-valued, coefficients, so
that O5 and 1.1 H2O add up to exactly 6.1, and O2-x and H2O to 3-x.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from mgdb.science.quoting import quoted

LETTERS: Final = "xyzwnmδε"
"""Letters that may stand for an unknown amount."""

MAX_DIGITS: Final = 6
_MAX_TERMS: Final = 64
_MAX_DEPTH: Final = 8

Interval = tuple[Fraction, Fraction]
_ZERO: Final = Fraction(0)
_ONE: Final = (((), (Fraction(1), Fraction(1))),)  # the terms of the number 1


class AmountError(ValueError):
    """An amount that cannot be read; `offset` counts characters from its start."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of an element there is per formula unit, in mol/mol.

    `low` and `high` bound it; they are equal for a plain number. With an unknown letter `unknown` is True and the
    bounds follow from letters being zero or more: 2-x lies in [0, 2], 2+y in [2, ∞) with `high` None.
    `text` prints it: "1.6", "0.1-0.3", "3-x".
    """

    low: float
    high: float | None
    unknown: bool
    text: str

    @property
    def value(self) -> float | None:
        """The one number, or None for a range or an unknown amount."""
        return self.low if not self.unknown and self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Polynomial:
    """Sum of coefficient × letters; a coefficient is an interval (low, high); key () is the constant."""

    terms: tuple[tuple[tuple[str, ...], Interval], ...]

    @classmethod
    def of(cls, low: Fraction | int, high: Fraction | int | None = None) -> "Polynomial":
        return cls._made({(): (Fraction(low), Fraction(low if high is None else high))})

    @classmethod
    def letter(cls, name: str) -> "Polynomial":
        return cls._made({(name,): (Fraction(1), Fraction(1))})

    @classmethod
    def _made(cls, terms: dict[tuple[str, ...], Interval]) -> "Polynomial":
        kept = {key: value for key, value in terms.items() if value != (_ZERO, _ZERO)}
        if len(kept) > _MAX_TERMS:
            raise AmountError(0, "this amount has too many unknown letters")
        return cls(tuple(sorted(kept.items())))

    def __add__(self, other: "Polynomial") -> "Polynomial":
        sums = dict(self.terms)
        for key, (low, high) in other.terms:
            old = sums.get(key, (_ZERO, _ZERO))
            sums[key] = (old[0] + low, old[1] + high)
        return self._made(sums)

    def __mul__(self, other: "Polynomial") -> "Polynomial":
        if other.terms == _ONE:  # as nearly all factors are; products of fractions are dear
            return self
        if self.terms == _ONE:
            return other
        sums: dict[tuple[str, ...], Interval] = {}
        for left, a in self.terms:
            for right, b in other.terms:
                key = tuple(sorted(left + right))
                products = [x * y for x in a for y in b]
                old = sums.get(key, (_ZERO, _ZERO))
                sums[key] = (old[0] + min(products), old[1] + max(products))
        return self._made(sums)

    def __neg__(self) -> "Polynomial":
        return Polynomial(tuple((key, (-high, -low)) for key, (low, high) in self.terms))

    @property
    def constant(self) -> Interval:
        return dict(self.terms).get((), (_ZERO, _ZERO))

    @property
    def unknown(self) -> bool:
        return any(key for key, _ in self.terms)

    @property
    def exact(self) -> Fraction | None:
        """The number, when it is one."""
        low, high = self.constant
        return low if low == high and not self.unknown else None

    def amount(self) -> Amount:
        low, high = self.constant
        letters = [value for key, value in self.terms if key]
        falls = any(value[0] < 0 for value in letters)
        rises = any(value[1] > 0 for value in letters)
        return Amount(
            low=0.0 if falls else max(0.0, float(low)),
            high=None if rises else float(high),
            unknown=bool(letters),
            text=self._text(),
        )

    def _text(self) -> str:
        """Constant first, then the letters: "3-x", "0.1-0.3", "2n"."""
        out = ""
        for key, (low, high) in self.terms:
            letters = "".join(sorted(key, key=lambda part: part.startswith("/")))
            if low == high:
                size = _number(abs(low))
                body = letters if letters and size == "1" else size + letters
                sign = "-" if low < 0 else "+" if out else ""
            elif low == -high:
                size = _number(high)
                body, sign = (letters if letters and size == "1" else size + letters), "±"
            else:
                body, sign = f"({_number(low)}-{_number(high)}){letters}", "+" if out else ""
                body = body if letters or out else f"{_number(low)}-{_number(high)}"
            out += sign + body
        return out or "0"


def _number(value: Fraction) -> str:
    return f"{float(value):.10g}"


def evaluate(text: str) -> Polynomial:
    """Value of an amount expression: numbers, the LETTERS, + - ± / · parentheses, and ranges a–b or a-b.

    A hyphen between two plain numbers is a range and must ascend (0.1-0.3). Raises AmountError.

    >>> evaluate("4/3.8").exact
    Fraction(20, 19)
    """
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def whole(self) -> Polynomial:
        value = self.range()
        if self.at < len(self.text):
            raise AmountError(self.at, f"{quoted(self.text[self.at])} has no place in an amount")
        if value.exact is not None and value.exact <= 0:
            raise AmountError(0, "an amount is more than zero; leave out what is not there")
        high = value.amount().high
        if (high is not None and high <= 0) or (not value.unknown and value.constant[0] < 0):
            raise AmountError(0, "an amount cannot be negative")
        return value

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def range(self) -> Polynomial:
        start = self.at
        low = self.sum()
        if self.peek() not in ("–", "-"):
            return low
        self.at += 1
        high = self.sum()
        first, last = low.exact, high.exact
        if first is None or last is None or first >= last:
            raise AmountError(start, "a range goes from the lower number to the higher, such as 0.1–0.3")
        return Polynomial.of(first, last)

    def sum(self) -> Polynomial:
        value = self.product()
        while self.peek() in ("+", "-", "–", "±"):
            sign, here = self.peek(), self.at
            self.at += 1
            term = self.product()
            if not value.unknown and not term.unknown and sign in "-–":
                self.at = here  # number - number: a range, left to the caller
                return value
            value = value + term * (Polynomial.of(-1, 1) if sign == "±" else Polynomial.of(1 if sign == "+" else -1))
        return value

    def product(self) -> Polynomial:
        value = self.factor()
        while (here := self.peek()) and (here in "/·(" or here in LETTERS):
            if here == "/":
                self.at += 1
                start = self.at
                value = value * self._inverse(self.factor(), start)
            else:
                self.at += here == "·"
                value = value * self.factor()
        return value

    def _inverse(self, divisor: Polynomial, start: int) -> Polynomial:
        if divisor.unknown:  # division by a letter stays as written
            return Polynomial.letter(f"/{self.text[start : self.at]}")
        low, high = divisor.constant
        if low <= 0:
            raise AmountError(start, "this divides by zero or less")
        return Polynomial.of(1 / high, 1 / low)

    def factor(self) -> Polynomial:
        here = self.peek()
        if here == "(":
            if self.depth == _MAX_DEPTH:
                raise AmountError(self.at, "brackets are nested too deeply")
            self.depth += 1
            self.at += 1
            value = self.range()
            if self.peek() != ")":
                raise AmountError(self.at, "a closing bracket is missing in this amount")
            self.at += 1
            self.depth -= 1
            return value
        if here and here in LETTERS:
            self.at += 1
            return Polynomial.letter(here)
        return self.number()

    def number(self) -> Polynomial:
        start = self.at
        while self.peek() and self.peek() in "0123456789.":
            self.at += 1
        digits = self.text[start : self.at]
        whole, _, decimals = digits.partition(".")
        if not whole or "." in decimals or digits.endswith("."):
            raise AmountError(start, "a number is expected here, such as 2 or 0.5")
        if max(len(whole), len(decimals)) > MAX_DIGITS:
            raise AmountError(start, f"a number here has at most {MAX_DIGITS} digits on either side of the point")
        return Polynomial.of(Fraction(digits))
