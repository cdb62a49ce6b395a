"""What one reading of a formula stands on: its characters, where it is, and the charges and amounts behind a group.

charge      = raised | typed behind a bracket | typed at the end of a part
amount      = lowered | typed on the line
"""

import re
from fractions import Fraction
from typing import Final, Literal

from ..elements import ELEMENTS
from .amounts import LETTERS, AmountError, Polynomial, evaluate
from .model import FormulaError, Token
from .patterns import (
    BLANK_SUM,
    CHARGE_BEFORE_BRACKET,
    HEAD,
    HYDRATE_POINT,
    ION_BEFORE_PART,
    LETTER_HEAD,
    PARTS_JOINED,
    PLAIN_CHARGE,
    RAISED,
    RANGE,
    SHOWS_CHARGES,
    SIGN_AFTER_LOWERED,
    SIGN_THEN_AMOUNT,
    TAIL,
    ZERO_FOR_O,
)
from .scan import Char, scan

MAX_LENGTH: Final = 300
MAX_TYPED: Final = 10 * MAX_LENGTH  # with markup
MOST_ATOMS: Final = 999
"""Of one element in a formula unit; the largest clusters and cages have some hundreds."""
ONE: Final = Polynomial.of(1)

Kind = Literal["element", "name", "bracket", "vacancy"]


def _is_sum(chars: list[str]) -> bool:
    """Whether the words are elements, each once, and one at least has a number: two words of a text are no sum."""
    words = "".join(chars).split(" ")
    symbols = [word.rstrip("0123456789.") for word in words]
    elements = all(symbol in ELEMENTS for symbol in symbols) and len(set(symbols)) == len(symbols)
    return elements and symbols != words


