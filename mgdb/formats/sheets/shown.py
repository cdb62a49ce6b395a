"""What a cell of a workbook shows beside its digits: signs and words ahead of a number and behind it, and its scale.

0.2 with the number format 0.0" Ah/g" is shown as “0.2 Ah/g”, and is that: a number without the unit that stands beside
it would be another value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_PARTS: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|[_*](?P<skipped>.)|(?P<one>.)'
)
_CONDITION: Final = re.compile(r"(?P<sign><=|>=|<>|<|>|=)\s*(?P<limit>-?[0-9.]+(?:E[+-]?[0-9]+)?)", re.IGNORECASE)
_TESTS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": lambda value, limit: value < limit, "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit, ">=": lambda value, limit: value >= limit,
    "=": lambda value, limit: value == limit, "<>": lambda value, limit: value != limit,
}  # fmt: skip
_DIGITS: Final = "0#?"
_SCALING: Final = re.compile(r",+(?![0#?,])")  # commas behind the digits: thousands each
_NUMBER: Final = re.compile(r"[-−–]?[0-9][0-9.,'’\s]*(?:[eE][+-]?[0-9]+)?(?<!\s)(?<![.,])")
_FRACTION: Final = re.compile(r"\s*[-−–]?\s*(?:[0-9]+\s+)?[0-9]+\s*/\s*[0-9]+\s*")
_MOST_THOUSANDS: Final = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """How a number is shown: times `scale`, with `before` and `after` around it; `instead`: words in its place.

    test: which numbers a section of a format is for.
    """

    before: str = ""
    after: str = ""
    scale: float = 1.0
    instead: bool = False
    test: tuple[str, float] | None = None

    def text(self, value: float) -> str:
        """The cell as it is to be read, with all the digits that the workbook keeps."""
        if self.instead:
            return " ".join(f"{self.before}{self.after}".split())
        return " ".join(f"{self.before}{value * self.scale:.15g}{self.after}".split())

    @property
    def is_plain(self) -> bool:
        return not self.instead and not self.before.strip() and not self.after.strip() and self.scale == 1


PLAIN: Final = Shown()
PERCENT: Final = Shown(after="%", scale=100)


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Shown, ...]:
    """The sections of a number format of Excel, as far as they show more than digits; none where none does.

    Worked: 0.0" Ah/g" → one with “ Ah/g” behind the number; 0.0,"k" → a thousandth, with “k” behind it.
    """
    found = [_section(one) for one in _split(code)]
    numbers = found[:3]
    return tuple(numbers) if any(not one.is_plain for one in numbers) else ()


def shown(sections: tuple[Shown, ...], value: float) -> Shown:
    """The section that `value` is shown by."""
    if any(one.test for one in sections):
        for one in sections:
            if one.test is None or _TESTS[one.test[0]](value, one.test[1]):
                return one
        return sections[-1]
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _split(code: str) -> list[str]:
    sections = [""]
    for part in _PARTS.finditer(code):
        if part["one"] == ";":
            sections.append("")
        else:
            sections[-1] += part[0]
    return sections


def _section(code: str) -> Shown:
    """One section; what is put around negative numbers instead of a sign is no text."""
    test, sides, digits, places = None, ["", ""], False, ""
    code, is_percent = re.sub("General", "0", code, flags=re.IGNORECASE), False
    for part in _PARTS.finditer(code):
        literal = part["quoted"] or part["escaped"] or ""
        if part["bracket"] is not None:
            if condition := _CONDITION.fullmatch(part["bracket"].strip()):
                test = condition["sign"], float(condition["limit"])
            elif part["bracket"].startswith("$"):  # a currency, or a language alone
                literal = part["bracket"][1:].partition("-")[0]
        elif one := part["one"]:
            if one in _DIGITS or (digits and one in ".,"):
                digits, places = True, places + one
                if sides[1].strip() and one in _DIGITS:  # words amid the digits
                    sides[0], sides[1] = f"{sides[0]}{sides[1]} ", ""
                continue
            literal, is_percent = "" if one in ".,/@Ee" else one, is_percent or one == "%"
        sides[digits] += "" if literal.strip("()-–−+") == "" and literal.strip() else literal
    before, after = sides
    if not digits:
        return Shown(before, instead=bool(before.strip()), test=test)
    commas = sum(len(one[0]) for one in _SCALING.finditer(places))
    scale = 10.0 ** (-3 * commas) * (100.0 if is_percent else 1.0)
    return Shown(before, after, scale, test=test)


def told_by(printed: str, value: float) -> Shown:
    """How `value` is shown where the workbook keeps what it `printed`, as OpenDocument does."""
    printed = printed.strip()
    if printed == f"{value:.15g}":
        return PLAIN
    found = _NUMBER.search(printed)
    if not printed or _FRACTION.fullmatch(printed):
        return PLAIN
    if found is None:
        return Shown(printed, instead=True)
    before, after = printed[: found.start()], printed[found.end() :]
    if not before.strip(" ()+-−–") and not after.strip(" ()"):
        before = after = ""
    scales = [100.0] if "%" in after or "%" in before else [10.0 ** (-3 * count) for count in range(_MOST_THOUSANDS)]
    for scale in scales:
        if any(_rounds(value * scale, number, places) for number, places in _ways(found[0])):
            return Shown(before, after, scale)
    plain = not before and not after
    return PLAIN if plain else Shown(printed, instead=True)


def _ways(text: str) -> list[tuple[float, float]]:
    """The numbers that digits as shown may be, with half of their last place: a comma parts decimals or thousands."""
    mantissa, _, power = re.sub(r"[\s'’]", "", text).replace("−", "-").replace("–", "-").lower().partition("e")
    exponent = int(power or 0)
    found = []
    for decimal, thousands in ((".", ","), (",", ".")):
        bare = mantissa.replace(thousands, "").replace(decimal, ".")
        if bare.count(".") < 2:
            places = len(bare.partition(".")[2])
            found.append((float(f"{bare}e{exponent}"), 0.5 * 10.0 ** (exponent - places)))
    return found


def _rounds(value: float, number: float, half: float) -> bool:
    return abs(abs(value) - abs(number)) <= half * 1.001 and (number != 0 or abs(value) <= half)
