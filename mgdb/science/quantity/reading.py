"""The grammar of printed quantities."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from mgdb.science.quantity.model import Printed, Quantity, QuantityError, scale

_CHARACTERS = {
    **dict.fromkeys(map(ord, "∼～˜"), "~"),
    **dict.fromkeys(map(ord, "−﹣－"), "-"),
    **dict.fromkeys(map(ord, "‐‑‒–—―"), "–"),
    **dict.fromkeys(map(ord, "≲"), "<"),
    **dict.fromkeys(map(ord, "≳"), ">"),
    **dict.fromkeys(map(ord, "⩽≦"), "≤"),
    **dict.fromkeys(map(ord, "⩾≧"), "≥"),
    **dict.fromkeys(map(ord, "≃≅≒"), "≈"),
    **dict.fromkeys(map(ord, "✕⨯·⋅∙"), "×"),
    **dict.fromkeys(map(ord, "\t\n\r$"), " "),
    **dict.fromkeys(map(ord, "\u2009\u202f\u00a0\u2008\u2007"), "\u2009"),
}
# How texts that came from TeX or from a keyboard write signs.
COMMANDS = {
    r"\times": "×",
    r"\cdot": "×",
    r"\approx": "≈",
    r"\simeq": "≈",
    r"\sim": "~",
    r"\pm": "±",
    r"\leqslant": "≤",
    r"\geqslant": "≥",
    r"\leq": "≤",
    r"\geq": "≥",
    r"\le": "≤",
    r"\ge": "≥",
    r"\lt": "<",
    r"\gt": ">",
    r"\,": "\u2009",
    r"\text{to}": "to",
    "+/-": "±",
    "<=": "≤",
    ">=": "≥",
}
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_APPROXIMATE = re.compile(
    r"(?:[~≈]|ca\.?(?![a-z])|circa\b|about\b|approximately\b|approx\.?(?![a-z])|around\b|roughly\b|nearly\b|almost\b)",
    re.IGNORECASE,
)
_BOUND_WORDS = {
    "<": r"<|less than\b|lower than\b|smaller than\b|fewer than\b|below\b|under\b",
    ">": r">|more than\b|greater than\b|higher than\b|larger than\b|above\b|over\b|exceeding\b",
    "≤": r"≤|at most\b|no more than\b|not more than\b",
    "≥": r"≥|at least\b|no less than\b|not less than\b",
    "up to": r"up to\b|as high as\b",
}
_BOUND = {bound: re.compile(words, re.IGNORECASE) for bound, words in _BOUND_WORDS.items()}
_ORDER = re.compile(r"(?:(?:on|of|in) )?(?:the )?order of(?: magnitude of)?\b", re.IGNORECASE)
_LEAD = re.compile(r"(?:from|between|range of)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to\b|…|\.{2,3}|[-–~])\s*", re.IGNORECASE)
_LIST = re.compile(r"(?:\s*,\s+(?:and\b\s*)?|\s+(?:and|&)\s+)", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<sign>[-+–])?\s*(?P<whole>[0-9]+(?:[,\u2009][0-9]+)*)?(?P<fraction>\.[0-9]+)?")
_POWER = re.compile(
    r"(?:[eE](?P<e>[-+–]?[0-9]+)(?![0-9.])"
    r"|[\s\u2009]*[×x*][\s\u2009]*10(?:"
    r"\s*\^\s*(?:\{\s*(?P<braced>[-+–]?\s*[0-9]+)\s*\}|(?P<caret>[-+–]?[0-9]+))"
    r"|\s?(?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<sloppy>[-–][0-9]+)))"
)
_BARE_POWER = re.compile(
    r"(?P<sign>[-+–])?10(?:\s*\^\s*(?:\{\s*(?P<braced>[-+–]?\s*[0-9]+)\s*\}|(?P<caret>[-+–]?[0-9]+))"
    r"|(?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
)
_LONGEST = 200


def _plain(text: str) -> str:
    """`text` with look-alike characters and LaTeX commands replaced by one of the same length, so positions hold."""
    plain = text.translate(_CHARACTERS)
    for command, symbol in COMMANDS.items():
        plain = plain.replace(command, symbol + " " * (len(command) - len(symbol)))
    return plain


class _Reader:
    """Reads one quantity from the beginning of `text`, and remembers where it ended."""

    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise QuantityError(text, _LONGEST, f"longer than {_LONGEST} characters; give the number alone")
        self.text, self.plain, self.position = text, _plain(text), 0

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
            for name, pattern in _BOUND.items():
                if self.take(pattern):
                    if bound != "=":
                        raise self.fail("a second bound; a number has one", start)
                    bound = name
                    break
            else:
                return bound, approximate

    def number(self) -> Printed:
        self.skip()
        start = self.position
        if bare := self.take(_BARE_POWER):
            exponent = self.exponent(bare)
            sign = -1 if bare["sign"] in ("-", "–") else 1
            return Printed(self.finite(f"1e{exponent}", start) * sign, 1, -exponent, bare_power=True)
        match = _NUMBER.match(self.plain, start)
        if match is None or not (match["whole"] or match["fraction"]):
            raise self.fail(self.no_number())
        self.position = match.end()
        whole, fraction = self.grouped(match), (match["fraction"] or "")[1:]
        exponent = self.exponent(power) if (power := self.take(_POWER)) else 0
        mantissa = f"{whole or '0'}.{fraction or '0'}"
        value = self.finite(f"{mantissa}e{exponent}", start)
        if value == 0 and re.search("[1-9]", mantissa):
            raise self.fail("too small for a number", start)
        digits = len((whole + fraction).lstrip("0")) or 1
        sign = -1 if match["sign"] in ("-", "–") else 1
        return Printed(value * sign if value else 0.0, digits, len(fraction) - exponent)

    def exponent(self, match: re.Match[str]) -> int:
        printed = next(part for name, part in match.groupdict().items() if part and name != "sign")
        printed = printed.translate(_SUPERSCRIPT).replace("–", "-").replace(" ", "")
        if len(printed) > 6:
            raise self.fail("an exponent this long is no measurement", match.start())
        return int(printed)

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

    def no_number(self) -> str:
        rest = self.plain[self.position :].lower()
        if "order" in rest and "magnitude" in rest:
            return "“orders of magnitude” is a comparison, not a number here; enter it as a reported factor"
        if not rest.strip():
            return "a number is missing" if self.position else "empty; give a number"
        return "not a number; write for example 77, ≈ 35, < 0.1, 1.5 × 10^-6 or 0.5 to 2.1"

    def uncertainty(self, number: Printed) -> float | None:
        """A ± part, or the digits in brackets of 5.431(2)."""
        if brackets := self.take(re.compile(r"\([0-9]{1,3}\)")):
            return float(f"{brackets[0][1:-1]}e{-number.decimals}")
        start = self.position
        if not self.take(re.compile(r"[\s\u2009]*±")):
            return None
        part = self.number()
        if part.value < 0:
            raise self.fail("an uncertainty is not negative", start)
        return part.value

    def quantity(self) -> Quantity:
        self.skip()
        if shared := self.shared_power():
            return shared
        bound, approximate = self.qualifiers()
        order = self.take(_ORDER) is not None
        if order:
            approximate = self.qualifiers()[1] or approximate
        lead = self.take(_LEAD)
        if lead:
            approximate = self.qualifiers()[1] or approximate
        first = self.number()
        uncertainty = self.uncertainty(first)
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
                member = self.number()
            except QuantityError as error:
                if "not a number" not in error.reason and "missing" not in error.reason:
                    raise
                self.position = here  # what follows is no number: "5 – as printed" ends at 5
                break
            if more_bound != "=" or bound != "=":
                raise self.fail("a range of bounds; enter the bounds one by one", here)
            if kind == "interval" and self.lost_power(first, member, here):
                raise self.fail("does the power of ten belong to both numbers? write it on both", here)
            scattered = self.uncertainty(member) is not None or scattered
            approximate = approximate or more_approximate
            separators.add(kind)
            members.append(member)
        return self.assemble(members, separators, bound, approximate, uncertainty, order, scattered)

    def lost_power(self, first: Printed, second: Printed, here: int) -> bool:
        """True for "2–3 × 10⁻⁵", where the first number may or may not share the power."""
        head = self.plain[:here]
        tail = self.plain[here : self.position]
        return not re.search(r"10\s*[\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]|[×x*]|[0-9][eE]", head) and bool(re.search(r"[×x*]", tail))

    def shared_power(self) -> Quantity | None:
        """A bracket with one power for all within it: "(1.2 ± 0.3) × 10⁻⁵"."""
        start = self.position
        match = re.compile(r"[~≈]?\s*\(([^()]+)\)").match(self.plain, start)
        if match is None:
            return None
        self.position = match.end()
        power = self.take(_POWER)
        if power is None:
            self.position = start
            return None
        end, exponent = self.position, self.exponent(power)
        inner = _Reader(self.text[: match.end(1)])
        inner.position = match.start(1)
        quantity = inner.quantity()
        inner.expect_end()
        if self.plain[start] in "~≈":
            quantity = replace(quantity, approximate=True)
        self.position = end
        try:
            return scale(quantity, float(f"1e{exponent}"))
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
                raise self.fail("a space within a number; write thousands as 10,000 or with a narrow space")
            raise self.fail(
                "a number was read up to here; what follows is no part of it (put the unit in its own field)"
            )


def parse(text: str) -> Quantity:
    """The quantity printed in `text`, which holds nothing else.

    Reads numbers with sign, decimals, thousands commas and powers of ten in any typing (1.5 × 10¹³, 1e-4, 10⁻³,
    1.10×10^{-12}); ≈, ~, ca., about; <, ≤, >, ≥, "up to", "at least"; "a–b", "a to b", "a ~ b"; lists "12, 34 and 56";
    "0.30 ± 0.02"; "order of 10⁻⁵", which covers half a decade either way. Descending ranges are turned round.

    Raises QuantityError, with the position of the fault, for anything else: decimal commas, words, two ranges in one.

    Worked: "~35" → value 35, approximate; "10^{-13} ~ 10^{-15}" → low 1e-15, high 1e-13, an interval.
    """
    reader = _Reader(text)
    quantity = reader.quantity()
    reader.expect_end()
    return quantity


def split(text: str) -> tuple[str, str]:
    """`text` cut into its quantity and what follows, its unit: "≈ 35 mAh g⁻¹" → ("≈ 35", "mAh g⁻¹").

    The first part parses; the second may be empty and is not checked. Raises QuantityError where no quantity begins
    the text.
    """
    reader = _Reader(text)
    reader.quantity()
    return text[: reader.position].strip(), text[reader.position :].strip(" \t\n\r\u00a0\u2009\u202f")