class Reader:
    """One reading of one text, or of the characters `chars` out of it: `at` is where it stands."""

    def __init__(self, text: str, isotopes: bool, chars: list[Char] | None = None) -> None:
        self.text = text
        self.isotopes = isotopes
        self.at = 0
        self.tokens: list[Token] = []
        self.chars: list[Char] = scan(text[:MAX_TYPED]) if chars is None else chars
        if (chars is None and len(text) > MAX_TYPED) or len(self.chars) > MAX_LENGTH:
            at = self.chars[MAX_LENGTH].position if len(self.chars) > MAX_LENGTH else MAX_TYPED
            raise FormulaError(text, at, f"a formula has at most {MAX_LENGTH} characters")
        while self.chars and self.chars[-1].char == " ":
            self.chars.pop()
        if BLANK_SUM.fullmatch("".join(c.char for c in self.chars)) and _is_sum([c.char for c in self.chars]):
            self.chars = [c for c in self.chars if c.char != " "]
        self.all = "".join(c.char for c in self.chars)
        self.line = "".join(c.char if not c.level else "\0" for c in self.chars)
        # Names may hold lowered digits (NTf₂, PP₁₄), but a lowered letter is an amount.
        self.names = "".join(c.char if not c.level or c.char.isdigit() else "\0" for c in self.chars)
        self.shows_charges = any(c.level == "sup" for c in self.chars) or bool(SHOWS_CHARGES.search(self.line))
        if ion := ION_BEFORE_PART.match(self.line):  # “Mg2+Cl2”: the ion and two chlorides, or Mg2 and Cl2
            raise self.ambiguous_plus(ion.end())

    def error(self, at: int, reason: str) -> FormulaError:
        position = self.chars[at].position if at < len(self.chars) else len(self.text)
        return FormulaError(self.text, position, reason)

    def _on_line(self) -> str:
        """The character on the line here: "" at the end, \\0 where it is lowered or raised."""
        return self.line[self.at : self.at + 1]

    def _level(self) -> str | None:
        return self.chars[self.at].level if self.at < len(self.chars) else None

    def _spaces(self) -> int:
        start = self.at
        while self._on_line() == " ":
            self.at += 1
        return self.at - start

    # -- charge and amount -------------------------------------------------------------------------------------

    def charge_and_amount(self, kind: Kind, first: bool) -> tuple[Polynomial | None, Polynomial | None]:
        """The charge that a group brings (with its amount counted in) and its amount."""
        if self._level() == "sup":
            charge = self.raised_charge()
            amount = self.amount(kind)
            return charge * (amount or ONE), amount
        if kind == "bracket" and (bracketed := self.charge_after_bracket()):
            return bracketed
        if plain := self.plain_charge(first):
            return plain
        lowered = self._level() == "sub"
        amount = self.amount(kind)
        if self._level() == "sup":
            return self.raised_charge(), amount
        if lowered and (sign := SIGN_AFTER_LOWERED.match(self.line, self.at)):
            return self.take_charge(sign[1], sign[2], sign.end()), amount
        return None, amount

    def take_charge(self, size: str, sign: str, end: int) -> Polynomial:
        self.tokens.append(("sup", size + sign))
        self.at = end
        value = Fraction(size or 1)
        return Polynomial.of(value if sign == "+" else -value)

    def raised_charge(self) -> Polynomial:
        start = self.at
        while self._level() == "sup":
            self.at += 1
        raised = self.all[start : self.at]
        read = RAISED.fullmatch(raised)
        if read is None:
            raise self.error(start, "a superscript here is a charge, number first: 2+, - or 1.04-")
        size, sign = read[1] or "", read[2]
        if read[3]:
            size, sign = str(len(read[3])), read[3][0]
        if size in tuple(LETTERS):
            self.tokens.append(("sup", size + sign))
            return Polynomial.letter(size)
        if len(size) > 6 or (size and float(size) == 0):
            raise self.error(start, "this is not a charge number")
        return self.take_charge(size, sign, self.at)

    def charge_after_bracket(self) -> tuple[Polynomial, Polynomial | None] | None:
        """Charges typed without markup after a bracket: 1.04-( , +0.36( , +[ ."""
        start = self.at
        if before := CHARGE_BEFORE_BRACKET.match(self.line, start):
            size, sign = before[1] or "", before[2]
            opens = self.line[before.end() : before.end() + 1] in ("(", "[")
            if opens and sign == "+" and not self.shows_charges:
                raise self.ambiguous_plus(before.end() - 1)
            if opens or "." in size:
                return self.take_charge(size, sign, before.end()), None
        if not SIGN_THEN_AMOUNT.match(self.line, start):
            return None
        sign = self.line[start]
        end = self._plain_amount_end(start + 1)
        if end is None:
            return None
        after = self.line[end : end + 1]
        typed = self.line[start + 1 : end]
        whole = re.fullmatch("[0-9]+", typed) is not None
        if after and after not in "([)]}· ":
            return None  # a mixture: …+0.4Zr2O(PO4)2
        if after in ("(", "["):
            if not self.shows_charges:
                raise self.ambiguous_plus(start)
        elif whole and not self.shows_charges:
            raise self.error(
                start,
                f"write a charge as ^{{{typed}{sign}}}, an amount of a charged group as ^{{{sign}}}_{{{typed}}}",
            )
        charge = self.take_charge("", sign, start + 1)
        amount = self.amount("bracket")
        return charge * (amount or ONE), amount

    def ambiguous_plus(self, at: int) -> FormulaError:
        return self.error(
            at, "this sign may be a charge or join two parts; write ^{+} for a charge, ' + ' with spaces for a mixture"
        )

    def plain_charge(self, first: bool) -> tuple[Polynomial, Polynomial | None] | None:
        """A charge typed on the line at the end of a part: Mg2+, [Mg(PC)6]2+, BH4-, SO42-, CB11H12-."""
        found = PLAIN_CHARGE.match(self.line, self.at)
        if not found:
            return None
        digits, sign = found[1], found[2]
        start, letter = self.at, self.all[self.at - 1]
        if not digits:
            return self.take_charge("", sign, found.end()), None
        if len(digits) == 1:
            size, count = (digits, "") if first and digits != "0" else ("", digits)
        elif len(digits) == 2 and (digits[0] == "1" or digits[1] == "0"):
            size, count = "", digits  # an amount of one is never written, nor a charge of zero
        elif len(digits) == 2 and letter not in "HC":
            size, count = digits[1], digits[0]
        else:
            raise self.error(
                start, f"write the charge apart from the amount, as in ^{{2{sign}}}; {digits}{sign} has two readings"
            )
        amount = None
        if count:
            self.tokens.append(("sub", count))
            amount = self._evaluate(start, start + len(count))
        return self.take_charge(size, sign, found.end()), amount

    def amount(self, kind: Kind) -> Polynomial | None:
        start = self.at
        if self._level() == "sub":
            while self._level() == "sub":
                self.at += 1
            end = self.at
        else:
            if kind == "element" and self._on_line() in ("n", "m"):
                return None  # Mgn is no formula; Mg_n and (C2H4O)n are
            found = self._plain_amount_end(start)
            if found is None:
                return None
            self.refuse_hydrate_point(start)
            self.at = end = found
        self.refuse_zero_for_o(start, end)
        if kind == "element" and re.fullmatch(r"[1-9][0-9]{3,}", self.all[start:end]):
            raise self.error(
                start,
                f"no formula unit has {self.all[start:end]} atoms of one element (at most {MOST_ATOMS}); a dilute "
                "composition is written in shares, as in Fe0.00009Ni0.99991",
            )
        self.tokens.append(("sub", self._shown(start, end)))
        return self._evaluate(start, end)

    def refuse_zero_for_o(self, start: int, end: int) -> None:
        """Raises FormulaError for an amount that begins with 0, or has one inside where the letter O is missing."""
        typed = self.all[start:end]
        inside = ZERO_FOR_O.fullmatch(typed)
        if inside and len(typed) <= len(str(MOST_ATOMS)):  # as many atoms as there may be: only where no O stands
            part = PARTS_JOINED.split(self.all[:start])[-1] + PARTS_JOINED.split(self.all[end:])[0]
            inside = None if "O" in part else inside
        if inside is None and not re.fullmatch("0[0-9]+", typed):
            return
        place = inside.end("before") if inside else 0
        letter = "" if place == 0 and self.all[start - 1 : start] == "O" else "O"  # the O of “TiO02” is there
        meant = f"{self.all[:start]}{typed[:place]}{letter}{typed[place + 1 :]}{self.all[end:]}"
        raise self.error(start + place, f"a zero, or the letter O? With the letter O the formula is {meant}")

    def _shown(self, start: int, end: int) -> str:
        """The amount as it will be typeset: a dash between numbers for a range, a minus elsewhere."""
        text = self.all[start:end].replace("–", "-")
        return text.replace("-", "–") if re.fullmatch(r"\(?[0-9.]+-[0-9.]+\)?", text) else text

    def refuse_hydrate_point(self, start: int) -> None:
        if point := HYDRATE_POINT.match(self.line, start):
            raise self.error(
                point.start(1), "a decimal point, or the dot of a hydrate? Write · for a hydrate, _{1.5} for a decimal"
            )

    def _plain_amount_end(self, start: int) -> int | None:
        """Where an amount typed on the line from `start` ends; None if there is none."""
        if (span := RANGE.match(self.line, start)) and Fraction(span[1]) < Fraction(span[2]):
            return span.end()
        head = HEAD.match(self.line, start)
        letters = set()
        if head is None:
            head = LETTER_HEAD.match(self.line, start)
            if head is None:
                return None
            letters.add(head[1])
        end = head.end()
        while (tail := TAIL.match(self.line, end)) and tail[1] not in letters:
            letters.add(tail[1])
            end = tail.end()
        return end

    def _evaluate(self, start: int, end: int) -> Polynomial:
        try:
            return evaluate(self.all[start:end])
        except AmountError as error:
            raise self.error(start + error.offset, error.reason) from error
