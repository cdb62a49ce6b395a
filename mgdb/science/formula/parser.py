"""Reading a formula: the whole text or nothing, and an error that points at the character.

    formula     = part { ("·" | "+") part }                      hydrates and adducts; mixtures of formula units
    part        = [coefficient] group { group }
    group       = (element | named group | □ | "(" formula ")") [charge] [amount] [charge]

Where a text can be read in two ways (a plain + between brackets, CuSO4.5H2O, TiO2(B)) it is refused with the two
ways to write it; nothing is guessed.
"""

import re
from typing import Final

from mgdb.science.quoting import quoted

from ..elements import ELEMENTS, ISOTOPES
from .amounts import AmountError, Polynomial
from .groups import ALSO_GROUPS, ANYWHERE, BRACKETED, BY_SYMBOL
from .labels import misleading
from .model import Formula, FormulaError, made
from .patterns import (
    ADDUCT,
    BARE_ELEMENT,
    BRIDGE,
    CHARGED_END,
    CHLORINE,
    CLOSING,
    DECIMAL_BEFORE,
    DECIMAL_BEHIND,
    ELEMENT_BEHIND,
    IN_BRACKETS,
    MIXED,
    MOLAR_DASH,
    OXIDATION_STATE,
    SIGN_FIRST,
    WATER_20,
    WORD,
)
from .reader import ONE, Kind, Reader
from .reasons import reason

_MAX_DEPTH: Final = 8


class _Sum:
    """Running totals of a part: atoms and vacancies by symbol, net charge, parts of unknown composition."""

    def __init__(self) -> None:
        self.counts: dict[str, Polynomial] = {}
        self.charge: Polynomial | None = None
        self.unspecified: list[str] = []

    def add(self, symbol: str, amount: Polynomial) -> None:
        self.counts[symbol] = self.counts[symbol] + amount if symbol in self.counts else amount

    def charged(self, charge: Polynomial | None) -> None:
        if charge is not None:
            self.charge = charge if self.charge is None else self.charge + charge

    def take(self, other: "_Sum", times: Polynomial) -> None:
        for symbol, amount in other.counts.items():
            self.add(symbol, amount * times)
        self.charged(None if other.charge is None else other.charge * times)
        self.unspecified += other.unspecified


