"""The grammar of printed quantities: one reading of a text; `alternatives` finds the texts that have two."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import Decimal

from mgdb.science.quantity.model import AmbiguousQuantity, Printed, Quantity, QuantityError, scale
from mgdb.science.quantity.signs import plain

_RAISE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_APPROXIMATE = re.compile(
    r"(?:[~≈]|ca\.?(?![a-z])|circa\b|about\b|approximately(?: at)?\b|approx\.?(?![a-z])|around\b|roughly\b|nearly\b|"
    r"almost\b|near\b|(?:very )?close to\b|similar to\b)",  # “similar to”: how indexes of abstracts write ∼
    re.IGNORECASE,
)
_BOUND_WORDS = {
    "≤": r"≤|at most\b|no(?:t)? (?:more|higher|greater|larger) than\b|not (?:above|over|exceed(?:ing)?)\b|"
    r"(?:do(?:es)?|did) not exceed\b|never exceed(?:s|ed|ing)?\b|(?:less|lower|smaller) than or equal to\b",
    "≥": r"≥|at least\b|no(?:t)? (?:less|lower|smaller|fewer) than\b|not (?:below|under)\b|"
    r"(?:greater|higher|larger|more) than or equal to\b",
    "<": r"<|(?:well |far )?(?:less than|lower than|smaller than|fewer than|below|under)\b",
    ">": r">|(?:well |far )?(?:more than|greater than|higher than|larger than|above|over)\b|exceed(?:s|ing)?\b|"
    r"in excess of\b",
    "up to": r"up to\b|as high as\b",
}
BOUND = {bound: re.compile(words, re.IGNORECASE) for bound, words in _BOUND_WORDS.items()}
ORDER = re.compile(r"(?:(?:on|of|in) )?(?:the )?order of(?: magnitude of)?\b", re.IGNORECASE)
_LEAD = re.compile(r"(?:from|between|range of)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:(?:-\s)?to\b|…|\.{2,3}|[-–~])\s*", re.IGNORECASE)
_LIST = re.compile(r"(?:-?\s*,\s+(?:(?:and|or)\b\s*)?|-?\s+(?:and|or|&)\s+)", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<sign>[-+–])?\s*(?P<whole>[0-9]+(?:[,\u2009][0-9]+)*)?(?P<fraction>\.(?!\.)[0-9]*)?")
_EXPONENT = (
    r"\s*\^\s*(?:[{(]\s*(?P<braced>[-+–]?\s*[0-9]+(?:\.[0-9]+)?)\s*[})]|(?P<caret>[-+–]?[0-9]+(?:\.[0-9]+)?))"
    r"|\s?(?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|\s?\(\s*(?P<indexed>[-+–]\s*[0-9]+)\s*\)"  # indexes of abstracts write 10(-3); “10(3)” may be 10 ± 3
)
POWER = re.compile(
    r"(?:(?:[\s\u2009]?[eEdD](?=[-+–])|[eE])(?P<e>[-+–]?[0-9]+)(?![0-9.])"
    rf"|[\s\u2009]*[×x*][\s\u2009]*10(?:{_EXPONENT}|\((?P<positive>[0-9]+)\)|\s*(?P<sloppy>[-–]\s*[0-9]+)(?![0-9.])))"
)
# A power whose superscript has come down: “1.2 × 105” is 1.2 × 10⁵, or 10⁻⁵ that has lost its minus too.
LOWERED_POWER = re.compile(
    r"(?<=[0-9)])(?P<times>[\s\u2009]*[×x*][\s\u2009]*)10\s?(?P<exponent>[1-9][0-9]?)(?![0-9.,^])"
)
_BARE_POWER = re.compile(rf"(?P<sign>[-+–])?10(?:{_EXPONENT})")
# Spreadsheets read 10-14 and 7-10 as days.
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|janv|févr|mai|juin|juil|août|okt|dez|mrz|mär)"
)
_DATE = re.compile(
    rf"(?=.*[0-9])(?:[0-9]{{1,4}}[-/. ]{{1,2}})?{_MONTHS}\.?[-/ ,]{{0,2}}[0-9]{{0,4}}(?:[-/ ,]{{1,2}}[0-9]{{2,4}})?"
    r"|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?:[ T].*)?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[\s\u2009]?\((?:(?P<last>[0-9]{1,3})|\s*±\s*(?P<spread>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*)\)")
MOST_DIGITS = 15  # what a double-precision number keeps
LONGEST = 200  # characters of a print; the grammar is not asked about more, which would cost it time beyond measure


def is_date(text: str) -> bool:
    """Whether `text` is a date as spreadsheets write it: "Oct-14", "14. Okt", "2014-10-05", "05.10.2014"."""
    return _DATE.fullmatch(text[:LONGEST].strip()) is not None


def refuse_long(text: str) -> None:
    """Raises QuantityError for a text that is longer than any print."""
    if len(text) > LONGEST:
        raise QuantityError(f"{text[:LONGEST]}…", LONGEST, f"longer than {LONGEST} characters; give the number alone")


def refuse_dates(text: str) -> None:
    """Raises QuantityError for a text that is a date."""
    if is_date(text):
        reason = "a spreadsheet has made a date of it; give the number that the document prints, as text"
        raise QuantityError(text, 0, reason)


class _Reader:
    """Reads one quantity from the beginning of `text`, and remembers where it ended."""

    def __init__(self, text: str) -> None:
        refuse_long(text)
        self.text, self.plain, self.position = text, plain(text), 0

    def fail(self, reason: str, position: int | None = None) -> QuantityError:
        return QuantityError(self.text, self.position if position is None else position, reason)

    def skip(self) -> None:
        while self.position < len(self.plain) and self.plain[self.position] in " \u2009":
            self.position += 1

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.plain, self.position)
        if match and match.end() > self.position:
            self.position = match.end()
            return match
        return None

    def qualifiers(self) -> tuple[str, bool]:
        """The bound and whether an approximation sign stands before the number, in either order."""
        bound, approximate = "=", False
        while True:
            self.skip()
            if self.take(_APPROXIMATE):
                approximate = True
                continue
            start = self.position
            for name, pattern in BOUND.items():
                if self.take(pattern):
                    if bound != "=":
                        raise self.fail("a second bound; a number has one", start)
                    bound = name
                    break
            else:
                return bound, approximate

    def number(self) -> tuple[Printed, float | None]:
        """A number with the uncertainty in brackets behind its digits, if there is one: 3.5(2) × 10⁻³."""
        self.skip()
        start = self.position
        if bare := self.take(_BARE_POWER):
            exponent = self.exponent(bare)
            value = self.power_of_ten(exponent, start) * (-1 if bare["sign"] in ("-", "–") else 1)
            if exponent != int(exponent):  # 10^-4.5 is 3.16 × 10⁻⁵: three digits are what pages show of it
                return Printed(value, 3, 2 - math.floor(exponent)), None
            return Printed(value, 1, -int(exponent), bare_power=True), None
        match = _NUMBER.match(self.plain, start)
        if match is None or not (match["whole"] or (match["fraction"] or ".") != "."):
            raise self.fail(self.no_number())
        self.refuse_lost_point(match)
        self.position = match.end()
        whole, fraction = self.grouped(match), (match["fraction"] or "")[1:]
        bracket = self.take(_BRACKET)
        exponent = self.exponent(power) if (power := self.take(POWER)) else 0.0
        mantissa = f"{whole or '0'}.{fraction or '0'}"
        value = self.times_power(mantissa, exponent, start)
        if value == 0 and re.search("[1-9]", mantissa):
            raise self.fail("too small for a number", start)
        digits = len((whole + fraction).lstrip("0")) or 1
        decimals = len(fraction) - math.floor(exponent)
        beyond = max(digits - MOST_DIGITS, 0)
        sign = -1 if match["sign"] in ("-", "–") else 1
        read = Printed(value * sign if value else 0.0, digits - beyond, decimals - beyond)
        if bracket is None:
            return read, None
        spread = bracket["spread"] or f"{bracket['last']}e{-len(fraction)}"
        return read, self.times_power(f"{Decimal(spread):f}", exponent, start)

    def exponent(self, match: re.Match[str]) -> float:
        printed = next(part for name, part in match.groupdict().items() if part and name != "sign")
        printed = re.sub(r"\s", "", printed.translate(_SUPERSCRIPT).replace("–", "-"))
        if len(printed) > 6:
            raise self.fail("an exponent this long is not that of a measurement", match.start())
        return float(printed)

    def power_of_ten(self, exponent: float, start: int) -> float:
        """10 to the `exponent`; of a broken one (10^-4.5) as many digits as mean anything."""
        if exponent == int(exponent):
            return self.finite(f"1e{int(exponent)}", start)
        return float(f"{self.finite(f'1e{math.floor(exponent)}', start) * 10 ** (exponent % 1):.6g}")

    def times_power(self, mantissa: str, exponent: float, start: int) -> float:
        if exponent == int(exponent):
            return self.finite(f"{mantissa}e{int(exponent)}", start)
        return float(f"{float(mantissa) * self.power_of_ten(exponent, start):.{MOST_DIGITS}g}")

    def finite(self, number: str, start: int) -> float:
        value = float(number)
        if math.isinf(value):
            raise self.fail("too large for a number", start)
        return value

    def grouped(self, match: re.Match[str]) -> str:
        """The digits before the point, without thousands separators; a decimal comma is refused."""
        whole = match["whole"] or ""
        separator = re.search("[,\u2009]", whole)
        if separator and not re.fullmatch(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:\u2009[0-9]{3})+)", whole):
            point = whole.replace(",", ".", 1) if whole.count(",") == 1 else "1.5"
            raise self.fail(
                f"a comma separates thousands (10,000) only; write a decimal as {point}, a list with “and”",
                match.start("whole") + separator.start(),
            )
        return whole.replace(",", "").replace("\u2009", "")

    def refuse_lost_point(self, match: re.Match[str]) -> None:
        """“035” is 0.35 that has lost its point, or 35."""
        whole = match["whole"] or ""
        if re.fullmatch(r"0[0-9]*[1-9][0-9]*", whole) and not match["fraction"]:
            before, after = self.text[: match.start("whole")], self.text[match.end("whole") :]
            spellings = tuple(before + number + after for number in (f"0.{whole[1:]}", whole.lstrip("0")))
            question = "a number does not begin with 0 and another digit;"
            raise AmbiguousQuantity(self.text, match.start("whole"), question, spellings)

    def no_number(self) -> str:
        rest = self.plain[self.position :].lower()
        if "order" in rest and "magnitude" in rest:
            return "“orders of magnitude” is a comparison, not a number here; enter it as a reported factor"
        if not rest.strip():
            return "a number is missing" if self.position else "empty; give a number"
        return "not a number; write for example 77, ≈ 35, < 0.1, 1.5 × 10^-6 or 0.5 to 2.1"

    def measured(self) -> tuple[Printed, float | None]:
        """A number with its uncertainty: a ± part, or the digits in brackets of 5.431(2)."""
        number, bracket = self.number()
        return number, bracket if bracket is not None else self.uncertainty()

    def uncertainty(self) -> float | None:
        start = self.position
        if not self.take(re.compile(r"[\s\u2009]*±")):
            return None
        part, _ = self.number()
        if part.value < 0:
            raise self.fail("an uncertainty is not negative", start)
        return part.value

    def quantity(self) -> Quantity:
        self.skip()
        if shared := self.shared_power():
            return shared
        bound, approximate = self.qualifiers()
        order = self.take(ORDER) is not None
        if order:
            approximate = self.qualifiers()[1] or approximate
        lead = self.take(_LEAD)
        if lead:
            approximate = self.qualifiers()[1] or approximate
        starts = [self.position]
        first, uncertainty = self.measured()
        members, separators, scattered = [first], set(), uncertainty is not None
        while True:
            here = self.position
            kind = next((k for k, p in (("list", _LIST), ("interval", _RANGE)) if self.take(p)), None)
            if kind is None:
                break
            if lead and lead[0].lower() == "between":
                kind = "interval"
            try:
                more_bound, more_approximate = self.qualifiers()
                starts.append(self.position)
                member, more_uncertainty = self.measured()
            except QuantityError as error:
                if "not a number" not in error.reason and "missing" not in error.reason:
                    raise
                self.position = here  # what follows is no number: "5 – as printed" ends at 5
                break
            if more_bound != "=" or bound != "=":
                raise self.fail("a range of bounds; enter the bounds one by one", here)
            if self.shares_power(members[-1], starts[-2], member, starts[-1], kind):
                raise self.fail("does the power of ten belong to both numbers? write it on both", here)
            scattered = more_uncertainty is not None or scattered
            approximate = approximate or more_approximate
            separators.add(kind)
            members.append(member)
        return self.assemble(members, separators, bound, approximate, uncertainty, order, scattered)

    def shares_power(self, one: Printed, start: int, other: Printed, middle: int, kind: str) -> bool:
        """True for “2–3 × 10⁻⁵”, “2-3e-5” and “5 × 10⁻⁵ and 8”, where the number without a power may share the other's.

        A range may rise from a power to a plain number: “1 × 10⁻⁴ to 0.1”, “10⁻³–1”.
        """
        times = re.compile(r"[×x*]|[0-9.]\s?[eEdD]\s?[-+–]?[0-9]")
        powers = times.search(self.plain[start:middle]), times.search(self.plain[middle : self.position])
        if bool(powers[0]) == bool(powers[1]):
            return False
        plain, typed = (other, self.plain[middle : self.position]) if powers[0] else (one, self.plain[start:middle])
        if plain.bare_power or not plain.value or re.search(r"10\s*\^", typed):
            return False
        powered = self.plain[start:middle] if powers[0] else self.plain[middle : self.position]
        if not re.search("[×x*]", powered) and not 1 <= abs(plain.value) < 10:
            return False  # “100 to 1e4”: the e belongs to its own number; of “2-3e-5” nobody knows
        return not (powers[0] and kind == "interval" and not 1 <= abs(plain.value) < 10)

    def shared_power(self) -> Quantity | None:
        """A bracket around a number with its ±, and the power of ten behind it for both: "(1.2 ± 0.3) × 10⁻⁵"."""
        start = self.position
        match = re.compile(r"[~≈]?\s*\(([^()]+)\)").match(self.plain, start)
        if match is None:
            return None
        self.position = match.end()
        power = self.take(POWER)
        if power is None and not re.search(r"[±×^]", match[1]):  # “(5)” is −5 of an accountant, or a note
            self.position = start
            return None
        end, factor = self.position, self.power_of_ten(self.exponent(power) if power else 0, start)
        inner = _Reader(self.text[: match.end(1)])
        inner.position = match.start(1)
        quantity = inner.quantity()
        inner.expect_end()
        if self.plain[start] in "~≈":
            quantity = replace(quantity, approximate=True)
        self.position = end
        try:
            return scale(quantity, factor)
        except ValueError:
            raise self.fail("too large or too small for a number", start) from None

    def assemble(
        self,
        members: list[Printed],
        separators: set[str],
        bound: str,
        approximate: bool,
        uncertainty: float | None,
        order: bool,
        scattered: bool,
    ) -> Quantity:
        digits = max(member.digits for member in members)
        decimals = max(member.decimals for member in members)
        values = [member.value for member in members]
        if len(members) == 1:
            [value] = values
            if order:
                if value <= 0:
                    raise self.fail("an order of magnitude is of a positive number", 0)
                half = math.sqrt(10)  # half a decade either way
                low, high = float(f"{value / half:.6g}"), float(f"{value * half:.6g}")
                return Quantity(
                    value, low, high, bound, True, None, "order_of_magnitude", digits, decimals, tuple(members)
                )
            return Quantity(value, None, None, bound, approximate, uncertainty, "", digits, decimals, tuple(members))
        if scattered:
            raise self.fail("a range of numbers with ±; enter the values one by one", 0)
        if len(separators) > 1 or ("interval" in separators and len(members) > 2):
            raise self.fail("more than one range; give two numbers, or a list with commas and “and”", 0)
        kind = separators.pop()
        if kind == "interval":
            members = sorted(members, key=lambda member: member.value)
        return Quantity(
            None,
            min(values),
            max(values),
            "=",
            approximate or order,
            None,
            kind,
            digits,
            decimals,
            tuple(members),
        )

    def expect_end(self) -> None:
        self.skip()
        if self.position < len(self.plain):
            if self.plain[self.position] == "/":
                raise self.fail("a slash divides table entries; enter the numbers one by one")
            if self.plain[self.position].isdecimal():
                raise self.fail("a space within a number; write it without, or two numbers with “and”")
            raise self.fail(
                "a number was read up to here; what follows is not a part of it (put the unit in its own field)"
            )


def read_once(text: str) -> Quantity:
    """The quantity in `text` read by the grammar alone. Raises QuantityError, with the position of the fault."""
    reader = _Reader(text)
    quantity = reader.quantity()
    reader.expect_end()
    return quantity


def split(text: str) -> tuple[str, str]:
    """`text` cut into its quantity and what follows, its unit: "≈ 35 mAh g⁻¹" → ("≈ 35", "mAh g⁻¹").

    The first part parses, or has several readings (a decimal comma, “2-10-3”); the second may be empty and is not
    checked. Raises QuantityError where no quantity begins the text.
    """
    # of the same length, so that positions hold: “1.2 × 105” as 1.2 × 10⁵
    raised = LOWERED_POWER.sub(
        lambda found: found[0][: -len(found["exponent"])] + found["exponent"].translate(_RAISE), text
    )
    reader = _Reader(raised)
    try:
        reader.quantity()
    except QuantityError:
        typed = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", text)
        typed = re.sub(r"(?<=[0-9])(\s?)[-−–~](?=\s?10\s?[-−–]\s?[0-9])", r"\1×", typed)
        if typed == text:
            raise
        reader = _Reader(typed)  # as long as `text`: the positions hold
        reader.quantity()
    return text[: reader.position].strip(), text[reader.position :].strip(" \t\n\r\u00a0\u2009\u202f")
