"""Numbers that are typed and no prints: how they are read, and whether they agree with the print beside them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from mgdb.science import quantity, units
from mgdb.science.conditions import Condition
from mgdb.science.judgement import Reading, judge_amount
from mgdb.science.quantity import Quantity, QuantityError

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WAY_OUT: Final = "write it in digits, with a point: 0.5, -1.2 or 3e-5"
_SHOWN: Final = 60


class TypedError(ValueError):
    """What is typed is no number; says what to write instead."""


class NotFinite(TypedError):
    """What is typed is beyond all numbers, or none: inf, NaN, 1e999."""


def read_number(given: object) -> float:
    """The number that is typed, or that a program sent: digits, a point, a power as e-5, − as well as -.

    Raises TypedError for all else, also what Python alone takes for a number: 1_0, true, inf.

    Worked: "−0.5" → −0.5; "1e3" → 1000.0; "1,5", "1_0", True → TypedError.
    """
    shown = _shown(given)
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise TypedError(f"“{shown}” is not a number; {_WAY_OUT}.")
    text = str(given).strip().replace("−", "-")
    if text.lower().lstrip("+-.") in ("nan", "inf", "infinity"):
        raise NotFinite(f"“{shown}” is not a finite number; give the number, or leave it out.")
    if not _NUMBER.fullmatch(text):
        comma = re.fullmatch(r"[+-]?[0-9]+,[0-9]+", text)
        meant = f" (“{text.replace(',', '.')}” or “{text.replace(',', '')}”)" if comma else ""
        raise TypedError(f"“{shown}” is not a number; {_WAY_OUT}{meant}.")
    number = float(text)
    if not math.isfinite(number):
        raise NotFinite(f"“{shown}” is not a finite number; give the number, or leave it out.")
    return number


def read_whole(given: object) -> int:
    """As `read_number`, for a column that counts."""
    number = read_number(given)
    if number != int(number):
        raise TypedError(f"“{_shown(given)}” is not a whole number; write digits alone: 12.")
    return int(number)


def _shown(given: object) -> str:
    text = str(given).lower() if isinstance(given, bool) else str(given)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed beside a print: a number, or the ends of a range; its bound and ≈ where they are typed too."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound: str = ""
    approximate: bool = True  # where no column says so, nothing is lost

    def __str__(self) -> str:
        if self.value is not None:
            return f"{self.bound if self.bound != '=' else ''} {self.value:g}".strip()
        ends = [f"{end:g}" for end in dict.fromkeys((self.low, self.high)) if end is not None]
        return " to ".join(ends)

    @property
    def is_empty(self) -> bool:
        return self.value is None and self.low is None and self.high is None


def disagreement(entry: Condition, printed: str, unit: str, typed: Typed, *, whole: str = "") -> str:
    """Why `typed`, in `unit`, is not what `printed` says of `entry`; empty where it is, and where nobody can tell.

    whole: the print as it stands, of which `printed` is the number.

    Worked: an amount in M, "0.4 M" beside 4 → “0.4 M” says 0.4 M; 4 is typed; "400 mM" beside 0.4 → "".
    """
    if typed.is_empty or not printed.strip():
        return ""
    said = _sayings(entry, printed, unit)
    expected = [_of_typed(entry, unit, end) for end in (typed.value, typed.low, typed.high)]
    if not said or any(_says(one, expected, typed) for one in said):
        return ""
    shown = " or ".join(dict.fromkeys(quantity.format_text(one, entry.unit) for one in said))
    way_out = "Correct the one that is wrong, its bound and ≈ included."
    return f"“{whole or printed}” is printed, which says {shown}; {typed} is typed. {way_out}"


def _sayings(entry: Condition, printed: str, unit: str) -> list[Quantity]:
    """All that a print may say, in the canonical unit; none where it cannot be read."""
    try:
        number, behind = quantity.split(printed)
    except QuantityError:
        return []
    if behind and behind.split() != unit.split():
        if not _is_unit(entry, behind):
            return []
        unit = behind
    judged = judge_amount(entry, number, unit)
    ways = [judged]
    if not isinstance(judged, Reading) and judged.outcome == "ambiguous":
        ways = [judge_amount(entry, spelling, unit) for spelling in judged.spellings]
    return [one.canonical for one in ways if isinstance(one, Reading) and one.canonical is not None]


def _is_unit(entry: Condition, unit: str) -> bool:
    try:
        units.to_canonical(1.0, unit, entry.dimension or "number")
    except units.UnitError:
        return False
    return True


def _of_typed(entry: Condition, unit: str, number: float | None) -> float | None:
    if number is None:
        return None
    try:
        return units.to_canonical(number, unit, entry.dimension or "number")
    except units.UnitError:  # which is a fault of its own
        return number


def _says(said: Quantity, expected: list[float | None], typed: Typed) -> bool:
    value, low, high = expected
    if said.approximate and not typed.approximate:
        return False
    if value is not None:
        return _equal(said.value, value) and typed.bound in ("", said.bound)
    if said.range_kind == "order_of_magnitude":
        return _equal(said.value, low) and _equal(said.value, high)
    return _equal(said.low, low) and _equal(said.high, high)


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9)


# ------------------------------------------------------------------ factors and shares, which are printed in words

_COUNTED: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS: Final = {word: str(number) for number, word in enumerate(_COUNTED, 1)}
_ROUND: Final = {"twenty": "20", "a hundred": "100", "hundred": "100", "a thousand": "1000", "thousand": "1000"}
_WHOLE_WORDS: Final = {r"doubles?d?|twice|two-?fold": "2 times", r"triples?d?|three-?fold": "3 times"}
_ORDERS: Final = re.compile(r"\s*\b(?:orders?|decades?)(?:[ -]of[ -]magnitudes?)?\b.*", re.I | re.S)
_TIMES: Final = re.compile(r"\s*(?:\btimes\b|-?\s?fold\b|[×x](?=\s*(?:[a-z]|$))).*", re.I | re.S)


def bare_factor(printed: str) -> tuple[str, str]:
    """The number of a factor that is printed in words, and the form that the words name: "orders", "times" or "".

    Worked: "about six times higher" → ("about 6", "times"); "an order of magnitude" → ("1", "orders").
    """
    text = printed
    for pattern_of, number in _WHOLE_WORDS.items():
        text = re.sub(rf"\b(?:{pattern_of})\b", number, text, flags=re.I)
    text = re.sub(r"\ban?\b(?= (?:orders?|decade)\b)", "1", text, flags=re.I)
    words = _WORDS | _ROUND
    text = re.sub(rf"\b(?:{'|'.join(words)})\b", lambda found: words[found[0].lower()], text, flags=re.I)
    for form, pattern in (("orders", _ORDERS), ("times", _TIMES)):
        if pattern.search(text):
            return pattern.sub("", text).strip(), form
    return text.strip(), ""


_RATIO: Final = re.compile(r"(?<![\d.:])(\d+(?:\.\d+)?(?:\s?:\s?\d+(?:\.\d+)?){1,5})(?![\d:])")
_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)\s?(?:wt\.?\s?%|%|mass\s?%)")


def printed_shares(formulation: str) -> list[float]:
    """The shares that the words of a formulation print, in percent; none where none are read.

    Worked: "Super P, PVDF, 7:2:1" → [70, 20, 10]; "70 wt% V2O5, 20 wt% Super P" → [70, 20].
    """
    if percents := _PERCENT.findall(formulation):
        return [float(one) for one in percents]
    ratios = _RATIO.findall(formulation)
    if len(ratios) != 1:
        return []
    parts = [float(one) for one in ratios[0].split(":")]
    return [100 * one / sum(parts) for one in parts] if sum(parts) else []