class Parser(Reader):
    """The grammar, over a reading of one text."""

    # -- whole -------------------------------------------------------------------------------------------------

    def whole(self) -> Formula:
        self._spaces()
        if self.at == len(self.chars):
            raise self.error(0, "nothing to read; a formula such as Mg0.3V2O5·1.1H2O is expected")
        if (word := WORD.fullmatch(self.line)) and word[0] not in ELEMENTS:
            raise self.error(
                word.start(1), f"{quoted(self.text.strip())} may be a word; write an unknown amount as _{word[1]}"
            )
        if doubt := misleading(self.line, self.all) or self.misread_chlorine() or self.misread_molecule():
            raise self.error(*doubt)
        try:
            total = self.formula(None, 0)
        except AmountError as error:  # a sum of amounts that grew beyond bounds
            raise self.error(self.at, error.reason) from error
        return made(self.text, total.counts, total.charge, total.unspecified, self.tokens)

    def misread_chlorine(self) -> tuple[int, str] | None:
        """Where carbon stands that may be chlorine with another sign for its l: a capital I, or the digit 1."""
        for found in CHLORINE.finditer(self.all):
            kind = found.lastgroup or ""
            at = found.start(kind)
            if self.chars[at].level or (kind == "one" and not BARE_ELEMENT.search(self.all)):
                continue  # a subscript; Mg1C1O3, as programs write it
            carbon = {
                "I": f"carbon with its amount {self.all[:at]}1{self.all[at:]}",
                "one": "carbon has all amounts beside its own, of 1 too",
                "twelve": f"carbon has the amount before it too, {self.all[: at - 1]}1{self.all[at - 1 :]}",
            }[kind]
            chloride = f"{self.all[:at]}l{self.all[at + 1 :]}"
            return at, f"is C{self.all[at]} chlorine? With the letter l the formula is {chloride}; {carbon}"
        return None

    def misread_molecule(self) -> tuple[int, str] | None:
        """Where a dash on the line stands before a molecule, as in V2O5-nH2O: n may be missing oxygen, or the water; or
        where water has a zero for its O."""
        if water := WATER_20.search(self.all):
            return water.start("zero") + 1, "a zero, or the letter O? water is H2O"
        if MIXED.match(self.line):
            return None  # 0.5MgCl2–0.5H2O: each part has its own amount
        for dash in ADDUCT.finditer(self.all):
            if not self.chars[dash.start()].level:
                molecule = f"{dash['amount']}{dash['molecule']}"
                return dash.start(), (
                    f"an adduct is written with a dot, ·{molecule}; an amount that is a difference with its subscript, "
                    "as in O_{5-n}"
                )
        return None

    # -- formula and part --------------------------------------------------------------------------------------

    def formula(self, closing: str | None, depth: int) -> _Sum:
        start, parts, coefficients = self.at, 0, 0
        total = _Sum()
        while True:
            times = self.coefficient()
            coefficients += times is not None
            total.take(self.part(closing, depth), times or ONE)
            parts += 1
            spaces = self._spaces()
            here = self._on_line()
            if not here or here == closing:
                break
            # A full stop beside a blank ends a sentence: "of TiO2. V2O5 is" names two oxides.
            if parts == coefficients and (dash := MOLAR_DASH.match(self.line, self.at)) and not spaces:
                self.tokens.append(("text", dash[0]))
                self.at += 1
                continue
            if here not in "·.+" or (here == "." and (spaces or self.line[self.at + 1 : self.at + 2] == " ")):
                self.at -= spaces
                raise self.unexpected()
            if sign := SIGN_FIRST.match(self.line, self.at):
                raise self.error(self.at, f"a charge is written number first: {sign[1]}+")
            if here == "+" and not spaces and CHARGED_END.match(self.line, self.at + 1):
                raise self.ambiguous_plus(self.at)  # Na+Cl-
            if here == ".":
                self.refuse_decimal_point()
            self.tokens.append(("text", " + " if here == "+" else "·"))
            self.at += 1
            self._spaces()
        if coefficients and parts == 1:
            raise self.error(
                start, "a number in front needs a second part, joined by · or +; a single part goes without"
            )
        return total

    def unexpected(self) -> FormulaError:
        return self.error(
            self.at, reason(self.all[self.at], self.chars[self.at].level, self.all[self.at + 1 : self.at + 2])
        )

    def refuse_decimal_point(self) -> None:
        """Raises FormulaError for a full stop that may as well be the point of an amount, with or without digits."""
        before, behind = self.line[: self.at], self.line[self.at :]
        if DECIMAL_BEFORE.search(before) or (before[-1:].isdigit() and DECIMAL_BEHIND.match(behind)):
            reason = "two points follow one another; an amount has one, and parts are joined by ·, as in MgCl2·1.6NH3"
            raise self.error(self.at, reason)
        if (alone := ELEMENT_BEHIND.match(behind)) and alone["symbol"] in ELEMENTS:
            reason = "is this the point of an amount? A formula and an element are joined by ·, an amount is 0.5"
            raise self.error(self.at, reason)

    def coefficient(self) -> Polynomial | None:
        if bracketed := IN_BRACKETS.match(self.line, self.at):
            end: int | None = bracketed.end()
        else:
            end = self._plain_amount_end(self.at)
        if end is None or not re.match(r"[A-Z(\[{□]", self.line[end:]):
            return None
        start, self.at = self.at, end
        self.tokens.append(("coefficient", self._shown(start, end)))
        return self._evaluate(start, end)

    def part(self, closing: str | None, depth: int) -> _Sum:
        total = _Sum()
        first = True
        while (here := self._on_line()) and here != closing:
            if first and closing and (bridge := BRIDGE.match(self.line, self.at)):
                self.tokens.append(("text", self.all[self.at : bridge.end()].replace("µ", "μ").replace("–", "-")))
                self.at = bridge.end()
            if not first and (here in "·+ " or (here == "." and not self.line[self.at + 1 : self.at + 2].isdigit())):
                break
            if not first and here == "." and self.line[self.at - 1].isdigit():
                break  # the point between the parts of 2.1.6NH3
            if not first and MOLAR_DASH.match(self.line, self.at):
                break  # the dash between 60Li2O and 40P2O5
            self.group(total, first, closing, depth)
            first = False
        if first:
            if self.at < len(self.chars) and self._on_line() != closing:
                raise self.unexpected()
            raise self.error(self.at, "an element, a named group or a bracket is expected here")
        return total

    # -- group -------------------------------------------------------------------------------------------------

    def group(self, total: _Sum, first: bool, closing: str | None, depth: int) -> None:
        start = self.at
        one = _Sum()
        kind, alone = self.primary(one, depth)
        charge, amount = self.charge_and_amount(kind, first)
        if alone and amount is None and charge is None:
            raise self.error(
                start,
                f"{self.all[start : self.at]} without a number may be a label, as in TiO2(B); "
                "leave a label out of the formula, write an element without brackets",
            )
        total.take(one, amount or ONE)
        total.charged(charge)

    def primary(self, one: _Sum, depth: int) -> tuple[Kind, bool]:
        """Read what an amount may follow into `one`; True for a lone element in round brackets."""
        here = self._on_line()
        if here in CLOSING:
            return self.bracket(one, depth)
        if here == "□" or re.match(r"Vac(?![a-z])", self.line[self.at :]):
            self.at += 1 if here == "□" else 3
            self.tokens.append(("text", "□"))
            one.add("□", ONE)
            return "vacancy", False
        if symbol := self.name():
            group = BY_SYMBOL[symbol]
            self.at += len(symbol)
            for run in re.findall(r"[0-9]+|[^0-9]+", symbol):
                self.tokens.append(("sub" if run.isdigit() else "text", run))
            for element, count in group.composition.items():
                one.add(element, Polynomial.of(count))
            return "name", False
        pair = self.line[self.at : self.at + 2]
        symbol = pair if pair in ELEMENTS else here
        if symbol in ELEMENTS or (self.isotopes and symbol in ISOTOPES):
            if symbol in ALSO_GROUPS and not re.fullmatch(rf"{symbol}[0-9]*[+-]?", self.all):
                raise self.error(self.at, f"{symbol} is an element that nobody handles; {ALSO_GROUPS[symbol]}")
            self.at += len(symbol)
            self.tokens.append(("text", symbol))
            one.add(symbol, ONE)
            if state := OXIDATION_STATE.match(self.line, self.at):
                self.tokens.append(("text", state[0]))
                self.at = state.end()
            return "element", False
        if (
            here == "T"
            and self.all[self.at + 1 : self.at + 2] in ("x", "z", "n")
            and not self.all[self.at + 2 : self.at + 3].islower()
        ):
            self.at += 1
            self.tokens.append(("text", "T"))
            one.unspecified.append("T")
            return "element", False
        raise self.unexpected()

    def name(self) -> str | None:
        before = self.all[self.at - 1] if self.at else ""
        if self.line[self.at] == "\0":
            return None
        found = ANYWHERE.match(self.names, self.at)
        if found and (found[0][0].isupper() or (before and before in "([{0123456789")):
            return found[0]
        found = BRACKETED.match(self.names, self.at)
        if found and before in CLOSING and self.all[found.end() : found.end() + 1] == CLOSING[before]:
            return found[0]
        return None

    def bracket(self, one: _Sum, depth: int) -> tuple[Kind, bool]:
        start, opening = self.at, self.line[self.at]
        closing = CLOSING[opening]
        self.at += 1
        if opening == "[" and self._on_line() == "]":
            self.at += 1
            self.tokens.append(("text", "□"))
            one.add("□", ONE)
            return "vacancy", False
        if depth == _MAX_DEPTH:
            raise self.error(start, f"brackets are nested more than {_MAX_DEPTH} deep")
        self.tokens.append(("text", opening))
        self._spaces()
        inner = self.formula(closing, depth + 1)
        if self._on_line() != closing:
            raise self.error(start, f"this bracket is not closed; {quoted(closing)} is missing")
        self.at += 1
        self.tokens.append(("text", closing))
        one.take(inner, ONE)
        return "bracket", opening == "(" and self.all[start + 1 : self.at - 1] in ELEMENTS
